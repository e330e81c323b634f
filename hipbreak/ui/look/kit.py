"""What every view builds with: theme, scale, fonts, and the few widgets we use."""

from __future__ import annotations

import re
import tkinter as tk
from collections.abc import Callable
from itertools import count
from tkinter import ttk
from typing import TYPE_CHECKING

from hipbreak.ui.look.buttons import GAP, RING, Buttons, finish
from hipbreak.ui.look.even import even_width
from hipbreak.ui.look.faces import Faces
from hipbreak.ui.look.photos import photo
from hipbreak.ui.look.theme import Theme

if TYPE_CHECKING:
    from PIL import Image

BUTTON_MARGIN = RING + GAP
"""Room around a button's plate for its focus ring, in pixels at 96 dpi."""


_SERIAL = count()
"""Tk keeps a style for the life of its root, so each look gives its own another name."""
NO_BREAK = "\u00a0"
_NUMBER_AND_UNIT = re.compile(r"(\d) (?=\w)")
_FROM_TO = re.compile(r"(?<=\d) (and|to) (?=\d)")


def gathered(text: str) -> str:
    """A paragraph whose numbers keep their units and their other end ("9:00 to 12:00"), and
    whose last word is never alone."""
    text = _FROM_TO.sub(rf"{NO_BREAK}\1{NO_BREAK}", text)
    text = _NUMBER_AND_UNIT.sub(rf"\1{NO_BREAK}", text)
    *before, last = text.rsplit(" ", 1)
    return NO_BREAK.join((*before, last)) if len(last) < 18 else text


class Kit:
    """One window's look. Lengths are given in pixels at 96 dpi and come out in real ones."""

    def __init__(
        self, root: tk.Misc, theme: Theme, scale: float, text_scale: float, bundled: bool
    ) -> None:
        self.root, self.theme, self.scale = root, theme, scale
        self.text_scale, self.bundled = text_scale, bundled
        self.faces = Faces(scale * text_scale, bundled)
        self._buttons = Buttons(root, theme, scale, self.faces)
        self._kept: list[tk.PhotoImage] = []
        self._styles: set[str] = set()
        self._serial = next(_SERIAL)

    def dressed(self, theme: Theme, scale: float, text_scale: float) -> Kit:
        """The same window in another look."""
        return Kit(self.root, theme, scale, text_scale, self.bundled)

    def style(self, name: str, make: Callable[[str], object]) -> str:
        """The ttk style of this name in this look; `make(style)` sets it up when first wanted."""
        style = f"x{self._serial}.Hip.{name}"
        if name not in self._styles:
            self._styles.add(name)
            make(style)
        return style

    def photo(self, picture: Image.Image) -> tk.PhotoImage:
        """A still picture, kept as long as this look."""
        self._kept.append(photo(self.root, picture))
        return self._kept[-1]

    def smaller(self, factor: float) -> Kit:
        """The same look at a smaller scale, for a screen that is too small."""
        return Kit(self.root, self.theme, self.scale * factor, self.text_scale, self.bundled)

    @property
    def smallest(self) -> float:
        """The least scale to which a small screen may shrink this look: the letters then have
        0.6 of the size that they have at a text scale of 1 (ours)."""
        return 0.6 * self.scale / max(1.0, self.text_scale)

    @property
    def seam(self) -> int:
        """Pixels of the ground's line between the buttons of one piece; outlines need none."""
        return 0 if self.theme.line else 1

    def px(self, length: float) -> int:
        return round(length * self.scale)

    def colour(self, name: str) -> str:
        return str(getattr(self.theme, name))

    def frame(self, parent: tk.Misc, ground: str = "bg") -> tk.Frame:
        return tk.Frame(parent, background=self.colour(ground))

    def label(
        self,
        parent: tk.Misc,
        text: str = "",
        role: str = "text",
        colour: str = "ink",
        wrap: float = 0,
        ground: str = "bg",
    ) -> tk.Label:
        """A line, or with `wrap` (pixels at 96 dpi) a paragraph."""
        return tk.Label(
            parent,
            text=gathered(text) if wrap else text,
            font=self.faces(role),
            foreground=self.colour(colour),
            background=self.colour(ground),
            wraplength=self.px(wrap),
            justify="left",
            anchor="w",
            borderwidth=0,
            padx=0,
            pady=0,
        )

    def say(self, label: tk.Label, text: str, wrap: float) -> None:
        """Give a paragraph its words, in lines that are about equally long."""
        words, face = gathered(text), label.cget("font")

        def measure(line: str) -> int:
            return int(label.tk.call("font", "measure", face, line))

        label.configure(text=words, wraplength=even_width(measure, words, self.px(wrap)))

    def picture(self, parent: tk.Misc, picture: Image.Image, ground: str = "bg") -> tk.Label:
        """A still picture as a label."""
        kept = self.photo(picture)
        return tk.Label(
            parent, image=kept, background=self.colour(ground), borderwidth=0, padx=0, pady=0
        )

    def canvas(self, parent: tk.Misc, width: int, height: int) -> tk.Canvas:
        """A canvas of real pixels without borders."""
        return tk.Canvas(
            parent,
            width=width,
            height=height,
            background=self.theme.bg,
            highlightthickness=0,
            borderwidth=0,
        )

    def restyle(self, button: ttk.Button, kind: str) -> None:
        """Make a button one of another kind."""
        button.configure(style=self._buttons.style(kind))
        if button.state():  # the pointer or the keyboard is there
            finish(button)

    def button(
        self, parent: tk.Misc, text: str, kind: str, command: Callable[[], object]
    ) -> ttk.Button:
        """A button that Space and Return press when it has the focus."""
        made = ttk.Button(
            parent, text=text, style=self._buttons.style(kind), command=command, width=0
        )
        made.bind("<Return>", lambda _event: made.invoke())
        made.bind("<KP_Enter>", lambda _event: made.invoke())
        return made
