"""The card's other page: what may be done instead, each with its own Start."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Sequence
from tkinter import ttk

from hipbreak.core.routine import Routine
from hipbreak.ui.look.kit import Kit
from hipbreak.ui.scenes import still
from hipbreak.ui.words import length_and_position

FIGURE, GAP, TEXT, APART = (112, 74), 14, 230, 12
"""Pixels at 96 dpi: the small figure, the room beside it, a line of text, between two rows."""


class Others(tk.Frame):
    """One row for each routine; `start` is called with its id."""

    def __init__(
        self,
        kit: Kit,
        parent: tk.Misc,
        routines: Sequence[Routine],
        start: Callable[[str], object],
    ) -> None:
        super().__init__(parent, background=kit.theme.bg)
        self._kit, self._start = kit, start
        self._blanks: list[tuple[tk.Frame, Routine]] = []
        self.buttons: list[ttk.Button] = []
        for routine in routines:
            above = kit.px(APART) if self.buttons else 0
            self._row(routine).pack(fill="x", expand=True, pady=(above, 0))

    def draw(self) -> None:
        """Draw the figures, which few people ever ask for."""
        for blank, routine in self._blanks:
            size = self._kit.px(FIGURE[0]), self._kit.px(FIGURE[1])
            self._kit.picture(blank, still(self._kit.theme, routine, size)).pack()
        self._blanks.clear()

    def _row(self, routine: Routine) -> tk.Frame:
        kit = self._kit
        row = kit.frame(self)
        blank = kit.frame(row)
        blank.configure(width=kit.px(FIGURE[0]), height=kit.px(FIGURE[1]))
        blank.pack(side="left")
        self._blanks.append((blank, routine))
        button = kit.button(row, "Start", "soft", lambda: self._start(routine.id))
        button.pack(side="right")
        self.buttons.append(button)
        texts = kit.frame(row)
        texts.pack(side="left", padx=kit.px(GAP))
        wide = TEXT * max(1.0, kit.text_scale)
        kit.label(texts, routine.name, "strong", "ink", wide).pack(anchor="w")
        length = kit.label(texts, length_and_position(routine), "small", "teal", wide)
        length.pack(anchor="w", pady=(kit.px(3), 0))
        return row
