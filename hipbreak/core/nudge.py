"""A time as it is typed, made a little later or earlier, longer or shorter: by keys and pointer."""

from __future__ import annotations

from hipbreak.core.durations import LONGEST, format_duration, parse_duration
from hipbreak.core.hours import NINE
from hipbreak.core.moment import DAY
from hipbreak.core.setting_kinds import TimeOfDay, WeekTime

STEP_S = 15 * 60.0
"""How far a time of day goes (ours)."""
LADDER = ((10.0, 1.0), (60.0, 5.0), (600.0, 60.0), (7200.0, 300.0), (LONGEST, 1800.0))
"""Below so many seconds a length goes in steps of so many (ours)."""
FRIDAY_FOUR = 4 * DAY + 16 * 3600.0
"""Where a time of the week begins that was off (ours)."""


def time_of_day(text: str, way: int) -> str:
    """A quarter of an hour later (1) or earlier (-1); from nine where there was none."""
    return _moved(TimeOfDay(), text, way, NINE, DAY)


def week_time(text: str, way: int) -> str:
    """The same in the week; from Friday afternoon where there was none."""
    return _moved(WeekTime(), text, way, FRIDAY_FOUR, 7 * DAY)


def duration(text: str, way: int) -> str:
    """A step longer or shorter; what is no duration stays."""
    try:
        seconds = parse_duration(text)
    except ValueError:
        return text
    step = next(
        (step for below, step in LADDER if seconds < below or (way < 0 and seconds == below)),
        LADDER[-1][1],
    )
    steps = seconds / step
    moved = (int(steps) + 1 if way > 0 else -int(-steps // 1) - 1) * step
    return format_duration(min(LONGEST, moved)) if moved > 0 else text


def _moved(kind: TimeOfDay | WeekTime, text: str, way: int, first: float, length: float) -> str:
    try:
        seconds = kind.read(text)
    except ValueError:
        return text
    assert isinstance(seconds, float)
    if seconds < 0:
        return str(kind.plain(first))
    quarters = int(seconds // STEP_S) + (1 if way > 0 else 0 if seconds % STEP_S else -1)
    return str(kind.plain(quarters * STEP_S % length))
