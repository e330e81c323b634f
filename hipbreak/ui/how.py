"""The details behind a cue, on a rounded panel over the figure."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable

from hipbreak.ui.look.kit import Kit
from hipbreak.ui.look.paint import panel

PAD_X, PAD_Y, RADIUS = 18, 14, 10


class HowPanel(tk.Frame):
    """How it is done, and what speaks for it. A click anywhere on it closes it."""

    def __init__(
        self,
        kit: Kit,
        parent: tk.Misc,
        width: float,
        detail: str,
        evidence: str,
        close: Callable[[], object],
        least: int = 0,
    ) -> None:
        """`least`: the height in pixels that is to be covered, at least."""
        super().__init__(parent, background=kit.theme.soft)
        wrap, edge = width - 2 * PAD_X, kit.px(PAD_X)
        kit.frame(self, "soft").pack(padx=(kit.px(width), 0))  # holds the width open
        words = kit.frame(self, "soft")
        words.pack(anchor="w", expand=True, padx=edge, pady=kit.px(PAD_Y))
        above = kit.label(words, detail, "text", "ink", wrap, "soft")
        above.pack(anchor="w", pady=(0, kit.px(6)))
        kit.label(words, evidence, "small", "muted", wrap, "soft").pack(anchor="w")
        self.update_idletasks()
        self.room = self.winfo_reqwidth(), max(least, self.winfo_reqheight())
        self._round(kit)
        for widget in (self, *self.winfo_children(), *words.winfo_children()):
            widget.bind("<Button-1>", lambda _event: close())

    def _round(self, kit: Kit) -> None:
        """Rounded corners, as a picture below the words."""
        plate = kit.picture(self, panel(*self.room, kit.px(RADIUS), kit.theme.bg, kit.theme.soft))
        plate.place(x=0, y=0)
        plate.lower()
