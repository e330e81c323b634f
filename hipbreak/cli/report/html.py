"""The week as one HTML file for a clinician: no network, no script, prints on A4 and Letter."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape

from hipbreak.cli.report import svg
from hipbreak.cli.report.style import CSS, SHADES
from hipbreak.core.advice import DISCLAIMER
from hipbreak.core.calendar import MONTHS, WEEKDAYS, civil, format_week
from hipbreak.core.durations import rough_duration
from hipbreak.core.week_parts import WEEKS, Comparison, WeekPage
from hipbreak.core.week_words import (
    clock,
    dates,
    day_name,
    doubted,
    hour_range,
    kind_name,
    length,
    proofs,
    unfinished,
    weekdays,
)

MOST_LONGS = 15
DOTS = ("before", "after")
"""Drawn as dots, also in the key."""

NOTES = (
    "Sitting is time in front of this computer, from real use of keys and pointer; films and calls "
    "count without. Chairs elsewhere are not seen.",
    "A sit ends with an absence of some minutes, or when the person says that they stand; a drill "
    "in the chair does not end it.",
    "A break is done when its steps ran to their end on the screen, or when the person said so. "
    "Nobody checks how it was done.",
    "A natural break is an absence of some minutes within one day.",
    "Seconds on a side are those its steps were shown for. A break said by hand has no sides.",
    "Tightness is the person's own mark, one tap before and one after a release or stretch; only "
    "pairs count. The middle one is the median.",
    "Hours are those of the clock on the wall there and then. Entries taken back are left out.",
)


def render(page: WeekPage) -> str:
    """The whole file. Every text that comes from a file or the journal is escaped."""
    title = f"A week at the desk, {dates(page)}"
    body = [
        _header(page),
        f'<p class="lead">{escape(page.sentence)}</p>',
        _tiles(page),
        _days(page),
        _heat(page),
        _breaks(page),
        _plan(page),
        _tightness(page),
        _notes(),
    ]
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{CSS}</style>\n</head>\n<body>\n"
        + "\n".join(part for part in body if part)
        + "\n</body>\n</html>\n"
    )


def _header(page: WeekPage) -> str:
    year, month, day = civil(page.today)
    so_far = "" if page.over else ", so far"
    made = f"Told on {day} {MONTHS[month - 1]} {year}"
    return (
        f"<header><div><h1>A week at the desk</h1><p>{escape(dates(page))}{so_far}</p>"
        f'<p class="note">Week {format_week(page.first_day)} · {made} by hipbreak</p></div>'
        '<div class="who"><div>Name <i></i></div><div>For <i></i></div></div></header>'
    )


def _tiles(page: WeekPage) -> str:
    total, compared = page.week.total, page.compared
    sat = sum(bool(day.sitting_s) for day in page.week.days)
    days = f"on {sat} day{'' if sat == 1 else 's'}"
    per_day = rough_duration(total.sitting_s / sat) if sat else "–"
    tiles = [
        ("Sitting", length(total.sitting_s), days),
        ("A day with sitting", per_day, _per_day_before(compared)),
        ("Longest sit", length(total.longest_bout_s), ""),
        ("Sits over an hour", str(total.long_bouts), ""),
        ("Breaks done", str(total.breaks_done), f"and {total.natural_breaks} natural"),
    ]
    if compared:
        tiles[3] = (*tiles[3][:2], _longs_before(compared, over=page.over))
    cells = (
        f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd><small>{escape(aside)}</small></div>"
        for name, value, aside in tiles
    )
    said = ""
    if compared and not page.over:
        said = (
            f'<p class="note">Compared with the week before: {weekdays(compared)} of both weeks, '
            "the days that are over.</p>"
        )
    if unsure := doubted(total.doubtful_s):
        said += f'<p class="note">{unsure}</p>'
    return f'<dl class="tiles">{"".join(cells)}</dl>{said}'


def _per_day_before(compared: Comparison | None) -> str:
    if compared is None or compared.per_day_s is None:
        return ""
    return f"before {rough_duration(compared.before.sitting_s / compared.sat_before)}"


def _longs_before(compared: Comparison, *, over: bool) -> str:
    before = compared.before.long_bouts
    if over:
        return f"before {before}"
    last = WEEKDAYS[compared.weekdays - 1][:3]
    return f"to {last} {compared.now.long_bouts}, before {before}"


def _days(page: WeekPage) -> str:
    said = f'<p class="note below">{escape(_longs(page))}</p>' if page.long_bouts else ""
    key = _key(
        ("sitting", "sitting"), ("long", "a sit of more than an hour"), ("standing", "standing")
    )
    return _section("Day by day", svg.days(page) + key + said)


def _longs(page: WeekPage) -> str:
    """The sits over an hour by their start; of many the longest."""
    ranked = sorted(page.long_bouts, key=lambda bout: -bout.length_s)[:MOST_LONGS]
    words = "; ".join(
        f"{day_name(bout.day)} from {clock(bout.start_s)}, {rough_duration(bout.length_s)}".replace(
            " ", "\u00a0"
        )
        for bout in sorted(ranked, key=lambda bout: (bout.day, bout.start_s))
    )
    more = len(page.long_bouts) - len(ranked)
    return f"Sits over an hour: {words}{f', and {more} shorter ones' if more else ''}."


def _breaks(page: WeekPage) -> str:
    if not page.kinds:
        return _section("Breaks", '<p class="note">None this week.</p>')
    rows = (
        (kind_name(one).capitalize(), str(one.done), proofs(one) or "–", unfinished(one) or "–")
        for one in page.kinds
    )
    heads = ("Kind", "Done", "What shows it", "Begun, not finished")
    return _section("Breaks, and what shows them", _table(heads, rows, numbers=(1,)))


def _plan(page: WeekPage) -> str:
    one = page.hourly
    said = ""
    if one and (one.asked or one.done):
        said = (
            f'<p class="note">{escape(one.name)}: one small thing after each full hour of sitting, '
            f"of several to choose from. {one.asked} asked, {one.done} done.</p>"
        )
    sides = {one.routine: one for one in page.balance}
    most = max((max(one.left_s, one.right_s) for one in page.balance), default=0.0)
    rows = [
        (
            one.name,
            _asked(one.asked, one.ahead, one.hourly),
            str(one.done),
            length(one.done_s),
            svg.sides(sides[one.routine], most) if one.routine in sides else "",
        )
        for one in page.techniques
    ]
    heads = ("Technique", "Asked by a plan", "Done", "Time spent", svg.SIDES_HEAD)
    table = _table(heads, rows, numbers=(2, 3), drawn=(4,)) if rows else ""
    return _section("Plan and done, left and right", said + table) if said or table else ""


def _asked(asked: int, ahead: int, hourly: bool) -> str:
    if not asked + ahead:
        return "one of the hourly ones" if hourly else "not asked"
    times = f"{asked} time{'' if asked == 1 else 's'}"
    return f"{times}, {ahead} still to come" if ahead else times


def _tightness(page: WeekPage) -> str:
    if not page.pairs:
        return ""
    pairs = f"{len(page.pairs)} pair{'' if len(page.pairs) == 1 else 's'}"
    said = f"The middle of each week's ratings over {WEEKS} weeks, 0 (none) to 10; {pairs}."
    key = _key(("before", "before"), ("after", "after"))
    chart = svg.trend(page.tightness)
    return _section("Tightness before and after", f'<p class="note">{said}</p>{chart}{key}')


def _heat(page: WeekPage) -> str:
    heat = page.heat
    if not any(heat.days):
        return ""
    said = f"Mean minutes of each hour over {sum(heat.days)} days that have passed"
    said += f", at most {WEEKS} weeks back."
    if heat.hardest is not None:
        mean = f"{heat.by_hour[heat.hardest]:.0f} min"
        said += f" Most sitting: {hour_range(heat.hardest)}, {mean} on the average day."
    cells = "".join(
        f'<rect x="{number * 14}" y="0" width="12.5" height="11" rx="2" class="heat{number}"/>'
        for number in range(len(SHADES))
    )
    scale = (
        f'<div class="key"><span class="scale">none <svg viewBox="0 0 98 11">{cells}</svg>'
        " the whole hour</span></div>"
    )
    return _section("When in the week", f'<p class="note">{said}</p>{svg.heat(heat)}{scale}')


def _notes() -> str:
    items = "".join(f"<li>{escape(note)}</li>" for note in NOTES)
    return (
        f"<section><h2>How it was counted</h2><ul>{items}</ul></section>"
        f"<footer>{escape(DISCLAIMER)} Made on the person's own computer from their own journal; "
        "nothing was sent anywhere.</footer>"
    )


def _section(title: str, inner: str) -> str:
    return f"<section><h2>{escape(title)}</h2>{inner}</section>"


def _table(
    heads: Sequence[str],
    rows: Iterable[Sequence[str]],
    numbers: Sequence[int],
    drawn: Sequence[int] = (),
) -> str:
    """`drawn` columns hold our own SVG; all others are escaped."""

    def cells(tag: str, row: Sequence[str]) -> str:
        return "".join(
            f"<{tag}{' class=n' if place in numbers else ' class=d' if place in drawn else ''}>"
            f"{cell if place in drawn else escape(cell)}</{tag}>"
            for place, cell in enumerate(row)
        )

    body = "".join(f"<tr>{cells('td', row)}</tr>" for row in rows)
    return f"<table><thead><tr>{cells('th', heads)}</tr></thead><tbody>{body}</tbody></table>"


def _key(*items: tuple[str, str]) -> str:
    return f'<div class="key">{"".join(_key_item(role, words) for role, words in items)}</div>'


def _key_item(role: str, words: str) -> str:
    corner = 4.5 if role in DOTS else 2
    mark = f'<rect x="1.5" y="1.5" width="9" height="9" rx="{corner}" class="{role}"/>'
    return f'<span><svg viewBox="0 0 12 12">{mark}</svg>{escape(words)}</span>'
