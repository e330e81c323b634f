"""Records of a person's health for tests: by hand, or drawn from bytes for the property tests.

Bytes, since Hypothesis draws and shrinks them fast enough for thousands of examples a rule.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from hypothesis import settings
from hypothesis import strategies as st

from hipbreak.adapters.paths import data_dir
from hipbreak.adapters.shelf import Shelf
from hipbreak.core.facts import (
    BreakEnded,
    CheckedIn,
    Evidence,
    Feel,
    FollowedUp,
    NextDay,
    Outcome,
    SafetyAnswered,
    SelfTested,
    StepDone,
    TightnessRated,
    Timing,
)
from hipbreak.core.moment import DAY, Moment
from hipbreak.core.plan import Context, Place
from hipbreak.core.record import Record, gather
from hipbreak.core.routine import THINGS
from hipbreak.core.screening import QUESTIONS
from hipbreak.core.selftest import CLEAR, LEG_LENGTH, SHORTER, SPINE, THOMAS, TIGHT

T = TypeVar("T")

ROUTINES = Shelf([data_dir("routines")]).load()[0]
IDS = sorted(ROUTINES)
NOON = Moment(20_776 * DAY + 12 * 3600, 1_000_000.0)
"""A Thursday."""

many = settings(max_examples=2000, deadline=None)
"""At least so many examples for each rule; a busy machine is no failure."""
drawn = st.binary(min_size=96, max_size=96)

HOUR = 3600.0
AGO_S = (
    600.0, 1500.0, 1799.0, 1801.0, 2 * HOUR, 11 * HOUR, 20 * HOUR, 30 * HOUR, 47 * HOUR,
    49 * HOUR, 71.9 * HOUR, 72.1 * HOUR, 4 * DAY, 6.9 * DAY, 7.1 * DAY, 10 * DAY, 13.9 * DAY,
    14.1 * DAY, 40 * DAY, -HOUR,
)  # fmt: skip
"""On both sides of every limit, and a moment to come (somebody set the clock)."""


class Source:
    """Choices made from bytes; when they run out, the first of everything."""

    def __init__(self, data: bytes) -> None:
        self._data = list(data)
        self._number = 0

    def below(self, count: int) -> int:
        return self._data.pop() % count if self._data else 0

    def pick(self, items: Sequence[T]) -> T:
        return items[self.below(len(items))]

    def chance(self, one_in: int) -> bool:
        return self.below(one_in) == one_in - 1

    def uid(self) -> str:
        self._number += 1
        return f"{self._number:032x}"


def screened(at: Moment = NOON, **yes: Moment | None) -> tuple[SafetyAnswered, ...]:
    """Every question answered no, but those named (with _ for -): yes, with their injury."""
    keys = {key.replace("_", "-"): injured for key, injured in yes.items()}
    return tuple(
        SafetyAnswered(f"{i:032x}", at.back(DAY), q.key, q.key in keys, keys.get(q.key))
        for i, q in enumerate(QUESTIONS)
    )


def session(
    routine: str, ago_s: float, outcome: Outcome = Outcome.COMPLETED, uid: str = "", **more: object
) -> BreakEnded:
    """One break that ended `ago_s` before noon, both sides done."""
    end = NOON.back(ago_s)
    evidence = Evidence.STEPS if outcome is Outcome.COMPLETED else Evidence.NONE
    known = ROUTINES.get(routine)
    kind = known.kind.value if known else "drill"
    steps = (StepDone(routine, "left", 30, 30), StepDone(routine, "right", 30, 30))
    values: dict[str, object] = {"steps": steps, **more}
    return BreakEnded(
        uid or f"{routine}{ago_s}", routine, kind, end.back(60), end, outcome, evidence, 60, 60,
        **values,
    )  # type: ignore[arg-type]  # fmt: skip


def drawn_record(source: Source, now: Moment = NOON) -> Record:
    """Any answers and any history; half of the people have answered no to everything."""
    facts: list[object] = [*_answers(source, now)]
    for _ in range(source.below(6)):
        facts += _session(source, now)
    for _ in range(source.below(4)):
        facts.append(_test(source, now))
    return gather(facts)  # type: ignore[arg-type]


def drawn_context(source: Source) -> Context:
    """Any place, things, hour and wish; the record is to be filled in."""
    things = frozenset(thing for thing in THINGS if source.chance(2))
    return Context(
        NOON.after(source.below(24) * HOUR - 12 * HOUR) if source.chance(2) else NOON,
        source.pick(tuple(Place)),
        things,
        minutes=source.pick((1.0, 3.0, 5.0, 15.0)),
        short=source.chance(4),
        meant=tuple(key for key in IDS if source.chance(5)),
        end_of_work_s=source.pick((0.0, 17 * HOUR)),
    )


def _answers(source: Source, now: Moment) -> list[SafetyAnswered]:
    mode = source.below(4)
    found = []
    for question in QUESTIONS:
        for _ in range(2 if mode == 3 and source.chance(4) else 1):
            if mode == 3 and source.chance(6):
                continue
            yes = mode >= 2 and source.chance(5)
            injured = now.back(source.pick(AGO_S)) if yes and source.chance(2) else None
            at = now.back(source.pick(AGO_S)) if yes else now.back(DAY)
            found.append(SafetyAnswered(source.uid(), at, question.key, yes, injured))
    return found


def _session(source: Source, now: Moment) -> list[object]:
    routine, end = ROUTINES[source.pick(IDS)], now.back(source.pick(AGO_S))
    outcome = source.pick((Outcome.COMPLETED, Outcome.HURT, Outcome.PARTIAL, Outcome.LEFT))
    left, right = source.pick((0.0, 10.0, 30.0)), source.pick((0.0, 10.0, 30.0))
    done = BreakEnded(
        source.uid(), routine.id, routine.kind.value, end.back(60), end, outcome,
        Evidence.STEPS if outcome is Outcome.COMPLETED else Evidence.NONE, 60, left + right,
        stop_reason="sharp" if outcome is Outcome.HURT else "",
        steps=(StepDone(routine.id, "left", 30, left), StepDone(routine.id, "right", 30, right)),
    )  # fmt: skip
    found: list[object] = [done]
    if source.chance(2):
        found.append(CheckedIn(source.uid(), done.uid, end, source.pick(tuple(Feel))))
    if source.chance(3):
        before, after = source.below(11), source.below(11)
        found += [
            TightnessRated(source.uid(), done.uid, end, Timing.BEFORE, before),
            TightnessRated(source.uid(), done.uid, end, Timing.AFTER, after),
        ]
    if source.chance(2):
        at = now.back(source.pick(AGO_S))
        found.append(FollowedUp(source.uid(), done.uid, at, source.pick(tuple(NextDay))))
    return found


def _test(source: Source, now: Moment) -> SelfTested:
    side, at = source.pick(("left", "right")), now.back(source.pick(AGO_S))
    if source.chance(4):
        return SelfTested(source.uid(), at, LEG_LENGTH, side, SHORTER)
    return SelfTested(source.uid(), at, THOMAS, side, source.pick((CLEAR, TIGHT, SPINE)))
