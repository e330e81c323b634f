"""Until when a pause, a meeting or reading is to last, in the words of the person."""

from __future__ import annotations

import time
from collections.abc import Callable

from hipbreak.core.errors import UserError
from hipbreak.core.hours import Week
from hipbreak.core.moment import Moment
from hipbreak.core.until import until


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
