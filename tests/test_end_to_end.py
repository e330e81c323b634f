"""A day at the desk with nothing faked but the length of an hour: real X server, window manager,
tray, message bus, notification daemon, keys, pointer and processes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from hipbreak.core.schedule import LONGEST_BREAK
from hipbreak.ui.look.theme import LIGHT, THEMES
from tests.resident import Resident
from tests.rig import Desktop, WindowInfo, wait_for
from tests.shots import something_else

COMPRESSED = {"schedule__every": "3 s", "schedule__lull": "1 s"}


@pytest.fixture
def full_desktop() -> Iterator[Desktop]:
    """Everything a desk has: tray and notifications too."""
    with Desktop(panel="xfce", notifications=True) as desktop:
        yield desktop


def test_a_break_from_the_tray_to_the_week(full_desktop: Desktop) -> None:
    """Sit, be offered a break, start it by a click, do it, find it in SQLite and in the week."""
    resident = Resident(full_desktop, **COMPRESSED).start()
    seen = resident.status()
    assert (seen["tray"]["backend"], seen["idle"]["source"]) == ("sni", "x11"), seen
    full_desktop.move(300, 300)
    card = resident.card()
    assert card.override_redirect
    assert resident.status()["offer"]["routine"] == "glute-press"

    resident.click_main_button(card)
    player = resident.window("hipbreak")
    assert not player.override_redirect
    resident.wait_status(lambda s: s["break"] and not s["offer"], "a running break")
    resident.wait_status(lambda s: s["break"] is None, "the end of the break", timeout=90)

    breaks = resident.query("SELECT routine, outcome, evidence, done_s FROM breaks")
    assert breaks == [("glute-press", "completed", "steps", pytest.approx(40, abs=1.5))]
    assert resident.query("SELECT answer FROM offers") == [("started",)]
    week = resident.cli("week").stdout
    assert "glute" in week.lower() or "drill" in week.lower(), week
    assert resident.integrity() == "ok"
    resident.cli("quit")
    assert resident.process is not None and resident.process.wait(10) == 0


def test_an_offer_is_answered_from_the_command_line(desktop: Desktop) -> None:
    """Snooze, skip and start are written with their answers; refusals say why and exit 1."""
    resident = Resident(desktop, **COMPRESSED).start()
    early = resident.cli("skip", check=False)
    assert (early.returncode, early.stderr) == (
        1,
        "hipbreak: no break is being offered right now\n",
    )
    desktop.move(200, 200)
    resident.card()
    assert resident.cli("snooze", "2 s").stdout == "Again in 2 s.\n"
    desktop.wait_no_window(title="hipbreak: a break")
    resident.card()
    resident.cli("start")
    resident.window("hipbreak")
    resident.wait_status(lambda s: s["break"], "a running break")
    assert resident.query("SELECT answer FROM offers ORDER BY closed_ms") == [
        ("snoozed",),
        ("started",),
    ]


def test_something_else_is_done_instead(desktop: Desktop) -> None:
    """Two clicks on the card: the offer keeps what was offered, the break is what was done. What
    the safety questions rule out is not among the others: with a yes to blood clots only walking
    and breathing stay."""
    resident = Resident(desktop, **COMPRESSED, look__theme="contrast")
    resident.cli("safety", "set", "blood-clots", "yes")
    resident.start()
    desktop.move(200, 200)
    card = resident.card()
    offered = resident.status()["offer"]["routine"]
    other = {"walk": "belly-breath", "belly-breath": "walk"}[offered]
    started_other(resident, card, THEMES["contrast"].accent, 0.4)
    assert done_by_hand(resident) == [(other, "completed")]
    assert resident.query("SELECT routine, answer FROM offers") == [(offered, "started")]


@pytest.mark.usefixtures("afternoon_here")
def test_something_else_instead_of_a_plan(desktop: Desktop) -> None:
    """At 14:40 the plan of 14:30 is offered; another movement is done instead. Nothing of the plan
    follows it, and it does not come by itself again today."""
    resident = Resident(desktop, place__place="home", plans__morning="14:30", **COMPRESSED)
    resident.cli("safety", "set", "blood-clots", "no")
    resident.start()
    desktop.move(200, 200)
    card = resident.card()
    offered = resident.status()["offer"]["routine"]
    assert offered == "hip-circles" and "your plan: Morning" in resident.status()["why"]
    started_other(resident, card, LIGHT.accent, 0.5)
    other = resident.status()["break"]["routine"]
    assert other != offered
    assert done_by_hand(resident) == [(other, "completed")]
    resident.wait_status(lambda seen: seen["break"] is None, "the end of the break")
    desktop.move(260, 260)
    resident.card()
    assert "plan" not in resident.status()["why"]
    assert resident.query("SELECT routine, outcome FROM breaks") == [(other, "completed")]


def started_other(resident: Resident, card: WindowInfo, main: str, down: float) -> None:
    """Turn the card to what may be done instead, and start what stands so far down, by clicks."""
    desktop = resident.desktop
    row = (card.x, card.y + card.height * 3 // 4, card.box[2], card.box[3])  # figures have it too
    wait_for(lambda: desktop.find_colour(main, row), what="the main button of the settings' theme")

    def turned() -> bool:
        desktop.click(*something_else(card))
        return desktop.find_colour(main, row) is None

    wait_for(turned, 20, "the other page", every=0.4)

    def started() -> object:
        desktop.click(card.x + card.width - 60, card.y + round(card.height * down))
        return resident.status()["break"]

    wait_for(started, 20, "the other one started", every=0.4)
    resident.window("hipbreak")


def done_by_hand(resident: Resident) -> list[tuple[object, ...]]:
    """Say that it is done until the journal has it."""

    def ended() -> list[tuple[object, ...]]:
        resident.desktop.key("Return", "d", "1", "1")
        return resident.query("SELECT routine, outcome FROM breaks")

    return wait_for(ended, 20, "the break in the journal", every=0.6)


def test_kill_9_of_the_resident_loses_no_answer(desktop: Desktop) -> None:
    """The snooze that was answered a moment before the crash still runs after it."""
    resident = Resident(desktop, **COMPRESSED).start()
    desktop.move(200, 200)
    resident.card()
    resident.cli("snooze", "10 min")
    resident.kill()
    assert resident.integrity() == "ok"
    assert resident.query("SELECT answer, snooze_s FROM offers") == [("snoozed", 600.0)]
    resident.start()
    assert 550 < resident.status()["due_in_s"] <= 600


def test_kill_9_of_the_resident_while_the_card_shows(desktop: Desktop) -> None:
    """The card goes with its resident; the next one offers again."""
    resident = Resident(desktop, **COMPRESSED).start()
    desktop.move(200, 200)
    resident.card()
    resident.kill()
    desktop.wait_no_window(title="hipbreak: a break")
    resident.start()
    desktop.move(300, 300)
    resident.card()
    assert resident.query("SELECT answer FROM offers") == [("dismissed",)]


def test_kill_9_of_the_resident_during_a_break(desktop: Desktop) -> None:
    """The player goes on alone; its report reaches the journal through the next resident."""
    resident = Resident(desktop, **COMPRESSED).start()
    resident.cli("now", "glute-press")
    player = resident.window("hipbreak")
    resident.kill()
    assert desktop.find_window(title="hipbreak") is not None
    desktop.click(player.x + player.width // 2, player.y + 12)
    desktop.key("d")
    wait_for(lambda: list((resident.folder / "outbox").glob("*.json")), 30, "a report left behind")
    resident.start()
    resident.wait_status(lambda s: s["break"] is None, "the break in the journal")
    assert resident.query("SELECT routine, outcome, evidence FROM breaks") == [
        ("glute-press", "completed", "by hand")
    ]


def test_a_report_that_comes_long_after_its_player_was_given_up_still_counts(
    desktop: Desktop,
) -> None:
    """The break began 46 min ago, and nobody has heard of it since: dismissed. When its window,
    which has outlived its resident, tells at last, that is taken back and the break counts."""
    resident = Resident(desktop).start()
    resident.cli("now", "glute-press")
    player = resident.window("hipbreak")
    resident.kill()
    began_earlier(resident, LONGEST_BREAK + 60)
    resident.start()
    given_up = wait_for(
        lambda: resident.query("SELECT uid, outcome, evidence FROM breaks"), what="the verdict"
    )
    ((uid, *verdict),) = given_up
    assert verdict == ["dismissed", "none"] and resident.status()["break"] is None
    assert desktop.find_window(title="hipbreak") is not None
    desktop.click(player.x + player.width // 2, player.y + 12)
    desktop.key("d", "1")
    wait_for(lambda: list((resident.folder / "outbox").glob("*.json")), 30, "a report left behind")
    resident.kill()
    resident.start()
    wait_for(lambda: len(resident.query("SELECT * FROM breaks")) == 2, what="the report")
    assert resident.query("SELECT fact FROM voids") == [(uid,)]
    assert resident.query(
        "SELECT outcome, evidence FROM breaks WHERE uid NOT IN (SELECT fact FROM voids)"
    ) == [("completed", "by hand")]


def began_earlier(resident: Resident, seconds: float) -> None:
    """In the saved state of a resident that does not run the running break began so much sooner."""
    with sqlite3.connect(resident.folder / "journal.sqlite3") as db:
        kept = json.loads(db.execute("SELECT body FROM state").fetchone()[0])
        for scale in ("wall", "elapsed"):
            kept["state"]["phase"]["began"][scale] -= seconds
        db.execute("UPDATE state SET body = ?", (json.dumps(kept),))
    db.close()


def test_kill_9_of_a_window_counts_as_dismissed(desktop: Desktop) -> None:
    """A player without a report was never done; a card without an answer comes back later."""
    resident = Resident(desktop, **COMPRESSED).start()
    resident.cli("now", "glute-press")
    resident.window("hipbreak")
    assert desktop.kill("hipbreak.ui player") == 1
    resident.wait_status(lambda s: s["break"] is None, "the end of the break")
    assert resident.query("SELECT outcome, evidence FROM breaks") == [("dismissed", "none")]
    desktop.move(200, 200)
    resident.cli("set", "schedule.ignored", "2 s")


def test_the_icon_comes_back_when_the_tray_is_killed(full_desktop: Desktop) -> None:
    resident = Resident(full_desktop).start()
    resident.wait_status(lambda s: s["tray"]["backend"] == "sni", "the icon")
    full_desktop.kill_panel()
    resident.wait_status(lambda s: s["tray"]["backend"] == "none", "the loss of the tray")
    full_desktop.start_panel()
    resident.wait_status(lambda s: s["tray"]["backend"] == "sni", "the icon again")
    wait_for(full_desktop.bus.tray_items, 15, "an icon in the panel")


def test_a_second_run_says_who_holds_the_lock(desktop: Desktop) -> None:
    resident = Resident(desktop).start()
    assert resident.process is not None
    second = resident.cli("run", check=False)
    assert second.returncode == 1
    assert second.stderr.startswith(
        f"hipbreak: hipbreak is already running (process {resident.process.pid}"
    )
    assert second.stderr.count("\n") == 1


def test_a_second_start_opens_the_window(desktop: Desktop) -> None:
    """With an offer waiting it is the offer, as an ordinary window that takes keys."""
    resident = Resident(desktop, **COMPRESSED, schedule__offer_timeout="10 min").start()
    assert resident.cli().returncode == 0
    resident.window("hipbreak: home")
    desktop.move(200, 200)
    resident.card()
    assert "offer" in resident.cli().stdout
    ordinary = wait_for(
        lambda: next(
            (
                w
                for w in desktop.windows()
                if w.mapped and "a break" in w.title and not w.override_redirect
            ),
            None,
        ),
        20,
        "the offer as an ordinary window",
    )
    wait_for(lambda: desktop.focused() == ordinary.id, 10, "its focus")

    def press() -> object:
        desktop.key("Return")
        return resident.status()["break"]

    wait_for(press, 20, "the break started by key", every=0.4)


def test_start_in_the_background_and_quit(desktop: Desktop) -> None:
    resident = Resident(desktop)
    assert resident.cli("status", check=False).returncode == 3
    started = resident.cli()
    assert started.stdout == (
        "hipbreak runs. There is no icon in the tray: hipbreak opens the window, "
        "and hipbreak doctor says why.\n"
    )
    assert resident.cli("quit").stdout == "hipbreak ends.\n"
    resident.wait_status(lambda s: not s["running"], "the end")


def test_the_status_speaks_plainly_and_leaves_mechanisms_to_doctor(desktop: Desktop) -> None:
    """What works is not worth a line; what does not is told without the names of its parts, which
    the JSON and doctor have."""
    resident = Resident(desktop).start()
    seen, lines = resident.status(), resident.cli("status").stdout.splitlines()
    assert lines[1:] == [
        "Next break in 1 h.",
        "There is no icon in the tray: hipbreak opens the window, and hipbreak doctor says why.",
    ]
    assert seen["tray"]["backend"] == "none" and seen["idle"]["source"] == "x11"
    resident.cli("set", "idle.source", "none")
    resident.wait_status(lambda now: now["presence"] == "unknown", "an unknown presence")
    lines = resident.cli("status").stdout.splitlines()
    assert lines[0].startswith("Present (as far as can be told) for ")
    assert (
        lines[1]
        == "Next break in 1 h. Whether you are there is unknown here, so you count as present."
    )
    told = "\n".join(lines).lower()
    jargon = ("x11", "xsync", "watcher", "xembed", "mutter", "sni", "d-bus", "bus")
    assert not [word for word in jargon if word in told], told
    doctor = resident.cli("doctor", check=False).stdout
    assert "StatusNotifierWatcher" in doctor


def test_a_window_that_dies_at_once_is_no_window_on_the_screen(desktop: Desktop) -> None:
    """Without a screen to come to: each command that opens one says why, and has not worked."""
    screen = desktop.env["DISPLAY"]
    resident = Resident(desktop)
    desktop.env["DISPLAY"] = ":987"
    resident.start()
    for words in (("now",), ("play", "glute-press"), ("plan", "play", "morning"), ()):
        done = resident.cli(*words, check=False)
        assert done.returncode == 1, (words, done)
        assert done.stderr.startswith("hipbreak: the window did not come up: "), done
        assert 'display ":987"' in done.stderr and len(done.stderr.splitlines()) == 1, done
        assert "on the screen" not in done.stdout and "Started" not in done.stdout, done
    assert resident.status()["break"] is None
    resident.kill()
    desktop.env["DISPLAY"] = screen
    resident.start()
    assert resident.cli().stdout == "hipbreak is running already. The window is on the screen.\n"
    assert resident.window("hipbreak: home").mapped


def test_a_journal_that_is_none_is_moved_aside_and_named(desktop: Desktop) -> None:
    resident = Resident(desktop, **COMPRESSED)
    journal = resident.folder / "journal.sqlite3"
    journal.write_bytes(b"this is no database" * 100)
    notices = resident.start().status()["notices"]
    aside = [p for p in resident.folder.iterdir() if ".broken-" in p.name]
    assert len(aside) == 1 and aside[0].read_bytes().startswith(b"this is no database")
    assert any(aside[0].name in notice for notice in notices), notices
    assert resident.integrity() == "ok"


def test_broken_settings_are_told_and_the_defaults_run(desktop: Desktop) -> None:
    resident = Resident(desktop)
    resident.folder.mkdir(exist_ok=True)
    settings = resident.folder / "settings.toml"
    text = '# mine\n[schedule]\nevery = "soon"\nwarm = 3\n'
    settings.write_text(text)
    seen = resident.start().status()
    assert {n.split(":")[0] for n in seen["notices"]} >= {"schedule.every", "schedule.warm"}, seen
    assert settings.read_text() == text
    assert [p.read_text() for p in resident.folder.glob("settings.toml.broken-*")] == [text]
    assert seen["due_in_s"] is None or seen["due_in_s"] > 3000


def test_a_home_that_cannot_be_written_is_one_clear_line(desktop: Desktop, tmp_path: Path) -> None:
    in_the_way = tmp_path / "file"
    in_the_way.write_text("")
    desktop.env["HIPBREAK_HOME"] = str(in_the_way / "home")
    done = desktop.run("python", "-m", "hipbreak", "run", check=False)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1 and "Traceback" not in done.stderr, done.stderr
