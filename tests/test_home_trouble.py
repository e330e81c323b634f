"""The home window when something is wrong, and when the world changes while it is open."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import pytest

from hipbreak.protocol import Look, OpenHome, Shown
from hipbreak.ui.look.theme import DARK, LIGHT
from tests.resident import Resident
from tests.rig import Desktop, wait_for
from tests.rig.windows import WindowInfo
from tests.seeds import fill_year
from tests.shots import HOME
from tests.window_child import WindowChild


def opened(desktop: Desktop, page: str) -> tuple[WindowChild, WindowInfo]:
    child = WindowChild(desktop, "home", OpenHome(Look(theme="light"), page))
    child.wait(Shown)
    window = desktop.wait_window(HOME)
    wait_for(lambda: desktop.focused() == window.id, what="the window's focus")
    return child, window


def journal_of(desktop: Desktop) -> Path:
    folder = Path(desktop.env["HIPBREAK_HOME"])
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / "journal.sqlite3"


def alarmed(desktop: Desktop, window: WindowInfo) -> bool:
    """Words in the alarm's colour in the window's last lines."""
    left, _, right, bottom = window.box
    picture = desktop.picture().convert("RGB").crop((left, bottom - 60, right, bottom))
    wanted = tuple(int(LIGHT.alarm[at : at + 2], 16) for at in (1, 3, 5))
    return any(colour == wanted for _, colour in picture.getcolors(1 << 24) or [])


@pytest.mark.parametrize("page", ["today", "library/walk", "safety"])
def test_a_damaged_journal_is_said_as_long_as_it_is_damaged(desktop: Desktop, page: str) -> None:
    """The window opens on any page; its last line says it, and still does after other words."""
    journal_of(desktop).write_bytes(b"not a journal" * 100)
    _child, window = opened(desktop, page)
    wait_for(lambda: alarmed(desktop, window), what="the words")
    if page == "today":
        began = time.monotonic()
        wait_for(lambda: time.monotonic() - began > 6.5, what="the time of a passing word")
        assert alarmed(desktop, window)
    assert "Traceback" not in desktop.log_text()


def test_over_a_damaged_journal_nothing_is_promised(desktop: Desktop) -> None:
    """Nobody runs and the days cannot be read: it says so, and first in a short sentence why."""
    journal_of(desktop).write_bytes(b"not a journal" * 100)
    words = json.loads(desktop.run(sys.executable, "-m", "tests.home_words", "today").stdout)
    assert "Start hipbreak" in words and "The journal cannot be read." in words
    assert f"{journal_of(desktop)}: file is not a database." in words
    assert not any("still here" in text for text in words)


def test_the_settings_page_says_a_mistake_first_shortly_then_where(desktop: Desktop) -> None:
    """One sentence, and below it each place, the copy and the way out, each a sentence too."""
    settings = journal_of(desktop).with_name("settings.toml")
    settings.write_text('[schedule]\nevery = "often"\n')
    words = json.loads(desktop.run(sys.executable, "-m", "tests.home_words", "settings").stdout)
    lead = "The settings file has a mistake; the defaults hold until it is mended."
    place, copy, way_out = words[words.index(lead) + 1].split("\n")
    assert place.startswith("In schedule.every: ")
    assert copy.startswith("A copy is in settings.toml.broken-")
    assert way_out.startswith(f"Mend {settings} in an editor")


def test_broken_settings_are_said_until_they_are_mended(desktop: Desktop) -> None:
    """The first problem stands in the last line; when the file is mended the line is gone."""
    settings = journal_of(desktop).with_name("settings.toml")
    settings.write_text("[look\n")
    _child, window = opened(desktop, "today")
    wait_for(lambda: alarmed(desktop, window), what="the words")
    settings.write_text('[look]\ntheme = "light"\n')
    wait_for(lambda: not alarmed(desktop, window), what="the words' end")


def test_an_answer_that_cannot_be_kept_is_said(desktop: Desktop) -> None:
    """No journal can be written: No, pressed on the safety page, says so in the last line."""
    journal_of(desktop).mkdir()
    _child, window = opened(desktop, "safety")
    assert not alarmed(desktop, window)
    desktop.key("Tab", "space")
    wait_for(lambda: alarmed(desktop, window), what="the words")
    assert "Traceback" not in desktop.log_text()


@pytest.mark.usefixtures("afternoon_here")
def test_the_weeks_arrow_keys_outlive_a_change_of_the_look(desktop: Desktop) -> None:
    """Dark now: the left arrow still goes one week back, and nothing of the old page answers."""
    fill_year(journal_of(desktop))
    _child, window = opened(desktop, "week")
    desktop.run("hipbreak", "set", "look.theme", "dark")
    wait_for(lambda: not desktop.find_colour(LIGHT.bg, window), what="the dark page")
    wait_for(lambda: desktop.find_colour(DARK.teal, window), what="its parts")
    before = desktop.picture().crop(window.box).tobytes()
    desktop.key("Left")
    wait_for(lambda: desktop.picture().crop(window.box).tobytes() != before, what="another week")
    assert "Traceback" not in desktop.log_text()


def test_what_the_resident_went_on_without_is_said_on_the_first_page(desktop: Desktop) -> None:
    """It found a damaged journal and began a new one: the first page says so."""
    journal_of(desktop).write_bytes(b"not a journal" * 100)
    resident = Resident(desktop).start()
    (notice, *_) = resident.status()["notices"]
    page = desktop.run(sys.executable, "-m", "tests.home_words", "today")
    assert notice in " ".join(json.loads(page.stdout))


def test_a_week_that_cannot_be_read_says_so_and_no_more(desktop: Desktop) -> None:
    """No numbers without words, no legend of a chart that is none, nothing to be put right."""
    journal_of(desktop).write_bytes(b"not a journal" * 100)
    page = desktop.run(sys.executable, "-m", "tests.home_words", "week")
    words = json.loads(page.stdout)
    assert "This week cannot be read just now." in words
    assert any("not a database" in text for text in words)
    assert not {"–", "sitting", "Add", "Entries, and corrections"} & set(words)
