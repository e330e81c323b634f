"""The charts of the report as SVG text; all words in them are escaped by `text`."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from hipbreak.core.calendar import MONTHS, WEEKDAYS, civil
from hipbreak.core.facts import SpanKind
from hipbreak.core.week_parts import WEEKS, Heat, SideLine, Stretch, TightnessWeek, WeekPage
from hipbreak.core.week_words import clock, day_name, hours_shown, length

WIDTH = 720
"""Of every chart, in the units of its own picture; print and screen scale it."""
HOUR = 3600.0


def text(x: float, y: float, words: str, role: str = "", anchor: str = "start") -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" class="{role}" text-anchor="{anchor}"'
    return f"<text {place}>{escape(words)}</text>"


def box(
    x: float, y: float, width: float, height: float, role: str, words: str = "", r: float = 2
) -> str:
    """A rounded bar; `words` are shown when it is pointed at."""
    tip = f"<title>{escape(words)}</title>" if words else ""
    return (
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{max(0.0, width):.1f}" height="{height:.1f}" '
        f'rx="{r:g}" class="{role}">{tip}</rect>'
    )


def line(x1: float, y1: float, x2: float, y2: float, role: str) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class="{role}"/>'


def picture(height: float, parts: Sequence[str], label: str) -> str:
    return (
        f'<svg viewBox="0 0 {WIDTH} {height:g}" role="img" aria-label="{escape(label)}">'
        f"{''.join(parts)}</svg>"
    )


# The days

_LEFT, _RIGHT, _ROW, _BAR = 64, 536, 25, 12
_SITTING, _OVER = 612, 668
"""Where the first two columns of figures end; the third ends at the edge."""


def days(page: WeekPage) -> str:
    """Seven ribbons with their figures behind them."""
    first, last = hours_shown(page.stretches)
    scale = (_RIGHT - _LEFT) / (last - first)
    low = 22 + 7 * _ROW
    parts = []
    step = 2 if last - first > 8 else 1
    for hour in range(first, last + 1, step):
        x = _LEFT + (hour - first) * scale
        parts += [line(x, 20, x, low, "grid"), text(x, 13, f"{hour}", "tick", "middle")]
    for x, words in ((_SITTING, "sitting"), (_OVER, "over 1 h"), (WIDTH, "breaks")):
        parts.append(text(x, 13, words, "tick", "end"))
    for row, day in enumerate(page.week.days):
        y = 22 + row * _ROW
        role = "quiet" if day.day > page.today else "label"
        parts += [text(0, y + 17, day_name(day.day), role)]
        parts.append(box(_LEFT, y + 7, _RIGHT - _LEFT, _BAR, "track"))
        parts += [
            _ribbon(one, _LEFT, y, first, scale) for one in page.stretches if one.day == day.day
        ]
        over = "figure strong" if day.long_bouts else "figure"
        parts += [
            text(_SITTING, y + 17, length(day.sitting_s), "figure", "end"),
            text(_OVER, y + 17, str(day.long_bouts or "–"), over, "end"),
            text(WIDTH, y + 17, str(day.breaks_done or "–"), "figure", "end"),
        ]
    return picture(low, parts, "Sitting and standing on each day of the week")


def _ribbon(one: Stretch, left: float, y: float, first: int, scale: float) -> str:
    kind = "standing" if one.kind is SpanKind.STANDING else "long" if one.long else "sitting"
    x = left + (one.start_s / HOUR - first) * scale
    width = max(1.2, one.length_s / HOUR * scale - 0.8)
    words = f"{one.kind.value} from {clock(one.start_s)}, {length(one.length_s)}"
    if one.long:  # taller, too: the report is often printed in grey
        return box(x, y + 4, width, _BAR + 6, kind, words)
    return box(x, y + 7, width, _BAR, kind, words)


# Sides

_MIDDLE, _REACH = 120.0, 60.0
SIDES_HEAD = (
    '<svg viewBox="0 0 240 13">'
    + text(_MIDDLE - 6, 11, "left", "tick", "end")
    + text(_MIDDLE + 6, 11, "right", "tick")
    + "</svg>"
)
"""The head of the table's column that `sides` fills."""


def sides(one: SideLine, most: float) -> str:
    """Left and right of one technique from the middle; `most`: the seconds of the longest bar."""
    left, right = one.left_s / most * _REACH, one.right_s / most * _REACH
    parts = (
        box(_MIDDLE - 1 - left, 2, left, 11, "sitting", r=1.5),
        box(_MIDDLE + 1, 2, right, 11, "standing", r=1.5),
        text(_MIDDLE - left - 6, 12, length(one.left_s), "figure", "end"),
        text(_MIDDLE + right + 6, 12, length(one.right_s), "figure"),
    )
    label = f"left {length(one.left_s)}, right {length(one.right_s)}"
    drawn = "".join(parts)
    return f'<svg viewBox="0 0 240 15" role="img" aria-label="{escape(label)}">{drawn}</svg>'


# Tightness


def trend(weeks: Sequence[TightnessWeek]) -> str:
    """Weekly medians before and after, 0 to 10."""
    left, top, height = 30.0, 8.0, 104.0
    step = (WIDTH - left - 30) / max(1, len(weeks) - 1)

    def at(number: int, value: float) -> tuple[float, float]:
        return left + 12 + number * step, top + height * (1 - value / 10)

    parts = []
    for value in (0, 5, 10):
        y = at(0, value)[1]
        parts += [line(left, y, WIDTH, y, "grid"), text(left - 8, y + 4, f"{value}", "tick", "end")]
    for number, week in enumerate(weeks):
        x, _ = at(number, 0)
        _, month, day = civil(week.first_day)
        parts.append(text(x, top + height + 16, f"{day} {MONTHS[month - 1][:3]}", "tick", "middle"))
        if week.before is not None and week.after is not None:
            (_, high), (_, low) = at(number, week.before), at(number, week.after)
            tip = f"{week.pairs} ratings: {week.before:g} before, {week.after:g} after"
            parts += [
                line(x, high, x, low, "drop"),
                f'<circle cx="{x:.1f}" cy="{high:.1f}" r="3.9" class="before">'
                f"<title>{tip}</title></circle>",
                f'<circle cx="{x:.1f}" cy="{low:.1f}" r="4.5" class="after">'
                f"<title>{tip}</title></circle>",
            ]
    return picture(top + height + 22, parts, f"Tightness before and after over {WEEKS} weeks")


# The heat map

STEPS = 6
"""Shades from no sitting to the whole hour."""


def shade(minutes: float) -> int:
    """0 for none, then by tenths of an hour and more."""
    return 0 if minutes < 0.5 else min(STEPS, 1 + int(minutes / 60 * STEPS))


def heat(found: Heat) -> str:
    """Seven weekdays by twenty-four hours."""
    left, top, gap = 40.0, 16.0, 2.0
    wide, tall = (WIDTH - left) / 24, 20.0
    parts = []
    for hour in range(24):
        x = left + hour * wide
        role = "tick strong" if hour == found.hardest else "tick"
        if hour % 2 == 0 or hour == found.hardest:
            parts.append(text(x + wide / 2 - gap / 2, 11, f"{hour}", role, "middle"))
        for day, row in enumerate(found.minutes):
            words = f"{WEEKDAYS[day]} {hour}:00, {row[hour]:.0f} min"
            y = top + day * (tall + gap)
            parts.append(box(x, y, wide - gap, tall, f"heat{shade(row[hour])}", words))
    for day in range(7):
        parts.append(text(0, top + day * (tall + gap) + 14, WEEKDAYS[day][:3], "label"))
    low = top + 7 * (tall + gap)
    if found.hardest is not None:
        x = left + found.hardest * wide - gap
        parts.append(
            f'<rect x="{x:.1f}" y="{top - 2:.1f}" width="{wide + gap:.1f}" '
            f'height="{low - top + 2:.1f}" rx="4" class="ring"/>'
        )
    return picture(low + 2, parts, "Mean minutes of sitting in each hour of the week")
