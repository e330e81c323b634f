"""The windows that are open: which one belongs to what, and what they say."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from functools import partial

from hipbreak.ports import Window, Windows
from hipbreak.protocol import (
    Answered,
    Asked,
    Finished,
    Message,
    OpenCard,
    OpenHint,
    OpenHome,
    OpenPlayer,
    Raise,
    Show,
)

log = logging.getLogger(__name__)

Ended = str
"""The name under which a window stood that ended without its report."""


class Stage:
    """At most one window under each name: card, offer (the ordinary one), hint,
    player, home.

    `on_message` gets what a window reports, `on_end(name)` that it has ended.
    """

    def __init__(
        self,
        windows: Windows,
        on_message: Callable[[Answered | Finished | Asked], None],
        on_end: Callable[[Ended], None],
    ) -> None:
        self._windows = windows
        self._on_message, self._on_end = on_message, on_end
        self._open: dict[str, Window] = {}
        self._leaving: list[Window] = []
        """Asked to end; read until they have, so that nothing of them is left."""
        self.latest: Window | None = None
        """The window that somebody asked for last."""

    def open(self, name: str, first: OpenCard | OpenHint | OpenPlayer | OpenHome) -> None:
        """Open a window; one of the same name gives way."""
        self.close(name)
        window = self._open[name] = self._windows.open(first)
        if isinstance(first, OpenPlayer | OpenHome) or getattr(first, "ordinary", False):
            self.latest = window

    def ahead(self, name: str) -> AbstractContextManager[None]:
        """Inside, a window that is likely to be opened is made ready meanwhile."""
        return self._windows.ahead(name)

    def raise_(self, name: str) -> bool:
        """Bring a window to the front; False when there is none."""
        return self.send(name, Raise())

    def show(self, name: str) -> bool:
        """Let a prepared window appear; False when there is none."""
        return self.send(name, Show())

    def close(self, name: str) -> None:
        window = self._open.pop(name, None)
        if window is not None:
            self._let_go(window)

    def close_all(self) -> None:
        for name in tuple(self._open):
            self.close(name)

    def fds(self) -> Iterator[tuple[int, Callable[[], None]]]:
        """What to wait for, and what to call when it is readable."""
        for name, window in self._open.items():
            yield window.fileno(), partial(self._read, name, window)
        for window in self._leaving:
            yield window.fileno(), partial(self._see_off, window)

    def send(self, name: str, message: Message) -> bool:
        """Tell a window something; False when there is none."""
        window = self._open.get(name)
        if window is not None:
            window.send(message)
            if isinstance(message, Raise | OpenHome):
                self.latest = window
        return window is not None

    def _read(self, name: str, window: Window) -> None:
        if self._open.get(name) is not window:
            return
        messages = window.read()
        for message in messages or ():
            if isinstance(message, (Answered, Finished, Asked)):
                self._on_message(message)
            else:
                log.debug("%s: %s", name, message)
        if messages is None and self._open.get(name) is window:
            del self._open[name]
            window.close()
            self._on_end(name)

    def _let_go(self, window: Window) -> None:
        window.close()
        self._leaving.append(window)

    def _see_off(self, window: Window) -> None:
        """Whoever is asked to end may still have something to report."""
        messages = window.read()
        for message in messages or ():
            if isinstance(message, Finished):
                self._on_message(message)
        if messages is None:
            self._leaving = [one for one in self._leaving if one is not window]
