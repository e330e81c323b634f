"""The next day's question, asked once for each release, and how tight it felt (0 to 10)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hipbreak.core.calendar import WEEKDAYS, weekday
from hipbreak.core.errors import UserError
from hipbreak.core.facts import (
    LEAST_DONE_S,
    TIGHTEST,
    BreakEnded,
    FollowedUp,
    NextDay,
    Outcome,
    TightnessRated,
    Timing,
)
from hipbreak.core.moment import DAY, Moment
from hipbreak.core.record import Record
from hipbreak.core.routine import Kind, Routine

NOT_BEFORE_S = 12 * 3600.0
"""A late evening's release is not asked about after midnight (ours)."""
NOT_AFTER_S = 4 * DAY
"""Friday's release is still asked about on Monday; later nobody knows any more (ours)."""
TIGHTNESS = (0, TIGHTEST)


@dataclass(frozen=True, slots=True)
class NextDayQuestion:
    """One question that may be asked now."""

    break_uid: str
    routine: str
    text: str


def due_questions(
    routines: Mapping[str, Routine], record: Record, now: Moment
) -> tuple[NextDayQuestion, ...]:
    """What may be asked now, the newest release first; one for each routine and day.

    Asking is recorded with the answer, `UNSAID` when there was none: nothing is asked twice.
    """
    asked = {fact.break_uid for fact in record.followups}
    days: dict[tuple[str, int], BreakEnded] = {}
    answered: set[tuple[str, int]] = set()
    for fact in record.breaks:
        key = (fact.routine, fact.start.local_day)
        if fact.uid in asked:
            answered.add(key)
        if _may_be_asked(fact, routines.get(fact.routine), now):
            days[key] = fact  # the last one of the day speaks for all of them
    open_ = [fact for key, fact in days.items() if key not in answered]
    open_.sort(key=lambda fact: -fact.start.wall)
    return tuple(
        NextDayQuestion(fact.uid, fact.routine, _text(fact, routines[fact.routine], now))
        for fact in open_
    )


def next_look_s(record: Record, now: Moment) -> float | None:
    """Seconds until a release that it is too early to ask about may be asked about, as far as
    hours count; None when no release is that fresh. A new day counts besides."""
    left = [
        fact.end.wall + NOT_BEFORE_S - now.wall
        for fact in record.breaks
        if fact.kind == Kind.RELEASE.value
    ]
    return min((seconds for seconds in left if seconds > 0), default=None)


def followed_up(uid: str, break_uid: str, now: Moment, answer: NextDay) -> FollowedUp:
    """The fact of one question: asked, and answered so."""
    return FollowedUp(uid, break_uid, now, answer)


def rated(uid: str, break_uid: str, now: Moment, timing: Timing, tightness: int) -> TightnessRated:
    """The fact of one tap on the scale. UserError when it is not on the scale."""
    least, most = TIGHTNESS
    if not least <= tightness <= most:
        raise UserError(f"tightness is a number from {least} to {most}", exit_code=2)
    return TightnessRated(uid, break_uid, now, timing, tightness)


def _may_be_asked(fact: BreakEnded, routine: Routine | None, now: Moment) -> bool:
    ago = now.wall - fact.end.wall
    return (
        routine is not None
        and routine.kind is Kind.RELEASE
        and fact.outcome in (Outcome.COMPLETED, Outcome.PARTIAL, Outcome.HURT)
        and fact.done_s >= LEAST_DONE_S
        and now.local_day > fact.start.local_day
        and NOT_BEFORE_S <= ago < NOT_AFTER_S
    )


def _text(fact: BreakEnded, routine: Routine, now: Moment) -> str:
    days = now.local_day - fact.start.local_day
    when = "Yesterday" if days == 1 else f"On {WEEKDAYS[weekday(fact.start.local_day)]}"
    name = routine.name[0].lower() + routine.name[1:]
    return f"{when} you did the {name}. How is it since then?"
