"""What is meant for a day and what is done of it, for a terminal and for scripts."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hipbreak.core.calendar import WEEKDAYS, format_date, short_date, weekday
from hipbreak.core.dose import dosed
from hipbreak.core.durations import format_duration
from hipbreak.core.moment import Moment
from hipbreak.core.plans import Meant, Plan, Prompt, TimeOfDay, done_on, meant_for, refused_on
from hipbreak.core.record import Record
from hipbreak.core.routine import Routine

WIDTH = 80


@dataclass(frozen=True, slots=True)
class Line:
    """One routine of a plan on one day."""

    routine: str
    name: str
    seconds: float
    """What is meant in all; for a release the dose of now may be less."""
    done: bool
    refused: str
    """Why it will not be offered; empty when nothing stands against it."""


@dataclass(frozen=True, slots=True)
class PlanDay:
    """One plan on one day."""

    plan: Plan
    lines: tuple[Line, ...]

    @property
    def done(self) -> int:
        return sum(line.done for line in self.lines)


@dataclass(frozen=True, slots=True)
class DayPlan:
    """All plans on one local day."""

    day: int
    plans: tuple[PlanDay, ...]


def day_plan(
    plans: Iterable[Plan],
    routines: Mapping[str, Routine],
    record: Record,
    day: int,
    now: Moment,
) -> DayPlan:
    """What is meant for the day, what is done of it, and what rests by then."""
    done = done_on(record, day)
    meant = meant_for(plans, day)
    return DayPlan(
        day,
        tuple(PlanDay(one.plan, _lines(one, routines, record, done, day, now)) for one in meant),
    )


def render_text(found: DayPlan) -> str:
    """For a terminal, 80 columns wide."""
    parts = [f"{WEEKDAYS[weekday(found.day)]}, {' '.join(short_date(found.day).split()[1:])}"]
    for one in found.plans:
        parts += ["", _heading(one.plan), *(_show(line) for line in one.lines)]
        if one.plan.caution:
            parts.append(_wrapped(one.plan.caution))
    if not found.plans:
        parts += ["", "Nothing is planned for this day."]
    return "\n".join(parts) + "\n"


def to_plain(found: DayPlan) -> dict[str, object]:
    """For `--json`; docs/plans.md lists the keys."""
    return {
        "date": format_date(found.day),
        "weekday": WEEKDAYS[weekday(found.day)].lower(),
        "plans": [_plain(one) for one in found.plans],
    }


def _lines(
    one: Meant,
    routines: Mapping[str, Routine],
    record: Record,
    done: frozenset[str],
    day: int,
    now: Moment,
) -> tuple[Line, ...]:
    lines = []
    for item in one.items:
        routine = routines.get(item.routine)
        if routine is None:
            missing = "There is no such routine."
            lines.append(Line(item.routine, item.routine, item.seconds, False, missing))
            continue
        seconds = item.seconds or dosed(routine, record).seconds
        refused = "" if item.routine in done else refused_on(routine, record, day, now)
        lines.append(Line(item.routine, routine.name, seconds, item.routine in done, refused))
    return tuple(lines)


def _heading(plan: Plan) -> str:
    when = {
        Prompt.HOURLY: "each hour of sitting one of these",
        Prompt.AT_A_TIME: "once, at your time",
        Prompt.ON_REQUEST: "when you ask for it",
    }[plan.prompt]
    suits = f", best at the {plan.time_of_day.value}"
    if plan.time_of_day is TimeOfDay.MORNING:
        suits = ", best in the morning"
    return f"{plan.name}: {when}{'' if plan.time_of_day is TimeOfDay.ANY else suits}"


def _show(line: Line) -> str:
    mark = "x" if line.done else "-" if line.refused else " "
    text = f"  [{mark}] {line.name:<26} {format_duration(line.seconds):>11}"
    return f"{text}\n{_wrapped(line.refused)}" if line.refused else text


def _wrapped(text: str) -> str:
    return textwrap.fill(text, WIDTH, initial_indent="      ", subsequent_indent="      ")


def _plain(one: PlanDay) -> dict[str, object]:
    plan = one.plan
    return {
        "id": plan.id,
        "name": plan.name,
        "prompt": plan.prompt.value,
        "time_of_day": plan.time_of_day.value,
        "caution": plan.caution,
        "source": plan.source,
        "done": one.done,
        "items": [
            {
                "routine": line.routine,
                "name": line.name,
                "seconds": line.seconds,
                "done": line.done,
                "refused": line.refused or None,
            }
            for line in one.lines
        ],
    }
