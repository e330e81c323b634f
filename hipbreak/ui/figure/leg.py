"""A leg from its foot: standing, following the shin, or with its knee at rest."""

from __future__ import annotations

from hipbreak.ui.figure.frame import Frame, outward, sided, turn
from hipbreak.ui.figure.limbs import (
    ANKLE,
    BALL,
    HEEL,
    HIP_HALF,
    SHIN,
    THIGH,
    Limb,
    bend_two,
    bones,
)
from hipbreak.ui.figure.pose import LegPose, Moving, Place, Target
from hipbreak.ui.figure.vec import Vec, add, along, distance, mix, scale, square, sub, unit


def solve_leg(pelvis: Frame, pose: LegPose, side: str) -> Limb:
    hip = pelvis.point(sided((0.0, 0.0, HIP_HALF), side))
    pole = pelvis.vector(sided(pose.knee, side))
    foot: Frame | None = None
    if pose.stand is not None and pose.ankle is None:
        foot = standing_foot(pose, side)
        wanted = foot.at
    else:
        wanted = _trunk_place(pelvis, pose.ankle, side)
    if pose.kneel is not None:
        knee = along(hip, unit(sub(sided(pose.kneel, side), hip)), THIGH)
        ankle = along(knee, unit(sub(wanted, knee)), SHIN)
        pole = square(pole, unit(sub(knee, hip)))
    else:
        knee, ankle = bend_two(hip, wanted, THIGH, SHIN, pole)
    upper, lower = bones(hip, knee, ankle, pole, side)
    end = foot.moved(ankle) if foot else _following_foot(lower, ankle, pose.flex)
    return Limb(side, upper, lower, end, distance(wanted, ankle))


def _trunk_place(pelvis: Frame, place: Place | None, side: str) -> Vec:
    """A foot's target: in the world's or the pelvis's axes."""
    match place:
        case Moving(start, end, share):
            a, b = _trunk_place(pelvis, start, side), _trunk_place(pelvis, end, side)
            return mix(a, b, share)
        case Target("pelvis", at):
            return pelvis.point(sided(at, side))
        case Target(_, at):
            return sided(at, side)
        case None:
            return pelvis.point((0.0, -THIGH - SHIN, outward(side) * HIP_HALF))


def standing_foot(pose: LegPose, side: str) -> Frame:
    """A foot on the floor: it rolls about its heel or its ball, which stay where they are."""
    place = sided(pose.stand or (0.0, 0.0, HIP_HALF), side)
    flat = Frame(place).turned(pose.turn * outward(side))
    if side == "left":
        flat = Frame(place, flat.x, flat.y, scale(flat.z, -1.0))
    pivot = HEEL if pose.roll > 0 else BALL
    rolled = flat.tilted(-pose.roll)
    return rolled.moved(add(flat.point((pivot, 0.0, 0.0)), rolled.vector((-pivot, ANKLE, 0.0))))


def _following_foot(shin: Frame, ankle: Vec, flex: float) -> Frame:
    y, x = turn(scale(shin.x, -1.0), shin.y, flex)
    return Frame(ankle, x, y, shin.z)
