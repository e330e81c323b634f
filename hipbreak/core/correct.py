"""Putting the journal right by hand: earlier rows stay, a correction takes them back or adds one.

A window or a command makes the `Correction` from what the journal says; the resident's verb
`correct` writes it, whole or not at all. Each is a few rows of its own, marked as said by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hipbreak.core.errors import Refused
from hipbreak.core.facts import BreakEnded, Evidence, Fact, Outcome, Span, SpanKind, Voided
from hipbreak.core.moment import DAY, Moment
from hipbreak.core.routine import Routine

OPEN = "open"
"""The uid and the ending of a stretch that goes on."""
BY_HAND = "by hand"
"""What ended a stretch that the person cut, and the reason that stands when none is given."""
LONGEST_BREAK_S = 4 * 3600.0
"""A break that is said to have been longer is a slip (ours)."""
OLDEST_S = 366 * DAY
"""Nothing older than a year is added by hand (ours)."""
MOST_FACTS = 100
LEAST_S = 1.0
"""A shorter rest of a stretch is not written (ours)."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What goes into the journal together."""

    voided: Voided | None = None
    added: tuple[BreakEnded | Span, ...] = ()

    @property
    def facts(self) -> tuple[Fact, ...]:
        return (*((self.voided,) if self.voided else ()), *self.added)


def take_back(facts: Sequence[Fact], now: Moment, uid: str, why: str = "") -> Correction:
    """These entries do not count any more. Refused: there are none, or one still goes on."""
    if not facts:
        raise Refused("there is no such entry")
    if any(fact.uid == OPEN for fact in facts):
        raise Refused("this stretch still goes on; it can be corrected once it has ended")
    return Correction(Voided(uid, now, tuple(fact.uid for fact in facts), _reason(why)))


def add_break(
    routine: Routine, start: Moment, now: Moment, uid: str, done_s: float = 0.0
) -> Correction:
    """A break that was done and not logged; `done_s` 0: as long as the routine's own dose.

    It has no steps, so it says nothing of sides. Refused: to come, too long ago, or too long.
    """
    done_s = done_s or routine.seconds
    if not 0 < done_s <= LONGEST_BREAK_S:
        raise Refused("a break lasts more than nothing and at most 4 hours")
    if start.wall + done_s > now.wall:
        raise Refused("a break can be added once it is over, not before")
    if now.wall - start.wall > OLDEST_S:
        raise Refused("that is more than a year ago")
    made = BreakEnded(
        uid=uid,
        routine=routine.id,
        kind=routine.kind.value,
        start=start,
        end=start.after(done_s),
        outcome=Outcome.COMPLETED,
        evidence=Evidence.BY_HAND,
        planned_s=routine.seconds,
        done_s=done_s,
    )
    return Correction(added=(made,))


def not_sitting(
    facts: Iterable[Fact],
    start: Moment,
    end: Moment,
    now: Moment,
    uids: Iterable[str],
    was: SpanKind = SpanKind.AWAY,
) -> Correction:
    """Between `start` and `end` the person did not sit: the sits that it touches are taken back,
    and written anew without that time. It becomes time away, and no natural break; or standing.

    `facts` without what was taken back already; `uids` gives new ones. Refused: the wrong way
    round, to come, no sitting there, or a sit that still goes on.
    """
    if start.wall >= end.wall:
        raise Refused("the end must come after the start")
    if end.wall > now.wall:
        raise Refused("that time is still to come")
    touched = sorted(
        (
            fact
            for fact in facts
            if isinstance(fact, Span)
            and fact.kind is SpanKind.SITTING
            and fact.start.wall < end.wall
            and start.wall < fact.end.wall
        ),
        key=lambda span: (span.start.wall, span.uid),
    )
    if not touched:
        raise Refused("no sitting was logged at that time")
    new = iter(uids)
    back = take_back(touched, now, next(new), "not sitting, said by hand")
    added = [piece for span in touched for piece in _cut(span, start, end, new, was)]
    return Correction(back.voided, tuple(added))


def check(correction: Correction) -> None:
    """What may be written in the person's name. Refused: none of it, with the reason."""
    if not correction.facts:
        raise Refused("nothing to correct")
    voided = correction.voided.voids if correction.voided else ()
    if len(voided) > MOST_FACTS or len(correction.added) > MOST_FACTS:
        raise Refused(f"more than {MOST_FACTS} entries at once")
    if correction.voided and (not voided or OPEN in voided):
        raise Refused("there is no such entry")
    for fact in correction.added:
        if isinstance(fact, BreakEnded) and fact.evidence is not Evidence.BY_HAND:
            raise Refused("a break that is added counts as said by hand")
        if fact.end.since(fact.start) < 0:
            raise Refused("the end must come after the start")


def _cut(span: Span, start: Moment, end: Moment, uids: Iterable[str], was: SpanKind) -> list[Span]:
    """The span in up to three: sitting, what it was, sitting. Their lengths add up to its own."""
    lasted, wall = span.end.since(span.start), span.end.wall - span.start.wall
    speed = lasted / wall if wall > 0 else 1.0  # the clock may have been set meanwhile

    def at(moment: Moment) -> Moment:
        gone = min(max(0.0, moment.wall - span.start.wall), max(0.0, wall))
        elapsed = span.start.elapsed + gone * speed
        return Moment(span.start.wall + gone, elapsed, moment.offset)

    first, last = at(start), at(end)
    new = iter(uids)
    pieces = (
        (SpanKind.SITTING, span.start, first, BY_HAND),
        (was, first, last, BY_HAND),
        (SpanKind.SITTING, last, span.end, span.ended_by),
    )
    return [
        Span(next(new), kind, begin, close, ended_by)
        for kind, begin, close, ended_by in pieces
        if close.since(begin) >= LEAST_S
    ]


def _reason(why: str) -> str:
    return why.strip()[:200] or f"taken back {BY_HAND}"
