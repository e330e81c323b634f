"""Which side begins: what is owed, then the tighter one, then turns."""

from __future__ import annotations

from hipbreak.core.calendar import monday
from hipbreak.core.facts import BreakEnded, Outcome
from hipbreak.core.moment import DAY, Moment
from hipbreak.core.record import Record, within
from hipbreak.core.routine import Routine, Sides, timeline
from hipbreak.core.selftest import EVEN, LEG_LENGTH, SIDES, SPINE, THOMAS, TIGHT

OWED_FOR_S = 7 * DAY
"""A side that was left out is owed for so long (ours)."""
LEFT_OUT = 0.5
"""A side that got less than this share of the other one was left out (ours)."""
UNEVEN = 0.02
"""A smaller difference over the week, in sessions, is none (ours)."""


def first_side(routine: Routine, record: Record, now: Moment) -> str:
    """`left` or `right`. Starting with the side that had less this week keeps the two within
    one session of each other, however often a session is interrupted."""
    if routine.sides is not Sides.EACH:
        return "left"
    if routine.only_side:
        return shorter(record) or "left"
    return (
        _behind(routine, record, now)
        or owed(routine, record, now)
        or _wanted(routine, record)
        or _turn(routine, record)
    )


def owed(routine: Routine, record: Record, now: Moment) -> str:
    """The side that the last, interrupted session left out; empty when none was."""
    done = (f for f in reversed(record.breaks) if f.routine == routine.id and f.done_s)
    last = next(done, None)
    if last is None or not within(last.start, OWED_FOR_S, now):
        return ""
    return left_out(last)


def left_out(fact: BreakEnded) -> str:
    """The side that got less than half of what the other got; after pain nothing is owed."""
    if fact.outcome not in (Outcome.PARTIAL, Outcome.LEFT):
        return ""
    done = {side: _seconds(fact, side) for side in SIDES}
    less, more = sorted(SIDES, key=lambda side: done[side])
    return less if done[less] < LEFT_OUT * done[more] else ""


def tighter(record: Record) -> str:
    """The tighter side, from the newest of: Thomas test, leg length, the person's own word.

    The shorter-looking leg is taken for the tighter side (D1). Empty: even, or not known.
    """
    for fact in reversed(record.tests):
        match fact.test:
            case "thomas":
                return _by_thomas(record)
            case "leg-length" | "own-word":
                return "" if fact.result == EVEN else fact.side
            case _:
                continue
    return ""


def shorter(record: Record) -> str:
    """The leg that looked shorter in the newest check; empty: even, or never looked."""
    for fact in reversed(record.tests):
        if fact.test == LEG_LENGTH:
            return "" if fact.result == EVEN else fact.side
    return ""


def balance(routine: Routine, record: Record, now: Moment) -> tuple[float, float]:
    """How many sessions the left and the right side had since Monday, parts included.

    A side done again because it did not feel looser counts once.
    """
    since = monday(now.local_day)
    per_side = sum(cue.seconds for cue in timeline(routine, "left") if cue.side == "left")
    left = right = 0.0
    for fact in record.breaks:
        if fact.routine == routine.id and fact.start.local_day >= since and per_side:
            whole = fact.outcome is Outcome.COMPLETED
            left += _share(fact, "left", per_side, whole)
            right += _share(fact, "right", per_side, whole)
    return left, right


def _share(fact: BreakEnded, side: str, per_side: float, whole: bool) -> float:
    done = _seconds(fact, side)
    return 1.0 if whole and done else min(1.0, done / per_side)


def _seconds(fact: BreakEnded, side: str) -> float:
    return sum(step.done_s for step in fact.steps if step.side == side)


def _behind(routine: Routine, record: Record, now: Moment) -> str:
    left, right = balance(routine, record, now)
    if abs(left - right) <= UNEVEN:
        return ""
    return "left" if left < right else "right"


def _wanted(routine: Routine, record: Record) -> str:
    match routine.first:
        case "left" | "right":
            return routine.first
        case "shorter":
            return shorter(record)
        case _:
            return tighter(record)


def _turn(routine: Routine, record: Record) -> str:
    """The side that did not begin last time."""
    for fact in reversed(record.breaks):
        if fact.routine == routine.id:
            began = next((step.side for step in fact.steps if step.side), "")
            return "right" if began == "left" else "left"
    return "left"


def _by_thomas(record: Record) -> str:
    marks = {"left": 0, "right": 0}
    for fact in record.tests:
        if fact.test == THOMAS and fact.side in marks:
            marks[fact.side] = {TIGHT: 1, SPINE: 2}.get(fact.result, 0)
    if marks["left"] == marks["right"]:
        return ""
    return "left" if marks["left"] > marks["right"] else "right"
