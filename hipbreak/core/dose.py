"""How long a release lasts for this person: it starts short and grows while it feels good."""

from __future__ import annotations

from dataclasses import replace

from hipbreak.core.facts import Feel, NextDay, Outcome
from hipbreak.core.record import Record
from hipbreak.core.routine import Routine, Step, timeline

GROWTH_S = 15.0
"""By how much a dose grows at a time (ours)."""
GOOD_IN_A_ROW = 3
"""After so many good sessions in a row it grows (ours)."""
MOST_S = 120.0
"""No area gets more at a time (D2)."""


def dosed(routine: Routine, record: Record) -> Routine:
    """The routine with the seconds that are right for now; what is fixed stays as it is.

    One bad report, at the time or the next day, goes back to the dose to start with.
    """
    if not any(step.seconds_max for step in routine.steps):
        return routine
    grown = GROWTH_S * steps_grown(routine.id, record)
    return replace(routine, steps=tuple(_grow(step, grown) for step in routine.steps))


def steps_grown(routine_id: str, record: Record) -> int:
    """How many times the dose has grown since the beginning or the last bad report."""
    grown = row = 0
    for word in _reports(routine_id, record):
        row = row + 1 if word is Feel.GOOD else 0
        if word is Feel.BAD:
            grown = 0
        elif row == GOOD_IN_A_ROW:
            grown, row = grown + 1, 0
    return grown


def at_most(ready: Routine, start: Routine, seconds: float) -> Routine:
    """`ready` with its grown steps cut so that it lasts `seconds` in all, if that can be; no step
    falls below what `start` gives it."""
    grown = [cue for cue in timeline(ready) if cue.step.seconds_max]
    excess = ready.seconds - seconds
    if excess <= 0 or not grown:
        return ready
    cut = excess / len(grown)
    pairs = zip(ready.steps, start.steps, strict=True)
    steps = tuple(
        replace(now, seconds=max(first.seconds, now.seconds - cut)) if now.seconds_max else now
        for now, first in pairs
    )
    return replace(ready, steps=steps)


def _grow(step: Step, grown: float) -> Step:
    if not step.seconds_max:
        return step
    most = max(step.seconds, min(step.seconds_max, MOST_S))
    return replace(step, seconds=min(step.seconds + grown, most))


def _reports(routine_id: str, record: Record) -> list[Feel]:
    """How each session went, in time; a next day that was worse is a bad report of its own.

    A session that nobody called good, or that was cut short, is no good one.
    """
    mine = [fact for fact in record.breaks if fact.routine == routine_id]
    uids = {fact.uid for fact in mine}
    felt = {fact.break_uid: fact.feel for fact in record.felt if fact.break_uid in uids}
    reports: list[tuple[float, Feel]] = []
    for done in mine:
        feel = felt.get(done.uid, Feel.NOTHING)
        if done.outcome is Outcome.HURT:
            feel = Feel.BAD
        elif done.outcome is not Outcome.COMPLETED and feel is Feel.GOOD:
            feel = Feel.NOTHING
        reports.append((done.end.wall, feel))
    reports += [
        (fact.at.wall, Feel.BAD)
        for fact in record.followups
        if fact.answer is NextDay.WORSE and fact.break_uid in uids
    ]
    return [feel for _, feel in sorted(reports, key=lambda item: item[0])]
