"""Any of some words: small buttons that are on or off, in as many lines as they need."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Iterable, Mapping
from tkinter import ttk

from hipbreak.ui.look.flow import flow
from hipbreak.ui.look.kit import Kit

ON, OFF = "✓ ", "+ "


class Chips(tk.Frame):
    """Each is one stop of the keyboard; the arrow keys go from one to the next."""

    def __init__(
        self,
        kit: Kit,
        parent: tk.Misc,
        words: Mapping[str, str],
        width: float,
        changed: Callable[[tuple[str, ...]], object],
    ) -> None:
        super().__init__(parent, background=kit.theme.bg)
        self._kit, self._words, self._changed = kit, words, changed
        self._on: tuple[str, ...] = ()
        self._buttons: dict[str, ttk.Button] = {}
        for at, key in enumerate(words):
            made = kit.button(self, ON + words[key], "chip", lambda key=key: self._turn(key))  # type: ignore[misc]
            for arrow, step in (("Left", -1), ("Right", 1)):
                made.bind(f"<{arrow}>", lambda _e, to=at + step: self._go(to))  # type: ignore[misc]
            self._buttons[key] = made
        flow(kit, self, self._buttons.values(), width)
        self.show(())

    def show(self, on: Iterable[str]) -> None:
        """These are on."""
        self._on = tuple(on)
        for key, button in self._buttons.items():
            chosen = key in self._on
            self._kit.restyle(button, "chip-on" if chosen else "chip")
            button.configure(text=(ON if chosen else OFF) + self._words[key])

    def focus_set(self) -> None:
        next(iter(self._buttons.values())).focus_set()

    def _turn(self, key: str) -> None:
        on = {*self._on} ^ {key}
        self._changed(tuple(word for word in self._words if word in on))

    def _go(self, to: int) -> str:
        buttons = list(self._buttons.values())
        buttons[to % len(buttons)].focus_set()
        return "break"
