"""The charts of the week's page, each drawn from a `WeekPage` alone."""

from __future__ import annotations

from hipbreak.core.calendar import MONTHS, WEEKDAYS, civil
from hipbreak.core.facts import SpanKind
from hipbreak.core.week_parts import Heat, SideLine, Stretch, TightnessWeek, WeekPage
from hipbreak.core.week_words import day_name, hours_shown
from hipbreak.ui.home.chart import Chart
from hipbreak.ui.home.today_model import short_length
from hipbreak.ui.look.theme import Theme, blend

HOUR = 3600.0
ROW, BAR, LONG = 27.0, 11.0, 17.0
"""Height of a day's row, its ribbon, and a sit of more than an hour on it."""
LABEL, NUMBERS = 62.0, (58.0, 62.0, 56.0)
"""Widths of the days' names and of the columns of numbers, in pixels at 96 dpi."""
HEADS = ("sitting", "over 1 h", "breaks")


def draw_days(chart: Chart, page: WeekPage) -> None:
    """Seven ribbons with their numbers: when there was sitting and standing, and long sits."""
    grow = chart.grow
    row, top = ROW * grow, 20 * grow
    first, last = hours_shown(page.stretches)
    left, ends = LABEL * grow, _ends(chart.wide, grow)
    right = ends[0] - NUMBERS[0] * grow - 10
    scale = (right - left) / (last - first)
    chart.start(top + 7 * row + 2)
    for hour in range(first, last + 1, 2 if last - first <= 12 else 4):
        x = left + (hour - first) * scale
        chart.line(x, top, x, top + 7 * row - 6)
        chart.words(x, 8 * grow, f"{hour}", "tiny", anchor="center")
    for x, head in zip(ends, HEADS, strict=True):
        chart.words(x, 8 * grow, head, "tiny", anchor="e")
    for number, day in enumerate(page.week.days):
        y = top + number * row + row / 2 - 3
        today = day.day == page.today
        tone = "ink" if day.day <= page.today else "muted"
        chart.words(0, y, day_name(day.day), "label" if today else "text", tone)
        chart.box(left, y - BAR / 2, right - left, BAR, "track")
        for one in page.stretches:
            if one.day == day.day:
                _ribbon(chart, one, left, y, first, scale)
        texts = (short_length(day.sitting_s), _count(day.long_bouts), _count(day.breaks_done))
        for x, text in zip(ends, texts, strict=True):
            long = x == ends[1] and day.long_bouts
            chart.words(x, y, text, "text", "alarm" if long else tone, "e")


def _ends(wide: float, grow: float) -> tuple[float, float, float]:
    """The right edges of the columns of numbers."""
    _, second, third = (width * grow for width in NUMBERS)
    return wide - third - second, wide - third, wide


def _ribbon(chart: Chart, one: Stretch, left: float, y: float, first: int, scale: float) -> None:
    kind = "standing" if one.kind is SpanKind.STANDING else "accent" if one.long else "sitting"
    x = left + (one.start_s / HOUR - first) * scale
    width = max(1.0, one.length_s / HOUR * scale - 1.0)
    height = LONG if one.long else BAR
    chart.box(x, y - height / 2, width, height, kind)


def _count(number: int) -> str:
    return str(number) if number else "–"


# Left and right


def draw_sides(chart: Chart, lines: tuple[SideLine, ...]) -> None:
    """Each technique's seconds on either side, from the middle outwards."""
    grow = chart.grow
    row, name, number = 26 * grow, 190 * grow, 62 * grow
    most = max((max(one.left_s, one.right_s) for one in lines), default=0.0) or 1.0
    middle = name + (chart.wide - name) / 2
    reach = (chart.wide - name) / 2 - number
    chart.start((len(lines) + 1) * row)
    chart.words(middle - 8, row / 2, "left", "tiny", anchor="e")
    chart.words(middle + 8, row / 2, "right", "tiny")
    for at, one in enumerate(lines, 1):
        y = at * row + row / 2
        left, right = one.left_s / most * reach, one.right_s / most * reach
        chart.words(0, y, one.name, "text", "ink", most=name - 10)
        chart.box(middle - 1 - left, y - BAR / 2, left, BAR, "sitting")
        chart.box(middle + 1, y - BAR / 2, right, BAR, "standing")
        chart.words(middle - left - 8, y, _minutes(one.left_s), "small", anchor="e")
        chart.words(middle + right + 8, y, _minutes(one.right_s), "small")


def _minutes(seconds: float) -> str:
    """As in 2:30."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02d}" if whole else "–"


# Tightness


def draw_tightness(chart: Chart, weeks: tuple[TightnessWeek, ...]) -> None:
    """Weekly medians before (hollow) and after (filled), 0 to 10."""
    grow = chart.grow
    left, top, height = 26 * grow, 10 * grow, 112.0
    step = (chart.wide - left - 40) / max(1, len(weeks) - 1)
    chart.start(top + height + 26 * grow)

    def y_of(value: float) -> float:
        return top + height * (1 - value / 10)

    for value in (0, 5, 10):
        chart.line(left, y_of(value), chart.wide, y_of(value))
        chart.words(left - 8, y_of(value), f"{value}", "tiny", anchor="e")
    for number, week in enumerate(weeks):
        x = left + 20 + number * step
        _, month, day = civil(week.first_day)
        if number % (1 if grow < 1.3 else 3) == 0:
            name = f"{day} {MONTHS[month - 1][:3]}"
            chart.words(x, top + height + 14 * grow, name, "tiny", anchor="center")
        if week.before is not None and week.after is not None:
            chart.line(x, y_of(week.before), x, y_of(week.after), "muted")
            chart.words(x, y_of(week.before), "●", "name", "bg", "center")
            chart.words(x, y_of(week.before), "○", "cue", "ink", "center")
            chart.words(x, y_of(week.after), "●", "cue", "teal", "center")


# The heat map


def shade(theme: Theme, minutes: float) -> str:
    """From the empty track to the deepest sitting, the whole hour."""
    if minutes < 0.5:
        return theme.track
    if minutes < 20:
        return blend(theme.track, theme.standing, minutes / 20)
    return blend(theme.standing, theme.sitting, min(1.0, minutes / 60))


def draw_heat(chart: Chart, heat: Heat, theme: Theme) -> None:
    """Seven weekdays by the hours of the day; the hardest hour is ringed."""
    grow = chart.grow
    first, last = hours_of(heat)
    left, top, row, gap = 44 * grow, 18 * grow, 20 * grow, 2.0
    wide = (chart.wide - left) / (last - first)
    chart.start(top + 7 * (row + gap) + 6)
    for hour in range(first, last):
        x = left + (hour - first) * wide
        hard = hour == heat.hardest
        if hard or hour % 2 == 0:
            role, tone = ("label", "ink") if hard else ("tiny", "muted")
            chart.words(x + wide / 2, 8 * grow, f"{hour}", role, tone, "center")
        for day in range(7):
            y = top + day * (row + gap)
            chart.box(x, y, wide - gap, row, shade(theme, heat.minutes[day][hour]))
    for day in range(7):
        chart.words(0, top + day * (row + gap) + row / 2, WEEKDAYS[day][:3], "small")
    if heat.hardest is not None and first <= heat.hardest < last:
        x = left + (heat.hardest - first) * wide
        chart.box(x - 2, top - 2, wide + 2, 7 * (row + gap) + 2, "", "ink")


def hours_of(heat: Heat) -> tuple[int, int]:
    """The hours that are shown: the working day, and whatever else was ever sat in."""
    sat = [hour for hour in range(24) if any(row[hour] >= 0.5 for row in heat.minutes)]
    return min([7, *sat]), max([19, *(hour + 1 for hour in sat)])
