"""Every page of every window fits small screens and large letters: measured on a real X server."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import cast

import pytest

from tests.rig import Desktop
from tests.sample_days import fill

SCREENS = [("1024x600", 96), ("1280x800", 192), ("1920x1080", 144), ("3840x2160", 288)]
HOURLY = "glute-press"
ROUTINE_NAMES = (HOURLY, "kd4-press", "line-lunge")
EVERY_WINDOW = (("card", HOURLY), ("player", "kd4-press"), ("compact", HOURLY), ("home", "-"))


def measure(
    desktop: Desktop, *arguments: str, probe: str = "tests.ui_probe"
) -> list[dict[str, object]]:
    done = desktop.run(sys.executable, "-m", probe, *arguments, timeout=60)
    return list(json.loads(done.stdout))


def check(pages: list[dict[str, object]], size: str, title: int = 0) -> None:
    """`title`: pixels that the window manager's title bar takes at least."""
    width, height = (int(part) for part in size.split("x"))
    assert pages
    for page in pages:
        assert page["problems"] == [], page["page"]
        assert int(str(page["seen"])) > 3, page["page"]
        x, y, wide, high = cast("list[int]", page["window"])
        assert x >= 0 and y >= title and x + wide <= width and y + high <= height, page


def with_journal(desktop: Desktop) -> None:
    folder = Path(desktop.env["HIPBREAK_HOME"])
    folder.mkdir(mode=0o700)
    fill(folder / "journal.sqlite3")


@pytest.mark.parametrize(("size", "dpi"), SCREENS)
def test_everything_fits(size: str, dpi: int) -> None:
    """No word is cut off, nothing lies outside its window, no window outside the screen: at the
    usual size of letters and at 130 %."""
    with Desktop(size=size, dpi=dpi) as desktop:
        with_journal(desktop)
        for text_scale in ("1.0", "1.3"):
            for routine in ROUTINE_NAMES:
                check(measure(desktop, "card", routine, text_scale), size)
                check(measure(desktop, "player", routine, text_scale), size, 18)
            check(measure(desktop, "home", "-", text_scale), size, 18)


@pytest.mark.parametrize(("size", "dpi"), SCREENS[:3])
def test_longer_words_fit(size: str, dpi: int) -> None:
    """In a language whose words are a third longer than English ones every page of card,
    player and home still fits the screen, the small player in its corner too."""
    with Desktop(size=size, dpi=dpi, bus=False) as desktop:
        with_journal(desktop)
        for kind, routine in EVERY_WINDOW:
            pages = measure(desktop, kind, routine, "1.0", probe="tests.longer")
            check(pages, size, 0 if kind == "card" else 18)
        plain = measure(desktop, "card", "line-lunge", "1.0")[0]
        wider = measure(desktop, "card", "line-lunge", "1.0", probe="tests.longer")[0]
        assert str(wider["window"]) != str(plain["window"])  # the words did grow


@pytest.mark.parametrize(("size", "dpi"), SCREENS[:2])
def test_letters_twice_as_large_fit(size: str, dpi: int) -> None:
    """The largest letters on the smallest screens: the look shrinks until it fits, and nothing
    fails to open."""
    with Desktop(size=size, dpi=dpi, bus=False) as desktop:
        with_journal(desktop)
        for kind, routine in EVERY_WINDOW:
            check(measure(desktop, kind, routine, "2.0"), size, 0 if kind == "card" else 18)


def test_a_screen_too_small_for_any_layout_shows_a_player_all_the_same() -> None:
    """640 by 480 at 200 %: something is cut off, but a break is never lost to it."""
    with Desktop(size="640x480", dpi=192, bus=False) as desktop:
        assert len(measure(desktop, "player", HOURLY, "2.0")) > 5


PAGES = """
import json
from hipbreak.adapters.paths import data_dir
from hipbreak.adapters.shelf import Shelf
from hipbreak.protocol import Look
from hipbreak.ui.fitting import TALL, USUAL_PAGES, sizes_of, usual_pages
from hipbreak.ui.look.kit import Kit
from hipbreak.ui.samples import samples
from hipbreak.ui.shell import open_shell

shell = open_shell("test", Look(theme="light"))
found = []
for routine in Shelf((data_dir("routines"),)).load()[0].values():
    for scale in (1.0, 1.25, 1.5, 2.0, 3.0):
        for text_scale in (0.8, 1.0):
            kit = Kit(shell.root, shell.kit.theme, scale, text_scale, True)
            room = [kit.px(length) for length in USUAL_PAGES]
            sizes = sizes_of(kit, usual_pages(kit, TALL.inner, samples(routine, "left")[0]))
            found += [[routine.id, scale, *size] for size in sizes if size > tuple(room)
                      or size[1] > room[1]]
print(json.dumps(found))
"""


def test_no_usual_page_is_larger_than_it_is_taken_to_be(desktop: Desktop) -> None:
    """So a player need not build them all before it knows how large its window is."""
    done = desktop.run(sys.executable, "-c", PAGES, timeout=60)
    assert json.loads(done.stdout) == []
