"""How tight it felt before and after, week by week."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hipbreak.core.calendar import monday
from hipbreak.core.facts import BreakEnded, Fact, TightnessRated, Timing
from hipbreak.core.week_parts import WEEKS, TightnessPair, TightnessWeek


def pairs_of(facts: Iterable[Fact], first_day: int, last_day: int) -> tuple[TightnessPair, ...]:
    """Every break of these days that was rated before and after, oldest first.

    Of two ratings for the same moment the later one counts. `facts` are without what was taken
    back; a rating goes with its break.
    """
    routines: dict[str, str] = {}
    ratings: list[TightnessRated] = []
    for fact in facts:
        if isinstance(fact, BreakEnded):
            routines[fact.uid] = fact.routine
        elif isinstance(fact, TightnessRated):
            ratings.append(fact)
    rated: dict[str, dict[Timing, TightnessRated]] = {}
    for rating in sorted(ratings, key=lambda one: (one.at.wall, one.uid)):
        if rating.break_uid in routines:
            rated.setdefault(rating.break_uid, {})[rating.timing] = rating
    both = [
        (times[Timing.BEFORE], times[Timing.AFTER])
        for times in rated.values()
        if Timing.BEFORE in times and Timing.AFTER in times
    ]
    return tuple(
        TightnessPair(
            before.at.local_day, routines[before.break_uid], before.tightness, after.tightness
        )
        for before, after in sorted(both, key=lambda pair: (pair[0].at.wall, pair[0].uid))
        if first_day <= before.at.local_day <= last_day
    )


def weekly(pairs: Sequence[TightnessPair], first_day: int) -> tuple[TightnessWeek, ...]:
    """The medians of `WEEKS` weeks from `first_day`, a Monday, on."""
    mine: dict[int, list[TightnessPair]] = {}
    for pair in pairs:
        mine.setdefault(monday(pair.day), []).append(pair)
    return tuple(_week(start, mine.get(start, [])) for start in _starts(first_day))


def _starts(first_day: int) -> range:
    return range(first_day, first_day + 7 * WEEKS, 7)


def _week(first_day: int, pairs: Sequence[TightnessPair]) -> TightnessWeek:
    if not pairs:
        return TightnessWeek(first_day, 0, None, None)
    before = median(pair.before for pair in pairs)
    return TightnessWeek(first_day, len(pairs), before, median(pair.after for pair in pairs))


def median(values: Iterable[int]) -> float:
    """The middle one, or the mean of the two in the middle; there is at least one. (Python's own
    loads what reads the world.)"""
    ranked = sorted(values)
    half = len(ranked) // 2
    return float(ranked[half]) if len(ranked) % 2 else (ranked[half - 1] + ranked[half]) / 2
