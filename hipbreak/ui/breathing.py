"""The breath pacer's arithmetic."""

from __future__ import annotations

import math

from hipbreak.core.routine import Pace, Step


def breath(step: Step | None, seconds: float) -> tuple[float, bool] | None:
    """How full the breath is, 0 to 1, and whether it goes in; None without a pace.

    The middle of a breath moves faster than its turns, as lungs do.
    """
    if step is None or step.pace is not Pace.BREATHE or step.breath_in <= 0:
        return None
    in_cycle = seconds % (step.breath_in + step.breath_out)
    if in_cycle < step.breath_in:
        return _eased(in_cycle / step.breath_in), True
    return 1.0 - _eased((in_cycle - step.breath_in) / step.breath_out), False


def _eased(share: float) -> float:
    return (1.0 - math.cos(math.pi * share)) / 2.0
