"""What is being done, for somebody who has waited a second already: a line for each part of it, on
standard error. A window that runs the command shows the last one (`ui.home.errand`)."""

from __future__ import annotations

import sys
import threading
from types import TracebackType

PATIENCE_S = 1.0
"""Nothing is said of what takes less (ours)."""


class Progress:
    """Call it with each part that begins; for `with`."""

    def __init__(self) -> None:
        self._timer = threading.Timer(PATIENCE_S, self._late)
        self._timer.daemon = True
        self._lock = threading.Lock()
        self._part, self._told = "", False

    def __enter__(self) -> Progress:
        self._timer.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._timer.cancel()
        with self._lock:
            self._told, self._part = False, ""

    def __call__(self, part: str) -> None:
        """`part`: as in `Reading it`."""
        with self._lock:
            self._part = part
            if self._told:
                self._say()

    def _late(self) -> None:
        with self._lock:
            self._told = True
            if self._part:
                self._say()

    def _say(self) -> None:
        print(f"{self._part}…", file=sys.stderr, flush=True)
