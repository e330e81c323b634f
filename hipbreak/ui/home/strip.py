"""Today as values: when the person sat, stood and was away, where the breaks were, what is next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, floor

from hipbreak.core.facts import BreakEnded, Fact, Span, SpanKind
from hipbreak.core.moment import DAY
from hipbreak.core.week import BreakClass, counts, natural, standing_facts

HOUR = 3600.0
FIRST_HOUR, LAST_HOUR = 8, 18
"""What the strip shows at least."""

Piece = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Strip:
    """One local day. Times in seconds since its midnight."""

    start: float
    end: float
    sitting: tuple[Piece, ...]
    standing: tuple[Piece, ...]
    away: tuple[Piece, ...]
    breaks: tuple[float, ...]
    """When a break was done, without the natural ones."""
    now: float | None = None
    due: float | None = None
    """When the next break will be due, if everything stays as it is."""

    def at(self, time: float) -> float:
        """Where this time lies, 0 to 1 from left to right."""
        return (time - self.start) / (self.end - self.start)


def strip(
    facts: Iterable[Fact], day: int, now: float | None = None, due: float | None = None
) -> Strip:
    """What of these facts lies on this local day; `now` and `due` in seconds of it."""
    valid = standing_facts(facts)
    sitting, standing, away = (
        tuple(
            piece
            for fact in valid
            if isinstance(fact, Span) and fact.kind is kind and (piece := _within(fact, day))
        )
        for kind in (SpanKind.SITTING, SpanKind.STANDING, SpanKind.AWAY)
    )
    done = tuple(
        fact.start.local - day * DAY
        for fact in valid
        if isinstance(fact, BreakEnded) and fact.start.local_day == day and _done(fact)
    )
    if due is not None and due >= DAY:
        due = None
    marks = [time for time in (*done, now, due) if time is not None]
    times = [time for piece in (*sitting, *standing) for time in piece] + marks
    start = min([FIRST_HOUR * HOUR, *(floor(time / HOUR) * HOUR for time in times)])
    end = max([LAST_HOUR * HOUR, *(ceil(time / HOUR) * HOUR for time in times)])
    within = tuple((max(a, start), min(b, end)) for a, b in away if b > start and a < end)
    return Strip(start, end, sitting, standing, within, done, now, due)


def _within(span: Span, day: int) -> Piece | None:
    start = max(0.0, span.start.local - day * DAY)
    end = min(DAY, span.end.local - day * DAY)
    return (start, end) if end > start else None


def _done(fact: BreakEnded) -> bool:
    kind = BreakClass(fact.kind, fact.evidence, fact.outcome)
    return counts(kind) and not natural(kind)
