"""Coming back up when another window was raised over one of ours that has no window manager."""

from __future__ import annotations

import time
import tkinter as tk

LIFT_AGAIN_S = 1.0
"""Not more often than this: never in a quarrel with a window that does the same (ours)."""


class OnTop:
    """Lifts this window whenever it, or a part of it, has been covered."""

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
        self._waits, self._lifted_at = False, time.monotonic()
        self._window.lift()
