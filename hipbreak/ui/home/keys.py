"""The home window's keys and wheel: digits and Control turn the pages, the others move on one."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from functools import partial
from typing import Final, Protocol, TypeVar

from hipbreak.ui.home.page import Page
from hipbreak.ui.home.pages import TITLES
from hipbreak.ui.home.scroller import WHEEL, Scroller

V = TypeVar("V")

TYPING: Final = ("Entry", "TEntry", "Text", "TCombobox", "Spinbox", "Menu")
"""Tk's classes of widgets that take digits and arrows for themselves."""


class Window(Protocol):
    """What the keys work on."""

    @property
    def page(self) -> Page: ...
    @property
    def scroller(self) -> Scroller: ...
    def turn_to(self, name: str) -> None: ...
    def neighbour(self, step: int) -> None: ...
    def escape(self) -> None: ...


def bind_keys(root: tk.Tk, window: Window) -> None:
    """From now on the root's keys and wheel work the window."""
    root.bind("<Escape>", lambda _event: window.escape())
    for number, name in enumerate(TITLES, start=1):
        _always(root, f"Alt-Key-{number}", window.turn_to, name)
        _unless_typing(root, f"Key-{number}", partial(_turn, window), name)
    for key, step in (("Next", 1), ("Prior", -1), ("Tab", 1), ("Shift-Tab", -1)):
        _always(root, f"Control-{key}", window.neighbour, step)
    for key, way in (("Next", 1), ("Prior", -1)):
        _always(root, key, lambda pages: window.scroller.by_page(pages), way)
    for key, by in (("Left", -1), ("Right", 1)):
        _unless_typing(root, key, lambda by: window.page.sideways(by), by)
    for key, share in (("Home", 0), ("End", 1)):
        _unless_typing(root, key, lambda share: window.scroller.to(share), share)
    for button, way in ((4, -WHEEL), (5, WHEEL)):
        _always(root, f"Button-{button}", lambda far: window.scroller.by(far), way)
    root.bind("<MouseWheel>", lambda event: window.scroller.by(-event.delta / 120 * WHEEL))


def _turn(window: Window, name: str) -> None:
    """A page that stands alone has no digits to leave it."""
    if not window.page.bare:
        window.turn_to(name)


def _always(root: tk.Tk, key: str, act: Callable[[V], object], value: V) -> None:
    """The key does this, and nothing that Tk would do with it besides."""

    def press(_event: tk.Event[tk.Misc]) -> str:
        act(value)
        return "break"

    root.bind(f"<{key}>", press)


def _unless_typing(root: tk.Tk, key: str, act: Callable[[V], object], value: V) -> None:
    def press(event: tk.Event[tk.Misc]) -> None:
        if event.widget.winfo_class() not in TYPING:
            act(value)

    root.bind(f"<{key}>", press)
