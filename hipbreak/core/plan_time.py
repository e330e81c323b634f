"""When a plan with a time of its own comes by itself."""

from __future__ import annotations

from hipbreak.core.moment import Moment

OFFERED_FOR_S = 3600.0
"""A plan is offered at its time and for so long after it, not later (ours)."""


def has_come(at_s: float, now: Moment) -> bool:
    """Whether the chosen time, in seconds after local midnight, has come within the last hour.
    A time before midnight stands for none."""
    return at_s >= 0 and 0 <= now.second_of_day - at_s < OFFERED_FOR_S
