"""Whether the window that is worked in fills the screen: a film, a game, slides (X11, EWMH).

Looked at when somebody asks. While one does fill the screen the X server tells of its end, so that
nobody polls; otherwise it is told to keep still, because it has news with every change of window.
"""

from __future__ import annotations

import struct
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from hipbreak.adapters.x11_wire import XConnection, XRefusal
from hipbreak.core.errors import Unavailable
from hipbreak.core.holds import Reason

ANSWER_S = 0.05
BACK_OFF_S = (2.0, 10.0, 60.0, 300.0)
CHANGE_WINDOW_ATTRIBUTES, EVENT_MASK = 2, 1 << 11
PROPERTY_CHANGES = 1 << 22


class Fullscreen:
    """`ports.MeetingProbe` and `ports.Wire`."""

    name = "fullscreen"
    reason = Reason.FULLSCREEN

    def __init__(
        self, environ: Mapping[str, str], now: Callable[[], float] = time.monotonic
    ) -> None:
        self._environ, self._now = environ, now
        self._x: XConnection | None = None
        self._watched = 0
        self._seen: str | None = None
        self._trouble = ""
        self._failures, self._not_before = 0, now()
        if environ.get("WAYLAND_DISPLAY"):
            self._trouble = "on Wayland nobody may ask which window fills the screen"

    def fileno(self) -> int | None:
        return self._x.fileno() if self._x else None

    def drain(self) -> None:
        if self._x is None:
            return
        try:
            self._x.drain()
        except XRefusal:
            pass  # the window that was watched has gone
        except Unavailable as error:
            self._lose(error)
            return
        if self._watched:
            self.look()

    def deadline(self) -> float | None:
        return None

    def tick(self) -> None:
        """It is opened again when somebody looks."""

    def look(self) -> None:
        if self._environ.get("WAYLAND_DISPLAY") or self._now() < self._not_before:
            return
        try:
            x = self._x = self._x or self._open()
            self._read(x)
        except Unavailable as error:
            self._lose(error)
        else:
            self._trouble, self._failures = "", 0

    def seen(self) -> str | None:
        return self._seen

    def trouble(self) -> str:
        return self._trouble

    def close(self) -> None:
        if self._x:
            self._x.close()
        self._x, self._watched = None, 0

    def _open(self) -> XConnection:
        x = XConnection(self._environ, ANSWER_S)
        if x.extension(b"XWAYLAND"):
            x.close()
            raise Unavailable("on Wayland nobody may ask which window fills the screen")
        return x

    def _read(self, x: XConnection) -> None:
        window = _filling(x)
        if window and window != self._watched:
            self._watch(x, window)
            window = _filling(x)  # it may have ended before it was watched
        if not window and self._watched:
            self._watch(x, 0)
        self._seen = _program(x, window) if window else None

    def _watch(self, x: XConnection, window: int) -> None:
        """Be told about this window and which one is in use; 0: about nothing."""
        if self._watched:
            _tell_of_changes(x, self._watched, 0)
        for one in filter(None, (window, x.root)):
            _tell_of_changes(x, one, PROPERTY_CHANGES if window else 0)
        self._watched = window

    def _lose(self, error: Unavailable) -> None:
        self.close()
        self._seen, self._trouble = None, error.reason
        self._not_before = self._now() + BACK_OFF_S[min(self._failures, len(BACK_OFF_S) - 1)]
        self._failures += 1


def _filling(x: XConnection) -> int:
    """The window in use when it fills the screen, else 0."""
    try:
        window = (*x.numbers(x.root, b"_NET_ACTIVE_WINDOW"), 0)[0]
        filling = x.atom(b"_NET_WM_STATE_FULLSCREEN")
        return window if window and filling in x.numbers(window, b"_NET_WM_STATE") else 0
    except XRefusal:
        return 0  # the window has gone meanwhile


def _tell_of_changes(x: XConnection, window: int, events: int) -> None:
    x.tell(CHANGE_WINDOW_ATTRIBUTES, 0, struct.pack("<III", window, EVENT_MASK, events))


def _program(x: XConnection, window: int) -> str:
    try:
        pid = (*x.numbers(window, b"_NET_WM_PID"), 0)[0]
        return Path(f"/proc/{pid}/comm").read_text().strip() if pid else ""
    except (XRefusal, OSError):
        return ""
