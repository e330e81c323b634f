"""What may be done at all: the rules that gate every routine, however it is asked for.

Each rule is one of `protocols`' safety rules; docs/safety.md tells people the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hipbreak.core.moment import Moment
from hipbreak.core.record import Record
from hipbreak.core.rest import Rest, Scope, resting
from hipbreak.core.routine import Kind, Routine
from hipbreak.core.screening import (
    BLOOD_CLOTS,
    SWELLING,
    Question,
    doctor_first,
    standing_answers,
    unanswered,
)

PRESSES = frozenset({"psoas-ball", "quad-sweep", "kd4-press", "foam-roll", "leg-pull"})
"""The pressure techniques (D2), whatever a file of the same id says of itself."""
DEEP = frozenset({"psoas-ball", "foam-roll"})
"""Deep massage (D2), likewise."""
STAYS_WITH_CLOTS = frozenset({"walk", "belly-breath"})
"""What stays with blood clots (D2)."""
STAYS = STAYS_WITH_CLOTS | {"hip-circles", "weight-shift", "glute-press", "warning-signs"}
"""What stays with any other yes (D2, ours); the last one is a checklist."""
_GENTLE = (Kind.DRILL, Kind.WALK, Kind.BREATH, Kind.CHECK, Kind.SELF_TEST)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a routine is not done now, in words a person understands."""

    reason: str
    until: Moment | None = None
    """When it may be done again; None when no clock decides."""
    medical: bool = True
    """No wish overrides it."""
    unanswered: bool = False
    """The safety questions come first."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the record says at one moment, worked out once for many routines."""

    doctor_first: tuple[Question, ...]
    yes: frozenset[str]
    unanswered: int
    rests: tuple[Rest, ...]


def stand(record: Record, now: Moment) -> Standing:
    """The safety of this moment."""
    answers = standing_answers(record)
    return Standing(
        doctor_first(record),
        frozenset(key for key, fact in answers.items() if fact.yes),
        len(unanswered(record)),
        resting(record, now),
    )


def judge(routine: Routine, record: Record, now: Moment) -> Refusal | None:
    """Why this routine must not be done now; None when it may."""
    return weigh(routine, stand(record, now))


def weigh(routine: Routine, standing: Standing) -> Refusal | None:
    """`judge` for a standing that is known already."""
    return (
        _doctor(routine, standing) or _unscreened(routine, standing) or _resting(routine, standing)
    )


def ruled_out(
    routines: Mapping[str, Routine], record: Record, now: Moment
) -> Mapping[str, Refusal]:
    """Everything that must not be done now, by id, with its reason."""
    standing = stand(record, now)
    found = {key: weigh(item, standing) for key, item in routines.items()}
    return {key: refusal for key, refusal in found.items() if refusal}


def presses(routine: Routine) -> bool:
    """Whether it is a pressure technique. A file of the person's own cannot talk itself out."""
    return routine.pressure or routine.deep or routine.id in PRESSES


def deep(routine: Routine) -> bool:
    """Whether it is deep massage, which the Thomas test gates."""
    return routine.deep or routine.id in DEEP


def _doctor(routine: Routine, standing: Standing) -> Refusal | None:
    if not standing.doctor_first or _stays(routine, standing):
        return None
    said = " and ".join(question.words for question in standing.doctor_first)
    if BLOOD_CLOTS in standing.yes:
        left = "only walking and belly breathing remain"
    else:
        left = "only walking, breathing, hip circles, weight shift and glute press remain"
    return Refusal(f"Ask your doctor first: you said yes to {said}. Until then {left}.")


def _stays(routine: Routine, standing: Standing) -> bool:
    stays = STAYS_WITH_CLOTS if BLOOD_CLOTS in standing.yes else STAYS
    harmless = routine.kind in _GENTLE and not presses(routine)
    named = standing.yes.intersection(routine.contraindications) - {SWELLING}
    return routine.id in stays and harmless and not named


def _unscreened(routine: Routine, standing: Standing) -> Refusal | None:
    if not standing.unanswered or not presses(routine):
        return None
    return Refusal(
        "It presses, and the safety questions are not all answered yet. "
        "`hipbreak safety` shows them; `hipbreak safety set KEY yes|no` answers one.",
        unanswered=True,
    )


def _resting(routine: Routine, standing: Standing) -> Refusal | None:
    rests = [rest for rest in standing.rests if _touches(rest, routine)]
    if not rests:
        return None
    longest = max(rests, key=lambda rest: rest.until.wall if rest.until else float("inf"))
    return Refusal(longest.reason, longest.until)


def _touches(rest: Rest, routine: Routine) -> bool:
    match rest.scope:
        case Scope.PRESSURE:
            return presses(routine)
        case Scope.DEEP:
            return deep(routine)
        case Scope.ROUTINE:
            return rest.routine == routine.id
