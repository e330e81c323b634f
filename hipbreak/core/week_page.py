"""The week's page from facts: the one road from the journal to window, report and command line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from hipbreak.core.balance import balance_of
from hipbreak.core.compare import compare
from hipbreak.core.facts import BreakEnded, Evidence, Fact, Outcome, Span, SpanKind
from hipbreak.core.heat import heat_map
from hipbreak.core.moment import DAY
from hipbreak.core.overlap import once
from hipbreak.core.plans import Plan
from hipbreak.core.routine import Routine
from hipbreak.core.summary import sentence
from hipbreak.core.techniques import hourly_line, technique_lines
from hipbreak.core.trend import pairs_of, weekly
from hipbreak.core.week import (
    LONG_BOUT_S,
    PRESENT,
    Week,
    counts,
    natural,
    pieces,
    standing_facts,
    week,
)
from hipbreak.core.week_parts import WEEKS, Bout, KindLine, Stretch, WeekPage

NO_ROUTINES: Mapping[str, Routine] = {}


def first_needed(first_day: int) -> int:
    """The first local day whose facts `week_page` looks at."""
    return first_day - 7 * (WEEKS - 1)


def week_page(
    facts: Iterable[Fact],
    first_day: int,
    today: int,
    *,
    open_spans: Sequence[Span] = (),
    plans: Sequence[Plan] = (),
    routines: Mapping[str, Routine] = NO_ROUTINES,
) -> WeekPage:
    """The page of the week that begins on the local day `first_day`, a Monday, as of `today`.

    `facts`: all from `first_needed(first_day)` on; those of other days are passed over, and their
    order is of no matter. Breaks of the week need their steps, for the balance. `open_spans` are
    stretches that still go on. `plans` are those in force (`core.techniques.in_force`).
    """
    valid = once(standing_facts((*facts, *open_spans)))
    sat = [fact for fact in valid if isinstance(fact, Span) and fact.kind in PRESENT]
    near = [fact for fact in valid if _near(fact, first_day)]
    spans = [fact for fact in near if isinstance(fact, Span)]
    shown = week(near, first_day)
    breaks = [
        fact
        for fact in valid
        if isinstance(fact, BreakEnded)
        and first_day <= fact.start.local_day < first_day + 7
        and fact.evidence is not Evidence.ABSENCE
    ]
    pairs = pairs_of(valid, first_needed(first_day), first_day + 6)
    page = WeekPage(
        week=shown,
        today=today,
        stretches=tuple(_stretches(spans, first_day)),
        long_bouts=tuple(_long_bouts(spans, first_day)),
        kinds=kind_lines(shown),
        hourly=hourly_line(plans, shown, breaks),
        techniques=technique_lines(plans, routines, breaks, first_day, today),
        balance=balance_of(breaks, routines),
        pairs=pairs,
        tightness=weekly(pairs, first_needed(first_day)),
        heat=heat_map(sat, first_needed(first_day), min(first_day + 7, today)),
        compared=compare(shown, week(near, first_day - 7), today),
    )
    return replace(page, sentence=sentence(page))


def kind_lines(shown: Week) -> tuple[KindLine, ...]:
    """The week's breaks by kind, the most frequent first and natural ones last."""
    by: dict[str, Counter[Evidence]] = {}
    unfinished: dict[str, Counter[Outcome]] = {}
    for item, number in shown.total.breaks.items():
        believed = by.setdefault(item.kind, Counter())
        given_up = unfinished.setdefault(item.kind, Counter())
        if counts(item) or natural(item):
            believed[item.evidence] += number
        else:
            given_up[item.outcome] += number
    lines = (KindLine(kind, by[kind].total(), by[kind], unfinished[kind]) for kind in by)
    return tuple(
        sorted(lines, key=lambda line: (Evidence.ABSENCE in line.by, -line.done, line.kind))
    )


def _near(fact: Fact, first_day: int) -> bool:
    """In this week or the one before: most of twelve weeks is not."""
    match fact:
        case Span() | BreakEnded():
            first, last = fact.start.local_day, fact.end.local_day
            return first < first_day + 7 and max(first, last) >= first_day - 7
        case _:
            return True


def _stretches(spans: Iterable[Span], first_day: int) -> list[Stretch]:
    found = [
        Stretch(
            piece.day,
            span.kind,
            _second(span, piece.start, piece.day),
            piece.seconds,
            is_long(span),
        )
        for span in spans
        if span.kind in PRESENT
        for piece in pieces(span)
        if first_day <= piece.day < first_day + 7
    ]
    return sorted(found, key=lambda one: (one.day, one.start_s, one.length_s))


def _second(span: Span, wall: float, day: int) -> float:
    """Seconds since the day's midnight, on the clock of the start."""
    return max(0.0, wall + span.start.offset - day * DAY)


def _long_bouts(spans: Iterable[Span], first_day: int) -> Iterator[Bout]:
    long = (
        Bout(span.start.local_day, span.start.second_of_day, span.end.since(span.start))
        for span in spans
        if is_long(span) and first_day <= span.start.local_day < first_day + 7
    )
    yield from sorted(long, key=lambda bout: (bout.day, bout.start_s, bout.length_s))


def is_long(span: Span) -> bool:
    """A sit of more than an hour."""
    return span.kind is SpanKind.SITTING and span.end.since(span.start) > LONG_BOUT_S
