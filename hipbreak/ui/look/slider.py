"""A number on a line: dragged, clicked, or moved with the arrow keys; what it is stands beside."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable

from PIL import Image, ImageDraw

from hipbreak.ui.look.buttons import GAP, RING
from hipbreak.ui.look.kit import Kit
from hipbreak.ui.look.photos import photo

WIDTH, KNOB, LINE = 168, 18, 6
"""The way of the knob's middle, the knob, and the line's thickness, in pixels at 96 dpi."""
LEAP = 4
"""So many steps at once with Page Up and Page Down (ours)."""
SS = 4
CLASS = "Slider"
"""Tk's name for it: a stop of the keyboard."""


class Slider(tk.Frame):
    """`changed(number)` is told by each key, and when the pointer lets go; at most `low` to `high`
    and in whole steps. `tells(number)` words it."""

    def __init__(
        self,
        kit: Kit,
        parent: tk.Misc,
        bounds: tuple[float, float],
        step: float,
        words: Callable[[float], str],
        changed: Callable[[float], object],
    ) -> None:
        super().__init__(parent, class_=CLASS, background=kit.theme.bg, takefocus=1)
        self._kit, self._bounds, self._step = kit, bounds, step
        self._words, self._changed = words, changed
        self._number = self._told = bounds[0]
        self._dragged = False
        self._picture: tk.PhotoImage | None = None
        self._line = tk.Label(self, background=kit.theme.bg, borderwidth=0, padx=0, pady=0)
        self._value = kit.label(self, "", "label")
        letters = max(len(words(edge)) for edge in bounds)
        self._value.configure(width=letters, anchor="e")
        self._line.pack(side="left")
        self._value.pack(side="left", padx=(kit.px(6), 0))
        self._hear()

    def _hear(self) -> None:
        for event, act in (
            ("<ButtonPress-1>", self._press),
            ("<B1-Motion>", self._drag),
            ("<ButtonRelease-1>", self._release),
        ):
            self._line.bind(event, act)
        low, high = self._bounds
        for keys, by in (
            (("Left", "Down"), -1), (("Right", "Up"), 1), (("Next",), -LEAP), (("Prior",), LEAP)
        ):  # fmt: skip
            for key in keys:
                self.bind(f"<{key}>", lambda _event, by=by: self._by(by))  # type: ignore[misc]
        self.bind("<Home>", lambda _event: self._key(low))
        self.bind("<End>", lambda _event: self._key(high))
        for event in ("<FocusIn>", "<FocusOut>"):
            self.bind(event, lambda _event: self._draw())

    def show(self, number: float) -> None:
        """It is so now; what is being dragged stays."""
        self._told = number
        if not self._dragged:
            self._set(number)

    def _set(self, number: float) -> None:
        self._number = number
        self._value.configure(text=self._words(number))
        self._draw()

    # Pointer and keys

    def _press(self, event: tk.Event[tk.Misc]) -> None:
        self.focus_set()
        self._dragged = True
        self._drag(event)

    def _drag(self, event: tk.Event[tk.Misc]) -> None:
        low, high = self._bounds
        way = (event.x - self._edge) / self._kit.px(WIDTH)
        self._set(self._whole(low + way * (high - low)))

    def _release(self, event: tk.Event[tk.Misc]) -> None:
        self._dragged = False
        self._tell()

    def _by(self, steps: int) -> str:
        return self._key(self._number + steps * self._step)

    def _key(self, number: float) -> str:
        self._set(self._whole(number))
        self._tell()
        return "break"

    def _tell(self) -> None:
        if self._number != self._told:
            self._told = self._number
            self._changed(self._number)

    def _whole(self, number: float) -> float:
        low, high = self._bounds
        return round(min(high, max(low, round(number / self._step) * self._step)), 6)

    # Looks

    @property
    def _edge(self) -> int:
        """From the picture's edge to the middle of the knob at its lowest."""
        return self._kit.px(KNOB / 2 + RING + GAP)

    def _draw(self) -> None:
        low, high = self._bounds
        share = (self._number - low) / (high - low)
        self._picture = photo(self, self._drawn(share, self.focus_get() is self))
        self._line.configure(image=self._picture)

    def _drawn(self, share: float, ring: bool) -> Image.Image:
        theme, unit, edge = self._kit.theme, self._kit.scale * SS, self._edge * SS
        width, height = self._kit.px(WIDTH) * SS + 2 * edge, 2 * edge
        big = Image.new("RGB", (width, height), theme.bg)
        draw = ImageDraw.Draw(big)
        middle, knob = height / 2, edge + share * (width - 2 * edge)

        def line(end: float, fill: str, thin: float = 0) -> None:
            half = LINE / 2 * unit - thin
            box = (edge - half, middle - half, end + half, middle + half - 1)
            draw.rounded_rectangle(box, half, fill=fill)

        def disc(radius: float, fill: str) -> None:
            draw.ellipse((knob - radius, middle - radius, knob + radius, middle + radius), fill)

        line(width - edge, theme.muted)
        line(width - edge, theme.track, unit)
        line(knob, theme.focus)
        radius = KNOB / 2 * unit
        if ring:
            disc(radius + (GAP + RING) * unit, theme.focus)
        disc(radius + GAP * unit, theme.bg)
        disc(radius, theme.focus)
        return big.reduce(SS)
