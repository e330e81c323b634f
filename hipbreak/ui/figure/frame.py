"""Axes of a part of the body."""

from __future__ import annotations

import math
from dataclasses import dataclass

from hipbreak.ui.figure.vec import FORWARD, RIGHT, UP, Vec, along, scale

SIDES = ("right", "left")


def outward(side: str) -> float:
    """+1 for the right, -1 for the left."""
    return 1.0 if side == "right" else -1.0


def sided(v: Vec, side: str) -> Vec:
    """A vector whose third number counts outward, in axes whose third points to the right."""
    return (v[0], v[1], v[2] * outward(side))


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
        x, z = turn(self.x, self.z, degrees)
        return Frame(self.at, x, self.y, z)

    def tilted(self, degrees: float) -> Frame:
        """Bent forward: y towards x."""
        y, x = turn(self.y, self.x, degrees)
        return Frame(self.at, x, y, self.z)

    def leaned(self, degrees: float) -> Frame:
        """Leaned to the right: y towards z."""
        y, z = turn(self.y, self.z, degrees)
        return Frame(self.at, self.x, y, z)


def turn(a: Vec, b: Vec, degrees: float) -> tuple[Vec, Vec]:
    """`a` turned towards `b`, and `b` with it."""
    if not degrees:
        return a, b
    c, s = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
    return along(scale(a, c), b, s), along(scale(b, c), a, -s)
