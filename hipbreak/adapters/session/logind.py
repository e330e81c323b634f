"""The session manager's word on the system bus: sleep, and the lock of our session.

Lock and Unlock are requests to the desktop, so they are guesses here; LockedHint is what the
desktop says it did.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from jeepney import DBusAddress, MatchRule, Message, Properties, new_method_call

from hipbreak.adapters.session.line import Line, owner_change, path_of
from hipbreak.adapters.session.locks import Locks
from hipbreak.core.events import Slept
from hipbreak.core.moment import Moment
from hipbreak.ports import Clock

NAME = "org.freedesktop.login1"
SESSION = f"{NAME}.Session"
MANAGER = DBusAddress("/org/freedesktop/login1", NAME, f"{NAME}.Manager")
TELLER = "logind"
NOTICED_S = 1.0
"""A sleep that the clock itself has seen is told by the clock."""


class Logind:
    """Tells the locks of our session, and gathers sleeps that the clock does not see."""

    def __init__(
        self, line: Line, locks: Locks, clock: Clock, environ: Mapping[str, str] = os.environ
    ) -> None:
        self._line, self._locks, self._clock = line, locks, clock
        self._id = environ.get("XDG_SESSION_ID", "")
        self._path = ""
        self._lay_down: tuple[Moment, float] | None = None
        self._sleeps: list[Slept] = []
        line.add(self)

    @property
    def trouble(self) -> str:
        if self._line.trouble:
            return f"logind: {self._line.trouble}"
        return "" if self._path else "logind: it does not know this session"

    def take(self) -> tuple[Slept, ...]:
        """Sleeps since the last call."""
        sleeps, self._sleeps = tuple(self._sleeps), []
        return sleeps

    def begin(self) -> None:
        sleep = MatchRule(type="signal", interface=MANAGER.interface, member="PrepareForSleep")
        self._line.listen((sleep, owner_change(NAME)))
        self._find()

    def lost(self) -> None:
        self._path = ""
        self._locks.silence(TELLER, self._clock.now())

    def heard(self, member: str, signal: Message) -> None:
        if member == "PrepareForSleep":
            (self._lies_down if signal.body[0] else self._wakes)()
        elif member == "NameOwnerChanged" and signal.body[0] == NAME:
            self.lost()
            if signal.body[2]:
                self._find()
        elif self._path and path_of(signal) == self._path:
            self._heard_of_us(member, signal)

    def _heard_of_us(self, member: str, signal: Message) -> None:
        if member == "Lock":
            self._locks.guess(self._clock.now())
        elif member == "Unlock":
            self._locks.end_guess()
        elif member == "PropertiesChanged" and "LockedHint" in signal.body[1]:
            self._locks.tell(TELLER, bool(signal.body[1]["LockedHint"][1]))

    def _lies_down(self) -> None:
        if self._lay_down is None:
            self._lay_down = self._clock.now(), self._clock.slept_s()

    def _wakes(self) -> None:
        if self._lay_down:
            since, slept = self._lay_down
            self._lay_down = None
            if self._clock.slept_s() - slept < NOTICED_S:
                self._sleeps.append(Slept(since))

    # Which session is ours: by its name, by our process, or the one of our user with a seat.

    def _find(self) -> None:
        if self._id:
            by_name = new_method_call(MANAGER, "GetSession", "s", (self._id,))
            self._line.call(by_name, self._named)
        else:
            self._named(None)

    def _named(self, reply: tuple[object, ...] | None) -> None:
        if not self._found(reply):
            by_process = new_method_call(MANAGER, "GetSessionByPID", "u", (os.getpid(),))
            self._line.call(by_process, self._known_by_process)

    def _known_by_process(self, reply: tuple[object, ...] | None) -> None:
        if not self._found(reply):
            self._line.call(new_method_call(MANAGER, "ListSessions"), self._listed)

    def _listed(self, reply: tuple[object, ...] | None) -> None:
        rows = reply[0] if reply and isinstance(reply[0], list) else []
        ours = sorted((not row[3], str(row[4])) for row in rows if row[1] == os.getuid())
        self._found((ours[0][1],) if ours else None)

    def _found(self, reply: tuple[object, ...] | None) -> bool:
        if not reply:
            return False
        path = self._path = str(reply[0])
        properties = "org.freedesktop.DBus.Properties"
        self._line.listen(
            (
                MatchRule(type="signal", interface=SESSION, path=path),
                MatchRule(
                    type="signal", interface=properties, member="PropertiesChanged", path=path
                ),
            )
        )
        hint = Properties(DBusAddress(path, NAME, SESSION)).get("LockedHint")
        self._line.call(hint, self._hinted)
        return True

    def _hinted(self, reply: tuple[object, ...] | None) -> None:
        if reply and isinstance(reply[0], tuple):
            self._locks.tell(TELLER, bool(reply[0][1]))
