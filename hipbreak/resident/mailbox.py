"""Words from other threads to the worker: what the tray's menu and the signals say."""

from __future__ import annotations

import logging
import os
from collections import deque
from collections.abc import Iterable

log = logging.getLogger(__name__)


class Mailbox:
    """Words from other threads, with a descriptor that wakes the loop."""

    def __init__(self) -> None:
        self._words: deque[str] = deque()
        self._out, self._in = os.pipe()
        os.set_blocking(self._out, False)
        os.set_blocking(self._in, False)

    def post(self, words: str) -> None:
        """From any thread, and from a signal handler."""
        self._words.append(words)
        try:
            os.write(self._in, b"!")
        except BlockingIOError:
            pass  # the pipe is full of wake-ups already
        except OSError:
            log.debug("posted after the end: %s", words)

    def fileno(self) -> int:
        return self._out

    def take(self) -> Iterable[str]:
        try:
            while os.read(self._out, 4096):
                pass
        except BlockingIOError:
            pass
        while self._words:
            yield self._words.popleft()
