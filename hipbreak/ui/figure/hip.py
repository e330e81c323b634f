"""The front of the hips, and the ball that lies just inside the right hip bone.

All in design pixels from the middle of the close-up; the person faces us, so that their right
side lies to our left.
"""

from __future__ import annotations

import math

from hipbreak.ui.figure.curves import smooth
from hipbreak.ui.figure.marks import draw_sign
from hipbreak.ui.figure.palette import blend_colours
from hipbreak.ui.figure.pen import Pen
from hipbreak.ui.figure.rig import Skeleton
from hipbreak.ui.figure.vec import Point

HIP_BONE: Point = (-39.0, 2.0)
"""The front tip of the hip bone."""
NAVEL: Point = (9.0, -34.0)
BALL: Point = (-20.0, 9.0)
"""Just inside the hip bone, below the level of the navel (D2)."""
BALL_RADIUS = 16.0
COIN = 4.5
"""Radius of the ball's circles, the size of a small coin (D2)."""
CIRCLE_SECONDS = 4.0
"""One slow circle (ours)."""


def draw_hip(pen: Pen, middle: float, s: float) -> None:
    """Belly with the shirt drawn up, waistband, both hip bones, the navel and its level."""
    p = pen.palette

    def at(x: float, y: float) -> Point:
        return (middle + x * s, middle + y * s)

    skin, line = p.skin, blend_colours(p.skin, p.skin_line, 0.7)
    left = [(-50, -80), (-46, -44), (-50, -20), (-57, 0), (-60, 30), (-60, 80)]
    right = [(2 * NAVEL[0] - x, y) for x, y in left]
    sides = [smooth([at(*v) for v in edge], 4) for edge in (left, right)]
    pen.polygon(sides[0] + sides[1][::-1], skin)
    shirt = [at(-80, -80), at(-62, -46), at(-30, -50), at(20, -52), at(90, -46), at(90, -80)]
    pen.polygon(shirt, p.shirt)
    pen.line([shirt[1], shirt[2], shirt[3], shirt[4]], 2.4 * s, p.shirt_line)
    band = smooth([at(-61, 22), at(-30, 33), at(9, 36), at(48, 33), at(79, 22)], 4)
    pen.polygon([*band, at(80, 90), at(-62, 90)], p.trousers)
    pen.thread(band, 3.0 * s, p.trousers_line)
    for sign in (1.0, -1.0):
        crest = [
            at(NAVEL[0] + sign * (x - NAVEL[0]), y)
            for x, y in ((-51, -9), (-47, -14), (-42, -9), HIP_BONE)
        ]
        pen.line(smooth(crest, 5), 2.6 * s, line)
        tip = at(NAVEL[0] + sign * (HIP_BONE[0] - NAVEL[0]), HIP_BONE[1])
        pen.glow(tip, 10 * s, 0.6, blend_colours(skin, (255, 255, 255), 0.5))
        pen.dot(tip, 3.2 * s, line)
    x, y = at(*NAVEL)
    pen.stroke([(x, y - 2.4 * s), (x, y + 2.4 * s)], [1.7 * s, 2.1 * s], line)
    for i in range(10):
        pen.dot(at(-43.6 + 5.2 * i, NAVEL[1]), 0.9 * s, blend_colours(p.eye, skin, 0.35))


def draw_rolling_ball(pen: Pen, middle: float, s: float, t: float, body: Skeleton) -> None:
    """The ball as it goes round in a circle the size of a coin, and the circle's arrow."""
    p = pen.palette
    turn = t * math.tau / CIRCLE_SECONDS
    home = (middle + BALL[0] * s, middle + BALL[1] * s)
    x, y = home[0] + COIN * s * math.cos(turn), home[1] + COIN * s * math.sin(turn)
    pen.glow((x, y), (BALL_RADIUS + 13) * s, 1.0, p.accent)
    if p.outline:
        pen.dot((x, y), (BALL_RADIUS + 1.4) * s, p.outline)
    pen.dot((x, y), BALL_RADIUS * s, p.ball_dark)
    pen.dot((x - 1.2 * s, y - 1.4 * s), (BALL_RADIUS - 2.0) * s, p.ball)
    for sign in (1.0, -1.0):
        seam = [
            (
                x + sign * (BALL_RADIUS * 1.25 - BALL_RADIUS * 0.95 * math.cos(a)) * s,
                y + BALL_RADIUS * 0.98 * math.sin(a) * s,
            )
            for a in (i * 1.7 / 8 - 0.85 for i in range(9))
        ]
        pen.line(seam, 1.5 * s, p.pillow)
    reach = (BALL_RADIUS + 7.5) * s
    ring = [
        (home[0] + reach * math.cos(turn + a), home[1] + reach * math.sin(turn + a))
        for a in (i * 4.9 / 30 for i in range(31))
    ]
    draw_sign(pen, ring, 2.4 * s, 5.2 * s)
