"""The week out of a journal of ten years: 25,000 breaks, 80,000 spans, sides and ratings."""

from __future__ import annotations

import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from hipbreak.adapters.clock import SystemClock
from hipbreak.adapters.journal.reader import JournalReader
from hipbreak.adapters.journal.sqlite import SqliteJournal
from hipbreak.adapters.own_data import import_data
from hipbreak.adapters.paths import Paths
from hipbreak.adapters.week_page import read_meaning, read_week_page
from hipbreak.core.calendar import monday
from hipbreak.core.facts import (
    BreakEnded,
    Evidence,
    Fact,
    Outcome,
    Span,
    SpanKind,
    StepDone,
    TightnessRated,
    Timing,
)
from hipbreak.core.heat import heat_map
from hipbreak.core.moment import DAY, Moment
from hipbreak.core.week import standing_facts, week
from hipbreak.core.week_page import first_needed
from hipbreak.protocol import Close, Look, OpenHome, Shown
from tests.bench.figure import Figure
from tests.bench.probe import Snapshot
from tests.rig import Desktop
from tests.window_child import WindowChild

DAYS = 3652
BREAKS_A_DAY, SPANS_A_DAY = 7, 22
TIMES, OPENINGS = 10, 5
FIRST = SystemClock().now().local_day - DAYS + 1
"""Ten years ago, in days since 1970: the last day is today."""
MEANING = read_meaning(Paths.from_env({"HIPBREAK_HOME": "/nonexistent"}))


def reading_ten_years() -> Iterator[Figure]:
    """How long the figures of a week take; a whole page may take what its two parts may."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.sqlite3"
        journal = SqliteJournal(path)
        journal.commit([fact for day in range(FIRST, FIRST + DAYS) for fact in _day(day)], None)
        journal.close()
        note = f"a journal of {path.stat().st_size / 1e6:.0f} MB"
        yield Figure("an import of ten years", _import(path, Path(folder) / "new"), "s", 8.0)
        last = monday(FIRST + DAYS) - 7
        yield Figure("a week out of ten years", _typical(_week, path, last), "s", 0.03, note)
        for name, first in (("the last", last), ("the first", monday(FIRST + 100))):
            took = _typical(_heat, path, first)
            yield Figure(f"12 weeks' heat map, {name} of ten years", took, "s", 0.06)
            took = _typical(_page, path, first)
            note = "heat map, trend, plans, balance and the week before in it"
            yield Figure(f"a whole week's page, {name} of ten years", took, "s", 0.09, note)
        yield from _opening(path)


def _opening(journal: Path) -> Iterator[Figure]:
    """From the start of the home window's process to its first page on the screen."""
    with Desktop() as desktop:
        folder = Path(desktop.env["HIPBREAK_HOME"])
        folder.mkdir(mode=0o700)
        shutil.copy(journal, folder)
        for page in ("today", "week"):
            seen = sorted(_opened(desktop, page) for _ in range(OPENINGS))
            took, _ = seen[OPENINGS // 2]
            note = f"best {seen[0][0]:.3f}; {min(cpu for _, cpu in seen):.2f} s of processor"
            yield Figure(f"home on ten years, {page}: start to shown", took, "s", 0.5, note)


def _opened(desktop: Desktop, page: str) -> tuple[float, float]:
    """Seconds that passed, and seconds on the processor."""
    began = time.monotonic()
    child = WindowChild(desktop, "home", OpenHome(Look(theme="light"), page))
    child.wait(Shown)
    took, cpu = time.monotonic() - began, Snapshot.of(child.process.pid).cpu_s
    child.send(Close())
    child.wait_end()
    return took, cpu


def _import(journal: Path, home: Path) -> float:
    """Into a new machine, checked value by value and backed up before."""
    start = time.perf_counter()
    done = import_data(Paths.from_env({"HIPBREAK_HOME": str(home)}), journal)
    took = time.perf_counter() - start
    if done.added < DAYS * (SPANS_A_DAY + BREAKS_A_DAY):
        raise AssertionError(f"the import lacks facts: {done.added}")
    return took


def _typical(measure: Callable[[Path, int], float], path: Path, first_day: int) -> float:
    return statistics.median(measure(path, first_day) for _ in range(TIMES))


def _heat(path: Path, first_day: int) -> float:
    began = time.monotonic()
    with JournalReader(path) as journal:
        facts = standing_facts(journal.spans(first_needed(first_day), first_day + 6))
    spans = [fact for fact in facts if isinstance(fact, Span)]
    heat = heat_map(spans, first_needed(first_day), first_day + 7)
    took = time.monotonic() - began
    if heat.hardest is None:
        raise AssertionError("the heat map lacks sitting")
    return took


def _page(path: Path, first_day: int) -> float:
    began = time.monotonic()
    page = read_week_page(path, first_day, FIRST + DAYS, MEANING)
    took = time.monotonic() - began
    if not page.balance or not page.pairs or page.compared is None:
        raise AssertionError("the page lacks something")
    return took


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
        uid = f"b{day}-{at}"
        steps = tuple(
            StepDone("kd4-press", side, 8.0, 8.0) for side in ("", "left", "left", "right", "right")
        )
        yield BreakEnded(
            uid, "kd4-press", "release", start, start.after(40),
            Outcome.COMPLETED, Evidence.STEPS, 40.0, 40.0, steps=steps,
        )  # fmt: skip
        for timing in (Timing.BEFORE, Timing.AFTER):
            yield TightnessRated(f"{uid}{timing.value}", uid, start, timing, 5)


def _moment(day: int, second: float) -> Moment:
    return Moment(day * DAY + second, (day - FIRST) * DAY + second)
