"""One of a few words: buttons that stand side by side as one piece, one of them chosen."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Mapping
from tkinter import ttk

from hipbreak.ui.look.buttons import joined
from hipbreak.ui.look.kit import Kit


class Segmented(tk.Frame):
    """Tab comes to the chosen one; the arrow keys choose. `chosen(key)` is told."""

    def __init__(
        self,
        kit: Kit,
        parent: tk.Misc,
        words: Mapping[str, str],
        chosen: Callable[[str], object],
        slim: bool = False,
    ) -> None:
        """`slim`: lower, for a list of many."""
        super().__init__(parent, background=kit.theme.edge)
        self._kit, self._chosen, self._keys = kit, chosen, tuple(words)
        self._kinds = tuple(f"slim-{kind}" if slim else kind for kind in joined(len(words)))
        self._buttons: list[ttk.Button] = []
        for at, (key, text) in enumerate(words.items()):
            button = kit.button(self, text, self._kinds[at], lambda key=key: chosen(key))  # type: ignore[misc]
            gap = 0 if at == len(words) - 1 else kit.seam
            button.pack(side="left", fill="y", padx=(0, gap))
            for arrow, step in (("Left", -1), ("Right", 1), ("Up", -1), ("Down", 1)):
                button.bind(f"<{arrow}>", lambda _e, to=at + step: self._go(to))  # type: ignore[misc]
            self._buttons.append(button)

    @property
    def wide(self) -> int:
        """How many pixels it wants from side to side, known before it is laid out."""
        return sum(button.winfo_reqwidth() + self._kit.seam for button in self._buttons)

    def show(self, key: str) -> None:
        """This one is chosen."""
        for at, button in enumerate(self._buttons):
            on = self._keys[at] == key
            self._kit.restyle(button, f"{self._kinds[at]}-on" if on else self._kinds[at])
            button.configure(takefocus=on or (key not in self._keys and at == 0))

    def focus_set(self) -> None:
        """The keyboard goes to the chosen one."""
        next(b for b in self._buttons if b.cget("takefocus")).focus_set()

    def _go(self, to: int) -> str:
        at = to % len(self._keys)
        self._buttons[at].focus_set()
        self._chosen(self._keys[at])
        return "break"
