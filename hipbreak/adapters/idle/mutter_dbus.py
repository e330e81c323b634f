"""Idle time from GNOME's shell, which tells by itself when it crosses a threshold.

While something keeps the screen on, Mutter tells of no threshold, only of the return; the idle time
itself is always right.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hipbreak.adapters.idle.bus_calls import BusCalls, CallRefused
from hipbreak.core.errors import Unavailable

NAME = "org.gnome.Mutter.IdleMonitor"
PATH = "/org/gnome/Mutter/IdleMonitor/Core"
LONGEST_S = 1e9


class MutterIdle:
    """`ports.IdleSource` over org.gnome.Mutter.IdleMonitor."""

    name = "mutter"
    remark = ""

    def __init__(self, environ: Mapping[str, str]) -> None:
        try:
            self._calls = BusCalls(environ, NAME, PATH, NAME, self._heard)
        except CallRefused:
            raise Unavailable("GNOME's shell is not on the session bus") from None
        self._watches: list[int] = []
        self._away_s = LONGEST_S
        self._return: int | None = None
        """The watch that tells of the next input, once."""
        try:
            self.idle_s()
        except Unavailable:
            self.close()
            raise

    def fileno(self) -> int | None:
        """Readable when a watched threshold was crossed, or when the shell or the bus has gone."""
        return self._calls.fileno()

    def drain(self) -> None:
        """Take what made `fileno` readable. Unavailable when the shell or the bus has gone."""
        self._calls.drain()

    def idle_s(self) -> float:
        """Seconds since the last input, without time asleep. Unavailable when the shell died."""
        idle_s = self._read()
        if idle_s >= self._away_s and self._return is None:
            self._return = self._number("AddUserActiveWatch")
            idle_s = self._read()  # input before the watch was set is told by nobody else
        if idle_s < self._away_s and self._return is not None:
            self._remove(self._return)
            self._return = None
        return idle_s

    def absences(self) -> Sequence[tuple[float, float]]:
        """None: the shell does not date what it tells."""
        return ()

    def watch(self, away_s: float, quiet_s: float | None) -> None:
        """Become readable when the idle time crosses `away_s` (either way) or reaches `quiet_s`."""
        for watch in self._watches:
            self._remove(watch)
        self._away_s = away_s
        wanted = (away_s,) if quiet_s is None else (away_s, quiet_s)
        self._watches = [self._number("AddIdleWatch", "t", (_milliseconds(s),)) for s in wanted]
        self.idle_s()

    def close(self) -> None:
        self._calls.close()

    def _read(self) -> float:
        return self._number("GetIdletime") / 1000

    def _number(
        self, member: str, signature: str | None = None, values: tuple[object, ...] = ()
    ) -> int:
        match self._calls.ask(member, signature, values):
            case (int(number),):
                return number
        raise Unavailable("GNOME's shell talks nonsense")

    def _remove(self, watch: int) -> None:
        self._calls.ask("RemoveWatch", "u", (watch,))

    def _heard(self, member: str, values: tuple[object, ...]) -> None:
        if member == "WatchFired" and values == (self._return,):
            self._return = None


def _milliseconds(seconds: float) -> int:
    return max(1, round(min(seconds, LONGEST_S) * 1000))
