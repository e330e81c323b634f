"""The week's figures: local days as lived, nothing counted twice, nothing lost."""

from __future__ import annotations

import datetime
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hipbreak.core.calendar import (
    civil,
    day_number,
    format_date,
    format_week,
    monday,
    parse_week,
    short_date,
    weekday,
)
from hipbreak.core.facts import (
    Answer,
    BreakEnded,
    CheckedIn,
    Evidence,
    Fact,
    Feel,
    OfferClosed,
    Outcome,
    Span,
    SpanKind,
    Voided,
)
from hipbreak.core.moment import DAY, Moment
from hipbreak.core.week import BreakClass, shares, week
from hipbreak.core.week_text import render_text, to_plain

calm = settings(deadline=None)  # a busy machine is no failure

MONDAY = parse_week("2026-W47")
HOUR = 3600.0
SUMMER, WINTER = 7200, 3600


def at(day: int, hour: float, offset: int = 0) -> Moment:
    """An hour of a local day, in a zone."""
    wall = day * DAY + hour * HOUR - offset
    return Moment(wall, wall, offset)


def span(start: Moment, end: Moment, kind: SpanKind = SpanKind.SITTING, uid: str = "s") -> Span:
    return Span(uid, kind, start, end, "away")


def absence(start: Moment, end: Moment, uid: str = "n") -> BreakEnded:
    return BreakEnded(
        uid, "natural", "natural", start, end, Outcome.COMPLETED, Evidence.ABSENCE, 0,
        end.since(start),
    )  # fmt: skip


def walk(
    start: Moment,
    outcome: Outcome = Outcome.COMPLETED,
    evidence: Evidence = Evidence.STEPS,
    uid: str = "b",
) -> BreakEnded:
    return BreakEnded(uid, "walk", "walk", start, start.after(120), outcome, evidence, 120, 120)


def offer(shown: Moment, answer: Answer, uid: str = "o") -> OfferClosed:
    return OfferClosed(uid, "walk", shown, shown, shown.after(9), answer, "It has been an hour.")


# The calendar


@calm
@given(st.dates())
def test_days_and_dates_are_those_of_everybody_elses_calendar(date: datetime.date) -> None:
    """Every date of four figures, there and back, with its weekday and ISO week."""
    day = (date - datetime.date(1970, 1, 1)).days
    assert civil(day) == (date.year, date.month, date.day)
    assert day_number(date.year, date.month, date.day) == day
    assert weekday(day) == date.weekday()
    assert format_date(day) == date.isoformat()
    year, number, _ = date.isocalendar()
    assert format_week(day) == f"{year:04d}-W{number:02d}"


@calm
@given(st.dates(min_value=datetime.date(2, 1, 1), max_value=datetime.date(9998, 1, 1)))
def test_a_week_reads_back_as_its_monday(date: datetime.date) -> None:
    """Also around New Year, where the week's year is not the date's."""
    day = (date - datetime.date(1970, 1, 1)).days
    assert parse_week(format_week(day)) == monday(day)


@pytest.mark.parametrize("text", ["2026-W54", "2025-W53", "2026-W00", "2026-47", "", "2026-W4"])
def test_what_is_no_week_is_refused(text: str) -> None:
    """With an example of what is."""
    with pytest.raises(ValueError, match="write it as in 2026-W47"):
        parse_week(text)


def test_a_short_date_is_read_at_a_glance() -> None:
    """The day's number is aligned, for tables."""
    assert [short_date(MONDAY), short_date(MONDAY - 7)] == ["Mon 16 Nov", "Mon  9 Nov"]


# Sharing out time

moments = st.builds(
    Moment,
    st.floats(MONDAY * DAY, (MONDAY + 5) * DAY),
    st.just(0.0),
    st.sampled_from([-36000, -18000, 0, 3600, 7200, 20700, 50400]),
)


@st.composite
def spans(draw: st.DrawFn) -> Span:
    """A stretch that may cross midnights, a change of zone, and a set clock."""
    start = draw(moments)
    lasted = draw(st.floats(1, 2.5 * DAY))
    jump = draw(st.sampled_from([0.0, 0.0, 3600.0, -3600.0, -3 * DAY]))
    shift = draw(st.sampled_from([0, 0, 3600, -3600, 32400, -32400]))
    kind = draw(st.sampled_from(SpanKind))
    end = Moment(start.wall + lasted + jump, start.elapsed + lasted, start.offset + shift)
    uid = f"{'a' * 24}{draw(st.integers(0, 0xFFFFFFFF)):08x}"  # all of one machine
    return Span(uid, kind, start, end, "away")


@calm
@given(spans())
def test_a_span_is_shared_out_whole_from_its_first_day_on(item: Span) -> None:
    """The shares add up to what really passed, none is negative, the days follow each other."""
    found = list(shares(item))
    assert sum(seconds for _, seconds in found) == pytest.approx(item.end.since(item.start))
    assert all(seconds >= 0 for _, seconds in found)
    days = [day for day, _ in found]
    assert days == list(range(item.start.local_day, item.start.local_day + len(days)))


@calm
@given(st.lists(spans(), max_size=12))
def test_the_days_add_up_to_the_spans(items: list[Span]) -> None:
    """No second of sitting or standing is lost or invented, whatever the clocks did."""
    figures = week(items, MONDAY - 5, days=20)
    for kind, total in (
        (SpanKind.SITTING, figures.total.sitting_s),
        (SpanKind.STANDING, figures.total.standing_s),
    ):
        lasted = sum(item.end.since(item.start) for item in items if item.kind is kind)
        assert total == pytest.approx(lasted)
    bouts = [s.end.since(s.start) for s in items if s.kind is SpanKind.SITTING]
    assert figures.total.longest_bout_s == max(bouts, default=0)
    assert figures.total.long_bouts == sum(bout > HOUR for bout in bouts)


@calm
@given(st.lists(spans(), max_size=12))
def test_weeks_in_a_row_are_one_long_one(items: list[Span]) -> None:
    """Cutting the calendar elsewhere moves nothing."""
    whole = week(items, MONDAY - 7, days=14).days
    assert whole == week(items, MONDAY - 7).days + week(items, MONDAY).days


def test_midnight_splits_the_time_but_not_the_bout() -> None:
    """From 23:00 to 01:30: an hour and one and a half; one bout over an hour, on the first day.
    The second day knows its part of it, so its longest sit is never nothing."""
    figures = week([span(at(MONDAY, 23), at(MONDAY + 1, 1.5))], MONDAY)
    first, second = figures.days[:2]
    assert (first.sitting_s, second.sitting_s) == (HOUR, 1.5 * HOUR)
    assert (first.longest_bout_s, first.long_bouts) == (2.5 * HOUR, 1)
    assert (second.longest_bout_s, second.long_bouts) == (1.5 * HOUR, 0)


def test_sitting_through_the_end_of_summer_time_counts_the_hour_twice() -> None:
    """25 October 2026: three o'clock comes twice, and both hours were sat."""
    sunday = day_number(2026, 10, 25)
    night = span(at(sunday - 1, 23, SUMMER), at(sunday, 4, WINTER))
    figures = week([night], monday(sunday))
    assert [day.sitting_s for day in figures.days[5:]] == [HOUR, 5 * HOUR]


def test_sitting_through_the_beginning_of_summer_time_skips_the_hour() -> None:
    """29 March 2026: there is no hour between two and three."""
    sunday = day_number(2026, 3, 29)
    night = span(at(sunday - 1, 23, WINTER), at(sunday, 4, SUMMER))
    figures = week([night], monday(sunday))
    assert [day.sitting_s for day in figures.days[5:]] == [HOUR, 3 * HOUR]


def test_a_days_facts_stay_on_it_when_one_travels() -> None:
    """Monday in Tokyo, Tuesday in New York: each break on the day it was lived."""
    tokyo, york = walk(at(MONDAY, 0.5, 32400), uid="t"), walk(at(MONDAY + 1, 23.5, -18000))
    figures = week([tokyo, york], MONDAY)
    assert [day.breaks_done for day in figures.days] == [1, 1, 0, 0, 0, 0, 0]


def test_a_clock_set_back_does_not_lose_sitting() -> None:
    """What really passed counts, on the day it began."""
    start = at(MONDAY, 10)
    figures = week([span(start, Moment(start.wall - DAY, start.elapsed + 1800))], MONDAY)
    assert figures.days[0].sitting_s == 1800


# Breaks, offers, corrections


def test_a_night_is_no_break() -> None:
    """An absence counts only when it begins and ends on one local day."""
    noon = absence(at(MONDAY, 12), at(MONDAY, 12.5))
    night = absence(at(MONDAY, 18), at(MONDAY + 1, 8), uid="night")
    figures = week([noon, night], MONDAY)
    assert [day.natural_breaks for day in figures.days] == [1, 0, 0, 0, 0, 0, 0]


def test_a_coffee_at_midnight_by_another_zones_clock_is_a_break() -> None:
    """Midnight in Greenwich is an ordinary afternoon elsewhere."""
    coffee = absence(at(MONDAY, 18.9, -18000), at(MONDAY, 19.1, -18000))
    assert week([coffee], MONDAY).days[0].natural_breaks == 1


@pytest.mark.parametrize(
    ("outcome", "evidence", "counted"),
    [
        (Outcome.COMPLETED, Evidence.STEPS, 1),
        (Outcome.COMPLETED, Evidence.BY_HAND, 1),
        (Outcome.COMPLETED, Evidence.NONE, 0),
        (Outcome.PARTIAL, Evidence.STEPS, 0),
        (Outcome.HURT, Evidence.STEPS, 0),
        (Outcome.DISMISSED, Evidence.NONE, 0),
    ],
)
def test_a_break_counts_as_done_only_with_evidence(
    outcome: Outcome, evidence: Evidence, counted: int
) -> None:
    """The others are kept apart, by how they ended."""
    monday_ = week([walk(at(MONDAY, 9), outcome, evidence)], MONDAY).days[0]
    assert monday_.breaks_done == counted
    assert monday_.breaks == {BreakClass("walk", evidence, outcome): 1}


def test_offers_count_by_answer_on_the_day_they_were_shown() -> None:
    """Asked before midnight, answered after it: still that day's offer."""
    late = OfferClosed(
        "x", "walk", at(MONDAY, 23.9), at(MONDAY, 23.99), at(MONDAY + 1, 0.1), Answer.IGNORED, ""
    )
    figures = week([late, offer(at(MONDAY + 1, 9), Answer.STARTED)], MONDAY)
    assert figures.days[0].offers == {Answer.IGNORED: 1}
    assert figures.days[1].offers == {Answer.STARTED: 1}
    assert figures.total.offers_made == 2


def test_what_was_corrected_does_not_count() -> None:
    """ "I was sitting all along": the absence and its natural break go, the bout grows."""
    facts: list[Fact] = [
        span(at(MONDAY, 9), at(MONDAY, 9.5), uid="short"),
        absence(at(MONDAY, 9.5), at(MONDAY, 10), uid="gone"),
        Voided("v", at(MONDAY, 10), ("short", "gone"), "I was sitting all along"),
        span(at(MONDAY, 9), at(MONDAY, 11), uid="whole"),
    ]
    day = week(facts, MONDAY).days[0]
    assert (day.sitting_s, day.longest_bout_s, day.natural_breaks) == (2 * HOUR, 2 * HOUR, 0)


def test_a_correction_can_be_taken_back() -> None:
    """Then the fact stands again."""
    facts: list[Fact] = [
        walk(at(MONDAY, 9), uid="b"),
        Voided("v1", at(MONDAY, 10), ("b",), "a mistake"),
        Voided("v2", at(MONDAY, 11), ("v1",), "it was none"),
    ]
    assert week(facts[:2], MONDAY).total.breaks_done == 0
    assert week(facts, MONDAY).total.breaks_done == 1


def test_the_bout_that_goes_on_counts_as_far_as_it_is_known() -> None:
    """The week is true at any minute of the day."""
    still = span(at(MONDAY, 9), at(MONDAY, 10.5), uid="open")
    day = week([], MONDAY, [still]).days[0]
    assert (day.sitting_s, day.long_bouts) == (1.5 * HOUR, 1)


def test_an_hour_exactly_is_not_over_an_hour() -> None:
    """Being asked after an hour and getting up at once is keeping to the rule."""
    assert week([span(at(MONDAY, 9), at(MONDAY, 10))], MONDAY).days[0].long_bouts == 0


def test_other_days_facts_are_passed_over() -> None:
    """The reader may hand over more than the week."""
    facts = [walk(at(MONDAY - 1, 9)), offer(at(MONDAY + 7, 9), Answer.SKIPPED)]
    assert week(facts, MONDAY).total.empty


# What people and scripts read

SAMPLE: list[Fact] = [
    span(at(MONDAY, 9), at(MONDAY, 10.2), uid="1"),
    span(at(MONDAY, 10.5), at(MONDAY, 11), uid="2"),
    span(at(MONDAY + 1, 9), at(MONDAY + 1, 9.5), uid="3"),
    span(at(MONDAY + 1, 9.5), at(MONDAY + 1, 10), SpanKind.STANDING, uid="4"),
    absence(at(MONDAY, 10.2), at(MONDAY, 10.5), uid="5"),
    offer(at(MONDAY, 10), Answer.SNOOZED, uid="6"),
    offer(at(MONDAY, 10.1), Answer.STARTED, uid="7"),
    walk(at(MONDAY, 10.1), uid="8"),
    walk(at(MONDAY + 1, 9.1), Outcome.PARTIAL, uid="9"),
    CheckedIn("10", "8", at(MONDAY, 10.2), Feel.GOOD),
]

TEXT = """\
Week 2026-W47, Mon 16 Nov to Sun 22 Nov

               sitting     longest  over 1 h  standing  breaks  natural  offers
----------  ----------  ----------  --------  --------  ------  -------  ------
Mon 16 Nov  1 h 42 min  1 h 12 min         1         -       1        1       2
Tue 17 Nov      30 min      30 min         -    30 min       -        -       -
Wed 18 Nov           -           -         -         -       -        -       -
Thu 19 Nov           -           -         -         -       -        -       -
Fri 20 Nov           -           -         -         -       -        -       -
Sat 21 Nov           -           -         -         -       -        -       -
Sun 22 Nov           -           -         -         -       -        -       -
----------  ----------  ----------  --------  --------  ------  -------  ------
In all      2 h 12 min  1 h 12 min         1    30 min       1        1       2

Breaks done   walk 1
Shown by      steps ran to the end 1
Not finished  done in part 1
Offers        snoozed 1, started 1

The longest sit was 1 h 12 min, on Monday from 9:00; 1 sit went over an hour,
and then there is more.
"""
SAID = (
    "The longest sit was 1 h 12 min, on Monday from 9:00; 1 sit went over an hour, "
    "and then there is more."
)


def test_the_text_is_a_table_that_fits_a_terminal() -> None:
    """Aligned columns, totals, and one plain sentence; no line is wider than 80."""
    text = render_text(week(SAMPLE, MONDAY), SAID)
    assert text == TEXT
    assert len({len(line) for line in text.splitlines()[2:13]}) == 1
    assert max(map(len, text.splitlines())) <= 80


def test_an_empty_week_says_so() -> None:
    """No table of dashes."""
    text = render_text(week([], MONDAY), "Nothing.")
    assert text == "Week 2026-W47, Mon 16 Nov to Sun 22 Nov\n\nNothing.\n"


def test_json_has_documented_keys_and_every_answer() -> None:
    """Scripts need not ask whether a key is there."""
    plain = json.loads(json.dumps(to_plain(week(SAMPLE, MONDAY))))
    assert set(plain) == {"week", "days", "total"}
    assert plain["week"] == "2026-W47"
    first = plain["days"][0]
    assert (first["date"], first["weekday"]) == ("2026-11-16", "monday")
    assert first["sitting_s"] == pytest.approx(1.7 * HOUR, abs=0.1)
    assert (first["bouts_over_1h"], first["breaks_done"], first["natural_breaks"]) == (1, 1, 1)
    assert first["offers"] == {
        "started": 1, "snoozed": 1, "skipped": 0, "ignored": 0, "away": 0, "held": 0,
        "dismissed": 0,
    }  # fmt: skip
    assert {"kind": "walk", "evidence": "steps", "outcome": "completed", "count": 1} in first[
        "breaks"
    ]
    assert set(plain["total"]) == set(first) - {"date", "weekday"}
    assert len(plain["days"]) == 7


@calm
@given(st.lists(spans(), max_size=6))
def test_any_week_can_be_written(items: list[Span]) -> None:
    """Whatever happened, text and JSON come out, and agree on the sitting."""
    figures = week(items, MONDAY)
    assert render_text(figures, SAID).startswith("Week 2026-W47, ")
    plain = to_plain(figures)
    assert plain["total"]["sitting_s"] == round(figures.total.sitting_s, 1)  # type: ignore[index]
