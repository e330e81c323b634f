"""What the week's page says, from a `WeekPage`: words and numbers without a window."""

from __future__ import annotations

from hipbreak.core.durations import rough_duration
from hipbreak.core.week_parts import TechniqueLine, WeekPage
from hipbreak.core.week_words import length, weekdays

SAME_S = 60.0
"""A smaller difference a day is none."""


def totals(page: WeekPage) -> tuple[tuple[str, str], ...]:
    """The week's four numbers, each with its words."""
    total = page.week.total
    return (
        (length(total.sitting_s), "sitting"),
        (
            str(total.long_bouts or "–"),
            "sit over 1 h" if total.long_bouts == 1 else "sits over 1 h",
        ),
        (str(total.breaks_done or "–"), f"break{_s(total.breaks_done)} done"),
        (str(total.natural_breaks or "–"), f"natural break{_s(total.natural_breaks)}"),
    )


def compared(page: WeekPage) -> str:
    """Beside the week before, over the same days; empty when there is nothing to compare."""
    found = page.compared
    if found is None or found.per_day_s is None:
        return ""
    less = rough_duration(abs(found.per_day_s)) + (" less" if found.per_day_s < 0 else " more")
    sat = (
        "As much sitting a day as"
        if abs(found.per_day_s) < SAME_S
        else f"{less} sitting a day than"
    )
    days = "the week before" if page.over else f"the week before ({weekdays(found)})"
    return (
        f"{sat} {days}. Long sits: {found.now.long_bouts}, before {found.before.long_bouts}. "
        f"Breaks: {found.now.breaks_done}, before {found.before.breaks_done}."
    )


def hourly(page: WeekPage) -> str:
    """What the hourly plan asked and what came of it."""
    one = page.hourly
    if one is None:
        return ""
    said = f"{one.name}, one small thing after each hour of sitting"
    return f"{said}: {one.asked} asked, {one.done} done."


def asked(one: TechniqueLine) -> str:
    """How often a plan asked for it by name."""
    if not one.asked + one.ahead:
        return "hourly" if one.hourly else "–"
    return f"{one.asked}, {one.ahead} to come" if one.ahead else f"{one.asked}"


def _s(number: int) -> str:
    return "" if number == 1 else "s"
