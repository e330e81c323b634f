"""Every page of every window fits small screens and large letters: measured on a real X server."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tests.rig import Desktop
from tests.sample_days import fill

SCREENS = [("1024x600", 96), ("1280x800", 192), ("1920x1080", 144)]
ROUTINE_NAMES = ("glute-press", "kd4-press", "line-lunge")


def measure(desktop: Desktop, *arguments: str) -> list[dict[str, object]]:
    done = desktop.run(sys.executable, "-m", "tests.ui_probe", *arguments, timeout=60)
    return list(json.loads(done.stdout))


def check(pages: list[dict[str, object]], size: str, title: int = 0) -> None:
    """`title`: pixels that the window manager's title bar takes at least."""
    width, height = (int(part) for part in size.split("x"))
    assert pages
    for page in pages:
        assert page["problems"] == [], page["page"]
        assert int(str(page["seen"])) > 3, page["page"]
        x, y, wide, high = page["window"]  # type: ignore[misc]  # four numbers
        assert x >= 0 and y >= title and x + wide <= width and y + high <= height, page


@pytest.mark.parametrize(("size", "dpi"), SCREENS)
def test_everything_fits(size: str, dpi: int) -> None:
    """No word is cut off, nothing lies outside its window, no window outside the screen: at the
    usual size of letters and at 130 %."""
    with Desktop(size=size, dpi=dpi) as desktop:
        folder = Path(desktop.env["HIPBREAK_HOME"])
        folder.mkdir(mode=0o700)
        fill(folder / "journal.sqlite3")
        for text_scale in ("1.0", "1.3"):
            for routine in ROUTINE_NAMES:
                check(measure(desktop, "card", routine, text_scale), size)
                check(measure(desktop, "player", routine, text_scale), size, 18)
            check(measure(desktop, "home", "-", text_scale), size, 18)
