"""The place of one tray mechanism: not tried yet, open, or dead with a reason."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from hipbreak.adapters.backoff import BackOff
from hipbreak.adapters.tray.mechanism import Mechanism, Setting

BOTH_S = 1.0
"""Panels with both kinds of tray have both within this; the lighter one gets the icon (ours)."""
LIVES_S = 10.0
"""What dies sooner after it was opened dies for a reason that will still be there (ours)."""


@dataclass(slots=True)
class Slot:
    """Dead for good, or until `again`."""

    make: Callable[[Setting], Mechanism]
    mechanism: Mechanism | None = None
    dead: str = ""
    again: BackOff = field(default_factory=BackOff)
    opened_at: float = 0.0

    @property
    def why(self) -> str:
        return self.mechanism.why if self.mechanism else self.dead

    def opened(self, mechanism: Mechanism) -> None:
        self.mechanism, self.dead, self.again.at = mechanism, "", None
        self.opened_at = time.monotonic()

    def died(self, reason: str) -> None:
        now = time.monotonic()
        if self.mechanism and now - self.opened_at >= LIVES_S:
            self.again.worked()
        self.mechanism, self.dead = None, reason
        self.again.failed(now)

    def rest(self, reason: str) -> None:
        """To be opened anew, unless a better tray of the same panel comes first."""
        self.dead, self.again.at = reason, time.monotonic() + BOTH_S

    def may_open(self) -> bool:
        return not self.mechanism and (not self.dead or self.again.is_due(time.monotonic()))
