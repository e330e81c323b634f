"""What lies on the floor: mat, pillow, ball, roller, lines and boards."""

from __future__ import annotations

import math
from dataclasses import dataclass

from hipbreak.ui.figure.frame import Frame
from hipbreak.ui.figure.palette import blend_colours
from hipbreak.ui.figure.pen import Pen
from hipbreak.ui.figure.shapes import block, slab
from hipbreak.ui.figure.vec import Vec


@dataclass(frozen=True, slots=True)
class Flat:
    """Measures of a mat."""

    half: float
    thick: float


MAT = Flat(30.0, 1.4)


def draw_mat(pen: Pen, frame: Frame, size: float) -> None:
    """A mat; `size` is its length."""
    p = pen.palette
    block(pen, frame, (-size / 2, size / 2, MAT.half, 5.0), 0.0, MAT.thick, (p.mat, p.mat_dark))


def draw_ball(pen: Pen, frame: Frame, size: float) -> None:
    """A ball; `size` is its radius."""
    p = pen.palette
    middle = frame.point((0.0, size, 0.0))
    pen.balls(((middle, size),), p.ball_dark)
    pen.balls(((frame.point((0.0, size * 1.12, size * 0.1)), size * 0.86),), p.ball)


def draw_pillow(pen: Pen, frame: Frame, size: float) -> None:
    """A flat pillow; `size` is its thickness."""
    p = pen.palette
    layers = max(4, int(size * pen.k / 2))
    for i in range(layers + 1):
        share = i / layers
        inset = 3.0 * abs(2 * share - 1) ** 3
        box = slab(frame, inset - 15.0, 15.0 - inset, 23.0 - inset, size * share, 8.0 - inset)
        pen.surface(box, p.pillow if i == layers else p.pillow_dark)


ROLLER_HALF = 23.0
"""Half the length of a foam roller, centimetres."""


def draw_roller(pen: Pen, frame: Frame, size: float) -> None:
    """A foam roller across the body; `size` is its radius. Its end shows how it turns."""
    p = pen.palette
    turn = -frame.at[0] / size

    def ring(z: float, radius: float) -> list[Vec]:
        return [
            frame.point((radius * math.cos(a), size + radius * math.sin(a), z))
            for a in (i * math.tau / 28 for i in range(28))
        ]

    far, near = frame.point((0.0, size, -ROLLER_HALF)), frame.point((0.0, size, ROLLER_HALF))
    pen.surface(ring(-ROLLER_HALF, size), p.leaf_dark)
    a, b = pen.camera.point(far), pen.camera.point(near)
    dx, dy = b[0] - a[0], b[1] - a[1]
    gap = math.hypot(dx, dy) or 1.0
    edge = [pen.camera.point(v) for v in ring(ROLLER_HALF, size)]
    side = [(x * -dy + y * dx) / gap for x, y in edge]
    high, low = edge[side.index(max(side))], edge[side.index(min(side))]
    pen.polygon([high, low, (low[0] - dx, low[1] - dy), (high[0] - dx, high[1] - dy)], p.leaf)
    pen.surface(ring(ROLLER_HALF, size), p.leaf_dark)
    pen.surface(ring(ROLLER_HALF, size * 0.62), p.leaf)
    pen.surface(ring(ROLLER_HALF, size * 0.4), p.leaf_dark)
    for i in range(5):
        c, s = math.cos(turn + i * math.tau / 5), math.sin(turn + i * math.tau / 5)
        at = frame.point((0.82 * size * c, size + 0.82 * size * s, ROLLER_HALF))
        pen.balls(((at, size * 0.1),), p.leaf)


def draw_line(pen: Pen, frame: Frame, size: float) -> None:
    """A straight line on the floor, `size` long."""
    half = 1.7
    pen.surface(
        [
            frame.point(v)
            for v in (
                (-size / 2, 0, -half),
                (size / 2, 0, -half),
                (size / 2, 0, half),
                (-size / 2, 0, half),
            )
        ],
        pen.palette.floor_line,
    )


def draw_boards(pen: Pen, frame: Frame, size: float) -> None:
    """Joints of floor boards, `size` long, thin and quiet."""
    p = pen.palette
    quiet = blend_colours(p.floor, p.floor_mark, 0.45)
    for z in (-48.0, -24.0, 24.0, 48.0):
        reach = size / 2 * math.sqrt(max(0.1, 1 - (z / 62) ** 2))
        pen.surface(
            [
                frame.point(v)
                for v in (
                    (-reach, 0, z - 0.5),
                    (reach, 0, z - 0.5),
                    (reach, 0, z + 0.5),
                    (-reach, 0, z + 0.5),
                )
            ],
            quiet,
        )
