"""Two-bone limbs: lengths that never change, joints that bend one way."""

from __future__ import annotations

import math
from dataclasses import dataclass

from hipbreak.ui.figure.frame import Frame, outward
from hipbreak.ui.figure.vec import Vec, along, cross, dot, length, scale, square, sub, unit

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


def bones(root: Vec, middle: Vec, end: Vec, pole: Vec, side: str) -> tuple[Frame, Frame]:
    """Axes of both bones: along, front (where the joint points), outward."""
    axis = unit(sub(end, root))
    off = sub(middle, root)
    rise = along(off, axis, -dot(off, axis))
    normal = cross(axis, unit(rise) if length(rise) > 1.0 else square(pole, axis))
    upper_x, lower_x = unit(sub(middle, root)), unit(sub(end, middle))
    out = scale(normal, outward(side))
    return (
        Frame(root, upper_x, cross(normal, upper_x), out),
        Frame(middle, lower_x, cross(normal, lower_x), out),
    )


def bend_of(limb: Limb) -> float:
    """Degrees by which a knee or an elbow is bent; negative when bent the wrong way."""
    bend = math.degrees(math.acos(max(-1.0, min(1.0, dot(limb.upper.x, limb.lower.x)))))
    return bend if dot(limb.upper.y, limb.lower.x) <= 1e-6 else -bend
