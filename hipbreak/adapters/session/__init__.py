"""Lock and sleep: one way of knowing a file, all of them listened to at once."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from hipbreak.core.events import Locked, Slept, Unlocked
from hipbreak.core.moment import Moment
from hipbreak.ports import Clock, SessionWatch

if TYPE_CHECKING:
    from hipbreak.adapters.session.line import Line
    from hipbreak.adapters.session.logind import Logind

NOT_YET = {
    "win32": "hipbreak does not hear of the lock on Windows yet",
    "darwin": "hipbreak does not hear of the lock on macOS yet",
}


class DeafWatch:
    """The null twin: nothing tells of the lock, and it says why."""

    def __init__(self, why: str) -> None:
        self._why = why

    def take(self) -> tuple[Locked | Unlocked | Slept, ...]:
        return ()

    def noticed_input(self, at: Moment) -> None:
        """Nothing was guessed."""

    def troubles(self) -> tuple[str, ...]:
        return (self._why,)


class DesktopWatch:
    """`ports.SessionWatch` of a Linux desktop, over both of its buses."""

    def __init__(
        self, session: Line, system: Line, clock: Clock, environ: Mapping[str, str]
    ) -> None:
        from hipbreak.adapters.session.locks import Locks
        from hipbreak.adapters.session.logind import Logind
        from hipbreak.adapters.session.screensaver import ScreenSavers

        self._session, self._locks = session, Locks()
        self._logind: Logind = Logind(system, self._locks, clock, environ)
        ScreenSavers(session, self._locks, clock)

    def take(self) -> tuple[Locked | Unlocked | Slept, ...]:
        return (*self._logind.take(), *self._locks.take())

    def noticed_input(self, at: Moment) -> None:
        self._locks.noticed_input(at)

    def troubles(self) -> tuple[str, ...]:
        saver = f"screen saver: {self._session.trouble}" if self._session.trouble else ""
        return tuple(filter(None, (self._logind.trouble, saver)))


def lines(environ: Mapping[str, str]) -> tuple[Line, Line] | None:
    """The lines to the session's bus and to the system's; None where there are no buses."""
    if sys.platform in NOT_YET:
        return None
    from hipbreak.adapters.session.line import Line

    return Line("session", environ), Line.of_system(environ)


def when_open(both: tuple[Line, Line] | None, then: Callable[[], None]) -> None:
    """Call `then` each time the session's bus is reached, first or again."""
    if both is not None:
        from hipbreak.adapters.session.line import WhenOpen

        both[0].add(WhenOpen(then))


def choose(
    both: tuple[Line, Line] | None, clock: Clock, environ: Mapping[str, str]
) -> SessionWatch:
    """What tells of the lock here; never fails: without anything it is one that says why."""
    if both is None:
        return DeafWatch(NOT_YET.get(sys.platform, "this system has no message buses"))
    return DesktopWatch(*both, clock, environ)
