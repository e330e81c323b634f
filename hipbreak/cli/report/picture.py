"""The week as one PNG to keep, drawn with Pillow in the product's colours."""

from __future__ import annotations

from hipbreak.cli.report.canvas import Canvas
from hipbreak.cli.report.style import SHADES
from hipbreak.cli.report.svg import HOUR, shade
from hipbreak.core.calendar import WEEKDAYS, format_week
from hipbreak.core.facts import SpanKind
from hipbreak.core.week_parts import Stretch, WeekPage
from hipbreak.core.week_words import dates, day_name, doubted, hour_range, hours_shown, length
from hipbreak.ui.look.theme import LIGHT

WIDTH, HEIGHT, EDGE = 720, 900, 48
SHORT = 666
"""The height of a picture without a heat map."""
ASIDE = 26
"""What a remark below the numbers takes."""
INNER = WIDTH - 2 * EDGE
TRACK = "#F0EEE8"


def draw_png(page: WeekPage) -> bytes:
    """The picture's bytes."""
    unsure = doubted(page.week.total.doubtful_s)
    lower = ASIDE if unsure else 0
    height = lower + (HEIGHT if any(page.heat.days) else SHORT)
    canvas = Canvas(WIDTH, height, LIGHT.bg)
    _head(canvas, page)
    _numbers(canvas, page, 226)
    if unsure:
        canvas.wrapped(EDGE, 299, unsure, 12.5, LIGHT.muted, "regular", INNER)
    _days(canvas, page, 324 + lower)
    if any(page.heat.days):
        _heat(canvas, page, 612 + lower)
    canvas.text(EDGE, height - 30, "hipbreak", 13, LIGHT.teal, "bold")
    canvas.text(
        WIDTH - EDGE, height - 30, f"week {format_week(page.first_day)}", 12, LIGHT.muted,
        anchor="rs",
    )  # fmt: skip
    return canvas.png()


def _head(canvas: Canvas, page: WeekPage) -> None:
    canvas.text(EDGE, 76, "A week at the desk", 32, LIGHT.ink, "bold")
    so_far = "" if page.over else ", so far"
    canvas.text(EDGE, 102, f"{dates(page)}{so_far}", 15, LIGHT.muted)
    canvas.box(EDGE, 122, INNER, 74, LIGHT.tint, 12)
    rows = len(canvas.rows(page.sentence, 16, "medium", INNER - 40))
    first = 122 + 37 + 6 - (rows - 1) * 11
    canvas.wrapped(EDGE + 20, first, page.sentence, 16, LIGHT.ink, "medium", INNER - 40)


def _numbers(canvas: Canvas, page: WeekPage, top: float) -> None:
    total = page.week.total
    items = (
        (length(total.sitting_s), "sitting"),
        (length(total.longest_bout_s), "longest sit"),
        (str(total.long_bouts), "sits over an hour"),
        (str(total.breaks_done), "breaks done"),
    )
    for number, (value, words) in enumerate(items):
        x = EDGE + number * INNER / len(items) + (14 if number else 0)
        if number:
            canvas.box(x - 15, top, 1, 48, LIGHT.edge, 0)
        canvas.text(x, top + 22, value, 22, LIGHT.ink, "bold")
        canvas.text(x, top + 43, words, 13, LIGHT.muted)


def _days(canvas: Canvas, page: WeekPage, top: float) -> None:
    first, last = hours_shown(page.stretches)
    left, width = EDGE + 62, INNER - 62 - 82
    scale = width / (last - first)
    for hour in range(first, last + 1, 2 if last - first > 8 else 1):
        x = left + (hour - first) * scale
        canvas.text(x, top, str(hour), 11.5, LIGHT.muted, anchor="ms")
        canvas.box(x - 0.5, top + 8, 1, 7 * 32, LIGHT.edge, 0)
    for row, day in enumerate(page.week.days):
        y = top + 8 + row * 32
        quiet = day.day > page.today
        colour = LIGHT.muted if quiet else LIGHT.ink
        canvas.text(EDGE, y + 21, day_name(day.day), 13.5, colour, "medium")
        canvas.box(left, y + 8, width, 16, TRACK, 4)
        for one in page.stretches:
            if one.day == day.day:
                _ribbon(canvas, one, left, y, first, scale)
        canvas.text(WIDTH - EDGE, y + 21, length(day.sitting_s), 13.5, colour, anchor="rs")
    _key(canvas, left, top + 8 + 7 * 32 + 20)


def _ribbon(canvas: Canvas, one: Stretch, left: float, y: float, first: int, scale: float) -> None:
    x, width = left + (one.start_s / HOUR - first) * scale, one.length_s / HOUR * scale
    high = 3 if one.long else 0
    canvas.box(x, y + 8 - high, max(1.5, width - 1), 16 + 2 * high, _colour(one), 4)


def _colour(one: Stretch) -> str:
    if one.kind is SpanKind.STANDING:
        return LIGHT.standing
    return LIGHT.accent if one.long else LIGHT.sitting


def _key(canvas: Canvas, x: float, y: float) -> None:
    for colour, words in (
        (LIGHT.sitting, "sitting"),
        (LIGHT.accent, "a sit of more than an hour"),
        (LIGHT.standing, "standing"),
    ):
        canvas.box(x, y - 10, 11, 11, colour, 3)
        x += 17 + canvas.text(x + 17, y, words, 12.5, LIGHT.muted) + 22


def _heat(canvas: Canvas, page: WeekPage, top: float) -> None:
    heat = page.heat
    canvas.text(EDGE, top + 24, "When in the week", 16, LIGHT.ink, "bold")
    said = f"Mean of {sum(heat.days)} days"
    if heat.hardest is not None:
        said += f"; most sitting from {hour_range(heat.hardest)}"
    canvas.text(WIDTH - EDGE, top + 24, said, 12.5, LIGHT.muted, anchor="rs")
    left, wide, tall = EDGE + 44, (INNER - 44) / 24, 20
    low = top + 54
    for hour in range(0, 24, 2):
        x = left + (hour + 0.5) * wide - 1
        canvas.text(x, low - 7, str(hour), 11.5, LIGHT.muted, anchor="ms")
    for day, row in enumerate(heat.minutes):
        y = low + day * (tall + 2)
        canvas.text(EDGE, y + 15, WEEKDAYS[day][:3], 13, LIGHT.ink)
        for hour, minutes in enumerate(row):
            canvas.box(left + hour * wide, y, wide - 2, tall, SHADES[shade(minutes)], 3)
    if heat.hardest is not None:
        x = left + heat.hardest * wide - 2.5
        canvas.box(x, low - 3, wide + 3, 7 * (tall + 2) + 4, "", 5, LIGHT.accent)
