"""Durations as people write them: `45 min`, `20 s`, `1 h 30 min`."""

from __future__ import annotations

import re

_UNITS = {
    "s": 1.0, "sec": 1.0, "second": 1.0, "seconds": 1.0,
    "m": 60.0, "min": 60.0, "minute": 60.0, "minutes": 60.0,
    "h": 3600.0, "hour": 3600.0, "hours": 3600.0,
}  # fmt: skip
_PART = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*", re.IGNORECASE)
LONGEST = 7 * 86_400.0


def parse_duration(text: str) -> float:
    """Seconds in `text`; ValueError with a sentence when it is not a duration."""
    seconds, at = 0.0, 0
    while at < len(text):
        part = _PART.match(text, at)
        unit = _UNITS.get(part[2].lower()) if part else None
        if part is None or unit is None:
            raise ValueError(f"not a duration: {text!r}; write 45 min, 20 s or 1 h 30 min")
        seconds += float(part[1]) * unit
        at = part.end()
    if not 0 < seconds <= LONGEST:
        raise ValueError(f"a duration must be more than 0 and at most 7 days: {text!r}")
    return seconds


def format_duration(seconds: float) -> str:
    """The canonical text, exact to the second: `1 h 30 min`, `45 min`, `20 s`, `2.5 s`."""
    whole = int(seconds)
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    tail = left + (seconds - whole)
    parts = [f"{hours} h"] if hours else []
    parts += [f"{minutes} min"] if minutes else []
    parts += [f"{tail:g} s"] if tail or not parts else []
    return " ".join(parts)


def rough_duration(seconds: float) -> str:
    """For reading at a glance: whole minutes, seconds only below one minute."""
    if seconds < 59.5:
        return f"{max(0, round(seconds))} s"
    hours, minutes = divmod(round(seconds / 60), 60)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {minutes:02d} min" if minutes else f"{hours} h"
