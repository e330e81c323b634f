"""A number between two buttons: one less, one more."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable

from hipbreak.ui.look.kit import Kit


class Stepper(tk.Frame):
    """The arrow keys step too. `changed(number)` is told, at most `low` to `high`."""

    def __init__(
        self,
        kit: Kit,
        parent: tk.Misc,
        bounds: tuple[float, float],
        step: float,
        words: Callable[[float], str],
        changed: Callable[[float], object],
    ) -> None:
        super().__init__(parent, background=kit.theme.bg)
        self._bounds, self._step, self._words, self._changed = bounds, step, words, changed
        self._number = bounds[0]
        self._less = kit.button(self, "\u2212", "only", lambda: self._by(-1))
        self._value = kit.label(self, "", "label")
        letters = max(len(words(edge)) for edge in bounds)
        self._value.configure(width=letters + 2, anchor="center")
        self._more = kit.button(self, "+", "only", lambda: self._by(1))
        for widget in (self._less, self._value, self._more):
            widget.pack(side="left")
        for button in (self._less, self._more):
            for key, way in (("Left", -1), ("Down", -1), ("Right", 1), ("Up", 1)):
                button.bind(f"<{key}>", lambda _event, way=way: self._by(way))  # type: ignore[misc]

    def show(self, number: float) -> None:
        self._number = number
        self._value.configure(text=self._words(number))
        for button, edge in zip((self._less, self._more), self._bounds, strict=True):
            button.configure(takefocus=True)
            button.state(["disabled" if abs(number - edge) < self._step / 100 else "!disabled"])

    def focus_set(self) -> None:
        self._more.focus_set()

    def _by(self, way: int) -> str:
        low, high = self._bounds
        wanted = round(self._number / self._step + way) * self._step
        number = round(min(high, max(low, wanted)), 6)
        if number != self._number:
            self._changed(number)
        return "break"
