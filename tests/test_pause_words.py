"""The words after `pause`, in the tray and on the command line."""

from __future__ import annotations

import pytest

from hipbreak.core.errors import UserError
from hipbreak.core.events import PausedFor, PausedUntil
from hipbreak.core.hours import ALWAYS, Range, Week
from hipbreak.core.moment import DAY, Moment
from hipbreak.resident.commands import pause_event

MIDNIGHT = 20_000 * DAY
NINE = Moment(MIDNIGHT + 9 * 3600 - 3600, 50.0, 3600)
"""Nine in the morning, local time, an hour ahead of UTC."""


def hour_ahead(wall: float) -> int:
    """A zone that never changes its clocks."""
    return 3600


@pytest.mark.parametrize(
    ("words", "seconds"), [("30 min", 1800), ("1h", 3600), ("1 h 30 min", 5400), ("", 3600)]
)
def test_a_duration_pauses_for_so_long(words: str, seconds: float) -> None:
    assert pause(words) == PausedFor(seconds)


@pytest.mark.parametrize(("words", "hours"), [("until 14:00", 5), ("until 08:30", 23.5)])
def test_a_time_of_day_is_the_next_one(words: str, hours: float) -> None:
    assert pause(words) == PausedUntil(NINE.wall + hours * 3600)


def pause(words: str, now: Moment = NINE, hours: Week = ALWAYS) -> PausedFor | PausedUntil:
    return pause_event(words, now, hours, hour_ahead)


def test_tomorrow_begins_at_nine() -> None:
    """A pause said at one at night ends in the morning that follows."""
    assert pause("tomorrow") == PausedUntil(MIDNIGHT + DAY + 9 * 3600 - 3600)
    assert pause("until tomorrow") == pause("tomorrow")
    one = Moment(MIDNIGHT + 3600 - 3600, 50.0, 3600)
    assert pause("tomorrow", one) == PausedUntil(MIDNIGHT + 9 * 3600 - 3600)


def test_tomorrow_begins_with_its_first_working_hours() -> None:
    """The 4th of October 2024 was a Friday; the day after has hours, the one after that none."""
    early, late = Range(7.5 * 3600, 12 * 3600), Range(13 * 3600, 17 * 3600)
    hours = Week(((), (), (), (), (), (late, early), ()))
    assert pause("tomorrow", NINE, hours) == PausedUntil(MIDNIGHT + DAY + 7.5 * 3600 - 3600)
    saturday = Moment(NINE.wall + DAY, NINE.elapsed + DAY, 3600)
    assert pause("tomorrow", saturday, hours) == PausedUntil(MIDNIGHT + 2 * DAY + 8 * 3600)


@pytest.mark.parametrize(
    ("words", "day", "hour"),
    [
        ("until 14", 0, 14),
        ("until tomorrow 9:00", 1, 9),
        ("tomorrow 11:30", 1, 11.5),
        ("until monday", 3, 9),
        ("until Mon 8:15", 3, 8.25),
        ("until friday 15:00", 0, 15),
        ("until friday 8:00", 7, 8),
        ("until friday", 7, 9),
        ("until 2024-10-21", 17, 9),
        ("until 2024-10-21 7:30", 17, 7.5),
    ],
)
def test_pain_11_holidays_are_off_by_hand_until_a_day_and_a_time(
    words: str, day: int, hour: float
) -> None:
    """The day of `NINE`, the 4th of October 2024, is a Friday."""
    assert pause(words) == PausedUntil(MIDNIGHT + day * DAY + hour * 3600 - 3600)


@pytest.mark.parametrize(
    "words",
    [
        "until 25:00", "until noon", "a while", "until", "-5 min", "until tomorrow 9:00 sharp",
        "until tomorrow noon", "until mo", "until 2024-10-03", "until 2025-10-03",
        "until 9:00 9:00", "until 2024-13-01", "tomorrowish",
    ],
)  # fmt: skip
def test_anything_else_is_a_wrong_call_with_one_sentence(words: str) -> None:
    with pytest.raises(UserError) as told:
        pause(words)
    assert told.value.exit_code == 2 and len(told.value.problems) == 1


@pytest.mark.parametrize("words", ["until 08:00", "tomorrow"])
@pytest.mark.parametrize("change", [3600, -3600])
def test_a_pause_over_the_night_of_the_clock_change_ends_by_the_new_clock(
    words: str, change: int
) -> None:
    """At 02:00 of the next night the clocks change; eight o'clock is the new eight o'clock."""
    turn = MIDNIGHT + DAY + 2 * 3600 - 3600

    def offset_at(wall: float) -> int:
        return 3600 + (change if wall >= turn else 0)

    event = pause_event(words, NINE, ALWAYS, offset_at)
    assert isinstance(event, PausedUntil)
    hour = 8 if words.startswith("until") else 9
    assert event.wall + offset_at(event.wall) == MIDNIGHT + DAY + hour * 3600
