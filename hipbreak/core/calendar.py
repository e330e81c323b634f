"""Days and weeks as numbers: the civil calendar without clocks or zones.

A day is its number since 1970-01-01, as `Moment.local_day` counts it. Weeks are those of ISO 8601:
they begin on Monday and belong to the year that holds their Thursday.
"""

from __future__ import annotations

import re

from hipbreak.core.hours import EPOCH_WEEKDAY

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_THURSDAY = 3
_CYCLE_DAYS = 146_097  # the Gregorian calendar repeats after 400 years
_TO_EPOCH = 719_468  # days from 0000-03-01 to 1970-01-01
_WEEK = re.compile(r"(\d{4})-W(\d{2})\Z")


def weekday(day: int) -> int:
    """0 for Monday to 6 for Sunday."""
    return (day + EPOCH_WEEKDAY) % 7


def civil(day: int) -> tuple[int, int, int]:
    """Year, month and day of the month."""
    cycle, rest = divmod(day + _TO_EPOCH, _CYCLE_DAYS)
    # Years begin in March here, so that the leap day is a year's last day.
    leaps = rest // 1_460 - rest // 36_524 + rest // 146_096
    year = (rest - leaps) // 365
    in_year = rest - (365 * year + year // 4 - year // 100)
    march_month = (5 * in_year + 2) // 153
    month_day = in_year - (153 * march_month + 2) // 5 + 1
    month = march_month + 3 if march_month < 10 else march_month - 9
    return cycle * 400 + year + (month <= 2), month, month_day


def day_number(year: int, month: int, month_day: int) -> int:
    """The inverse of `civil`; the date must exist."""
    march_year = year - (month <= 2)
    cycle, in_cycle = divmod(march_year, 400)
    march_month = (month + 9) % 12
    in_year = (153 * march_month + 2) // 5 + month_day - 1
    leaps = in_cycle // 4 - in_cycle // 100
    return cycle * _CYCLE_DAYS + 365 * in_cycle + leaps + in_year - _TO_EPOCH


def monday(day: int) -> int:
    """The first day of the week that holds `day`."""
    return day - weekday(day)


def format_week(day: int) -> str:
    """The week that holds `day`, as in 2026-W47."""
    year = civil(monday(day) + _THURSDAY)[0]
    return f"{year:04d}-W{(monday(day) - _first_monday(year)) // 7 + 1:02d}"


def parse_week(text: str) -> int:
    """The Monday of a week such as 2026-W47. ValueError with a sentence."""
    match = _WEEK.match(text)
    if match:
        start = _first_monday(int(match[1])) + 7 * (int(match[2]) - 1)
        if format_week(start) == text:
            return start
    raise ValueError(f"not a week: {text!r}; write it as in 2026-W47")


def format_date(day: int) -> str:
    """As in 2026-11-22."""
    year, month, month_day = civil(day)
    return f"{year:04d}-{month:02d}-{month_day:02d}"


def parse_date(text: str) -> int:
    """The local day of a date such as 2026-11-22. ValueError with a sentence."""
    parts = text.split("-")
    if len(parts) == 3 and all(part.isdecimal() and len(part) <= 4 for part in parts):
        year, month, month_day = (int(part) for part in parts)
        if 1 <= month <= 12 and 1 <= month_day <= 31:
            day = day_number(year, month, month_day)
            if format_date(day) == text:
                return day
    raise ValueError(f"not a date: {text!r}; write it as in 2026-11-22")


def short_date(day: int) -> str:
    """As in Sun 22 Nov."""
    _, month, month_day = civil(day)
    return f"{WEEKDAYS[weekday(day)][:3]} {month_day:2d} {MONTHS[month - 1][:3]}"


def _first_monday(year: int) -> int:
    """The Monday of week 1, the week of January the 4th."""
    return monday(day_number(year, 1, 4))
