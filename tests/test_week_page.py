"""The week's page: nothing counted twice, nothing lost, fair comparisons, one plain sentence."""

from __future__ import annotations

import random
import re
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hipbreak.adapters.journal.reader import JournalReader
from hipbreak.adapters.journal.sqlite import SqliteJournal
from hipbreak.adapters.paths import data_dir
from hipbreak.adapters.plan_shelf import load_plans
from hipbreak.adapters.week_page import Meaning, read_week_page
from hipbreak.core.calendar import monday, weekday
from hipbreak.core.facts import Evidence, Fact, Outcome, Span, SpanKind, Voided
from hipbreak.core.heat import hours
from hipbreak.core.moment import DAY, Moment
from hipbreak.core.summary import RULES
from hipbreak.core.techniques import in_force
from hipbreak.core.trend import median
from hipbreak.core.week import pieces, standing_facts
from hipbreak.core.week_page import first_needed, week_page
from hipbreak.core.week_parts import WEEKS, TechniqueLine, WeekPage
from tests.health import ROUTINES
from tests.week_samples import HOUR, MONDAY, at, done, lived, rated, sat, sides

calm = settings(deadline=None)
PLANS = load_plans([data_dir("routines")])[0]
ALL = in_force(PLANS, {"morning": 8 * HOUR, "week": 18 * HOUR})
OVER = MONDAY + 7
SUMMER, WINTER = 7200, 3600


def page(facts: Iterable[Fact], today: int = OVER, plans: Sequence[object] = PLANS) -> WeekPage:
    return week_page(facts, MONDAY, today, plans=plans, routines=ROUTINES)  # type: ignore[arg-type]


def technique(found: WeekPage, routine: str) -> TechniqueLine:
    return next(line for line in found.techniques if line.routine == routine)


# Properties

offsets = st.sampled_from([0, WINTER, SUMMER, -5 * 3600, 9 * 3600 + 1800, 14 * 3600])


@st.composite
def stretches(draw: st.DrawFn) -> Span:
    """Any stretch of the two weeks before and in the week, with clocks set and zones changed."""
    start = draw(st.floats((MONDAY - 8) * DAY, (MONDAY + 7) * DAY))
    lasted = draw(st.floats(0, 40 * HOUR))
    drift = draw(st.sampled_from([0.0, 0.0, 3600.0, -1800.0, -1e5]))
    first = Moment(start, start, draw(offsets))
    last = Moment(start + lasted + drift, start + lasted, draw(offsets))
    kind = draw(st.sampled_from(list(SpanKind)))
    return Span(draw(st.uuids()).hex, kind, first, last, "away")


@calm
@given(stretches())
def test_the_hours_of_a_stretch_add_up_to_it(span: Span) -> None:
    """Over midnights, set clocks and zones: each second in one hour of one day."""
    for piece in pieces(span):
        found = list(hours(span, piece))
        assert all(0 <= hour < 24 and seconds >= 0 for hour, seconds in found)
        assert sum(seconds for _, seconds in found) == pytest.approx(piece.seconds, abs=1e-3)


@calm
@given(st.lists(stretches(), max_size=8))
def test_heat_ribbons_and_days_tell_the_same_sitting(spans: list[Span]) -> None:
    """One sum, however it is shown."""
    found = page(spans)
    sitting = found.week.total.sitting_s
    ribbons = sum(one.length_s for one in found.stretches if one.kind is SpanKind.SITTING)
    assert ribbons == pytest.approx(sitting, abs=1e-3)
    heat = sum(
        sum(row) * n * 60 for row, n in zip(found.heat.minutes, found.heat.days, strict=True)
    )
    before = page_of(spans, MONDAY - 7).week.total.sitting_s
    earlier = page_of(spans, MONDAY - 14).week.total.sitting_s
    assert heat == pytest.approx(sitting + before + earlier, abs=1e-2)
    for day in found.week.days:
        ribbon = [one for one in found.stretches if one.day == day.day]
        mine = sum(one.length_s for one in ribbon if one.kind is SpanKind.SITTING)
        assert mine == pytest.approx(day.sitting_s, abs=1e-3)


def page_of(facts: Iterable[Fact], first_day: int) -> WeekPage:
    return week_page(facts, first_day, OVER)


@calm
@given(st.randoms(use_true_random=False), st.integers(0, 7))
def test_the_order_of_the_facts_is_of_no_matter(chance: random.Random, days_gone: int) -> None:
    """Two machines' journals put together either way give the same page, to the last digit."""
    facts = list(lived(MONDAY - 14, 21))
    facts.append(Voided("v1", at(MONDAY, 9), (facts[3].uid, facts[40].uid), "x"))
    facts.append(Voided("v2", at(MONDAY, 9), ("v1",), "x"))
    facts.append(Voided("v3", at(MONDAY, 8), (facts[41].uid,), "x"))
    expected = page(facts, MONDAY + days_gone, ALL)
    chance.shuffle(facts)
    assert page(facts, MONDAY + days_gone, ALL) == expected


@calm
@given(st.integers(1, 500))
def test_what_is_taken_back_leaves_no_trace(seed: int) -> None:
    """The page is that of a journal without it."""
    facts = list(lived(MONDAY - 7, 14, seed))
    chance = random.Random(seed)
    wrong = chance.sample(facts, len(facts) // 3)
    void = Voided("v", at(MONDAY, 9), tuple(fact.uid for fact in wrong), "x")
    left = [fact for fact in facts if fact not in wrong]
    assert page([*facts, void], plans=ALL) == page(left, plans=ALL)


@calm
@given(st.lists(st.integers(0, 5), min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_corrections_of_corrections_do_not_depend_on_clocks(
    links: list[int], chance: random.Random
) -> None:
    """A chain of undo and redo has one meaning, whatever the clock said."""
    chain = [
        Voided(f"v{n}", at(MONDAY, chance.uniform(0, 24)), (f"v{n - 1}" if n else "b",), "x")
        for n in range(len(links))
    ]
    facts: list[Fact] = [done(at(MONDAY, 9), uid="b"), *chain]
    chance.shuffle(facts)
    stands = any(fact.uid == "b" for fact in standing_facts(facts))
    assert stands is (len(chain) % 2 == 0)


# Days as they were lived


def test_sitting_over_midnight_is_cut_in_the_ribbon_and_whole_as_a_bout() -> None:
    """Two ribbons, one long sit on the day it began."""
    found = page([sat(MONDAY, 23, 25.5)])
    assert [(one.day - MONDAY, one.start_s, one.length_s) for one in found.stretches] == [
        (0, 23 * HOUR, HOUR), (1, 0.0, 1.5 * HOUR),
    ]  # fmt: skip
    assert all(one.long for one in found.stretches)
    assert [(b.day - MONDAY, b.start_s, b.length_s) for b in found.long_bouts] == [
        (0, 23 * HOUR, 2.5 * HOUR)
    ]
    assert found.heat.minutes[0][23] == 60
    assert found.heat.minutes[1][:2] == (60, 30)


def test_the_hour_that_summer_time_leaves_out_has_no_sitting() -> None:
    """01:30 to 03:30 on that night is one hour: half of it before two, half after three."""
    sunday = MONDAY + 6
    first, last = at(sunday, 1.5, WINTER), at(sunday, 3.5, SUMMER)
    found = page([Span("s", SpanKind.SITTING, first, last, "away")])
    assert found.week.days[6].sitting_s == HOUR
    assert found.heat.minutes[6][1:4] == (30, 0, 30)


def test_the_hour_that_comes_twice_holds_both() -> None:
    """01:00 to 04:00 on the night the clocks go back is four hours."""
    sunday = MONDAY + 6
    first, last = at(sunday, 1, SUMMER), at(sunday, 4, WINTER)
    found = page([Span("s", SpanKind.SITTING, first, last, "away")])
    assert found.heat.minutes[6][1:4] == (60, 120, 60)


def test_hours_are_those_of_the_clock_on_the_wall_also_on_a_journey() -> None:
    """Nine in the morning in Berlin and nine in the morning in Tokyo are the same hour."""
    berlin = Span("a", SpanKind.SITTING, at(MONDAY, 9, 3600), at(MONDAY, 10, 3600), "away")
    tokyo = Span("b", SpanKind.SITTING, at(MONDAY + 1, 9, 32400), at(MONDAY + 1, 10, 32400), "away")
    heat = page([berlin, tokyo]).heat
    assert heat.minutes[0][9] == heat.minutes[1][9] == 60
    assert sum(map(sum, heat.minutes)) == 120


def test_a_sit_of_exactly_an_hour_is_not_long() -> None:
    """Long is more than an hour."""
    found = page([sat(MONDAY, 9, 10), sat(MONDAY, 11, 12.01)])
    assert [bout.start_s for bout in found.long_bouts] == [11 * HOUR]
    assert [one.long for one in found.stretches] == [False, True]


# The heat map


def test_the_heat_map_begins_with_the_first_entry_and_ends_yesterday() -> None:
    """A young journal is not thinned out by weeks before it, nor by the rest of today."""
    facts = [sat(MONDAY, 9, 10), sat(MONDAY + 7, 9, 9.5), sat(MONDAY + 8, 9, 10)]
    heat = week_page(facts, MONDAY + 7, MONDAY + 8).heat
    assert heat.days == (2, 1, 1, 1, 1, 1, 1)
    assert heat.minutes[0][9] == 45
    assert heat.minutes[1][9] == 0


def test_twelve_weeks_and_no_more() -> None:
    """What lies before the first needed day does not count."""
    first = first_needed(MONDAY)
    assert first == MONDAY - 77
    heat = page([sat(first - 7, 9, 10), sat(first, 9, 9.5)]).heat
    assert heat.days == (WEEKS,) * 7
    assert heat.minutes[0][9] == pytest.approx(30 / WEEKS)


def test_the_hardest_hour_needs_five_days_with_sitting() -> None:
    """Before that none is named."""
    facts = [sat(MONDAY + n, 14, 15) for n in range(5)]
    assert page(facts[:4]).heat.hardest is None
    assert page(facts).heat.hardest == 14


# Breaks by kind, plan and done, sides, tightness


def test_breaks_by_kind_tell_what_proves_them_and_what_was_not_finished() -> None:
    """Done and unfinished apart; natural ones last; a kind that was only begun is there too."""
    facts = [
        done(at(MONDAY, 9), uid="1"),
        done(at(MONDAY, 10), uid="2", evidence=Evidence.BY_HAND),
        done(at(MONDAY, 11), uid="3", outcome=Outcome.LEFT),
        done(at(MONDAY, 12), "kd4-press", "release", "4", outcome=Outcome.HURT),
        done(at(MONDAY, 13), "natural", "natural", "5", evidence=Evidence.ABSENCE),
        done(at(MONDAY, 14), uid="6", evidence=Evidence.NONE),
    ]
    lines = page(facts).kinds
    assert [(line.kind, line.done) for line in lines] == [
        ("walk", 2), ("release", 0), ("natural", 1)
    ]  # fmt: skip
    assert lines[0].by == {Evidence.STEPS: 1, Evidence.BY_HAND: 1}
    assert lines[0].unfinished == {Outcome.LEFT: 1, Outcome.COMPLETED: 1}
    assert lines[1].unfinished == {Outcome.HURT: 1}


def test_a_plan_without_a_chosen_time_asks_for_nothing() -> None:
    """In force: the hourly one, and those with a time of their own."""
    assert [plan.id for plan in in_force(PLANS, {"morning": -1.0})] == ["desk-day"]
    assert [plan.id for plan in ALL] == ["desk-day", "morning", "week"]
    found = page([done(at(MONDAY, 9))], plans=in_force(PLANS, {}))
    assert [(line.routine, line.asked, line.done) for line in found.techniques] == [("walk", 0, 1)]
    assert found.techniques[0].hourly


def test_plan_and_done_by_technique() -> None:
    """The ball is asked every morning, and for longer on three days; each day once."""
    facts = [
        done(at(MONDAY, 8), "psoas-ball", "release", "1", 120, steps=sides("psoas-ball", 60, 60)),
        done(at(MONDAY, 9), "psoas-ball", "release", "2", 40, Outcome.LEFT),
    ]
    ball = technique(page(facts, plans=ALL), "psoas-ball")
    assert (ball.asked, ball.ahead, ball.done) == (7, 0, 1)
    assert ball.asked_s == 3 * 300 + 4 * 120
    assert ball.done_s == 160
    couch = technique(page(facts, plans=ALL), "couch-stretch")
    assert (couch.asked, couch.done) == (1, 0)


@calm
@given(st.integers(MONDAY - 3, MONDAY + 9))
def test_what_is_still_to_come_is_not_owed(today: int) -> None:
    """Asked and ahead add up to the week's plan on every day of it."""
    found = page([], today, ALL)
    ball = technique(found, "psoas-ball")
    assert ball.asked == min(7, max(0, today - MONDAY + 1))
    assert ball.asked + ball.ahead == 7


def test_the_hourly_plan_asks_for_one_a_full_hour_of_sitting() -> None:
    """By whole hours of each day; only its own techniques count."""
    facts = [
        sat(MONDAY, 9, 10.9), sat(MONDAY, 11, 12.2), sat(MONDAY + 1, 9, 9.9),
        done(at(MONDAY, 10)), done(at(MONDAY, 11), "couch-stretch", "stretch"),
    ]  # fmt: skip
    line = page(facts).hourly
    assert line is not None
    assert (line.asked, line.done) == (3, 1)
    assert page(facts, plans=()).hourly is None


def test_the_balance_counts_seconds_on_each_side_also_of_unfinished_breaks() -> None:
    """By technique, most first; other weeks and breaks without steps say nothing."""
    facts = [
        done(at(MONDAY, 9), "kd4-press", "release", "1", steps=sides("kd4-press", 60, 50)),
        done(at(MONDAY, 10), "kd4-press", "release", "2", outcome=Outcome.LEFT,
             steps=sides("kd4-press", 20, 0)),
        done(at(MONDAY, 11), "kd4-press", "release", "3", evidence=Evidence.BY_HAND),
        done(at(MONDAY - 1, 11), "kd4-press", "release", "4", steps=sides("kd4-press", 9, 9)),
    ]  # fmt: skip
    (line,) = page(facts).balance
    assert (line.left_s, line.right_s) == (80, 50)
    assert line.name == ROUTINES["kd4-press"].name


def test_tightness_is_told_in_pairs_and_weekly_medians() -> None:
    """Only what was rated before and after; of two ratings the later; gone with its break."""
    facts: list[Fact] = []
    for number, (day, before, after) in enumerate(
        [(MONDAY - 77, 8, 7), (MONDAY, 6, 4), (MONDAY + 1, 7, 3), (MONDAY + 2, 5, 5)]
    ):
        start = at(day, 10)
        facts += [done(start, "kd4-press", "release", f"b{number}")]
        facts += rated(f"b{number}", start, before, after)
    facts += [
        replace(rated("b1", at(MONDAY, 11), 0, 2)[1], uid="again"),
        rated("gone", at(MONDAY, 12), 9, 9)[0],
        *rated("gone", at(MONDAY, 12), 9, 9),
        done(at(MONDAY, 13), uid="b9"),
        rated("b9", at(MONDAY, 13), 9, 9)[0],
    ]
    found = page(facts)
    assert [(pair.before, pair.after) for pair in found.pairs] == [(8, 7), (6, 2), (7, 3), (5, 5)]
    assert len(found.tightness) == WEEKS
    assert (found.tightness[0].pairs, found.tightness[0].before) == (1, 8)
    assert found.tightness[1].before is None
    last = found.tightness[-1]
    assert (last.first_day, last.pairs, last.before, last.after) == (MONDAY, 3, 6, 3)


@calm
@given(st.lists(st.integers(0, 10), min_size=1))
def test_the_median_is_everybodys(values: list[int]) -> None:
    """Of an even number the mean of the middle two."""
    assert median(values) == statistics.median(values)


# The week before


def two_weeks(hours_before: float, hours_now: float) -> list[Fact]:
    facts: list[Fact] = [sat(MONDAY - 7 + n, 9, 9 + hours_before, f"p{n}") for n in range(5)]
    return [*facts, *(sat(MONDAY + n, 9, 9 + hours_now, f"q{n}") for n in range(5))]


@pytest.mark.parametrize(("today", "weekdays"), [(1, 1), (3, 3), (6, 6), (7, 7), (30, 7)])
def test_a_running_week_is_compared_with_the_same_weekdays(today: int, weekdays: int) -> None:
    """Only days that are over count, on both sides."""
    compared = page(two_weeks(6, 5), MONDAY + today).compared
    assert compared is not None
    assert compared.weekdays == weekdays
    assert compared.now.sitting_s == min(5, weekdays) * 5 * HOUR
    assert compared.before.sitting_s == min(5, weekdays) * 6 * HOUR
    assert compared.per_day_s == -HOUR


def test_nothing_is_compared_on_a_monday_or_without_a_week_before() -> None:
    """None rather than a comparison with nothing."""
    assert page(two_weeks(6, 5), MONDAY).compared is None
    assert page(two_weeks(6, 5)[5:]).compared is None


def test_a_day_off_does_not_make_a_week_look_better() -> None:
    """Sitting is compared by the day that had any."""
    facts = two_weeks(6, 6)[:-2]
    compared = page(facts).compared
    assert compared is not None
    assert (compared.sat_before, compared.sat_now) == (5, 3)
    assert compared.per_day_s == 0


# The sentence


def days_of(hours_: float, days: int = 5, start: float = 9) -> list[Fact]:
    """Sits of `hours_`, one a day."""
    return [sat(MONDAY + n, start, start + hours_, f"d{n}") for n in range(days)]


def many_short() -> list[Fact]:
    """Four sits of 50 minutes on each of five days: nothing stands out."""
    return [
        sat(MONDAY + n, start, start + 5 / 6, f"m{n}-{start}")
        for n in range(5)
        for start in (8, 10, 13, 15)
    ]


LEFT = done(at(MONDAY, 9), "kd4-press", "release", "l", steps=sides("kd4-press", 400, 100))
HURT = done(at(MONDAY, 9), "kd4-press", "release", "h", outcome=Outcome.HURT)
RATED: list[Fact] = [
    fact
    for n in range(3)
    for start in (at(MONDAY + n, 12),)
    for fact in (done(start, "kd4-press", "release", f"r{n}"), *rated(f"r{n}", start, 7, 4))
]
AFTERNOONS: list[Fact] = [sat(MONDAY + n, 14, 15.5, f"z{n}") for n in range(3)]
SAID: list[tuple[str, list[Fact], int, str]] = [
    ("empty", [], OVER, "Nothing was written down for this week."),
    ("empty, running", [], MONDAY, "Nothing is written down for this week yet."),
    ("one day", [sat(MONDAY, 9, 13)], OVER,
     "Only 4 h of sitting on 1 day is written down: too little to say more."),
    ("an hour", [sat(MONDAY, 9, 9.5), sat(MONDAY + 1, 9, 9.5)], MONDAY + 2,
     "Only 1 h of sitting on 2 days is written down yet: too little to say more."),
    ("standing", [done(at(MONDAY, 9))], OVER, "No sitting is written down for this week."),
    ("hurt", [*many_short(), HURT, LEFT], OVER,
     "One break was stopped because it hurt. The safety page says what rests, and when to ask."),
    ("same hour", [*many_short(), *AFTERNOONS], OVER,
     "All 3 sits over an hour began between 14:00 and 17:00: "
     "a break then would reach them all."),
    ("sides", [*many_short(), LEFT], OVER,
     "The left side had 5 min more than the right side."),
    ("ratings", [*many_short(), *RATED], OVER,
     "Tightness was 7 of 10 before and 4 after, in the middle of 3 ratings."),
    ("longest", [*many_short(), sat(MONDAY + 1, 17, 18.5)], OVER,
     "The longest sit was 1 h 30 min, on Tuesday from 17:00; 1 sit went over an hour."),
    ("less", [*many_short(), *(sat(MONDAY - 7 + n, 8 + m, 9 + m, f"e{n}{m}")
                               for n in range(5) for m in (0, 2, 4, 6, 8))], OVER,
     "1 h 40 min less sitting a day than in the week before."),
    ("plain", many_short(), OVER,
     "16 h 40 min of sitting on 5 days, never more than 50 min in one go; 0 breaks done."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "today", "said"), [row[1:] for row in SAID], ids=[r[0] for r in SAID]
)
def test_the_first_rule_that_has_something_to_say_speaks(
    facts: list[Fact], today: int, said: str
) -> None:
    """One sentence for each kind of week."""
    assert page(facts, today).sentence == said


def test_every_rule_has_a_week_that_it_speaks_for() -> None:
    """None is dead."""
    speaking = set()
    for _, facts, today, _ in SAID:
        found = page(facts, today)
        speaking.add(next((rule for rule in RULES if rule(found)), None))
    assert speaking == {*RULES, None}


SHAMING = re.compile(
    r"\b(good|great|well done|bad|poor|fail\w*|lazy|should|must|only managed|missed|streak|in a row"
    r"|goal|score|keep it up|unfortunately|sorry|shame|excellent|congrat\w*|late|behind|finally)\b",
    re.IGNORECASE,
)


@calm
@given(st.integers(0, 10_000), st.integers(0, 9), st.integers(1, 14))
def test_no_sentence_praises_blames_or_counts_in_a_row(seed: int, gone: int, days: int) -> None:
    """Whatever the weeks were; it ends in a full stop and fits three lines."""
    said = page(lived(MONDAY - 7, days, seed), MONDAY + gone).sentence
    assert not SHAMING.search(said), said
    assert said.endswith(".")
    assert "!" not in said
    assert len(said) < 180


def test_the_sample_year_is_on_working_days() -> None:
    """So that pictures of it look like somebody's life."""
    facts = list(lived(MONDAY - 70, 70))
    assert all(weekday(fact.start.local_day) < 5 for fact in facts if isinstance(fact, Span))
    assert monday(MONDAY) == MONDAY


# Out of the file


def test_what_is_read_for_the_page_is_all_that_the_page_needs(tmp_path: Path) -> None:
    """The same page as from every fact of those weeks, with the steps for the balance."""
    journal = SqliteJournal(tmp_path / "journal.sqlite3")
    facts = [*lived(MONDAY - 90, 97), Voided("v", at(MONDAY, 20), (f"s{MONDAY}-1",), "x")]
    journal.commit(facts, None)
    journal.close()
    with JournalReader(tmp_path / "journal.sqlite3") as reader:
        everything = reader.facts(first_needed(MONDAY), MONDAY + 6)
    found = read_week_page(tmp_path / "journal.sqlite3", MONDAY, OVER, Meaning(ALL, ROUTINES))
    assert found.balance
    assert len(found.pairs) > 20
    assert replace(found, balance=()) == page(everything, plans=ALL)
    assert [(line.routine, line.left_s) for line in found.balance] == [
        (line.routine, pytest.approx(line.left_s)) for line in page(facts).balance
    ]


def test_a_missing_journal_is_an_empty_week(tmp_path: Path) -> None:
    """Nobody has to have used it."""
    found = read_week_page(tmp_path / "none", MONDAY, OVER, Meaning((), {}))
    assert found.sentence == "Nothing was written down for this week."
    assert found.heat.hardest is None
