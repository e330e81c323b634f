"""One person at two machines: each moment counts once.

After an import two machines may both say that the person sat, at the same time. Then they sat
once. Sitting at one machine counts before standing at the other (the careful reading), and an
absence from one machine is no break when the other saw the person there meanwhile. What is doubtful
at one and certain at the other is certain; of what is doubtful at both, each moment is doubtful
once. An absence from one machine, with doubtful input at the other, is no break either: doubtful
time counts neither as sitting nor as a break.

Facts of one machine are left as they are: there, stretches that seem to overlap only say that
somebody set the clock.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from hipbreak.core.facts import BreakEnded, Evidence, Fact, Span, SpanKind
from hipbreak.core.moment import Moment

LINEAGE = 24
"""So many first digits of a uid are the same on one machine."""
SLACK_S = 1.0
"""Less than this is no overlap: the journal keeps milliseconds, and clocks differ (ours)."""


_INPUT = (SpanKind.SITTING, SpanKind.STANDING, SpanKind.DOUBTFUL)
"""Stretches with input: certainly or perhaps of the person. In the order in which they count."""


class _Stretch(NamedTuple):
    start: float
    """UTC seconds, as `end`."""
    end: float
    span: Span


def once(facts: Iterable[Fact]) -> list[Fact]:
    """The facts with what two machines saw at the same time counted once."""
    given = list(facts)
    there = sorted(
        (
            _Stretch(fact.start.wall, fact.end.wall, fact)
            for fact in given
            if isinstance(fact, Span) and fact.kind in _INPUT
        ),
        key=lambda one: (one.start, one.end, one.span.uid),
    )
    if len({machine(one.span) for one in there}) < 2:
        return given
    replaced: set[str] = set()
    instead: list[Span] = []
    for cluster in _clusters(there):
        if _shared(cluster):
            replaced.update(one.span.uid for one in cluster)
            instead += _counted_once(cluster)
    seen = _Seen(there)
    kept = (fact for fact in given if not (isinstance(fact, Span) and fact.uid in replaced))
    return [*(fact for fact in kept if not seen.elsewhere(fact)), *instead]


def machine(fact: Span | BreakEnded) -> str:
    """What tells one machine's facts from another's."""
    return fact.uid[:LINEAGE]


def _clusters(there: Sequence[_Stretch]) -> Iterator[list[_Stretch]]:
    """Stretches that hang together, each overlapping another."""
    cluster: list[_Stretch] = []
    end = float("-inf")
    for one in there:
        if cluster and one.start >= end - SLACK_S:
            yield cluster
            cluster = []
            end = float("-inf")
        cluster.append(one)
        end = max(end, one.end)
    if cluster:
        yield cluster


def _shared(cluster: Sequence[_Stretch]) -> bool:
    return len({machine(one.span) for one in cluster}) > 1


def _counted_once(cluster: Sequence[_Stretch]) -> Iterator[Span]:
    taken: list[Span] = []
    for kind in _INPUT:
        of_kind = _united(one for one in cluster if one.span.kind is kind)
        taken += [part for span in of_kind for part in _without(span, taken)]
        taken.sort(key=lambda span: span.start.wall)
    yield from taken


def _united(stretches: Iterable[_Stretch]) -> Iterator[Span]:
    """Those that overlap as one, by the wall clock, which two machines share."""
    current: _Stretch | None = None
    for one in stretches:
        if current is None:
            current = one
        elif one.start < current.end - SLACK_S:
            last = one if one.end > current.end else current
            joined = _part(current.span, current.start, last.end, last.span)
            current = _Stretch(current.start, last.end, joined)
        else:
            yield current.span
            current = one
    if current is not None:
        yield current.span


def _without(span: Span, taken: Sequence[Span]) -> Iterator[Span]:
    """What is left of a stretch outside of these; they are in order and do not overlap."""
    if not taken:
        yield span
        return
    start = span.start.wall
    for other in taken:
        if other.end.wall <= start or other.start.wall >= span.end.wall:
            continue
        if other.start.wall > start:
            yield _part(span, start, other.start.wall, span)
        start = other.end.wall
    if start < span.end.wall:
        yield _part(span, start, span.end.wall, span) if start > span.start.wall else span


def _part(first: Span, start: float, end: float, last: Span) -> Span:
    began = Moment(start, start, first.start.offset)
    ended = Moment(end, end, last.end.offset)
    return Span(first.uid, first.kind, began, ended, last.ended_by)


class _Seen:
    """When which machine saw the person there."""

    def __init__(self, there: Sequence[_Stretch]) -> None:
        self._there = there
        self._starts = [one.start for one in there]
        self._longest = max(one.end - one.start for one in there)

    def elsewhere(self, fact: Fact) -> bool:
        """Whether the fact is an absence during which another machine saw the person."""
        if not isinstance(fact, BreakEnded) or fact.evidence is not Evidence.ABSENCE:
            return False
        first = bisect_left(self._starts, fact.start.wall - self._longest)
        last = bisect_left(self._starts, fact.end.wall - SLACK_S)
        return any(
            one.end > fact.start.wall + SLACK_S and machine(one.span) != machine(fact)
            for one in self._there[first:last]
        )
