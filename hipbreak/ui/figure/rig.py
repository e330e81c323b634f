"""The skeleton: fixed bone lengths, and joints solved from a pose.

The rig is three-dimensional (x forward, y up, z to the body's right, centimetres), so the far and
the near limbs, a foot turned out and a shin laid across a knee come out right from any camera.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from hipbreak.ui.figure.pose import ArmPose, LegPose, Moving, Place, Pose, Target
from hipbreak.ui.figure.vec import (
    FORWARD,
    RIGHT,
    UP,
    Vec,
    add,
    along,
    cross,
    distance,
    dot,
    length,
    mix,
    scale,
    square,
    sub,
    unit,
)

THIGH = 41.0
SHIN = 41.0
ANKLE = 7.5
"""Height of the ankle joint above the sole."""
HEEL, BALL, TOE = -5.5, 12.5, 19.0
"""Along the foot, from the ankle joint."""
UPPER_ARM = 28.0
FOREARM = 25.0
PALM = 8.5
HIP_HALF = 8.6
SHOULDER_HALF = 15.6
LOIN = 18.0
CHEST = 31.0
NECK = 7.5
SKULL = 10.5
BELLY = 9.4
"""Depth of the belly before the spine."""
BREATH = 4.6
"""How far a full breath brings the belly forward in a pose that shows it whole (ours)."""

SIDES = ("right", "left")


def outward(side: str) -> float:
    """+1 for the right, -1 for the left."""
    return 1.0 if side == "right" else -1.0


@dataclass(frozen=True, slots=True)
class Frame:
    """A place and three axes. Limb bones: along, front, outward; trunk: forward, up, right."""

    at: Vec
    x: Vec = FORWARD
    y: Vec = UP
    z: Vec = RIGHT

    def vector(self, v: Vec) -> Vec:
        a, b, c = v
        x, y, z = self.x, self.y, self.z
        return (
            a * x[0] + b * y[0] + c * z[0],
            a * x[1] + b * y[1] + c * z[1],
            a * x[2] + b * y[2] + c * z[2],
        )

    def point(self, v: Vec) -> Vec:
        a, b, c = v
        at, x, y, z = self.at, self.x, self.y, self.z
        return (
            at[0] + a * x[0] + b * y[0] + c * z[0],
            at[1] + a * x[1] + b * y[1] + c * z[1],
            at[2] + a * x[2] + b * y[2] + c * z[2],
        )

    def moved(self, at: Vec) -> Frame:
        return Frame(at, self.x, self.y, self.z)

    def turned(self, degrees: float) -> Frame:
        """Turned to the right about its y."""
        x, z = _turn(self.x, self.z, degrees)
        return Frame(self.at, x, self.y, z)

    def tilted(self, degrees: float) -> Frame:
        """Bent forward: y towards x."""
        y, x = _turn(self.y, self.x, degrees)
        return Frame(self.at, x, y, self.z)

    def leaned(self, degrees: float) -> Frame:
        """Leaned to the right: y towards z."""
        y, z = _turn(self.y, self.z, degrees)
        return Frame(self.at, self.x, y, z)


def _turn(a: Vec, b: Vec, degrees: float) -> tuple[Vec, Vec]:
    """`a` turned towards `b`, and `b` with it."""
    if not degrees:
        return a, b
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return along(scale(a, c), b, s), along(scale(b, c), a, -s)


@dataclass(frozen=True, slots=True)
class Limb:
    """A leg (hip, knee, ankle) or an arm (shoulder, elbow, wrist), solved."""

    side: str
    upper: Frame
    lower: Frame
    end: Frame
    """The foot (toes, up, outward) or the hand (fingers, back of the hand, outward)."""
    gap: float
    """How far the limb falls short of its target; 0 in a sound pose."""

    @property
    def root(self) -> Vec:
        return self.upper.at

    @property
    def joint(self) -> Vec:
        return self.lower.at

    @property
    def tip(self) -> Vec:
        return self.end.at


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

    def frame(self, name: str) -> Frame:
        """A part's frame by the name that figure files use; KeyError when there is none."""
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


def solve(pose: Pose, fullness: float = 0.0) -> Skeleton:
    """The joints of a pose with the lungs filled to `fullness` (0 to 1)."""
    pelvis = _pelvis(pose)
    loin = pelvis.tilted(pose.bend * 0.45).leaned(pose.side * 0.45).turned(pose.twist * 0.45)
    chest = loin.tilted(pose.bend * 0.55).leaned(pose.side * 0.55).turned(pose.twist * 0.55)
    chest = chest.moved(loin.point((0.0, LOIN, 0.0)))
    neck = chest.tilted(pose.neck).moved(chest.point((-0.8, CHEST, 0.0)))
    head = neck.tilted(pose.nod).turned(pose.look)
    head = head.moved(along(neck.point((0.8, NECK, 0.0)), head.y, SKULL))
    breath = BREATH * pose.breath * fullness
    belly = loin.moved(loin.point((BELLY + breath, 7.5, 0.0)))
    legs = {side: _leg(pelvis, _leg_of(pose, side), side) for side in SIDES}
    body = Skeleton(pose, pelvis, loin, chest, neck, head, belly, breath, legs, {})
    lifted = chest.moved(along(chest.at, chest.y, 0.18 * breath))
    arms = {side: _arm(body, lifted, _arm_of(pose, side), side) for side in SIDES}
    return Skeleton(pose, pelvis, loin, chest, neck, head, belly, breath, legs, arms)


def _leg_of(pose: Pose, side: str) -> LegPose:
    return pose.right_leg if side == "right" else pose.left_leg


def _arm_of(pose: Pose, side: str) -> ArmPose:
    return pose.right_arm if side == "right" else pose.left_arm


def _sided(v: Vec, side: str) -> Vec:
    return (v[0], v[1], v[2] * outward(side))


def _pelvis(pose: Pose) -> Frame:
    """The pelvis, at the height that a resting knee asks for."""
    frame = Frame(pose.pelvis).turned(pose.turn).leaned(pose.lean).tilted(pose.tilt)
    for side in SIDES:
        leg = _leg_of(pose, side)
        if leg.kneel is None:
            continue
        hip = frame.point(_sided((0.0, 0.0, HIP_HALF), side))
        knee = _sided(leg.kneel, side)
        across = (knee[0] - hip[0]) ** 2 + (knee[2] - hip[2]) ** 2
        rise = math.sqrt(max(0.0, THIGH**2 - across))
        frame = frame.moved(along(frame.at, UP, knee[1] + rise - hip[1]))
    return frame


def bend_two(root: Vec, target: Vec, upper: float, lower: float, pole: Vec) -> tuple[Vec, Vec]:
    """Middle joint and end of a two-bone limb that reaches for `target`, bent towards `pole`.

    Bone lengths never change: a target out of reach is pointed at, not reached.
    """
    line = sub(target, root)
    reach = min(max(length(line), abs(upper - lower) + 0.01), upper + lower - 0.01)
    axis = unit(line)
    run = (upper**2 - lower**2 + reach**2) / (2 * reach)
    rise = math.sqrt(max(0.0, upper**2 - run**2))
    middle = along(along(root, axis, run), square(pole, axis), rise)
    return middle, along(root, axis, reach)


def _bones(root: Vec, middle: Vec, end: Vec, pole: Vec, side: str) -> tuple[Frame, Frame]:
    """Axes of both bones: along, front (where the joint points), outward."""
    upper_x = unit(sub(middle, root))
    upper_y = square(pole, upper_x)
    normal = cross(upper_x, upper_y)
    lower_x = unit(sub(end, middle))
    out = scale(normal, outward(side))
    return Frame(root, upper_x, upper_y, out), Frame(middle, lower_x, cross(normal, lower_x), out)


def _leg(pelvis: Frame, pose: LegPose, side: str) -> Limb:
    hip = pelvis.point(_sided((0.0, 0.0, HIP_HALF), side))
    pole = pelvis.vector(_sided(pose.knee, side))
    foot: Frame | None = None
    if pose.stand is not None and pose.ankle is None:
        foot = standing_foot(pose, side)
        wanted = foot.at
    else:
        wanted = _trunk_place(pelvis, pose.ankle, side)
    if pose.kneel is not None:
        knee = along(hip, unit(sub(_sided(pose.kneel, side), hip)), THIGH)
        ankle = along(knee, unit(sub(wanted, knee)), SHIN)
        pole = square(pole, unit(sub(knee, hip)))
    else:
        knee, ankle = bend_two(hip, wanted, THIGH, SHIN, pole)
    upper, lower = _bones(hip, knee, ankle, pole, side)
    end = foot.moved(ankle) if foot else _following_foot(lower, ankle, pose.flex)
    return Limb(side, upper, lower, end, distance(wanted, ankle))


def _trunk_place(pelvis: Frame, place: Place | None, side: str) -> Vec:
    """A foot's target: in the world's or the pelvis's axes."""
    match place:
        case Moving(start, end, share):
            a, b = _trunk_place(pelvis, start, side), _trunk_place(pelvis, end, side)
            return mix(a, b, share)
        case Target("pelvis", at):
            return pelvis.point(_sided(at, side))
        case Target(_, at):
            return _sided(at, side)
        case None:
            return pelvis.point((0.0, -THIGH - SHIN, outward(side) * HIP_HALF))


def standing_foot(pose: LegPose, side: str) -> Frame:
    """A foot on the floor: it rolls about its heel or its ball, which stay where they are."""
    place = _sided(pose.stand or (0.0, 0.0, HIP_HALF), side)
    flat = Frame(place).turned(pose.turn * outward(side))
    if side == "left":
        flat = Frame(place, flat.x, flat.y, scale(flat.z, -1.0))
    pivot = HEEL if pose.roll > 0 else BALL
    rolled = flat.tilted(-pose.roll)
    return rolled.moved(add(flat.point((pivot, 0.0, 0.0)), rolled.vector((-pivot, ANKLE, 0.0))))


def _following_foot(shin: Frame, ankle: Vec, flex: float) -> Frame:
    y, x = _turn(scale(shin.x, -1.0), shin.y, flex)
    return Frame(ankle, x, y, shin.z)


def _arm(body: Skeleton, chest: Frame, pose: ArmPose, side: str) -> Limb:
    shoulder = chest.point(_sided((-0.6, CHEST - 6.2, SHOULDER_HALF), side))
    pole = chest.vector(_sided(pose.elbow, side))
    wanted = _place(body, pose.hand, side)
    frame = _main(body, pose.hand, side)
    if pose.fingers is None:
        elbow, wrist = bend_two(shoulder, wanted, UPPER_ARM, FOREARM, pole)
        upper, lower = _bones(shoulder, elbow, wrist, pole, side)
        hand = _hanging_hand(lower, wrist, chest, side)
        return Limb(side, upper, lower, hand, distance(wanted, wrist))
    fingers = unit(frame.vector(pose.fingers))
    back = square(scale(frame.vector(pose.palm or (0.0, -1.0, 0.0)), -1.0), fingers)
    wanted = along(along(wanted, fingers, -0.6 * PALM), back, 1.3)
    elbow, wrist = bend_two(shoulder, wanted, UPPER_ARM, FOREARM, pole)
    upper, lower = _bones(shoulder, elbow, wrist, pole, side)
    hand = Frame(wrist, fingers, back, scale(cross(fingers, back), outward(side)))
    return Limb(side, upper, lower, hand, distance(wanted, wrist))


def _hanging_hand(forearm: Frame, wrist: Vec, chest: Frame, side: str) -> Frame:
    """A hand at ease: in line with the forearm, its palm towards the body."""
    back = square(chest.vector(_sided((0.35, 0.0, 1.0), side)), forearm.x)
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


def knee_bend(leg: Limb) -> float:
    """Degrees by which a knee or an elbow is bent; negative when bent the wrong way."""
    bend = math.degrees(math.acos(max(-1.0, min(1.0, dot(leg.upper.x, leg.lower.x)))))
    return bend if dot(leg.upper.y, leg.lower.x) <= 1e-6 else -bend
