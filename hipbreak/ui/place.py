"""Where a window goes: inside the work area of the screen the pointer is on."""

from __future__ import annotations

import tkinter as tk

from hipbreak.adapters.monitors import Rect, Screen
from hipbreak.adapters.monitors import all_screens as ask_screens
from hipbreak.adapters.monitors import pointer_screen as ask_screen

LEAST = 200
"""Pixels below which a work area is not believed."""


def pointer_screen(root: tk.Misc) -> Screen:
    """The pointer's screen and its work area; Tk's one screen when nobody can tell."""
    found = ask_screen(root.winfo_pointerxy())
    if found is not None and min(found.work.width, found.work.height) >= LEAST:
        return found
    whole = Rect(0, 0, root.winfo_screenwidth(), root.winfo_screenheight())
    return Screen(whole, whole)


def other_screens(root: tk.Misc) -> list[Screen]:
    """Every screen but the pointer's."""
    here = pointer_screen(root)
    return [screen for screen in ask_screens() if screen.whole != here.whole]


def corner(screen: Screen, width: int, height: int, gap: int) -> tuple[int, int]:
    """Beside the tray's corner: bottom right, or top right when the panel is at the top."""
    work = screen.work
    panel_on_top = work.y > screen.whole.y and work.bottom >= screen.whole.bottom
    x = work.right - width - gap
    y = work.y + gap if panel_on_top else work.bottom - height - gap
    return clamp(work, x, y, width, height)


def beside(screen: Screen, width: int, height: int, gap: int) -> tuple[int, int]:
    """At the right edge, halfway: clear of the corners and of the top, where notifications come."""
    work = screen.work
    return clamp(
        work, work.right - width - gap, work.y + (work.height - height) // 2, width, height
    )


def centre(work: Rect, width: int, height: int) -> tuple[int, int]:
    """A little above the middle, where an ordinary window is looked for."""
    x = work.x + (work.width - width) // 2
    y = work.y + (work.height - height) * 2 // 5
    return clamp(work, x, y, width, height)


def clamp(work: Rect, x: int, y: int, width: int, height: int) -> tuple[int, int]:
    """The nearest place at which a window of this size lies inside; else its left top does."""
    x = max(work.x, min(x, work.right - width))
    y = max(work.y, min(y, work.bottom - height))
    return x, y
