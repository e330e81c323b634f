"""A week as people read it in a terminal, and as scripts read it (docs/journal.md)."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Iterable

from hipbreak.core.calendar import WEEKDAYS, format_date, format_week, short_date, weekday
from hipbreak.core.durations import rough_duration
from hipbreak.core.facts import Answer, Evidence, Outcome
from hipbreak.core.week import BreakClass, Day, Week, counts, natural
from hipbreak.core.week_words import doubted

WIDTH = 80
_HEADS = ("", "sitting", "longest", "over 1 h", "standing", "breaks", "natural", "offers")
_NOTHING = "-"
_OFFERS = {
    Answer.STARTED: "started",
    Answer.SNOOZED: "snoozed",
    Answer.SKIPPED: "skipped",
    Answer.IGNORED: "ignored",
    Answer.AWAY: "you walked away",
    Answer.HELD: "taken back",
    Answer.DISMISSED: "window closed",
}
_BELIEVED = {Evidence.STEPS: "steps ran to the end", Evidence.BY_HAND: "your word"}
_UNFINISHED = {
    Outcome.PARTIAL: "done in part",
    Outcome.HURT: "stopped because it hurt",
    Outcome.LEFT: "left",
    Outcome.DISMISSED: "window closed",
}


def render_text(week: Week, said: str) -> str:
    """The week as a table of fixed width, its totals, and the one sentence about it."""
    first, last = week.days[0].day, week.days[-1].day
    title = f"Week {format_week(first)}, {_date(first)} to {_date(last)}"
    if week.total.empty:
        return f"{title}\n\n{said}\n"
    rows = [_HEADS, *(_cells(short_date(day.day), day) for day in week.days)]
    rows.append(_cells("In all", week.total))
    parts = [title, "", *_aligned(rows), ""]
    details = [*_details(week.total), *_unsure(week.total)]
    last_line = textwrap.fill(said, WIDTH)
    return "\n".join([*parts, *details, *([""] if details else []), last_line]) + "\n"


def to_plain(week: Week) -> dict[str, object]:
    """JSON values; keys are only ever added. Seconds have one decimal."""
    return {
        "week": format_week(week.days[0].day),
        "days": [
            {
                "date": format_date(day.day),
                "weekday": WEEKDAYS[weekday(day.day)].lower(),
                **_plain(day),
            }
            for day in week.days
        ],
        "total": _plain(week.total),
    }


def _plain(day: Day) -> dict[str, object]:
    return {
        "sitting_s": round(day.sitting_s, 1),
        "standing_s": round(day.standing_s, 1),
        "doubtful_s": round(day.doubtful_s, 1),
        "longest_bout_s": round(day.longest_bout_s, 1),
        "bouts_over_1h": day.long_bouts,
        "offers": {answer.value: day.offers.get(answer, 0) for answer in Answer},
        "breaks_done": day.breaks_done,
        "natural_breaks": day.natural_breaks,
        "breaks": [
            {
                "kind": item.kind,
                "evidence": item.evidence.value,
                "outcome": item.outcome.value,
                "count": number,
            }
            for item, number in sorted(day.breaks.items(), key=lambda pair: _order(pair[0]))
        ],
    }


def _order(item: BreakClass) -> tuple[str, str, str]:
    return item.kind, item.evidence.value, item.outcome.value


def _cells(name: str, day: Day) -> tuple[str, ...]:
    return (
        name,
        _length(day.sitting_s),
        _length(day.longest_bout_s),
        _number(day.long_bouts),
        _length(day.standing_s),
        _number(day.breaks_done),
        _number(day.natural_breaks),
        _number(day.offers_made),
    )


def _date(day: int) -> str:
    """Without the space that aligns it in the table."""
    return " ".join(short_date(day).split())


def _length(seconds: float) -> str:
    return rough_duration(seconds) if seconds else _NOTHING


def _number(number: int) -> str:
    return str(number) if number else _NOTHING


def _aligned(rows: list[tuple[str, ...]]) -> list[str]:
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    rule = "  ".join("-" * width for width in widths)
    lines = [
        "  ".join(
            cell.rjust(width) if place else cell.ljust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]
    return [lines[0], rule, *lines[1:-1], rule, lines[-1]]


def _unsure(total: Day) -> list[str]:
    return textwrap.wrap(doubted(total.doubtful_s), WIDTH)


def _details(total: Day) -> list[str]:
    done = [(k, n) for k, n in total.breaks.items() if counts(k) and not natural(k)]
    undone = [(k, n) for k, n in total.breaks.items() if not counts(k)]
    lines = (
        ("Breaks done", [(item.kind, n) for item, n in done]),
        ("Shown by", [(_BELIEVED.get(item.evidence, "other"), n) for item, n in done]),
        ("Not finished", [(_UNFINISHED.get(item.outcome, "not proven"), n) for item, n in undone]),
        ("Offers", [(_OFFERS[answer], n) for answer, n in total.offers.items()]),
    )
    return [
        textwrap.fill(f"{name:<13} {_tally(pairs)}", WIDTH, subsequent_indent=" " * 14)
        for name, pairs in lines
        if pairs
    ]


def _tally(pairs: Iterable[tuple[str, int]]) -> str:
    """Numbers by name, the largest first."""
    total: Counter[str] = Counter()
    for name, number in pairs:
        total[name] += number
    ranked = sorted(total.items(), key=lambda pair: (-pair[1], pair[0]))
    return ", ".join(f"{name} {number}" for name, number in ranked)
