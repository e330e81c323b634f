"""A year of desk days, five people, and the table of what they were offered.

`python -m tests.year` writes docs/year.md. Everything is drawn from one seed; each offer is checked
against the rules as tests/oracle.py tells them.
"""

from __future__ import annotations

import random
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from hipbreak.adapters.paths import data_dir
from hipbreak.adapters.plan_shelf import load_plans
from hipbreak.core.facts import (
    BreakEnded,
    CheckedIn,
    Evidence,
    Feel,
    FollowedUp,
    NextDay,
    Outcome,
    SafetyAnswered,
    SelfTested,
    StepDone,
)
from hipbreak.core.followup import due_questions
from hipbreak.core.moment import DAY, Moment
from hipbreak.core.plan import Choice, Context, Place, choose, nudge
from hipbreak.core.plans import line_up, meant_for, still_meant
from hipbreak.core.record import Record
from hipbreak.core.routine import THINGS, Kind, Position, Routine, timeline
from hipbreak.core.screening import QUESTIONS
from tests.health import HOUR, ROUTINES
from tests.oracle import forbidden

TARGET = Path(__file__).parents[1] / "docs" / "year.md"
SEED = 20_260_105
FIRST_DAY = 20_458
"""Monday, 5 January 2026."""
DAYS = 364
WORK = (9, 10, 11, 12, 14, 15, 16, 17)
"""Offers at these hours, Monday to Friday."""
PLANS = {plan.id: plan for plan in load_plans([data_dir("routines")])[0]}
EVERYTHING = frozenset(THINGS)
RELEASED_BY = {"kneeling-lunge": "foam-roll", "couch-stretch": "foam-roll"}
"""A stretch waits as long as the release before it must rest."""


@dataclass(frozen=True)
class Person:
    """Who they are and what they do with an offer."""

    name: str
    place: Place
    things: frozenset[str] = frozenset()
    yes: str = ""
    """A safety question answered yes …"""
    yes_until: int = DAYS
    """… until this day of the year, from when on it is no."""
    answers_on: int = 0
    """The day on which the questions are answered."""
    takes: float = 0.8
    """How often an offer is taken."""
    short: float = 0.05
    """How often it was put off until only the short one is left."""
    week_plan: float = 0.0
    """On how many days the week's plan is done after work."""
    trains: tuple[int, ...] = ()
    """Weekdays on which the plan after training is done."""
    nudged: bool = False


PEOPLE = (
    Person("office, no things", Place.OFFICE, nudged=True),
    Person("home, everything", Place.HOME, EVERYTHING, week_plan=0.7, trains=(1, 4)),
    Person("after surgery", Place.HOME, EVERYTHING, "recent-surgery", 90, week_plan=0.5),
    Person("blood clot", Place.HOME, EVERYTHING, "blood-clots", week_plan=0.5, nudged=True),
    Person("sceptic", Place.OFFICE, answers_on=60, takes=0.35, short=0.6),
)


@dataclass
class Year:
    """What became of one person's year."""

    person: Person
    hourly: Counter[str] = field(default_factory=Counter)
    planned: Counter[str] = field(default_factory=Counter)
    nudges: Counter[str] = field(default_factory=Counter)
    offers: int = 0
    short: int = 0
    hurt: int = 0
    questions: int = 0
    broken: list[str] = field(default_factory=list)
    """Rules that were broken: none, ever."""
    waiting: Counter[str] = field(default_factory=Counter)
    pause: Counter[str] = field(default_factory=Counter)
    """The most days in a row on which each technique was allowed and not done."""


class Life:
    """One person living through the year."""

    def __init__(self, person: Person, seed: int = SEED) -> None:
        self.person = person
        self.chance = random.Random(f"{seed} {person.name}")
        self.year = Year(person)
        self.record = Record()
        self.breaks: list[BreakEnded] = []
        self.count = 0

    def live(self) -> Year:
        for day in range(DAYS):
            self._day(day)
        return self.year

    def _day(self, day: int) -> None:
        weekday = day % 7
        morning = self._at(day, 8)
        self._wait(morning)
        self._answer(day, morning)
        self._tests(day, morning)
        self._follow_up(morning)
        if weekday < 5:
            for hour in WORK:
                self._offer(self._at(day, hour))
        if self.chance.random() < self.person.week_plan:
            self._session("week", day, self._at(day, 19))
        if weekday in self.person.trains and self.chance.random() < 0.7:
            self._session("after-training", day, self._at(day, 20))

    def _wait(self, now: Moment) -> None:
        for routine in ROUTINES:
            gate = RELEASED_BY.get(routine, routine)
            if not forbidden(routine, self.record, now) and not forbidden(gate, self.record, now):
                self.year.waiting[routine] += 1
                longest = max(self.year.pause[routine], self.year.waiting[routine])
                self.year.pause[routine] = longest

    def _at(self, day: int, hour: int) -> Moment:
        wall = (FIRST_DAY + day) * DAY + hour * HOUR + self.chance.randrange(600)
        return Moment(wall, wall)

    def _uid(self) -> str:
        self.count += 1
        return f"{self.count:032x}"

    def _answer(self, day: int, now: Moment) -> None:
        person = self.person
        if day not in (person.answers_on, person.yes_until):
            return
        facts = tuple(
            SafetyAnswered(self._uid(), now, q.key, q.key == person.yes and day < person.yes_until)
            for q in QUESTIONS
        )
        self.record = replace(self.record, answers=(*self.record.answers, *facts))

    def _tests(self, day: int, now: Moment) -> None:
        """Every fifth Monday both tests, where they may be done; rarely the spine lifts."""
        if day % 35 or self.person.place is not Place.HOME:
            return
        facts: list[SelfTested] = []
        if not forbidden("thomas-test", self.record, now):
            for side in ("left", "right"):
                word = self.chance.choices(("clear", "tight", "spine lifts"), (5, 4, 1))[0]
                facts.append(SelfTested(self._uid(), now, "thomas", side, word))
            self._did(self.year.planned, "thomas-test")
        if not forbidden("leg-length", self.record, now):
            side = self.chance.choice(("left", "right"))
            facts.append(SelfTested(self._uid(), now, "leg-length", side, "shorter"))
            self._did(self.year.planned, "leg-length")
        if not forbidden("warning-signs", self.record, now):
            self._did(self.year.planned, "warning-signs")
        self.record = replace(self.record, tests=(*self.record.tests, *facts))

    def _follow_up(self, now: Moment) -> None:
        for question in due_questions(ROUTINES, self.record, now):
            word = self.chance.choices(tuple(NextDay), (40, 36, 1, 3, 20))[0]
            fact = FollowedUp(self._uid(), question.break_uid, now, word)
            self.record = replace(self.record, followups=(*self.record.followups, fact))
            self.year.questions += 1

    def _offer(self, now: Moment) -> None:
        person = self.person
        context = Context(
            now, person.place, person.things, short=self.chance.random() < person.short,
            record=self.record, meant=still_meant([PLANS["week"]], self.record, now),
            end_of_work_s=18 * HOUR,
        )  # fmt: skip
        choice = choose(ROUTINES, context, zlib.crc32(f"{self.count}".encode()))
        self.year.offers += 1
        self.year.short += context.short
        self.year.broken += broken(choice.routine, context)
        if person.nudged and nudge(ROUTINES, self.record, now):
            self._did(self.year.nudges, "weight-shift")
        if self.chance.random() < (0.9 if context.short else person.takes):
            self._play(choice, self.year.hourly, now)

    def _session(self, plan: str, day: int, now: Moment) -> None:
        (meant,) = meant_for([PLANS[plan]], FIRST_DAY + day)
        record = self.record
        for choice in line_up(meant, ROUTINES, record, now, self.person.things).choices:
            if forbidden(choice.routine.id, record, now):
                self.year.broken.append(f"{choice.routine.id} in the plan {plan}")
            self._play(choice, self.year.planned, now)
            now = now.after(choice.routine.seconds + 60)

    def _play(self, choice: Choice, tally: Counter[str], now: Moment) -> None:
        routine = choice.routine
        done = self._ended(choice, now)
        self.breaks.append(done)
        felt = self.record.felt
        if done.outcome is Outcome.COMPLETED and self.chance.random() < 0.7:
            word = self.chance.choices(tuple(Feel), (70, 27, 3))[0]
            felt = (*felt, CheckedIn(self._uid(), done.uid, done.end, word))
        if done.outcome is not Outcome.HURT:
            self._did(tally, routine.id)
        self.year.hurt += done.outcome is Outcome.HURT
        self.record = replace(self.record, breaks=self._recent(now), felt=felt[-300:])

    def _ended(self, choice: Choice, now: Moment) -> BreakEnded:
        routine = choice.routine
        risky = routine.kind in (Kind.RELEASE, Kind.STRETCH)
        cues = timeline(routine, choice.first_side)
        outcome = Outcome.COMPLETED
        if risky and self.chance.random() < 0.01:
            outcome = Outcome.HURT
        elif self.chance.random() < 0.05:
            outcome, cues = Outcome.PARTIAL, cues[: len(cues) // 2 + 1]
        steps = tuple(StepDone(routine.id, c.side, c.seconds, c.seconds) for c in cues)
        return BreakEnded(
            self._uid(), routine.id, routine.kind.value, now, now.after(routine.seconds), outcome,
            Evidence.STEPS if outcome is Outcome.COMPLETED else Evidence.NONE, routine.seconds,
            sum(step.done_s for step in steps), steps=steps,
            stop_reason="sharp" if outcome is Outcome.HURT else "",
        )  # fmt: skip

    def _recent(self, now: Moment) -> tuple[BreakEnded, ...]:
        """As the journal's reader gives them."""
        late = [fact for fact in self.breaks[-200:] if now.wall - fact.end.wall < 15 * DAY]
        releases = [fact for fact in self.breaks if fact.kind == "release"][-150:]
        chosen = {fact.uid for fact in (*late, *self.breaks[-60:], *releases)}
        self.breaks = [fact for fact in self.breaks if fact.uid in chosen]
        return tuple(self.breaks)

    def _did(self, tally: Counter[str], routine: str) -> None:
        tally[routine] += 1
        self.year.waiting[routine] = 0


def broken(routine: Routine, context: Context) -> list[str]:
    """The rules that this offer breaks, told without the product's own rules."""
    known = ROUTINES[routine.id]
    place = context.place
    found = {
        "forbidden": forbidden(routine.id, context.record, context.now),
        "things": bool(set(known.needs) - {"hand", "floor"} - context.things),
        "private": known.place == "private" and place is not Place.HOME,
        "lying": known.position is Position.LYING and place is not Place.HOME,
        "stretch first": routine.id in ("kneeling-lunge", "couch-stretch"),
        "a test": known.kind in (Kind.CHECK, Kind.SELF_TEST) or known.nudge,
        "too long": not context.short and routine.seconds > context.minutes * 60,
        "dose": any(step.seconds > 120 for step in routine.steps),
    }  # a stretch would need a release within 30 minutes, and offers come an hour apart
    return [f"{routine.id}: {rule}" for rule, wrong in found.items() if wrong]


def years() -> tuple[Year, ...]:
    """Everybody's year."""
    return tuple(Life(person).live() for person in PEOPLE)


def table(found: tuple[Year, ...]) -> str:
    """Counts per technique, as Markdown."""
    head = ["technique", *(year.person.name for year in found)]
    rows = [head, ["---", *("---:" for _ in found)]]
    for routine in sorted(ROUTINES):
        rows.append([f"`{routine}`", *(_cell(year, routine) for year in found)])
    for name, numbers in _sums(found):
        rows.append([name, *(f"{number}" for number in numbers)])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


def _cell(year: Year, routine: str) -> str:
    hourly, planned = year.hourly[routine] + year.nudges[routine], year.planned[routine]
    parts = [f"{hourly}" if hourly else "", f"+{planned}" if planned else ""]
    return " ".join(part for part in parts if part) or "·"


def _sums(found: tuple[Year, ...]) -> Iterator[tuple[str, list[int]]]:
    yield "**hourly offers**", [year.offers for year in found]
    yield "of them shortened", [year.short for year in found]
    yield "stopped for pain", [year.hurt for year in found]
    yield "next-day questions", [year.questions for year in found]
    yield "**rules broken**", [len(year.broken) for year in found]


def pauses(found: tuple[Year, ...]) -> str:
    """How long each technique waited at most although it was allowed."""
    head = ["technique", *(year.person.name for year in found)]
    rows = [head, ["---", *("---:" for _ in found)]]
    for routine in sorted(ROUTINES):
        cells = [f"{year.pause[routine]}" if done(year, routine) else "·" for year in found]
        rows.append([f"`{routine}`", *cells])
    return "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


def done(year: Year, routine: str) -> int:
    """How many times in the year."""
    return year.hourly[routine] + year.planned[routine] + year.nudges[routine]


def page(found: tuple[Year, ...]) -> str:
    """docs/year.md."""
    return PAGE.format(table=table(found), pauses=pauses(found))


PAGE = """\
# A year of desk days

<!-- Written by `python -m tests.year`; tests/test_year.py holds it equal. -->

Five made-up people, 364 days, eight offers a working day, one seed. The table counts what each
of them really did: from the hourly offers, and after a `+` in sessions of a plan or by hand.
`·` is never.

{table}
* **office, no things**: nothing to lie on, nothing at hand; the silent weight shift is on.
* **home, everything**: also does the week's plan on most days, and the one after training.
* **after surgery**: says yes to recent surgery until day 90, when the doctor has agreed.
* **blood clot**: says yes all year; walking and breathing stay, and nothing else.
* **sceptic**: answers the safety questions on day 60, and puts most offers off until only ten
  seconds are left.

Now and then something hurts, feels wrong or is worse the next day, and rests for a week; a spine
that lifts in the Thomas test closes deep massage until a clear one. Kneeling lunge and couch
stretch come only in sessions, after their release: hourly offers lie too far apart for them.
Every offer is checked against the safety rules by a second telling of them that shares no code
with the product.

The most days in a row, weekends too, on which each technique was allowed and not done:

{pauses}"""


if __name__ == "__main__":
    TARGET.write_text(page(years()), encoding="utf-8")
