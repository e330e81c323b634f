"""A strict offer on every screen: the same card with the same answers, and nothing is grabbed.

Whoever clicks beside the buttons gives the card the keyboard; Esc twice then leaves.
"""

from __future__ import annotations

import time
import tkinter as tk
from collections.abc import Callable, Iterable

from hipbreak.protocol import OpenCard
from hipbreak.ui.card_view import CardView, OnAnswer
from hipbreak.ui.look.kit import Kit
from hipbreak.ui.on_top import OnTop
from hipbreak.ui.place import beside, corner, other_screens

GAP = 16
TWICE_S = 3.0
"""Two presses within this belong together (ours)."""


def show_copies(
    kit: Kit, opening: OpenCard, title: str, answer: OnAnswer, heeds: Callable[[], bool]
) -> list[tk.Toplevel]:
    """The card once more on each screen but the pointer's; they go with the window's root."""
    from hipbreak.adapters.rounding import round_window

    copies = []
    for screen in other_screens(kit.root):
        top = tk.Toplevel(kit.root, background=kit.theme.bg)
        top.withdraw()
        top.title(title)
        top.overrideredirect(True)
        view = CardView(kit, opening, answer, heeds, top)
        view.pack()
        top.update_idletasks()
        width, height = top.winfo_reqwidth(), top.winfo_reqheight()
        place = beside if opening.aside else corner
        x, y = place(screen, width, height, kit.px(GAP))
        top.geometry(f"{width}x{height}+{x}+{y}")
        top.deiconify()
        top.attributes("-topmost", True)
        top.lift()
        top.update_idletasks()
        round_window(top.winfo_id(), width, height, kit.px(view.RADIUS))
        OnTop(top)
        copies.append(top)
    return copies


class EscapeTwice:
    """Esc pressed twice on one of these windows calls `leave`."""

    def __init__(self, windows: Iterable[tk.Tk | tk.Toplevel], leave: Callable[[], object]) -> None:
        self._leave, self._pressed_at = leave, float("-inf")
        for window in windows:
            window.bind("<ButtonRelease-1>", self._take_keyboard, add="+")
            window.bind("<Escape>", self._press)

    def _take_keyboard(self, event: tk.Event[tk.Misc]) -> None:
        from hipbreak.adapters.keyboard_focus import give_keyboard

        if event.widget.winfo_exists():
            window = event.widget.winfo_toplevel()
            window.focus_force()
            give_keyboard(window.winfo_id())

    def _press(self, _event: tk.Event[tk.Misc]) -> None:
        now = time.monotonic()
        if now - self._pressed_at <= TWICE_S:
            self._leave()
        self._pressed_at = now
