"""The skeleton: fixed bone lengths, and joints solved from a pose.

The rig is three-dimensional (x forward, y up, z to the body's right, centimetres), so the far and
the near limbs, a foot turned out and a shin laid across a knee come out right from any camera.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from hipbreak.ui.figure.frame import SIDES, Frame, outward, sided
from hipbreak.ui.figure.leg import solve_leg
from hipbreak.ui.figure.limbs import (
    FOREARM,
    HIP_HALF,
    PALM,
    SHOULDER_HALF,
    THIGH,
    UPPER_ARM,
    Limb,
    bend_two,
    bones,
)
from hipbreak.ui.figure.pose import ArmPose, Moving, Place, Pose
from hipbreak.ui.figure.vec import UP, Vec, along, cross, distance, mix, scale, square, unit

LOIN = 18.0
CHEST = 31.0
NECK = 7.5
SKULL = 10.5
BELLY = 9.4
"""Depth of the belly before the spine."""
BREATH = 4.6
"""How far a full breath brings the belly forward in a pose that shows it whole (ours)."""


@dataclass(frozen=True, slots=True)
class Skeleton:
    """All joints of one moment."""

    pose: Pose
    pelvis: Frame
    loin: Frame
    chest: Frame
    neck: Frame
    head: Frame
    belly: Frame
    """On the skin over the lower belly; it moves with the breath."""
    breath: float
    """Centimetres by which the belly stands out now."""
    legs: dict[str, Limb]
    arms: dict[str, Limb]
    others: Mapping[str, Frame] = field(default_factory=dict)
    """Parts of someone else that a hand may hold, by names that begin with `other_`."""

    def frame(self, name: str) -> Frame:
        """A part's frame by the name that figure files use; KeyError when there is none."""
        if name.startswith("other_"):
            return self.others[name]
        return _frame(self.trunk(), self.legs, self.arms, name)

    def trunk(self) -> dict[str, Frame]:
        return {
            "world": Frame((0.0, 0.0, 0.0)),
            "pelvis": self.pelvis,
            "chest": self.chest,
            "head": self.head,
            "belly": self.belly,
        }


TRUNK = ("world", "pelvis", "chest", "head", "belly")
LEG_PARTS = ("thigh", "shin", "foot")
ARM_PARTS = ("arm", "forearm", "hand")
PARTS = (*TRUNK, *(f"{s}_{p}" for s in SIDES for p in (*LEG_PARTS, *ARM_PARTS)))
"""Every name a figure file may use after `on`."""


def _frame(
    trunk: dict[str, Frame], legs: dict[str, Limb], arms: dict[str, Limb], name: str
) -> Frame:
    if name in trunk:
        return trunk[name]
    side, _, part = name.partition("_")
    if part in LEG_PARTS:
        limb, index = legs[side], LEG_PARTS.index(part)
    else:
        limb, index = arms[side], ARM_PARTS.index(part)
    return (limb.upper, limb.lower, limb.end)[index]


OTHERS = tuple(f"other_{s}_{p}" for s in SIDES for p in LEG_PARTS)
"""What a partner's hand may hold."""


def solve(pose: Pose, fullness: float = 0.0, others: Mapping[str, Frame] | None = None) -> Skeleton:
    """The joints of a pose with the lungs filled to `fullness` (0 to 1)."""
    held = others or {}
    pelvis = _pelvis(pose)
    loin = pelvis.tilted(pose.bend * 0.45).leaned(pose.side * 0.45).turned(pose.twist * 0.45)
    chest = loin.tilted(pose.bend * 0.55).leaned(pose.side * 0.55).turned(pose.twist * 0.55)
    chest = chest.moved(loin.point((0.0, LOIN, 0.0)))
    neck = chest.tilted(pose.neck).moved(chest.point((-0.8, CHEST, 0.0)))
    head = neck.tilted(pose.nod).turned(pose.look)
    head = head.moved(along(neck.point((0.8, NECK, 0.0)), head.y, SKULL))
    breath = BREATH * pose.breath * fullness
    belly = loin.moved(loin.point((BELLY + breath, 7.5, 0.0)))
    legs = {side: solve_leg(pelvis, pose.leg(side), side) for side in SIDES}
    body = Skeleton(pose, pelvis, loin, chest, neck, head, belly, breath, legs, {}, held)
    lifted = chest.moved(along(chest.at, chest.y, 0.18 * breath))
    arms = {side: _arm(body, lifted, pose.arm(side), side) for side in SIDES}
    return Skeleton(pose, pelvis, loin, chest, neck, head, belly, breath, legs, arms, held)


def _pelvis(pose: Pose) -> Frame:
    """The pelvis, at the height that a resting knee asks for."""
    frame = Frame(pose.pelvis).turned(pose.turn).leaned(pose.lean).tilted(pose.tilt)
    for side in SIDES:
        leg = pose.leg(side)
        if leg.kneel is None:
            continue
        hip = frame.point(sided((0.0, 0.0, HIP_HALF), side))
        knee = sided(leg.kneel, side)
        across = (knee[0] - hip[0]) ** 2 + (knee[2] - hip[2]) ** 2
        rise = math.sqrt(max(0.0, THIGH**2 - across))
        frame = frame.moved(along(frame.at, UP, knee[1] + rise - hip[1]))
    return frame


def _arm(body: Skeleton, chest: Frame, pose: ArmPose, side: str) -> Limb:
    shoulder = chest.point(sided((-0.6, CHEST - 6.2, SHOULDER_HALF), side))
    pole = chest.vector(sided(pose.elbow, side))
    wanted = _place(body, pose.hand, side)
    frame = _main(body, pose.hand, side)
    if pose.fingers is None:
        elbow, wrist = bend_two(shoulder, wanted, UPPER_ARM, FOREARM, pole)
        upper, lower = bones(shoulder, elbow, wrist, pole, side)
        hand = _hanging_hand(lower, wrist, chest, side)
        return Limb(side, upper, lower, hand, distance(wanted, wrist))
    fingers = unit(frame.vector(pose.fingers))
    back = square(scale(frame.vector(pose.palm or (0.0, -1.0, 0.0)), -1.0), fingers)
    wanted = along(along(wanted, fingers, -0.6 * PALM), back, 1.3)
    elbow, wrist = bend_two(shoulder, wanted, UPPER_ARM, FOREARM, pole)
    upper, lower = bones(shoulder, elbow, wrist, pole, side)
    hand = Frame(wrist, fingers, back, scale(cross(fingers, back), outward(side)))
    return Limb(side, upper, lower, hand, distance(wanted, wrist))


def _hanging_hand(forearm: Frame, wrist: Vec, chest: Frame, side: str) -> Frame:
    """A hand at ease: in line with the forearm, its palm towards the body."""
    back = square(chest.vector(sided((0.35, 0.0, 1.0), side)), forearm.x)
    return Frame(wrist, forearm.x, back, scale(cross(forearm.x, back), outward(side)))


def _own(name: str, side: str) -> str:
    """`thigh` said for both arms means the thigh of the arm's own side."""
    return f"{side}_{name}" if name in (*LEG_PARTS, *ARM_PARTS) else name


def _main(body: Skeleton, place: Place, side: str) -> Frame:
    """The sided frame that directions are said in."""
    while isinstance(place, Moving):
        place = place.end if place.share > 0.5 else place.start
    frame = body.frame(_own(place.on, side))
    if place.on in TRUNK and side == "left":
        return Frame(frame.at, frame.x, frame.y, scale(frame.z, -1.0))
    return frame


def _place(body: Skeleton, place: Place, side: str) -> Vec:
    if isinstance(place, Moving):
        return mix(_place(body, place.start, side), _place(body, place.end, side), place.share)
    return _main(body, place, side).point(place.at)
