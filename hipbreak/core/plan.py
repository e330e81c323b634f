"""What to offer next: pure, repeatable from its seed, and able to say why in one sentence.

Safety comes first: what `core.safety` refuses is never chosen, nor played when asked for by name.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum

from hipbreak.core.dose import dosed
from hipbreak.core.errors import Refused
from hipbreak.core.facts import BreakEnded, Outcome
from hipbreak.core.moment import DAY, Moment
from hipbreak.core.order import too_early
from hipbreak.core.plan_words import reason_for
from hipbreak.core.record import NOTHING, Record, believed
from hipbreak.core.routine import Kind, Position, Routine, shorten
from hipbreak.core.safety import Refusal, judge, stand, weigh
from hipbreak.core.sides import first_side, owed, shorter

HOURLY = "glute-press"
"""The default hourly drill (D2); every second offer is something else (ours)."""
MORNING_ENDS_S = 11 * 3600.0
"""Releases suit the time before (D2: the morning; the hour ours)."""
END_OF_WORK_S = 16 * 3600.0
"""When work ends at an unknown hour, its end begins here (ours)."""
LAST_OF_WORK_S = 90 * 60.0
"""The end of work is its last hour and a half (ours)."""
NEGLECTED_S = 14 * DAY
"""What was not done for so long goes before what the plan wants (ours): nothing starves."""
ALTERNATIVES = 2
"""So many are shown when something else is wanted (ours)."""
QUICK_S = 60.0
"""What is quick enough to stand beside the ten-second drill (ours)."""


class Place(Enum):
    OFFICE = "office"
    HOME = "home"
    CALL = "call"
    """On the phone or before a camera: seated, wherever that is."""


_SEATED = (Position.SEATED, Position.ANY)
_POSITIONS = {
    Place.OFFICE: (*_SEATED, Position.STANDING),
    Place.HOME: tuple(Position),
    Place.CALL: _SEATED,
}
_SPACES = {
    Place.OFFICE: ("anywhere", "room"),
    Place.HOME: ("anywhere", "room", "private"),
    Place.CALL: ("anywhere",),
}


@dataclass(frozen=True, slots=True)
class Context:
    """What the moment allows."""

    now: Moment
    place: Place = Place.OFFICE
    things: frozenset[str] = frozenset()
    minutes: float = 5.0
    short: bool = False
    """Only the ten-second drill."""
    record: Record = NOTHING
    """Answers, breaks and how they felt. Empty: the safety questions are unanswered."""
    meant: tuple[str, ...] = ()
    """What today's plans still want, by the routines' ids (`core.plans.still_meant`)."""
    end_of_work_s: float = 0.0
    """Seconds after local midnight; 0 when unknown."""
    besides: frozenset[str] = frozenset()
    """Routines that are on offer already: something else is wanted."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What to offer, and why."""

    routine: Routine
    """Already with the dose that is right for now."""
    reason: str
    """One sentence, said to the person."""
    first_side: str


def choose(routines: Mapping[str, Routine], context: Context, seed: int) -> Choice:
    """The routine to offer. Refused: none of them fits the moment."""
    record = context.record
    able = {key: dosed(item, record) for key, item in _allowed(routines, context).items()}
    if context.short:
        return _short(able, context)
    fitting = {key: item for key, item in able.items() if item.seconds <= context.minutes * 60}
    if not fitting:
        raise Refused("no routine fits this place and moment")
    resumed = _owed(fitting, context)
    if resumed:
        routine, side = resumed
        return Choice(routine, f"Your {side} side was left out last time.", side)
    routine = fitting[_next_id(fitting, context, seed)]
    reason = _reason(routine, context)
    return Choice(routine, reason, first_side(routine, record, context.now))


def alternatives(
    routines: Mapping[str, Routine], context: Context, seed: int, offered: Iterable[str]
) -> tuple[Choice, ...]:
    """Up to two to do instead of the routines that are offered, by the same rules; where only the
    short drill is wanted, quick ones."""
    found: list[Choice] = []
    besides = set(offered)
    while len(found) < ALTERNATIVES:
        try:
            other = choose(routines, replace(context, besides=frozenset(besides)), seed)
        except Refused:
            break
        if context.short and other.routine.seconds > QUICK_S:
            break
        found.append(other)
        besides.add(other.routine.id)
    return tuple(found)


def by_name(
    routines: Mapping[str, Routine], routine_id: str, record: Record, now: Moment
) -> Choice:
    """A routine that the person asked for. Refused, with the reason, when it is not for now.

    KeyError when there is no such routine.
    """
    routine = routines[routine_id]
    refusal = may_do(routine, routines, record, now)
    if refusal:
        raise Refused(refusal.reason)
    side = first_side(routine, record, now)
    return Choice(dosed(routine, record), "You asked for it.", side)


def may_do(
    routine: Routine,
    routines: Mapping[str, Routine],
    record: Record,
    now: Moment,
    session: Iterable[Routine] = (),
) -> Refusal | None:
    """Why the routine is not for now: safety first, then the order of release and stretch."""
    return judge(routine, record, now) or too_early(routine, routines, record, now, session)


def nudge(routines: Mapping[str, Routine], record: Record, now: Moment) -> Routine | None:
    """The silent nudge between breaks, if one may be done now."""
    found = (item for _, item in sorted(routines.items()) if item.nudge)
    return next((item for item in found if judge(item, record, now) is None), None)


def unseen_drill(routines: Mapping[str, Routine], record: Record, now: Moment) -> Routine | None:
    """The seated drill that nobody sees, for a call; None when safety took it away."""
    routine = routines.get(HOURLY)
    fits = routine is not None and routine.position is Position.SEATED and not routine.visible
    return routine if routine and fits and judge(routine, record, now) is None else None


def in_season(routine: Routine, context: Context) -> bool:
    """Releases suit the morning or the end of work best, all else any hour (D2)."""
    if routine.kind is not Kind.RELEASE or context.place is Place.CALL:
        return True
    second = context.now.second_of_day
    end = context.end_of_work_s
    evening = end - LAST_OF_WORK_S if end else END_OF_WORK_S
    return second < MORNING_ENDS_S or second >= evening


def was_done(fact: BreakEnded) -> bool:
    """A turn of its routine: to the end and believed, or in part."""
    return believed(fact) or (fact.outcome is Outcome.PARTIAL and fact.done_s > 0)


def _allowed(routines: Mapping[str, Routine], context: Context) -> dict[str, Routine]:
    standing = stand(context.record, context.now)
    return {
        key: item
        for key, item in routines.items()
        if _fits(item, context)
        and weigh(item, standing) is None
        and too_early(item, routines, context.record, context.now) is None
    }


def suits(routine: Routine, place: Place, things: frozenset[str]) -> bool:
    """Whether it can be done at this place, with these things at hand."""
    return (
        routine.position in _POSITIONS[place]
        and routine.place in _SPACES[place]
        and things.issuperset(routine.to_bring)
    )


def _fits(routine: Routine, context: Context) -> bool:
    return not (
        routine.id in context.besides
        or routine.kind in (Kind.CHECK, Kind.SELF_TEST)
        or routine.nudge
        or not suits(routine, context.place, context.things)
        or (routine.only_side and not shorter(context.record))
    )


def _short(able: Mapping[str, Routine], context: Context) -> Choice:
    """The ten-second drill; when safety took it away, the shortest of what is left."""
    drills = [shorten(item) for item in able.values() if item.short]
    if not able:
        raise Refused("no routine fits this place and moment")
    drills.sort(key=lambda item: (item.id != HOURLY, item.id))
    routine = drills[0] if drills else min(able.values(), key=lambda item: (item.seconds, item.id))
    side = first_side(routine, context.record, context.now)
    return Choice(routine, f"Only {routine.seconds:.0f} seconds, then you are free.", side)


def _owed(fitting: Mapping[str, Routine], context: Context) -> tuple[Routine, str] | None:
    """The fitting routine whose last session left out a side, the latest such session first."""
    seen: set[str] = set()
    for fact in reversed(context.record.breaks):
        routine = fitting.get(fact.routine)
        if routine is None or fact.routine in seen:
            continue
        seen.add(fact.routine)
        side = owed(routine, context.record, context.now)
        if side:
            return routine, side
    return None


def _next_id(fitting: Mapping[str, Routine], context: Context, seed: int) -> str:
    """The hourly drill after anything else. After it what suits the hour: the long neglected,
    what the plan wants, and then what was done the longest ago."""
    last = _last_done(context.record)
    newest = max(last.values(), key=lambda at: at.wall, default=None)
    others = [key for key in fitting if key != HOURLY]
    hourly_was_last = newest is not None and last.get(HOURLY) == newest
    if HOURLY in fitting and (not others or not hourly_was_last):
        return HOURLY

    def rank(key: str) -> tuple[bool, bool, bool, float, int]:
        wall = last[key].wall if key in last else float("-inf")
        return (
            not in_season(fitting[key], context),
            context.now.wall - wall < NEGLECTED_S,
            key not in context.meant,
            wall,
            _lot(key, seed),
        )

    return min(others, key=rank)


def _lot(routine_id: str, seed: int) -> int:
    return zlib.crc32(f"{seed} {routine_id}".encode())


def _last_done(record: Record) -> dict[str, Moment]:
    last: dict[str, Moment] = {}
    for fact in reversed(record.breaks):
        if fact.routine not in last and was_done(fact):
            last[fact.routine] = fact.start
    return last


def _reason(routine: Routine, context: Context) -> str:
    if routine.id == HOURLY:
        return "The hourly drill; you stay in your chair."
    last = _last_done(context.record).get(routine.id)
    meant = routine.id in context.meant
    return reason_for(routine, last, context.now, context.place.value, meant=meant)
