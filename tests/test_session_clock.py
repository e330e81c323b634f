"""Days with strange clocks: summer time, travel, locked and asleep, a process that stood still."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hipbreak.core.events import Locked, Sampled, Slept, Unlocked
from hipbreak.core.facts import Span
from hipbreak.core.view import status
from tests.timeline import Desk


def _move(desk: Desk, hours: float) -> Desk:
    """The local zone changes by so much; UTC goes on."""
    desk.now = replace(desk.now, offset=desk.now.offset + int(hours * 3600))
    return desk


def _bout(desk: Desk) -> float:
    return status(desk.state, desk.now).bout_s


@pytest.mark.parametrize("hours", [1, -1, 9, -10.5])
def test_pain_3_summer_time_and_travel_change_no_second_of_sitting(hours: float) -> None:
    """The span lasts as long as it was lived, whatever the clocks on the wall did meanwhile."""
    desk = _move(Desk().works(900), hours).works(900).rests(200)
    assert desk.spans() == [("sitting", 1800, "away")]
    (span,) = (fact for fact in desk.facts if isinstance(fact, Span))
    assert span.end.wall - span.start.wall == pytest.approx(1800)


def test_pain_3_travel_asleep_is_one_absence() -> None:
    """Lid shut in one zone, opened six hours later in another, with the clock set right."""
    desk = Desk().works(600)
    before = desk.sleeps(6 * 3600)
    _move(desk, 7).set_clock(-3.0)
    desk.last_input = desk.now.elapsed
    desk.hear(Slept(before), desk.sample()).works(30)
    assert desk.spans() == [("sitting", 600, "asleep"), ("away", 6 * 3600, "input")]
    assert _bout(desk) == 30


def test_pain_3_locked_and_asleep_is_one_absence_from_the_lock_on() -> None:
    """Whoever shuts the lid locks, sleeps, wakes and unlocks; told in any order, it is one."""
    desk = Desk().works(600).hear(Locked()).rests(20)
    before = desk.sleeps(3600)
    desk.hear(Slept(before), Slept(before)).rests(15)
    desk.last_input = desk.now.elapsed
    desk.hear(Unlocked(), desk.sample()).works(30)
    kinds = [(kind, ended_by) for kind, _, ended_by in desk.spans()]
    assert kinds == [("sitting", "asleep"), ("away", "input")]
    sitting, away = (seconds for _, seconds, _ in desk.spans())
    assert (sitting + away, sitting <= 620) == (600 + 20 + 3600 + 15, True)
    assert _bout(desk) == 30


def test_pain_3_a_stop_of_minutes_while_somebody_types_is_sitting() -> None:
    """Ten minutes without a look; the idle time says that a key was pressed just now."""
    desk = Desk().works(600)
    desk.now = desk.now.after(600)
    desk.hear(Sampled(0.4)).works(30)
    assert desk.spans() == []
    assert _bout(desk) == 1230


def test_pain_3_a_stop_of_minutes_with_nobody_there_is_an_absence_from_the_last_input() -> None:
    desk = Desk().works(600)
    desk.now = desk.now.after(600)
    desk.hear(desk.sample())
    assert desk.spans() == [("sitting", 600, "away")]


def test_pain_3_no_break_is_offered_at_once_after_a_sleep() -> None:
    """Due when the lid was shut, three hours ago: the absence was the break."""
    desk = Desk().works(3590)
    before = desk.sleeps(3 * 3600)
    desk.last_input = desk.now.elapsed
    desk.take()
    desk.hear(Slept(before), desk.sample()).works(600).rests(5)
    assert not any("show" in line for line in desk.take())
    assert status(desk.state, desk.now).due_in_s == pytest.approx(3600 - 605)
