"""Both lower legs from straight above, and the two inner ankle bones that are compared.

All in design pixels from the middle of the close-up; the feet are below, the right one on the
left.
"""

from __future__ import annotations

import math

from hipbreak.ui.figure.curves import smooth_round
from hipbreak.ui.figure.figure import QUIET_LOOP
from hipbreak.ui.figure.palette import blend_colours
from hipbreak.ui.figure.pen import Pen
from hipbreak.ui.figure.rig import Skeleton
from hipbreak.ui.figure.vec import Point

HIGHER, LOWER = -12.0, -3.0
"""How far down each inner ankle bone lies: the right leg looks shorter."""
LOOK_SECONDS = QUIET_LOOP / 3
"""How long the eye takes from one ankle to the other and back: thrice a breath (ours)."""


def draw_ankles(pen: Pen, middle: float, s: float) -> None:
    """Two bare feet side by side, one a little higher up."""
    for sign, level in ((-1.0, HIGHER), (1.0, LOWER)):
        _lower_leg(pen, middle, s, sign, level)


def _lower_leg(pen: Pen, middle: float, s: float, sign: float, level: float) -> None:
    p = pen.palette

    def at(x: float, y: float) -> Point:
        return (middle + sign * x * s, middle + (y + level) * s)

    skin, line = p.skin, blend_colours(p.skin, p.skin_line, 0.7)
    inner = [(6, -90), (6.5, -40), (8.0, -16), (4.2, -2), (6.5, 10), (6.0, 26), (7.5, 40)]
    outer = [(40, 42), (42, 26), (37, 8), (36, -2), (34, -18), (37, -50), (41, -90)]
    pen.polygon(smooth_round([at(*v) for v in inner + outer], 4), skin)
    for x, y, radius in ((12, 41, 7.2), (20.5, 44, 4.6), (27, 43.5, 4.3), (33, 41.5, 4.0)):
        pen.dot(at(x, y), radius * s, skin)
    pen.dot(at(38.5, 37), 3.6 * s, skin)
    for x, y, radius in ((12, 45, 3.6), (20.5, 46.4, 2.0), (27, 45.8, 1.9), (33, 43.6, 1.8)):
        pen.dot(at(x, y), radius * s, blend_colours(skin, (255, 255, 255), 0.4))
    for x in (17.2, 24.0, 30.4, 36.0):
        pen.line([at(x, 36), at(x + 0.3, 42)], 1.1 * s, line)
    cuff = [at(2.5, -90), at(2.5, -47), at(22, -43), at(43, -47), at(43, -90)]
    pen.polygon(cuff, p.trousers)
    pen.line(cuff[1:4], 2.6 * s, p.trousers_line)
    pen.glow(at(9, -3), 11 * s, 0.9, blend_colours(skin, (255, 255, 255), 0.4))
    bone = [at(5.2 + 6.2 * math.cos(a / 8), -3 + 6.2 * math.sin(a / 8)) for a in range(-14, 15, 2)]
    pen.line(bone, 1.5 * s, line)


def draw_levels(pen: Pen, middle: float, s: float, t: float, body: Skeleton) -> None:
    """A line at the level of each ankle bone, lit in turn, and the gap between them."""
    p = pen.palette
    look = 0.5 + 0.5 * math.cos(t * math.tau / LOOK_SECONDS)
    for sign, level, lit in ((-1.0, HIGHER, look), (1.0, LOWER, 1 - look)):
        y = middle + (level - 3) * s
        colour = p.accent
        pen.glow((middle + sign * 6 * s, y), (8 + 6 * lit) * s, 0.4 + 0.6 * lit, colour)
        spots = [(6.0, 3.0)] + [(11 + 4.2 * i, 1.1) for i in range(13)]
        for wider, tint in ((0.7, p.lens), (0.0, colour)) if p.outline else ((0.0, colour),):
            for away, radius in spots:
                pen.dot((middle + sign * away * s, y), (radius + wider) * s, tint)
