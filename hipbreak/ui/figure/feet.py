"""Feet in shoes or bare; a foot on its ball keeps its toes on the floor."""

from __future__ import annotations

from hipbreak.ui.figure.frame import Frame
from hipbreak.ui.figure.limbs import ANKLE, BALL, HEEL, TOE, Limb
from hipbreak.ui.figure.palette import blend_colours
from hipbreak.ui.figure.pen import Pen
from hipbreak.ui.figure.vec import UP, Vec, along

SOLE = -ANKLE
"""The height of the sole in the axes of a foot."""


def draw_foot(pen: Pen, leg: Limb, far: bool, bare: bool, floor: float | None) -> None:
    """A shoe or a bare foot; a foot that stands on its ball keeps its toes on the floor."""
    foot = leg.end
    toe = _toe(foot, floor)
    if bare:
        _bare_foot(pen, foot, toe, far)
    else:
        _shoe(pen, foot, toe, far, UP if floor is not None else foot.y)


def _shoe(pen: Pen, foot: Frame, toe: Vec, far: bool, up: Vec) -> None:
    """`up`: from the sole of the toes."""
    p, at, k, place = pen.palette, pen.laid(foot), pen.k, pen.camera.point
    main = p.shoe_far if far else p.shoe
    shade = blend_colours(p.sole, p.skin_line, 0.35) if far else p.sole
    under_heel, under_ball = at(HEEL + 2.6, SOLE + 1.5, 0.0), at(BALL - 1.0, SOLE + 1.5, 0.0)
    sole = (under_heel, under_ball, place(along(toe, up, -1.0)))
    pen.stroke(sole, (2.3 * k, 2.3 * k, 1.9 * k), shade)
    ankle, heel = at(-0.6, -2.0, 0.0), at(HEEL + 3.3, SOLE + 3.6, 0.0)
    instep, ball = at(5.0, SOLE + 5.4, 0.0), at(BALL - 2.0, SOLE + 3.4, 0.0)
    pen.stroke((ankle, heel), (4.0 * k, 3.5 * k), main)
    pen.stroke((heel, ball, place(along(toe, foot.y, 0.5))), (3.4 * k, 3.1 * k, 2.1 * k), main, 1)
    pen.stroke((ankle, instep, ball), (3.9 * k, 3.3 * k, 3.0 * k), main, 1)
    line = blend_colours(main, p.sole, 0.8)
    for ahead in (3.4, 6.0):
        a = at(ahead, SOLE + 8.6 - ahead * 0.35, 1.8)
        b = at(ahead + 1.4, SOLE + 6.4 - ahead * 0.3, 3.0)
        pen.thread((a, b), 0.68 * k, line)


def _toe(foot: Frame, floor: float | None) -> Vec:
    toe = foot.point((TOE - 2.2, SOLE + 2.2, 0.0))
    if floor is None or toe[1] >= floor + 2.2:
        return toe
    return (toe[0], floor + 2.2, toe[2])


def _bare_foot(pen: Pen, foot: Frame, toe: Vec, far: bool) -> None:
    p, at, k = pen.palette, pen.laid(foot), pen.k
    skin = p.skin_far if far else p.skin
    ankle, heel = at(0.0, -1.0, 0.0), at(HEEL + 3.3, SOLE + 3.6, 0.0)
    arch, ball = at(4.0, SOLE + 3.0, 0.0), at(BALL - 2.0, SOLE + 3.4, 0.0)
    under = (ankle, heel, arch, ball, pen.camera.point(toe))
    pen.stroke(under, (3.2 * k, 3.5 * k, 2.6 * k, 2.7 * k, 1.7 * k), skin)
    pen.stroke((ankle, at(6.0, SOLE + 4.4, 0.0), ball), (3.2 * k, 2.7 * k, 2.7 * k), skin, 1)
    line = blend_colours(skin, p.skin_line, 0.6)
    for out in (-2.4, -0.8, 0.8, 2.4):
        a = at(TOE - 3.4 - abs(out) * 0.4, SOLE + 2.6, out)
        b = at(TOE - 0.8 - abs(out) * 0.5, SOLE + 2.0, out)
        pen.stroke((a, b), (1.15 * k, 1.05 * k), skin)
        pen.stroke((b, a), (0.25 * k, 0.2 * k), line)
    bone = (-0.4, -0.6, -2.2, 1.25)
    pen.beads(at, (bone,), blend_colours(skin, p.skin_line, 0.3))
