"""Time as a value: nothing in the core reads a clock."""

from __future__ import annotations

from dataclasses import dataclass

DAY = 86_400.0


@dataclass(frozen=True, slots=True)
class Moment:
    """One instant on three scales.

    `wall` is UTC seconds since 1970 and may jump when somebody sets the clock; `elapsed` is
    seconds on a scale that only runs forward and counts the time asleep; `offset` is the local
    zone's distance from UTC in seconds, so that a local day needs no time zone database.
    """

    wall: float
    elapsed: float
    offset: int = 0

    def back(self, seconds: float) -> Moment:
        """The instant `seconds` before this one."""
        return Moment(self.wall - seconds, self.elapsed - seconds, self.offset)

    def after(self, seconds: float) -> Moment:
        """The instant `seconds` after this one."""
        return self.back(-seconds)

    def since(self, earlier: Moment) -> float:
        """Seconds that really passed since `earlier`, whatever was done to the wall clock."""
        return self.elapsed - earlier.elapsed

    @property
    def local(self) -> float:
        """Local wall time as if it were UTC seconds: only for days and times of day."""
        return self.wall + self.offset

    @property
    def local_day(self) -> int:
        """Days since 1970-01-01 as the person's calendar counts them."""
        return int(self.local // DAY)

    @property
    def second_of_day(self) -> float:
        """Seconds since local midnight."""
        return self.local % DAY
