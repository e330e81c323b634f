"""Idle time from the X server, which tells by itself when it crosses a threshold.

The SYNC extension has a counter IDLETIME, in milliseconds, that starts again at each key or pointer
event, and alarms on counters. So nobody polls: the process sleeps until something crossed.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

from hipbreak.adapters.x11_wire import XConnection
from hipbreak.core.errors import Unavailable

INITIALIZE, LIST_COUNTERS, QUERY_COUNTER, CREATE_ALARM, DESTROY_ALARM = 0, 1, 5, 8, 11
UPWARD, DOWNWARD = 0, 1
"""An alarm on a transition stays set after it has gone off."""
ALL_ATTRIBUTES = 0x3F
LONGEST_S = 1e6
ALARM = 1
"""An alarm's event, counted from the extension's first."""
CLOCK = 0xFFFF_FFFF
"""The server's time goes round after 50 days."""
MOST_ABSENCES = 16


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
        self._left: int | None = None
        self._absences: list[tuple[int, int]] = []
        """Last input before and first after each, in milliseconds of the server's time."""
        try:
            self._opcode, self._first_event = self._begin()
            counters = self._counters()
            if b"IDLETIME" not in counters:
                raise Unavailable("the X server counts no idle time")
            self._counter, self._time = counters[b"IDLETIME"], counters.get(b"SERVERTIME", 0)
            self._x.on_event = self._heard
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
        idle_ms = self._query(self._counter)
        while any(mark <= idle_ms <= mark + 1 for mark in self._marks):
            self._x.wait(0.001)
            idle_ms = self._query(self._counter)
        return idle_ms / 1000

    def absences(self) -> Sequence[tuple[float, float]]:
        """Seconds since each began and ended, of those that are over; each is told once. The
        server dates what it tells, so this is exact however late it is read."""
        over, self._absences = self._absences, []
        if not over or not self._time:
            return ()
        now = self._query(self._time)
        return [((now - left & CLOCK) / 1000, (now - back & CLOCK) / 1000) for left, back in over]

    def watch(self, away_s: float, quiet_s: float | None) -> None:
        """Become readable when the idle time crosses `away_s` (either way) or reaches `quiet_s`."""
        for alarm in self._alarms:
            self._x.tell(self._opcode, DESTROY_ALARM, struct.pack("<I", alarm))
        away, self._left = _milliseconds(away_s), None
        self._marks = {away}
        self._alarms = [self._alarm(away, UPWARD), self._alarm(away, DOWNWARD)]
        if quiet_s is not None:
            quiet = _milliseconds(quiet_s)
            self._marks.add(quiet)
            self._alarms.append(self._alarm(quiet, UPWARD))

    def close(self) -> None:
        self._x.close()

    def _begin(self) -> tuple[int, int]:
        if self._x.extension(b"XWAYLAND"):
            raise Unavailable("on Wayland the X server does not see all input")
        sync = self._x.extension(b"SYNC")
        if sync is None:
            raise Unavailable("the X server has no SYNC extension")
        self._x.ask(sync[0], INITIALIZE, struct.pack("<BBH", 3, 0, 0))
        return sync

    def _counters(self) -> dict[bytes, int]:
        """The server's own counters by name."""
        found: dict[bytes, int] = {}
        reply = self._x.ask(self._opcode, LIST_COUNTERS)
        (count,) = struct.unpack_from("<i", reply, 8)
        at = 32
        for _ in range(count):
            counter, _, _, length = struct.unpack_from("<IiIH", reply, at)
            found[reply[at + 14 : at + 14 + length]] = counter
            at += (14 + length + 3) & ~3
        return found

    def _heard(self, event: bytes) -> None:
        """An alarm went off: somebody has left, or is back."""
        if event[0] & 0x7F != self._first_event + ALARM or len(self._alarms) < 2:
            return
        alarm, high, low, at = struct.unpack_from("<IiI8xI", event, 4)
        input_at = at - (high << 32) - low
        if alarm == self._alarms[0]:
            self._left = input_at
        elif alarm == self._alarms[1] and self._left is not None:
            self._absences = [*self._absences, (self._left, input_at)][-MOST_ABSENCES:]
            self._left = None

    def _query(self, counter: int) -> int:
        reply = self._x.ask(self._opcode, QUERY_COUNTER, struct.pack("<I", counter))
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
