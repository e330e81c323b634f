"""When a break is offered, and when it is not: timelines of the rules in the design, part 3."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hipbreak.core.effects import OpenPlayer
from hipbreak.core.errors import Refused
from hipbreak.core.events import (
    BreakRequested,
    CardDied,
    Event,
    HoldBegan,
    HoldEnded,
    Locked,
    OfferAccepted,
    OfferForbidden,
    OfferRequested,
    OfferSkipped,
    OfferSnoozed,
    PausedFor,
    PausedUntil,
    PlayerFinished,
    Resumed,
    RulesChanged,
)
from hipbreak.core.facts import Answer, BreakEnded, Evidence, OfferClosed, Outcome, Voided
from hipbreak.core.holds import Reason
from hipbreak.core.hours import Range, Week
from hipbreak.core.rules import Firmness, Rules
from hipbreak.core.state import Counting, Later, Offered, Running, Waiting
from hipbreak.core.view import icon, status, why
from tests.timeline import MONDAY_9, Desk

HOUR = 3600.0
DUE = ["3570 warn", "3600 prepare"]


def offered() -> Desk:
    """A desk with a card on the screen, 3 quiet seconds after the hour."""
    desk = Desk().works(HOUR).rests(3)
    assert isinstance(desk.state.phase, Offered)
    desk.take()
    return desk


def test_an_hour_of_sitting_makes_one_offer_in_the_first_lull() -> None:
    """30 s before, the warning; at the hour, the card is prepared; 3 quiet seconds show it."""
    desk = Desk().works(HOUR).works(10).rests(3)
    assert desk.take() == [*DUE, "3613 show"]


def test_typing_without_a_gap_delays_the_card_by_a_minute_at_most() -> None:
    desk = Desk().works(HOUR + 90)
    assert desk.take() == [*DUE, "3660 show"]


def test_someone_quiet_at_the_hour_sees_the_card_at_once() -> None:
    desk = Desk().works(HOUR - 20).rests(20)
    assert desk.take() == [*DUE, "3600 show"]


def test_where_idle_time_is_unknown_the_card_still_comes() -> None:
    desk = Desk(idle_known=False).works(HOUR)
    assert desk.take() == [*DUE, "3600 show"]
    assert status(desk.state, desk.now).presence == "unknown"


def test_two_minutes_without_an_answer_are_a_snooze_of_ten_logged_as_ignored() -> None:
    desk = offered().works(120)
    assert desk.take() == ["3723 offer ignored", "3723 drop"]
    desk.works(600).rests(3)
    assert desk.take() == ["4293 warn", "4323 prepare", "4326 show"]


def test_snooze_and_skip_come_back_after_their_time() -> None:
    desk = offered().hear(OfferSnoozed("card", 300))
    assert desk.take() == ["3603 offer snoozed", "3603 drop"]
    desk.works(300).rests(3).hear(OfferSkipped("card"))
    assert desk.take() == [
        "3873 warn",
        "3903 prepare",
        "3906 show",
        "3906 offer skipped",
        "3906 drop",
    ]
    desk.works(1800).rests(3)
    assert desk.take() == ["5676 warn", "5706 prepare", "5709 show"]


def test_after_three_snoozes_the_offer_shrinks_to_the_short_drill() -> None:
    desk = offered()
    for _ in range(3):
        desk.hear(OfferSnoozed("card", 300)).works(300).rests(3)
    assert [line for line in desk.take() if "prepare" in line][-1].endswith("prepare short")


def test_a_break_done_from_the_card_starts_the_clock_anew_but_not_the_bout() -> None:
    desk = offered().hear(OfferAccepted("card"))
    assert desk.take() == ["3603 offer started", "3603 drop", "3603 play glute-press"]
    desk.works(40).finishes()
    assert desk.take() == ["3643 break glute-press completed by steps"]
    seen = status(desk.state, desk.now)
    assert (seen.bout_s, seen.since_break_s, seen.due_in_s) == (3643, 0, HOUR)


@pytest.mark.parametrize("chosen", [OfferAccepted("card", "walk"), BreakRequested("walk")])
def test_something_else_from_the_card_is_written_as_it_was(chosen: Event) -> None:
    """The offer keeps what was offered, the break says what was done and which offer it answers."""
    desk = offered().hear(chosen)
    assert desk.take() == ["3603 offer started", "3603 drop", "3603 play walk"]
    desk.works(40).finishes()
    offer = next(fact for fact in desk.facts if isinstance(fact, OfferClosed))
    done = next(fact for fact in desk.facts if isinstance(fact, BreakEnded))
    assert (offer.routine, offer.answer) == ("glute-press", Answer.STARTED)
    assert (done.routine, done.offer) == ("walk", offer.uid)


def test_a_walk_ends_the_bout_where_it_began() -> None:
    desk = offered().hear(OfferAccepted("card")).rests(115).works(5)
    desk.finishes(leaves_chair=True)
    assert desk.spans() == [("sitting", 3603, "break")]
    assert status(desk.state, desk.now).bout_s == 0


def test_a_walk_with_typing_all_through_does_not_end_the_bout() -> None:
    """It is written with the input that was seen; the bout stays what it was."""
    desk = offered().hear(OfferAccepted("card")).works(120).finishes(leaves_chair=True)
    assert desk.spans() == []
    assert desk.facts[-1].input_seen is True  # type: ignore[union-attr]
    assert status(desk.state, desk.now).bout_s == 3723


def test_who_walks_on_after_the_walk_is_away_from_its_end() -> None:
    desk = offered().hear(OfferAccepted("card")).rests(120).finishes(leaves_chair=True)
    assert status(desk.state, desk.now).presence == "away"
    desk.rests(600).works(1)
    assert desk.spans()[-1] == ("away", 600, "input")


def test_leaving_the_player_early_asks_again_after_ten_minutes() -> None:
    desk = offered().hear(OfferAccepted("card")).works(5)
    desk.finishes(outcome=Outcome.LEFT, evidence=Evidence.NONE, done_s=5)
    assert isinstance(desk.state.phase, Later)
    assert status(desk.state, desk.now).due_in_s == 600


def test_nobody_is_asked_again_soon_after_a_pain_stop() -> None:
    desk = offered().hear(OfferAccepted("card")).works(5)
    desk.finishes(outcome=Outcome.HURT, evidence=Evidence.NONE, done_s=5)
    assert status(desk.state, desk.now).due_in_s == HOUR


def test_a_break_by_hand_answers_an_open_offer() -> None:
    desk = offered().hear(BreakRequested("walk"))
    assert desk.take() == ["3603 offer started", "3603 drop", "3603 play walk"]
    with pytest.raises(Refused):
        desk.hear(BreakRequested("walk"))


def test_walking_away_from_the_card_is_a_natural_break() -> None:
    desk = offered().rests(400).works(1)
    assert desk.take() == [
        "3780 span sitting 3600 away",
        "3780 offer away",
        "3780 drop",
        "4003 span away 403 input",
        "4003 break natural completed by absence",
    ]


def test_a_hold_waits_with_the_offer_and_then_a_minute_of_peace() -> None:
    desk = Desk().hear(HoldBegan(Reason.MICROPHONE, "a call")).works(HOUR + 600)
    assert desk.take() == ["3570 warn"]
    assert icon(desk.state) == "held"
    assert why(desk.state, desk.now) == "A break is due, but the microphone is in use (a call)."
    desk.hear(HoldEnded(Reason.MICROPHONE)).works(59)
    assert desk.take() == ["4200 hold microphone 4200"]
    desk.works(1).rests(3)
    assert desk.take() == ["4260 prepare", "4263 show"]


def test_stacked_holds_make_one_offer_after_the_last() -> None:
    desk = Desk().hear(HoldBegan(Reason.MICROPHONE), HoldBegan(Reason.FULLSCREEN))
    desk.works(HOUR + 60).hear(HoldEnded(Reason.MICROPHONE)).works(300)
    assert "prepare" not in " ".join(desk.take())
    desk.hear(HoldEnded(Reason.FULLSCREEN)).works(60).rests(3)
    assert [line.split(" ", 1)[1] for line in desk.take()] == [
        "hold fullscreen 3960",
        "prepare",
        "show",
    ]


def test_a_hold_while_the_lull_is_awaited_takes_the_prepared_card_back() -> None:
    desk = Desk().works(HOUR + 1)
    desk.take()
    desk.hear(HoldBegan(Reason.CAMERA))
    assert desk.take() == ["3601 drop"]


def test_a_call_that_begins_while_the_card_shows_takes_it_back_and_asks_later() -> None:
    desk = offered().hear(HoldBegan(Reason.MICROPHONE))
    assert desk.take() == ["3603 offer held", "3603 drop"]
    desk.works(100).hear(HoldEnded(Reason.MICROPHONE)).works(60).rests(3)
    assert desk.take() == ["3703 hold microphone 100", "3763 prepare", "3766 show"]


def test_a_pause_ends_by_itself_and_says_so() -> None:
    desk = Desk().hear(PausedFor(1800)).works(1800)
    assert desk.take() == ["1800 hold paused 1800", "1800 tell resumed"]


def test_a_pause_can_be_ended_by_hand_and_until_a_time_of_day() -> None:
    desk = Desk().hear(PausedUntil(MONDAY_9 + 7200)).works(100)
    assert icon(desk.state) == "paused"
    assert why(desk.state, desk.now) == "Nothing will be offered: hipbreak is paused until 11:00."
    desk.hear(Resumed())
    assert icon(desk.state) == "working"


def test_setting_the_clock_does_not_move_a_pause_of_so_many_minutes() -> None:
    desk = Desk().hear(PausedFor(1800)).set_clock(3600).works(1790)
    assert desk.take() == []
    desk.works(10)
    assert desk.take()[-1] == "1800 tell resumed"


def test_outside_working_hours_nothing_is_offered_and_sitting_still_counts() -> None:
    """Hours 9:00-9:30 on Monday only: the hour falls outside."""
    hours = Week(((Range(9 * HOUR, 9.5 * HOUR),), (), (), (), (), (), ()))
    desk = Desk(Rules(hours=hours)).works(HOUR + 300)
    assert desk.take() == ["3570 warn"]
    assert status(desk.state, desk.now).bout_s == 3900
    assert why(desk.state, desk.now) == (
        "A break is due, but it is outside your working hours until Mon 12 Jan 09:00."
    )


def test_a_card_that_dies_counts_as_dismissed_and_comes_back() -> None:
    desk = offered()
    phase = desk.state.phase
    assert isinstance(phase, Offered)
    desk.hear(CardDied(phase.offer))
    assert desk.take() == ["3603 offer dismissed"]
    assert status(desk.state, desk.now).due_in_s == 600


def test_what_safety_takes_back_is_held_and_another_comes_after_the_peace() -> None:
    """It was no snooze and nobody ignored it; a word about an older offer changes nothing."""
    desk = offered()
    phase = desk.state.phase
    assert isinstance(phase, Offered)
    desk.hear(OfferForbidden("another"))
    assert isinstance(desk.state.phase, Offered)
    desk.hear(OfferForbidden(phase.offer))
    assert desk.take() == ["3603 offer held", "3603 drop"]
    assert status(desk.state, desk.now).due_in_s == desk.state.rules.peace
    assert desk.state.snoozes == 0


def test_a_player_that_never_reports_does_not_block_the_day() -> None:
    desk = offered().hear(OfferAccepted("card")).works(45 * 60)
    assert desk.take()[-2:] == ["6303 close player", "6303 break glute-press dismissed by none"]
    assert not isinstance(desk.state.phase, Running)


def test_a_report_after_the_player_was_given_up_takes_its_dismissal_back() -> None:
    """What was presumed is voided, what was done is written, and the clock begins anew."""
    desk = offered().hear(OfferAccepted("card")).works(45 * 60)
    running = next(e.uid for _, e in desk.log if isinstance(e, OpenPlayer))
    desk.take()
    report = PlayerFinished(running, "drill", False, Outcome.COMPLETED, Evidence.STEPS, 40.0, 40.0)
    desk.works(5).hear(report)
    assert desk.take() == ["6308 void 1", "6308 break glute-press completed by steps"]
    dismissed, taken_back, done = desk.facts[-3:]
    assert isinstance(dismissed, BreakEnded) and isinstance(done, BreakEnded)
    assert isinstance(taken_back, Voided) and taken_back.voids == (dismissed.uid,)
    assert done.uid != dismissed.uid and done.offer == dismissed.offer
    assert status(desk.state, desk.now).since_break_s == 0
    desk.hear(report)
    assert desk.take() == []


def test_strict_has_no_skip_and_firm_comes_back_sooner() -> None:
    desk = offered().hear(RulesChanged(Rules(firmness=Firmness.STRICT)))
    with pytest.raises(Refused):
        desk.hear(OfferSkipped("card"))
    desk.hear(RulesChanged(Rules(firmness=Firmness.FIRM))).works(120)
    assert status(desk.state, desk.now).due_in_s == 300


def test_answers_without_an_offer_are_refused_and_change_nothing() -> None:
    desk = Desk().works(60)
    before = desk.state
    for answer in (OfferAccepted("x"), OfferSnoozed("x", 300), OfferSkipped("x")):
        with pytest.raises(Refused):
            desk.hear(answer)
    assert desk.state == before


def test_a_plan_at_its_time_is_offered_like_any_other_break() -> None:
    """It waits for holds, peace and a lull, and there is never a second offer beside it."""
    desk = Desk().works(600).hear(HoldBegan(Reason.CAMERA), OfferRequested("It is time."))
    assert "prepare" not in " ".join(desk.works(60).take())
    with pytest.raises(Refused):
        desk.hear(OfferRequested("Again."))
    desk.hear(HoldEnded(Reason.CAMERA)).works(60).rests(3)
    assert desk.take() == ["660 hold camera 60", "720 prepare", "723 show"]


def test_changed_rules_count_at_once() -> None:
    desk = Desk().works(1000)
    desk.hear(RulesChanged(replace(Rules(), every=900.0)))
    assert isinstance(desk.state.phase, Waiting)
    desk.hear(RulesChanged(Rules()))
    assert not isinstance(desk.state.phase, Counting)


def test_what_is_only_announced_can_be_put_off() -> None:
    """Later, half a minute before: nothing was offered, so none is written; it comes back then."""
    desk = Desk().works(HOUR - 20)
    assert desk.take() == ["3570 warn"]
    desk.hear(OfferSnoozed("notification", 300)).works(280)
    assert desk.take() == ["3850 warn"]
    desk.works(30)
    assert desk.take() == ["3880 prepare"]
    desk.hear(OfferSnoozed("notification", 600)).works(60)
    assert desk.take() == ["3890 drop"]
    assert not desk.facts
    assert desk.state.snoozes == 2
    early = Desk().works(60)
    with pytest.raises(Refused, match="no break is being offered"):
        early.hear(OfferSnoozed("notification", 300))


def test_what_stands_before_a_break_is_due_is_told_with_when_it_comes() -> None:
    """The tray's words, the status and Today say both: when, and that it would be held."""
    desk = Desk().works(35 * 60).hear(HoldBegan(Reason.MICROPHONE, "Zoom"))
    assert why(desk.state, desk.now) == (
        "Next break in 25 min; held while the microphone is in use (Zoom)."
    )
    desk.hear(HoldBegan(Reason.CAMERA))
    assert why(desk.state, desk.now) == (
        "Next break in 25 min; held while the camera is in use and the microphone is in use (Zoom)."
    )
    desk.hear(HoldEnded(Reason.CAMERA), HoldEnded(Reason.MICROPHONE))
    assert why(desk.state, desk.now) == "Next break in 25 min."


def test_a_pause_that_ends_before_the_break_is_due_hides_it_not() -> None:
    """It holds nothing: the break comes when it would have come. A longer one has the last word."""
    desk = Desk().hear(PausedFor(1800)).works(600)
    assert why(desk.state, desk.now) == "Next break in 50 min; hipbreak is paused until 09:30."
    desk.hear(Resumed(), PausedFor(2 * HOUR))
    assert why(desk.state, desk.now) == "Nothing will be offered: hipbreak is paused until 11:10."


def test_a_break_that_was_put_off_says_so_while_held_too() -> None:
    desk = offered().hear(OfferSnoozed("card", 600), HoldBegan(Reason.DO_NOT_DISTURB))
    assert why(desk.state, desk.now) == (
        "Next break again in 10 min; held while do not disturb is on."
    )


@pytest.mark.parametrize(
    "reason", [Reason.MICROPHONE, Reason.CAMERA, Reason.FULLSCREEN, Reason.DO_NOT_DISTURB]
)
def test_the_icon_shows_what_would_hold_a_break_and_never_announces_one(reason: Reason) -> None:
    """Who sits in a call sees that it is known; "soon" would be untrue."""
    desk = Desk().works(60).hear(HoldBegan(reason)).works(HOUR - 80)
    assert icon(desk.state) == "held"
    desk.hear(HoldEnded(reason))
    assert icon(desk.state) == "soon"


def test_while_the_screen_is_locked_the_icon_stays_as_it_is() -> None:
    """Nobody looks at it then."""
    desk = Desk().works(60).hear(Locked())
    assert icon(desk.state) == "working"
    assert why(desk.state, desk.now) == "Next break in 59 min; held while the screen is locked."
    assert icon(desk.rests(HOUR).state) == "working"
    assert why(desk.state, desk.now) == (
        "Nothing will be offered: you are away and the screen is locked."
    )
