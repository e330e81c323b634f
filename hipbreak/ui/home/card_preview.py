"""A card to look at: a real one, whose answer goes nowhere."""

from __future__ import annotations

import subprocess

from hipbreak.adapters.window import window_command
from hipbreak.core.routine import Routine
from hipbreak.protocol import Close, Look, OpenCard, Show, to_line


class CardPreview:
    """At most one at a time. What is pressed on it closes it; nothing is written down."""

    def __init__(self) -> None:
        self._child: subprocess.Popen[bytes] | None = None

    def show(self, routine: Routine, look: Look, snoozes: tuple[float, ...]) -> None:
        self.close()
        opening = OpenCard(
            offer="0" * 32,
            routine=routine,
            reason="Only to look at: whatever you press here is not written down.",
            why="you asked to see it.",
            look=look,
            snoozes=snoozes,
        )
        self._child = subprocess.Popen(
            window_command("card"), stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
        )
        self._tell(to_line(opening) + to_line(Show()))

    def close(self) -> None:
        if self._child is None:
            return
        self._tell(to_line(Close()))
        if self._child.stdin:
            self._child.stdin.close()
        self._child = None

    def _tell(self, lines: bytes) -> None:
        """One that has gone already needs no word."""
        if self._child and self._child.stdin:
            try:
                self._child.stdin.write(lines)
                self._child.stdin.flush()
            except BrokenPipeError:
                return
