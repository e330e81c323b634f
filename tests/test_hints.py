"""Hints in a long call and between breaks: timelines of when one comes, and when never."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hipbreak.core.errors import Refused
from hipbreak.core.events import (
    BreakRequested,
    Event,
    HintAnswered,
    HintDied,
    HoldBegan,
    HoldEnded,
    Locked,
    PostureChosen,
)
from hipbreak.core.facts import Answer, BreakEnded, OfferClosed, Posture
from hipbreak.core.holds import Reason
from hipbreak.core.rules import Rules
from hipbreak.core.save import restore, resume, save
from hipbreak.core.state import Running, Waiting
from tests.timeline import Desk

HOUR, CALL = 3600.0, Reason.MICROPHONE
WITH = Rules(call_hint=True)
SHIFTS = Rules(shift_hint=True)


def hinted(desk: Desk) -> list[str]:
    """What the timeline says of hints and of how they were answered."""
    return [line for line in desk.take() if "hint" in line or "offer" in line]


def in_call(after_s: float = 0.0, rules: Rules = WITH) -> Desk:
    """A call that began `after_s` before the break fell due; now it has just fallen due."""
    return Desk(rules).works(HOUR - after_s).hear(HoldBegan(CALL, "Call")).works(after_s)


def with_hint() -> Desk:
    """The hint is on the screen: 3600 s due, 20 min of call at 3600, 3 s quiet."""
    desk = in_call(1200).rests(3)
    assert hinted(desk) == ["3600 prepare hint call", "3603 show hint"]
    return desk


def test_pain_1_in_a_long_call_one_hint_comes_when_a_break_is_due() -> None:
    """Twenty minutes after the call began, in a lull; it leaves by itself, and never again in this
    call; the break itself waits for the call's end and a minute of peace."""
    desk = in_call().works(1199)
    assert hinted(desk) == []
    desk.works(1).rests(3)
    assert hinted(desk) == ["4800 prepare hint call", "4803 show hint"]
    desk.works(30)
    assert hinted(desk) == ["4833 drop hint", "4833 offer ignored"]
    desk.works(HOUR)
    assert hinted(desk) == []
    desk.hear(HoldEnded(CALL)).works(60).rests(3)
    assert [line.split(" ", 1)[1] for line in desk.take()][-2:] == ["prepare", "show"]


def test_pain_1_by_default_a_call_sees_no_hint() -> None:
    assert hinted(in_call(rules=Rules()).works(2 * HOUR)) == []


def test_pain_1_before_a_break_is_due_a_call_sees_no_hint() -> None:
    desk = Desk(WITH).hear(HoldBegan(CALL)).works(HOUR - 1)
    assert hinted(desk) == []
    assert hinted(desk.works(1).rests(3)) == ["3600 prepare hint call", "3603 show hint"]


@pytest.mark.parametrize(
    "reason",
    [Reason.FULLSCREEN, Reason.SHARED, Reason.DO_NOT_DISTURB, Reason.PAUSED, Reason.LOCKED],
)
def test_pain_1_a_hint_never_comes_over_a_shared_or_full_screen(reason: Reason) -> None:
    """Nor in do-not-disturb, a pause or a lock; it may come when that is over."""
    desk = in_call(600).hear(HoldBegan(reason)).works(1800)
    assert hinted(desk) == []
    desk.hear(HoldEnded(reason)).rests(5)
    assert hinted(desk)[0].endswith("prepare hint call")


@pytest.mark.parametrize("reason", [Reason.FULLSCREEN, Reason.SHARED])
def test_pain_1_a_share_that_begins_takes_the_hint_back(reason: Reason) -> None:
    """Before it was shown nothing is written; afterwards, that it was taken back."""
    desk = in_call(1200).hear(HoldBegan(reason))
    assert hinted(desk) == ["3600 prepare hint call", "3600 drop hint"]
    desk.works(600).hear(HoldEnded(reason)).rests(5)
    assert hinted(desk) == ["4200 prepare hint call", "4203 show hint"], "the slides are over"
    desk = with_hint().hear(HoldBegan(reason))
    assert hinted(desk) == ["3603 drop hint", "3603 offer held"]


def test_a_started_hint_is_a_break_that_knows_its_hint() -> None:
    """It resets the clock like any other break, and the call goes on."""
    desk = with_hint()
    assert desk.state.hint
    desk.hear(HintAnswered(desk.state.hint.uid, Answer.STARTED))
    assert desk.take() == ["3603 drop hint", "3603 offer started", "3603 play glute-press"]
    phase = desk.state.phase
    assert isinstance(phase, Running) and phase.quiet
    desk.works(40).finishes()
    offer, done = desk.facts[-2:]
    assert isinstance(offer, OfferClosed) and isinstance(done, BreakEnded)
    assert (offer.answer, offer.how, done.offer) == (Answer.STARTED, "hint", offer.uid)
    assert offer.why == "A break is due, and this call has lasted 20 min."


def test_a_hint_turned_down_is_written_so_and_nothing_is_snoozed() -> None:
    desk = with_hint()
    assert desk.state.hint
    desk.hear(HintAnswered(desk.state.hint.uid, Answer.SKIPPED))
    assert hinted(desk) == ["3603 drop hint", "3603 offer skipped"]
    assert isinstance(desk.state.phase, Waiting) and desk.state.snoozes == 0
    with pytest.raises(Refused):
        desk.hear(HintAnswered("nobody's", Answer.STARTED))


def test_who_turns_the_microphone_off_and_on_is_not_hinted_at_again_within_the_hour() -> None:
    desk = with_hint().works(60)
    desk.take()
    desk.hear(HoldEnded(CALL)).works(5).hear(HoldBegan(CALL)).works(1800)
    assert hinted(desk) == []
    assert hinted(desk.works(1800).rests(3))[0].endswith("prepare hint call")


@pytest.mark.parametrize("end", [HoldEnded(CALL), BreakRequested("walk"), Locked()])
def test_what_ends_its_reason_takes_the_hint_away(end: Event) -> None:
    desk = with_hint().hear(end)
    assert hinted(desk)[0] == "3603 drop hint" and desk.state.hint is None


def test_a_hint_whose_window_dies_was_dismissed_and_a_restart_forgets_it() -> None:
    desk = with_hint()
    assert desk.state.hint
    state, effects = resume(restore(save(desk.state), WITH), desk.now, same_boot=True)
    assert state.hint is None
    assert any(getattr(e, "fact", None) and e.fact.answer is Answer.DISMISSED for e in effects)  # type: ignore[union-attr]
    desk.hear(HintDied(desk.state.hint.uid))
    assert hinted(desk) == ["3603 drop hint", "3603 offer dismissed"]


def test_standing_in_a_call_is_not_hinted_at_sitting() -> None:
    desk = Desk(WITH).hear(PostureChosen(Posture.STANDING), HoldBegan(CALL)).works(2 * HOUR)
    assert hinted(desk) == []


def test_the_shift_of_weight_comes_every_twenty_minutes_of_sitting_and_writes_nothing() -> None:
    """In a lull, for 15 s; the hour's own offer takes the place of the third."""
    desk = Desk(SHIFTS)
    for _ in range(3):
        desk.works(1200).rests(20)
    lines = hinted(desk)
    assert lines[:6] == [
        "1200 prepare hint shift",
        "1203 show hint",
        "1218 drop hint",
        "2400 prepare hint shift",
        "2423 show hint",
        "2438 drop hint",
    ]
    assert lines[6:] == [] and desk.facts == []


def test_by_default_nobody_is_told_to_shift() -> None:
    assert hinted(Desk().works(HOUR - 60)) == []


@pytest.mark.parametrize(
    "reason", [Reason.MICROPHONE, Reason.FULLSCREEN, Reason.MEDIA, Reason.SHARED, Reason.PAUSED]
)
def test_nobody_is_told_to_shift_in_a_call_or_a_film(reason: Reason) -> None:
    desk = Desk(SHIFTS).works(600).hear(HoldBegan(reason)).works(1200)
    assert hinted(desk) == []


def test_a_break_begins_the_twenty_minutes_anew() -> None:
    desk = Desk(SHIFTS).works(1200).rests(20).hear(BreakRequested("walk")).works(30).finishes()
    desk.take()
    assert hinted(desk.works(1199)) == []
    assert hinted(desk.works(1)) == ["2450 prepare hint shift"]


def test_a_typist_without_a_gap_is_told_after_a_minute() -> None:
    desk = Desk(replace(SHIFTS, lull_limit=60.0)).works(1300)
    assert hinted(desk) == ["1200 prepare hint shift", "1260 show hint", "1275 drop hint"]
