"""Menus and the like that somebody has open on an X11 screen: nothing of ours may cover them.

For the windows' processes. On Wayland only what XWayland shows is known, so no menu of a panel.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator, Mapping, Sequence

from hipbreak.adapters.monitors import Rect
from hipbreak.adapters.x11_wire import XConnection, XRefusal
from hipbreak.core.errors import Unavailable

GET_ATTRIBUTES, GET_GEOMETRY, QUERY_TREE = 3, 14, 15
VIEWABLE = 2
MENUS = ("POPUP_MENU", "DROPDOWN_MENU", "MENU", "COMBO")
OVERLAYS = (*MENUS, "TOOLTIP", "NOTIFICATION")


def stands_in(
    place: Rect, kinds: Sequence[str] = OVERLAYS, environ: Mapping[str, str] = os.environ
) -> bool:
    """Whether a window of one of these kinds stands in this place. Never raises."""
    try:
        x = XConnection(environ)
    except Unavailable:
        return False
    try:
        wanted = {x.atom(b"_NET_WM_WINDOW_TYPE_" + kind.encode()) for kind in kinds} - {0}
        return any(
            wanted.intersection(x.numbers(window, b"_NET_WM_WINDOW_TYPE"))
            for window in _unmanaged(x, place)
        )
    except (Unavailable, struct.error):
        return False
    finally:
        x.close()


def _unmanaged(x: XConnection, place: Rect) -> Iterator[int]:
    """The windows on the screen that no window manager holds, and that touch the place."""
    tree = x.ask(QUERY_TREE, 0, struct.pack("<I", x.root))
    (count,) = struct.unpack_from("<H", tree, 16)
    for window in reversed(struct.unpack_from(f"<{count}I", tree, 32)):
        try:
            if _is_there(x, window, place):
                yield window
        except XRefusal:  # it has just gone
            continue


def _is_there(x: XConnection, window: int, place: Rect) -> bool:
    wanted = struct.pack("<I", window)
    seen, unmanaged = struct.unpack_from("<BB", x.ask(GET_ATTRIBUTES, 0, wanted), 26)
    if seen != VIEWABLE or not unmanaged:
        return False
    at = struct.unpack_from("<hhHH", x.ask(GET_GEOMETRY, 0, wanted), 12)
    return not Rect(*at).common(place).empty
