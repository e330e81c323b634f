"""The seat from straight above: two sit bones, and the weight that wanders over them.

All in design pixels from the middle of the close-up; the person looks up the picture, so that
their right side lies to our right.
"""

from __future__ import annotations

import math

from hipbreak.ui.figure.curves import smooth_round
from hipbreak.ui.figure.palette import blend_colours
from hipbreak.ui.figure.pen import Pen
from hipbreak.ui.figure.rig import Skeleton
from hipbreak.ui.figure.vec import Point

BONE: Point = (19.0, 12.0)
"""Each sit bone, to its side and below the middle."""
REACH = 31.0
"""How far the weight goes from the middle between the sit bones."""
FULL = 0.12, 0.22
"""Sine of the lean and of the tilt at which it is there."""
UPRIGHT = -0.05
"""Sine of the tilt of a pelvis at rest."""


def draw_seat(pen: Pen, middle: float, s: float) -> None:
    """The cushion, hips and thighs as one flat shape, the sit bones, and the four ways."""
    p = pen.palette

    def at(x: float, y: float) -> Point:
        return (middle + x * s, middle + y * s)

    cushion = [(-54, -34), (0, -42), (54, -34), (58, 20), (50, 54), (0, 60), (-50, 54), (-58, 20)]
    pen.polygon(smooth_round([at(*v) for v in cushion], 5), p.seat)
    outline = [(46, -80), (44, -40), (43, -8), (46, 16), (34, 40), (0, 46)]
    outline += [(-x, y) for x, y in outline[-2::-1]]
    outline += [(-12, -80), (-8, -30), (0, -14), (8, -30), (12, -80)]
    pen.polygon(smooth_round([at(*v) for v in outline], 5), p.trousers)
    for sign in (-1.0, 1.0):
        bone = [
            at(
                sign * (BONE[0] + 8.0 * math.cos(a) - 2.5 * math.sin(a)),
                BONE[1] + 13.0 * math.sin(a),
            )
            for a in (i * math.tau / 24 for i in range(24))
        ]
        pen.polygon(bone, blend_colours(p.trousers, (255, 255, 255), 0.32))
    faint = blend_colours(p.trousers, p.accent, 0.45)
    for dx, dy in ((-1, 0), (1, 0), (0, -1), (0, 1)):
        for i in range(4):
            away = 9 + 6.5 * i
            pen.dot(at(dx * away, BONE[1] + dy * away), 1.2 * s, faint)


def draw_weight(pen: Pen, middle: float, s: float, t: float, body: Skeleton) -> None:
    """Where the weight rests now."""
    p, up = pen.palette, body.pelvis.y
    across = max(-1.0, min(1.0, up[2] / FULL[0]))
    ahead = max(-1.0, min(1.0, (up[0] - UPRIGHT) / FULL[1]))
    x = middle + across * REACH * s
    y = middle + (BONE[1] - ahead * REACH * 0.85) * s
    pen.glow((x, y), 26 * s, 1.0, p.accent)
    pen.dot((x, y), 7.5 * s, p.accent)
    pen.dot((x, y), 2.6 * s, p.lens)
