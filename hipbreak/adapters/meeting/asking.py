"""Questions to services on a bus that may answer late or never."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Protocol

from jeepney import Message


class Bus(Protocol):
    """A line, as these questions need it."""

    def call(self, message: Message, on_reply: Callable[[tuple[object, ...] | None], None]) -> None:
        """The reply's values, or None when there was none; perhaps never."""


class Round:
    """Several questions at once. A new round waits until the one before has been answered: who
    hangs is asked once, not for ever."""

    def __init__(self, bus: Bus, answered: Callable[[dict[str, object]], None]) -> None:
        """`answered` gets the first value of each reply, by the question's key."""
        self._bus, self._answered = bus, answered
        self._open: set[str] = set()
        self._replies: dict[str, object] = {}

    def ask(self, questions: Iterable[tuple[str, Message]]) -> None:
        if self._open:
            return
        self._replies = {}
        listed = list(questions)
        self._open = {key for key, _ in listed}
        if not listed:
            self._answered({})
        for key, message in listed:
            self._bus.call(message, partial(self._take, key))

    def forget(self) -> None:
        """The bus has gone, and every answer with it."""
        self._open = set()

    def _take(self, key: str, reply: tuple[object, ...] | None) -> None:
        if key not in self._open:
            return
        self._open.discard(key)
        if reply:
            self._replies[key] = reply[0]
        if not self._open:
            self._answered(self._replies)
