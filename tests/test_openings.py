"""Whoever asked for a window hears that it is on the screen, or why it is not."""

from __future__ import annotations

import select
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hipbreak.adapters.window import ChildWindows
from hipbreak.protocol import Asked, Look, OpenHome, Reply, Shown, to_line
from hipbreak.resident.openings import LONGEST_S, Openings
from hipbreak.resident.stage import Stage
from tests.rig import wait_for

SAY = "import sys\ndef say(raw): sys.stdout.buffer.write(raw); sys.stdout.flush()\n"
SHOWN = f"say({to_line(Shown())!r}); sys.stdin.read()"
HOME = "home"


class Screen:
    """The loop around a stage whose windows run a few lines of Python."""

    def __init__(self, folder: Path) -> None:
        self.now, self.program = 100.0, SHOWN
        self.windows = ChildWindows(folder / "outbox", folder / "log", self._command)
        self.stage = Stage(self.windows, lambda message: None, lambda name: None)
        self.replies: dict[object, Reply] = {}
        self.openings = Openings(self.stage, self.replies.__setitem__, lambda: self.now)

    def _command(self, kind: str) -> tuple[str, ...]:
        return (sys.executable, "-c", SAY + self.program, kind)

    def open(self, program: str) -> None:
        self.program = program
        self.stage.open(HOME, OpenHome(Look()))

    def turn(self) -> None:
        """What one wake-up of the loop does."""
        readers = dict(self.stage.fds())
        for fd in select.select(list(readers), [], [], 0.05)[0]:
            readers[fd]()
        self.windows.tick()
        self.openings.tick()

    def answer(self, client: str) -> Reply:
        def look() -> Reply | None:
            self.turn()
            return self.replies.get(client)

        return wait_for(look, 20, f"the answer to {client}")


@pytest.fixture
def screen(tmp_path: Path) -> Iterator[Screen]:
    screen = Screen(tmp_path)
    yield screen
    screen.stage.close_all()

    def ended() -> bool:
        screen.turn()
        return screen.windows.deadline() is None

    wait_for(ended, 20, "the end of all windows")


def test_nothing_was_opened(screen: Screen) -> None:
    screen.openings.ask("first")
    assert screen.answer("first") == Reply(True)
    assert screen.openings.deadline() is None


def test_the_answer_waits_for_the_window(screen: Screen) -> None:
    """Not before it has said so; who asks later hears at once."""
    screen.open(f"sys.stdin.readline(); sys.stdin.readline(); {SHOWN}")
    screen.openings.ask("first")
    screen.turn()
    assert not screen.replies and screen.openings.deadline() == 100.0 + LONGEST_S
    assert screen.stage.raise_(HOME)
    assert screen.answer("first") == Reply(True)
    screen.openings.ask("second")
    assert screen.answer("second") == Reply(True)


def test_a_window_that_ends_instead_is_the_reason(screen: Screen) -> None:
    """Also for who asks after its end."""
    screen.open("sys.exit('no room for it')")
    screen.openings.ask("first")
    told = Reply(
        False, "the window did not come up: no room for it (its process ended with code 1)"
    )
    assert screen.answer("first") == told
    screen.openings.ask("second")
    assert screen.answer("second") == told
    screen.open(SHOWN)
    screen.openings.ask("third")
    assert screen.answer("third") == Reply(True)


def test_a_window_that_hangs_is_not_waited_for_without_end(screen: Screen) -> None:
    screen.open(f"say({to_line(Asked(('x',)))!r}); sys.stdin.read()")
    screen.openings.ask("first")
    screen.now += LONGEST_S
    reply = screen.answer("first")
    assert not reply.ok and reply.text == "the window has not come up within 8 s"
