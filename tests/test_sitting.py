"""Who is there and for how long: bouts, absences, sleep, clocks, posture and correction."""

from __future__ import annotations

import pytest

from hipbreak.core.errors import Refused
from hipbreak.core.events import (
    BreakRequested,
    HoldBegan,
    HoldEnded,
    Locked,
    PostureChosen,
    Sampled,
    SittingClaimed,
    Slept,
    StandingClaimed,
    Unlocked,
    WasAway,
)
from hipbreak.core.facts import BreakEnded, Posture, Span, Voided
from hipbreak.core.holds import Reason
from hipbreak.core.view import status
from hipbreak.core.week import standing_facts
from tests.timeline import Desk


def bout(desk: Desk) -> float:
    return status(desk.state, desk.now).bout_s


def since_break(desk: Desk) -> float:
    return status(desk.state, desk.now).since_break_s


def test_a_short_absence_is_sitting() -> None:
    desk = Desk().works(600).rests(179).works(1)
    assert desk.take() == []
    assert bout(desk) == 780


def test_three_minutes_away_end_the_bout_at_the_last_input() -> None:
    desk = Desk().works(600).rests(180)
    assert desk.take() == ["780 span sitting 600 away"]
    assert status(desk.state, desk.now).presence == "away"


def test_coming_back_writes_the_absence_as_a_natural_break() -> None:
    desk = Desk().works(600).rests(900).works(30)
    assert desk.take()[1:] == [
        "1500 span away 900 input",
        "1500 break natural completed by absence",
    ]
    assert (bout(desk), since_break(desk)) == (30, 30)


def test_locking_for_long_is_an_absence_from_the_lock_on() -> None:
    desk = Desk().works(600).hear(Locked()).rests(1000).hear(Unlocked()).works(5)
    assert desk.spans() == [("sitting", 600, "locked"), ("away", 1000, "input")]


def test_locking_for_a_moment_changes_nothing() -> None:
    desk = Desk().works(600).hear(Locked()).rests(60).hear(Unlocked()).works(5)
    assert desk.spans() == []
    assert bout(desk) == 665


def test_sleep_is_an_absence_that_nothing_is_counted_in() -> None:
    """Two hours asleep after ten minutes of work: the bout is ten minutes long."""
    desk = Desk().works(600)
    before = desk.sleeps(7200)
    desk.hear(Slept(before), Sampled(0.0)).works(60)
    assert desk.spans() == [("sitting", 600, "asleep"), ("away", 7200, "input")]
    assert bout(desk) == 60


def test_a_nap_of_the_machine_shorter_than_a_natural_break_is_nothing() -> None:
    desk = Desk().works(600)
    before = desk.sleeps(120)
    desk.last_input += 120
    desk.hear(Slept(before), desk.sample())
    assert desk.spans() == []


def test_sleep_counts_where_idle_is_unknown_too() -> None:
    desk = Desk(idle_known=False).works(600)
    before = desk.sleeps(7200)
    desk.hear(Slept(before), Sampled(None))
    assert desk.spans() == [("sitting", 600, "asleep"), ("away", 7200, "input")]


@pytest.mark.parametrize("jump", [-7200.0, 7200.0, 86_400.0 * 30])
def test_setting_the_wall_clock_neither_invents_nor_loses_sitting(jump: float) -> None:
    desk = Desk().works(600).set_clock(jump).works(600).rests(200)
    assert desk.spans() == [("sitting", 1200, "away")]
    span = desk.facts[0]
    assert round(span.end.wall - span.start.wall) == 1200  # type: ignore[union-attr]


def test_a_call_without_a_key_is_sitting() -> None:
    desk = Desk().works(60).hear(HoldBegan(Reason.MICROPHONE)).rests(1800)
    assert desk.spans() == []
    desk.hear(HoldEnded(Reason.MICROPHONE)).rests(180)
    assert desk.spans() == [("sitting", 1860, "away")]


def test_a_film_is_sitting_for_half_an_hour_without_input() -> None:
    desk = Desk().works(60).hear(HoldBegan(Reason.MEDIA)).rests(1800 + 179)
    assert desk.spans() == []
    desk.rests(1)
    assert desk.spans() == [("sitting", 1860, "away")]


def test_reading_by_the_persons_word_is_sitting_and_does_not_stop_the_offer() -> None:
    desk = Desk().hear(HoldBegan(Reason.READING, lasts_s=4000)).rests(3600)
    assert desk.take() == ["3570 warn", "3600 prepare", "3600 show"]


def test_standing_stops_the_sitting_clock_and_starts_its_own() -> None:
    desk = Desk().works(1000).hear(PostureChosen(Posture.STANDING)).works(100)
    assert (bout(desk), since_break(desk)) == (100, 100)
    desk.hear(PostureChosen(Posture.SITTING)).works(10)
    assert since_break(desk) == 1010
    assert desk.spans() == [("sitting", 1000, "posture"), ("standing", 100, "posture")]


def test_standing_as_long_as_a_natural_break_begins_the_sitting_clock_anew() -> None:
    desk = Desk().works(1000).hear(PostureChosen(Posture.STANDING)).works(180)
    desk.hear(PostureChosen(Posture.SITTING)).works(10)
    assert since_break(desk) == 10


def test_standing_for_an_hour_is_asked_after_too() -> None:
    desk = Desk().hear(PostureChosen(Posture.STANDING)).works(3600).rests(3)
    assert desk.take()[-1] == "3603 show"


def test_i_was_sitting_all_along_mends_the_last_absence() -> None:
    desk = Desk().works(600).rests(900).works(30).hear(SittingClaimed()).works(10)
    assert (bout(desk), since_break(desk)) == (1540, 1540)
    assert desk.take()[-1] == "1530 void 3"
    desk.rests(200)
    assert desk.spans()[-1] == ("sitting", 1540, "away")


def test_i_was_standing_makes_the_last_absence_standing() -> None:
    """The sit before it stays as it ended; no absence and no natural break are left."""
    desk = Desk().works(600).rests(900).works(30).hear(StandingClaimed()).works(10)
    assert (bout(desk), since_break(desk)) == (940, 940)
    assert status(desk.state, desk.now).posture == "standing"
    desk.hear(PostureChosen(Posture.SITTING)).works(60)
    assert (bout(desk), since_break(desk)) == (60, 60), "it was long enough to begin anew"
    left = [f for f in standing_facts(desk.facts) if not isinstance(f, Voided)]
    assert [(f.kind.value, round(f.end.since(f.start))) for f in left if isinstance(f, Span)] == [
        ("sitting", 600),
        ("standing", 940),
    ]
    assert not any(isinstance(f, BreakEnded) for f in left)


def test_i_have_been_standing_for_a_while_ends_the_sit_then() -> None:
    """Said late: the sit ended when the standing began, at most with the whole bout."""
    desk = Desk().works(1800).hear(StandingClaimed(600))
    assert desk.spans() == [("sitting", 1200, "posture")]
    assert (bout(desk), since_break(desk)) == (600, 600)
    early = Desk().works(100).hear(StandingClaimed(600))
    assert (early.spans(), bout(early)) == ([], 100)


def test_standing_said_late_lets_a_break_that_waits_go() -> None:
    """An hour at the desk, half of it on the feet: nothing is due."""
    desk = Desk().works(3610).hear(StandingClaimed(1800)).works(120)
    assert since_break(desk) == 1920
    assert not any(line.endswith(" show") for line in desk.take())


def test_standing_is_refused_where_it_makes_no_sense() -> None:
    standing = Desk().works(60).hear(PostureChosen(Posture.STANDING)).works(60)
    for desk, claim in (
        (standing, StandingClaimed(30)),
        (Desk().works(600), StandingClaimed()),
        (Desk().works(600).rests(400), StandingClaimed(60)),
        (Desk().works(600).hear(BreakRequested("walk")), StandingClaimed(60)),
    ):
        with pytest.raises(Refused):
            desk.hear(claim)


def test_the_correction_is_refused_without_an_absence_and_long_after_it() -> None:
    with pytest.raises(Refused):
        Desk().works(600).hear(SittingClaimed())
    desk = Desk().works(600).rests(900).works(1801)
    with pytest.raises(Refused):
        desk.hear(SittingClaimed())


def test_a_start_at_an_untouched_desk_waits_for_somebody() -> None:
    desk = Desk().rests(400)
    seen = status(desk.state, desk.now)
    assert desk.spans() == []
    assert (seen.presence, seen.due_in_s) == ("away", None)


def test_who_was_gone_before_the_machine_fell_asleep_is_gone_from_the_last_input() -> None:
    """Two minutes untouched, then asleep: the bout ends where the hands left the keys."""
    desk = Desk().works(600).rests(120)
    before = desk.sleeps(7200)
    desk.hear(Slept(before), Sampled(0.0)).works(60)
    assert desk.spans() == [("sitting", 600, "asleep"), ("away", 7320, "input")]


def test_untouched_and_then_asleep_for_longer_than_a_natural_break_together_is_an_absence() -> None:
    """Two minutes without a key and two minutes asleep: four minutes away."""
    desk = Desk().works(600).rests(120)
    before = desk.sleeps(120)
    desk.hear(Slept(before), Sampled(0.0)).works(60)
    assert desk.spans() == [("sitting", 600, "asleep"), ("away", 240, "input")]


def test_a_nap_of_the_machine_in_a_call_is_not_added_to_the_silence_before_it() -> None:
    """In a call the silence was no absence; only the sleep is, and it was short."""
    desk = Desk().works(600).hear(HoldBegan(Reason.MICROPHONE)).rests(900)
    before = desk.sleeps(120)
    desk.hear(Slept(before), Sampled(0.0)).works(60)
    assert desk.spans() == []


@pytest.mark.parametrize("reason", [Reason.MICROPHONE, Reason.CAMERA, Reason.READING])
def test_a_call_that_begins_while_away_brings_the_person_back(reason: Reason) -> None:
    """Who speaks or is seen is there, without a key; the absence ends where the call began."""
    desk = Desk().works(600).rests(900).hear(HoldBegan(reason))
    assert desk.take()[1:] == [
        "1500 span away 900 input",
        "1500 break natural completed by absence",
    ]
    desk.rests(300)
    assert (status(desk.state, desk.now).presence, bout(desk)) == ("present", 300)
    desk.hear(HoldEnded(reason)).rests(180)
    assert desk.spans()[-1] == ("sitting", 300, "away")


def test_a_call_behind_a_locked_screen_and_a_film_bring_nobody_back() -> None:
    """A lock is an absence whatever sounds; a film may play to nobody."""
    desk = Desk().works(600).hear(Locked()).rests(900).hear(HoldBegan(Reason.MICROPHONE))
    assert status(desk.state, desk.now).presence == "away"
    assert desk.spans() == [("sitting", 600, "locked")]
    film = Desk().works(600).rests(900).hear(HoldBegan(Reason.MEDIA))
    assert status(film.state, film.now).presence == "away"


def stopped(desk: Desk, seconds: float) -> Desk:
    """This process does not run for so long; the person works when it goes on."""
    desk.sleeps(seconds)
    desk.last_input = desk.now.elapsed
    return desk


def test_pain_3_an_absence_that_was_learned_late_is_one_in_its_own_place() -> None:
    """10 min of work, 20 min stopped: 2 of work, 12 away, 6 of work. Nothing is lost or made up."""
    desk = stopped(Desk().works(600), 1200)
    desk.hear(WasAway(desk.now.back(1080), desk.now.back(360)), desk.sample()).works(60)
    assert desk.take() == [
        "1800 span sitting 720 away",
        "1800 span away 720 input",
        "1800 break natural completed by absence",
    ]
    assert (bout(desk), since_break(desk)) == (420, 420)


def test_pain_3_two_absences_in_one_stop_are_two() -> None:
    desk = stopped(Desk().works(600), 1500)
    first, second = (
        WasAway(desk.now.back(began), desk.now.back(began - 300)) for began in (1400, 700)
    )
    desk.hear(first, second, desk.sample())
    assert desk.spans() == [
        ("sitting", 700, "away"),
        ("away", 300, "input"),
        ("sitting", 400, "away"),
        ("away", 300, "input"),
    ]
    assert bout(desk) == 400


def test_pain_3_a_short_or_an_older_absence_learned_late_is_none() -> None:
    """Too short for one; before the bout began; after the person was known to be there; or
    already seen while it lasted."""
    desk = stopped(Desk().works(600), 900)
    desk.hear(WasAway(desk.now.back(500), desk.now.back(330)), desk.sample())
    desk.hear(WasAway(desk.now.back(2000), desk.now.back(700)), desk.sample())
    assert desk.take() == [] and bout(desk) == 1500
    desk.works(60).hear(WasAway(desk.now.back(900), desk.now)).works(60)
    assert desk.take() == [] and bout(desk) == 1620
    desk.rests(600).hear(WasAway(desk.now.back(600), desk.now.back(1)))
    assert desk.spans() == [("sitting", 1620, "away")]


def test_pain_3_who_sat_in_a_call_without_a_key_is_not_called_away_after_it() -> None:
    """The source says 20 min without input; the microphone said that somebody was there."""
    desk = Desk().works(600).hear(HoldBegan(Reason.MICROPHONE)).rests(1200)
    desk.hear(HoldEnded(Reason.MICROPHONE)).rests(20)
    desk.take()
    desk.hear(WasAway(desk.now.back(1220), desk.now)).works(5)
    assert desk.take() == [] and bout(desk) == 1825
