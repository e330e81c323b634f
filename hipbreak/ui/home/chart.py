"""A canvas for charts: lengths in pixels at 96 dpi, words in the kit's faces."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from tkinter import font
from typing import Literal

from hipbreak.ui.look.kit import Kit

Anchor = Literal["w", "e", "center", "n", "s"]


class Chart(tk.Canvas):
    """Drawn anew as a whole: `start`, then the parts."""

    def __init__(self, kit: Kit, parent: tk.Misc, width: float) -> None:
        super().__init__(
            parent, width=kit.px(width), height=1, background=kit.theme.bg,
            highlightthickness=0, borderwidth=0,
        )  # fmt: skip
        self._kit, self.wide = kit, width
        self.grow = max(1.0, kit.text_scale)
        """Rows with words grow with them."""

    def start(self, height: float) -> None:
        """Empty, and so high."""
        self.delete("all")
        self.configure(height=self._kit.px(height))

    def box(
        self, x: float, y: float, width: float, height: float, colour: str, line: str = ""
    ) -> None:
        """Filled with a colour of the theme by its name, or `#rrggbb`; `line`: its outline's."""
        px = self._kit.px
        edge = {"outline": self._colour(line), "width": max(1, px(1.5))} if line else {"width": 0}
        fill = self._colour(colour) if colour else ""
        self.create_rectangle(px(x), px(y), px(x + width), px(y + height), fill=fill, **edge)

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str = "") -> None:
        """Without a colour: a faint one, behind what is shown."""
        px = self._kit.px
        colour = colour or ("track" if self._kit.theme.line else "edge")
        self.create_line(
            px(x1), px(y1), px(x2), px(y2), fill=self._colour(colour), width=max(1, px(1))
        )

    def words(
        self,
        x: float,
        y: float,
        text: str,
        role: str = "small",
        colour: str = "muted",
        anchor: Anchor = "w",
        most: float = 0,
    ) -> None:
        """`most`: what is wider is cut short; 0 for no end."""
        px, face = self._kit.px, self._kit.faces(role)
        if most:
            measured = font.Font(self, face)
            text = shortened(text, lambda part: measured.measure(part) <= px(most))
        self.create_text(
            px(x), px(y), text=text, font=face, fill=self._colour(colour), anchor=anchor
        )

    def _colour(self, name: str) -> str:
        return name if name.startswith("#") else self._kit.colour(name)


def shortened(text: str, fits: Callable[[str], bool]) -> str:
    """The text, or as much of it as fits, with an ellipsis."""
    if fits(text):
        return text
    return next((part for end in range(len(text) - 1, 0, -1)
                 if fits(part := f"{text[:end].rstrip()}…")), "…")  # fmt: skip
