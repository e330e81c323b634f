"""The week out of a journal of ten years: 25,000 breaks and 80,000 spans."""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from hipbreak.adapters.journal.reader import JournalReader
from hipbreak.adapters.journal.sqlite import SqliteJournal
from hipbreak.core.facts import BreakEnded, Evidence, Fact, Outcome, Span, SpanKind, StepDone
from hipbreak.core.moment import DAY, Moment
from hipbreak.core.week import week
from tests.bench.figure import Figure

DAYS = 3652
BREAKS_A_DAY, SPANS_A_DAY = 7, 22
TIMES = 10
FIRST = 16_000
"""2013-10-22, in days since 1970."""


def reading_ten_years() -> Iterator[Figure]:
    """How long the figures of the last week take."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.sqlite3"
        journal = SqliteJournal(path)
        journal.commit([fact for day in range(FIRST, FIRST + DAYS) for fact in _day(day)], None)
        journal.close()
        took = [_week(path, FIRST + DAYS - 7) for _ in range(TIMES)]
        size = path.stat().st_size / 1e6
    note = f"a journal of {size:.0f} MB"
    yield Figure("a week out of ten years", statistics.median(took), "s", 0.03, note)


def _week(path: Path, first_day: int) -> float:
    began = time.monotonic()
    with JournalReader(path) as journal:
        figures = week(journal.facts(first_day, first_day + 6), first_day, journal.open_spans())
    took = time.monotonic() - began
    if figures.total.breaks_done != 7 * BREAKS_A_DAY:
        raise AssertionError(f"the week lacks breaks: {figures.total.breaks_done}")
    return took


def _day(day: int) -> Iterator[Fact]:
    for at in range(SPANS_A_DAY):
        start = _moment(day, 8 * 3600 + at * 1500)
        kind = (SpanKind.SITTING, SpanKind.AWAY)[at % 2]
        yield Span(f"s{day}-{at}", kind, start, start.after(1400), "input")
    for at in range(BREAKS_A_DAY):
        start = _moment(day, 9 * 3600 + at * 3600)
        steps = tuple(StepDone("glute-press", "", 8.0, 8.0) for _ in range(5))
        yield BreakEnded(
            f"b{day}-{at}", "glute-press", "drill", start, start.after(40),
            Outcome.COMPLETED, Evidence.STEPS, 40.0, 40.0, steps=steps,
        )  # fmt: skip


def _moment(day: int, second: float) -> Moment:
    return Moment(day * DAY + second, (day - FIRST) * DAY + second)
