"""The library: what is shown of the movements, why one is refused, and files of one's own."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

from hipbreak.adapters.clock import SystemClock
from hipbreak.adapters.journal.sqlite import SqliteJournal
from hipbreak.adapters.paths import Paths, data_dir
from hipbreak.core.plan import Place
from hipbreak.core.safety import Refusal, ruled_out
from hipbreak.core.screening import QUESTIONS, answered
from hipbreak.protocol import Look, OpenHome, Shown
from hipbreak.ui.home.library_model import (
    POSITION_WORDS,
    UNANSWERED,
    Filter,
    Surroundings,
    brief,
    shown,
    source_words,
    timing,
    words,
)
from hipbreak.ui.look.theme import LIGHT
from tests.health import NOON, ROUTINES
from tests.resident import HIPBREAK, Resident
from tests.rig import Desktop, wait_for
from tests.rig.windows import WindowInfo
from tests.shots import HOME, PLAYER
from tests.window_child import WindowChild

EVERYTHING = Surroundings(
    Place.HOME, frozenset({"ball", "couch", "roller", "table", "partner", "mat"})
)


def names(wanted: Filter, around: Surroundings = EVERYTHING) -> set[str]:
    return {routine.id for routine in shown(ROUTINES.values(), wanted, around)}


def test_without_a_filter_everything_is_there_once() -> None:
    """Every routine of the shelf, the hourly drill's kind first."""
    found = shown(ROUTINES.values(), Filter(), Surroundings())
    assert sorted(item.id for item in found) == sorted(ROUTINES)
    assert found[0].kind.value == "drill"


def test_filters_narrow_and_add_up() -> None:
    """Position, minutes and what is at hand each take away, and together they take away more."""
    assert "glute-press" in names(Filter("chair")) and "psoas-ball" not in names(Filter("chair"))
    assert "psoas-ball" in names(Filter("floor")) and "glute-press" not in names(Filter("floor"))
    assert "walk" not in names(Filter(minutes="1")) and "glute-press" in names(Filter(minutes="1"))
    both = names(Filter("chair", "1"))
    assert both == names(Filter("chair")) & names(Filter(minutes="1"))
    at_work = Surroundings()
    assert names(Filter(mine="mine"), at_work) < names(Filter(mine="mine"))
    assert not names(Filter("floor", mine="mine"), at_work)


def test_every_position_is_found_under_a_word() -> None:
    """No movement is only to be found without a filter."""
    reached = set().union(*(names(Filter(key)) for key in POSITION_WORDS if key))
    assert reached == set(ROUTINES)


def test_what_presses_says_that_the_questions_come_first() -> None:
    """In words of the window, without a command line in them."""
    from hipbreak.core.record import Record

    refusals = ruled_out(ROUTINES, Record(), NOON)
    assert words(refusals["psoas-ball"]) == UNANSWERED
    assert "walk" not in refusals and words(None) == ""
    assert words(Refusal("It hurt on Monday.")) == "It hurt on Monday."


@pytest.mark.parametrize("routine", sorted(ROUTINES))
def test_each_movement_can_be_told(routine: str) -> None:
    """A length and a timing for every step, with what must be brought."""
    known = ROUTINES[routine]
    assert all(timing(step) for step in known.steps)
    assert all(thing in brief(known) for thing in known.to_bring)


# The window


def opened(desktop: Desktop, page: str = "library") -> tuple[WindowChild, WindowInfo]:
    child = WindowChild(desktop, "home", OpenHome(Look(theme="light"), page))
    child.wait(Shown)
    window = desktop.wait_window(HOME)
    wait_for(lambda: desktop.focused() == window.id, what="the window's focus")
    return child, window


def test_a_movement_is_played_from_its_page(desktop: Desktop) -> None:
    """By mouse alone: "Play now" on its page, and the player of the resident opens."""
    resident = Resident(desktop).start()
    _child, window = opened(desktop, "library/hip-circles")
    place = wait_for(lambda: button(desktop, window), what="Play now")
    desktop.click(*place)
    resident.window(PLAYER)
    assert resident.status()["break"]["routine"] == "hip-circles"


def button(desktop: Desktop, window: WindowInfo) -> tuple[int, int] | None:
    """The middle of a coral plate: a run of its colour wider than any stroke of a figure."""
    picture = desktop.picture().convert("RGB")
    coral = tuple(int(LIGHT.accent[at : at + 2], 16) for at in (1, 3, 5))
    left, top, right, bottom = window.box
    for y in range(top + 6, bottom, 4):
        run = 0
        for x in range(left, right):
            run = run + 1 if picture.getpixel((x, y)) == coral else 0
            if run > 60:
                return x - 30, y + 3
    return None


def test_what_was_refused_can_be_played_when_the_questions_are_answered(desktop: Desktop) -> None:
    """Its page is open and says that they come first; answered elsewhere, it offers to play."""
    _child, window = opened(desktop, "library/kd4-press")
    wait_for(lambda: desktop.find_colour(LIGHT.alarm, window), what="the refusal")
    assert button(desktop, window) is None
    now = SystemClock().now()
    folder = Path(desktop.env["HIPBREAK_HOME"])
    folder.mkdir(mode=0o700)
    journal = SqliteJournal(folder / "journal.sqlite3")
    facts = [answered(f"{at:032x}", now, one.key, "no") for at, one in enumerate(QUESTIONS)]
    journal.commit(facts, None)
    journal.close()
    wait_for(lambda: button(desktop, window), what="Play now")


def test_when_no_movement_fits_the_filters_it_says_so(desktop: Desktop) -> None:
    """On the floor, with nothing at hand and not at home: a sentence, and no movement."""
    keys = ("Tab", "Right", "Right", "Right", "Tab", "Tab", "Right")
    page = desktop.run(sys.executable, "-m", "tests.home_words", "library", *keys)
    assert "Nothing fits all three. Choose less." in json.loads(page.stdout)
    assert ROUTINES["psoas-ball"].name not in json.loads(page.stdout)


PRESCRIPTION = """
id = "sit-tall"
name = "Sit tall"
"""


def test_a_file_with_mistakes_is_told_and_not_taken(desktop: Desktop, tmp_path: Path) -> None:
    """The file dialog, a broken file: every problem in words, and no file in the folder."""
    file = tmp_path / "mine.toml"
    file.write_text(PRESCRIPTION)
    _child, window = opened(desktop)
    wait_for(lambda: desktop.picture().crop(window.box).getcolors(1 << 24), what="the page")
    desktop.key("End")
    desktop.key("shift+Tab")  # from the list of pages backwards to the last button
    desktop.key("Return")
    dialog = desktop.wait_window("Add a movement")
    wait_for(lambda: desktop.focused() == dialog.id, what="the dialog's focus")
    desktop.type(str(file))
    desktop.key("Return")
    desktop.wait_no_window("Add a movement")
    alarm = wait_for(lambda: desktop.find_colour(LIGHT.alarm, window), what="the problems")
    assert window.box[0] < alarm[0] < window.box[2]
    folder = Path(desktop.env["HIPBREAK_HOME"])
    assert not list(folder.rglob("sit-tall*"))


def own_file(folder: Path, name: str, title: str) -> Path:
    """A sound file of the person's own."""
    file = folder / f"{name}.toml"
    ours = (data_dir("routines") / "hip-circles.toml").read_text(encoding="utf-8")
    ours = ours.replace('"hip-circles"', f'"{name}"')
    file.write_text(ours.replace('"Hip circles"', f'"{title}"'), encoding="utf-8")
    return file


def page_after(desktop: Desktop, page: str, file: Path, awaited: str) -> list[str]:
    """What the open page says once the file lies in the folder."""
    words = desktop.run(sys.executable, "-m", "tests.home_words", page, f"{file}={awaited}")
    seen: list[str] = json.loads(words.stdout)
    return seen


def test_a_file_put_into_the_folder_is_there_while_the_library_is_open(
    desktop: Desktop, tmp_path: Path
) -> None:
    """Within seconds; also when it then says something else."""
    one = own_file(tmp_path, "sit-tall", "Sit tall")
    assert "Sit tall" in page_after(desktop, "library", one, "Sit tall")
    (tmp_path / "new").mkdir()
    other = own_file(tmp_path / "new", "sit-tall", "Sit taller")
    assert "Sit taller" in page_after(desktop, "library", other, "Sit taller")
    (tmp_path / "newer").mkdir()
    again = own_file(tmp_path / "newer", "sit-tall", "Sit as tall as you like")
    seen = page_after(desktop, "library/sit-tall", again, "Sit as tall as you like")
    assert "Sit as tall as you like" in seen


def test_a_broken_file_in_the_folder_is_told_in_the_library(
    desktop: Desktop, tmp_path: Path
) -> None:
    """In one line with its name; the others are there."""
    broken = tmp_path / "mine.toml"
    broken.write_text(PRESCRIPTION)
    seen = page_after(desktop, "library", broken, "mine.toml: ")
    assert any(text.startswith("mine.toml: ") for text in seen)
    assert "Hip circles" in seen


def test_a_file_put_into_the_folder_can_be_done_at_once(desktop: Desktop, tmp_path: Path) -> None:
    """By a hipbreak that has run since before: the adviser reads the folder for each question."""
    resident = Resident(desktop).start()
    assert desktop.run(*HIPBREAK, "now", "sit-tall", check=False).returncode == 1
    folder = Paths.from_env(desktop.env).routines
    folder.mkdir(parents=True, exist_ok=True)
    own_file(folder, "sit-tall", "Sit tall")
    resident.cli("now", "sit-tall")
    resident.wait_status(
        lambda seen: (seen["break"] or {}).get("routine") == "sit-tall", "the new movement"
    )


@pytest.mark.parametrize("routine", sorted(ROUTINES))
def test_no_short_name_of_ours_is_shown_to_people(routine: str) -> None:
    """D1 and D2 are for files and developers: what is read at a movement says who that is."""
    known = ROUTINES[routine]
    texts = [known.summary, *known.cautions, known.evidence.sentence]
    texts += [text for step in known.steps for text in (step.cue, step.detail)]
    said = source_words(known.evidence.source)
    assert said == f"doi.org/{known.evidence.source}" or "article" in said or "itself" in said
    assert not [text for text in (*texts, said) if re.search(r"\bD[12]\b", text or "")]
