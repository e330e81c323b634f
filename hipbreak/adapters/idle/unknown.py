"""The null twin of every idle source: nothing is known, and it says why."""

from __future__ import annotations

from collections.abc import Sequence

from hipbreak.core.errors import Unavailable


class UnknownIdle:
    """`ports.IdleSource` where nothing tells of input. `idle_s` raises Unavailable(reason)."""

    name = "unknown"
    remark = ""

    def __init__(self, reason: str) -> None:
        self.reason = reason

    def fileno(self) -> int | None:
        return None

    def drain(self) -> None:
        """There is never anything to take."""

    def idle_s(self) -> float:
        raise Unavailable(self.reason)

    def absences(self) -> Sequence[tuple[float, float]]:
        """None: nothing is known."""
        return ()

    def watch(self, away_s: float, quiet_s: float | None) -> None:
        """Nothing can be watched."""

    def close(self) -> None:
        """Nothing is open."""
