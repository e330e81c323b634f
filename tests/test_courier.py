"""The resident's notifications, end to end: what is said, and what a press on it does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.resident import Resident
from tests.rig import Desktop, wait_for
from tests.rig.notices import NoticeDaemon, Shown

COMPRESSED = {"schedule__every": "4 s", "schedule__lull": "1 s", "schedule__warn": "3 s"}
BUTTONS = ("body", "body-markup", "actions")


@pytest.fixture
def daemon(desktop: Desktop) -> Iterator[NoticeDaemon]:
    daemon = NoticeDaemon(desktop.env["DBUS_SESSION_BUS_ADDRESS"], *BUTTONS)
    yield daemon
    daemon.leave()


def shown(daemon: NoticeDaemon, title: str = "", timeout: float = 20) -> Shown:
    """The one notification that stands, once its title begins so."""

    def look() -> Shown | None:
        daemon.serve()
        assert len(daemon.shown) <= 1, "notifications are stacked"
        return next((one for one in daemon.shown.values() if one.title.startswith(title)), None)

    return wait_for(look, timeout, f"a notification {title!r}")


def gone(daemon: NoticeDaemon) -> None:
    def look() -> bool:
        daemon.serve()
        return not daemon.shown

    wait_for(look, 10, "the end of the notification")


def offers(resident: Resident) -> list[tuple[object, ...]]:
    return resident.query("SELECT answer, how FROM offers ORDER BY closed_ms")


def test_nothing_is_said_unless_it_was_asked_for(desktop: Desktop, daemon: NoticeDaemon) -> None:
    """By default the card alone comes; the daemon is not even asked what it can do."""
    resident = Resident(desktop, **COMPRESSED).start()
    desktop.move(200, 200)
    resident.card()
    daemon.serve()
    assert [call for call in daemon.calls if call != "Get"] == []


def test_pain_24_an_offer_is_answered_by_its_notifications_button(
    desktop: Desktop, daemon: NoticeDaemon
) -> None:
    """Later and Start, each logged once, with what it was said by; the notification goes with its
    offer, and a press that comes too late does nothing."""
    resident = Resident(desktop, **COMPRESSED, notify__offer="yes").start()
    desktop.move(200, 200)
    resident.card()
    first = shown(daemon)
    assert first.text.endswith("of sitting since the last break.")
    words = dict(zip(first.actions[::2], first.actions[1::2], strict=True))
    start, later = (next(w for w in words if w.startswith(v)) for v in ("start", "later"))
    assert (words["default"], words[start], words[later]) == ("Show the offer", "Start", "In 5 min")
    daemon.press(first.number, later)
    desktop.wait_no_window(title="hipbreak: a break")
    gone(daemon)
    assert offers(resident) == [("snoozed", "notification")]
    resident.cli("set", "schedule.snoozes", "3 s")
    resident.cli("now")
    resident.window("hipbreak")
    daemon.press(first.number, start)
    assert offers(resident) == [("snoozed", "notification")]


def test_start_on_the_notification_starts_what_was_offered(
    desktop: Desktop, daemon: NoticeDaemon
) -> None:
    resident = Resident(desktop, **COMPRESSED, notify__offer="yes").start()
    desktop.move(200, 200)
    resident.card()
    offered = resident.status()["offer"]["routine"]
    one = shown(daemon)
    start = next(word for word in one.actions if word.startswith("start"))
    daemon.press(one.number, start)
    daemon.press(one.number, start)
    resident.window("hipbreak")
    assert resident.status()["break"]["routine"] == offered
    gone(daemon)
    assert offers(resident) == [("started", "notification")]


def test_an_answer_on_the_card_takes_the_notification_away(
    desktop: Desktop, daemon: NoticeDaemon
) -> None:
    resident = Resident(desktop, **COMPRESSED, notify__offer="yes").start()
    desktop.move(200, 200)
    card = resident.card()
    shown(daemon)
    resident.click_main_button(card)
    gone(daemon)
    assert offers(resident) == [("started", "card")]


def test_the_warning_gives_way_to_the_offer(desktop: Desktop, daemon: NoticeDaemon) -> None:
    """Shortly before: a break comes soon and may be started now; then the offer."""
    resident = Resident(desktop, **COMPRESSED, notify__soon="yes", notify__offer="yes").start()
    desktop.move(200, 200)
    soon = shown(daemon, "A break soon")
    assert soon.actions[1::2] == ("Start now", "In 5 min")
    resident.card()
    name = wait_for(lambda: resident.status()["offer"], what="the offer")["routine"]
    wait_for(lambda: shown(daemon).title != "A break soon", what="the offer's notification")
    assert name
    resident.cli("snooze", "10 min")
    gone(daemon)


def test_start_now_on_the_warning_is_a_break_and_no_offer(
    desktop: Desktop, daemon: NoticeDaemon
) -> None:
    resident = Resident(
        desktop, notify__soon="yes", schedule__every="20 s", schedule__warn="18 s"
    ).start()
    desktop.move(200, 200)
    soon = shown(daemon, "A break soon")
    daemon.press(soon.number, soon.actions[0])
    resident.window("hipbreak")
    gone(daemon)
    assert offers(resident) == []


def test_later_on_the_warning_comes_before_any_offer(
    desktop: Desktop, daemon: NoticeDaemon
) -> None:
    """Nothing was offered, so nothing is written; the break is put off and no card appears."""
    resident = Resident(
        desktop, notify__soon="yes", schedule__every="20 s", schedule__warn="18 s"
    ).start()
    desktop.move(200, 200)
    soon = shown(daemon, "A break soon")
    daemon.press(soon.number, soon.actions[2])
    resident.wait_status(lambda s: (s["due_in_s"] or 0) > 200, "a break that was put off")
    gone(daemon)
    assert offers(resident) == []


def test_pain_24_a_crash_leaves_no_second_notification(
    desktop: Desktop, daemon: NoticeDaemon
) -> None:
    """Killed while the offer stands: the next one takes the place of the one before."""
    resident = Resident(desktop, **COMPRESSED, notify__offer="yes").start()
    desktop.move(200, 200)
    resident.card()
    before = shown(daemon)
    wait_for((resident.folder / "notices.json").exists, what="its number written down")
    resident.kill()
    resident.start()
    resident.cli("status")
    desktop.move(300, 300)
    resident.card()
    wait_for(lambda: shown(daemon) != before, 10, "the next notification")
    resident.cli("quit")
    gone(daemon)


def test_pain_24_broken_settings_are_told_by_a_real_daemon() -> None:
    """What is wrong is said where people see it, too; here nothing else ever asks for it."""
    with Desktop(notifications=True) as desktop:
        resident = Resident(desktop)
        resident.folder.mkdir(mode=0o700, exist_ok=True)
        Path(resident.folder / "settings.toml").write_text("[schedule]\nevery = 3\n")
        resident.start()

        def displayed() -> bool:
            return desktop.run("dunstctl", "count", "displayed").stdout.strip() == "1"

        wait_for(displayed, what="the notification")


def test_pain_23_a_daemon_that_hangs_delays_nothing(desktop: Desktop, daemon: NoticeDaemon) -> None:
    """The offer comes, is answered and comes again while nothing answers our notifications."""
    daemon.hangs = True
    resident = Resident(desktop, **COMPRESSED, notify__soon="yes", notify__offer="yes").start()
    desktop.move(200, 200)
    resident.card()
    resident.cli("snooze", "2 s")
    desktop.wait_no_window(title="hipbreak: a break")
    resident.card()
    daemon.serve()
    assert daemon.calls.count("Notify") == 0
