"""Killed, quit, rebooted: what is taken up again, and what is never invented."""

from __future__ import annotations

import json

import pytest

from hipbreak.core.codec import DecodeError
from hipbreak.core.events import (
    HoldBegan,
    OfferAccepted,
    OfferSnoozed,
    PausedFor,
    PostureChosen,
    Sampled,
)
from hipbreak.core.facts import Posture
from hipbreak.core.holds import Reason
from hipbreak.core.moment import Moment
from hipbreak.core.rules import Rules
from hipbreak.core.save import restore, resume, save
from hipbreak.core.state import Offered, Running, Waiting
from hipbreak.core.view import icon, status
from tests.timeline import Desk

HOUR = 3600.0


def restart(desk: Desk, gap: float, *, reboot: bool = False) -> Desk:
    """Kill the resident now and start it `gap` seconds later from what was saved."""
    saved = restore(json.loads(json.dumps(save(desk.state))), desk.state.rules)
    assert saved == desk.state
    desk.now = desk.now.after(gap)
    if reboot:
        shift = desk.now.elapsed - 30.0
        desk.now = Moment(desk.now.wall, 30.0)
        desk.last_input -= shift
    desk.state, effects = resume(saved, desk.now, same_boot=not reboot)
    desk._keep(effects)
    return desk


@pytest.mark.parametrize("reboot", [False, True])
def test_a_short_gap_is_nothing_and_the_bout_goes_on(reboot: bool) -> None:
    desk = restart(Desk().works(1000), 60, reboot=reboot).works(10)
    assert desk.spans() == []
    assert status(desk.state, desk.now).bout_s == 1070


@pytest.mark.parametrize("reboot", [False, True])
def test_after_a_long_gap_no_sitting_is_invented(reboot: bool) -> None:
    """The bout ended when the state was last saved; the clocks begin anew."""
    desk = restart(Desk().works(1000), 5000, reboot=reboot).works(10)
    assert desk.spans() == [("sitting", 1000, "stopped")]
    seen = status(desk.state, desk.now)
    assert (seen.bout_s, seen.since_break_s) == (10, 10)


def test_an_open_card_is_asked_again() -> None:
    desk = Desk().works(HOUR).rests(3)
    assert isinstance(desk.state.phase, Offered)
    desk.take()
    restart(desk, 5).rests(5)
    assert desk.take() == ["3608 offer dismissed", "3613 prepare", "3613 show"]


def test_a_snooze_outlives_the_restart() -> None:
    desk = Desk().works(HOUR).rests(3).hear(OfferSnoozed("card", 600))
    restart(desk, 100, reboot=True)
    desk.hear(Sampled(0.0))
    assert status(desk.state, desk.now).due_in_s == 500


def test_a_pause_outlives_the_restart_and_a_long_night() -> None:
    desk = Desk().hear(PausedFor(4 * HOUR))
    restart(desk, HOUR, reboot=True)
    assert icon(desk.state) == "paused"
    desk.last_input = desk.now.elapsed
    desk.works(3 * HOUR + 1)
    assert desk.take()[-1].endswith("tell resumed")


def test_a_call_of_yesterday_holds_nothing_today() -> None:
    desk = Desk().hear(HoldBegan(Reason.MICROPHONE)).works(10)
    restart(desk, 80_000)
    assert [h.reason for h in desk.state.holds] == []


def test_a_player_that_outlived_us_may_still_report() -> None:
    desk = Desk().works(HOUR).rests(3).hear(OfferAccepted("card")).works(10)
    desk.take()
    restart(desk, 20)
    assert isinstance(desk.state.phase, Running)
    desk.finishes()
    assert "break glute-press completed by steps" in desk.take()[-1]


def test_the_posture_outlives_the_restart() -> None:
    desk = Desk().hear(PostureChosen(Posture.STANDING)).works(100)
    assert restart(desk, 10).state.posture is Posture.STANDING


def test_a_wall_clock_set_back_while_off_invents_nothing() -> None:
    desk = Desk().works(1000)
    saved = restore(json.loads(json.dumps(save(desk.state))), desk.state.rules)
    early = Moment(desk.now.wall - 90_000, 10.0)
    state, _ = resume(saved, early, same_boot=False)
    assert status(state, early).bout_s == 1000


def test_what_was_due_in_another_session_is_not_due_after_a_long_gap() -> None:
    desk = Desk().hear(HoldBegan(Reason.MICROPHONE)).works(HOUR + 100)
    assert isinstance(desk.state.phase, Waiting)
    restart(desk, 5000)
    assert not isinstance(desk.state.phase, Waiting)


@pytest.mark.parametrize("plain", [None, [], {}, {"version": 99}, {"version": 1, "at": 3}])
def test_what_is_no_state_of_ours_is_refused(plain: object) -> None:
    with pytest.raises(DecodeError):
        restore(plain, Rules())
