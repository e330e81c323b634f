"""The inner side of a right foot, and the thumb that circles on its point.

All in design pixels from the middle of the close-up, toes to the left.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

from hipbreak.ui.figure.curves import smooth, smooth_round
from hipbreak.ui.figure.marks import draw_sign
from hipbreak.ui.figure.palette import blend_colours
from hipbreak.ui.figure.pen import Pen
from hipbreak.ui.figure.rig import Skeleton
from hipbreak.ui.figure.vec import Point, lerp

ANKLE_TIP: Point = (9.0, 2.0)
"""On the heel's close-up, in design pixels from its middle: the tip of the inner ankle bone."""
HEEL_TIP: Point = (34.0, 35.0)
POINT: Point = ((ANKLE_TIP[0] + HEEL_TIP[0]) / 2, (ANKLE_TIP[1] + HEEL_TIP[1]) / 2)
"""Half way between the two (D1, D2): where to press."""
CIRCLE_SECONDS = 2.4
"""One gentle circle of the thumb (ours)."""


FOOT: tuple[Point, ...] = (
    (-3, -70), (-4, -40), (-8, -14), (-22, 3), (-46, 17), (-62, 25), (-68, 33), (-62, 40),
    (-44, 41), (-26, 36), (-8, 35), (8, 41), (28, 44), (39, 38), (40, 26), (33, 12), (29, -6),
    (29, -30), (33, -70),
)  # fmt: skip
"""The outline, from the shin over the toes and the sole to the calf."""
ARCH: tuple[Point, ...] = ((-40, 38), (-24, 30), (-6, 29), (8, 36))
TENDON: tuple[Point, ...] = ((21, -46), (20, -20), (25, 4))
BIG_TOE: tuple[Point, ...] = ((-66, 29), (-60, 31), (-55, 29))


def draw_heel(pen: Pen, middle: float, s: float) -> None:
    """The inner side of a right foot: toes to the left, ankle bone, heel, the line between."""
    p = pen.palette

    def at(places: Iterable[Point]) -> list[Point]:
        return [(middle + x * s, middle + y * s) for x, y in places]

    dark = blend_colours(p.skin, p.skin_line, 0.6)
    pen.polygon(smooth_round(at(FOOT), 5), p.skin)
    pen.line(smooth(at(ARCH), 5), 1.6 * s, dark)
    pen.stroke(smooth(at(TENDON), 5), [1.0 * s] * 11, dark)
    pen.line(smooth(at(BIG_TOE), 4), 1.2 * s, dark)
    x, y = ANKLE_TIP
    (light,) = at([(x, y - 8)])
    pen.glow(light, 13 * s, 0.8, blend_colours(p.skin, (255, 255, 255), 0.35))
    turns = (a / 10 for a in range(2, 31, 2))
    bone = at((x + 8.5 * math.cos(a), y - 8.5 + 8.5 * math.sin(a)) for a in turns)
    pen.line(bone, 1.5 * s, dark)
    ink = blend_colours(p.eye, p.skin, 0.25)
    way = [(lerp(x, HEEL_TIP[0], i / 5), lerp(y, HEEL_TIP[1], i / 5)) for i in range(6)]
    for i, place in enumerate(at(way)):
        pen.dot(place, (2.0 if i in (0, 5) else 1.1) * s, ink)


def draw_thumb(pen: Pen, middle: float, s: float, t: float, body: Skeleton) -> None:
    """A thumb that moves in small circles on the point, and a circling arrow round it."""
    p = pen.palette
    turn = t * math.tau / CIRCLE_SECONDS
    x, y = middle + POINT[0] * s, middle + POINT[1] * s
    pen.glow((x, y), 17 * s, 0.75, p.accent)
    ring = [
        (x + 13.5 * s * math.cos(turn + a), y + 13.5 * s * math.sin(turn + a))
        for a in (i * 4.9 / 30 for i in range(31))
    ]
    draw_sign(pen, ring, 2.2 * s, 5.0 * s)
    dx, dy = 2.4 * s * math.cos(turn), 2.4 * s * math.sin(turn)
    tip = (x + dx, y + dy)
    far = (tip[0] + 34 * s, tip[1] - 30 * s)
    knuckle = (tip[0] + 14 * s, tip[1] - 15 * s)
    edge = p.outline or blend_colours(p.skin, p.skin_line, 0.8)
    pen.stroke([tip, knuckle, far], [6.0 * s, 7.6 * s, 9.4 * s], edge)
    pen.stroke([tip, knuckle, far], [5.2 * s, 6.8 * s, 8.6 * s], p.skin)
    nail = (tip[0] + 0.6 * s, tip[1] - 1.0 * s)
    pen.stroke(
        [nail, (nail[0] + 2.6 * s, nail[1] - 2.8 * s)],
        [2.5 * s, 2.7 * s],
        blend_colours(p.skin, (255, 255, 255), 0.45),
    )
