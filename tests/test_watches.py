"""Lock, calls and films in the running resident: what is held, what counts, what is offered."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator

import pytest

from tests.mock_bus import SYSTEM_PYTHON, MockBus, Service
from tests.resident import Resident
from tests.rig import Desktop, wait_for
from tests.sound import Sound

SOON = {"schedule__every": "3 s", "schedule__lull": "1 s", "schedule__peace": "1 s"}


def reasons(seen: dict[str, object]) -> set[str]:
    holds = seen["holds"]
    assert isinstance(holds, list)
    return {hold["reason"] for hold in holds}


def held_by(resident: Resident, reason: str) -> dict[str, str]:
    """The hold, once the status names it."""
    seen = resident.wait_status(lambda s: reason in reasons(s), f"the hold {reason}")
    return dict(next(hold for hold in seen["holds"] if hold["reason"] == reason))


def offers(resident: Resident) -> list[tuple[str]]:
    return resident.query("SELECT answer FROM offers")


def due_but_held(resident: Resident) -> None:
    resident.wait_status(
        lambda s: "A break is due, but" in s["why"] and not s["offer"], "a due break that waits"
    )


def test_pain_1_a_call_holds_the_break_and_it_is_offered_once_after_the_peace(
    desktop: Desktop,
) -> None:
    """Nothing shows while somebody records, and `status` says who; then comes one card."""
    sound = Sound(desktop)
    call = sound.record(name="Call")
    resident = Resident(desktop, **SOON).start()
    hold = held_by(resident, "microphone")
    assert hold["detail"] == "Call"
    assert hold["since"].endswith("Z")
    due_but_held(resident)
    assert ": microphone (Call)" in resident.cli("status").stdout
    assert desktop.find_window(title="hipbreak: a break") is None
    desktop.end(call)
    resident.card()
    assert offers(resident) == []
    resident.cli("snooze", "10 min")
    assert offers(resident) == [("snoozed",)]
    assert resident.query("SELECT reason, detail FROM holds") == [("microphone", "Call")]


def test_pain_1_a_call_that_begins_takes_the_card_away(desktop: Desktop) -> None:
    sound = Sound(desktop)
    resident = Resident(desktop, **SOON).start()
    resident.card()
    call = sound.record(name="Call")
    desktop.wait_no_window(title="hipbreak: a break")
    resident.wait_status(lambda s: s["offer"] is None, "the end of the offer")
    assert offers(resident) == [("held",)]
    desktop.end(call)
    resident.card()


def test_pain_8_a_call_without_a_key_is_sitting(desktop: Desktop) -> None:
    """Three seconds without input would be an absence here; in a call they are not."""
    sound = Sound(desktop)
    call = sound.record(name="Call")
    resident = Resident(desktop, schedule__natural_break="3 s").start()
    held_by(resident, "microphone")
    resident.wait_status(lambda s: s["bout_s"] > 6, "a long bout without a key")
    desktop.end(call)
    resident.wait_status(lambda s: s["presence"] == "away", "the absence after the call")
    assert _sat(resident) > 6


def _sat(resident: Resident) -> float:
    """Seconds of the one stretch of sitting that was written."""
    sql = "SELECT (end_ms - start_ms) / 1000.0 FROM spans WHERE kind = 'sitting'"
    ((seconds,),) = resident.query(sql)
    return float(seconds)


def test_pain_1_a_window_that_fills_the_screen_holds_the_break(desktop: Desktop) -> None:
    """It is seen when the break becomes due, and its end is told without a poll."""
    desktop.start("xterm", "-title", "slides", "-fullscreen")
    desktop.wait_window(title="slides", timeout=20)
    resident = Resident(desktop, **SOON).start()
    assert held_by(resident, "fullscreen")["detail"] == "xterm"
    due_but_held(resident)
    desktop.key("alt+Return")
    resident.wait_status(lambda s: "fullscreen" not in reasons(s), "the end")
    resident.card()


def test_pain_1_do_not_disturb_of_a_real_daemon_holds_the_break() -> None:
    with Desktop(notifications=True) as desktop:
        desktop.run("dunstctl", "set-paused", "true")
        resident = Resident(desktop, **SOON).start()
        due_but_held(resident)
        assert reasons(resident.status()) == {"do not disturb"}
        desktop.run("dunstctl", "set-paused", "false")
        resident.card()


def test_pain_16_in_a_meeting_holds_for_a_while_and_ends_by_itself(desktop: Desktop) -> None:
    """Said by hand; nobody has to remember to take it back."""
    resident = Resident(desktop, **SOON).start()
    said = resident.cli("meeting", "6 s").stdout
    assert said.startswith("In a meeting until ") and said.endswith(": nothing is offered.\n")
    due_but_held(resident)
    assert "you are in a meeting until" in resident.status()["why"]
    resident.card()
    assert reasons(resident.status()) == set()


def test_in_a_meeting_survives_a_crash_and_is_taken_back_by_hand(desktop: Desktop) -> None:
    resident = Resident(desktop, **SOON).start()
    resident.cli("meeting", "1 h")
    resident.kill()
    resident.start()
    due_but_held(resident)
    assert resident.cli("meeting", "off").stdout == "The meeting is over.\n"
    resident.card()
    refused = resident.cli("meeting", "off", check=False)
    assert (refused.returncode, refused.stderr) == (
        1,
        "hipbreak: no meeting was set by hand\n",
    )
    wrong = resident.cli("meeting", "soon", check=False)
    assert wrong.returncode == 2 and "not a duration" in wrong.stderr


def test_pain_8_reading_counts_as_sitting_and_still_offers(desktop: Desktop) -> None:
    """No key for longer than an absence: present, and the break is offered in time."""
    resident = Resident(
        desktop, schedule__every="8 s", schedule__natural_break="3 s", schedule__lull="1 s"
    ).start()
    resident.cli("reading", "1 min")
    assert reasons(resident.status()) == {"reading"}
    resident.card()
    assert resident.query("SELECT kind FROM spans") == []


def test_pain_8_a_film_without_a_key_is_sitting(desktop: Desktop) -> None:
    """It plays for longer than an absence; when it stops, the absence begins."""
    name, path = "org.mpris.MediaPlayer2.vlc", "/org/mpris/MediaPlayer2"
    interface = "org.mpris.MediaPlayer2.Player"
    desktop.start(SYSTEM_PYTHON, "-m", "dbusmock", name, path, interface)
    wait_for(lambda: desktop.bus.has_owner(name), what="the player")
    player = Service(desktop.bus, name, path, interface)
    player.property("PlaybackStatus", "s", "Playing")
    resident = Resident(desktop, schedule__natural_break="6 s").start()
    assert held_by(resident, "media playing")["detail"] == "vlc"
    resident.wait_status(lambda s: s["bout_s"] > 10, "a long bout without a key")
    player.change("PlaybackStatus", "s", "Stopped")
    resident.wait_status(lambda s: s["presence"] == "away", "the absence after the film")
    assert _sat(resident) > 9


@pytest.fixture
def machine(desktop: Desktop) -> Iterator[MockBus]:
    """The machine's own bus, which the desktop's programs find."""
    with MockBus() as bus:
        desktop.env["DBUS_SYSTEM_BUS_ADDRESS"] = bus.address
        yield bus


def test_pain_3_a_locked_screen_is_an_absence_from_the_lock_on(
    desktop: Desktop, machine: MockBus
) -> None:
    """Locked for longer than a natural break: the bout ends there; a key behind it is nobody."""
    session = machine.logind()
    resident = Resident(desktop, schedule__natural_break="3 s").start()
    resident.wait_status(lambda s: s["bout_s"] > 1.2, "a bout worth writing")
    session.change("LockedHint", "b", True)
    held_by(resident, "locked")
    desktop.move(300, 300)
    resident.wait_status(lambda s: s["presence"] == "away", "the absence")
    session.change("LockedHint", "b", False)
    resident.wait_status(lambda s: s["presence"] == "present", "the return")
    assert resident.query("SELECT kind, ended_by FROM spans ORDER BY start_ms") == [
        ("sitting", "locked"),
        ("away", "input"),
    ]


def test_pain_17_a_lock_of_before_a_crash_does_not_stand_for_ever(
    desktop: Desktop, machine: MockBus
) -> None:
    """Killed behind a locked screen, started again in front of an open one."""
    session = machine.logind()
    resident = Resident(desktop).start()
    session.change("LockedHint", "b", True)
    held_by(resident, "locked")
    resident.kill()
    session.change("LockedHint", "b", False)
    resident.start()
    resident.wait_status(lambda s: "locked" not in reasons(s), "an open screen")


def _stop_for(
    resident: Resident, seconds: float, meanwhile: Callable[[], None] = lambda: None
) -> None:
    """SIGSTOP, let time pass for everybody else, SIGCONT."""
    assert resident.process is not None
    end = time.monotonic() + seconds
    os.kill(resident.process.pid, signal.SIGSTOP)

    def over() -> bool:
        meanwhile()
        return time.monotonic() >= end

    try:
        wait_for(over, seconds + 5, "the end of the stop", every=0.5)
    finally:
        os.kill(resident.process.pid, signal.SIGCONT)


def test_pain_3_a_stopped_process_loses_no_sitting(desktop: Desktop) -> None:
    """Stopped for longer than an absence while somebody types: they sat all along."""
    resident = Resident(desktop, schedule__natural_break="4 s").start()
    desktop.key("a")
    _stop_for(resident, 7, meanwhile=lambda: desktop.key("a"))
    seen = resident.status()
    assert seen["presence"] == "present"
    assert seen["bout_s"] > 7
    assert resident.query("SELECT kind FROM spans") == []


def test_pain_3_a_stopped_process_invents_no_sitting(desktop: Desktop) -> None:
    """Stopped while nobody is there: the absence counts from the last input on."""
    resident = Resident(desktop, schedule__natural_break="4 s").start()
    resident.wait_status(lambda s: s["bout_s"] > 1.2, "a bout worth writing")
    desktop.key("a")
    _stop_for(resident, 7)
    resident.wait_status(lambda s: s["presence"] == "away", "the absence")
    assert _sat(resident) < 6


def test_pain_3_who_left_and_came_back_while_the_process_was_stopped_was_away(
    desktop: Desktop,
) -> None:
    """The X server has kept when they left and came back, so neither the absence nor the sitting
    before and after it is lost: 1 s, 6 s and 3 s."""
    resident = Resident(desktop, schedule__natural_break="4 s").start()
    resident.wait_status(lambda s: s["bout_s"] > 1.2, "a bout worth writing")
    desktop.key("a")
    began = time.monotonic()

    def meanwhile() -> None:
        if not 1.0 < time.monotonic() - began < 7.0:
            desktop.key("a")

    _stop_for(resident, 10, meanwhile)
    seen = resident.status()
    assert seen["presence"] == "present"
    assert 2 < seen["bout_s"] < 4.5
    ((sat,),) = resident.query(
        "SELECT (end_ms - start_ms) / 1000.0 FROM spans WHERE kind='sitting'"
    )
    ((away,),) = resident.query("SELECT (end_ms - start_ms) / 1000.0 FROM spans WHERE kind='away'")
    assert 1.5 < sat < 5 and 5 < away < 7.5
    assert resident.query("SELECT outcome, evidence FROM breaks") == [("completed", "absence")]
