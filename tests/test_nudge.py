"""Times that are typed, stepped by arrow keys, wheel and pointer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipbreak.core.durations import parse_duration
from hipbreak.core.nudge import duration, time_of_day, week_time
from hipbreak.core.setting_kinds import TimeOfDay, WeekTime


@pytest.mark.parametrize(
    ("text", "more", "less"),
    [
        ("45 min", "50 min", "40 min"),
        ("43 min", "45 min", "40 min"),
        ("1 h", "1 h 5 min", "55 min"),
        ("20 s", "25 s", "15 s"),
        ("10 s", "15 s", "9 s"),
        ("1 s", "2 s", "1 s"),
        ("1 min", "2 min", "55 s"),
        ("10 min", "15 min", "9 min"),
        ("2 h", "2 h 30 min", "1 h 55 min"),
        ("4 h", "4 h 30 min", "3 h 30 min"),
        ("often", "often", "often"),
    ],
)
def test_a_length_goes_in_steps_of_its_size(text: str, more: str, less: str) -> None:
    """To the next round one; never to nothing; what is no length stays."""
    assert (duration(text, 1), duration(text, -1)) == (more, less)


@pytest.mark.parametrize(
    ("text", "later", "earlier"),
    [
        ("8:30", "8:45", "8:15"),
        ("8:37", "8:45", "8:30"),
        ("23:45", "0:00", "23:30"),
        ("0:00", "0:15", "23:45"),
        ("off", "9:00", "9:00"),
        ("noon", "noon", "noon"),
    ],
)
def test_a_time_goes_by_quarters_around_the_day(text: str, later: str, earlier: str) -> None:
    assert (time_of_day(text, 1), time_of_day(text, -1)) == (later, earlier)


def test_a_time_of_the_week_goes_on_into_the_next_day() -> None:
    """And from Sunday into Monday."""
    assert week_time("fri 23:45", 1) == "sat 0:00"
    assert week_time("mon 0:00", -1) == "sun 23:45"
    assert week_time("off", 1) == "fri 16:00"


@given(st.integers(1, 7 * 86_400), st.sampled_from([1, -1]))
def test_every_step_moves_the_right_way_or_stays_at_an_end(seconds: int, way: int) -> None:
    """Whatever was typed."""
    after = parse_duration(duration(f"{seconds} s", way))
    assert (after - seconds) * way > 0 or after == seconds


@given(st.integers(0, 1439), st.sampled_from([1, -1]))
def test_there_and_back_again_is_at_most_a_quarter_away(minutes: int, way: int) -> None:
    """A round time comes back to itself."""
    text = f"{minutes // 60}:{minutes % 60:02d}"
    back = TimeOfDay().read(time_of_day(time_of_day(text, way), -way))
    assert isinstance(back, float)
    assert abs(back - minutes * 60) < 900 or minutes * 60 >= 85_500
    assert minutes % 15 or back == minutes * 60
    assert WeekTime().read(week_time(f"wed {text}", way)) != WeekTime().read(f"wed {text}")
