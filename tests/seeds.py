"""Journals for pictures: one day old, and a year old, lived by the simulated year's person."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import TypeVar

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
    TightnessRated,
    Timing,
)
from hipbreak.core.moment import DAY, Moment
from tests.year import DAYS, FIRST_DAY, PEOPLE, Life

F = TypeVar("F", bound=Fact)
HOUR, DAY_MIN = 3600.0, 24 * 60
AT_HOME = PEOPLE[1]


class Remembering(Life):
    """A life of which nothing is forgotten."""

    def __init__(self) -> None:
        super().__init__(AT_HOME)
        self.all: dict[str, Fact] = {}

    def _day(self, day: int) -> None:
        super()._day(day)
        known = self.record
        for fact in (
            *self.breaks, *known.answers, *known.tests, *known.followups, *known.felt
        ):  # fmt: skip
            self.all.setdefault(fact.uid, fact)


def afternoon() -> str:
    """A time zone, as `TZ` names it, in which it is 14:40 just now: a day that has happened."""
    minutes = (14 * 60 + 40 - int(time.time() // 60)) % DAY_MIN
    ahead = minutes if minutes <= DAY_MIN // 2 else minutes - DAY_MIN
    hours, rest = divmod(abs(ahead), 60)
    return f"SHOT{'-' if ahead >= 0 else '+'}{hours:02d}:{rest:02d}"


def set_zone(name: str | None) -> None:
    """Live in this time zone; None: the machine's own."""
    if name is None:
        os.environ.pop("TZ", None)
    else:
        os.environ["TZ"] = name
    time.tzset()


def fill_year(journal: Path) -> None:
    """A year of desk days that ends now."""
    now = SystemClock().now()
    life = Remembering()
    life.live()
    last = FIRST_DAY + DAYS - 7
    shift = monday(now.local_day) - last
    chance = random.Random(2)
    facts = [_moved(fact, shift, now) for fact in life.all.values()]
    breaks = [fact for fact in facts if isinstance(fact, BreakEnded)]
    facts += _tightness(breaks, chance)
    for day in range(FIRST_DAY + shift, FIRST_DAY + shift + DAYS):
        facts += _spans(day, now, breaks, chance)
    _write(journal, facts, now)


def fill_day(journal: Path) -> None:
    """The first day of somebody who started this morning."""
    now = SystemClock().now()
    chance = random.Random(5)
    start = now.back(min(now.local % DAY - 60, 5.5 * HOUR))
    facts: list[Fact] = []
    for at, minutes in enumerate((52, 61, 40)):
        end = start.after(minutes * 60)
        facts.append(Span(_uid(chance), SpanKind.SITTING, start, end, "natural break"))
        facts.append(
            BreakEnded(
                _uid(chance), "glute-press", "drill", end, end.after(60), Outcome.COMPLETED,
                Evidence.STEPS, 60, 60, input_seen=False,
            )
            if at < 2
            else BreakEnded(
                _uid(chance), "natural", "natural", end, end.after(25 * 60), Outcome.COMPLETED,
                Evidence.ABSENCE, 0, 25 * 60,
            )
        )  # fmt: skip
        away = 25 * 60 if at == 2 else 6 * 60
        facts.append(Span(_uid(chance), SpanKind.AWAY, end, end.after(away), "came back"))
        start = end.after(away)
    _write(journal, facts, now)


def _write(journal: Path, facts: list[Fact], now: Moment) -> None:
    ended = [fact for fact in facts if _end(fact).wall < now.wall]
    writer = SqliteJournal(journal)
    writer.commit(ended, None)
    writer.close()


def _end(fact: Fact) -> Moment:
    moments = [v for f in fields(fact) if isinstance(v := getattr(fact, f.name), Moment)]
    return max(moments, key=lambda moment: moment.wall)


def _moved(fact: F, days: int, now: Moment) -> F:
    """The same, some days later and in the zone of `now`."""
    changed = {
        f.name: Moment(value.wall + days * DAY - now.offset, value.elapsed, now.offset)
        for f in fields(fact)
        if isinstance(value := getattr(fact, f.name), Moment)
    }
    return replace(fact, **changed)


def _spans(
    day: int, now: Moment, breaks: list[BreakEnded], chance: random.Random
) -> Iterator[Fact]:
    """A working day's sitting, standing and absences, each offer with its answer."""
    if day % 7 in (2, 3):  # days since 1970 began on a Thursday: these are Saturday and Sunday
        return
    taken = {round(fact.start.wall // HOUR): fact for fact in breaks if fact.start.local_day == day}
    wall = day * DAY - now.offset + 8.7 * HOUR + chance.randrange(1800)
    at, leave = Moment(wall, wall, now.offset), 17.3 * HOUR + chance.randrange(2400)
    while at.local - day * DAY < leave:
        hour = (at.local - day * DAY) / HOUR
        long = chance.random() < (0.30 if 13.5 < hour < 15.5 else 0.1)
        minutes = chance.uniform(62, 105) if long else chance.uniform(28, 59)
        standing = chance.random() < 0.14
        kind = SpanKind.STANDING if standing else SpanKind.SITTING
        end = at.after((minutes * 0.6 if standing else minutes) * 60)
        yield Span(_uid(chance), kind, at, end, "sat down" if standing else "natural break")
        yield _offer(end, taken.get(round(end.wall // HOUR)), chance)
        lunch = 11.8 < (end.local - day * DAY) / HOUR < 13.2
        away = (chance.uniform(30, 50) if lunch else chance.uniform(4, 14)) * 60
        back = end.after(away)
        yield Span(_uid(chance), SpanKind.AWAY, end, back, "came back")
        if chance.random() < 0.4:
            yield BreakEnded(
                _uid(chance), "natural", "natural", end, back, Outcome.COMPLETED,
                Evidence.ABSENCE, 0, away,
            )  # fmt: skip
        at = back


def _offer(at: Moment, done: BreakEnded | None, chance: random.Random) -> OfferClosed:
    answer = Answer.STARTED if done else chance.choice((Answer.SNOOZED, Answer.SKIPPED))
    routine = done.routine if done else "glute-press"
    snooze = 600.0 if answer is Answer.SNOOZED else 0.0
    return OfferClosed(
        _uid(chance), routine, at, at, at.after(9), answer, "It is time.", snooze, "card"
    )


def _tightness(breaks: list[BreakEnded], chance: random.Random) -> Iterator[Fact]:
    """How tight it was before and after two releases of three, a little less with the months."""
    for number, fact in enumerate(breaks):
        if fact.kind not in ("release", "stretch") or chance.random() < 0.35:
            continue
        before = min(10, max(1, round(7 - 3 * number / len(breaks) + chance.uniform(-1.6, 1.6))))
        after = max(0, before - chance.choice((0, 1, 1, 2, 2, 3)))
        for timing, value, when in (
            (Timing.BEFORE, before, fact.start),
            (Timing.AFTER, after, fact.end),
        ):
            yield TightnessRated(_uid(chance), fact.uid, when, timing, value)


def _uid(chance: random.Random) -> str:
    return f"{chance.getrandbits(128):032x}"
