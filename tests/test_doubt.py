"""Hours of input without a pause or an answer: asked once, and never taken for certain."""

from __future__ import annotations

import json

import pytest

from hipbreak.core.errors import Refused
from hipbreak.core.events import (
    BreakRequested,
    DoubtAnswered,
    HoldBegan,
    HoldEnded,
    PostureChosen,
    Sampled,
    SittingClaimed,
    Slept,
)
from hipbreak.core.facts import Posture, Span, SpanKind
from hipbreak.core.holds import Reason, find
from hipbreak.core.rules import Rules
from hipbreak.core.save import restore, resume, save
from hipbreak.core.view import icon, question, status, why
from hipbreak.core.week import standing_facts, week
from hipbreak.resident.menu import view
from tests.timeline import Desk

HOUR = 3600.0
DRIFT = Rules(every=100 * HOUR)
"""So far from any offer that only the doubt is seen."""


def drifting(hours: float = 4.5) -> Desk:
    return Desk(DRIFT).works(hours * HOUR)


def counted(desk: Desk) -> list[tuple[str, float, str]]:
    """The spans that no correction took back."""
    standing = standing_facts(desk.facts)
    return [s for s, f in zip(desk.spans(), _spans(desk), strict=True) if f in standing]


def _spans(desk: Desk) -> list[object]:
    return [fact for fact in desk.facts if type(fact).__name__ == "Span"]


def test_pain_22_four_hours_of_input_without_a_pause_ask_once() -> None:
    desk = Desk(DRIFT).works(4 * HOUR - 1)
    assert question(desk.state, desk.now) == ""
    desk.works(1)
    assert question(desk.state, desk.now) == "Have you been sitting since 09:00?"
    assert desk.take() == []
    labels = [(e.label, e.action) for e in view(desk.state, desk.now, str).menu[2:5]]
    assert labels == [
        ("Have you been sitting since 09:00?", ""),
        ("Yes, I was", "sat yes"),
        ("No, I was away", "sat no"),
    ]


def test_while_it_is_doubtful_nothing_is_offered_and_the_icon_shows_it() -> None:
    """A card every few minutes would be shown to an empty chair."""
    desk = Desk(Rules(every=4.2 * HOUR)).works(5 * HOUR)
    assert [line for line in desk.take() if "show" in line] == []
    assert icon(desk.state) == "held"
    assert "not certain" in why(desk.state, desk.now)


def test_a_pause_as_long_as_an_absence_is_a_sign_and_so_is_any_word() -> None:
    desk = Desk(DRIFT)
    for _ in range(3):
        desk.works(3.9 * HOUR).rests(180).works(1)
    assert desk.state.doubt is None
    desk.works(3.9 * HOUR).hear(PostureChosen(Posture.STANDING)).works(3.9 * HOUR)
    desk.hear(HoldBegan(Reason.MEETING, lasts_s=60)).works(3.9 * HOUR)
    assert desk.state.doubt is None


def test_a_call_of_hours_is_no_doubt_when_nothing_is_touched() -> None:
    desk = Desk(DRIFT).works(60).hear(HoldBegan(Reason.MICROPHONE)).rests(6 * HOUR).works(60)
    assert desk.state.doubt is None
    desk.hear(HoldEnded(Reason.MICROPHONE)).works(3.9 * HOUR)
    assert desk.state.doubt is None


def test_where_idle_is_unknown_nothing_more_is_doubted() -> None:
    """It is said already that it is unknown."""
    desk = Desk(DRIFT, idle_known=False).works(9 * HOUR)
    assert desk.state.doubt is None


def test_yes_keeps_all_of_it() -> None:
    desk = drifting().hear(DoubtAnswered(True)).works(60).rests(200)
    assert desk.spans() == [("sitting", 4.5 * HOUR + 60, "away")]
    assert question(desk.state, desk.now) == ""


def test_yes_is_asked_again_only_after_another_four_hours() -> None:
    desk = drifting().hear(DoubtAnswered(True)).works(4 * HOUR - 1)
    assert desk.state.doubt is None
    desk.works(1)
    assert question(desk.state, desk.now) == "Have you been sitting since 13:30?"


def test_no_takes_the_time_since_the_last_sign_as_an_absence() -> None:
    """What was certain stays, the absence is a natural break, and a new bout begins now."""
    desk = Desk(DRIFT).works(600).hear(PostureChosen(Posture.SITTING)).works(4.5 * HOUR)
    desk.hear(BreakRequested("walk"))
    desk.finishes().hear(DoubtAnswered(False))
    assert desk.spans() == [
        ("sitting", 600, "said by hand"),
        ("away", 4.5 * HOUR, "said by hand"),
    ]
    assert desk.take()[-1] == "16800 break natural completed by absence"
    assert status(desk.state, desk.now).bout_s == 0
    assert find(desk.state.holds, Reason.DOUBT) is None


def test_after_a_no_the_clock_begins_anew_at_the_sign_and_not_before() -> None:
    """Said at once, it counts from now; said an hour after a sign, from that sign."""
    now = drifting().hear(DoubtAnswered(False)).works(60)
    seen = status(now.state, now.now)
    assert (seen.bout_s, seen.since_break_s) == (60, 60)
    later = drifting().hear(PostureChosen(Posture.SITTING)).works(HOUR).hear(DoubtAnswered(False))
    seen = status(later.state, later.now)
    assert (seen.bout_s, seen.since_break_s) == (HOUR, HOUR)


def test_unanswered_it_is_written_as_doubtful_and_counts_as_nothing() -> None:
    """Neither sitting nor a break: the week has the certain part only."""
    desk = Desk(DRIFT).works(600).hear(PostureChosen(Posture.STANDING)).works(60)
    desk.hear(PostureChosen(Posture.SITTING)).works(5 * HOUR).rests(200)
    assert desk.spans()[2:] == [("doubtful", 5 * HOUR, "away")]
    day = week(desk.facts, desk.now.local_day, days=1).total
    assert (day.sitting_s, day.standing_s, day.breaks_done, day.natural_breaks) == (600, 60, 0, 0)
    assert day.doubtful_s == 5 * HOUR


def test_it_can_be_answered_after_the_bout() -> None:
    """Yes makes the doubtful part sitting again, in one bout; no makes it an absence."""
    yes = Desk(DRIFT).works(60).hear(HoldBegan(Reason.READING, lasts_s=1)).works(5 * HOUR)
    yes.rests(600).works(60)
    assert yes.spans()[:2] == [("sitting", 60, "doubt"), ("doubtful", 5 * HOUR, "away")]
    assert question(yes.state, yes.now) == "Were you sitting from 09:01 to 14:01?"
    yes.hear(DoubtAnswered(True))
    assert counted(yes) == [("away", 600, "input"), ("sitting", 5 * HOUR + 60, "away")]
    no = drifting(5).rests(600).works(60).hear(DoubtAnswered(False))
    assert counted(no) == [("away", 600, "input"), ("away", 5 * HOUR, "said by hand")]
    assert sum("natural" in line for line in no.take()) == 1


def test_what_comes_after_a_sign_is_certain_again() -> None:
    """Somebody sits down beside the jiggler and starts a break: the question is of before."""
    desk = drifting(5).hear(BreakRequested("glute-press")).works(40).finishes().works(HOUR)
    assert find(desk.state.holds, Reason.DOUBT) is None
    assert question(desk.state, desk.now) == "Were you sitting from 09:00 to 14:00?"
    desk.rests(200)
    assert desk.spans() == [("doubtful", 5 * HOUR, "doubt"), ("sitting", HOUR + 40, "away")]
    desk.hear(DoubtAnswered(False))
    assert counted(desk)[-1] == ("away", 5 * HOUR, "said by hand")


def test_sitting_all_along_takes_the_absence_back_and_leaves_the_question() -> None:
    desk = drifting(5).rests(600).works(60).hear(SittingClaimed())
    assert question(desk.state, desk.now) == "Were you sitting from 09:00 to 14:00?"
    desk.hear(DoubtAnswered(True)).rests(200)
    assert counted(desk) == [("sitting", 5 * HOUR + 660, "away")]


def test_after_the_answer_the_absence_can_still_be_taken_back() -> None:
    desk = drifting(5).rests(600).works(60).hear(DoubtAnswered(True), SittingClaimed()).rests(200)
    assert counted(desk) == [("sitting", 5 * HOUR + 660, "away")]


def test_a_second_stretch_of_the_same_bout_leaves_the_first_as_it_was() -> None:
    desk = drifting(5).hear(BreakRequested("glute-press")).finishes().works(5 * HOUR).rests(200)
    assert desk.spans() == [("doubtful", 5 * HOUR, "doubt"), ("doubtful", 5 * HOUR, "away")]
    assert question(desk.state, desk.now) == "Were you sitting from 14:00 to 19:00?"


def test_the_question_outlives_a_restart_and_a_weekend_but_not_for_ever() -> None:
    desk = drifting(5).rests(600)
    saved = restore(json.loads(json.dumps(save(desk.state))), DRIFT)
    assert saved == desk.state
    desk.sleeps(60 * HOUR)
    desk.state, _ = resume(saved, desk.now, same_boot=False)
    desk.works(1)
    asked = "Were you sitting from Monday 09:00 to Monday 14:00?"
    assert question(desk.state, desk.now) == asked
    before = desk.sleeps(24 * HOUR)
    desk.hear(Slept(before)).works(1)
    assert question(desk.state, desk.now) == ""


def test_a_machine_that_sleeps_or_stops_in_doubt_invents_nothing() -> None:
    desk = drifting(5)
    before = desk.sleeps(10 * HOUR)
    desk.hear(Slept(before), desk.sample()).works(5)
    assert desk.spans() == [("doubtful", 5 * HOUR, "asleep"), ("away", 10 * HOUR, "input")]
    killed = drifting(5)
    saved = restore(json.loads(json.dumps(save(killed.state))), DRIFT)
    killed.sleeps(HOUR)
    killed.state, effects = resume(saved, killed.now, same_boot=True)
    killed._keep(effects)
    assert killed.spans() == [("doubtful", 5 * HOUR, "stopped")]
    assert find(killed.state.holds, Reason.DOUBT) is None


def test_a_source_that_contradicts_itself_writes_nothing_twice() -> None:
    """Another source knows of a longer pause than can be: no second counts double."""
    desk = drifting(5).hear(Sampled(9 * HOUR)).works(60).rests(200)
    assert desk.spans() == [("doubtful", 5 * HOUR, "doubt"), ("sitting", 60, "away")]


def test_an_answer_to_nothing_is_refused() -> None:
    with pytest.raises(Refused):
        Desk().works(60).hear(DoubtAnswered(True))
    desk = drifting().hear(BreakRequested("glute-press"))
    with pytest.raises(Refused):
        desk.hear(DoubtAnswered(False))


def test_what_another_machine_knows_for_certain_counts_beside_what_is_doubtful_here() -> None:
    """A device drifts on one machine while its person sits at the other."""
    desk = drifting(5).rests(200)
    start = desk.now.back(3 * HOUR)
    there = Span("f" * 32, SpanKind.SITTING, start, start.after(HOUR), "away")
    assert week([*desk.facts, there], desk.now.local_day, days=1).total.sitting_s == HOUR
