"""What people suffer from in programs of this kind, one number each, and that it is not so here.

The numbers are those of the list that the design was made from. Here are the rules of the day;
files and commands are in `test_pains_outside`, the screen in `test_pains_desktop`.
"""

from __future__ import annotations

import json

import pytest

from hipbreak.core.engine import next_deadline
from hipbreak.core.errors import Refused
from hipbreak.core.events import (
    DoubtAnswered,
    Event,
    HoldBegan,
    HoldEnded,
    Locked,
    OfferAccepted,
    OfferSkipped,
    OfferSnoozed,
    PausedFor,
    SittingClaimed,
    Slept,
    Unlocked,
)
from hipbreak.core.facts import BreakEnded, Evidence, OfferClosed, Outcome
from hipbreak.core.holds import Reason
from hipbreak.core.hours import Range, Week
from hipbreak.core.rules import Firmness, Rules
from hipbreak.core.save import restore, resume, save
from hipbreak.core.state import Running
from hipbreak.core.view import icon, question, status, why
from hipbreak.core.week import week
from hipbreak.resident.commands import pause_event
from tests.pains import HOUR, offered, shows
from tests.timeline import BOOT, Desk


def seen(desk: Desk) -> tuple[float, float]:
    """How long the bout lasts, and how long ago the last break was."""
    now = status(desk.state, desk.now)
    return now.bout_s, now.since_break_s


def restarted(desk: Desk, gap: float) -> Desk:
    body = json.dumps(save(desk.state))
    desk.now = desk.now.after(gap)
    desk.state, effects = resume(restore(json.loads(body), desk.state.rules), desk.now, True)
    desk._keep(effects)
    return desk


BARRED = ("MICROPHONE", "CAMERA", "FULLSCREEN", "DO_NOT_DISTURB", "MEETING")


@pytest.mark.parametrize("name", BARRED)
def test_pain_01_no_break_lands_in_a_meeting_or_on_a_shared_screen(name: str) -> None:
    """An hour and a half over the hour: no card, the sitting counted, then one card after peace."""
    desk = Desk().works(1800).hear(HoldBegan(Reason[name])).works(HOUR)
    assert (shows(desk), seen(desk)) == ([], (5400, 5400))
    desk.hear(HoldEnded(Reason[name])).works(59).rests(4).works(100)
    assert shows(desk) == [5400 + 62]


def test_pain_02_unknown_idle_time_is_never_taken_for_zero_or_for_absence() -> None:
    """It is said, the sitting runs on when a source dies in mid-day, and the card still comes."""
    desk = Desk().works(1000)
    desk.idle_known = False
    desk.rests(2600)
    now = status(desk.state, desk.now)
    assert (now.presence, now.bout_s, shows(desk)) == ("unknown", 3600, [3600])
    fresh = Desk(idle_known=False).works(60)
    assert "unknown" in why(fresh.state, fresh.now)


def test_pain_03_asleep_or_locked_is_not_sitting_and_no_break_comes_on_wake() -> None:
    """Almost due, shut for the night; in the morning a whole hour is counted anew."""
    desk = Desk().works(3500).hear(Locked())
    before = desk.sleeps(12 * HOUR)
    desk.hear(Slept(before)).rests(20).hear(Unlocked()).works(3599)
    assert shows(desk) == []
    assert desk.spans() == [("sitting", 3500, "asleep"), ("away", 12 * HOUR + 20, "input")]
    assert seen(desk) == (3599, 3599)


def test_pain_05_a_card_waits_for_the_end_of_the_sentence_but_not_for_ever() -> None:
    """Gaps of two seconds are no end; three are; a typist without any is asked after a minute."""
    writer = Desk().works(HOUR)
    for _ in range(7):
        writer.works(5).rests(2)
    assert shows(writer) == []
    writer.works(1).rests(3)
    assert shows(writer) == [HOUR + 53]
    assert shows(Desk().works(HOUR + 70)) == [HOUR + 60]


def test_pain_07_a_natural_break_is_credited_by_one_rule_from_the_last_input_on() -> None:
    """Three minutes away reset both clocks; how long is the person's choice."""
    desk = Desk().works(3000).rests(180).works(60)
    assert (desk.spans()[0], seen(desk)) == (("sitting", 3000, "away"), (60, 60))
    (credit,) = (fact for fact in desk.facts if isinstance(fact, BreakEnded))
    assert (credit.evidence, credit.done_s) == (Evidence.ABSENCE, 180)
    patient = Desk(Rules(natural_break=600)).works(3000).rests(500).works(60)
    assert (patient.spans(), seen(patient)) == ([], (3560, 3560))


def test_pain_08_films_and_reading_are_sitting_and_a_wrong_guess_is_one_tap() -> None:
    film = Desk().works(60).hear(HoldBegan(Reason.MEDIA)).rests(1700).works(1)
    assert (film.spans(), seen(film)[0]) == ([], 1761)
    book = Desk().hear(HoldBegan(Reason.READING, lasts_s=HOUR)).rests(HOUR - 1)
    assert (book.spans(), seen(book)[0]) == ([], HOUR - 1)
    mended = Desk().works(600).rests(900).works(10).hear(SittingClaimed())
    assert seen(mended) == (1510, 1510)


def test_pain_09_putting_off_makes_it_smaller_and_skipping_is_shown_in_the_week() -> None:
    """After three times only ten seconds are asked for; a skip is counted, never called done."""
    desk = offered()
    for _ in range(3):
        desk.hear(OfferSnoozed("card", 300)).works(300).rests(3)
    assert [line.split(" ", 1)[1] for line in desk.take() if "prepare" in line][-1] == (
        "prepare short"
    )
    desk.hear(OfferSkipped("card"))
    day = week(desk.facts, desk.now.local_day, days=1).total
    assert {answer.value: n for answer, n in day.offers.items()} == {"snoozed": 3, "skipped": 1}
    assert day.breaks_done == 0


def test_pain_11_outside_the_working_hours_nobody_is_asked() -> None:
    """From ten to eleven and from noon on: one card after ten, what is due after eleven waits."""
    hours = Week(((Range(10 * HOUR, 11 * HOUR), Range(12 * HOUR, 18 * HOUR)), *((),) * 6))
    desk = Desk(Rules(hours=hours)).works(HOUR + 120)
    assert shows(desk) == [HOUR + 60]
    desk.hear(OfferAccepted("card")).works(40).finishes().works(HOUR).works(900)
    assert shows(desk) == [HOUR + 60]
    assert "outside your working hours until 12:00" in why(desk.state, desk.now)


@pytest.mark.parametrize("firmness", Firmness)
def test_pain_14_no_card_and_no_player_stays_when_nobody_answers(firmness: Firmness) -> None:
    """Frozen or unseen: the card goes after two minutes, the player after 45, in every mode."""
    desk = offered(Rules(firmness=firmness)).works(120)
    assert desk.take()[-1] == "3723 drop"
    again = offered(Rules(firmness=firmness)).hear(OfferAccepted("card")).works(45 * 60)
    assert not isinstance(again.state.phase, Running)
    assert "close player" in " ".join(again.take())


def test_pain_15_it_sleeps_unless_something_can_change() -> None:
    """Typing: at most a look every three minutes. Away, locked or off work: none at all."""
    looks: list[float] = []

    class Counted(Desk):
        def hear(self, *events: Event) -> Desk:
            looks.append(self.now.elapsed - BOOT)
            return super().hear(*events)

    desk = Counted(Rules(every=100 * HOUR)).works(3 * HOUR)
    assert len(looks) <= 3 * HOUR / 180 + 5
    desk.rests(200)
    assert next_deadline(desk.state) is None
    locked = Desk().works(60).hear(Locked()).rests(200)
    assert next_deadline(locked.state) is None


@pytest.mark.parametrize("words", ["", "1h", "until 14:00", "until tomorrow", "until 08:59"])
def test_pain_16_every_pause_ends_by_itself_and_says_so(words: str) -> None:
    desk = Desk()
    desk.hear(pause_event(words, desk.now, offset_at=lambda wall: 0)).works(10)
    assert icon(desk.state) == "paused" and "paused until" in why(desk.state, desk.now)
    desk.works(24 * HOUR)
    assert [line for line in desk.take() if "tell resumed" in line]
    assert "paused" not in why(desk.state, desk.now)


def test_pain_17_countdown_pause_and_snooze_outlive_a_restart() -> None:
    """Killed and back after a minute; nothing is lost and no sitting invented."""
    desk = restarted(Desk().works(3000), 60).works(539)
    assert shows(desk) == [] and seen(desk) == (3599, 3599)
    assert status(desk.state, desk.now).due_in_s == 1
    paused = restarted(Desk().hear(PausedFor(HOUR)).works(60), 60).works(10)
    assert icon(paused.state) == "paused"
    later = restarted(offered().hear(OfferSnoozed("card", 600)), 60).works(10)
    assert status(later.state, later.now).due_in_s == 530
    gone = restarted(Desk().works(3000), HOUR).works(5)
    assert gone.spans() == [("sitting", 3000, "stopped")] and seen(gone)[0] == 5


def test_pain_18_only_what_is_proved_counts_and_on_the_day_it_was_lived() -> None:
    """Dismissed is not done; 23:40 to 00:20 is twenty minutes for each day, each counted once."""
    desk = offered().hear(OfferAccepted("card")).works(5)
    desk.finishes(outcome=Outcome.DISMISSED, evidence=Evidence.NONE)
    assert week(desk.facts, desk.now.local_day, days=1).total.breaks_done == 0
    late = Desk().set_clock(14 * HOUR + 2400)
    late.works(2400).rests(200)
    days = week(late.facts, late.now.local_day - 1, days=2).days
    assert [round(day.sitting_s) for day in days] == [1200, 1200]
    away = Desk().works(600).rests(900).works(10).hear(SittingClaimed()).rests(200)
    day = week(away.facts, away.now.local_day, days=1).total
    assert (day.sitting_s, day.natural_breaks) == (1510, 0)


def test_pain_22_a_drifting_mouse_is_asked_about_and_never_taken_for_certain() -> None:
    """All night: one question, no card after four hours, neither sitting nor a break counted."""
    desk = Desk().works(14 * HOUR)
    assert max(shows(desk)) < 4 * HOUR
    assert question(desk.state, desk.now) == "Have you been sitting since 09:00?"
    desk.rests(200)
    day = week(desk.facts, desk.now.local_day, days=1).total
    assert (day.sitting_s, day.natural_breaks) == (0, 0)
    desk.works(1).hear(DoubtAnswered(False))
    assert desk.spans()[-1] == ("away", 14 * HOUR, "said by hand")


def test_pain_25_later_and_no_are_two_words_and_nothing_piles_up() -> None:
    """Three hours held make one card; later comes back soon, no after half an hour."""
    desk = Desk().hear(HoldBegan(Reason.MICROPHONE)).works(3 * HOUR)
    desk.hear(HoldEnded(Reason.MICROPHONE)).works(60).rests(3)
    assert len(shows(desk)) == 1
    later = offered().hear(OfferSnoozed("card", 300)).works(300).rests(3)
    no = offered().hear(OfferSkipped("card")).works(1800).rests(3)
    assert (shows(later)[1] - 3603, shows(no)[1] - 3603) == (303, 1803)
    answers = [f.answer.value for d in (later, no) for f in d.facts if isinstance(f, OfferClosed)]
    assert answers == ["snoozed", "skipped"]
    with pytest.raises(Refused):
        Desk().works(60).hear(OfferSkipped("card"))
