"""Giving one of our undecorated windows the keyboard, when the person has clicked on it.

Tk never does that for a window that no window manager knows; X is asked directly.
"""

from __future__ import annotations

import ctypes
import sys

_REVERT_TO_POINTER_ROOT, _CURRENT_TIME = 1, 0


def give_keyboard(window: int) -> bool:
    """False where that cannot be done this way: then Tk's own focus has to do."""
    if sys.platform in ("win32", "darwin"):
        return False
    try:
        x11 = ctypes.CDLL("libX11.so.6")
        x11.XOpenDisplay.restype = ctypes.c_void_p
        display = ctypes.c_void_p(x11.XOpenDisplay(None))
        if not display:
            return False
        x11.XSetInputFocus(
            display, ctypes.c_ulong(window), _REVERT_TO_POINTER_ROOT, ctypes.c_ulong(_CURRENT_TIME)
        )
        x11.XCloseDisplay(display)
    except (OSError, AttributeError):
        return False
    return True
