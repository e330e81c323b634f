"""A believable week in a journal: for pictures, and for tests of the home window."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from pathlib import Path

from hipbreak.adapters.clock import SystemClock
from hipbreak.adapters.journal.sqlite import SqliteJournal
from hipbreak.core.calendar import monday
from hipbreak.core.facts import (
    Answer,
    BreakEnded,
    Evidence,
    Fact,
    OfferClosed,
    Outcome,
    Span,
    SpanKind,
)
from hipbreak.core.moment import DAY, Moment

HOUR = 3600.0
_DAYS: tuple[tuple[tuple[float, ...], float, int, int], ...] = (
    # sittings in minutes, standing in minutes, breaks with every step run, by hand
    ((55, 48, 72, 50, 58, 40), 30, 4, 1),
    ((58, 61, 55, 95, 44), 0, 3, 0),
    ((50, 45, 52, 38, 55, 47), 65, 5, 0),
    ((59, 130, 66), 15, 2, 1),
    ((42, 56, 51, 33), 40, 4, 0),
    ((35,), 0, 0, 0),
    ((55, 62, 44), 25, 2, 0),
)


def fill(journal: Path) -> int:
    """Write this week's days up to today into a new journal; the Monday's number."""
    now = SystemClock().now()
    first = monday(now.local_day)
    past = now.local_day - first
    facts = [fact for at in range(past + 1) for fact in _day(now, first + at, *_DAYS[at])]
    writer = SqliteJournal(journal)
    writer.commit(facts, None)
    writer.close()
    return first


def _uid() -> str:
    return uuid.uuid4().hex


def _day(
    now: Moment, day: int, sittings: tuple[float, ...], standing: float, steps: int, by_hand: int
) -> Iterator[Fact]:
    at = now.back(now.local - (day * DAY + 9 * HOUR))
    for place, minutes in enumerate(sittings):
        end = at.after(minutes * 60)
        yield Span(_uid(), SpanKind.SITTING, at, end, "natural break")
        if place < steps + by_hand:
            evidence = Evidence.STEPS if place < steps else Evidence.BY_HAND
            yield _break(end, "drill", evidence)
        back = end.after(12 * 60)
        if place % 2:
            yield _break(end.after(60), "natural", Evidence.ABSENCE)
        yield OfferClosed(_uid(), "glute-press", end, end, end, Answer.STARTED, "It is time.")
        at = back
    if standing:
        yield Span(_uid(), SpanKind.STANDING, at, at.after(standing * 60), "sat down")


def _break(at: Moment, kind: str, evidence: Evidence) -> BreakEnded:
    routine = "natural" if kind == "natural" else "glute-press"
    lasted = 660 if kind == "natural" else 40
    end = at.after(lasted)
    return BreakEnded(
        _uid(), routine, kind, at, end, Outcome.COMPLETED, evidence, 40, lasted, input_seen=False
    )
