"""When to try again what has failed: soon at first, then ever more rarely."""

from __future__ import annotations

WAITS_S = (2.0, 10.0, 60.0, 300.0)
"""Seconds before each new try; the last one holds from then on (ours)."""
WAITS_AFTER_LOSS_S = WAITS_S[:3]
"""The same for what was there once: it is expected back, so it is looked for every minute."""


class BackOff:
    """The time of the next try, on the monotonic scale."""

    def __init__(self) -> None:
        self.at: float | None = None
        """None: nothing has failed since the last success."""
        self._failures = 0
        self._worked = False

    def failed(self, now: float) -> None:
        """One more failure, now."""
        waits = WAITS_AFTER_LOSS_S if self._worked else WAITS_S
        self.at = now + waits[min(self._failures, len(waits) - 1)]
        self._failures += 1

    def worked(self) -> None:
        """It is there, and the next failure is a first one."""
        self.at, self._failures, self._worked = None, 0, True

    def is_due(self, now: float) -> bool:
        return self.at is not None and now >= self.at
