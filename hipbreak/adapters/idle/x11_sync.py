"""Idle time from the X server, which tells by itself when it crosses a threshold.

The SYNC extension has a counter IDLETIME, in milliseconds, that starts again at each key or pointer
event, and alarms on counters. So nobody polls: the process sleeps until something crossed.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

from hipbreak.adapters.x11_wire import XConnection
from hipbreak.core.errors import Unavailable

INITIALIZE, LIST_COUNTERS, QUERY_COUNTER, CREATE_ALARM, DESTROY_ALARM = 0, 1, 5, 8, 11
UPWARD, DOWNWARD = 0, 1
"""An alarm on a transition stays set after it has gone off."""
ALL_ATTRIBUTES = 0x3F
LONGEST_S = 1e6


class X11SyncIdle:
    """`ports.IdleSource` over IDLETIME alarms."""

    name = "x11"
    remark = ""

    def __init__(self, environ: Mapping[str, str]) -> None:
        if environ.get("WAYLAND_DISPLAY"):
            # XWayland sees only what is typed into its own windows.
            raise Unavailable("on Wayland the X server does not see all input")
        self._x = XConnection(environ)
        self._alarms: list[int] = []
        self._marks: set[int] = set()
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
        self.idle_s()

    def idle_s(self) -> float:
        """Seconds since the last input, without time asleep. Unavailable when the server died.

        An alarm that goes off in the very millisecond of its threshold leaves the server without
        a timer for the next one (seen with 21.1), until something wakes it a millisecond later:
        so that is what we do.
        """
        idle_ms = self._query()
        while any(mark <= idle_ms <= mark + 1 for mark in self._marks):
            self._x.wait(0.001)
            idle_ms = self._query()
        return idle_ms / 1000

    def watch(self, away_s: float, quiet_s: float | None) -> None:
        """Become readable when the idle time crosses `away_s` (either way) or reaches `quiet_s`."""
        for alarm in self._alarms:
            self._x.tell(self._opcode, DESTROY_ALARM, struct.pack("<I", alarm))
        away = _milliseconds(away_s)
        self._marks = {away}
        self._alarms = [self._alarm(away, UPWARD), self._alarm(away, DOWNWARD)]
        if quiet_s is not None:
            quiet = _milliseconds(quiet_s)
            self._marks.add(quiet)
            self._alarms.append(self._alarm(quiet, UPWARD))

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

    def _query(self) -> int:
        reply = self._x.ask(self._opcode, QUERY_COUNTER, struct.pack("<I", self._counter))
        high, low = struct.unpack_from("<iI", reply, 8)
        return int((high << 32) + low)

    def _alarm(self, value_ms: int, direction: int) -> int:
        alarm = self._x.new_id()
        what = struct.pack("<III", alarm, ALL_ATTRIBUTES, self._counter)
        # absolute value, its two halves, the test, a step of 0 each time, and: tell us
        how = struct.pack("<IiIIiII", 0, 0, value_ms, direction, 0, 0, 1)
        self._x.tell(self._opcode, CREATE_ALARM, what + how)
        return alarm


def _milliseconds(seconds: float) -> int:
    return max(1, round(min(seconds, LONGEST_S) * 1000))
