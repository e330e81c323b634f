"""Where a window goes: inside the work area of the screen the pointer is on."""

from __future__ import annotations

import tkinter as tk
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle in real pixels of the whole desktop."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Screen:
    """The pointer's screen: all of it, and what panels leave."""

    whole: Area
    work: Area


def pointer_screen(root: tk.Misc) -> Screen:
    """The pointer's screen and its work area; Tk's one screen when nobody can tell."""
    fallback = Area(0, 0, root.winfo_screenwidth(), root.winfo_screenheight())
    try:
        from hipbreak.adapters import monitors
    except ImportError:
        return Screen(fallback, fallback)
    found = monitors.work_area(root.winfo_pointerxy())
    if found is None or found.width < 200 or found.height < 200:
        return Screen(fallback, fallback)
    return Screen(fallback, Area(found.x, found.y, found.width, found.height))


def corner(work: Area, screen: Area, width: int, height: int, gap: int) -> tuple[int, int]:
    """Beside the tray's corner: bottom right, or top right when the panel is at the top."""
    panel_on_top = work.y > screen.y and work.y + work.height >= screen.y + screen.height
    x = work.x + work.width - width - gap
    y = work.y + gap if panel_on_top else work.y + work.height - height - gap
    return _clamp(work, x, y, width, height)


def centre(work: Area, width: int, height: int) -> tuple[int, int]:
    """A little above the middle, where an ordinary window is looked for."""
    x = work.x + (work.width - width) // 2
    y = work.y + (work.height - height) * 2 // 5
    return _clamp(work, x, y, width, height)


def _clamp(work: Area, x: int, y: int, width: int, height: int) -> tuple[int, int]:
    x = max(work.x, min(x, work.x + work.width - width))
    y = max(work.y, min(y, work.y + work.height - height))
    return x, y
