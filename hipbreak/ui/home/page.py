"""What a page of the home window is."""

from __future__ import annotations

import tkinter as tk

from hipbreak.ui.home.desk import Desk
from hipbreak.ui.look.kit import BUTTON_MARGIN, gathered


class Page(tk.Frame):
    """One page: built once, then filled by `refresh`."""

    bare = False
    """The page stands alone, without the list of pages beside it."""
    tells_settings = False
    """The page itself says what is wrong with the settings file."""

    wrong = ""
    """What the page has been told to be wrong, for the window's last line."""

    def __init__(self, parent: tk.Misc, desk: Desk) -> None:
        super().__init__(parent, background=desk.kit.theme.bg)
        self.desk, self.kit = desk, desk.kit

    def refresh(self) -> None:
        """Show what is true now; nothing is drawn anew when nothing has changed.

        Called when the page is turned to, after each action of the person, when the journal has
        changed, and once a minute. HipbreakError stands in the window's last line until it is over.
        """

    def back(self) -> bool:
        """Escape: out of what is open on the page. False: nothing is, and the window closes."""
        return False

    def sideways(self, by: int) -> None:
        """The right arrow (1) or the left one (-1), when no part of the page wants it."""

    def leaving(self) -> None:
        """The person turns to another page or closes the window; what is unsaved is saved."""

    @property
    def where(self) -> str:
        """Where on the page the person is, for `go_to`, when the window is built anew."""
        return ""

    def go_to(self, place: str) -> None:
        """Show this place; a place that is none changes nothing."""

    def below(self, above: tk.Widget, label: tk.Label, text: str) -> None:
        """The label with this text right below what was put; without a text it takes no room."""
        if label.cget("text") == gathered(text):
            return
        label.configure(text=gathered(text))
        label.pack_forget()
        if text:
            side, gap = self.kit.px(BUTTON_MARGIN), (self.kit.px(10), 0)
            label.pack(after=above, anchor="w", padx=side, pady=gap)

    def put(self, widget: tk.Widget, above: float = 0, fill: bool = False) -> None:
        """Pack it below what is there, with its left edge where all text begins."""
        gap = (self.kit.px(above), 0)
        side = self.kit.px(BUTTON_MARGIN)
        widget.pack(anchor="w", fill="x" if fill else "none", padx=side, pady=gap)
