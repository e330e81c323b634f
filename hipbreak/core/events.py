"""What the engine hears: events in the past tense, each a value."""

from __future__ import annotations

from dataclasses import dataclass

from hipbreak.core.facts import Answer, Evidence, Feel, Marked, Outcome, Posture, StepDone
from hipbreak.core.holds import Reason
from hipbreak.core.moment import Moment
from hipbreak.core.rules import Rules


@dataclass(frozen=True, slots=True)
class Sampled:
    """The idle source was read. `idle_s` is seconds since the last input, None = unknown."""

    idle_s: float | None


@dataclass(frozen=True, slots=True)
class Slept:
    """The machine was asleep, or this process stopped; nothing is known from `since` on."""

    since: Moment


@dataclass(frozen=True, slots=True)
class WasAway:
    """Learned late: nobody touched anything from `since` until `back`."""

    since: Moment
    back: Moment


@dataclass(frozen=True, slots=True)
class Locked:
    """The screen was locked."""


@dataclass(frozen=True, slots=True)
class Unlocked:
    """The screen was unlocked."""


@dataclass(frozen=True, slots=True)
class HoldBegan:
    """A probe or the person gave a reason not to ask. `lasts_s` ends it by itself."""

    reason: Reason
    detail: str = ""
    lasts_s: float | None = None


@dataclass(frozen=True, slots=True)
class HoldEnded:
    """The reason has gone."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class PausedFor:
    """Pause for some seconds of real time."""

    seconds: float


@dataclass(frozen=True, slots=True)
class PausedUntil:
    """Pause until the wall clock reaches `wall` (UTC seconds)."""

    wall: float


@dataclass(frozen=True, slots=True)
class Resumed:
    """The pause was ended by hand."""


@dataclass(frozen=True, slots=True)
class PostureChosen:
    """The person said how they work now."""

    posture: Posture


@dataclass(frozen=True, slots=True)
class SittingClaimed:
    """ "I was sitting all along": the last absence was none."""


@dataclass(frozen=True, slots=True)
class StandingClaimed:
    """ "I was standing": for the last `seconds`, or in the last absence, which was none."""

    seconds: float | None = None


@dataclass(frozen=True, slots=True)
class DoubtAnswered:
    """Whether somebody was at the desk in the time that is doubtful."""

    there: bool


@dataclass(frozen=True, slots=True)
class OfferPrepared:
    """A routine was chosen for the offer that is being prepared."""

    offer: str
    routine: str
    reason: str


@dataclass(frozen=True, slots=True)
class OfferAccepted:
    """The offer was started; `how` says by what."""

    how: str
    routine: str = ""
    """What is done instead of what was offered; empty: just that."""


@dataclass(frozen=True, slots=True)
class OfferSnoozed:
    """The offer was put off by so many seconds."""

    how: str
    seconds: float


@dataclass(frozen=True, slots=True)
class OfferSkipped:
    """The offer was turned down."""

    how: str


@dataclass(frozen=True, slots=True)
class CardDied:
    """The card's window ended without an answer."""

    offer: str


@dataclass(frozen=True, slots=True)
class OfferForbidden:
    """What is offered, or something beside it, must not be done any more."""

    offer: str


@dataclass(frozen=True, slots=True)
class BreakRequested:
    """A break was asked for by hand, now."""

    routine: str


@dataclass(frozen=True, slots=True)
class OfferRequested:
    """A plan's chosen time has come: offer it at the next good moment."""

    why: str


@dataclass(frozen=True, slots=True)
class PlayerFinished:
    """The player's report. What it says of steps and seconds is the evidence."""

    uid: str
    kind: str
    leaves_chair: bool
    outcome: Outcome
    evidence: Evidence
    planned_s: float
    done_s: float
    steps: tuple[StepDone, ...] = ()
    feel: Feel | None = None
    stop_reason: str = ""
    self_test: str = ""
    """What `marks` are the answers of, of `core.routine.SELF_TESTS`."""
    marks: tuple[Marked, ...] = ()
    tightness: int | None = None
    """How tight it feels afterwards, 0 to 10; None: not said."""
    tightness_before: int | None = None
    """The same before the first step."""


@dataclass(frozen=True, slots=True)
class PlayerDied:
    """The player's window ended without a report."""

    uid: str


@dataclass(frozen=True, slots=True)
class HintPrepared:
    """A routine was chosen for the hint."""

    uid: str
    routine: str


@dataclass(frozen=True, slots=True)
class HintAnswered:
    """The hint was started or turned down."""

    uid: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class HintDied:
    """The hint's window ended without an answer, or nothing fitted."""

    uid: str


@dataclass(frozen=True, slots=True)
class RulesChanged:
    """The settings were changed."""

    rules: Rules


Event = (
    Sampled
    | Slept
    | WasAway
    | Locked
    | Unlocked
    | HoldBegan
    | HoldEnded
    | PausedFor
    | PausedUntil
    | Resumed
    | PostureChosen
    | SittingClaimed
    | StandingClaimed
    | DoubtAnswered
    | OfferPrepared
    | OfferAccepted
    | OfferSnoozed
    | OfferSkipped
    | CardDied
    | OfferForbidden
    | BreakRequested
    | OfferRequested
    | PlayerFinished
    | PlayerDied
    | HintPrepared
    | HintAnswered
    | HintDied
    | RulesChanged
)
