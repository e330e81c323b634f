"""The list of pages at the window's left, and below it what is so just now."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Mapping
from tkinter import ttk

from hipbreak.ui.home.today_model import Now
from hipbreak.ui.look.kit import BUTTON_MARGIN, Kit

WIDTH, PAD = 168, 14
"""In pixels at 96 dpi."""


class Nav(tk.Frame):
    """One button a page: one stop of the Tab key, and the arrow keys go from one to the next."""

    def __init__(
        self, kit: Kit, parent: tk.Misc, pages: Mapping[str, str], turn_to: Callable[[str], object]
    ) -> None:
        super().__init__(parent, background=kit.theme.bg)
        self._kit = kit
        self.width = WIDTH * max(1.0, kit.text_scale)
        pad, top = kit.px(PAD - BUTTON_MARGIN), kit.px(2 * PAD)
        self._buttons: dict[str, ttk.Button] = {}
        for number, (name, words) in enumerate(pages.items()):
            button = kit.button(self, words, "nav", lambda name=name: turn_to(name))  # type: ignore[misc]
            button.pack(fill="x", padx=pad, pady=(0 if number else top, 0))
            self._buttons[name] = button
        for one, key in ((-1, "<Up>"), (1, "<Down>")):
            for at, name in enumerate(pages):
                self._buttons[name].bind(key, lambda _e, at=at + one: self._go(at))  # type: ignore[misc]
        wrap = self._wrap = self.width - 2 * PAD - 8
        self._why = kit.label(self, "", "small", "muted", wrap)
        self._why.pack(side="bottom", anchor="w", padx=kit.px(PAD + 4), pady=(kit.px(4), top))
        self._headline = kit.label(self, "", "label", "ink", wrap)
        self._headline.pack(side="bottom", anchor="w", padx=kit.px(PAD + 4))

    def mark(self, page: str) -> None:
        """This page is the one that is shown."""
        for name, button in self._buttons.items():
            self._kit.restyle(button, "nav-on" if name == page else "nav")
            button.configure(takefocus=name == page)

    def focus_on(self, page: str) -> None:
        if page in self._buttons:
            self._buttons[page].focus_set()

    def show(self, now: Now | None) -> None:
        """This moment in two lines; None: the page beside says it already."""
        self._kit.say(self._headline, now.headline if now else "", self._wrap)
        self._kit.say(self._why, now.brief if now else "", self._wrap)

    def _go(self, at: int) -> str:
        names = list(self._buttons)
        self._buttons[names[at % len(names)]].focus_set()
        return "break"
