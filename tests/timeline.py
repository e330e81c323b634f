"""A desk without hardware: a person who types or does not, and the real engine.

Time passes only when a test says so. Every effect is kept with its second, so that a test compares
the whole timeline: what is missing shows, and so does what is too much.
"""

from __future__ import annotations

from hipbreak.core.calendar import format_date
from hipbreak.core.effects import (
    ClosePlayer,
    DropCard,
    DropHint,
    Effect,
    HushPlayer,
    OpenPlayer,
    PrepareCard,
    PrepareHint,
    Record,
    ShowCard,
    ShowHint,
    TellResumed,
    TellWeek,
    Warn,
)
from hipbreak.core.engine import awaits_quiet, next_deadline, step
from hipbreak.core.events import Event, HintPrepared, OfferPrepared, PlayerFinished, Sampled
from hipbreak.core.facts import (
    BreakEnded,
    CheckedIn,
    Evidence,
    Fact,
    HoldLifted,
    OfferClosed,
    Outcome,
    Span,
    Voided,
)
from hipbreak.core.hint import HintKind
from hipbreak.core.moment import Moment
from hipbreak.core.rules import Rules
from hipbreak.core.state import Running, State, begin

MONDAY_9 = 1_767_571_200.0 + 9 * 3600  # 2026-01-05, a Monday, 09:00 UTC
BOOT = 1000.0
HINTED = {HintKind.CALL: "glute-press", HintKind.SHIFT: "weight-shift"}
LINEAGE = "0123456789abcdef01234567"


class Desk:
    """One person's day. `idle_known=False` is a desktop where nobody can tell."""

    def __init__(self, rules: Rules | None = None, *, idle_known: bool = True) -> None:
        self.now = Moment(MONDAY_9, BOOT)
        self.state: State = begin(rules or Rules(), LINEAGE, self.now)
        self.idle_known = idle_known
        self.last_input = BOOT
        self.log: list[tuple[float, Effect]] = []
        self.facts: list[Fact] = []
        self._taken = 0
        self.hear(self.sample())

    # -- the person -----------------------------------------------------------------------

    def works(self, seconds: float) -> Desk:
        """Types and points without a gap of more than a moment."""
        self._pass(seconds, typing=True)
        return self

    def rests(self, seconds: float) -> Desk:
        """Touches nothing."""
        self._pass(seconds, typing=False)
        return self

    def sleeps(self, seconds: float) -> Moment:
        """The machine is suspended; returns the moment before. The idle clock stands still."""
        before = self.now
        self.now = self.now.after(seconds)
        return before

    def set_clock(self, seconds: float) -> Desk:
        """Somebody sets the wall clock by so much."""
        self.now = Moment(self.now.wall + seconds, self.now.elapsed, self.now.offset)
        return self

    def finishes(
        self,
        *,
        outcome: Outcome = Outcome.COMPLETED,
        evidence: Evidence = Evidence.STEPS,
        leaves_chair: bool = False,
        done_s: float = 40.0,
    ) -> Desk:
        """The player reports, now."""
        phase = self.state.phase
        assert isinstance(phase, Running), f"no break is running: {phase}"
        return self.hear(
            self.sample(),
            PlayerFinished(phase.uid, "drill", leaves_chair, outcome, evidence, 40.0, done_s),
        )

    # -- the machine ----------------------------------------------------------------------

    def sample(self) -> Sampled:
        return Sampled(self.now.elapsed - self.last_input if self.idle_known else None)

    def hear(self, *events: Event) -> Desk:
        for event in events:
            self.state, effects = step(self.state, event, self.now)
            self._keep(effects)
        return self

    def _keep(self, effects: tuple[Effect, ...]) -> None:
        for effect in effects:
            self.log.append((self.now.elapsed - BOOT, effect))
            if isinstance(effect, Record):
                self.facts.append(effect.fact)
            if isinstance(effect, PrepareCard):
                self.hear(OfferPrepared(effect.offer, "glute-press", "It is the hourly drill."))
            if isinstance(effect, PrepareHint):
                self.hear(HintPrepared(effect.uid, HINTED[effect.kind]))

    def _pass(self, seconds: float, *, typing: bool) -> None:
        end = self.now.elapsed + seconds
        if typing:
            self._touch()
            self.hear(self.sample())
        while self.now.elapsed < end:
            self._go(min(end, self._next(typing)))
            if typing:
                self._touch()
            self.hear(self.sample())

    def _touch(self) -> None:
        self.last_input = self.now.elapsed

    def _next(self, typing: bool) -> float:
        marks = [next_deadline(self.state)]
        if not typing:
            marks.append(self.last_input + self.state.rules.natural_break)
            if awaits_quiet(self.state):
                marks.append(self.last_input + self.state.rules.lull_quiet)
        ahead = [mark for mark in marks if mark is not None and mark > self.now.elapsed]
        return min(ahead, default=float("inf"))

    def _go(self, elapsed: float) -> None:
        self.now = self.now.after(elapsed - self.now.elapsed)

    # -- what happened --------------------------------------------------------------------

    def take(self) -> list[str]:
        """Everything since the last call, a line each: second and effect."""
        fresh = self.log[self._taken :]
        self._taken = len(self.log)
        return [f"{at:g} {describe(effect)}" for at, effect in fresh]

    def spans(self) -> list[tuple[str, float, str]]:
        """Kind, whole seconds and how it ended, of every span written so far."""
        return [
            (f.kind.value, round(f.end.since(f.start)), f.ended_by)
            for f in self.facts
            if isinstance(f, Span)
        ]


def describe(effect: Effect) -> str:
    match effect:
        case Warn():
            return "warn"
        case PrepareCard(short=short):
            return "prepare short" if short else "prepare"
        case ShowCard():
            return "show"
        case DropCard():
            return "drop"
        case OpenPlayer(routine=routine):
            return f"play {routine}"
        case ClosePlayer():
            return "close player"
        case HushPlayer(quiet=quiet):
            return "hush" if quiet else "be heard"
        case PrepareHint(kind=kind):
            return f"prepare hint {kind.value}"
        case ShowHint():
            return "show hint"
        case DropHint():
            return "drop hint"
        case TellWeek(monday=monday):
            return f"tell week {format_date(monday)}"
        case TellResumed():
            return "tell resumed"
        case Record(fact=fact):
            return describe_fact(fact)


def describe_fact(fact: Fact) -> str:
    match fact:
        case Span():
            return f"span {fact.kind.value} {fact.end.since(fact.start):g} {fact.ended_by}"
        case OfferClosed():
            return f"offer {fact.answer.value}"
        case BreakEnded():
            return f"break {fact.routine} {fact.outcome.value} by {fact.evidence.value}"
        case CheckedIn():
            return f"feel {fact.feel.value}"
        case HoldLifted():
            return f"hold {fact.reason} {fact.end.since(fact.start):g}"
        case Voided():
            return f"void {len(fact.voids)}"
