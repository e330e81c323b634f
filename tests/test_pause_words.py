"""The words after `pause`, in the tray and on the command line."""

from __future__ import annotations

import pytest

from hipbreak.core.errors import UserError
from hipbreak.core.events import PausedFor, PausedUntil
from hipbreak.core.moment import DAY, Moment
from hipbreak.resident.commands import pause_event

MIDNIGHT = 20_000 * DAY
NINE = Moment(MIDNIGHT + 9 * 3600 - 3600, 50.0, 3600)
"""Nine in the morning, local time, an hour ahead of UTC."""


@pytest.mark.parametrize(
    ("words", "seconds"), [("30 min", 1800), ("1h", 3600), ("1 h 30 min", 5400), ("", 3600)]
)
def test_a_duration_pauses_for_so_long(words: str, seconds: float) -> None:
    assert pause_event(words, NINE) == PausedFor(seconds)


@pytest.mark.parametrize(("words", "hours"), [("until 14:00", 5), ("until 08:30", 23.5)])
def test_a_time_of_day_is_the_next_one(words: str, hours: float) -> None:
    assert pause_event(words, NINE) == PausedUntil(NINE.wall + hours * 3600)


def test_tomorrow_begins_at_four_in_the_morning() -> None:
    """So a pause said at one at night ends in the same night's morning."""
    assert pause_event("tomorrow", NINE) == PausedUntil(MIDNIGHT + DAY + 4 * 3600 - 3600)
    assert pause_event("until tomorrow", NINE) == pause_event("tomorrow", NINE)
    one = Moment(MIDNIGHT + 3600 - 3600, 50.0, 3600)
    assert pause_event("tomorrow", one) == PausedUntil(MIDNIGHT + 4 * 3600 - 3600)


@pytest.mark.parametrize("words", ["until 25:00", "until noon", "a while", "until", "-5 min"])
def test_anything_else_is_a_wrong_call_with_one_sentence(words: str) -> None:
    with pytest.raises(UserError) as told:
        pause_event(words, NINE)
    assert told.value.exit_code == 2 and len(told.value.problems) == 1
