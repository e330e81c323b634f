"""Whoever asked for a window on the command line hears whether it is really on the screen."""

from __future__ import annotations

import time
from collections.abc import Callable

from hipbreak.ports import Window
from hipbreak.protocol import Reply
from hipbreak.resident.stage import Stage

LONGEST_S = 8.0
"""A window that has not come up by then is not waited for any more; the control socket gives a
client up after 10 s (ours)."""


class Openings:
    """Answers about the window that was asked for last; `reply` sends one to a client."""

    def __init__(
        self,
        stage: Stage,
        reply: Callable[[object, Reply], None],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._stage, self._reply, self._monotonic = stage, reply, monotonic
        self._asked: list[tuple[object, Window | None, float]] = []
        """Client, window, and until when it is waited for."""

    def ask(self, client: object) -> None:
        """This client wants to know; the answer goes out with one of the next ticks."""
        self._asked.append((client, self._stage.latest, self._monotonic() + LONGEST_S))

    def deadline(self) -> float | None:
        """When `tick` has something to do, on the monotonic scale; None: not by itself."""
        return min((until for _, _, until in self._asked), default=None)

    def tick(self) -> None:
        """Answer what is known by now."""
        now, asked = self._monotonic(), self._asked
        self._asked = []
        for client, window, until in asked:
            reply = _answer(window, late=now >= until)
            if reply is None:
                self._asked.append((client, window, until))
            else:
                self._reply(client, reply)


def _answer(window: Window | None, *, late: bool) -> Reply | None:
    if window is None or window.shown:
        return Reply(True)
    fate = window.fate()
    if fate is not None:
        return Reply(False, f"the window did not come up: {fate}")
    return Reply(False, f"the window has not come up within {LONGEST_S:.0f} s") if late else None
