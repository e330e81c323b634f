"""Cycles: walking without sliding feet, and hips that circle over standing ones."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise

from hipbreak.ui.figure.figure import Gait, Orbit
from hipbreak.ui.figure.frame import SIDES, outward
from hipbreak.ui.figure.pose import ArmPose, LegPose, Pose, Target
from hipbreak.ui.figure.vec import add, lerp

STANCE = 0.6
"""Share of the cycle in which a foot is on the floor; both are for a tenth at each change."""
ROLLS = (
    (0.0, 20.0),
    (0.09, 0.0),
    (0.34, 0.0),
    (0.60, -38.0),
    (0.72, -40.0),
    (0.86, 6.0),
    (1.0, 20.0),
)
"""Toes up (+) and heel up (-) in degrees over the cycle, from the heel's first touch."""


def floor_at(gait: Gait, phase: float) -> float:
    """Centimetres by which the floor has moved back."""
    return gait.stride * phase


def foot_ahead(gait: Gait, phase: float) -> tuple[float, float]:
    """How far a foot stands before the hips, and how high, in its own cycle."""
    phase %= 1.0
    half = gait.stride * STANCE / 2
    if phase <= STANCE:
        return half - gait.stride * phase, 0.0
    share = (phase - STANCE) / (1 - STANCE)
    # leaves and meets the floor with the floor's own speed
    slope = -gait.stride * (1 - STANCE)
    s2, s3 = share * share, share**3
    ahead = (
        (2 * s3 - 3 * s2 + 1) * -half
        + (s3 - 2 * s2 + share) * slope
        + (-2 * s3 + 3 * s2) * half
        + (s3 - s2) * slope
    )
    return ahead, gait.lift * math.sin(math.pi * share) ** 1.4 * (1.15 - 0.5 * share)


def roll_at(phase: float) -> float:
    """Degrees of the foot in its own cycle."""
    phase %= 1.0
    for (t0, a), (t1, b) in pairwise(ROLLS):
        if phase <= t1:
            share = (phase - t0) / (t1 - t0)
            return lerp(a, b, share * share * (3 - 2 * share))
    return ROLLS[-1][1]


def walking(base: Pose, gait: Gait, cycles: float) -> Pose:
    """The walking pose after so many cycles; `base` says trunk, head and hands."""
    right, left = cycles % 1.0, (cycles + 0.5) % 1.0
    bob = math.cos(4 * math.pi * (right - 0.3))
    sway = math.sin(math.tau * (right + 0.02))
    x, y, z = base.pelvis
    return replace(
        base,
        pelvis=(x, y + 2.0 * bob, z + 1.3 * sway),
        turn=base.turn - 5.0 * math.cos(math.tau * right),
        twist=base.twist + 9.0 * math.cos(math.tau * right),
        look=base.look - 4.0 * math.cos(math.tau * right),
        right_leg=_leg(base.right_leg, gait, right),
        left_leg=_leg(base.left_leg, gait, left),
        right_arm=_arm(base.right_arm, gait, left),
        left_arm=_arm(base.left_arm, gait, right),
    )


def _leg(base: LegPose, gait: Gait, phase: float) -> LegPose:
    ahead, height = foot_ahead(gait, phase)
    out = base.stand[2] if base.stand else 8.0
    return replace(base, stand=(ahead, height, out), roll=roll_at(phase))


def _arm(base: ArmPose, gait: Gait, phase: float) -> ArmPose:
    """An arm swings with the other leg: most forward at that heel's touch."""
    swing = math.radians(gait.arms) * math.cos(math.tau * (phase - 0.04)) + math.radians(4)
    reach = 49.5 - 3.0 * math.sin(swing)
    at = (reach * math.sin(swing), 24.0 - reach * math.cos(swing), 20.0)
    return replace(base, hand=Target("chest", at), fingers=None, curl=16.0)


def circling(base: Pose, orbit: Orbit, t: float) -> Pose:
    """The hips `t` seconds into their circles; the head stays nearly where it is."""
    turn = t / orbit.seconds * math.tau * (-1.0 if orbit.reverse else 1.0)
    ahead, across = orbit.ahead * math.cos(turn), orbit.across * math.sin(turn)
    x, y, z = base.pelvis
    if orbit.lying:
        return _slid(base, ahead, across)
    return replace(
        base,
        pelvis=(x + ahead, y, z + across),
        tilt=base.tilt - 0.9 * ahead,
        lean=base.lean - 0.3 * across,
        side=base.side - 0.6 * across,
        look=base.look,
    )


def _slid(base: Pose, ahead: float, across: float) -> Pose:
    """A body that lies slides as it is, with its feet: nothing lifts off the ground."""
    x, y, z = base.pelvis
    pose = replace(base, pelvis=(x + ahead, y, z + across))
    for side in SIDES:
        leg = base.leg(side)
        if isinstance(leg.ankle, Target) and leg.ankle.on == "world":
            moved = add(leg.ankle.at, (ahead, 0.0, across * outward(side)))
            pose = pose.with_leg(side, replace(leg, ankle=Target("world", moved)))
    return pose
