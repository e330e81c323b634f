"""The camera: a parallel view of the scene, turned a little round and a little from above."""

from __future__ import annotations

import copy
import math
from collections.abc import Callable
from dataclasses import dataclass

from hipbreak.ui.figure.frame import Frame
from hipbreak.ui.figure.vec import Point, Vec

Laid = Callable[[float, float, float], Point]
"""Where a point in the axes of a part of the body lies on the picture."""

DESIGN = (480.0, 340.0)
"""The frame that figures are composed in; other sizes fit it inside and centre it."""


@dataclass(frozen=True, slots=True)
class View:
    """How a scene is looked at, as a figure file says it.

    `yaw`: degrees by which a body that faces forward is turned towards us (0: from its right
    side, 90: from the front). `pitch`: degrees from above. `zoom`: design pixels a centimetre.
    `at`: the world point in the middle of the frame.
    """

    yaw: float = 30.0
    pitch: float = 9.0
    zoom: float = 1.72
    at: Vec = (0.0, 82.0, 0.0)


class Camera:
    """World centimetres to pixels of one picture."""

    def __init__(self, view: View, scale: float, centre: Point) -> None:
        """`scale`: pixels a design pixel; `centre`: where `view.at` comes to lie."""
        self.k = view.zoom * scale
        self.view = view
        self._cy, self._sy = _turn(view.yaw)
        self._fc, self._fs = self._cy, self._sy
        self.bold = 1.0
        """How much wider signs are drawn, so that a small picture still tells the way."""
        self.hand = 1.0
        """-1 where the picture is a mirror image."""
        self._cp, self._sp = _turn(view.pitch)
        self._x = self._y = 0.0
        x, y = self.point(view.at)
        self._x, self._y = centre[0] - x, centre[1] - y

    @property
    def flat(self) -> float:
        """How much of a level round's depth is seen."""
        return self._sp

    def shifted(self, dx: float, dy: float) -> Camera:
        """The same camera with its picture moved."""
        other = copy.copy(self)
        other._x, other._y = self._x + dx, self._y + dy
        return other

    def facing_back(self, x: float) -> Camera:
        """For someone drawn in their own world, which begins at `x` and runs back along x.

        It is a mirror image, so that the right limbs stay the near ones.
        """
        other = copy.copy(self)
        other._fc, other._fs, other.hand = -self._fc, -self._fs, -self.hand
        other._x, other._y = self.point((x, 0.0, 0.0))
        return other

    def point(self, v: Vec) -> Point:
        near = v[0] * self._fs + v[2] * self._cy
        return (
            self._x + self.k * (v[0] * self._fc - v[2] * self._sy),
            self._y - self.k * (v[1] * self._cp - near * self._sp),
        )

    def laid(self, frame: Frame) -> Laid:
        """`point` of a frame's own points, in one step."""
        k, (ox, oy) = self.k, self.point(frame.at)
        right, aside = k * self._fc, -k * self._sy
        ahead, up, near = k * self._sp * self._fs, -k * self._cp, k * self._sp * self._cy
        (x1, x2, x3), (y1, y2, y3), (z1, z2, z3) = frame.x, frame.y, frame.z
        xx, xy = x1 * right + x3 * aside, x1 * ahead + x2 * up + x3 * near
        yx, yy = y1 * right + y3 * aside, y1 * ahead + y2 * up + y3 * near
        zx, zy = z1 * right + z3 * aside, z1 * ahead + z2 * up + z3 * near

        def at(a: float, b: float, c: float) -> Point:
            return ox + a * xx + b * yx + c * zx, oy + a * xy + b * yy + c * zy

        return at

    def direction(self, v: Vec) -> Point:
        """A direction on the picture, in centimetres, y down."""
        near = v[0] * self._fs + v[2] * self._cy
        return (v[0] * self._fc - v[2] * self._sy, near * self._sp - v[1] * self._cp)

    def near(self, v: Vec) -> float:
        """How far towards us a point or a direction lies, in centimetres."""
        return (v[0] * self._fs + v[2] * self._cy) * self._cp + v[1] * self._sp


def _turn(degrees: float) -> tuple[float, float]:
    return math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
