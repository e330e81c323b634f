"""One of many words: a button that opens a menu."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Mapping
from functools import partial

from hipbreak.ui.look.kit import Kit
from hipbreak.ui.look.menus import menu

OPENS = "  ▾"


class Picker(tk.Frame):
    """Space, Return and the arrow keys open it. `chosen(key)` is told."""

    def __init__(
        self,
        kit: Kit,
        parent: tk.Misc,
        words: Mapping[str, str],
        chosen: Callable[[str], object],
    ) -> None:
        super().__init__(parent, background=kit.theme.bg)
        self._words, self._chosen = words, chosen
        self._button = kit.button(self, "", "only", self._open)
        self._button.pack()
        for key in ("<Up>", "<Down>"):
            self._button.bind(key, lambda _event: self._open())
        self._value = tk.StringVar(self)
        self._menu = menu(kit, self)
        for key, text in words.items():
            choose = partial(chosen, key)
            self._menu.add_radiobutton(label=text, value=key, variable=self._value, command=choose)

    def show(self, key: str) -> None:
        """This one is chosen."""
        self._value.set(key)
        self._button.configure(text=self._words.get(key, key) + OPENS)

    def focus_set(self) -> None:
        self._button.focus_set()

    def _open(self) -> str:
        keys = list(self._words)
        at = keys.index(self._value.get()) if self._value.get() in keys else 0
        below = self._button.winfo_rooty() + self._button.winfo_height()
        self._menu.tk_popup(self._button.winfo_rootx(), below, "")
        self._menu.activate(at)
        return "break"
