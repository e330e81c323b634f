"""Plan and done: what the week's plans asked of each technique, and what was done of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from hipbreak.core.balance import name_of
from hipbreak.core.facts import BreakEnded
from hipbreak.core.plans import Item, Plan, Prompt, meant_for
from hipbreak.core.record import believed
from hipbreak.core.routine import Routine
from hipbreak.core.week import LONG_BOUT_S, Week
from hipbreak.core.week_parts import HourlyLine, TechniqueLine


def in_force(plans: Iterable[Plan], times: Mapping[str, float]) -> tuple[Plan, ...]:
    """The plans that ask by themselves: the hourly ones, and those with a chosen time.

    `times`: seconds after local midnight by the plan's id; less than 0 stands for none.
    """
    return tuple(
        plan
        for plan in plans
        if plan.prompt is Prompt.HOURLY
        or (plan.prompt is Prompt.AT_A_TIME and times.get(plan.id, -1.0) >= 0)
    )


def hourly_line(
    plans: Iterable[Plan], shown: Week, breaks: Iterable[BreakEnded]
) -> HourlyLine | None:
    """The hourly plan beside the week's full hours of sitting; None without such a plan."""
    hourly = [plan for plan in plans if plan.prompt is Prompt.HOURLY]
    if not hourly:
        return None
    mine = _routines(hourly)
    asked = sum(int(day.sitting_s // LONG_BOUT_S) for day in shown.days)
    done = sum(believed(fact) and fact.routine in mine for fact in breaks)
    return HourlyLine(hourly[0].name, asked, done)


def technique_lines(
    plans: Sequence[Plan],
    routines: Mapping[str, Routine],
    breaks: Iterable[BreakEnded],
    first_day: int,
    today: int,
) -> tuple[TechniqueLine, ...]:
    """Every technique that was asked for on a day or done, those asked for first."""
    dated = [plan for plan in plans if plan.prompt is Prompt.AT_A_TIME]
    hourly = _routines(plan for plan in plans if plan.prompt is Prompt.HOURLY)
    asked: Counter[str] = Counter()
    ahead: Counter[str] = Counter()
    asked_s: dict[str, float] = {}
    for day in range(first_day, first_day + 7):
        for item in _asked_on(dated, day):
            if day > today:
                ahead[item.routine] += 1
            else:
                asked[item.routine] += 1
                asked_s[item.routine] = asked_s.get(item.routine, 0.0) + _seconds(item, routines)
    done, done_s = _done(breaks)
    lines = [
        TechniqueLine(
            routine, name_of(routine, routines), asked[routine], ahead[routine], done[routine],
            asked_s.get(routine, 0.0), done_s.get(routine, 0.0), routine in hourly,
        )
        for routine in {*asked, *ahead, *done_s}
    ]  # fmt: skip
    return tuple(
        sorted(lines, key=lambda line: (-(line.asked + line.ahead), -line.done, line.routine))
    )


def _routines(plans: Iterable[Plan]) -> frozenset[str]:
    return frozenset(
        item.routine for plan in plans for session in plan.sessions for item in session.items
    )


def _asked_on(plans: Sequence[Plan], day: int) -> Iterable[Item]:
    """Each routine once, as the plan with the longest dose wants it."""
    items: dict[str, Item] = {}
    for meant in meant_for(plans, day):
        for item in meant.items:
            known = items.get(item.routine)
            if known is None or item.seconds > known.seconds:
                items[item.routine] = item
    return items.values()


def _seconds(item: Item, routines: Mapping[str, Routine]) -> float:
    known = routines.get(item.routine)
    return item.seconds or (known.seconds if known else 0.0)


def _done(breaks: Iterable[BreakEnded]) -> tuple[Counter[str], dict[str, float]]:
    done: Counter[str] = Counter()
    seconds: dict[str, float] = {}
    for fact in sorted(breaks, key=lambda fact: fact.uid):  # sums of floats depend on the order
        done[fact.routine] += believed(fact)
        seconds[fact.routine] = seconds.get(fact.routine, 0.0) + fact.done_s
    return done, seconds
