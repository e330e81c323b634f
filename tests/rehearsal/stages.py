"""The stages, in order. A stage returns words to add to its line, or raises RigError."""

from __future__ import annotations

import contextlib
import json
import sqlite3
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tests.rig import Desktop, RigError, WindowInfo, wait_for

CARD, PLAYER = "hipbreak: a break", "hipbreak"
CORAL = "#FF6A45"
DONE = ", done"
"""The end of the player's title once the drill is done."""
"""The main button on the card, and the passing time in the player, in the light theme."""
LONGEST_DRILL_S = 300.0
SETTINGS = {
    "schedule.every": "20 s",
    "schedule.warn": "8 s",
    "schedule.lull": "2 s",
    "look.theme": "light",
}
PROSE = "the quick brown fox sits for far too long and then gets up "


class Rehearsal:
    """What the stages share: the desktop, the program, and where pictures go."""

    def __init__(self, desktop: Desktop, output: Path) -> None:
        self.desktop, self.output = desktop, output
        self.home = Path(desktop.env["HIPBREAK_HOME"])
        self.resident: subprocess.Popen[bytes] | None = None
        self.notes = desktop.home / "notes.txt"
        self.typed = ""
        self._pictures = 0

    def hipbreak(self, *words: str) -> str:
        """What the command prints; RigError with its words when it fails."""
        return self.desktop.run("hipbreak", *words).stdout.strip()

    def status(self) -> dict[str, Any]:
        done = self.desktop.run("hipbreak", "status", "--json", check=False)
        if self.resident and self.resident.poll() is not None:
            raise RigError(f"hipbreak ended: {self.desktop.log_text()[-600:]}")
        return dict(json.loads(done.stdout)) if done.stdout.startswith("{") else {"running": False}

    def picture(self, name: str, window: WindowInfo | None = None) -> str:
        """Save the whole screen, and `window` by itself; the name of the file."""
        self._pictures += 1
        file = f"{self._pictures:02d}-{name}.png"
        picture = self.desktop.picture()
        picture.save(self.output / file)
        if window:
            picture.crop(window.box).save(self.output / f"window-{name}.png")
        return file

    def work(self) -> None:
        """A few more words of somebody's text, and a movement of the mouse."""
        at = len(self.typed) % len(PROSE)
        words = PROSE[at : at + 12]
        self.desktop.type(words)
        self.typed += words
        self.desktop.move(300 + len(self.typed) % 90, 500)

    def work_until(self, condition: Callable[[dict[str, Any]], bool], timeout: float) -> None:
        def reached() -> bool:
            self.work()
            return condition(self.status())

        wait_for(reached, timeout, "what the work was waiting for", every=0.2)


def settings_are_made(it: Rehearsal) -> str:
    """An hour becomes 20 seconds, by the settings."""
    for key, value in SETTINGS.items():
        it.hipbreak("set", key, value)
    return ""


def it_starts(it: Rehearsal) -> str:
    """hipbreak starts and its icon is in the tray."""
    it.resident = it.desktop.start("hipbreak", "run")
    wait_for(lambda: it.status()["running"], what="hipbreak")
    wait_for(lambda: it.status()["tray"]["backend"] == "sni", what="the tray icon")
    wait_for(it.desktop.bus.tray_items, what="the icon in the panel's list")
    return it.picture("tray")


def somebody_works(it: Rehearsal) -> str:
    """Somebody types in a terminal; the icon says that a break comes soon."""
    it.desktop.start("xterm", "-geometry", "90x24+60+60", "-e", "sh", "-c", f"cat > {it.notes}")
    terminal = it.desktop.wait_window(wm_class="XTerm")
    wait_for(lambda: it.desktop.focused() == terminal.id, what="the terminal's focus")
    it.work_until(lambda seen: (seen["due_in_s"] or 99.0) < 6, timeout=40)
    return it.picture("soon")


def a_break_is_offered(it: Rehearsal) -> str:
    """The break is due; the card comes in the first gap in the typing, not before."""
    it.work_until(lambda seen: "gap in your typing" in seen["why"], timeout=40)
    if it.desktop.find_window(title=CARD):
        raise RigError("the card came while somebody was typing")
    card = it.desktop.wait_window(title=CARD, wm_class="Hipbreak", timeout=15)
    wait_for(lambda: _start_button(it, card), what="the Start button")
    return it.picture("offer", it.desktop.wait_window(title=CARD))


def typing_goes_on(it: Rehearsal) -> str:
    """Typing goes on while the card shows: it took neither the focus nor a single character."""
    for _ in range(3):
        it.work()
    it.desktop.key("Return")
    wait_for(it.notes.exists, what="the notes")
    wait_for(lambda: it.notes.read_text() == it.typed + "\n", what="every typed character")
    if not it.desktop.find_window(title=CARD):
        raise RigError("the card went away by itself")
    return ""


def start_is_clicked(it: Rehearsal) -> str:
    """A click on Start; the drill plays."""
    card = it.desktop.wait_window(title=CARD)
    it.desktop.click(*wait_for(lambda: _start_button(it, card), what="the Start button"))
    player = _player(it)
    wait_for(lambda: it.status()["break"], what="the break in the status")
    wait_for(lambda: it.desktop.find_colour(CORAL, player), what="the drill's first picture")
    name = it.status()["break"]["routine"]
    wait_for(lambda: it.status()["break"]["running_s"] > 5, what="the middle of the first step")
    return f"({name}) {it.picture('drill', player)}"


def the_drill_ends(it: Rehearsal) -> str:
    """The drill runs to its end, with hands off the keyboard."""
    wait_for(
        lambda: _player(it).title.endswith(DONE),
        LONGEST_DRILL_S,
        "the end of the drill",
        every=0.25,
    )
    said = it.picture("end")
    it.desktop.key("1")
    it.desktop.wait_no_window(title=PLAYER, wm_class="Hipbreak")
    return said


def it_is_written(it: Rehearsal) -> str:
    """The journal holds the offer, the break with its evidence, and how it felt."""
    query = "SELECT routine, outcome, evidence, offer FROM breaks WHERE kind != 'natural'"
    found = wait_for(lambda: _journal(it, query), what="the break in the journal")
    routine, outcome, evidence, offer = found[0]
    if (outcome, evidence) != ("completed", "steps"):
        raise RigError(f"the break was written as {outcome} by {evidence}")
    if _journal(it, f"SELECT answer FROM offers WHERE uid = '{offer}'") != [("started",)]:
        raise RigError("the offer was not written as started")
    if _journal(it, "SELECT feel FROM checkins") != [("good ache",)]:
        raise RigError("how it felt was not written")
    return f"({routine}: {outcome}, by its {evidence})"


def the_week_is_shown(it: Rehearsal) -> str:
    """The week, as hipbreak prints it:"""
    return "\n" + "\n".join(f"          {line}" for line in it.hipbreak("week").splitlines())


def it_quits(it: Rehearsal) -> str:
    """hipbreak ends when asked, and leaves nothing behind."""
    assert it.resident is not None
    it.hipbreak("quit")
    if it.resident.wait(10):
        raise RigError(f"hipbreak ended with {it.resident.returncode}")
    wait_for(lambda: not it.desktop.bus.tray_items(), what="the end of the icon")
    if _journal(it, "PRAGMA integrity_check") != [("ok",)]:
        raise RigError("the journal is damaged")
    return it.picture("afterwards")


STAGES: tuple[Callable[[Rehearsal], str], ...] = (
    settings_are_made,
    it_starts,
    somebody_works,
    a_break_is_offered,
    typing_goes_on,
    start_is_clicked,
    the_drill_ends,
    it_is_written,
    the_week_is_shown,
    it_quits,
)


def _start_button(it: Rehearsal, card: WindowInfo) -> tuple[int, int] | None:
    """The coral button is in the lower part; the coral muscle of the figure is above it."""
    left, top, right, bottom = card.box
    return it.desktop.find_colour(CORAL, (left, bottom - (bottom - top) // 3, right, bottom))


def _player(it: Rehearsal) -> WindowInfo:
    return it.desktop.wait_window(title=PLAYER, wm_class="Hipbreak")


def _journal(it: Rehearsal, query: str) -> list[tuple[Any, ...]]:
    path = it.home / "journal.sqlite3"
    with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as journal:
        return journal.execute(query).fetchall()
