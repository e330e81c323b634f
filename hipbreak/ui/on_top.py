"""Coming back up when another window was raised over one of ours that has no window manager."""

from __future__ import annotations

import time
import tkinter as tk

from hipbreak.adapters.monitors import Rect
from hipbreak.adapters.overlays import MENUS, stands_in

LIFT_AGAIN_S = 1.0
"""Not more often than this: never in a quarrel with a window that does the same (ours)."""
MENU_MS = 200
"""How often it is looked whether a menu is still open."""
LONGEST_MENU_S = 60.0
"""As long as an offer waits for a lull (ours)."""


def has_menu(place: Rect, since: float) -> bool:
    """Whether to wait with what shall appear in this place since that second of the monotonic
    clock: a menu is open there. One that is never closed is not waited for without end."""
    return time.monotonic() - since < LONGEST_MENU_S and stands_in(place, MENUS)


def _has_overlay(window: tk.Tk | tk.Toplevel) -> bool:
    at = window.winfo_rootx(), window.winfo_rooty()
    return stands_in(Rect(*at, window.winfo_width(), window.winfo_height()))


class OnTop:
    """Lifts this window whenever it, or a part of it, has been covered; by a menu only after that
    has been closed."""

    def __init__(self, window: tk.Tk | tk.Toplevel) -> None:
        self._window, self._lifted_at, self._waits = window, float("-inf"), False
        # Also of its parts: what has round corners counts as partly covered all the time.
        window.bind("<Visibility>", self._seen, add="+")

    def _seen(self, event: tk.Event[tk.Misc]) -> None:
        if str(event.state) != "VisibilityUnobscured" and not self._waits:
            self._waits = True
            rest = self._lifted_at + LIFT_AGAIN_S - time.monotonic()
            self._window.after(round(max(0.0, rest) * 1000), self._lift)

    def _lift(self) -> None:
        if _has_overlay(self._window):
            self._window.after(round(LIFT_AGAIN_S * 1000), self._lift)
            return
        self._waits, self._lifted_at = False, time.monotonic()
        self._window.lift()
