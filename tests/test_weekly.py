"""The week told in a sentence: once, at the chosen time, when somebody is there to read it."""

from __future__ import annotations

import json
import time
from dataclasses import replace

import pytest

from hipbreak.core.calendar import day_number, format_date
from hipbreak.core.effects import TellWeek
from hipbreak.core.engine import next_deadline
from hipbreak.core.errors import UserError
from hipbreak.core.events import (
    HoldBegan,
    HoldEnded,
    Locked,
    OfferAccepted,
    PausedFor,
    PostureChosen,
    RulesChanged,
    Slept,
    Unlocked,
)
from hipbreak.core.facts import Evidence, Posture
from hipbreak.core.holds import Reason
from hipbreak.core.moment import DAY, Moment
from hipbreak.core.rules import Rules
from hipbreak.core.save import restore, resume, save
from hipbreak.core.settings import parse, parse_value
from tests.resident import Resident
from tests.rig import Desktop, wait_for
from tests.rig.notices import NoticeDaemon
from tests.timeline import BOOT, Desk

HOUR = 3600.0
MON, TUE, FRI, SUN = 0.0, DAY, 4 * DAY, 6 * DAY
ELEVEN = Rules(every=1e6, report_at=11 * HOUR)  # the desks begin on Monday, 9:00
FRIDAY_4 = Rules(every=1e6, report_at=FRI + 16 * HOUR)


def told(desk: Desk) -> list[tuple[float, str]]:
    """When, in hours since Monday 9:00, and of which week."""
    return [
        (round((second) / HOUR, 3), format_date(effect.monday))
        for second, effect in desk.log
        if isinstance(effect, TellWeek)
    ]


def nights(desk: Desk, to: float) -> Desk:
    """The machine sleeps until `to`, in seconds since the Monday of the start, 0:00."""
    before = desk.sleeps(to - 9 * HOUR - (desk.now.elapsed - BOOT))
    return desk.hear(Slept(before), desk.sample())


def test_it_is_told_to_the_second_and_once() -> None:
    """A day at the desk over the time: one sentence, of the week before, as it is a Monday."""
    desk = Desk(ELEVEN).works(9 * HOUR)
    assert told(desk) == [(2.0, "2025-12-29")]


def test_off_is_never_and_wakes_nobody() -> None:
    desk = Desk(Rules(every=1e6)).works(9 * HOUR)
    assert told(desk) == []
    away = Desk(Rules()).rests(2 * HOUR)
    assert away.state.away_since
    assert next_deadline(away.state) is None
    assert desk.state.told_week is None


def test_late_in_the_week_it_tells_of_the_week_itself() -> None:
    """Friday at four, and again a week later."""
    desk = Desk(FRIDAY_4)
    for week in (0, 1):
        nights(desk, week * 7 * DAY + FRI + 15 * HOUR).works(2 * HOUR)
    assert told(desk) == [(4 * 24 + 7.0, "2026-01-05"), (11 * 24 + 7.0, "2026-01-12")]


def test_a_sleep_over_the_time_delays_it_to_the_return() -> None:
    """The lid was closed on Friday at noon and opened on Monday morning: the week before is told
    then, and this one on its own Friday."""
    desk = Desk(FRIDAY_4)
    nights(desk, FRI + 11 * HOUR).works(HOUR)
    nights(desk, 7 * DAY + 8 * HOUR)
    desk.works(HOUR)
    assert [week for _, week in told(desk)] == ["2026-01-05"]
    nights(desk, 7 * DAY + FRI + 15 * HOUR).works(2 * HOUR)
    assert [week for _, week in told(desk)] == ["2026-01-05", "2026-01-12"]


def test_weeks_away_are_one_sentence() -> None:
    """After a holiday of three weeks only the last of them is told."""
    desk = Desk(FRIDAY_4).works(HOUR)
    nights(desk, 21 * DAY + 8 * HOUR).works(HOUR)
    assert [week for _, week in told(desk)] == ["2026-01-19"]


def test_an_empty_chair_is_told_on_the_return() -> None:
    desk = Desk(ELEVEN).works(HOUR).rests(3 * HOUR).works(60)
    assert told(desk) == [(4.0, "2025-12-29")]


@pytest.mark.parametrize(
    ("begins", "ends"),
    [
        (HoldBegan(Reason.MICROPHONE), HoldEnded(Reason.MICROPHONE)),
        (HoldBegan(Reason.FULLSCREEN), HoldEnded(Reason.FULLSCREEN)),
        (HoldBegan(Reason.DO_NOT_DISTURB), HoldEnded(Reason.DO_NOT_DISTURB)),
        (Locked(), Unlocked()),
        (PausedFor(HOUR), None),
    ],
)
def test_pain_1_it_never_comes_into_a_call_or_a_pause(begins: object, ends: object) -> None:
    """It waits for the end."""
    desk = Desk(ELEVEN).works(1.5 * HOUR)
    desk.hear(begins)  # type: ignore[arg-type]
    desk.works(HOUR - 1)
    assert told(desk) == []
    if ends is not None:
        desk.hear(ends)  # type: ignore[arg-type]
    desk.works(60)
    assert len(told(desk)) == 1


def test_the_chosen_time_counts_also_outside_working_hours() -> None:
    """Who chooses Sunday evening means Sunday evening."""
    hours = parse({"hours": {"monday": ["9:00-17:00"]}}).rules().hours
    desk = Desk(replace(ELEVEN, report_at=SUN + 18 * HOUR, hours=hours))
    nights(desk, SUN + 17.5 * HOUR).works(HOUR)
    assert [week for _, week in told(desk)] == ["2026-01-05"]


def test_it_waits_for_the_end_of_an_offer_and_a_break() -> None:
    """One thing at a time."""
    desk = Desk(replace(ELEVEN, every=2 * HOUR - 90.0)).works(2 * HOUR + 5)
    assert "show" in [line.partition(" ")[2] for line in desk.take()]
    assert told(desk) == []
    desk.hear(OfferAccepted("card"))
    desk.works(40)
    assert told(desk) == []
    desk.finishes(evidence=Evidence.STEPS)
    assert len(told(desk)) == 1


def test_a_time_that_is_chosen_after_it_has_passed_waits_for_next_week() -> None:
    """Whoever sets it at ten to nine past nothing is not told at once."""
    desk = Desk(Rules(every=1e6)).works(HOUR)
    desk.hear(RulesChanged(replace(ELEVEN, report_at=9.5 * HOUR)))
    desk.works(5 * HOUR)
    assert told(desk) == []
    nights(desk, 7 * DAY + 9 * HOUR).works(HOUR)
    assert [week for _, week in told(desk)] == ["2026-01-05"]


@pytest.mark.parametrize("after", [10.5 * HOUR, 14 * HOUR, TUE + 10 * HOUR])
def test_another_time_in_the_same_week_is_no_second_sentence(after: float) -> None:
    """Told on Monday at eleven; then moved to earlier, to later, to the next day."""
    desk = Desk(ELEVEN).works(3 * HOUR)
    desk.hear(RulesChanged(replace(ELEVEN, report_at=after)))
    nights(desk, TUE + 9 * HOUR).works(5 * HOUR)
    assert len(told(desk)) == 1


def _restarted(desk: Desk, same_boot: bool) -> Desk:
    """The state through its JSON, as after a crash."""
    plain = json.loads(json.dumps(save(desk.state)))
    desk.state, effects = resume(restore(plain, desk.state.rules), desk.now, same_boot)
    assert not [effect for effect in effects if isinstance(effect, TellWeek)]
    return desk


@pytest.mark.parametrize("same_boot", [True, False])
def test_restarts_neither_repeat_nor_lose_it(same_boot: bool) -> None:
    """One just after, and one that lasts over the time."""
    desk = _restarted(Desk(ELEVEN).works(3 * HOUR), same_boot).works(3 * HOUR)
    assert told(desk) == [(2.0, "2025-12-29")]
    other = Desk(ELEVEN).works(HOUR)
    other.sleeps(2 * HOUR)
    _restarted(other, same_boot).works(HOUR)
    assert [week for _, week in told(other)] == ["2025-12-29"]


def test_the_very_first_start_after_the_time_tells_nothing() -> None:
    """There is nothing yet to tell of."""
    desk = Desk(replace(ELEVEN, report_at=8 * HOUR)).works(8 * HOUR)
    assert told(desk) == []


def test_a_state_from_before_this_existed_is_taken_up() -> None:
    desk = Desk(Rules(every=1e6)).works(HOUR)
    plain = json.loads(json.dumps(save(desk.state)))
    del plain["told_week"]
    assert restore(plain, ELEVEN).told_week is None


def test_a_clock_that_was_a_year_ahead_does_not_silence_it() -> None:
    """Somebody sets the year by mistake and sets it back: next Monday it is told again."""
    desk = Desk(ELEVEN).works(3 * HOUR)
    desk.set_clock(364 * DAY).works(HOUR).set_clock(-364 * DAY).works(HOUR)
    before = len(told(desk))
    nights(desk, 7 * DAY + 10 * HOUR).works(2 * HOUR)
    assert told(desk)[before:] == [(7 * 24 + 2.0, "2026-01-05")]


def test_it_comes_by_the_local_clock() -> None:
    """An hour and a half west of Greenwich eleven is 12:30 UTC."""
    desk = Desk(Rules(every=1e6))
    desk.now = Moment(desk.now.wall, desk.now.elapsed, -5400)
    desk.hear(desk.sample(), RulesChanged(ELEVEN))
    desk.works(3.9 * HOUR)
    assert told(desk) == [(3.5, "2025-12-29")]


def test_standing_people_are_there_too() -> None:
    desk = Desk(ELEVEN).works(HOUR).hear(PostureChosen(Posture.STANDING)).works(2 * HOUR)
    assert len(told(desk)) == 1


# -- the setting --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value", "plain"),
    [
        ("fri 16:00", FRI + 16 * HOUR, "fri 16:00"),
        ("Friday 16", FRI + 16 * HOUR, "fri 16:00"),
        ("  mo  8:05 ", 8 * HOUR + 300, "mon 8:05"),
        ("sunday 23:59", SUN + 24 * HOUR - 60, "sun 23:59"),
        ("off", -1.0, "off"),
    ],
)
def test_times_of_the_week_are_read_as_people_write_them(
    text: str, value: float, plain: str
) -> None:
    assert parse_value("notify.week", text) == value
    settings = parse({"notify": {"week": text}})
    assert settings.plain()["notify.week"] == plain
    assert settings.rules().report_at == value


@pytest.mark.parametrize("text", ["", "16:00", "fri", "fri 24:00", "fri 9:60", "xyz 9", "s 9", "7"])
def test_what_is_no_time_of_the_week_is_refused(text: str) -> None:
    with pytest.raises(UserError, match=r"notify\.week: not a day and a time"):
        parse_value("notify.week", text)


# -- end to end ---------------------------------------------------------------------------


def test_the_notification_shows_the_week_and_opens_it(desktop: Desktop) -> None:
    """One sentence at the chosen time; its button opens the window on the week's page; a restart
    does not tell it again."""
    address = desktop.env["DBUS_SESSION_BUS_ADDRESS"]
    with NoticeDaemon(address, "actions", "body", "body-markup") as daemon:
        resident = Resident(desktop, notify__week=_soon(desktop)).start()
        resident.cli()

        def shown() -> object:
            daemon.serve()
            return daemon.shown

        wait_for(shown, 40, "the week's notification")
        (one,) = daemon.shown.values()
        assert one.title in ("Your week", "Your last week")
        assert one.text.endswith(".")
        assert one.actions[1::2] == ("Show the week", "Show the week")
        assert one.hints["transient"] is False
        daemon.press(one.number, one.actions[2])
        resident.window("hipbreak: home")
        assert "home week: The window is on the screen." in resident.log()
        resident.kill()
        resident.start()
        desktop.move(300, 300)
        resident.wait_status(lambda s: s["bout_s"] > 2, "some work")
        daemon.serve()
        assert list(daemon.shown) == [one.number]
        assert daemon.calls.count("Notify") == 1


def _soon(desktop: Desktop) -> str:
    """A time of the week such as `fri 16:00` that comes in twelve seconds: the desktop gets a zone
    in which a minute begins then."""
    at = int(time.time()) + 12
    ahead = -at % 60
    desktop.env["TZ"] = f"HBK-0:00:{ahead:02d}"
    local = time.gmtime(at + ahead)
    day = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[local.tm_wday]
    return f"{day} {local.tm_hour}:{local.tm_min:02d}"


def test_mondays_are_where_the_desk_believes_them() -> None:
    """The dates above stand on this."""
    assert day_number(2026, 1, 5) * DAY + 9 * HOUR == Desk(Rules()).now.wall
