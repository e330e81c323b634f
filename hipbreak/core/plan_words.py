"""Why this routine, in one sentence that a person would say."""

from __future__ import annotations

from hipbreak.core.calendar import WEEKDAYS, weekday
from hipbreak.core.moment import DAY, Moment
from hipbreak.core.routine import Kind, Routine

_HAVE = {
    "ball": "a ball",
    "couch": "a couch",
    "roller": "a roller",
    "table": "a table",
    "partner": "somebody to help",
    "mat": "a mat",
    "mirror": "a mirror",
    "lines": "lines on the floor",
}


def reason_for(
    routine: Routine, last: Moment | None, now: Moment, place: str, *, meant: bool
) -> str:
    """What the plan or the history decided; `last`: when it was last done."""
    if meant:
        return _planned(routine, now, place)
    if last is None:
        return "You have not tried this one yet."
    did = "walked" if routine.kind is Kind.WALK else "done this one"
    return f"You have not {did} {since(last, now)}."


def _planned(routine: Routine, now: Moment, place: str) -> str:
    day = WEEKDAYS[weekday(now.local_day)]
    name = routine.name[0].lower() + routine.name[1:]
    things = [_HAVE[thing] for thing in routine.to_bring if thing in _HAVE]
    if not things:
        return f"{day}'s {name}, as your plan has it."
    where = {"home": " at home", "office": " at work"}.get(place, "")
    return f"{day}'s {name}; you have {' and '.join(things)}{where}."


def since(at: Moment, now: Moment) -> str:
    """How long ago, as one says it: `since Monday`, `for 3 weeks`."""
    days = now.local_day - at.local_day
    if days <= 0:
        morning = at.second_of_day < DAY / 2 <= now.second_of_day
        return "since this morning" if morning else "since earlier today"
    if days < 7:
        return "since yesterday" if days == 1 else f"since {WEEKDAYS[weekday(at.local_day)]}"
    return f"for {days} days" if days < 14 else f"for {days // 7} weeks"
