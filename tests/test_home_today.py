"""Today's page beside a real resident: its menu, what it asks, and what was done."""

from __future__ import annotations

import json

import pytest

from hipbreak.core.day_text import entries
from hipbreak.core.facts import BreakEnded, Evidence, Outcome, Voided
from hipbreak.core.moment import DAY, Moment
from hipbreak.protocol import Look, OpenHome, Shown
from hipbreak.ui.home.ribbon import meanings
from hipbreak.ui.home.strip import strip
from hipbreak.ui.home.today_model import due_at
from tests.health import ROUTINES
from tests.resident import Resident
from tests.rig import Desktop, wait_for
from tests.rig.windows import WindowInfo
from tests.shots import HOME
from tests.window_child import WindowChild

DAY_NUMBER = 20_000
HOUR = 3600.0


def done(
    hour: float, evidence: Evidence, outcome: Outcome = Outcome.COMPLETED, why: str = ""
) -> BreakEnded:
    start = Moment(DAY_NUMBER * DAY + hour * HOUR, hour * HOUR)
    return BreakEnded(
        f"b{hour}", "glute-press", "drill", start, start.after(40), outcome, evidence, 40, 40,
        stop_reason=why,
    )  # fmt: skip


def test_each_break_says_how_it_ended_and_what_proves_it() -> None:
    """The latest first; what was taken back is gone; what is not counted says so."""
    facts = (
        done(9, Evidence.STEPS),
        done(10, Evidence.BY_HAND),
        done(11, Evidence.ABSENCE),
        done(12, Evidence.NONE, Outcome.HURT, "sharp"),
        done(13, Evidence.NONE, Outcome.DISMISSED),
        done(14, Evidence.STEPS),
        Voided("v", Moment((DAY_NUMBER + 1) * DAY, DAY), ("b14",), "by hand"),
    )
    found = entries(facts, DAY_NUMBER, ROUTINES)
    assert [entry.clock for entry in found] == ["13:00", "12:00", "11:00", "10:00", "09:00"]
    assert [entry.counted for entry in found] == [False, False, True, True, True]
    assert found[-1].title == "Glute press" and "every step" in found[-1].detail
    assert "your own word" in found[-2].detail
    assert found[2].natural and found[2].title == "Away from the desk"
    assert "sharp pain" in found[1].detail and "not counted" in found[0].detail


def test_only_what_is_on_the_ribbon_is_explained() -> None:
    """An empty day explains nothing; a break and the next one bring their marks with them."""
    assert meanings(strip((), DAY_NUMBER, 9 * HOUR)) == ()
    seen = meanings(strip([done(9, Evidence.STEPS)], DAY_NUMBER, 10 * HOUR, 11 * HOUR))
    assert [words for _, _, words in seen] == ["break done", "next break"]


def test_the_next_break_has_a_place_on_the_ribbon() -> None:
    """As far from now as the status says; none on a break, and none that is tomorrow's."""
    noon = 12 * HOUR
    assert due_at({"due_in_s": 600.0}, noon) == noon + 600
    assert due_at({"due_in_s": None}, noon) is None and due_at(None, noon) is None
    assert due_at({"due_in_s": 600.0, "break": {"routine": "walk"}}, noon) is None
    day = strip((), DAY_NUMBER, noon, noon + 600)
    assert day.at(day.start) == 0 and day.at(day.now or 0) < day.at(day.due or 0) < 1
    assert strip((), DAY_NUMBER, 23.9 * HOUR, DAY + 60).due is None


# Beside the resident


def opened(desktop: Desktop, page: str = "today") -> tuple[WindowChild, WindowInfo]:
    child = WindowChild(desktop, "home", OpenHome(Look(theme="light"), page))
    child.wait(Shown)
    window = desktop.wait_window(HOME)
    wait_for(lambda: desktop.focused() == window.id, what="the window's focus")
    return child, window


def test_the_menu_of_the_tray_is_at_hand_without_a_tray(desktop: Desktop) -> None:
    """Tab to "More…", its first line opened by keyboard: the pauses stand in the same place, and
    the first of them is taken."""
    resident = Resident(desktop).start()
    menu = json.loads(resident.cli("status", "--json").stdout)
    assert not menu["holds"]
    opened(desktop)
    desktop.key("Tab", "Tab", "Tab", "Tab", "space")

    def popups() -> list[WindowInfo]:
        shown = (w for w in desktop.windows() if w.override_redirect and w.mapped)
        return [w for w in shown if w.x >= 0]

    (menu_itself,) = wait_for(popups, what="the menu")
    desktop.key("Down", "Return")
    (pauses,) = wait_for(lambda: [w for w in popups() if w.id != menu_itself.id], what="the pauses")
    assert (pauses.x, pauses.y) == (menu_itself.x, menu_itself.y)
    desktop.key("Down", "Return")
    seen = resident.wait_status(lambda seen: seen["holds"], "a pause")
    assert [hold["reason"] for hold in seen["holds"]] == ["paused"]


@pytest.mark.usefixtures("afternoon_here")
def test_yesterdays_question_is_asked_once_and_answered_by_one_press(desktop: Desktop) -> None:
    """A release of yesterday: its question stands on the page; after the answer it is gone."""
    from hipbreak.adapters.clock import SystemClock
    from hipbreak.adapters.journal.sqlite import SqliteJournal

    resident = Resident(desktop)
    yesterday = SystemClock().now().back(DAY)
    resident.folder.mkdir(mode=0o700, exist_ok=True)
    journal = SqliteJournal(resident.folder / "journal.sqlite3")
    release = BreakEnded(
        "a" * 32, "psoas-ball", "release", yesterday, yesterday.after(120), Outcome.COMPLETED,
        Evidence.STEPS, 120, 120,
    )  # fmt: skip
    journal.commit((release,), None)
    journal.close()
    resident.start()
    assert "psoas" in resident.cli("followup").stdout.lower()
    wait_for(lambda: asked(resident), timeout=90, what="the question in the resident's menu")
    opened(desktop)
    desktop.key("Tab", "Tab", "Tab", "Tab", "Tab", "space")  # past the row of buttons: "Better"
    wait_for(lambda: resident.query("SELECT answer FROM followups"), what="the answer")
    assert resident.query("SELECT answer FROM followups") == [("better",)]
    wait_for(lambda: not asked(resident), what="the question to be gone")


def asked(resident: Resident) -> list[object]:
    """What the resident asks just now, as the page asks for it."""
    from hipbreak.adapters.control_client import ask_plain

    plain = json.loads(ask_plain(resident.folder / "control.sock", "menu").data)
    return list(plain["asks"])
