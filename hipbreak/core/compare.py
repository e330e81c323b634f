"""A week beside the week before, fairly: only weekdays that are over in both."""

from __future__ import annotations

from hipbreak.core.week import Week
from hipbreak.core.week_parts import Comparison


def compare(shown: Week, before: Week, today: int) -> Comparison | None:
    """None when no day of the week is over, and when the week before has nothing on those days."""
    over = min(7, today - shown.days[0].day)
    if over <= 0:
        return None
    now, then = Week(shown.days[:over]), Week(before.days[:over])
    if then.total.empty:
        return None
    return Comparison(over, now.total, then.total, _sat(now), _sat(then))


def _sat(some: Week) -> int:
    return sum(bool(day.sitting_s) for day in some.days)
