"""What the rules of health look at: answers, breaks and how they felt, as one value.

Times of facts are compared by the wall clock: they may come from an earlier run of the machine.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hipbreak.core.facts import (
    BreakEnded,
    CheckedIn,
    Evidence,
    Fact,
    FollowedUp,
    Outcome,
    SafetyAnswered,
    SelfTested,
    TightnessRated,
)
from hipbreak.core.moment import Moment
from hipbreak.core.week import standing_facts


@dataclass(frozen=True, slots=True)
class Record:
    """Facts by kind. Breaks oldest first, absences left out; all others in the order in which
    they were written, so that the last of two answers counts even if the clock was set."""

    answers: tuple[SafetyAnswered, ...] = ()
    breaks: tuple[BreakEnded, ...] = ()
    felt: tuple[CheckedIn, ...] = ()
    followups: tuple[FollowedUp, ...] = ()
    tests: tuple[SelfTested, ...] = ()
    tightness: tuple[TightnessRated, ...] = ()


NOTHING = Record()


def gather(facts: Iterable[Fact]) -> Record:
    """The record of these facts, without what was taken back."""
    valid = standing_facts(facts)
    breaks = [
        fact
        for fact in valid
        if isinstance(fact, BreakEnded) and fact.evidence is not Evidence.ABSENCE
    ]
    return Record(
        answers=tuple(fact for fact in valid if isinstance(fact, SafetyAnswered)),
        breaks=tuple(sorted(breaks, key=lambda fact: fact.start.wall)),
        felt=tuple(fact for fact in valid if isinstance(fact, CheckedIn)),
        followups=tuple(fact for fact in valid if isinstance(fact, FollowedUp)),
        tests=tuple(fact for fact in valid if isinstance(fact, SelfTested)),
        tightness=tuple(fact for fact in valid if isinstance(fact, TightnessRated)),
    )


def by_uid(record: Record) -> Mapping[str, BreakEnded]:
    """The breaks by their uid."""
    return {fact.uid: fact for fact in record.breaks}


def believed(fact: BreakEnded) -> bool:
    """Done to the end, by its steps or by the person's word."""
    shown = fact.evidence in (Evidence.STEPS, Evidence.BY_HAND)
    return fact.outcome is Outcome.COMPLETED and shown


def within(at: Moment, seconds: float, now: Moment) -> bool:
    """Whether `at` lies no longer than `seconds` ago. A moment still to come counts as well: the
    clock was set, and the careful reading is that it happened just now."""
    return now.wall - at.wall < seconds
