"""What no order of events may break: a Hypothesis state machine over the real engine."""

from __future__ import annotations

import itertools
import json
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from hipbreak.core.effects import DropCard, Effect, OpenPlayer, PrepareCard, Record, ShowCard
from hipbreak.core.engine import next_deadline, step
from hipbreak.core.errors import Refused
from hipbreak.core.events import (
    BreakRequested,
    CardDied,
    DoubtAnswered,
    Event,
    HoldBegan,
    HoldEnded,
    Locked,
    OfferAccepted,
    OfferPrepared,
    OfferRequested,
    OfferSkipped,
    OfferSnoozed,
    PausedFor,
    PlayerDied,
    PlayerFinished,
    PostureChosen,
    Resumed,
    Sampled,
    SittingClaimed,
    Slept,
    StandingClaimed,
    Unlocked,
)
from hipbreak.core.facts import (
    BreakEnded,
    Evidence,
    Fact,
    Outcome,
    Posture,
    Span,
    Voided,
)
from hipbreak.core.holds import Reason, blocking, find
from hipbreak.core.moment import Moment
from hipbreak.core.rules import Rules
from hipbreak.core.save import restore, resume, save
from hipbreak.core.state import Offered, Running, begin
from hipbreak.core.view import icon, status
from tests.timeline import BOOT, LINEAGE, MONDAY_9

OUTSIDE = [Reason.MICROPHONE, Reason.CAMERA, Reason.MEETING, Reason.FULLSCREEN, Reason.READING]
PASSING = st.one_of(st.floats(0.1, 30), st.floats(30, 600), st.floats(600, 8000))
RULES = Rules(every=1200.0, doubt_after=3000.0)


class Days(RuleBasedStateMachine):
    """Any person, any machine, any order."""

    def __init__(self) -> None:
        super().__init__()
        self.now = Moment(MONDAY_9, BOOT)
        self.state = begin(RULES, LINEAGE, self.now)
        self.open_cards: set[str] = set()
        self.facts: dict[str, Fact] = {}
        self.boots = 0
        self.boot_of: dict[str, int] = {}
        """Elapsed times of facts written in different boots cannot be compared."""
        self.hear(Sampled(0.0))

    def hear(self, event: Event) -> None:
        before = self.state
        try:
            self.state, effects = step(self.state, event, self.now)
        except Refused:
            assert self.state == before
            return
        for effect in effects:
            self.perform(effect)

    def perform(self, effect: Effect) -> None:
        match effect:
            case PrepareCard(offer=offer):
                assert not self.open_cards, "two cards at once"
                self.open_cards.add(offer)
                self.hear(OfferPrepared(offer, "glute-press", ""))
            case ShowCard(offer=offer):
                assert offer in self.open_cards, "a card that was never prepared"
                assert not blocking(self.state.holds), "offered while held"
            case DropCard(offer=offer):
                self.open_cards.discard(offer)
            case OpenPlayer():
                assert not self.open_cards, "a card beside a running break"
            case Record(fact=fact):
                assert self.facts.get(fact.uid, fact) == fact, "one uid for two facts"
                self.facts[fact.uid] = fact
                self.boot_of.setdefault(fact.uid, self.boots)
            case _:
                pass

    @rule(seconds=PASSING, idle=st.floats(0, 4000), known=st.integers(0, 9))
    def time_passes(self, seconds: float, idle: float, known: int) -> None:
        """The resident wakes at every deadline on the way."""
        end = self.now.elapsed + seconds
        for _ in range(400):
            mark = next_deadline(self.state)
            at = end if mark is None else min(end, max(mark, self.now.elapsed + 0.2))
            self.now = self.now.after(at - self.now.elapsed)
            self.hear(Sampled(idle if known else None))
            if at >= end:
                return

    @rule(seconds=st.floats(1, 40_000))
    def machine_sleeps(self, seconds: float) -> None:
        before = self.now
        self.now = self.now.after(seconds)
        self.hear(Slept(before))

    @rule(seconds=st.floats(-90_000, 90_000), offset=st.sampled_from([0, 3600, -18_000]))
    def clock_is_set(self, seconds: float, offset: int) -> None:
        self.now = Moment(self.now.wall + seconds, self.now.elapsed, offset)

    @rule(
        event=st.one_of(
            st.sampled_from([Locked(), Unlocked(), Resumed(), SittingClaimed()]),
            st.builds(StandingClaimed, st.none() | st.floats(0, 8000)),
            st.builds(HoldBegan, st.sampled_from(OUTSIDE)),
            st.builds(HoldEnded, st.sampled_from(OUTSIDE)),
            st.builds(PausedFor, st.floats(1, 4000)),
            st.builds(PostureChosen, st.sampled_from(Posture)),
            st.builds(DoubtAnswered, st.booleans()),
            st.just(OfferAccepted("card")),
            st.builds(OfferSnoozed, st.just("card"), st.floats(1, 1200)),
            st.just(OfferSkipped("card")),
            st.just(BreakRequested("walk")),
            st.just(OfferRequested("It is time.")),
        )
    )
    def something_happens(self, event: Event) -> None:
        self.hear(event)

    @precondition(lambda self: isinstance(self.state.phase, Running))
    @rule(outcome=st.sampled_from(Outcome), leaves=st.booleans())
    def player_reports(self, outcome: Outcome, leaves: bool) -> None:
        phase = self.state.phase
        assert isinstance(phase, Running)
        proof = Evidence.STEPS if outcome is Outcome.COMPLETED else Evidence.NONE
        self.hear(PlayerFinished(phase.uid, "drill", leaves, outcome, proof, 40.0, 40.0))

    @precondition(lambda self: isinstance(self.state.phase, Running))
    @rule()
    def player_dies(self) -> None:
        phase = self.state.phase
        assert isinstance(phase, Running)
        self.hear(PlayerDied(phase.uid))

    @precondition(lambda self: isinstance(self.state.phase, Offered))
    @rule()
    def card_dies(self) -> None:
        phase = self.state.phase
        assert isinstance(phase, Offered)
        self.open_cards.discard(phase.offer)
        self.hear(CardDied(phase.offer))

    @rule(gap=st.floats(0, 20_000), reboot=st.booleans())
    def resident_is_killed(self, gap: float, reboot: bool) -> None:
        saved = restore(json.loads(json.dumps(save(self.state))), RULES)
        self.now = self.now.after(gap)
        if reboot:
            self.boots += 1
            self.now = Moment(self.now.wall, 10.0, self.now.offset)
        self.open_cards.clear()
        self.state, effects = resume(saved, self.now, same_boot=not reboot)
        for effect in effects:
            self.perform(effect)

    @invariant()
    def saving_loses_nothing(self) -> None:
        assert restore(json.loads(json.dumps(save(self.state))), RULES) == self.state

    @invariant()
    def no_offer_stands_while_held(self) -> None:
        assert not (isinstance(self.state.phase, Offered) and blocking(self.state.holds))

    @invariant()
    def numbers_make_sense(self) -> None:
        seen = status(self.state, self.now)
        assert seen.bout_s >= 0 and seen.since_break_s >= 0
        assert seen.due_in_s is None or seen.due_in_s >= 0
        assert seen.why.endswith(".") and icon(self.state)

    @invariant()
    def spans_of_one_life_never_overlap(self) -> None:
        """Sitting is never longer than the time that passed, and nothing is counted twice."""
        void = {u for f in self.facts.values() if isinstance(f, Voided) for u in f.voids}
        spans = [f for f in self.facts.values() if isinstance(f, Span) and f.uid not in void]
        for span in spans:
            assert span.end.since(span.start) >= 0
        in_order = sorted(spans, key=lambda s: (self.boot_of[s.uid], s.start.elapsed))
        for one, two in itertools.pairwise(in_order):
            if self.boot_of[one.uid] == self.boot_of[two.uid]:
                assert two.start.elapsed >= one.end.elapsed - 0.001

    @invariant()
    def what_is_doubtful_holds_and_nothing_else_does(self) -> None:
        doubt = self.state.doubt
        held = find(self.state.holds, Reason.DOUBT) is not None
        assert held == (doubt is not None and doubt.open)
        assert not held or self.state.bout is not None

    @invariant()
    def completed_means_evidence(self) -> None:
        for fact in self.facts.values():
            if isinstance(fact, BreakEnded) and fact.outcome is Outcome.COMPLETED:
                assert fact.evidence is not Evidence.NONE


def _machine() -> Any:
    Days.TestCase.settings = settings(
        max_examples=150,
        stateful_step_count=40,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    return Days.TestCase


TestDays = _machine()
