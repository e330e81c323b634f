"""Which side begins, and that neither falls behind."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipbreak.core.facts import BreakEnded, Evidence, Outcome, SelfTested, StepDone
from hipbreak.core.moment import DAY, Moment
from hipbreak.core.record import Record
from hipbreak.core.selftest import (
    CLEAR,
    EVEN,
    LEG_LENGTH,
    OWN_WORD,
    SHORTER,
    SPINE,
    THOMAS,
    TIGHT,
    TIGHTER,
)
from hipbreak.core.sides import balance, first_side, owed, shorter, tighter
from tests.health import NOON, ROUTINES, many, session

LUNGE = ROUTINES["line-lunge"]
PER_SIDE = 40.0


def mark(test: str, side: str, result: str) -> SelfTested:
    return SelfTested(f"{test}{side}{result}", NOON.back(DAY), test, side, result)


def lunge(left: float, right: float, ago_s: float = DAY, first: str = "left") -> BreakEnded:
    """A session with so many seconds on each side."""
    steps = [StepDone("line-lunge", "left", 40, left), StepDone("line-lunge", "right", 40, right)]
    whole = min(left, right) >= 40
    return session(
        "line-lunge", ago_s, Outcome.COMPLETED if whole else Outcome.PARTIAL,
        steps=tuple(steps if first == "left" else steps[::-1]),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("marks", "side"),
    [
        ((), ""),
        ((mark(THOMAS, "right", TIGHT), mark(THOMAS, "left", CLEAR)), "right"),
        ((mark(THOMAS, "right", TIGHT), mark(THOMAS, "left", SPINE)), "left"),
        ((mark(THOMAS, "right", TIGHT), mark(THOMAS, "left", TIGHT)), ""),
        ((mark(LEG_LENGTH, "left", SHORTER),), "left"),
        ((mark(LEG_LENGTH, "", EVEN),), ""),
        ((mark(LEG_LENGTH, "left", SHORTER), mark(OWN_WORD, "right", TIGHTER)), "right"),
        ((mark(OWN_WORD, "right", TIGHTER), mark(LEG_LENGTH, "left", SHORTER)), "left"),
        ((mark(THOMAS, "left", TIGHT), mark("warning-signs", "", "band")), "left"),
    ],
)
def test_the_newest_mark_says_which_side_is_tighter(
    marks: tuple[SelfTested, ...], side: str
) -> None:
    """Thomas test, leg length or the person's own word; the side of a shorter leg is tighter."""
    record = Record(tests=marks)
    assert tighter(record) == side
    if side:
        assert first_side(LUNGE, record, NOON) == side


def test_without_any_mark_the_sides_take_turns() -> None:
    """What began on the left begins on the right next time."""
    assert first_side(LUNGE, Record(), NOON) == "left"
    assert first_side(LUNGE, Record(breaks=(lunge(40, 40),)), NOON) == "right"
    assert first_side(LUNGE, Record(breaks=(lunge(40, 40, first="right"),)), NOON) == "left"


def test_a_missed_side_goes_before_the_tighter_one() -> None:
    """An interrupted session resumes on the missed side, also over the weekend."""
    tight = (mark(THOMAS, "left", TIGHT),)
    assert first_side(LUNGE, Record(breaks=(lunge(40, 0),), tests=tight), NOON) == "right"
    friday = lunge(40, 10, ago_s=6 * DAY)
    assert owed(LUNGE, Record(breaks=(friday,)), NOON) == "right"
    assert first_side(LUNGE, Record(breaks=(friday,), tests=tight), NOON) == "right"


@pytest.mark.parametrize(
    ("left", "right", "side"), [(40, 0, "right"), (40, 15, "right"), (40, 25, ""), (5, 40, "left")]
)
def test_a_side_with_less_than_half_of_the_other_is_owed(
    left: float, right: float, side: str
) -> None:
    """Read from the seconds that were really done; after pain nothing is owed."""
    fact = lunge(left, right)
    assert owed(LUNGE, Record(breaks=(fact,)), NOON) == side
    hurt = replace(fact, outcome=Outcome.HURT)
    assert owed(LUNGE, Record(breaks=(hurt,)), NOON) == ""


def test_the_leg_pull_works_the_leg_that_looked_shorter() -> None:
    """Whatever else is tighter."""
    marks = (mark(LEG_LENGTH, "right", SHORTER), mark(OWN_WORD, "left", TIGHTER))
    assert shorter(Record(tests=marks)) == "right"
    assert first_side(ROUTINES["leg-pull"], Record(tests=marks), NOON) == "right"


def test_a_side_done_again_counts_once() -> None:
    """“Not looser yet” repeats a side; the other one is not behind for it."""
    steps = (
        StepDone("line-lunge", "left", 40, 40), StepDone("line-lunge", "left", 40, 40),
        StepDone("line-lunge", "right", 40, 40),
    )  # fmt: skip
    done = session("line-lunge", 3600, steps=steps)
    assert balance(LUNGE, Record(breaks=(done,)), NOON) == (1, 1)


def test_the_week_begins_on_monday() -> None:
    """Noon is a Thursday; Sunday's session is last week's."""
    record = Record(breaks=(lunge(40, 0, 4 * DAY), lunge(40, 0, 3 * DAY)))
    assert balance(LUNGE, record, NOON) == (1, 0)


@many
@given(
    st.lists(
        st.tuples(st.floats(0, 1), st.booleans(), st.sampled_from(["left", "right", ""])),
        min_size=1, max_size=14,
    )
)  # fmt: skip
def test_over_a_week_the_sides_stay_within_one_session(
    days: list[tuple[float, bool, str]],
) -> None:
    """However each session of the week is cut short, and whichever side is tighter that day."""
    monday = NOON.back(3 * DAY + 4 * 3600)
    record = Record()
    for number, (share, cut, tight) in enumerate(days):
        now = monday.after(number * 8 * 3600)
        tests = (mark(OWN_WORD, tight, TIGHTER),) if tight else ()
        first = first_side(LUNGE, replace(record, tests=tests), now)
        record = replace(record, breaks=(*record.breaks, _played(now, first, share, cut)))
        left, right = balance(LUNGE, record, now)
        assert abs(left - right) <= 1.05


def _played(at: Moment, first: str, share: float, cut: bool) -> BreakEnded:
    """A session cut short after `share` of both its sides."""
    done = 2 * PER_SIDE * (share if cut else 1.0)
    seconds = {first: min(PER_SIDE, done)}
    seconds["right" if first == "left" else "left"] = max(0.0, done - PER_SIDE)
    steps = tuple(StepDone("line-lunge", side, PER_SIDE, s) for side, s in seconds.items())
    outcome = Outcome.PARTIAL if cut else Outcome.COMPLETED
    return BreakEnded(
        f"{at.wall}", "line-lunge", "stretch", at, at.after(done), outcome,
        Evidence.NONE if cut else Evidence.STEPS, 80, done, steps=steps,
    )  # fmt: skip
