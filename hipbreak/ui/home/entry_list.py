"""What was done on a day, line by line."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable

from hipbreak.core.day_text import Entry
from hipbreak.ui.look.kit import Kit

MOST = 12
"""Lines; a day with more says how many more there are."""
NOTHING = "Nothing is written down."
SURE = "Really take back?"
MARK = 22
"""Width of the second column, in pixels at 96 dpi."""


class EntryList(tk.Frame):
    """The time, a mark, the name, and how it ended. Changes only through `show`."""

    def __init__(
        self,
        kit: Kit,
        parent: tk.Misc,
        inner: float,
        title: str = "",
        take_back: Callable[[Entry], object] | None = None,
        nothing: str = NOTHING,
    ) -> None:
        """`nothing`: what is said of a day without entries."""
        super().__init__(parent, background=kit.theme.bg)
        self._kit, self._inner, self._title, self._take_back = kit, inner, title, take_back
        self._nothing = nothing
        self._shown: tuple[Entry, ...] | None = None

    def show(self, found: tuple[Entry, ...]) -> None:
        if found == self._shown:
            return
        self._shown = found
        for child in self.winfo_children():
            child.destroy()
        kit = self._kit
        if self._title:
            kit.label(self, self._title, "strong").grid(
                row=0, column=0, columnspan=4, sticky="w", pady=(0, kit.px(8))
            )
        self.columnconfigure(1, minsize=kit.px(MARK * kit.text_scale))
        self.columnconfigure(3, weight=1)
        most = len(found) if self._take_back else MOST
        for row, entry in enumerate(found[:most], start=1):
            self._line(row, entry)
        rest = len(found) - most
        last = f"and {rest} earlier" if rest > 0 else "" if found else self._nothing
        if last:
            kit.label(self, last, "text", "muted").grid(
                row=most + 1, column=0, columnspan=4, sticky="w"
            )

    def _line(self, row: int, entry: Entry) -> None:
        kit = self._kit
        mark, colour = ("●", "accent") if entry.counted else ("○", "muted")
        if entry.natural:
            mark, colour = "●", "disabled"
        texts = (
            (entry.clock.removeprefix("0"), "text", "muted"),
            (mark, "small", colour),
            (entry.title, "label", "ink" if entry.counted and not entry.natural else "muted"),
            (entry.detail, "text", "muted"),
        )
        for column, (text, role, tone) in enumerate(texts):
            made = kit.label(self, text, role, tone)
            gap = kit.px(14) if column in (0, 2) else 0
            sticky = "w" if column else "e"
            made.grid(row=row, column=column, sticky=sticky, padx=(0, gap), pady=kit.px(2))
        if self._take_back:
            self._taking_back(row, entry, self._take_back)

    def _taking_back(self, row: int, entry: Entry, take: Callable[[Entry], object]) -> None:
        """Two presses: the first one asks."""

        def press() -> None:
            if button.cget("text") == SURE:
                take(entry)
            else:
                button.configure(text=SURE)

        button = self._kit.button(self, "Take back", "link", press)
        button.bind("<FocusOut>", lambda _event: button.configure(text="Take back"))
        button.grid(row=row, column=4, sticky="e")
