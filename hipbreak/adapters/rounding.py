"""Rounded corners for a window that no window manager decorates."""

from __future__ import annotations

import ctypes
import math
import sys

_BOUNDING, _SET = 0, 0


class _Rectangle(ctypes.Structure):
    _fields_ = (
        ("x", ctypes.c_short),
        ("y", ctypes.c_short),
        ("width", ctypes.c_ushort),
        ("height", ctypes.c_ushort),
    )


def round_window(window: int, width: int, height: int, radius: int) -> bool:
    """Cut the corners of this window of ours. False: it stays square, which does no harm."""
    try:
        if sys.platform == "win32":
            return _windows(window)
        if sys.platform == "darwin":
            return False
        return _x11(window, width, height, radius)
    except (OSError, AttributeError):
        return False


def _x11(window: int, width: int, height: int, radius: int) -> bool:
    """The X shape extension, over a short connection of its own."""
    x11, xext = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXext.so.6")
    x11.XOpenDisplay.restype = ctypes.c_void_p
    display = ctypes.c_void_p(x11.XOpenDisplay(None))
    if not display:
        return False
    window = _outermost(x11, display, window)
    rows = _rows(width, height, radius)
    array = (_Rectangle * len(rows))(*(_Rectangle(*row) for row in rows))
    unsorted = 0
    xext.XShapeCombineRectangles(
        display, ctypes.c_ulong(window), _BOUNDING, 0, 0, array, len(rows), _SET, unsorted
    )
    x11.XCloseDisplay(display)
    return True


def _outermost(x11: ctypes.CDLL, display: ctypes.c_void_p, window: int) -> int:
    """The ancestor just below the root: toolkits wrap their windows in one of their own."""
    root, parent, count = ctypes.c_ulong(), ctypes.c_ulong(), ctypes.c_uint()
    children = ctypes.c_void_p()
    while x11.XQueryTree(
        display,
        ctypes.c_ulong(window),
        ctypes.byref(root),
        ctypes.byref(parent),
        ctypes.byref(children),
        ctypes.byref(count),
    ):
        if children:
            x11.XFree(children)
        if parent.value in (0, root.value):
            break
        window = parent.value
    return window


def _rows(width: int, height: int, radius: int) -> list[tuple[int, int, int, int]]:
    """A rounded rectangle as rows of pixels: x, y, width, height."""
    rows = [(0, radius, width, height - 2 * radius)]
    for y in range(radius):
        reach = radius - y - 0.5
        inset = radius - round(math.sqrt(radius * radius - reach * reach))
        rows.append((inset, y, width - 2 * inset, 1))
        rows.append((inset, height - 1 - y, width - 2 * inset, 1))
    return rows


def _windows(window: int) -> bool:
    corner_preference, rounded = 33, ctypes.c_int(2)
    desktop = ctypes.CDLL("dwmapi")
    answer: int = desktop.DwmSetWindowAttribute(
        ctypes.c_void_p(window), corner_preference, ctypes.byref(rounded), ctypes.sizeof(rounded)
    )
    return answer == 0
