"""How long a release lasts: longer while it feels good, short again after a bad one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipbreak.core.dose import at_most, dosed, steps_grown
from hipbreak.core.facts import BreakEnded, CheckedIn, Feel, FollowedUp, NextDay, Outcome
from hipbreak.core.moment import DAY
from hipbreak.core.record import Record
from hipbreak.core.routine import Kind
from tests.health import NOON, ROUTINES, many, session

GOOD, NOTHING, BAD = Feel.GOOD, Feel.NOTHING, Feel.BAD
QUAD = ROUTINES["quad-sweep"]


def felt(*feels: Feel | None, routine: str = "quad-sweep") -> Record:
    """One session a day, the last one yesterday; None: nobody said how it felt."""
    breaks: list[BreakEnded] = []
    words: list[CheckedIn] = []
    for number, feel in enumerate(feels):
        done = session(routine, (len(feels) - number) * DAY)
        breaks.append(done)
        if feel:
            words.append(CheckedIn(f"c{number}", done.uid, done.end, feel))
    return Record(breaks=tuple(breaks), felt=tuple(words))


def seconds(record: Record) -> float:
    """Of the step that grows."""
    return max(step.seconds for step in dosed(QUAD, record).steps if step.seconds_max)


START = seconds(Record())


@pytest.mark.parametrize(
    "key", [key for key, item in ROUTINES.items() if item.kind is Kind.RELEASE]
)
def test_every_release_that_grows_starts_at_thirty_seconds(key: str) -> None:
    """Nobody begins with two minutes of pressure (D2)."""
    starts = {step.seconds for step in ROUTINES[key].steps if step.seconds_max}
    assert starts <= {30.0}


@pytest.mark.parametrize(
    ("feels", "steps"),
    [
        ((), 0),
        ((GOOD, GOOD), 0),
        ((GOOD, GOOD, GOOD), 1),
        ((GOOD,) * 6, 2),
        ((GOOD, GOOD, NOTHING, GOOD), 0),
        ((GOOD, GOOD, None, GOOD), 0),
        ((GOOD, GOOD, GOOD, NOTHING, GOOD, GOOD, GOOD), 2),
        ((GOOD, GOOD, GOOD, BAD), 0),
        ((GOOD, GOOD, GOOD, BAD, GOOD, GOOD), 0),
        ((GOOD,) * 3 + (BAD,) + (GOOD,) * 3, 1),
    ],
)
def test_three_good_sessions_in_a_row_are_a_step_and_a_bad_one_ends_it(
    feels: tuple[Feel | None, ...], steps: int
) -> None:
    """A session that nobody called good begins the row anew; a bad one begins everything anew."""
    assert steps_grown("quad-sweep", felt(*feels)) == steps


def test_a_step_is_fifteen_seconds_and_the_most_is_the_files() -> None:
    """Up to what the routine allows, never beyond two minutes."""
    assert START == 30
    assert seconds(felt(GOOD, GOOD, GOOD)) == 45
    assert seconds(felt(*(GOOD,) * 60)) == max(s.seconds_max for s in QUAD.steps)
    endless = replace(QUAD, steps=tuple(replace(s, seconds_max=600.0) for s in QUAD.steps))
    assert max(s.seconds for s in dosed(endless, felt(*(GOOD,) * 60)).steps) == 120


def test_pain_and_a_worse_next_day_are_bad_reports() -> None:
    """Also when the session itself was called good."""
    record = felt(*(GOOD,) * 6)
    hurt = session("quad-sweep", 3600, Outcome.HURT)
    assert seconds(replace(record, breaks=(*record.breaks, hurt))) == START
    worse = FollowedUp("f", record.breaks[5].uid, NOON, NextDay.WORSE)
    assert seconds(replace(record, followups=(worse,))) == START
    same = replace(worse, answer=NextDay.SAME)
    assert seconds(replace(record, followups=(same,))) == 60


def test_other_routines_and_unfinished_sessions_do_not_grow_it() -> None:
    """Each technique has a dose of its own; a session cut short is no good one."""
    assert steps_grown("kd4-press", felt(*(GOOD,) * 9)) == 0
    record = felt(GOOD, GOOD, GOOD)
    cut = replace(record.breaks[1], outcome=Outcome.PARTIAL)
    assert (
        steps_grown("quad-sweep", replace(record, breaks=(record.breaks[0], cut, record.breaks[2])))
        == 0
    )


def test_what_is_fixed_stays_fixed() -> None:
    """Walking for two minutes is walking for two minutes."""
    record = felt(*(GOOD,) * 9, routine="walk")
    assert dosed(ROUTINES["walk"], record) == ROUTINES["walk"]


@many
@given(st.lists(st.sampled_from([GOOD, NOTHING, BAD, None]), max_size=40))
def test_a_dose_is_never_outside_its_range_and_grows_one_step_at_a_time(
    feels: list[Feel | None],
) -> None:
    """For any history: from the start to the most, in steps of fifteen seconds, and thirty again
    right after a bad report."""
    for count in {0, len(feels) // 2, max(0, len(feels) - 1), len(feels)}:
        now = seconds(felt(*feels[:count]))
        most = min(120.0, max(step.seconds_max for step in QUAD.steps))
        assert START <= now <= most
        assert (now - START) % 15 == 0 or now == most
        if count and feels[count - 1] is BAD:
            assert now == START
    before, after = seconds(felt(*feels[:-1])), seconds(felt(*feels))
    assert after - before <= 15


def test_a_plan_shortens_a_grown_dose_but_never_lengthens_one() -> None:
    """A minute a side in the morning stays a minute; a beginner does less than the plan says."""
    ball = ROUTINES["psoas-ball"]
    record = felt(*(GOOD,) * 30, routine="psoas-ball")
    grown = dosed(ball, record)
    assert grown.seconds > 200
    cut = at_most(grown, ball, 150)
    assert cut.seconds == pytest.approx(150)
    assert at_most(grown, ball, 10).seconds == ball.seconds
    assert at_most(ball, ball, 300) == ball
