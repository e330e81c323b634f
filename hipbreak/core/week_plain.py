"""The week's page for scripts: JSON values and rows of CSV; docs/journal.md lists the keys."""

from __future__ import annotations

from hipbreak.core.calendar import WEEKDAYS, format_date, format_week, weekday
from hipbreak.core.facts import Answer
from hipbreak.core.week_parts import Comparison, TechniqueLine, WeekPage
from hipbreak.core.week_text import to_plain as plain_week
from hipbreak.core.week_words import clock

COLUMNS = (
    "date", "weekday", "sitting_s", "standing_s", "longest_bout_s", "bouts_over_1h",
    "breaks_done", "natural_breaks", *(f"offers_{answer.value}" for answer in Answer),
    "doubtful_s",
)  # fmt: skip


def to_plain(page: WeekPage) -> dict[str, object]:
    """Keys are only ever added. Seconds and minutes have one decimal."""
    return {
        **plain_week(page.week),
        "as_of": format_date(page.today),
        "over": page.over,
        "sentence": page.sentence,
        "long_bouts": [
            {
                "date": format_date(bout.day),
                "start": clock(bout.start_s).zfill(5),
                "length_s": _one(bout.length_s),
            }
            for bout in page.long_bouts
        ],
        "kinds": [
            {
                "kind": line.kind,
                "done": line.done,
                "evidence": {proof.value: number for proof, number in line.by.items()},
                "unfinished": {outcome.value: n for outcome, n in line.unfinished.items()},
            }
            for line in page.kinds
        ],
        "hourly_plan": page.hourly
        and {"name": page.hourly.name, "asked": page.hourly.asked, "done": page.hourly.done},
        "techniques": [_technique(line) for line in page.techniques],
        "balance": [
            {"routine": one.routine, "name": one.name, "left_s": _one(one.left_s),
             "right_s": _one(one.right_s)}
            for one in page.balance
        ],
        **_back(page),
        "compared": page.compared and _compared(page.compared),
    }  # fmt: skip


def _technique(line: TechniqueLine) -> dict[str, object]:
    return {
        "routine": line.routine,
        "name": line.name,
        "asked": line.asked,
        "ahead": line.ahead,
        "done": line.done,
        "asked_s": _one(line.asked_s),
        "done_s": _one(line.done_s),
        "hourly": line.hourly,
    }


def to_rows(page: WeekPage) -> list[tuple[object, ...]]:
    """One row a day, in the order of `COLUMNS`."""
    return [
        (
            format_date(day.day),
            WEEKDAYS[weekday(day.day)].lower(),
            _one(day.sitting_s),
            _one(day.standing_s),
            _one(day.longest_bout_s),
            day.long_bouts,
            day.breaks_done,
            day.natural_breaks,
            *(day.offers.get(answer, 0) for answer in Answer),
            _one(day.doubtful_s),
        )
        for day in page.week.days
    ]


def _back(page: WeekPage) -> dict[str, object]:
    """What looks back over twelve weeks."""
    heat = page.heat
    return {
        "tightness": [
            {"week": format_week(one.first_day), "pairs": one.pairs, "before": one.before,
             "after": one.after}
            for one in page.tightness
        ],
        "tightness_pairs": [
            {"date": format_date(pair.day), "routine": pair.routine, "before": pair.before,
             "after": pair.after}
            for pair in page.pairs
        ],
        "heat": {
            "minutes": [[_one(value) for value in row] for row in heat.minutes],
            "days": list(heat.days),
            "by_hour": [_one(value) for value in heat.by_hour],
            "hardest_hour": heat.hardest,
        },
    }  # fmt: skip


def _compared(found: Comparison) -> dict[str, object]:
    return {
        "weekdays": found.weekdays,
        "sitting_per_day_s": None if found.per_day_s is None else _one(found.per_day_s),
        "now": _total(found, now=True),
        "before": _total(found, now=False),
    }


def _total(found: Comparison, *, now: bool) -> dict[str, object]:
    day, sat = (found.now, found.sat_now) if now else (found.before, found.sat_before)
    return {
        "days_with_sitting": sat,
        "sitting_s": _one(day.sitting_s),
        "bouts_over_1h": day.long_bouts,
        "breaks_done": day.breaks_done,
        "natural_breaks": day.natural_breaks,
    }


def _one(value: float) -> float:
    return round(value, 1)
