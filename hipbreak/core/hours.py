"""Working hours: several ranges a day, also past midnight."""

from __future__ import annotations

from dataclasses import dataclass

from hipbreak.core.moment import DAY, Moment

NINE = 9 * 3600.0
"""When a day begins that has no working hours (ours)."""
EPOCH_WEEKDAY = 3  # 1970-01-01 was a Thursday; Monday is 0


@dataclass(frozen=True, slots=True)
class Range:
    """From `start` to `end` in seconds of the local day; `end <= start` runs past midnight."""

    start: float
    end: float

    @property
    def length(self) -> float:
        return (self.end - self.start) % DAY or DAY


@dataclass(frozen=True, slots=True)
class Week:
    """Seven tuples of ranges, Monday first; no ranges anywhere means always open."""

    days: tuple[tuple[Range, ...], ...] = ((),) * 7

    @property
    def always(self) -> bool:
        return not any(self.days)

    def is_open(self, now: Moment) -> bool:
        """True inside any range, also one that began yesterday."""
        if self.always:
            return True
        return any(start <= now.local < end for start, end in self._spans(now.local_day))

    def next_change(self, now: Moment) -> float | None:
        """Seconds until the answer of `is_open` changes, None when it never does."""
        if self.always:
            return None
        edges = sorted({edge for span in self._spans(now.local_day, ahead=8) for edge in span})
        open_now = self.is_open(now)
        for edge in edges:
            if edge > now.local and self.is_open(now.after(edge - now.local)) != open_now:
                return edge - now.local
        return None

    def first_on(self, day: int) -> float:
        """When work begins on this local day, in seconds of it; nine where nothing is set."""
        ranges = self.days[(day + EPOCH_WEEKDAY) % 7]
        return min((item.start for item in ranges), default=NINE)

    def work_ends(self, now: Moment) -> float:
        """When today's work ends, in seconds after local midnight: the end of last night's range
        while that still runs, else of today's last one; 0 where none is set."""
        midnight = now.local_day * DAY
        spans = self._spans(now.local_day)
        night = [end for start, end in spans if start < midnight and now.local < end]
        today = [end for start, end in spans if start >= midnight]
        return max(night or today, default=midnight) - midnight

    def _spans(self, day: int, ahead: int = 1) -> list[tuple[float, float]]:
        spans = []
        for number in range(day - 1, day + ahead):
            for item in self.days[(number + EPOCH_WEEKDAY) % 7]:
                start = number * DAY + item.start
                spans.append((start, start + item.length))
        return spans


ALWAYS = Week()
