"""Time: keys and easing, breath, blinking. Everything is a pure function of the seconds."""

from __future__ import annotations

import math
from itertools import pairwise

from hipbreak.ui.figure.figure import Figure, Key
from hipbreak.ui.figure.gait import circling, walking
from hipbreak.ui.figure.pose import Pose, blend
from hipbreak.ui.figure.vec import lerp

BREATH_IN = 0.4
"""The share of a quiet breath that goes in, where nobody paces it (ours)."""
BLINK_EVERY, BLINK_FOR = 4.7, 0.16


def ease(share: float) -> float:
    """Slow at both ends."""
    return share * share * (3 - 2 * share)


def pose_at(figure: Figure, t: float) -> tuple[Pose, float]:
    """The pose and the muscles' light `t` seconds after the start of the step."""
    if figure.gait is not None:
        first = figure.keys[0]
        return walking(figure.poses[first.pose], figure.gait, t / figure.gait.seconds), first.glow
    if figure.orbit is not None:
        first = figure.keys[0]
        return circling(figure.poses[first.pose], figure.orbit, t), first.glow
    if len(figure.keys) == 1:
        return figure.poses[figure.keys[0].pose], figure.keys[0].glow
    here, after, share = _between(figure.keys, t % figure.seconds)
    pose = blend(figure.poses[here.pose], figure.poses[after.pose], share)
    return pose, lerp(here.glow, after.glow, share)


def key_times(figure: Figure, count: int) -> list[float]:
    """Up to `count` telling moments: each pose once, or a cycle in equal steps."""
    if figure.gait or figure.orbit:
        return [figure.seconds * i / count for i in range(count)]
    times: dict[str, float] = {}
    for key in figure.keys:
        times.setdefault(key.pose, key.at)
    found = list(times.values())
    if len(found) <= count:
        return found
    return [found[round(i * (len(found) - 1) / max(1, count - 1))] for i in range(count)]


def partner_at(figure: Figure, t: float) -> Pose | None:
    """The partner's pose, where there is a partner."""
    if figure.partner is None:
        return None
    if len(figure.keys) == 1:
        return figure.poses[figure.keys[0].partner]
    here, after, share = _between(figure.keys, t % figure.seconds)
    return blend(figure.poses[here.partner], figure.poses[after.partner], share)


def _between(keys: tuple[Key, ...], t: float) -> tuple[Key, Key, float]:
    for here, after in pairwise(keys):
        if t <= after.at:
            share = (t - here.at) / (after.at - here.at)
            return here, after, share if here.ease == "linear" else ease(share)
    return keys[-1], keys[-1], 0.0


def quiet_breath(figure: Figure, t: float) -> float:
    """Fullness of the lungs, 0 to 1: one breath a round, in step with the movement."""
    share = t / figure.round % 1.0
    if share < BREATH_IN:
        return 0.5 - 0.5 * math.cos(math.pi * share / BREATH_IN)
    return 0.5 + 0.5 * math.cos(math.pi * (share - BREATH_IN) / (1.0 - BREATH_IN))


def blink(t: float) -> float:
    """How open the eyes are, 1 but for a moment now and then."""
    since = (t + 2.0) % BLINK_EVERY
    return abs(2 * since / BLINK_FOR - 1) if since < BLINK_FOR else 1.0
