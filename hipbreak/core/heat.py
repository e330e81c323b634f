"""When in the week one sits: 7 weekdays by 24 hours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import fsum

from hipbreak.core.calendar import weekday
from hipbreak.core.facts import Span, SpanKind
from hipbreak.core.moment import DAY
from hipbreak.core.week import PRESENT, Piece, pieces
from hipbreak.core.week_parts import Heat

HOUR = 3600.0
LEAST_DAYS = 5
"""With sitting on fewer days no hour is called the hardest (ours)."""


def heat_map(spans: Iterable[Span], first_day: int, end_day: int) -> Heat:
    """Over the local days from `first_day` up to but not including `end_day`.

    Days before the first entry do not count, so that a young journal is not thinned out.
    """
    cells: list[list[list[float]]] = [[[] for _ in range(24)] for _ in range(7)]
    seen: set[int] = set()
    sat: set[int] = set()
    for span in spans:
        if span.kind not in PRESENT:
            continue
        for piece in pieces(span):
            if first_day <= piece.day < end_day:
                seen.add(piece.day)
                if span.kind is SpanKind.SITTING:
                    sat.add(piece.day)
                    row = cells[weekday(piece.day)]
                    for hour, seconds in hours(span, piece):
                        row[hour].append(seconds)
    days = [0] * 7
    for day in range(min(seen, default=end_day), end_day):
        days[weekday(day)] += 1
    return _means(cells, days, len(sat))


def hours(span: Span, piece: Piece) -> Iterator[tuple[int, float]]:
    """Hours of the day and the seconds of this piece in each; they add up to its length.

    Where the zone changed during the stretch, its first half is told on the clock of its start
    and its second half on that of its end: when it changed is not known.
    """
    length = piece.end - piece.start
    if length <= 0:
        yield _hour(piece, piece.start, span.start.offset), piece.seconds
        return
    middle = (span.start.wall + span.end.wall) / 2
    at = piece.start
    while at < piece.end:
        first = at < middle
        offset = span.start.offset if first else span.end.offset
        edge = ((at + offset) // HOUR + 1) * HOUR - offset
        until = min(edge, piece.end)
        if first and span.start.offset != span.end.offset:
            until = min(until, middle)
        yield _hour(piece, at, offset), piece.seconds * (until - at) / length
        at = until


def _hour(piece: Piece, wall: float, offset: int) -> int:
    return min(23, max(0, int((wall + offset - piece.day * DAY) // HOUR)))


def _means(cells: list[list[list[float]]], days: list[int], sat: int) -> Heat:
    sums = [[fsum(cell) / 60 for cell in row] for row in cells]
    counted = sum(days)
    by_hour = tuple(
        fsum(row[hour] for row in sums) / counted if counted else 0.0 for hour in range(24)
    )
    minutes = tuple(
        tuple(value / number if number else 0.0 for value in row)
        for row, number in zip(sums, days, strict=True)
    )
    hardest = max(range(24), key=lambda hour: by_hour[hour]) if sat >= LEAST_DAYS else None
    return Heat(minutes, tuple(days), by_hour, hardest)
