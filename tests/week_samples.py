"""Weeks for the tests of the week's page: by hand, and a year as a person might live it."""

from __future__ import annotations

import random
from collections.abc import Iterator

from hipbreak.core.calendar import parse_week, weekday
from hipbreak.core.facts import (
    Answer,
    BreakEnded,
    Evidence,
    Fact,
    OfferClosed,
    Outcome,
    Span,
    SpanKind,
    StepDone,
    TightnessRated,
    Timing,
)
from hipbreak.core.moment import DAY, Moment

MONDAY = parse_week("2026-W47")
HOUR = 3600.0


def at(day: int, hour: float, offset: int = 0) -> Moment:
    """An hour of a local day, in a zone."""
    wall = day * DAY + hour * HOUR - offset
    return Moment(wall, wall, offset)


def sat(day: int, start: float, end: float, uid: str = "") -> Span:
    first, last = at(day, start), at(day, end)
    return Span(uid or f"s{day}-{start}", SpanKind.SITTING, first, last, "away")


def done(
    start: Moment,
    routine: str = "walk",
    kind: str = "walk",
    uid: str = "",
    seconds: float = 120.0,
    outcome: Outcome = Outcome.COMPLETED,
    evidence: Evidence = Evidence.STEPS,
    steps: tuple[StepDone, ...] = (),
) -> BreakEnded:
    uid = uid or f"b{start.wall:.0f}"
    return BreakEnded(
        uid, routine, kind, start, start.after(seconds), outcome, evidence, 120, seconds,
        steps=steps,
    )  # fmt: skip


def rated(break_uid: str, start: Moment, before: int, after: int) -> tuple[TightnessRated, ...]:
    return (
        TightnessRated(f"{break_uid}-1", break_uid, start, Timing.BEFORE, before),
        TightnessRated(f"{break_uid}-2", break_uid, start.after(200), Timing.AFTER, after),
    )


def sides(routine: str, left: float, right: float) -> tuple[StepDone, ...]:
    return (StepDone(routine, "left", 90, left), StepDone(routine, "right", 90, right))


def lived(first_day: int, days: int, seed: int = 7) -> Iterator[Fact]:
    """Desk days from `first_day` on: sits, absences, hourly breaks, releases with ratings."""
    chance = random.Random(seed)
    for day in range(first_day, first_day + days):
        if weekday(day) < 5:
            yield from _desk_day(day, chance, (day - first_day) / max(1, days))


def _desk_day(day: int, chance: random.Random, later: float) -> Iterator[Fact]:
    hour, number = 8.6 + chance.random() * 0.8, 0
    while hour < 17.2:
        afternoon = 13 <= hour < 16
        length = chance.uniform(0.5, 1.9 if afternoon else 1.15)
        yield sat(day, hour, hour + length, f"s{day}-{number}")
        hour += length
        if chance.random() < 0.25:
            start, end = at(day, hour), at(day, hour + 0.6)
            yield Span(f"t{day}-{number}", SpanKind.STANDING, start, end, "posture")
            hour += 0.6
        pause = 0.9 if 12 <= hour < 13 else chance.uniform(0.06, 0.3)
        yield from _pause(day, hour, pause, number, chance, later)
        hour += pause
        number += 1


def _pause(
    day: int, hour: float, length: float, number: int, chance: random.Random, later: float
) -> Iterator[Fact]:
    start, uid = at(day, hour), f"b{day}-{number}"
    yield Span(f"a{day}-{number}", SpanKind.AWAY, start, at(day, hour + length), "input")
    yield BreakEnded(
        f"n{day}-{number}", "natural", "natural", start, at(day, hour + length),
        Outcome.COMPLETED, Evidence.ABSENCE, 0, length * HOUR,
    )  # fmt: skip
    answer = chance.choice((Answer.STARTED, Answer.STARTED, Answer.SNOOZED, Answer.SKIPPED))
    begun = at(day, hour - 0.1)
    yield OfferClosed(f"o{day}-{number}", "walk", begun, begun, begun.after(9), answer, "An hour.")
    if answer is not Answer.STARTED:
        return
    routine, kind = chance.choice(
        (("glute-press", "drill"), ("walk", "walk"), ("kd4-press", "release"),
         ("quad-sweep", "release"), ("psoas-ball", "release"), ("belly-breath", "breath"))
    )  # fmt: skip
    left, right = chance.uniform(50, 60), chance.uniform(40, 60)
    steps = sides(routine, left, right) if kind == "release" else (StepDone(routine, "", 60, 60),)
    outcome = chance.choices((Outcome.COMPLETED, Outcome.PARTIAL, Outcome.LEFT), (12, 1, 1))[0]
    evidence = chance.choices((Evidence.STEPS, Evidence.BY_HAND), (6, 1))[0]
    seconds = sum(step.done_s for step in steps)
    yield done(begun, routine, kind, uid, seconds, outcome, evidence, steps)
    if kind == "release":
        before = round(chance.uniform(4.5, 7.5) - 2 * later)
        yield from rated(uid, begun, before, max(0, before - chance.choice((0, 1, 2, 2, 3))))
