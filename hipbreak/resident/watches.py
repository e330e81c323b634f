"""Lock, sleep, calls and films: listened to, or looked at when it matters, and turned into events.

What tells by itself is listened to all day. What has to be asked is asked

* from the warning until the offer is answered, every ten seconds while nothing is in the way, and
  whenever the loop is awake: the last look comes right before the card;
* every second while a hint waits for its moment: a screen that is shared must not show it;
* every minute while it is itself in the way, in case the news of its end was missed, or after half
  of one when the loop is awake anyway: timers that fall together wake once;
* about films: shortly before a time without input would become an absence, and then every minute.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence

from hipbreak.core.events import Event, HoldBegan, HoldEnded
from hipbreak.core.hints import awaits_lull
from hipbreak.core.holds import Reason, blocking, find, keep_present
from hipbreak.core.moment import Moment
from hipbreak.core.schedule import due_in
from hipbreak.core.state import Running, State
from hipbreak.ports import MeetingProbe, SessionWatch, Wire

BEFORE_ASKING = 10.0
WHILE_IT_STANDS = 60.0
BEFORE_A_HINT = 1.0
BEFORE_ABSENCE = 10.0
"""So long before an absence would begin it is asked whether a film plays, at most."""
CALLS = (Reason.MICROPHONE, Reason.CAMERA, Reason.FULLSCREEN, Reason.DO_NOT_DISTURB, Reason.SHARED)


class Watches:
    """What the desktop tells. `told` and `filmed` give the events that are new."""

    def __init__(
        self,
        session: SessionWatch,
        probes: Sequence[MeetingProbe],
        wires: Sequence[Wire],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._session, self._probes, self._wires = session, probes, wires
        self._monotonic = monotonic
        self._called_at = self._filmed_at = float("-inf")
        self._film_is_over = False
        self._fresh = True

    def fds(self) -> Iterator[tuple[int, Callable[[], None]]]:
        """What to wait for, and what to call when it is readable."""
        for wire in self._wires:
            fd = wire.fileno()
            if fd is not None:
                yield fd, wire.drain

    def deadline(self) -> float | None:
        """When a wire wants attention, on the monotonic scale."""
        marks = (wire.deadline() for wire in self._wires)
        return min((mark for mark in marks if mark is not None), default=None)

    def look_in(self, state: State, now: Moment) -> float | None:
        """Seconds until something has to be asked; None: nothing has."""
        clock = self._monotonic()
        every, quiet = _calls_every(state, now), _films_after(state)
        lefts = [] if every is None else [self._called_at + every - clock]
        if quiet is not None:
            idle = now.since(state.last_input)
            lefts.append(max(quiet - idle, self._filmed_at + min(WHILE_IT_STANDS, quiet) - clock))
        return min(lefts, default=None)

    def ask(self) -> None:
        """Look at everything that can stand in the way of a break, now."""
        self._ask(CALLS)

    def told(self, state: State, now: Moment) -> Iterator[Event]:
        """To be heard before the idle time: a call that began comes before the offer."""
        for wire in self._wires:
            wire.tick()
        every = _calls_every(state, now)
        if self._fresh or (every is not None and self._asked_s() >= _soonest(every)):
            self._ask(CALLS if self._fresh else _of_interest(state, every))
        if self._fresh and find(state.holds, Reason.LOCKED):
            yield HoldEnded(Reason.LOCKED)  # from before a restart; if it still stands, we hear
        self._fresh = False
        yield from self._session.take()
        for reason in CALLS:
            yield from self._changes(state, reason, self._seen(reason))

    def filmed(self, state: State, now: Moment, idle_s: float | None) -> Iterator[Event]:
        """To be heard after the idle time `idle_s`: it says whether a film matters at all."""
        if idle_s is not None:
            self._session.noticed_input(now.back(idle_s))
            yield from self._session.take()
        quiet = _films_after(state)
        if quiet is None or idle_s is None or idle_s < quiet:
            self._film_is_over = False
            yield from self._changes(state, Reason.MEDIA, None)
            return
        if self._monotonic() - self._filmed_at >= min(WHILE_IT_STANDS, quiet):
            self._filmed_at = self._monotonic()
            self._look((Reason.MEDIA,))
        seen = None if self._film_is_over else self._seen(Reason.MEDIA)
        # One film for each time without input: music that stops and goes on is not a second one.
        self._film_is_over |= seen is None and find(state.holds, Reason.MEDIA) is not None
        yield from self._changes(state, Reason.MEDIA, seen)

    def close(self) -> None:
        for wire in self._wires:
            wire.close()

    def _ask(self, reasons: Sequence[Reason]) -> None:
        self._called_at = self._monotonic()
        self._look(reasons)

    def _asked_s(self) -> float:
        return self._monotonic() - self._called_at

    def _look(self, reasons: Sequence[Reason]) -> None:
        for probe in self._probes:
            if probe.reason in reasons:
                probe.look()

    def _seen(self, reason: Reason) -> str | None:
        sights = (probe.seen() for probe in self._probes if probe.reason is reason)
        return next((sight for sight in sights if sight is not None), None)

    def _changes(self, state: State, reason: Reason, seen: str | None) -> Iterator[Event]:
        hold = find(state.holds, reason)
        if seen is None and hold:
            yield HoldEnded(reason)
        elif seen is not None and (hold is None or hold.detail != seen):
            yield HoldBegan(reason, seen)


def _calls_every(state: State, now: Moment) -> float | None:
    """How often to ask whether a break would come at a bad time; None: it does not matter."""
    if awaits_lull(state):
        return BEFORE_A_HINT
    if any(find(state.holds, reason) for reason in CALLS):
        return WHILE_IT_STANDS
    left = due_in(state, now)
    soon = left is not None and left <= state.rules.warn
    return BEFORE_ASKING if soon and not blocking(state.holds) else None


def _soonest(every: float) -> float:
    """Seconds after which it is asked again when nobody has to be woken for it."""
    return every / 2 if every >= WHILE_IT_STANDS else BEFORE_A_HINT


def _of_interest(state: State, every: float | None) -> Sequence[Reason]:
    """What is asked about: while one thing is in the way, the others matter only after it."""
    if every is None or every < WHILE_IT_STANDS:
        return CALLS
    return tuple(reason for reason in CALLS if find(state.holds, reason))


def _films_after(state: State) -> float | None:
    """Seconds without input after which a film would make the person present; None: it would
    change nothing."""
    watching = state.bout is not None and state.idle_known and not state.away_since
    if not watching or state.locked_since or isinstance(state.phase, Running):
        return None
    if keep_present(state.holds):
        return None
    limit = state.rules.natural_break
    return limit - min(BEFORE_ABSENCE, limit / 3)
