"""What the journal keeps: facts that happened, never changed afterwards.

Each fact has a `uid` of 32 hexadecimal digits, so writing one twice is harmless and two machines'
journals merge without doubles. A correction is a fact of its own that voids earlier ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from hipbreak.core.moment import Moment


class Posture(Enum):
    SITTING = "sitting"
    STANDING = "standing"


class SpanKind(Enum):
    """What a stretch of time was."""

    SITTING = "sitting"
    STANDING = "standing"
    AWAY = "away"
    DOUBTFUL = "doubtful"
    """There was input, but nobody knows whether of a person."""


class Answer(Enum):
    """How an offer ended."""

    STARTED = "started"
    SNOOZED = "snoozed"
    SKIPPED = "skipped"
    IGNORED = "ignored"
    AWAY = "away"
    """The person walked away while it showed: a natural break."""
    HELD = "held"
    """A reason to hold arose while it showed; it was taken back."""
    DISMISSED = "dismissed"
    """The window died without a report."""


class Outcome(Enum):
    """How a break ended."""

    COMPLETED = "completed"
    PARTIAL = "partial"
    HURT = "hurt"
    LEFT = "left"
    DISMISSED = "dismissed"


class Evidence(Enum):
    """Why a break is believed."""

    STEPS = "steps"
    """Its steps ran to their end in front of the person."""
    BY_HAND = "by hand"
    """The person said so ("Done already")."""
    ABSENCE = "absence"
    """The person was away from the machine for long enough."""
    NONE = "none"


class Feel(Enum):
    """The one tap at the end."""

    GOOD = "good ache"
    NOTHING = "nothing"
    BAD = "not good"


class NextDay(Enum):
    """What the person says the day after a release."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    FADED = "faded"
    """It was better, and within two days no longer."""
    UNSAID = "unsaid"
    """Asked and not answered: it is not asked again."""


TIGHTEST = 10
"""The end of the scale of tightness, which begins at 0."""
LEAST_DONE_S = 10.0
"""A release shorter than this is not asked about: how tight it is then, how it felt (ours)."""


class Timing(Enum):
    """When something was measured: by itself, or before or after a break."""

    ALONE = ""
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of sitting, standing or being away, and how it ended."""

    uid: str
    kind: SpanKind
    start: Moment
    end: Moment
    ended_by: str


@dataclass(frozen=True, slots=True)
class OfferClosed:
    """One offer and its answer."""

    uid: str
    routine: str
    due: Moment
    shown: Moment
    closed: Moment
    answer: Answer
    why: str
    """Why it came now, in plain words."""
    snooze_s: float = 0.0
    how: str = ""
    """What answered: card, window, tray, command line, timeout."""


@dataclass(frozen=True, slots=True)
class StepDone:
    """One step of a break as it really went. Seconds are seconds of the person's time."""

    technique: str
    side: str
    """`left`, `right` or `` when the step has no side."""
    planned_s: float
    done_s: float


@dataclass(frozen=True, slots=True)
class Marked:
    """One answer of a self-test, as the person gave it."""

    mark: str
    """The name of the question, of `core.selftest.MARKS`."""
    side: str
    """`left`, `right` or `` when the question has no side."""
    yes: bool


@dataclass(frozen=True, slots=True)
class BreakEnded:
    """One break, with what proves it."""

    uid: str
    routine: str
    """The routine's id; `natural` for an absence."""
    kind: str
    """The routine's kind (drill, release, stretch, breath, walk); `natural` for an absence."""
    start: Moment
    end: Moment
    outcome: Outcome
    evidence: Evidence
    planned_s: float
    done_s: float
    input_seen: bool | None = None
    """Keys or pointer were used while it ran, after the first seconds; None when unknown."""
    offer: str = ""
    """The offer it came from; empty when the person started it unasked."""
    stop_reason: str = ""
    """After "It hurts": sharp, numb, nerve or other."""
    steps: tuple[StepDone, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """How a break felt."""

    uid: str
    break_uid: str
    at: Moment
    feel: Feel


@dataclass(frozen=True, slots=True)
class HoldLifted:
    """A reason not to ask that has ended."""

    uid: str
    reason: str
    detail: str
    start: Moment
    end: Moment


@dataclass(frozen=True, slots=True)
class Voided:
    """A correction: these earlier facts were wrong; `why` in plain words."""

    uid: str
    at: Moment
    voids: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class SafetyAnswered:
    """One safety question, answered; a later answer to the same question takes its place."""

    uid: str
    at: Moment
    question: str
    """Its key, of `core.screening`."""
    yes: bool
    injured: Moment | None = None
    """For swelling or bruising: when the injury happened, if that is known."""


@dataclass(frozen=True, slots=True)
class SelfTested:
    """One result of a self-test: a personal mark to compare with later ones, no diagnosis."""

    uid: str
    at: Moment
    test: str
    side: str
    """`left`, `right` or `` when the result is of no side."""
    result: str
    """A word of `core.selftest`."""
    timing: Timing = Timing.ALONE
    break_uid: str = ""
    """The break that it was measured around."""


@dataclass(frozen=True, slots=True)
class FollowedUp:
    """The answer to the next day's question about one break."""

    uid: str
    break_uid: str
    at: Moment
    answer: NextDay


@dataclass(frozen=True, slots=True)
class TightnessRated:
    """How tight it felt before or after a break, from 0 (not at all) to 10."""

    uid: str
    break_uid: str
    at: Moment
    timing: Timing
    tightness: int
    """0 to `TIGHTEST`."""


Fact = (
    Span
    | OfferClosed
    | BreakEnded
    | CheckedIn
    | HoldLifted
    | Voided
    | SafetyAnswered
    | SelfTested
    | FollowedUp
    | TightnessRated
)

Stated = SafetyAnswered | SelfTested | FollowedUp | TightnessRated
"""What the person says, outside of any timeline: it may be written at any moment."""
