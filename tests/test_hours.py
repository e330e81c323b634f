"""Working hours: ranges by weekday, also past midnight, and holidays by hand."""

from __future__ import annotations

import json

import pytest

from hipbreak.core.events import Event, PausedUntil, PostureChosen
from hipbreak.core.facts import Posture
from hipbreak.core.holds import Reason, find
from hipbreak.core.hours import ALWAYS, NINE, Range, Week
from hipbreak.core.moment import DAY, Moment
from hipbreak.core.rules import Rules
from hipbreak.core.save import restore, resume, save
from hipbreak.core.view import icon, why
from hipbreak.resident.commands import pause_event
from tests.timeline import MONDAY_9, Desk

HOUR = 3600.0
MONDAY = int(MONDAY_9 // DAY)
SHIFTS = Week(
    (
        (Range(9 * HOUR, 12 * HOUR), Range(13 * HOUR, 17.5 * HOUR)),
        (Range(22 * HOUR, 6 * HOUR),),
        (),
        (Range(0, 0),),
        (),
        (),
        (Range(23 * HOUR, 1 * HOUR),),
    )
)
"""Monday twice, Tuesday's night into Wednesday, Thursday whole, Sunday's night into Monday."""


def at(day: int, hour: float, offset: int = 0) -> Moment:
    """`hour` o'clock, local, on the day so many days after the Monday."""
    local = (MONDAY + day) * DAY + hour * HOUR
    return Moment(local - offset, 1000.0 + local - offset - MONDAY_9, offset)


@pytest.mark.parametrize(
    ("day", "hour", "is_open"),
    [
        (0, 8.99, False), (0, 9, True), (0, 11.99, True), (0, 12, False), (0, 12.5, False),
        (0, 13, True), (0, 17.5, False), (1, 5, False), (1, 21.99, False), (1, 22, True),
        (2, 0, True), (2, 5.99, True), (2, 6, False), (2, 22, False), (3, 0, True),
        (3, 23.99, True), (4, 0, False), (6, 23, True), (7, 0.5, True), (7, 1, False),
    ],
)  # fmt: skip
@pytest.mark.parametrize("offset", [0, 3600, -18_000])
def test_pain_11_hours_are_of_the_local_weekday_and_run_past_midnight(
    day: int, hour: float, is_open: bool, offset: int
) -> None:
    assert SHIFTS.is_open(at(day, hour, offset)) is is_open


@pytest.mark.parametrize(
    ("day", "hour", "hours_left"),
    [(0, 9, 3), (0, 12, 1), (0, 18, 28), (1, 23, 7), (2, 6, 18), (3, 12, 12), (4, 0, 71)],
)
def test_pain_11_the_next_change_is_known_to_the_second(
    day: int, hour: float, hours_left: float
) -> None:
    """So nobody has to look in between."""
    assert SHIFTS.next_change(at(day, hour)) == hours_left * HOUR


def test_without_hours_it_is_always_open_and_a_day_begins_at_nine() -> None:
    assert ALWAYS.is_open(at(0, 3)) and ALWAYS.next_change(at(0, 3)) is None
    assert ALWAYS.first_on(MONDAY) == NINE
    assert SHIFTS.first_on(MONDAY) == 9 * HOUR
    assert SHIFTS.first_on(MONDAY + 1) == 22 * HOUR
    assert SHIFTS.first_on(MONDAY + 2) == NINE


def test_pain_11_what_falls_due_at_noon_is_offered_once_after_lunch() -> None:
    """Due at ten minutes past twelve, outside: one card after the afternoon's minute of peace."""
    desk = Desk(Rules(hours=SHIFTS, every=3 * HOUR + 600)).works(2 * HOUR)
    desk.hear(PostureChosen(Posture.SITTING))  # a word, so that four hours of keys are no doubt
    desk.works(2 * HOUR).works(70).rests(3)
    assert [line for line in desk.take() if "show" in line] == [f"{4 * HOUR + 73:g} show"]


@pytest.mark.parametrize(
    ("day", "hour", "ends"),
    [(0, 8, 17.5), (0, 23, 17.5), (1, 12, 30), (2, 3, 6), (2, 7, 0), (3, 9, 24), (5, 9, 0)],
)
def test_the_end_of_work_is_that_of_the_shift(day: int, hour: float, ends: float) -> None:
    """Tuesday's night ends at six on Wednesday: thirty hours after Tuesday's midnight."""
    assert SHIFTS.work_ends(at(day, hour)) == ends * HOUR


def restarted(desk: Desk, gap: float) -> Desk:
    """Switched off and on again."""
    body = json.dumps(save(desk.state))
    desk.now = Moment(desk.now.wall + gap, 30.0, desk.now.offset)
    desk.last_input = 0.0
    desk.state, effects = resume(restore(json.loads(body), desk.state.rules), desk.now, False)
    desk._keep(effects)
    return desk


def holiday(desk: Desk) -> Event:
    return pause_event("until tomorrow", desk.now, desk.state.rules.hours, lambda wall: 0)


def test_pain_17_a_holiday_outlives_switching_off_and_ends_by_itself_at_nine() -> None:
    desk = Desk().works(60).hear(holiday(desk=Desk())).works(HOUR)
    assert icon(desk.state) == "paused"
    assert "tomorrow 09:00" in why(desk.state, desk.now)
    restarted(desk, 20 * HOUR)
    desk.works(60)
    assert icon(desk.state) == "paused"
    assert "paused until 09:00" in why(desk.state, desk.now)
    desk.works(4 * HOUR)
    assert "tell resumed" in " ".join(desk.take())
    assert find(desk.state.holds, Reason.PAUSED) is None


def test_pain_16_a_pause_that_ended_while_off_is_over_and_announced() -> None:
    """The icon's words say so for five minutes, then they are the usual ones."""
    desk = Desk().works(60).hear(holiday(Desk()))
    restarted(desk, 30 * HOUR).works(60)
    assert "tell resumed" in " ".join(desk.take())
    assert icon(desk.state) == "working"
    assert why(desk.state, desk.now) == "The pause is over. Next break in 59 min."
    desk.works(300)
    assert why(desk.state, desk.now) == "Next break in 54 min."


def test_pain_11_a_holiday_with_hours_ends_when_they_begin() -> None:
    """On Monday evening, until Tuesday 22:00; the card comes an hour of sitting later."""
    desk = Desk(Rules(hours=SHIFTS)).works(8 * HOUR)
    event = holiday(desk)
    assert event == PausedUntil(at(1, 22).wall)
    desk.hear(event)
    restarted(desk, at(1, 21).wall - desk.now.wall).works(HOUR - 1)
    assert "paused until 22:00" in why(desk.state, desk.now)
    desk.works(1)
    assert find(desk.state.holds, Reason.PAUSED) is None
