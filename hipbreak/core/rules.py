"""The numbers of sitting and asking, in seconds. Every one is a setting.

Sources: `every` is D2's hourly drill and walk; all other numbers are ours.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from hipbreak.core.hours import Week


class Firmness(Enum):
    """How insistent an offer is: never so much that it blocks the machine."""

    GENTLE = "gentle"
    FIRM = "firm"
    STRICT = "strict"


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one person's day. All durations in seconds."""

    every: float = 3600.0
    """Time since the last break after which a break is due (D2: hourly)."""
    natural_break: float = 180.0
    """Absence that ends a bout and counts as a break (ours; the walk dose of D2 is 120)."""
    warn: float = 30.0
    """How long before it is due the icon says "soon" (ours)."""
    peace: float = 60.0
    """Quiet time after the last hold clears, before the one offer (ours)."""
    lull_quiet: float = 3.0
    """A gap in typing this long is a good moment (ours)."""
    lull_limit: float = 60.0
    """The longest wait for such a gap (ours)."""
    offer_timeout: float = 120.0
    """An offer unanswered this long is ignored (ours)."""
    ignored: float = 600.0
    """An ignored offer comes back after this (ours)."""
    snoozes: tuple[float, ...] = (300.0, 600.0, 1200.0)
    """What the card offers as "later" (ours)."""
    skip: float = 1800.0
    """A skipped offer comes back after this (ours)."""
    short_after: int = 3
    """After so many snoozes the offer shrinks to the ten-second drill (ours)."""
    media_cap: float = 1800.0
    """A film counts as sitting for at most this long without input (ours)."""
    mend_window: float = 1800.0
    """"I was sitting" can be said for this long after the return (ours)."""
    doubt_after: float = 4 * 3600.0
    """Input for so long, without a pause and without an answer, may be nobody's (ours)."""
    heartbeat: float = 60.0
    """The state is saved at least this often while a bout runs (ours)."""
    firmness: Firmness = Firmness.GENTLE
    call_hint: bool = False
    """In a long call with a break due, one silent hint (ours)."""
    call_hint_after: float = 1200.0
    """A call counts as long after this (ours)."""
    shift_hint: bool = False
    """Between breaks, a silent hint to shift the weight (10.5271/sjweh.3949)."""
    shift_hint_every: float = 1200.0
    """So much sitting lies between two of them (ours)."""
    hours: Week = field(default_factory=Week)
    """Working hours; empty means always."""
    report_at: float = -1.0
    """When the week is told, in seconds after Monday 0:00 local time; negative: never."""
