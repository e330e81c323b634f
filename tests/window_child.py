"""One of our windows as a child process on a rig's desktop, at the other end of its pipe."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TypeVar

from hipbreak.protocol import Message, Ready, Show, Shown, from_line, to_line
from tests.rig import Desktop, wait_for

M = TypeVar("M")


class WindowChild:
    """`python -m hipbreak.ui KIND` with its opening message sent."""

    def __init__(
        self, desktop: Desktop, kind: str, opening: Message, outbox: Path | None = None
    ) -> None:
        self.desktop = desktop
        env = {"HIPBREAK_OUTBOX": str(outbox)} if outbox else {}
        self.process = desktop.start(
            sys.executable, "-m", "hipbreak.ui", kind,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env,
        )  # fmt: skip
        assert self.process.stdin and self.process.stdout
        os.set_blocking(self.process.stdout.fileno(), False)
        self._rest = b""
        self.ended = False
        self.heard: list[Message] = []
        self.send(opening)

    def send(self, message: Message) -> None:
        assert self.process.stdin
        self.process.stdin.write(to_line(message))
        self.process.stdin.flush()

    def listen(self) -> list[Message]:
        """All that it has said so far."""
        assert self.process.stdout
        while (data := self.process.stdout.read()) is not None:
            if not data:
                self.ended = True
                break
            *lines, self._rest = (self._rest + data).split(b"\n")
            self.heard += [from_line(line) for line in lines]
        return self.heard

    def said(self, kind: type[M]) -> list[M]:
        return [message for message in self.listen() if isinstance(message, kind)]

    def wait(self, kind: type[M], timeout: float = 10) -> M:
        """Wait until it has said a message of this kind."""
        return wait_for(lambda: self.said(kind), timeout, kind.__name__)[0]

    def show(self) -> None:
        """A card: wait until it is built, show it, wait until it is on the screen."""
        self.wait(Ready)
        self.send(Show())
        self.wait(Shown)

    def wait_end(self, timeout: float = 10) -> int:
        """Wait for its end, having heard all it said; its exit code."""
        wait_for(lambda: self.process.poll() is not None, timeout, "the end of the window")
        self.listen()
        return int(self.process.returncode)

    def hang_up(self) -> None:
        """Close both ends of the pipe, as a killed resident does."""
        assert self.process.stdin and self.process.stdout
        self.process.stdin.close()
        self.process.stdout.close()
