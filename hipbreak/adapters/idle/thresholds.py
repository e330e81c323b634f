"""What is known of the last input where one is only told when thresholds are crossed. Pure.

A Wayland compositor says "idle for T seconds" and "active again", and nothing in between; a
threshold set just now counts from now, however long there was no input before. So while somebody
works, the last input is only known to be younger than the shortest threshold. The answer then is
the latest input that is *proved*: an absence is never dated too late, and never more than `LATE_S`
too early once its first threshold has told.

All times are seconds on one monotonic scale.
"""

from __future__ import annotations

from dataclasses import dataclass

LATE_S = 0.1
"""How late a threshold may tell of itself (ours; about 0.01 s was seen)."""
WORKING = 0.9
"""How much of an absence may seem to have passed while somebody works (ours)."""


@dataclass(slots=True)
class _Mark:
    """A threshold being watched."""

    armed: float
    idle: bool = False
    woken: bool = False
    """Whether there was input since it was armed, so that it counts from an input."""


class LastInput:
    """Events in, idle time out. `now` is taken for an input: whoever starts us is there."""

    def __init__(self, now: float) -> None:
        self._at = now
        self._exact = False
        """Whether `_at` is the last input itself and not only the latest that is proved."""
        self._marks: dict[float, _Mark] = {}

    def arm(self, threshold_s: float, now: float) -> None:
        """A threshold is watched from now on."""
        self._marks[threshold_s] = _Mark(now)

    def disarm(self, threshold_s: float, now: float) -> None:
        """It is watched no more; what it proved up to now stays."""
        self._prove(now)
        del self._marks[threshold_s]

    def went_idle(self, threshold_s: float, now: float) -> None:
        """The threshold told that there was no input for so long."""
        mark = self._marks[threshold_s]
        mark.idle = True
        input_at = now - threshold_s
        if not mark.woken and input_at <= mark.armed + LATE_S:
            return  # no input since it was armed: how long before, it cannot know
        # Read late, each threshold dates the input too late; the earliest date is the best.
        self._at = min(self._at, input_at) if self._exact else input_at
        self._exact = True

    def resumed(self, now: float) -> None:
        """It told of input, which is input for all of them."""
        for mark in self._marks.values():
            mark.idle, mark.woken = False, True
        self._at, self._exact = now, False

    def idle_s(
        self, now: float, quiet_s: float | None = None, away_s: float | None = None
    ) -> float:
        """Seconds since the latest input that is proved.

        While a gap of `quiet_s` is awaited and not yet there, the answer stays below it: the input
        is then less exactly known, but nobody is taken for quiet who types. So it does below
        `away_s`, once that could have told: where it is the shortest of all, nothing else proves
        that somebody works.
        """
        self._prove(now)
        idle_s = now - self._at
        if quiet_s is not None and not self._exact and not self._marks[quiet_s].idle:
            idle_s = min(idle_s, quiet_s / 2)
        if away_s is not None and not self._exact and self._silent(away_s, now, 0.0):
            idle_s = min(idle_s, WORKING * away_s)
        return max(idle_s, *(t for t, mark in self._marks.items() if mark.idle), 0.0)

    def _prove(self, now: float) -> None:
        """A threshold that could have told and did not proves an input."""
        if self._exact:
            return
        for threshold_s in self._marks:
            if self._silent(threshold_s, now, LATE_S):
                self._at = max(self._at, now - threshold_s - LATE_S)

    def _silent(self, threshold_s: float, now: float, late_s: float) -> bool:
        """Whether it could have told by now, being so late, and did not."""
        mark = self._marks[threshold_s]
        return not mark.idle and now - mark.armed >= threshold_s + late_s
