"""The only reader of clocks.

Three scales are read. `wall` may jump. `elapsed` counts the time asleep: CLOCK_BOOTTIME where the
system has it (Linux); elsewhere `time.monotonic()`, which counts sleep on Windows and does not on
macOS. `awake` is `time.monotonic()`; on Linux it stands still in sleep, so that elapsed − awake
grows by exactly the time slept. Where the two are one clock, sleep is not seen here.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hipbreak.core.calendar import civil
from hipbreak.core.moment import Moment

Reader = Callable[[], float]

JITTER_S = 0.1
"""Two clocks read one after the other differ a little; less than this is no sleep (ours)."""


def read_elapsed() -> float:
    """Seconds on the scale that counts sleep, where there is one."""
    boottime = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boottime is None else time.clock_gettime(boottime)


def read_offset() -> int:
    """The local zone's distance from UTC in seconds, now, also when the zone was just changed."""
    if sys.platform != "win32":
        time.tzset()  # else the C library keeps the zone of its start; 4 µs
    return time.localtime().tm_gmtoff


@dataclass(frozen=True, slots=True)
class _Sleep:
    """One sleep of `seconds`; it began after the awake scale read `before`."""

    before: float
    seconds: float


class SystemClock:
    """`ports.Clock` over the system's clocks; each reader can be replaced."""

    def __init__(
        self,
        wall: Reader = time.time,
        elapsed: Reader = read_elapsed,
        awake: Reader = time.monotonic,
        offset: Callable[[], int] = read_offset,
    ) -> None:
        self._wall, self._elapsed, self._awake, self._offset = wall, elapsed, awake, offset
        self._last = awake()
        self._ahead = elapsed() - self._last
        self._slept = 0.0
        self._sleeps: list[_Sleep] = []

    def now(self) -> Moment:
        """This instant. Also notices a sleep that has just ended."""
        self._notice()
        return Moment(self._wall(), self._elapsed(), self._offset())

    def slept_s(self) -> float:
        """Seconds the machine has slept since this clock was made; only grows."""
        self._notice()
        return self._slept

    def true_idle_s(self, idle_s: float) -> float:
        """Idle seconds of a source whose own clock stops in sleep, with the sleep added.

        Only sleeps between that last input and now count. Where the order is not known, the
        input is taken to have come last: most machines are woken by one, and a person wrongly
        thought absent would go unnoticed, for the source reports no second return.
        """
        last_input = self._notice() - idle_s
        self._sleeps = [sleep for sleep in self._sleeps if last_input <= sleep.before]
        return idle_s + sum(sleep.seconds for sleep in self._sleeps)

    def _notice(self) -> float:
        awake = self._awake()
        grown = self._elapsed() - awake - self._ahead
        if grown >= JITTER_S:
            self._ahead += grown
            self._slept += grown
            self._sleeps.append(_Sleep(self._last, grown))
        self._last = awake
        return awake


def boot_id() -> str:
    """What names this run of the machine; empty where the system has no such name."""
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return ""


def local_moment(day: int, second: float, now: Moment) -> Moment:
    """The instant at which the local clock shows (or showed) this second of a local day.

    In the hour that summer time leaves out, the clock is taken as it was before.
    """
    year, month, month_day = civil(day)
    hours, rest = divmod(second, 3600)
    wall = time.mktime((year, month, month_day, int(hours), 0, 0, 0, 0, -1)) + rest
    return Moment(wall, now.elapsed - (now.wall - wall), time.localtime(wall).tm_gmtoff)
