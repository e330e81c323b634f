"""What every page of the home window works with: the look, the journal, the resident, the time."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from hipbreak.adapters.clock import SystemClock
from hipbreak.adapters.control_client import NotRunning, ask_plain
from hipbreak.adapters.journal.reader import JournalReader
from hipbreak.adapters.paths import Paths
from hipbreak.core.moment import Moment
from hipbreak.ui.home.today_model import Status
from hipbreak.ui.look.kit import Kit

if TYPE_CHECKING:
    from pathlib import Path

    from hipbreak.adapters.control_client import Answer
    from hipbreak.core.errors import HipbreakError
    from hipbreak.core.facts import Fact
    from hipbreak.core.routine import Routine
    from hipbreak.core.settings import Settings

UNREAD = "The settings file has a mistake; the defaults hold until it is mended."
NO_JOURNAL = "cannot read the journal "
"""How the reader's complaint begins; that much is said in the sentence before."""
ANSWER_S = 0.5
"""The longest this window stands still for the resident's answer."""


class Desk:
    """One home window's view of the world. Reads; all writing is asked of the resident."""

    def __init__(self, kit: Kit, inner: float, frame: Frame) -> None:
        self.kit, self.inner = kit, inner
        """`inner`: the width of a page in pixels at 96 dpi."""
        self.paths, self._clock, self._frame = Paths.from_env(), SystemClock(), frame
        self._routines: Mapping[str, Routine] | None = None
        self._folder: tuple[object, ...] = ()
        self.unsound = ""
        """What was wrong with the person's movements when they were read last."""
        self.unread = ""
        """What was wrong with the settings file when it was read last."""

    # The world

    def now(self) -> Moment:
        return self._clock.now()

    def journal(self) -> JournalReader:
        """The journal as it is now, for `with`; empty when there is none."""
        return JournalReader(self.paths.journal)

    def facts(self, first_day: int, last_day: int) -> tuple[Fact, ...]:
        """The facts of these local days, and the stretch that still goes on. HipbreakError."""
        with self.journal() as journal:
            return (*journal.facts(first_day, last_day), *journal.open_spans())

    def settings(self) -> Settings:
        """What the settings file says now; the defaults when it is broken."""
        from hipbreak.adapters.settings_file import load

        found, problems = load(self.paths.settings)
        self.unread = f"{UNREAD}\n{in_place(problems[0])}" if problems else ""
        return found

    def trouble(self, error: HipbreakError) -> str:
        """What is wrong in one short sentence, and on the next line its details."""
        said = f"{error}"
        if f"{self.paths.journal}" not in said:
            return sentence(said)
        return f"The journal cannot be read.\n{sentence(said.removeprefix(NO_JOURNAL))}"

    def routines(self) -> Mapping[str, Routine]:
        """All routines by their ids, read again when the person's folder has changed."""
        stamp = self.folder_stamp()
        if self._routines is None or stamp != self._folder:
            from hipbreak.adapters.paths import data_dir
            from hipbreak.adapters.shelf import Shelf

            shelf = Shelf((data_dir("routines"), self.paths.routines))
            self._routines, problems = shelf.load()
            self._folder = stamp
            more = f" ({len(problems) - 1} more)" if len(problems) > 1 else ""
            self.unsound = f"{problems[0]}{more}; it is passed over." if problems else ""
        return self._routines

    def folder_stamp(self) -> tuple[object, ...]:
        """What differs once a file of the person's own movements has changed."""
        return stamp(self.paths.routines), *map(stamp, sorted(self.paths.routines.glob("*.toml")))

    def status(self) -> Status | None:
        """What `hipbreak status --json` says; None when nobody answers."""
        return self._view("status")

    def menu(self) -> Mapping[str, object]:
        """What can be done just now: `asks` and `menu` as JSON; empty when nobody answers."""
        return self._view("menu") or {}

    def _view(self, verb: str) -> Mapping[str, object] | None:
        try:
            seen = json.loads(ask_plain(self.paths.socket, verb, timeout_s=ANSWER_S).data)
        except (NotRunning, ValueError):
            return None
        return seen if isinstance(seen, dict) else None

    # What the person does

    def ask(self, verb: str, *arguments: str) -> Answer | None:
        """The resident's answer, without a word of it shown; None when nobody answers."""
        try:
            return ask_plain(self.paths.socket, verb, arguments)
        except NotRunning:
            return None

    def do(self, verb: str, *arguments: str) -> bool:
        """Ask it and say the answer in the window's last line; the page follows. True: done."""
        try:
            reply = ask_plain(self.paths.socket, verb, arguments)
        except NotRunning as error:
            self.say(f"{error}.")
            return False
        self.say(reply.text)
        self.refresh_soon()
        return reply.ok

    def launch(self) -> None:
        """Start the resident; the window follows when it answers."""
        import subprocess
        import sys

        frozen = getattr(sys, "frozen", False)
        command = [sys.executable] if frozen else [sys.executable, "-m", "hipbreak"]
        quiet = subprocess.DEVNULL
        subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
        self.say("Starting…")
        for wait in (1500, 3000):
            self.refresh_soon(wait)

    # The window

    def say(self, text: str) -> None:
        """One sentence in the window's last line, for a few seconds."""
        self._frame.say(text)

    def turn_to(self, page: str) -> None:
        """Another page of this window, by its name."""
        self._frame.turn_to(page)

    def refresh_soon(self, wait_ms: int = 400) -> None:
        """Fill the page anew in a moment, when what was asked has been done."""
        self._frame.refresh_soon(wait_ms)

    def settings_changed(self) -> None:
        """A setting was written: the window follows when it is to look otherwise."""
        self._frame.settings_changed()


def sentence(text: str) -> str:
    """With a capital and a full stop; a path keeps its letters."""
    return f"{text[:1].upper()}{text[1:].rstrip('.')}." if text else ""


def in_place(problem: str) -> str:
    """A problem that names its place first (`look.theme: …`) as a sentence."""
    return f"In {problem.rstrip('.')}."


def stamp(path: Path) -> tuple[int, int]:
    """When this file was written and how large it is; nothing for none."""
    try:
        found = path.stat()
    except OSError:
        return 0, 0
    return found.st_mtime_ns, found.st_size


class Frame:
    """What a desk asks of the window around it."""

    def __init__(
        self,
        say: Callable[[str], object],
        turn_to: Callable[[str], object],
        refresh_soon: Callable[[int], object],
        settings_changed: Callable[[], object],
    ) -> None:
        self.say, self.turn_to, self.refresh_soon = say, turn_to, refresh_soon
        self.settings_changed = settings_changed
