"""The screens that are seen seldom: firm and strict cards, questions, mistakes, menus, trouble."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from hipbreak.adapters.clock import SystemClock
from hipbreak.adapters.control_client import NotRunning, ask_plain
from hipbreak.adapters.journal.sqlite import SqliteJournal
from hipbreak.core.codec import encode
from hipbreak.core.facts import BreakEnded, Evidence, Outcome
from hipbreak.core.moment import DAY
from hipbreak.ports import SEPARATOR, MenuEntry
from hipbreak.protocol import Look
from hipbreak.ui.traymenu import WINDOW_CLASS
from tests.rig import Desktop, wait_for
from tests.rig.windows import WindowInfo
from tests.sample_days import fill
from tests.seeds import fill_year
from tests.shots import CARD, HOME, Screen, home, offer, player, settled
from tests.window_child import WindowChild

HOURS = """[hours]
monday = ["9:00-12:30", "13:30-17:00"]
tuesday = ["9:00-12:30", "13:30-17:00"]
friday = ["22:00-6:00"]
"""


def firm(**how: object) -> Screen:
    """A card that has grown, or stands on every screen, or has nothing else to offer."""

    def open_it(desktop: Desktop, look: Look) -> WindowInfo:
        child = WindowChild(desktop, "card", replace(offer("glute-press", look), **how))  # type: ignore[arg-type]
        child.show()
        return settled(desktop, CARD)

    return open_it


def typed(place: str, text: str) -> Screen:
    """A field of the settings with this text typed into it."""

    def open_it(desktop: Desktop, look: Look) -> WindowInfo:
        home(place, journal=None)(desktop, look)
        desktop.key("ctrl+a")
        desktop.type(text)
        desktop.key("Return")
        return settled(desktop, HOME)

    return open_it


def with_settings(place: str, settings: str, keys: Sequence[str] = ()) -> Screen:
    def write(journal: Path) -> None:
        journal.with_name("settings.toml").write_text(settings)

    return home(place, journal=write, keys=keys)


def damaged(journal: Path) -> None:
    journal.write_bytes(b"not a journal" * 100)


def yesterdays_release(journal: Path) -> None:
    """After a release comes a question on the next day."""
    fill(journal)
    yesterday = SystemClock().now().back(DAY)
    opened = SqliteJournal(journal)
    fact = BreakEnded(
        "a" * 32, "psoas-ball", "release", yesterday, yesterday.after(120), Outcome.COMPLETED,
        Evidence.STEPS, 120, 120,
    )  # fmt: skip
    opened.commit((fact,), None)
    opened.close()


def asked(desktop: Desktop, look: Look) -> WindowInfo:
    """Today with yesterday's question on it."""
    folder = Path(desktop.env["HIPBREAK_HOME"])
    folder.mkdir(mode=0o700)
    yesterdays_release(folder / "journal.sqlite3")
    desktop.start(sys.executable, "-m", "hipbreak", "run")

    def asks() -> bool:
        try:
            return bool(json.loads(ask_plain(folder / "control.sock", "menu").data)["asks"])
        except NotRunning:
            return False

    wait_for(asks, timeout=90, what="the question", every=0.5)
    return home("today", journal=None)(desktop, look)


def tray_menu(desktop: Desktop, look: Look) -> WindowInfo:
    """The tray's menu where no panel draws one."""
    folder = Path(desktop.env["HIPBREAK_HOME"])
    folder.mkdir(mode=0o700)
    (folder / "settings.toml").write_text(f'[look]\ntheme = "{look.theme}"\n')
    pause = (
        MenuEntry("30 min", "pause 30 min"),
        MenuEntry("Until tomorrow", "pause until tomorrow"),
    )
    entries = (
        MenuEntry("Sitting for 42 min. Next break in 18 min."),
        SEPARATOR,
        MenuEntry("Start a break now", "now"),
        MenuEntry("Pause", children=pause),
        MenuEntry("I stand now", "stand"),
        MenuEntry("In a meeting", "meeting", checked=True),
        SEPARATOR,
        MenuEntry("Quit", "quit"),
    )
    opening = {"x": 200, "y": 200, "entries": encode(entries)}
    child = desktop.start(sys.executable, "-m", "hipbreak.ui", "traymenu", stdin=subprocess.PIPE)
    assert child.stdin
    child.stdin.write(json.dumps(opening).encode())
    child.stdin.close()
    return wait_for(
        lambda: next(
            (w for w in desktop.windows() if w.mapped and w.wm_class == WINDOW_CLASS), None
        ),
        what="the menu",
    )


RARE: dict[str, Screen] = {
    "card-firm": firm(scale=1.5),
    "card-strict": firm(scale=1.5, may_skip=False, everywhere=True),
    "card-alone": firm(others=()),
    "card-large": firm(),
    "player-large": player("line-lunge"),
    "player-breath-small": player("belly-breath"),
    "compact-breath": player("belly-breath", compact=True),
    "home-today-large": home("today"),
    "home-week-large": home("week"),
    "home-today-asks": asked,
    "home-today-paused": home("today", running=True, keys=("Tab", "Tab", "space")),
    "home-today-standing": home("today", running=True, keys=("Tab", "Tab", "Tab", "space")),
    "home-today-more": home("today", running=True, keys=("Tab", "Tab", "Tab", "Tab", "space")),
    "home-today-damaged": home("today", journal=damaged),
    "home-week-damaged": home("week", journal=damaged),
    "home-week-year-middle": home("week", journal=fill_year, keys=("Next",)),
    "home-safety-middle": home("safety", journal=fill_year, keys=("Next",)),
    "home-library-middle": home("library", journal=fill_year, keys=("Next",)),
    "home-week-earlier": home("week", journal=fill_year, keys=("Left",)),
    "home-library-end": home("library", journal=fill_year, keys=("End",)),
    "home-movement-end": home("library/kd4-press", journal=fill_year, keys=("End",)),
    "home-settings-hours-set": with_settings("settings/hours", HOURS),
    "home-settings-broken": with_settings("settings/rhythm", '[schedule]\nevery = "often"\n'),
    "home-settings-mistake": typed("settings/rhythm:0", "often"),
    "home-settings-rhythm-end": home("settings/rhythm", keys=("End",)),
    "home-start-1-small": home("start/0", journal=None),
    "tray-menu": tray_menu,
    "home-start-4-small": home("start/3", journal=None),
}
