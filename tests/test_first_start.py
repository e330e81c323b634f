"""The first start: four pages once, by keys, with the real resident; leaving is always safe."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator

import pytest

from hipbreak.core.moment import Moment
from hipbreak.core.rules import Rules
from hipbreak.core.screening import QUESTIONS
from hipbreak.core.state import begin
from hipbreak.ports import MenuEntry
from hipbreak.protocol import Look, OpenHome, Shown
from hipbreak.resident.menu import Extras, view
from hipbreak.ui.home.start_pages import introduced
from hipbreak.ui.look.theme import LIGHT
from tests.resident import Resident
from tests.rig import Desktop, wait_for
from tests.rig.windows import WindowInfo
from tests.shots import HOME, PLAYER
from tests.window_child import WindowChild

TEAL = "#2c8079"
"""The icon while nothing is due."""


class First(Resident):
    """Started as a person does: `hipbreak`, without words."""

    def begin(self) -> WindowInfo:
        self.set_theme()
        self.cli()
        seen = self.window(HOME)
        wait_for(lambda: self.desktop.focused() == seen.id, what="the window's focus")
        self.wait_focus(seen)
        return seen

    def set_theme(self) -> None:
        self.cli("set", "look.theme", "light")

    def wait_focus(self, seen: WindowInfo) -> None:
        """The main button has its ring."""
        wait_for(lambda: self.desktop.find_colour(LIGHT.focus, seen), what="the focus ring")

    @property
    def pending(self) -> bool:
        return (self.folder / "first-start").exists()

    def home_windows(self) -> list[WindowInfo]:
        return [w for w in self.desktop.windows() if w.mapped and w.name == HOME]


@pytest.fixture
def first(desktop: Desktop) -> Iterator[First]:
    resident = First(desktop)
    yield resident
    resident.cli("quit", check=False)


def test_four_times_return_ends_in_ten_seconds_of_the_real_thing(first: First) -> None:
    """Next, next, next, and the drill plays; the next `hipbreak` shows today."""
    first.begin()
    assert first.pending
    for _ in range(4):
        first.desktop.key("Return")
    first.window(PLAYER)
    running = first.wait_status(lambda seen: seen["break"], "the break")
    assert running["break"]["routine"] == "glute-press"
    assert not first.pending
    assert "Traceback" not in first.log()


def test_without_a_tray_it_says_how_to_find_it_again(first: First) -> None:
    """The first page promises no icon that this desktop does not show, and names the way."""
    first.begin()
    seen = first.status()
    assert seen["tray"]["backend"] == "none"
    assert introduced(seen)[0].startswith("It has no icon here")
    seen["tray"]["backend"] = "sni"
    assert introduced(seen)[0].startswith("It sits in the tray")
    assert introduced(None) == introduced(seen)


def test_one_key_answers_that_none_of_it_is_so(first: First) -> None:
    """On the second page the way back from Next leads to "None of these": ten answers at once."""
    first.begin()
    first.desktop.key("Return", "shift+Tab", "space")
    wait_for(
        lambda: first.query("SELECT count(*) FROM answers WHERE yes = 0") == [(len(QUESTIONS),)],
        what="ten answers",
    )


def test_an_answer_is_the_one_of_the_command_line(first: First) -> None:
    """A yes on the page is what `hipbreak safety` tells; the others stay open."""
    first.begin()
    first.desktop.key("Return", "Tab", "Tab", "Tab")  # Back, Skip all, and around to the first
    first.desktop.key("Tab", "Right")
    wait_for(lambda: first.query("SELECT count(*) FROM answers") != [(0,)], what="an answer")
    asked = json.loads(first.cli("safety", "--json").stdout)["questions"]
    assert [item["answer"] for item in asked[:2]].count(None) == 1


def test_not_now_is_safe(first: First) -> None:
    """Escape on the first page: nothing was answered, so what presses is refused; it comes once."""
    first.begin()
    first.desktop.key("Escape")
    wait_for(lambda: not first.home_windows(), what="the window to go")
    assert not first.pending
    refused = first.cli("now", "kd4-press", check=False)
    assert refused.returncode == 1 and "safety" in (refused.stderr + refused.stdout).lower()
    first.cli()
    first.window(HOME)
    first.desktop.key("2")  # a page can be turned: these are not the bare pages
    assert first.query("SELECT count(*) FROM answers") == [(0,)]


def test_place_hours_and_rhythm_are_settings(first: First) -> None:
    """What is chosen on the third and fourth page is in the file, for all five days."""
    first.begin()
    first.desktop.key("Return", "Return", "shift+Tab", "space")
    first.desktop.key("Tab", "Return")
    first.desktop.key("Tab", "Tab", "Tab")
    first.desktop.key("Return")  # + gives a usual day
    wait_for(lambda: "9:00-17:00" in first.cli("settings").stdout, what="the hours")
    plain = json.loads(first.cli("settings", "--json").stdout)
    assert plain["hours.monday"] == plain["hours.friday"] == ["9:00-17:00"]
    assert plain["hours.sunday"] == []
    assert plain["place.things"] == ["lines"]


def test_digits_and_tabs_do_not_skip_it_unseen(first: First) -> None:
    """The keys that turn the pages of the home window do nothing here."""
    first.begin()
    first.desktop.key("2", "ctrl+Next", "Return", "Return")
    assert first.pending
    first.desktop.key("Escape")
    wait_for(lambda: not first.pending, what="the mark to go")


@pytest.mark.parametrize("page", range(4))
def test_each_page_is_seen_whole_on_a_small_screen(page: int) -> None:
    """At 1024 by 600 the title stays in sight while the keyboard is on the button at the end."""
    with Desktop(size="1024x600", bus=False) as desktop:
        opening = OpenHome(Look(theme="light"), f"start/{page}")
        child = WindowChild(desktop, "home", opening)
        child.wait(Shown)
        left, top, right, _ = desktop.wait_window(HOME).box
        title = left, top + 30, right, top + 66
        wait_for(lambda: desktop.find_colour(LIGHT.focus), what="the button's ring")
        wait_for(lambda: desktop.find_colour(LIGHT.ink, title), what="its title")
        assert not desktop.find_colour(LIGHT.ink, (left, top, right, top + 26))


def test_the_floor_is_shown_for_those_at_home_only(first: First) -> None:
    """The third page shows what may come: at home also on the floor, in the office not."""
    first.cli("set", "place.place", "home")
    seen = first.begin()
    first.desktop.key("Return", "Return")
    left, top, _, _ = seen.box
    floor = left + 510, top + 340, left + 690, top + 500
    wait_for(lambda: first.desktop.find_colour(LIGHT.tint, floor), what="the third figure")
    first.desktop.key("Tab", "Tab", "Tab", "Left")
    wait_for(lambda: not first.desktop.find_colour(LIGHT.tint, floor), what="its end")
    assert json.loads(first.cli("settings", "--json").stdout)["place.place"] == "office"


def test_at_login_no_window_comes(first: First) -> None:
    """Started by the session it waits, with its entry in the menu, until somebody opens it."""
    first.set_theme()
    first.start()
    first.wait_status(lambda seen: seen["bout_s"] > 1, "a second")
    assert first.home_windows() == []
    assert first.pending
    first.cli()
    first.wait_focus(first.window(HOME))
    first.desktop.key("Return", "Return", "Return", "Tab", "Tab", "Return")  # Not now
    wait_for(lambda: not first.pending, what="the mark to go")


def test_people_with_a_journal_are_not_asked(first: First) -> None:
    """Somebody who has used hipbreak already starts it as ever."""
    first.cli("safety", "set", "infection", "no")
    first.cli()
    first.wait_status(lambda seen: seen["running"], "it")
    assert not first.pending and first.home_windows() == []


def entries(first: bool) -> list[MenuEntry]:
    now = Moment(1e9, 1e9, 0)
    shown = view(begin(Rules(), "x", now), now, str, Extras(first=first))
    return [entry for entry in shown.menu if entry.action.startswith("home")]


def test_the_first_click_on_the_tray_shows_them() -> None:
    """While they wait they are the menu's default; afterwards the home window is."""
    assert [(e.action, e.default) for e in entries(True)] == [("home start", True), ("home", False)]
    assert [(e.action, e.default) for e in entries(False)] == [("home", True)]


def test_the_first_click_on_a_real_panels_icon_shows_them_once() -> None:
    """Started at login beside a real panel: the first click on the icon is these pages, and once
    they were left the next click is the home window."""
    with Desktop(panel="xfce") as desktop:
        first = First(desktop)
        first.set_theme()
        first.start()
        icon = wait_for(lambda: desktop.find_colour(TEAL), 15, "the icon")
        desktop.click(*icon)
        pages = first.window(HOME)
        first.wait_focus(pages)
        assert first.pending
        assert not desktop.find_colour(LIGHT.tint, pages_list(pages))
        desktop.key("Escape")
        wait_for(lambda: not first.home_windows(), what="the window to go")
        assert not first.pending
        desktop.click(*icon)
        home = first.window(HOME)
        wait_for(lambda: desktop.find_colour(LIGHT.tint, pages_list(home)), what="the list")
        first.cli("quit")


def pages_list(window: WindowInfo) -> tuple[int, int, int, int]:
    """Where the home window's list of pages is: the first start has none."""
    left, top, _, bottom = window.box
    return left, top, left + 100, bottom


def test_the_short_drill_can_be_asked_for(first: First) -> None:
    """`hipbreak now --short` plays the ten-second drill; a name does not go with it."""
    first.start()
    wrong = first.cli("now", "--short", "walk", check=False)
    assert wrong.returncode == 2 and "without a name" in wrong.stderr
    done: subprocess.CompletedProcess[str] = first.cli("now", "--short")
    assert done.stdout.startswith("Started: ")
    first.window(PLAYER)
