"""Plans: which routines are meant for which day, what is done of them, and how they are played."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from hipbreak.core.calendar import weekday
from hipbreak.core.dose import at_most, dosed
from hipbreak.core.moment import DAY, Moment
from hipbreak.core.plan import Choice, may_do
from hipbreak.core.plan_time import has_come
from hipbreak.core.record import Record, believed
from hipbreak.core.routine import Routine
from hipbreak.core.safety import judge
from hipbreak.core.sides import UNEVEN, balance, first_side, owed


class Prompt(Enum):
    """When a plan comes by itself."""

    HOURLY = "hourly"
    """After each hour of sitting, one of its routines."""
    AT_A_TIME = "at a time"
    """Once a day at a time that the person chose, and from the menu."""
    ON_REQUEST = "on request"
    """From the menu only."""


class TimeOfDay(Enum):
    """What suits a plan; a word for people, no rule."""

    ANY = "any"
    MORNING = "morning"
    END_OF_WORK = "end of work"


@dataclass(frozen=True, slots=True)
class Item:
    """One routine of a plan."""

    routine: str
    source: str
    seconds: float = 0.0
    """In all, both sides together; 0: as long as the routine's own dose."""
    first: str = ""
    """The side that begins when the plan says so: left, right or empty."""


@dataclass(frozen=True, slots=True)
class Session:
    """Some routines in their order, on some weekdays."""

    items: tuple[Item, ...]
    days: tuple[int, ...] = ()
    """0 for Monday to 6; empty: every day."""


@dataclass(frozen=True, slots=True)
class Plan:
    """One plan as data."""

    id: str
    name: str
    summary: str
    prompt: Prompt
    source: str
    sessions: tuple[Session, ...]
    time_of_day: TimeOfDay = TimeOfDay.ANY
    caution: str = ""


@dataclass(frozen=True, slots=True)
class Meant:
    """What one plan means for one day."""

    plan: Plan
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A routine of a plan that is not for now, with the reason."""

    routine: str
    reason: str


@dataclass(frozen=True, slots=True)
class LineUp:
    """A plan's session as it can be played now."""

    choices: tuple[Choice, ...]
    left_out: tuple[LeftOut, ...]


def meant_for(plans: Iterable[Plan], day: int) -> tuple[Meant, ...]:
    """What is meant for a local day, each routine once; plans without anything are left out."""
    found = []
    for plan in plans:
        items: dict[str, Item] = {}
        for session in plan.sessions:
            if not session.days or weekday(day) in session.days:
                for item in session.items:
                    items.setdefault(item.routine, item)
        if items:
            found.append(Meant(plan, tuple(items.values())))
    return tuple(found)


def done_on(record: Record, day: int) -> frozenset[str]:
    """The routines that were done on a local day, however they came about."""
    return frozenset(
        fact.routine for fact in record.breaks if fact.start.local_day == day and believed(fact)
    )


def still_meant(plans: Iterable[Plan], record: Record, now: Moment) -> tuple[str, ...]:
    """What today's plans at a chosen time still want; the hourly choice prefers it."""
    done = done_on(record, now.local_day)
    meant = meant_for(plans, now.local_day)
    wanted = (one for one in meant if one.plan.prompt is Prompt.AT_A_TIME)
    items = [item.routine for one in wanted for item in one.items if item.routine not in done]
    return tuple(dict.fromkeys(items))


def due_plans(
    plans: Iterable[Plan], times: Mapping[str, float], record: Record, now: Moment
) -> tuple[Plan, ...]:
    """The plans to offer now: their chosen time (seconds after local midnight, by plan id) has
    come within the last hour, and not everything of them is done."""
    done = done_on(record, now.local_day)
    return tuple(
        one.plan
        for one in meant_for(plans, now.local_day)
        if one.plan.prompt is Prompt.AT_A_TIME
        and one.plan.id in times
        and has_come(times[one.plan.id], now)
        and not done.issuperset(item.routine for item in one.items)
    )


def line_up(
    meant: Meant,
    routines: Mapping[str, Routine],
    record: Record,
    now: Moment,
    things: frozenset[str],
) -> LineUp:
    """The session as it can be played now, in its order: what safety or the order rule refuses,
    and what there is nothing at hand for, is left out with its reason."""
    choices: list[Choice] = []
    left: list[LeftOut] = []
    for item in meant.items:
        routine = routines.get(item.routine)
        session = [choice.routine for choice in choices]
        reason = _obstacle(routine, routines, record, now, things, session)
        if routine is None or reason:
            left.append(LeftOut(item.routine, reason))
            continue
        why = f"Part of your plan: {meant.plan.name}."
        side = _side(routine, item, record, now)
        choices.append(Choice(_timed(routine, item, record), why, side))
    return LineUp(tuple(choices), tuple(left))


def refused_on(routine: Routine, record: Record, day: int, now: Moment) -> str:
    """Why a routine will not be done on a day from today on; empty when nothing stands against
    it, and for days that have passed."""
    ahead = day - now.local_day
    if ahead < 0:
        return ""
    refusal = judge(routine, record, now.after(ahead * DAY))
    return refusal.reason if refusal else ""


def _obstacle(
    routine: Routine | None,
    routines: Mapping[str, Routine],
    record: Record,
    now: Moment,
    things: frozenset[str],
    session: list[Routine],
) -> str:
    if routine is None:
        return "There is no such routine."
    refusal = may_do(routine, routines, record, now, session)
    if refusal:
        return refusal.reason
    missing = [thing for thing in routine.to_bring if thing not in things]
    return f"It needs: {', '.join(missing)}." if missing else ""


def _timed(routine: Routine, item: Item, record: Record) -> Routine:
    ready = dosed(routine, record)
    return at_most(ready, routine, item.seconds) if item.seconds else ready


def _side(routine: Routine, item: Item, record: Record, now: Moment) -> str:
    """The plan's own first side, unless one is owed or behind."""
    left, right = balance(routine, record, now)
    even = abs(left - right) <= UNEVEN and not owed(routine, record, now)
    return item.first if item.first and even else first_side(routine, record, now)
