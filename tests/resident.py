"""The real resident on a real desktop, for end-to-end tests."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.rig import Desktop, WindowInfo, wait_for

HIPBREAK = (sys.executable, "-m", "hipbreak")
CORAL = "#ff6a45"


class Resident:
    """`hipbreak run` and everything that a person or a script can ask of it."""

    def __init__(self, desktop: Desktop, **settings: str) -> None:
        self.desktop = desktop
        self.folder = Path(desktop.env["HIPBREAK_HOME"])
        for key, value in settings.items():
            self.cli("set", key.replace("__", "."), value)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> Resident:
        self.process = self.desktop.start(*HIPBREAK, "run")
        self.wait_status(lambda seen: seen["running"], "an answer of the resident")
        return self

    def kill(self) -> None:
        """kill −9, as a crash would."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(10)

    def cli(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        return self.desktop.run(*HIPBREAK, *words, check=check)

    def status(self) -> dict[str, Any]:
        done = self.cli("status", "--json", check=False)
        seen: dict[str, Any] = json.loads(done.stdout)
        assert done.returncode == (0 if seen["running"] else 3), done
        return seen

    def wait_status(self, test: Any, what: str, timeout: float = 20) -> dict[str, Any]:
        """The first status that passes the test."""
        seen: list[dict[str, Any]] = []

        def look() -> bool:
            seen[:] = [self.status()]
            return bool(test(seen[0]))

        try:
            wait_for(look, timeout, what, every=0.1)
        except Exception as error:
            raise AssertionError(f"{error}\nlast: {seen}\n{self.log()}") from error
        return seen[0]

    def log(self) -> str:
        file = self.folder / "hipbreak.log"
        return (file.read_text() if file.exists() else "") + self.desktop.log_text()

    def card(self, timeout: float = 30) -> WindowInfo:
        """The card, once it is on the screen."""
        return self.window("hipbreak: a break", timeout)

    def window(self, title: str, timeout: float = 20) -> WindowInfo:
        """The mapped window of this name, whatever it is about."""

        def look() -> WindowInfo | None:
            found = (w for w in self.desktop.windows() if w.mapped and w.name == title)
            return next(found, None)

        try:
            return wait_for(look, timeout, f"a window titled {title!r}")
        except Exception as error:
            raise AssertionError(f"{error}\n{self.status()}\n{self.log()}") from error

    def click_main_button(self, window: WindowInfo) -> None:
        """Click the coral button with the real pointer until the window goes.

        A press in the card's first 0.3 s was meant for what lay below it and does nothing.
        """

        def press() -> bool:
            place = self.desktop.find_colour(CORAL, window)
            if place:
                self.desktop.click(*place)
            return all(w.id != window.id for w in self.desktop.windows() if w.mapped)

        wait_for(press, 20, "the answer to a click", every=0.4)

    def query(self, sql: str) -> list[tuple[Any, ...]]:
        """What the journal holds, read beside the running resident."""
        with sqlite3.connect(f"file:{self.folder}/journal.sqlite3?mode=ro", uri=True) as db:
            return db.execute(sql).fetchall()

    def integrity(self) -> str:
        return str(self.query("PRAGMA integrity_check")[0][0])
