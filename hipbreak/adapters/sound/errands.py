"""One thread that does the newest errand, so that a window never waits for a sound."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable

Errand = Callable[[], None]


class Errands:
    """`run` returns at once. An errand that has not begun when a newer one comes is dropped.

    The thread begins with the first errand: who never wants a sound never pays for one.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._waiting: queue.SimpleQueue[Errand | None] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None

    @property
    def begun(self) -> bool:
        """There has been an errand."""
        return self._thread is not None

    def run(self, errand: Errand) -> None:
        self._waiting.put(errand)
        if self._thread is None:
            self._thread = threading.Thread(target=self._work, name=self._name, daemon=True)
            self._thread.start()

    def close(self, patience_s: float) -> bool:
        """Do what is left, waiting so long at most. False when it is not done by then."""
        if self._thread is None:
            return True
        self._waiting.put(None)
        self._thread.join(patience_s)
        return not self._thread.is_alive()

    def _work(self) -> None:
        while (errand := self._newest()) is not None:
            errand()

    def _newest(self) -> Errand | None:
        errand = self._waiting.get()
        while errand is not None and not self._waiting.empty():
            following = self._waiting.get()
            if following is None:
                self._waiting.put(None)  # the end comes after the last errand
                break
            errand = following
        return errand
