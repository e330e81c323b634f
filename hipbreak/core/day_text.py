"""What was done on one day, in words: one line for each break, with what proves it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hipbreak.core.durations import rough_duration
from hipbreak.core.facts import BreakEnded, Evidence, Fact, Outcome
from hipbreak.core.rest import STOP_REASONS
from hipbreak.core.routine import Routine
from hipbreak.core.week import standing_facts


@dataclass(frozen=True, slots=True)
class Entry:
    """One break of a day."""

    uid: str
    minute: int
    """When it began, in minutes since local midnight."""
    title: str
    detail: str
    """How it ended and what proves it."""
    counted: bool
    """It counts as a break that was done, or as a natural one."""
    natural: bool

    @property
    def clock(self) -> str:
        return f"{self.minute // 60:02d}:{self.minute % 60:02d}"


def entries(facts: Iterable[Fact], day: int, routines: Mapping[str, Routine]) -> tuple[Entry, ...]:
    """The breaks that began on the local day `day`, the latest first, without the taken back."""
    found = [
        fact
        for fact in standing_facts(facts)
        if isinstance(fact, BreakEnded) and fact.start.local_day == day
    ]
    found.sort(key=lambda fact: fact.start.wall, reverse=True)
    return tuple(_entry(fact, routines.get(fact.routine)) for fact in found)


def _entry(fact: BreakEnded, routine: Routine | None) -> Entry:
    absence = fact.evidence is Evidence.ABSENCE
    name = "Away from the desk" if absence else routine.name if routine else fact.routine
    counted = fact.outcome is Outcome.COMPLETED and fact.evidence is not Evidence.NONE
    minute = int(fact.start.second_of_day) // 60
    return Entry(fact.uid, minute, name, _detail(fact), counted, absence)


def _detail(fact: BreakEnded) -> str:
    lasted = rough_duration(fact.done_s)
    match fact.outcome, fact.evidence:
        case _, Evidence.ABSENCE:
            return f"{lasted}, a natural break"
        case Outcome.COMPLETED, Evidence.STEPS:
            return f"{lasted}, every step to its end"
        case Outcome.COMPLETED, Evidence.BY_HAND:
            return "done, by your own word"
        case Outcome.HURT, _:
            known = STOP_REASONS.get(fact.stop_reason, "") if fact.stop_reason != "other" else ""
            return f"stopped for {known}" if known else "stopped because it hurt"
        case Outcome.DISMISSED, _:
            return "the window ended without a word; not counted"
        case _:
            return f"{lasted}, left before its end"
