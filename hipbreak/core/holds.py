"""Named reasons not to ask, which stack."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from hipbreak.core.moment import Moment


class Reason(Enum):
    """Why an offer has to wait, or why the person counts as present without input."""

    AWAY = "away"
    LOCKED = "locked"
    PAUSED = "paused"
    HOURS = "outside working hours"
    MICROPHONE = "microphone"
    CAMERA = "camera"
    FULLSCREEN = "fullscreen"
    DO_NOT_DISTURB = "do not disturb"
    MEETING = "in a meeting"
    READING = "reading"
    MEDIA = "media playing"
    SHARED = "screen shared"
    DOUBT = "doubtful presence"


BLOCKS_ASKING = frozenset(Reason) - {Reason.READING, Reason.MEDIA, Reason.SHARED}
KEEPS_PRESENT = frozenset({Reason.MICROPHONE, Reason.CAMERA, Reason.MEETING, Reason.READING})
BY_WORD = frozenset({Reason.MEETING, Reason.READING})
"""What only the person can say."""
CALLS = frozenset({Reason.MICROPHONE, Reason.CAMERA, Reason.MEETING})
"""While one of these stands others may hear or see: nothing of ours sounds."""


@dataclass(frozen=True, slots=True)
class Hold:
    """One reason, since when, and when it ends by itself (either scale, or neither)."""

    reason: Reason
    since: Moment
    detail: str = ""
    until_elapsed: float | None = None
    until_wall: float | None = None

    def left(self, now: Moment) -> float | None:
        """Seconds until it ends by itself, None when it does not."""
        if self.until_elapsed is not None:
            return self.until_elapsed - now.elapsed
        if self.until_wall is not None:
            return self.until_wall - now.wall
        return None


Holds = tuple[Hold, ...]


def find(holds: Holds, reason: Reason) -> Hold | None:
    return next((hold for hold in holds if hold.reason is reason), None)


def put(holds: Holds, hold: Hold) -> Holds:
    """Add a hold; one that stands already keeps its beginning."""
    old = find(holds, hold.reason)
    if old is not None:
        hold = Hold(hold.reason, old.since, hold.detail, hold.until_elapsed, hold.until_wall)
    return tuple(sorted((*drop(holds, hold.reason), hold), key=lambda h: h.reason.value))


def drop(holds: Holds, reason: Reason) -> Holds:
    return tuple(hold for hold in holds if hold.reason is not reason)


def blocking(holds: Holds) -> Holds:
    return tuple(hold for hold in holds if hold.reason in BLOCKS_ASKING)


def keep_present(holds: Holds) -> bool:
    return any(hold.reason in KEEPS_PRESENT for hold in holds)


def in_a_call(holds: Holds) -> bool:
    return any(hold.reason in CALLS for hold in holds)
