"""Idle time from KDE's screen locker, asked now and then: it tells nothing by itself.

Others have the same method on the same name and count in seconds, or refuse it; KDE counts in
milliseconds. So only KDE's is believed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hipbreak.adapters.idle.bus_calls import BusCalls, CallRefused
from hipbreak.core.errors import Unavailable

NAME = "org.freedesktop.ScreenSaver"
PATH = "/ScreenSaver"
KDE = "org.kde.screensaver"


class ScreenSaverIdle:
    """`ports.IdleSource` over org.freedesktop.ScreenSaver.GetSessionIdleTime."""

    name = "screensaver"
    remark = ""

    def __init__(self, environ: Mapping[str, str]) -> None:
        try:
            self._calls = BusCalls(environ, NAME, PATH, NAME, lambda member, values: None)
        except CallRefused:
            raise Unavailable("no screen saver is on the session bus") from None
        try:
            self._check()
        except Unavailable:
            self.close()
            raise

    def fileno(self) -> int | None:
        """None: it has to be asked."""
        return None

    def drain(self) -> None:
        """It tells nothing by itself."""

    def idle_s(self) -> float:
        """Seconds since the last input. Unavailable when the screen locker or the bus has gone."""
        match self._calls.ask("GetSessionIdleTime"):
            case (int(milliseconds),):
                return milliseconds / 1000
        raise Unavailable("the screen saver talks nonsense")

    def absences(self) -> Sequence[tuple[float, float]]:
        """None: only the idle time of now is known."""
        return ()

    def watch(self, away_s: float, quiet_s: float | None) -> None:
        """It watches nothing."""

    def close(self) -> None:
        self._calls.close()

    def _check(self) -> None:
        if self._calls.owner(KDE) is None:
            raise Unavailable("the screen saver is not KDE's, and others count otherwise")
        try:
            self.idle_s()
        except CallRefused:
            raise Unavailable("the screen saver tells no idle time") from None
