"""Small widgets that are pictures: the countdown ring, the progress bar, the pill."""

from __future__ import annotations

import tkinter as tk

from hipbreak.ui.look.kit import Kit
from hipbreak.ui.look.paint import bar, panel, ring
from hipbreak.ui.look.photos import Moving, photo


class Ring(tk.Label):
    """A ring that fills as time passes, with a number in it and, for breathing, a disc."""

    def __init__(self, kit: Kit, parent: tk.Misc, size: float, role: str = "number") -> None:
        super().__init__(
            parent,
            background=kit.theme.bg,
            foreground=kit.theme.ink,
            font=kit.faces(role),
            compound="center",
            borderwidth=0,
            padx=0,
            pady=0,
        )
        self._kit, self._size = kit, kit.px(size)
        self._moving = Moving(self)
        self._drawn: tuple[object, ...] = ()
        self.show("", 0.0)

    def show(
        self, text: str, share: float, colour: str = "accent", breath: float | None = None
    ) -> None:
        """`share` of the ring filled; `breath` 0 (out) to 1 (in) for the disc, None for none."""
        steps = round(share * self._size * 3)
        disc = None if breath is None else round(breath * self._size)
        if self._drawn != (steps, colour, disc):
            self._drawn = (steps, colour, disc)
            theme = self._kit.theme
            inner = None if breath is None else (theme.breath, 0.34 + 0.66 * breath)
            picture = ring(self._size, share, theme.bg, theme.track, getattr(theme, colour), inner)
            self._moving.paint(picture)
        if self.cget("text") != text:
            self.configure(text=text)


class Bar(tk.Label):
    """A thin round-ended bar."""

    def __init__(self, kit: Kit, parent: tk.Misc, width: float, height: float = 5) -> None:
        super().__init__(parent, background=kit.theme.bg, borderwidth=0, padx=0, pady=0)
        self._kit, self._width, self._height = kit, kit.px(width), kit.px(height)
        self._moving = Moving(self)
        self._drawn = -1
        self.show(0.0)

    def show(self, share: float) -> None:
        end = round(share * self._width)
        if end == self._drawn:
            return
        self._drawn = end
        theme = self._kit.theme
        picture = bar(self._width, self._height, share, theme.bg, theme.track, theme.accent)
        self._moving.paint(picture)


class Pill(tk.Label):
    """A few words on a rounded tint."""

    def __init__(
        self, kit: Kit, parent: tk.Misc, ground: str = "tint", colour: str = "on_tint"
    ) -> None:
        super().__init__(
            parent,
            background=kit.theme.bg,
            foreground=kit.colour(colour),
            font=kit.faces("label"),
            compound="center",
            borderwidth=0,
            padx=0,
            pady=0,
        )
        self._kit, self._ground, self._text = kit, ground, ""
        self._photo: tk.PhotoImage | None = None

    def show(self, text: str) -> None:
        """The pill with these words; without words nothing at all."""
        if text == self._text:
            return
        self._text = text
        if not text:
            self.configure(text="", image="")
            return
        from tkinter import font

        face = font.Font(self._kit.root, font=self._kit.faces("label"))
        height = face.metrics("linespace") + self._kit.px(8)
        width = face.measure(text) + height
        theme = self._kit.theme
        picture = panel(width, height, height // 2, theme.bg, self._kit.colour(self._ground))
        self._photo = photo(self._kit.root, picture)
        self.configure(text=text, image=self._photo)
