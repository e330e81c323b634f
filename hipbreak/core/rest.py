"""What rests for a while, and until when: after pain, after a bad day, after an injury."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from hipbreak.core.calendar import WEEKDAYS, short_date, weekday
from hipbreak.core.facts import NextDay, Outcome
from hipbreak.core.moment import DAY, Moment
from hipbreak.core.record import Record, by_uid, within
from hipbreak.core.screening import SWELLING, standing_answers
from hipbreak.core.selftest import spine_lifts

INJURY_REST_S = 72 * 3600.0
"""No pressure near swelling or bruising for so long after the injury (D2)."""
PAIN_REST_S = 7 * DAY
"""What hurt, or left the person worse the next day, rests for so long (ours)."""

STOP_REASONS = {
    "sharp": "sharp pain",
    "numb": "numbness or tingling",
    "nerve": "nerve pain",
    "other": "something else",
}
"""What "It hurts" asks for (D2; the last one ours), in words for people."""


class Scope(Enum):
    """What a rest is about."""

    PRESSURE = "everything that presses"
    DEEP = "deep massage"
    ROUTINE = "one routine"


@dataclass(frozen=True, slots=True)
class Rest:
    """Something that is not done for now."""

    scope: Scope
    routine: str
    """The routine's id; empty for the wider scopes."""
    reason: str
    """A sentence for people."""
    until: Moment | None
    """None: until something changes, which the sentence names."""


def resting(record: Record, now: Moment) -> tuple[Rest, ...]:
    """Everything that rests now."""
    return (*_injury(record, now), *_spine(record), *_hurt(record, now), *_worse(record, now))


def _injury(record: Record, now: Moment) -> Iterator[Rest]:
    answer = standing_answers(record).get(SWELLING)
    if answer is None or not answer.yes:
        return
    injured = answer.injured or answer.at
    if within(injured, INJURY_REST_S, now):
        until = injured.after(INJURY_REST_S)
        reason = (
            f"Swelling or bruising near the hip: nothing presses until {_clock(until)}, 72 hours "
            "after the injury."
        )
        yield Rest(Scope.PRESSURE, "", reason, until)


def _spine(record: Record) -> Iterator[Rest]:
    if spine_lifts(record):
        reason = (
            "In your Thomas test the spine lifted off the table: no deep massage until a later "
            "test of that side is clear."
        )
        yield Rest(Scope.DEEP, "", reason, None)


def _hurt(record: Record, now: Moment) -> Iterator[Rest]:
    for fact in record.breaks:
        if fact.outcome is Outcome.HURT and within(fact.end, PAIN_REST_S, now):
            until = fact.end.after(PAIN_REST_S)
            what = STOP_REASONS.get(fact.stop_reason, "")
            pain = f" ({what})" if what and fact.stop_reason != "other" else ""
            reason = f"It hurt on {_day(fact.end)}{pain}, so it rests until {_date(until)}."
            yield Rest(Scope.ROUTINE, fact.routine, reason, until)


def _worse(record: Record, now: Moment) -> Iterator[Rest]:
    worse = [fact for fact in record.followups if fact.answer is NextDay.WORSE]
    breaks = by_uid(record) if worse else {}
    for fact in worse:
        done = breaks.get(fact.break_uid)
        if done and within(fact.at, PAIN_REST_S, now):
            until = fact.at.after(PAIN_REST_S)
            reason = f"You felt worse the day after it, so it rests until {_date(until)}."
            yield Rest(Scope.ROUTINE, done.routine, reason, until)


def _day(at: Moment) -> str:
    return WEEKDAYS[weekday(at.local_day)]


def _date(at: Moment) -> str:
    return " ".join(short_date(at.local_day).split())


def _clock(at: Moment) -> str:
    minutes = int(at.second_of_day) // 60
    return f"{_date(at)}, {minutes // 60:02d}:{minutes % 60:02d}"
