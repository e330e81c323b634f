"""One movement in the library: its picture in a frame, its name, how long it takes."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable

from PIL import Image

from hipbreak.core.routine import Routine
from hipbreak.ui.home.library_model import brief
from hipbreak.ui.look.kit import Kit
from hipbreak.ui.look.paint import frame
from hipbreak.ui.look.photos import photo

RADIUS, LINE, RING = 12, 1, 2
PICTURE = 0.62
"""Height of the picture, of its width."""


class Tile(tk.Frame):
    """A picture that is a button: worked by a click, Return or Space."""

    def __init__(
        self,
        kit: Kit,
        parent: tk.Misc,
        width: float,
        routine: Routine,
        note: str,
        press: Callable[[], object],
    ) -> None:
        super().__init__(parent, background=kit.theme.bg)
        self._kit, self._press = kit, press
        self._whole = kit.px(width), kit.px(width * PICTURE)
        self._figure: Image.Image | None = None
        self._frames: dict[str, tk.PhotoImage] = {}
        self._picture = tk.Label(
            self, background=kit.theme.bg, borderwidth=0, padx=0, pady=0, takefocus=True
        )
        self._picture.pack(anchor="w")
        kit.label(self, routine.name, "label", wrap=width).pack(
            anchor="w", pady=(kit.px(8), kit.px(1))
        )
        kit.label(self, note or brief(routine), "small", "alarm" if note else "muted", width).pack(
            anchor="w"
        )
        self._draw()
        for widget in (self, *self.winfo_children()):
            widget.bind("<Button-1>", lambda _event: press())
            widget.bind("<Enter>", lambda _event: self._draw("hover"))
            widget.bind("<Leave>", lambda _event: self._draw())
        self._picture.bind("<FocusIn>", lambda _event: self._draw("focus"))
        self._picture.bind("<FocusOut>", lambda _event: self._draw())
        for key in ("<Return>", "<KP_Enter>", "<space>"):
            self._picture.bind(key, lambda _event: press())

    def focus_set(self) -> None:
        self._picture.focus_set()

    def fill(self, figure: Image.Image) -> None:
        """The movement's picture, of this tile's inner size, which takes a moment to draw."""
        self._figure = figure
        self._frames.clear()
        self._draw()

    @property
    def room(self) -> tuple[int, int]:
        """The size of the picture that `fill` wants."""
        edge = 2 * self._kit.px(RING + 2)
        return self._whole[0] - edge, self._whole[1] - edge

    def _draw(self, state: str = "") -> None:
        if not state and self.focus_get() is self._picture:
            state = "focus"
        if state not in self._frames:
            self._frames[state] = photo(self._kit.root, self._framed(state))
        self._picture.configure(image=self._frames[state])

    def _framed(self, state: str) -> Image.Image:
        kit, theme = self._kit, self._kit.theme
        colour = {"focus": theme.focus, "hover": theme.muted}.get(state, theme.edge)
        line = max(1, kit.px(RING if state == "focus" else LINE))
        width, height = self._whole
        made = frame(width, height, kit.px(RADIUS), theme.bg, theme.bg, (colour, line))
        if self._figure:
            figure = self._figure
            made.paste(figure, ((width - figure.width) // 2, (height - figure.height) // 2))
        return made
