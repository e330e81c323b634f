"""Keeps the engine's state: hears events, writes facts and state together, hands effects on."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import replace

from hipbreak.core import save
from hipbreak.core.codec import DecodeError
from hipbreak.core.effects import Effect, Record
from hipbreak.core.engine import step
from hipbreak.core.errors import HipbreakError, Refused
from hipbreak.core.events import Event
from hipbreak.core.facts import Fact
from hipbreak.core.moment import Moment
from hipbreak.core.rules import Rules
from hipbreak.core.state import Offered, Running, State, begin
from hipbreak.core.view import why
from hipbreak.ports import Clock, Journal

log = logging.getLogger(__name__)


class Keeper:
    """The state of the day. Facts and state reach the journal before any effect is performed, so
    that nothing is shown that a crash could make undone."""

    def __init__(
        self,
        journal: Journal,
        clock: Clock,
        state: State,
        boot: str,
        perform: Callable[[Effect], None],
        follow: Callable[[State, Moment], None] = lambda state, now: None,
    ) -> None:
        """`follow` looks at the state after each event, before anything is performed."""
        self.state = state
        self._journal, self._clock, self._boot = journal, clock, boot
        self._perform, self._follow = perform, follow
        self._saved_at = clock.now()
        self.trouble = ""
        """Why the last writing failed; what failed is written as soon as it can be."""
        self._write((), state)

    def hear(self, event: Event) -> None:
        """One event, now. Raises Refused, with nothing changed, when it makes no sense."""
        before = self.state
        after, effects = step(before, event, self._clock.now())
        self.state = after
        self._keep(before, effects)
        self._follow(after, after.at)
        for effect in effects:
            if not isinstance(effect, Record):
                log.info("%s: %s", effect, why(after, after.at))
                self._perform(effect)

    def settle(self, effects: tuple[Effect, ...]) -> None:
        """Perform what taking up a saved state asks for."""
        self._keep(self.state, effects)
        for effect in effects:
            if not isinstance(effect, Record):
                self._perform(effect)

    def note(self, *facts: Fact) -> None:
        """Write what the person states, whole; it changes nothing of the day. NotWritten is
        raised."""
        for fact in facts:
            log.info("%s", fact)
        self._journal.commit(facts, None)

    def begin_anew(self, lineage: str) -> None:
        """Forget what was, as at the very first start; the posture and what is in the way stay.

        Refused while an offer or a break is on the screen: its report would have no place.
        """
        old, now = self.state, self._clock.now()
        if isinstance(old.phase, Offered | Running):
            raise Refused("an offer or a break is on the screen; end it first")
        holds = tuple(replace(hold, since=now) for hold in old.holds)
        fresh = begin(old.rules, lineage, now)
        self.state = replace(
            fresh, posture=old.posture, holds=holds, locked_since=now if old.locked_since else None
        )
        self._write((), self.state)

    def heartbeat_in(self) -> float | None:
        """Seconds until the state should be saved again, None while nothing runs."""
        if self.state.bout is None or self.state.away_since:
            return None
        return self.state.rules.heartbeat - self._clock.now().since(self._saved_at)

    def beat(self) -> None:
        """Save the state when it was last saved half a heartbeat ago: whoever calls is awake
        anyway, and the loop need not wake for it alone."""
        left = self.heartbeat_in()
        if left is not None and left <= self.state.rules.heartbeat / 2:
            self._write((), self.state)

    def save(self) -> None:
        self._write((), self.state)

    def _keep(self, before: State, effects: tuple[Effect, ...]) -> None:
        facts = tuple(effect.fact for effect in effects if isinstance(effect, Record))
        for fact in facts:
            log.info("%s", fact)
        if facts or _essence(before) != _essence(self.state):
            self._write(facts, self.state)

    def _write(self, facts: tuple[Fact, ...], state: State) -> None:
        self._saved_at = state.at
        body = json.dumps({"boot": self._boot, "state": save.save(state)})
        try:
            self._journal.commit(facts, body)
        except HipbreakError as error:
            log.error("%s", error)
            self.trouble = f"Nothing can be written down now: {error}."
        else:
            self.trouble = ""


def take_up(
    body: str | None, rules: Rules, now: Moment, boot: str, lineage: str
) -> tuple[State, tuple[Effect, ...]]:
    """The saved state taken up now, or a new one when there is none that can be read."""
    if body is not None:
        try:
            plain = json.loads(body)
            state = save.restore(plain["state"], rules)
            return save.resume(state, now, same_boot=bool(boot) and plain["boot"] == boot)
        except (ValueError, TypeError, KeyError, DecodeError) as error:
            log.warning("the saved state cannot be read, so a new one begins: %s", error)
    return begin(rules, lineage, now), ()


def _essence(state: State) -> State:
    """The state without what merely tells the time."""
    zero = Moment(0.0, 0.0)
    phase = state.phase
    if isinstance(phase, Running):
        phase = replace(phase, samples=0, busy=0)
    return replace(state, at=zero, last_input=zero, phase=phase)
