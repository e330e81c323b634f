"""Notifications of Linux desktops, by org.freedesktop.Notifications on the resident's own line.

Nothing here waits. Each slot has one call under way at most: while it is unanswered only the last
wish is kept, so that a daemon that hangs is told one thing when it goes on, not all of the day. A
call without an answer after some seconds makes us leave the daemon alone, ever longer.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from jeepney import Message

from hipbreak.adapters.notify.daemon import CLOSED, DEFAULT, NAME, PRESSED, Daemon
from hipbreak.adapters.notify.memory import Memory, Standing
from hipbreak.adapters.session.line import Line, interface_of, owner_change
from hipbreak.ports import Notice

PATIENCE_S = 5.0
"""Who has not answered by then hangs."""
STALE_S = 30.0
"""What could not be shown within this is old news; only what lasts is shown later."""
REST_S = (60.0, 300.0, 1800.0)
"""How long a daemon that hangs is left alone, each time it does."""

_LEFT = Notice("", "", lasting=True)
"""Stands for a notice that another of us has left; its words are not known."""

log = logging.getLogger(__name__)


@dataclass(slots=True)
class _Slot:
    """One place on the screen: what should stand there, and what the daemon was told."""

    wanted: Notice | None = None
    wished_at: float = 0.0
    told: Notice | None = None
    number: int = 0
    """The daemon's number for what stands; 0: nothing does."""
    calls: int = 0
    open_since: float | None = None
    """When the call was made that is not answered yet."""

    def lose(self) -> None:
        """Whatever stood went with its daemon."""
        if self.wanted is _LEFT:
            self.wanted = None
        self.told, self.number, self.open_since = None, 0, None
        self.calls += 1

    @property
    def waits(self) -> bool:
        """Whether something should be shown that the daemon was not told."""
        return self.wanted is not None and self.told is not self.wanted and not self.is_open

    @property
    def is_open(self) -> bool:
        return self.open_since is not None


class FreedesktopNotifier:
    """`ports.Notifier`; a listener of the session's line; a `ports.Wire` for its time limits."""

    def __init__(
        self,
        line: Line,
        memory: Path,
        on_press: Callable[[str, str], None],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._line, self._daemon, self._memory = line, Daemon(line), Memory(memory)
        self._on_press, self._now = on_press, now
        self._slots: dict[str, _Slot] = {}
        self._asked_at: float | None = None
        """Since when we wait to hear what the daemon can do."""
        self._rest_until = 0.0
        self._hangs = 0
        self._adopted = False
        line.add(self)

    # -- the port -------------------------------------------------------------------------

    def show(self, slot: str, notice: Notice) -> None:
        place = self._slots.setdefault(slot, _Slot())
        place.wanted, place.wished_at, place.told = notice, self._now(), None
        self._work()

    def withdraw(self, slot: str) -> None:
        if slot in self._slots:
            self._slots[slot].wanted = None
            self._work()

    def close(self) -> None:
        for place in self._slots.values():
            if place.wanted and not place.wanted.lasting:
                place.wanted = None
        self._work()
        self._remember()

    # -- the line -------------------------------------------------------------------------

    def begin(self) -> None:
        self._line.listen((owner_change(NAME),))
        if self._memory.exists() or any(place.wanted for place in self._slots.values()):
            self._meet(start=False)

    def heard(self, member: str, signal: Message) -> None:
        if member == "NameOwnerChanged" and signal.body[0] == NAME:
            self._changed_hands(bool(signal.body[2]))
        elif interface_of(signal) == NAME and member in (PRESSED, CLOSED):
            number, what = signal.body
            for slot, place in self._slots.items():
                if number and place.number == number:
                    self._happened(slot, place, member, str(what))
                    break

    def lost(self) -> None:
        self._lose(bus=True)

    # -- time limits ----------------------------------------------------------------------

    def fileno(self) -> int | None:
        return None

    def drain(self) -> None:
        """Everything comes over the line."""

    def deadline(self) -> float | None:
        opened = [place.open_since for place in self._slots.values()]
        marks = [at + PATIENCE_S for at in (*opened, self._asked_at) if at is not None]
        if self._rest_until and any(place.waits for place in self._slots.values()):
            marks.append(self._rest_until)
        return min(marks, default=None)

    def tick(self) -> None:
        now, limit = self._now(), self.deadline()
        if limit is None or now < limit:
            return
        if self._rest_until and now >= self._rest_until:
            self._work()
        else:
            self._leave_alone()

    def _leave_alone(self) -> None:
        rest = REST_S[min(self._hangs, len(REST_S) - 1)]
        log.warning("what shows notifications does not answer; it is left alone for %d s", rest)
        self._hangs += 1
        self._rest_until, self._asked_at = self._now() + rest, None
        for place in self._slots.values():
            place.open_since = None

    # -- what is done ---------------------------------------------------------------------

    def _work(self) -> None:
        """Bring every slot to where it should be, as far as that can be done now."""
        for place in self._slots.values():
            self._forget_old_news(place)
            if place.wanted is None and not place.is_open:
                self._take_away(place)
            elif place.wanted and place.waits and self._may_call():
                self._send(place, place.wanted)
        standing = any(place.number or place.is_open for place in self._slots.values())
        self._daemon.hear(standing)

    def _forget_old_news(self, place: _Slot) -> None:
        old = self._now() - place.wished_at > STALE_S
        if place.wanted and place.told is None and old and not place.wanted.lasting:
            place.wanted = None

    def _may_call(self) -> bool:
        if self._now() < self._rest_until:
            return False
        self._rest_until = 0.0
        if self._daemon.can is None:
            self._meet(start=True)
        return self._daemon.can is not None and self._asked_at is None

    def _meet(self, *, start: bool) -> None:
        if self._asked_at is None and self._line.fileno() is not None:
            self._asked_at = self._now()
            self._daemon.meet(self._met, start=start)

    def _met(self) -> None:
        self._asked_at = None
        if self._daemon.can is None:
            self._give_up()
            return
        if not self._adopted:
            self._adopted = True
            self._adopt()
        self._work()

    def _give_up(self) -> None:
        """Nobody shows notifications here. What lasts is kept, in case somebody comes."""
        for place in self._slots.values():
            if place.wanted and not place.wanted.lasting:
                place.wanted = None

    def _adopt(self) -> None:
        """What another of us left on the screen is ours again: what lasts stays, the rest goes."""
        for slot, left in self._memory.read(self._daemon.identity).items():
            place = self._slots.setdefault(slot, _Slot())
            place.number = place.number or left.number
            if place.wanted is None and left.lasting:
                place.wanted = place.told = _LEFT
        self._remember()

    def _send(self, place: _Slot, notice: Notice) -> None:
        self._daemon.hear(True)
        place.calls += 1
        place.told, place.open_since = notice, self._now()
        self._daemon.notify(place.number, notice, partial(self._answered, place, place.calls))

    def _answered(self, place: _Slot, call: int, number: int | None) -> None:
        if call != place.calls:
            if number and number != place.number:
                self._daemon.take_away(number)  # an answer so late that another call was made
            return
        place.open_since = None
        if number is None:
            place.number, place.wanted, place.told = 0, None, None
            self._daemon.forget()
        else:
            self._hangs, self._rest_until = 0, 0.0
            place.number = number
        self._remember()
        self._work()

    def _take_away(self, place: _Slot) -> None:
        place.told = None
        if place.number:
            number, place.number = place.number, 0
            self._daemon.take_away(number)
            self._remember()

    def _happened(self, slot: str, place: _Slot, member: str, what: str) -> None:
        if member == CLOSED and place.is_open:
            place.number = 0  # the one before: the answer of the open call comes before its end
            return
        if member == CLOSED:
            place.number, place.wanted, place.told = 0, None, None
            self._remember()
            self._work()
            return
        notice = place.told
        click = notice.click if notice else None
        word = click.word if what == DEFAULT and click else what
        self._on_press(slot, word)

    def _changed_hands(self, somebody: bool) -> None:
        self._lose(bus=False)
        if somebody:
            self._rest_until, self._hangs = 0.0, 0
            if any(place.wanted for place in self._slots.values()):
                self._meet(start=False)

    def _lose(self, *, bus: bool) -> None:
        self._daemon.forget(bus=bus)
        self._asked_at = None
        for place in self._slots.values():
            place.lose()

    def _remember(self) -> None:
        self._memory.write(
            self._daemon.identity,
            {
                slot: Standing(place.number, bool(place.told and place.told.lasting))
                for slot, place in self._slots.items()
                if place.number
            },
        )
