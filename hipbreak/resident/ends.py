"""Until when a pause or a meeting lasts, and since when one stands, in the person's words."""

from __future__ import annotations

import time
from collections.abc import Callable

from hipbreak.core.errors import UserError
from hipbreak.core.hours import Week
from hipbreak.core.moment import DAY, Moment
from hipbreak.core.until import time_of_day, until


def zone_offset(wall: float) -> int:
    """The local zone's distance from UTC at this instant, in seconds."""
    return time.localtime(wall).tm_gmtoff


def end_of(
    words: str, now: Moment, hours: Week, offset_at: Callable[[float], int] = zone_offset
) -> float:
    """The UTC second that these words mean. UserError, exit 2."""
    try:
        return until(words.removeprefix("until"), now, hours, offset_at)
    except ValueError as error:
        raise UserError(str(error), exit_code=2) from None


def ago(time: str, now: Moment) -> float:
    """Seconds since it was last so late. UserError, exit 2."""
    try:
        return (now.second_of_day - time_of_day(time)) % DAY
    except ValueError as error:
        raise UserError(str(error), exit_code=2) from None
