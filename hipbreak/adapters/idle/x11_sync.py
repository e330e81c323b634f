"""Idle time from the X server, which tells by itself when it crosses a threshold.

The SYNC extension has a counter IDLETIME, in milliseconds, that starts again at each key or pointer
event, and alarms on counters. So nobody polls: the process sleeps until something crossed.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

from hipbreak.adapters.idle.x11_wire import XConnection
from hipbreak.core.errors import Unavailable

INITIALIZE, LIST_COUNTERS, QUERY_COUNTER, CREATE_ALARM, DESTROY_ALARM = 0, 1, 5, 8, 11
UPWARD, DOWNWARD = 0, 1
"""An alarm on a transition stays set after it has gone off."""
ALL_ATTRIBUTES = 0x3F
LONGEST_S = 1e6


class X11SyncIdle:
    """`ports.IdleSource` over IDLETIME alarms."""

    name = "x11"

    def __init__(self, environ: Mapping[str, str]) -> None:
        if environ.get("WAYLAND_DISPLAY"):
            # XWayland sees only what is typed into its own windows.
            raise Unavailable("on Wayland the X server does not see all input")
        self._x = XConnection(environ)
        self._alarms: list[int] = []
        try:
            self._opcode = self._begin()
            self._counter = self._find_counter()
        except Unavailable:
            self.close()
            raise

    def fileno(self) -> int | None:
        """Readable when a watched threshold was crossed, or when the server has gone."""
        return self._x.fileno()

    def drain(self) -> None:
        """Take what made `fileno` readable. Unavailable when the server has gone."""
        self._x.drain()

    def idle_s(self) -> float:
        """Seconds since the last input, without time asleep. Unavailable when the server died."""
        reply = self._x.ask(self._opcode, QUERY_COUNTER, struct.pack("<I", self._counter))
        high, low = struct.unpack_from("<iI", reply, 8)
        return float((high << 32) + low) / 1000

    def watch(self, away_s: float, quiet_s: float | None) -> None:
        """Become readable when the idle time crosses `away_s` (either way) or reaches `quiet_s`."""
        for alarm in self._alarms:
            self._x.tell(self._opcode, DESTROY_ALARM, struct.pack("<I", alarm))
        self._alarms = [self._alarm(away_s, UPWARD), self._alarm(away_s, DOWNWARD)]
        if quiet_s is not None:
            self._alarms.append(self._alarm(quiet_s, UPWARD))

    def close(self) -> None:
        self._x.close()

    def _begin(self) -> int:
        if self._x.extension(b"XWAYLAND"):
            raise Unavailable("on Wayland the X server does not see all input")
        sync = self._x.extension(b"SYNC")
        if sync is None:
            raise Unavailable("the X server has no SYNC extension")
        self._x.ask(sync[0], INITIALIZE, struct.pack("<BBH", 3, 0, 0))
        return sync[0]

    def _find_counter(self) -> int:
        reply = self._x.ask(self._opcode, LIST_COUNTERS)
        (count,) = struct.unpack_from("<i", reply, 8)
        at = 32
        for _ in range(count):
            counter: int
            counter, _, _, length = struct.unpack_from("<IiIH", reply, at)
            if reply[at + 14 : at + 14 + length] == b"IDLETIME":
                return counter
            at += (14 + length + 3) & ~3
        raise Unavailable("the X server counts no idle time")

    def _alarm(self, seconds: float, direction: int) -> int:
        alarm = self._x.new_id()
        value = max(1, round(min(seconds, LONGEST_S) * 1000))
        what = struct.pack("<III", alarm, ALL_ATTRIBUTES, self._counter)
        # absolute value, its two halves, the test, a step of 0 each time, and: tell us
        how = struct.pack("<IiIIiII", 0, 0, value, direction, 0, 0, 1)
        self._x.tell(self._opcode, CREATE_ALARM, what + how)
        return alarm
