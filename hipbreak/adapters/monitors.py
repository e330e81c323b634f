"""Which monitor the pointer is on, and how much of it panels leave free.

For the windows' processes, on X11 and XWayland. The work area comes from the desktop's own list
per monitor where it keeps one (GNOME), otherwise from the edges that panels have reserved. The
common `_NET_WORKAREA` is one rectangle over all monitors, so it only serves when there is one.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hipbreak.adapters.x11_wire import XConnection, XRefusal
from hipbreak.core.errors import Unavailable

GET_MONITORS = 42
QUERY_VERSION = 0


@dataclass(frozen=True, slots=True)
class Rect:
    """In real pixels of the whole desktop."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def bottom(self) -> int:
        return self.y + self.height

    def distance(self, x: int, y: int) -> int:
        """0 inside; otherwise how far the point is away, in steps along the axes."""
        across = max(self.x - x, x - self.right + 1, 0)
        return across + max(self.y - y, y - self.bottom + 1, 0)

    def common(self, other: Rect) -> Rect:
        """What lies in both; nothing in common gives a width or height of 0 or less."""
        x, y = max(self.x, other.x), max(self.y, other.y)
        return Rect(x, y, min(self.right, other.right) - x, min(self.bottom, other.bottom) - y)

    @property
    def empty(self) -> bool:
        return self.width <= 0 or self.height <= 0


@dataclass(frozen=True, slots=True)
class Screen:
    """One monitor: all of it, and what panels leave."""

    whole: Rect
    work: Rect


def work_area(pointer: tuple[int, int], environ: Mapping[str, str] = os.environ) -> Rect | None:
    """The work area of the pointer's monitor; None when nobody can tell."""
    screen = pointer_screen(pointer, environ)
    return screen.work if screen else None


def pointer_screen(
    pointer: tuple[int, int], environ: Mapping[str, str] = os.environ
) -> Screen | None:
    """The pointer's monitor; None when nobody can tell. Never raises."""
    screens = all_screens(environ)
    return min(screens, key=lambda screen: screen.whole.distance(*pointer), default=None)


def all_screens(environ: Mapping[str, str] = os.environ) -> list[Screen]:
    """Every monitor; none when nobody can tell. Never raises."""
    try:
        x = XConnection(environ)
    except Unavailable:
        return []
    try:
        monitors = _monitors(x) or [Rect(0, 0, *x.size)]
        works = [(whole, _work(x, whole, alone=len(monitors) == 1)) for whole in monitors]
        return [Screen(whole, whole if work.empty else work) for whole, work in works]
    except (Unavailable, struct.error):
        return []
    finally:
        x.close()


def _monitors(x: XConnection) -> list[Rect]:
    randr = x.extension(b"RANDR")
    if randr is None:
        return []
    version = x.ask(randr[0], QUERY_VERSION, struct.pack("<II", 1, 5))
    if struct.unpack_from("<II", version, 8) < (1, 5):
        return []
    reply = x.ask(randr[0], GET_MONITORS, struct.pack("<IB3x", x.root, 1))
    (count,) = struct.unpack_from("<I", reply, 12)
    found, at = [], 32
    for _ in range(count):
        outputs, *place = struct.unpack_from("<6xHhhHH", reply, at)
        found.append(Rect(*place))
        at += 24 + 4 * outputs
    return [monitor for monitor in found if not monitor.empty]


def _work(x: XConnection, monitor: Rect, alone: bool) -> Rect:
    (desktop,) = x.numbers(x.root, b"_NET_CURRENT_DESKTOP")[:1] or (0,)
    for area in _rects(x.numbers(x.root, b"_GTK_WORKAREAS_D%d" % desktop)):
        if not area.empty and area.common(monitor) == area:
            return area
    work = monitor
    for strut in _struts(x):
        work = work.common(_left_by(strut, monitor, x.size))
    areas = _rects(x.numbers(x.root, b"_NET_WORKAREA"))
    return work.common(areas[desktop]) if alone and desktop < len(areas) else work


def _struts(x: XConnection) -> Iterator[tuple[int, ...]]:
    """Left, right, top and bottom edges that windows have reserved, each with its extent."""
    width, height = x.size
    for window in x.numbers(x.root, b"_NET_CLIENT_LIST"):
        try:
            partial = x.numbers(window, b"_NET_WM_STRUT_PARTIAL")
            plain = () if partial else x.numbers(window, b"_NET_WM_STRUT")
        except XRefusal:  # the window has just gone
            continue
        if len(partial) == 12:
            yield partial
        elif len(plain) == 4:
            yield (*plain, 0, height, 0, height, 0, width, 0, width)


def _left_by(strut: tuple[int, ...], monitor: Rect, size: tuple[int, int]) -> Rect:
    """What a panel leaves of a monitor. An edge that would take all of it belongs to another."""
    left, top, right, bottom = monitor.x, monitor.y, monitor.right, monitor.bottom
    edges = (strut[0], size[0] - strut[1], strut[2], size[1] - strut[3])
    reach = [strut[at : at + 2] for at in (4, 6, 8, 10)]
    beside = [start < bottom and end >= top for start, end in reach]
    within = [start < right and end >= left for start, end in reach]
    new_left = edges[0] if beside[0] and left < edges[0] < right else left
    new_right = edges[1] if beside[1] and left < edges[1] < right else right
    new_top = edges[2] if within[2] and top < edges[2] < bottom else top
    new_bottom = edges[3] if within[3] and top < edges[3] < bottom else bottom
    return Rect(new_left, new_top, new_right - new_left, new_bottom - new_top)


def _rects(numbers: tuple[int, ...]) -> list[Rect]:
    whole = len(numbers) - len(numbers) % 4
    return [Rect(*numbers[at : at + 4]) for at in range(0, whole, 4)]
