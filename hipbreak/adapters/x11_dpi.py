"""The dpi that an X11 desktop asks programs to draw for.

The server's own figure is 96 on most machines whatever the screen; desktops that scale say so in
the resource `Xft.dpi`.
"""

from __future__ import annotations

import ctypes
import re

_WANTED = re.compile(rb"^Xft\.dpi:\s*(\d+(?:\.\d+)?)", re.MULTILINE)


def wanted_dpi() -> float | None:
    """`Xft.dpi`; None when nobody has set it, or there is no X server."""
    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:
        return None
    x11.XOpenDisplay.restype = ctypes.c_void_p
    x11.XResourceManagerString.restype = ctypes.c_char_p
    display = ctypes.c_void_p(x11.XOpenDisplay(None))
    if not display:
        return None
    resources: bytes = x11.XResourceManagerString(display) or b""
    found = _WANTED.search(resources)
    x11.XCloseDisplay(display)
    return float(found[1]) if found else None
