"""The one place that catches what goes wrong in a Tk callback.

A mistake in one callback is told on standard error with its place, and the window goes on. A window
that fails again and again closes: its process ends, which the resident takes for *dismissed*.
"""

from __future__ import annotations

import sys
import tkinter as tk
from collections.abc import Callable
from types import TracebackType

from hipbreak.core.errors import HipbreakError

MANY = 20
"""So many failures in one window's life are no accident any more."""


class Barrier:
    """Counts and tells failures of one window."""

    def __init__(self, root: tk.Tk, name: str) -> None:
        self._root, self._name, self._failures = root, name, 0
        self.tell: Callable[[str], object] | None = None
        """Takes the words of what is no mistake of ours: a full disk, a broken file."""
        root.report_callback_exception = self.report

    def report(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        """What Tk calls with an exception from a callback."""
        if isinstance(error, HipbreakError) and self.tell:
            self.tell(f"{error}")
            return
        import traceback

        self._failures += 1
        last = traceback.extract_tb(trace)[-1:]
        place = f"{last[0].filename}:{last[0].lineno}" if last else "an unknown place"
        print(f"hipbreak {self._name} window: {kind.__name__} in {place}", file=sys.stderr)
        traceback.print_exception(kind, error, trace)
        if self._failures >= MANY:
            self._root.quit()

    def guard(self, action: Callable[[], object]) -> Callable[[], None]:
        """The action as a callback whose failure stays here, for callers that are not Tk's own."""

        def guarded() -> None:
            try:
                action()
            except Exception as error:  # noqa: BLE001  # barrier: each Tk callback
                self.report(type(error), error, error.__traceback__)

        return guarded
