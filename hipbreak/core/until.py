"""Ends as people say them: `14:00`, `tomorrow`, `tomorrow 9:00`, `monday`, `2026-12-28 8:30`."""

from __future__ import annotations

import re
from collections.abc import Callable

from hipbreak.core.calendar import WEEKDAYS, parse_date, weekday
from hipbreak.core.hours import Week
from hipbreak.core.moment import DAY, Moment

NIGHT_ENDS = 4 * 3600.0
"""Who says "tomorrow" before four at night means the morning that follows (ours)."""
FARTHEST_DAYS = 92
"""Longer than a long holiday is a slip, and would be forgotten (ours)."""
TOMORROW = "tomorrow"
_TIME = re.compile(r"(\d{1,2})(?::(\d{2}))?")


def until(text: str, now: Moment, hours: Week, offset_at: Callable[[float], int]) -> float:
    """The UTC second that is meant, always to come. ValueError with a sentence.

    A time is meant on the clock of that day, also when summer time begins before it. A day without
    a time ends where its working hours begin, or at nine.
    """
    day, time = _read(text)
    if not day:
        assert time is not None
        local = now.local + ((time - now.second_of_day) % DAY or DAY)
    else:
        number = _day(day, time, now)
        local = number * DAY + (hours.first_on(number) if time is None else time)
    wall = local - offset_at(local - now.offset)
    if not 0 < wall - now.wall <= FARTHEST_DAYS * DAY:
        raise ValueError(f"the end must lie ahead, at most {FARTHEST_DAYS} days: {text!r}")
    return wall


def check(text: str) -> None:
    """Whether these are words for an end at all. ValueError with a sentence."""
    _read(text)


def _read(text: str) -> tuple[str, float | None]:
    """The day's word, empty where only a time is said, and the seconds of that day."""
    words = text.lower().split()
    day = words.pop(0) if words and not _TIME.fullmatch(words[0]) else ""
    time = _seconds(words[0]) if len(words) == 1 else None
    if len(words) > 1 or (words and time is None) or not (day or words) or not _is_day(day):
        raise ValueError(f"not a time: {text!r}; write 14:00, tomorrow 9:00, monday or 2026-12-28")
    return day, time


def time_of_day(word: str) -> float:
    """Seconds since midnight of `14:10` or `14`. ValueError with a sentence."""
    seconds = _seconds(word)
    if seconds is None:
        raise ValueError(f"not a time of day: {word!r}; write 14:10")
    return seconds


def _seconds(word: str) -> float | None:
    match = _TIME.fullmatch(word)
    hours, minutes = (int(match[1]), int(match[2] or 0)) if match else (24, 0)
    return hours * 3600.0 + minutes * 60.0 if hours < 24 and minutes < 60 else None


def _is_day(word: str) -> bool:
    if word in ("", TOMORROW) or _weekday(word) is not None:
        return True
    try:
        parse_date(word)
    except ValueError:
        return False
    return True


def _weekday(word: str) -> int | None:
    """0 for Monday, also from its first three letters on."""
    names = (day for day, name in enumerate(WEEKDAYS) if name.lower().startswith(word))
    return next(names, None) if len(word) >= 3 else None


def _day(word: str, time: float | None, now: Moment) -> int:
    if word == TOMORROW:
        return now.local_day + (now.second_of_day >= NIGHT_ENDS)
    named = _weekday(word)
    if named is None:
        return parse_date(word)
    ahead = (named - weekday(now.local_day)) % 7
    later_today = time is not None and time > now.second_of_day
    return now.local_day + (ahead if ahead or later_today else 7)
