"""The one sentence over a week: the most useful thing, in plain words, never praise or blame.

Rules in their order; the first that has something to say speaks. Only what can be seen in the
numbers is said, and nothing of how often in a row.
"""

from __future__ import annotations

from collections.abc import Callable

from hipbreak.core.calendar import WEEKDAYS, weekday
from hipbreak.core.durations import rough_duration
from hipbreak.core.facts import Outcome
from hipbreak.core.moment import DAY
from hipbreak.core.week_parts import Bout, WeekPage

THIN_DAYS, THIN_S = 2, 2 * 3600.0
"""With sitting on fewer days, or less of it, a week says little (ours)."""
LONG_BOUTS = 3
"""From so many long sits on, a common hour is looked for (ours)."""
WINDOW_H = 3
"""Long sits that begin within so many hours of the day begin at the same time (ours)."""
PAIRS = 3
"""Fewer ratings before and after say nothing (ours)."""
SIDES_S, SIDES_SHARE = 120.0, 1.25
"""One side had more when it had so many seconds and so many times as much as the other (ours)."""
MUCH_S = 30 * 60.0
"""A difference in sitting a day that is worth a word (ours)."""


def sentence(page: WeekPage) -> str:
    """What the week says most usefully; one or two short sentences."""
    for rule in RULES:
        said = rule(page)
        if said:
            return said
    return _plain(page)


def _nothing(page: WeekPage) -> str:
    if not page.week.total.empty:
        return ""
    return f"Nothing {'was' if page.over else 'is'} written down for this week{_yet(page)}."


def _thin(page: WeekPage) -> str:
    total = page.week.total
    days = sum(bool(day.sitting_s) for day in page.week.days)
    if days >= THIN_DAYS and total.sitting_s >= THIN_S:
        return ""
    if not total.sitting_s:
        return f"No sitting is written down for this week{_yet(page)}."
    sat = f"{rough_duration(total.sitting_s)} of sitting on {_count(days, 'day')}"
    return f"Only {sat} is written down{_yet(page)}: too little to say more."


def _hurt(page: WeekPage) -> str:
    stopped = sum(line.unfinished.get(Outcome.HURT, 0) for line in page.kinds)
    if not stopped:
        return ""
    what = "One break was" if stopped == 1 else f"{stopped} breaks were"
    return f"{what} stopped because it hurt. The safety page says what rests, and when to ask."


def _same_hour(page: WeekPage) -> str:
    """Most long sits begin around the same hour: a place for a break."""
    bouts = page.long_bouts
    if len(bouts) < LONG_BOUTS:
        return ""
    starts = [int(bout.start_s // 3600) for bout in bouts]
    near = {first: sum(first <= hour < first + WINDOW_H for hour in starts) for first in starts}
    first = min(near, key=lambda hour: (-near[hour], hour))
    if 2 * near[first] <= len(bouts) or near[first] < LONG_BOUTS:
        return ""
    every = near[first] == len(bouts)
    which = f"All {len(bouts)}" if every else f"{near[first]} of {len(bouts)}"
    return (
        f"{which} sits over an hour began between {first}:00 and {(first + WINDOW_H) % 24}:00: "
        f"a break then would reach {'them all' if every else 'most of them'}."
    )


def _sides(page: WeekPage) -> str:
    left = sum(line.left_s for line in page.balance)
    right = sum(line.right_s for line in page.balance)
    more, less = max(left, right), min(left, right)
    if more - less < SIDES_S or more < SIDES_SHARE * less:
        return ""
    side, other = ("left", "right") if left > right else ("right", "left")
    return f"The {side} side had {rough_duration(more - less)} more than the {other} side."


def _relief(page: WeekPage) -> str:
    """What the ratings before and after say, up or down alike."""
    shown = next(item for item in page.tightness if item.first_day == page.first_day)
    if shown.pairs < PAIRS or shown.before is None or shown.after is None:
        return ""
    if abs(shown.before - shown.after) < 1:
        return ""
    return (
        f"Tightness was {shown.before:g} of 10 before and {shown.after:g} after, in the middle of "
        f"{shown.pairs} ratings."
    )


def _longest(page: WeekPage) -> str:
    if not page.long_bouts:
        return ""
    longest = max(page.long_bouts, key=lambda bout: (bout.length_s, -bout.day, -bout.start_s))
    length = rough_duration(longest.length_s)
    said = f"The longest sit was {length}, on {WEEKDAYS[weekday(longest.day)]} from {_at(longest)}"
    return f"{said}; {_count(len(page.long_bouts), 'sit')} went over an hour."


def _other_than_before(page: WeekPage) -> str:
    seconds = page.compared.per_day_s if page.compared else None
    if seconds is None or abs(seconds) < MUCH_S:
        return ""
    less = rough_duration(abs(seconds)) + (" less" if seconds < 0 else " more")
    days = "in the week before" if page.over else "on the same days of the week before"
    return f"{less} sitting a day than {days}.".capitalize()


def _plain(page: WeekPage) -> str:
    total = page.week.total
    days = sum(bool(day.sitting_s) for day in page.week.days)
    said = f"{rough_duration(total.sitting_s)} of sitting on {_count(days, 'day')}, never more"
    longest = rough_duration(total.longest_bout_s)
    return f"{said} than {longest} in one go; {_count(total.breaks_done, 'break')} done."


RULES: tuple[Callable[[WeekPage], str], ...] = (
    _nothing, _thin, _hurt, _same_hour, _sides, _relief, _longest, _other_than_before,
)  # fmt: skip


def _yet(page: WeekPage) -> str:
    return "" if page.over else " yet"


def _at(bout: Bout) -> str:
    minutes = int(bout.start_s % DAY) // 60
    return f"{minutes // 60}:{minutes % 60:02d}"


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"
