"""Questions to the adviser and its answers: one JSON object a line, strictly decoded.

The adviser is a process that answers one question and ends. It reads the routines, the plans and
the journal, so that the resident, which stays for days, has to carry none of that.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from enum import Enum
from typing import cast

from hipbreak.core.codec import DecodeError, decode, decode_as, encode
from hipbreak.core.errors import HipbreakError, Refused, UserError
from hipbreak.core.facts import Fact
from hipbreak.core.hint import HintKind
from hipbreak.core.moment import Moment
from hipbreak.core.routine import Routine
from hipbreak.protocol import LONGEST_LINE

# -- questions ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PlanTime:
    """When a plan is to be offered, in seconds after local midnight."""

    plan: str
    at_s: float


@dataclass(frozen=True, slots=True)
class WhatToOffer:
    """What does this offer hold? Answered by `Advice`."""

    now: Moment
    place: str
    things: tuple[str, ...]
    seed: str
    """The same seed chooses the same again."""
    short: bool
    """Only the ten-second drill."""
    times: tuple[PlanTime, ...] = ()
    """The plans that may come at this hour; one of them that is due goes before a routine."""
    plans: tuple[str, ...] = ()
    """The plans that the person does: what is left of them today is preferred."""
    end_of_work_s: float = 0.0
    """Seconds after local midnight; 0 when unknown."""


@dataclass(frozen=True, slots=True)
class WhatToHint:
    """What is this hint about? Answered by `Advice`."""

    now: Moment
    kind: HintKind


@dataclass(frozen=True, slots=True)
class IsPlanDue:
    """Which plan is due and can be done? Answered by `DuePlan`."""

    now: Moment
    things: tuple[str, ...]
    times: tuple[PlanTime, ...]


@dataclass(frozen=True, slots=True)
class MayIDo:
    """A routine that the person asked for by its id. Answered by `Advice`."""

    now: Moment
    routine: str


@dataclass(frozen=True, slots=True)
class MayIDoPlan:
    """A plan that the person asked for by its id. Answered by `Advice`."""

    now: Moment
    things: tuple[str, ...]
    plan: str


@dataclass(frozen=True, slots=True)
class StillAllowed:
    """May these routines, one after another, still be done? Answered by `Objections`."""

    now: Moment
    routines: tuple[str, ...]
    others: tuple[str, ...] = ()
    """And these, each by itself?"""


@dataclass(frozen=True, slots=True)
class WhatIs:
    """A routine as its file has it, for its name and nature. Answered by `Described`."""

    routine: str


@dataclass(frozen=True, slots=True)
class WhatIsNew:
    """What does the menu offer today? Answered by `News`."""

    now: Moment


@dataclass(frozen=True, slots=True)
class HowWasTheWeek:
    """One sentence about a week. Answered by `WeekSaid`."""

    monday: int
    """Its first day, in local days since 1970-01-01."""
    today: int


Question = (
    WhatToOffer
    | WhatToHint
    | IsPlanDue
    | MayIDo
    | MayIDoPlan
    | StillAllowed
    | WhatIs
    | WhatIsNew
    | HowWasTheWeek
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and the facts that the journal could not take yet."""

    question: Question
    waiting: tuple[Fact, ...] = ()


# -- answers ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Chosen:
    """A routine to do, and why."""

    routine: Routine
    """Already with the dose that is right for now."""
    reason: str
    """One sentence, said to the person."""
    first_side: str


@dataclass(frozen=True, slots=True)
class PlanName:
    """A plan's id and what people call it."""

    id: str
    name: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What to do: one routine, or all of a plan in their order; at least one."""

    choices: tuple[Chosen, ...]
    plan: PlanName | None = None
    others: tuple[Chosen, ...] = ()
    """What may be done instead, each by itself."""


@dataclass(frozen=True, slots=True)
class DuePlan:
    """The plan that is due, if one is."""

    plan: PlanName | None


@dataclass(frozen=True, slots=True)
class Objections:
    """Why each routine may not be done, in a sentence; empty when it may."""

    reasons: tuple[str, ...]
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Described:
    """One routine."""

    routine: Routine


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """The next day's question about one break."""

    break_uid: str
    text: str


@dataclass(frozen=True, slots=True)
class News:
    """What the menu offers beside the engine's state."""

    plans: tuple[PlanName, ...] = ()
    """The plans that can be done as a whole at any time."""
    question: OpenQuestion | None = None
    again_s: float | None = None
    """After so many seconds a question may come that is too early now; None: not today."""


@dataclass(frozen=True, slots=True)
class WeekSaid:
    """A week in one sentence."""

    sentence: str


class Blame(Enum):
    """Which error it was."""

    REFUSED = "refused"
    USER = "user"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Failed:
    """The question has no answer; what `errors` says to people goes through unchanged."""

    blame: Blame
    problems: tuple[str, ...]
    exit_code: int = 1

    def error(self) -> HipbreakError:
        """The error as it was raised there."""
        match self.blame:
            case Blame.REFUSED:
                return Refused("\n".join(self.problems))
            case Blame.USER:
                return UserError(self.problems, self.exit_code)
            case Blame.OTHER:
                return HipbreakError("\n".join(self.problems))


Answer = Advice | DuePlan | Objections | Described | News | WeekSaid | Failed


def failure(error: HipbreakError) -> Failed:
    """The answer that carries this error."""
    match error:
        case Refused(reason=reason):
            return Failed(Blame.REFUSED, (reason,))
        case UserError(problems=problems, exit_code=code):
            return Failed(Blame.USER, problems, code)
    return Failed(Blame.OTHER, (str(error),))


# -- lines --------------------------------------------------------------------------------


def to_line(said: Asked | Answer) -> bytes:
    """A question or an answer as one line of UTF-8."""
    return json.dumps(encode(said), ensure_ascii=False).encode() + b"\n"


def question_of(line: bytes) -> Asked:
    """The question on one line; DecodeError when it is none."""
    return decode_as(Asked, _plain(line))


def answer_of(line: bytes) -> Answer:
    """The answer on one line; DecodeError when it is none."""
    plain = _plain(line)
    if not isinstance(plain, dict) or "type" not in plain:
        raise DecodeError("expected an object with a type")
    return cast(Answer, decode(Answer, plain))


def _plain(line: bytes) -> object:
    if len(line) > LONGEST_LINE:
        raise DecodeError("the line is too long")
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise DecodeError(f"not JSON: {error}") from None
