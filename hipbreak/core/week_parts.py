"""What the week's page shows, as data: the window, the report and the command line draw from it.

Everything is of local days as they were lived, without what a later correction took back. Seconds
are seconds of time that really passed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hipbreak.core.facts import Evidence, Outcome, SpanKind
from hipbreak.core.week import Day, Week

WEEKS = 12
"""The heat map and the trend look back over so many weeks, the shown one included (ours)."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Sitting or standing on one day, for a ribbon; what ran over midnight is cut there."""

    day: int
    kind: SpanKind
    start_s: float
    """Seconds since local midnight."""
    length_s: float
    long: bool
    """Part of a sit of more than an hour."""


@dataclass(frozen=True, slots=True)
class Bout:
    """One sit of more than an hour, whole, on the day on which it began."""

    day: int
    start_s: float
    """Seconds since local midnight."""
    length_s: float


@dataclass(frozen=True, slots=True)
class KindLine:
    """The breaks of one kind: drill, release, stretch, breath, walk … or natural."""

    kind: str
    done: int
    """Done and believed; for natural ones: how many absences counted."""
    by: Mapping[Evidence, int]
    """Those, by what proves them."""
    unfinished: Mapping[Outcome, int]
    """Begun and not counted, by how they ended."""


@dataclass(frozen=True, slots=True)
class TechniqueLine:
    """One technique: what plans with a day of their own asked, and what was done."""

    routine: str
    name: str
    asked: int
    """On the week's days that have come, at most once a day; 0: no plan asked for it by name."""
    ahead: int
    """On the week's days that are still to come."""
    done: int
    """Times done and believed, however they came about."""
    asked_s: float
    """The seconds that go with `asked`."""
    done_s: float
    """Seconds really spent on it, unfinished sessions included."""
    hourly: bool
    """One of those that the hourly plan chooses from."""


@dataclass(frozen=True, slots=True)
class HourlyLine:
    """The hourly plan: one small thing after each hour of sitting."""

    name: str
    asked: int
    """The full hours of sitting, day by day (D2: hourly)."""
    done: int
    """How many of its techniques were done, with natural breaks not counted."""


@dataclass(frozen=True, slots=True)
class SideLine:
    """Seconds of one technique on each side, unfinished sessions included."""

    routine: str
    name: str
    left_s: float
    right_s: float


@dataclass(frozen=True, slots=True)
class TightnessPair:
    """How tight it felt around one break, 0 to 10."""

    day: int
    routine: str
    """Empty when the break is not known."""
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class TightnessWeek:
    """The medians over one week's pairs; None in a week without any."""

    first_day: int
    pairs: int
    before: float | None
    after: float | None


@dataclass(frozen=True, slots=True)
class Heat:
    """Mean minutes of sitting in each hour of each weekday, over whole days that have passed."""

    minutes: tuple[tuple[float, ...], ...]
    """Seven rows, Monday first, of 24 hours; 60 is the whole hour. In the night when the clocks
    go back an hour has 120 minutes, so a mean may lie a little above 60."""
    days: tuple[int, ...]
    """How many Mondays, Tuesdays … were looked at: those since the first entry."""
    by_hour: tuple[float, ...]
    """Mean minutes of each hour over all those days."""
    hardest: int | None
    """The hour of the day with most sitting, 0 to 23; None while there is too little to say."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """The same weekdays of this week and of the week before: only those that are over."""

    weekdays: int
    """The first so many days of both weeks, 1 to 7."""
    now: Day
    """Those days of this week added up."""
    before: Day
    sat_now: int
    """On how many of them there was any sitting."""
    sat_before: int

    @property
    def per_day_s(self) -> float | None:
        """How much more (less when negative) was sat on a day with sitting; None: not both."""
        if not (self.sat_now and self.sat_before):
            return None
        return self.now.sitting_s / self.sat_now - self.before.sitting_s / self.sat_before


@dataclass(frozen=True, slots=True)
class WeekPage:
    """Everything about one week."""

    week: Week
    today: int
    """The local day as of which it was told; days after it are still to come."""
    stretches: tuple[Stretch, ...]
    long_bouts: tuple[Bout, ...]
    kinds: tuple[KindLine, ...]
    hourly: HourlyLine | None
    techniques: tuple[TechniqueLine, ...]
    balance: tuple[SideLine, ...]
    pairs: tuple[TightnessPair, ...]
    """Of the last `WEEKS` weeks, oldest first."""
    tightness: tuple[TightnessWeek, ...]
    """One for each of the last `WEEKS` weeks, oldest first."""
    heat: Heat
    compared: Comparison | None
    """None on a Monday, when no day of the week is over yet, and without a week before."""
    sentence: str = ""
    """The one most useful thing, in plain words."""

    @property
    def first_day(self) -> int:
        return self.week.days[0].day

    @property
    def over(self) -> bool:
        """Whether all its days have passed."""
        return self.today > self.week.days[-1].day
