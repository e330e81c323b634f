"""A pose: what is said about a body, before its joints are solved.

Lengths are centimetres, angles degrees. Legs and arms are said by where the foot stands and where
the hand lies; knees and elbows follow. In everything said of a limb the third number counts
*outward* from the body's midline, so one table may serve both sides.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from functools import cache
from typing import TypeVar

from hipbreak.ui.figure.vec import Vec, lerp, mix

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Target:
    """A place: `at` in the axes of a part of the body, or of the world."""

    on: str
    at: Vec


@dataclass(frozen=True, slots=True)
class Moving:
    """A place on its way from one target to another."""

    start: Target | Moving
    end: Target | Moving
    share: float


Place = Target | Moving


@dataclass(frozen=True, slots=True)
class LegPose:
    """A leg by its foot: standing on something, following the shin, or with its knee down."""

    stand: Vec | None = (0.0, 0.0, 10.0)
    """World point of the sole below the ankle; without it, `ankle` says where the foot is."""
    turn: float = 8.0
    """Toes outward."""
    roll: float = 0.0
    """Toes up (+, about the heel) or heel up (-, about the ball of the foot)."""
    ankle: Target | Moving | None = None
    flex: float = 0.0
    """With `ankle`: toes pointed away from the shin's right angle."""
    knee: Vec = (1.0, 0.0, 0.08)
    """Where the knee points, in the pelvis's axes."""
    kneel: Vec | None = None
    """World point of a knee that rests; the pelvis then takes the height that fits."""


@dataclass(frozen=True, slots=True)
class ArmPose:
    """An arm by its hand."""

    hand: Target | Moving = Target("chest", (3.0, -25.0, 23.0))
    """Where the palm lies; where the wrist hangs when `fingers` is not said."""
    fingers: Vec | None = None
    """Direction of the fingers in the target's axes."""
    palm: Vec | None = None
    """Direction in which the palm faces, in the target's axes."""
    elbow: Vec = (-0.7, -0.6, 0.55)
    """Where the elbow points, in the chest's axes."""
    curl: float = 18.0
    """How far each finger joint bends."""
    thumb: float = 35.0
    """How far the thumb stands off."""


@dataclass(frozen=True, slots=True)
class Pose:
    """A whole body."""

    pelvis: Vec = (0.0, 89.2, 0.0)
    turn: float = 0.0
    """The pelvis turned to the right."""
    tilt: float = 0.0
    """Its top tipped forward."""
    lean: float = 0.0
    """Its top tipped to the right."""
    bend: float = 0.0
    """The chest bent forward against the pelvis."""
    side: float = 0.0
    twist: float = 0.0
    neck: float = 12.0
    nod: float = -12.0
    """The head bent forward against the neck."""
    look: float = 0.0
    """The head turned to the right."""
    gaze: float = 0.0
    """The eyes turned to the right."""
    gaze_down: float = 0.0
    eyes: float = 1.0
    """1 open, 0 closed."""
    smile: float = 0.4
    breath: float = 0.35
    """How much of the breath is seen at the belly."""
    right_leg: LegPose = LegPose()
    left_leg: LegPose = LegPose()
    right_arm: ArmPose = ArmPose()
    left_arm: ArmPose = ArmPose()

    def leg(self, side: str) -> LegPose:
        return self.right_leg if side == "right" else self.left_leg

    def with_leg(self, side: str, leg: LegPose) -> Pose:
        if side == "right":
            return replace(self, right_leg=leg)
        return replace(self, left_leg=leg)

    def with_arm(self, side: str, arm: ArmPose) -> Pose:
        if side == "right":
            return replace(self, right_arm=arm)
        return replace(self, left_arm=arm)

    def arm(self, side: str) -> ArmPose:
        return self.right_arm if side == "right" else self.left_arm


@cache
def _names(kind: type[Pose | LegPose | ArmPose]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))


def blend(a: T, b: T, share: float) -> T:
    """The pose (or any part of one) `share` of the way from `a` to `b`."""
    if a is b or share <= 0:
        return a
    if share >= 1:
        return b
    return _between(a, b, share)  # type: ignore[return-value]  # the kind of a is kept


def _between(a: object, b: object, share: float) -> object:
    match a, b:
        case float() | int(), float() | int():
            return lerp(a, b, share)
        case tuple(), tuple():
            return mix(a, b, share)
        case Target() | Moving(), Target() | Moving():
            return Moving(a, b, share) if a != b else a
        case Pose() | LegPose() | ArmPose(), _:
            names = _names(type(a))  # type: ignore[arg-type]  # a class is hashable
            values = (blend(getattr(a, name), getattr(b, name), share) for name in names)
            return type(a)(*values)
        case _:
            return a
