"""A row of numbers, each with its words below."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Iterable

from hipbreak.ui.look.kit import Kit

CELLS = 4
GAP = 14
"""Between two numbers at least, in pixels at 96 dpi."""


class FigureRow(tk.Frame):
    """Equal columns, or as wide as each needs when the letters are large."""

    def __init__(self, kit: Kit, parent: tk.Misc, inner: float) -> None:
        super().__init__(parent, background=kit.theme.bg)
        self._room = kit.px(inner) // CELLS - kit.px(GAP)
        self._cells = [self._cell(kit, at) for at in range(CELLS)]
        self._share(equally=True)

    def _cell(self, kit: Kit, at: int) -> tuple[tk.Label, tk.Label]:
        number = kit.label(self, "", "title")
        words = kit.label(self, "", "small", "muted")
        number.grid(row=0, column=at, sticky="w", padx=(0, kit.px(GAP)))
        words.grid(row=1, column=at, sticky="w", padx=(0, kit.px(GAP)), pady=(kit.px(2), 0))
        return number, words

    def show(self, figures: Iterable[tuple[str, str]]) -> None:
        """As many as there are cells."""
        for (number, words), (value, text) in zip(self._cells, figures, strict=True):
            number.configure(text=value)
            words.configure(text=text)
        widest = max(label.winfo_reqwidth() for cell in self._cells for label in cell)
        self._share(equally=widest < self._room)

    def _share(self, *, equally: bool) -> None:
        for at in range(CELLS):
            self.columnconfigure(at, weight=1, uniform="figures" if equally else "")
