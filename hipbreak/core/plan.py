"""What to offer next: pure, repeatable from its seed, and able to say why in one sentence."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum

from hipbreak.core.calendar import WEEKDAYS, weekday
from hipbreak.core.errors import Refused
from hipbreak.core.facts import BreakEnded, Evidence, Outcome
from hipbreak.core.moment import DAY, Moment
from hipbreak.core.routine import Kind, Position, Routine, Sides, shorten

HOURLY = "glute-press"
"""The default hourly drill (D2); every second offer is something else (ours)."""
REST_AFTER_HURT_S = 7 * DAY
"""A routine that hurt is not offered for so long (ours)."""
OWED_FOR_S = 7 * DAY
"""A side that was left out is owed for so long (ours)."""
LEFT_OUT = 0.5
"""A side that got less than this share of the other one was left out (ours)."""


class Place(Enum):
    OFFICE = "office"
    HOME = "home"


_POSITIONS = {
    Place.OFFICE: (Position.SEATED, Position.STANDING, Position.ANY),
    Place.HOME: tuple(Position),
}
_SPACES = {Place.OFFICE: ("anywhere", "room"), Place.HOME: ("anywhere", "room", "private")}


@dataclass(frozen=True, slots=True)
class Context:
    """What the moment allows."""

    now: Moment
    place: Place = Place.OFFICE
    things: frozenset[str] = frozenset()
    minutes: float = 5.0
    short: bool = False
    """Only the ten-second drill."""
    screened: bool = False
    """The safety questions are answered; until then nothing that presses is chosen."""


@dataclass(frozen=True, slots=True)
class Done:
    """One break of the past, as far as the choice of the next one cares."""

    routine: str
    at: Moment
    hurt: bool = False
    first_side: str = ""
    owed_side: str = ""
    """`left` or `right` when that side was left out."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What to offer, and why."""

    routine: Routine
    reason: str
    """One sentence, said to the person."""
    first_side: str


def history(breaks: Iterable[BreakEnded]) -> tuple[Done, ...]:
    """What breaks tell the plan: only those of which something was really done."""
    return tuple(
        Done(
            fact.routine,
            fact.start,
            fact.outcome is Outcome.HURT,
            next((step.side for step in fact.steps if step.side), ""),
            _owed_side(fact),
        )
        for fact in breaks
        if fact.outcome is Outcome.HURT or _was_done(fact)
    )


def choose(
    routines: Mapping[str, Routine], past: tuple[Done, ...], context: Context, seed: int
) -> Choice:
    """The routine to offer. Refused: none of them fits the moment."""
    fitting = {key: item for key, item in routines.items() if _fits(item, past, context)}
    if context.short:
        return _short(fitting, context)
    fitting = {k: item for k, item in fitting.items() if item.seconds <= context.minutes * 60}
    if not fitting:
        raise Refused("no routine fits this place and moment")
    owed = _owed(fitting, past, context)
    if owed:
        routine, side = owed
        return Choice(routine, f"Your {side} side was left out last time.", side)
    routine = fitting[_next_id(fitting, past, seed)]
    return Choice(routine, _reason(routine, past, context), _first_side(routine, past))


def _was_done(fact: BreakEnded) -> bool:
    if fact.outcome is Outcome.PARTIAL:
        return fact.done_s > 0
    believed = fact.evidence in (Evidence.STEPS, Evidence.BY_HAND)
    return fact.outcome is Outcome.COMPLETED and believed


def _owed_side(fact: BreakEnded) -> str:
    if fact.outcome is not Outcome.PARTIAL:
        return ""
    done = {"left": 0.0, "right": 0.0}
    for step in fact.steps:
        if step.side in done:
            done[step.side] += step.done_s
    less, more = sorted(done, key=lambda side: done[side])
    return less if done[less] < LEFT_OUT * done[more] else ""


def _fits(routine: Routine, past: tuple[Done, ...], context: Context) -> bool:
    last = _last(routine.id, past)
    return not (
        (routine.pressure and not context.screened)
        or routine.kind in (Kind.CHECK, Kind.SELF_TEST)
        or routine.nudge
        or routine.after_release  # a break is one routine: there is no release before it
        or routine.position not in _POSITIONS[context.place]
        or routine.place not in _SPACES[context.place]
        or not context.things.issuperset(routine.to_bring)
        or (last and last.hurt and context.now.wall - last.at.wall < REST_AFTER_HURT_S)
    )


def _short(fitting: Mapping[str, Routine], context: Context) -> Choice:
    able = [item for item in fitting.values() if item.short]
    if not able:
        raise Refused("no routine has a ten-second form")
    routine = shorten(min(able, key=lambda item: (item.id != HOURLY, item.id)))
    return Choice(routine, f"Only {routine.seconds:.0f} seconds, then you are free.", "left")


def _owed(
    fitting: Mapping[str, Routine], past: tuple[Done, ...], context: Context
) -> tuple[Routine, str] | None:
    """The fitting routine whose last session left out a side, the latest such session first."""
    for done in reversed(past):
        routine = fitting.get(done.routine)
        recent = context.now.wall - done.at.wall < OWED_FOR_S
        if routine and recent and done.owed_side and done is _last(routine.id, past):
            return routine, done.owed_side
    return None


def _next_id(fitting: Mapping[str, Routine], past: tuple[Done, ...], seed: int) -> str:
    """The hourly drill after anything else; after it, what was done the longest ago."""
    others = [key for key in fitting if key != HOURLY]
    if HOURLY in fitting and (not others or not past or past[-1].routine != HOURLY):
        return HOURLY
    return min(others, key=lambda key: (_when(key, past), _lot(key, seed)))


def _when(routine_id: str, past: tuple[Done, ...]) -> float:
    last = _last(routine_id, past)
    return last.at.wall if last else float("-inf")


def _lot(routine_id: str, seed: int) -> int:
    return zlib.crc32(f"{seed} {routine_id}".encode())


def _last(routine_id: str, past: tuple[Done, ...]) -> Done | None:
    return next((done for done in reversed(past) if done.routine == routine_id), None)


def _first_side(routine: Routine, past: tuple[Done, ...]) -> str:
    """The side that did not begin last time."""
    last = _last(routine.id, past)
    return "right" if routine.sides is Sides.EACH and last and last.first_side == "left" else "left"


def _reason(routine: Routine, past: tuple[Done, ...], context: Context) -> str:
    if routine.id == HOURLY:
        return "The hourly drill; you stay in your chair."
    last = _last(routine.id, past)
    if last is None:
        return "You have not tried this one yet."
    did = "walked" if routine.kind is Kind.WALK else "done this one"
    return f"You have not {did} {_since(last.at, context.now)}."


def _since(at: Moment, now: Moment) -> str:
    days = now.local_day - at.local_day
    if days <= 0:
        morning = at.second_of_day < DAY / 2 <= now.second_of_day
        return "since this morning" if morning else "since earlier today"
    if days < 7:
        return "since yesterday" if days == 1 else f"since {WEEKDAYS[weekday(at.local_day)]}"
    return f"for {days} days" if days < 14 else f"for {days // 7} weeks"
