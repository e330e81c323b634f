"""A week in numbers, from facts: pure statistics, by local days as they were lived.

A stretch that crosses midnight is shared out between its days; a bout counts once and whole, on the
day on which it began, and a day that it runs into knows its own part of it as a stretch of its
own length. Offers count on the day they were shown, breaks on the day they began. An
absence is a natural break only when it begins and ends on one local day: a night is no break.
What a later correction took back does not count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import fsum
from typing import TypeVar

from hipbreak.core.facts import (
    Answer,
    BreakEnded,
    Evidence,
    Fact,
    OfferClosed,
    Outcome,
    Span,
    SpanKind,
    Voided,
)
from hipbreak.core.moment import DAY
from hipbreak.core.overlap import once

K = TypeVar("K")

LONG_BOUT_S = 3600.0
"""A bout longer than this is counted as long (D2: hourly)."""
PRESENT = (SpanKind.SITTING, SpanKind.STANDING)
"""Stretches at the desk."""


@dataclass(frozen=True, slots=True)
class BreakClass:
    """What breaks are told apart by."""

    kind: str
    """drill, release, stretch, breath, walk …, or natural."""
    evidence: Evidence
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Day:
    """One local day. Durations in seconds."""

    day: int
    """`Moment.local_day`."""
    sitting_s: float
    standing_s: float
    longest_bout_s: float
    """The longest sit that began on it, whole; or the part lived on it of one from before."""
    long_bouts: int
    offers: Mapping[Answer, int]
    breaks: Mapping[BreakClass, int]
    doubtful_s: float = 0.0
    """Input that may have been nobody's: neither sitting nor a break."""

    @property
    def offers_made(self) -> int:
        return sum(self.offers.values())

    @property
    def breaks_done(self) -> int:
        """Breaks that were done and are believed, without the natural ones."""
        return sum(n for item, n in self.breaks.items() if counts(item) and not natural(item))

    @property
    def natural_breaks(self) -> int:
        return sum(n for item, n in self.breaks.items() if natural(item))

    @property
    def empty(self) -> bool:
        """Nothing at all was logged."""
        time = self.sitting_s or self.standing_s or self.doubtful_s
        return not (time or self.offers or self.breaks)


@dataclass(frozen=True, slots=True)
class Week:
    """Some days in a row, mostly the seven of a week."""

    days: tuple[Day, ...]

    @property
    def total(self) -> Day:
        """All days as one; the longest bout is the longest of any day."""
        return Day(
            day=self.days[0].day,
            sitting_s=sum(day.sitting_s for day in self.days),
            standing_s=sum(day.standing_s for day in self.days),
            longest_bout_s=max(day.longest_bout_s for day in self.days),
            long_bouts=sum(day.long_bouts for day in self.days),
            offers=_sum(day.offers for day in self.days),
            breaks=_sum(day.breaks for day in self.days),
            doubtful_s=sum(day.doubtful_s for day in self.days),
        )


def counts(item: BreakClass) -> bool:
    """A break that was completed, with something that proves it."""
    return item.outcome is Outcome.COMPLETED and item.evidence is not Evidence.NONE


def natural(item: BreakClass) -> bool:
    return item.evidence is Evidence.ABSENCE


def week(
    facts: Iterable[Fact], first_day: int, open_spans: Iterable[Span] = (), days: int = 7
) -> Week:
    """The figures of `days` local days from `first_day` on; facts of other days are passed over.

    `open_spans` are stretches that still go on, up to now.
    """
    valid = once(standing_facts((*facts, *open_spans)))
    drafts = {day: _Draft(day) for day in range(first_day, first_day + days)}
    for fact in valid:
        match fact:
            case Span():
                _add_span(drafts, fact)
            case OfferClosed():
                if draft := drafts.get(fact.shown.local_day):
                    draft.offers[fact.answer] += 1
            case BreakEnded():
                if (draft := drafts.get(fact.start.local_day)) and not _overnight(fact):
                    draft.breaks[BreakClass(fact.kind, fact.evidence, fact.outcome)] += 1
            case _:
                pass
    return Week(tuple(draft.finish() for draft in drafts.values()))


def standing_facts(facts: Iterable[Fact]) -> list[Fact]:
    """The facts that no correction took back. A correction can itself be taken back.

    The order of the facts and the clock are of no matter: a correction that names another decides
    about it.
    """
    gathered = list(facts)
    corrections = {fact.uid: fact for fact in gathered if isinstance(fact, Voided)}
    named = Counter(uid for fact in corrections.values() for uid in set(fact.voids))
    ready = [uid for uid in corrections if not named[uid]]
    void: set[str] = set()
    while ready:  # whatever could take these back has been decided
        correction = corrections[ready.pop()]
        for uid in set(correction.voids):
            if correction.uid not in void:
                void.add(uid)
            named[uid] -= 1
            if uid in corrections and not named[uid]:
                ready.append(uid)
    return [fact for fact in gathered if fact.uid not in void]


@dataclass(frozen=True, slots=True)
class Piece:
    """The part of a stretch that fell on one local day."""

    day: int
    start: float
    """UTC seconds, as `end`."""
    end: float
    seconds: float
    """What really passed, whatever was done to the wall clock."""


def pieces(span: Span) -> Iterator[Piece]:
    """The span cut at midnights; the pieces' seconds add up to its length."""
    lasted = max(0.0, span.end.since(span.start))
    wall = span.end.wall - span.start.wall
    first, last = span.start.local_day, span.end.local_day
    if wall <= 0 or last <= first:
        yield Piece(first, span.start.wall, max(span.start.wall, span.end.wall), lasted)
        return
    edges = [_midnight(span, day) for day in range(first + 1, last + 1)]
    starts, ends = [span.start.wall, *edges], [*edges, span.end.wall]
    for day, start, end in zip(range(first, last + 1), starts, ends, strict=True):
        # The wall clock may have been set meanwhile; the time that really passed is shared out.
        yield Piece(day, start, end, lasted * (end - start) / wall)


def shares(span: Span) -> Iterator[tuple[int, float]]:
    """Local days and the seconds of the span that fall on each; they add up to its length."""
    for piece in pieces(span):
        yield piece.day, piece.seconds


def _midnight(span: Span, day: int) -> float:
    """When `day` began, in UTC seconds within the span.

    Clocks change after midnight nearly everywhere, so the offset of the start still holds then.
    """
    return min(max(day * DAY - span.start.offset, span.start.wall), span.end.wall)


def _overnight(fact: BreakEnded) -> bool:
    absence = fact.evidence is Evidence.ABSENCE
    return absence and fact.start.local_day != fact.end.local_day


def _add_span(drafts: Mapping[int, _Draft], span: Span) -> None:
    for day, seconds in shares(span):
        if draft := drafts.get(day):
            draft.seconds[span.kind].append(seconds)
            if span.kind is SpanKind.SITTING and day != span.start.local_day:
                draft.longest = max(draft.longest, seconds)
    if span.kind is SpanKind.SITTING and (draft := drafts.get(span.start.local_day)):
        bout = span.end.since(span.start)
        draft.longest = max(draft.longest, bout)
        draft.long_bouts += bout > LONG_BOUT_S


def _sum(tallies: Iterable[Mapping[K, int]]) -> dict[K, int]:
    total: Counter[K] = Counter()
    for tally in tallies:
        total.update(tally)
    return dict(total)


class _Draft:
    """One day being added up."""

    def __init__(self, day: int) -> None:
        self.day = day
        self.seconds: dict[SpanKind, list[float]] = {kind: [] for kind in SpanKind}
        self.longest = 0.0
        self.long_bouts = 0
        self.offers: Counter[Answer] = Counter()
        self.breaks: Counter[BreakClass] = Counter()

    def finish(self) -> Day:
        return Day(
            self.day,
            fsum(self.seconds[SpanKind.SITTING]),  # the same in any order
            fsum(self.seconds[SpanKind.STANDING]),
            self.longest,
            self.long_bouts,
            dict(self.offers),
            dict(self.breaks),
            fsum(self.seconds[SpanKind.DOUBTFUL]),
        )
