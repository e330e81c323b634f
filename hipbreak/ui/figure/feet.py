"""Feet in shoes or bare; a foot on its ball keeps its toes on the floor."""

from __future__ import annotations

from hipbreak.ui.figure.frame import Frame
from hipbreak.ui.figure.limbs import ANKLE, BALL, HEEL, TOE, Limb
from hipbreak.ui.figure.palette import blend_colours
from hipbreak.ui.figure.pen import Pen
from hipbreak.ui.figure.vec import Vec, along


def draw_foot(pen: Pen, leg: Limb, far: bool, bare: bool, floor: float | None) -> None:
    """A shoe or a bare foot; a foot that stands on its ball keeps its toes on the floor."""
    p, foot = pen.palette, leg.end
    sole_y = -ANKLE
    ball = foot.point((BALL - 2.0, sole_y + 3.4, 0.0))
    toe = _toe(foot, floor, sole_y)
    heel = foot.point((HEEL + 3.3, sole_y + 3.6, 0.0))
    if bare:
        _bare_foot(pen, foot, heel, ball, toe, far)
        return
    main, sole = (p.shoe_far if far else p.shoe), p.sole
    under_heel = foot.point((HEEL + 2.6, sole_y + 1.5, 0.0))
    under_ball = foot.point((BALL - 1.0, sole_y + 1.5, 0.0))
    under_toe = along(toe, foot.y if floor is None else (0.0, 1.0, 0.0), -1.0)
    shade = blend_colours(sole, p.skin_line, 0.35) if far else sole
    pen.balls(((under_heel, 2.3), (under_ball, 2.3), (under_toe, 1.9)), shade)
    ankle = foot.point((-0.6, -2.0, 0.0))
    pen.balls(((ankle, 4.0), (heel, 3.5)), main)
    instep = foot.point((5.0, sole_y + 5.4, 0.0))
    pen.balls(((heel, 3.4), (ball, 3.1), (along(toe, foot.y, 0.5), 2.1)), main)
    pen.balls(((ankle, 3.9), (instep, 3.3), (ball, 3.0)), main)
    line = blend_colours(main, p.sole, 0.8)
    for ahead in (3.4, 6.0):
        a = foot.point((ahead, sole_y + 8.6 - ahead * 0.35, 1.8))
        b = foot.point((ahead + 1.4, sole_y + 6.4 - ahead * 0.3, 3.0))
        pen.balls(((a, 0.34), (b, 0.34)), line)


def _toe(foot: Frame, floor: float | None, sole_y: float) -> Vec:
    toe = foot.point((TOE - 2.2, sole_y + 2.2, 0.0))
    if floor is None or toe[1] >= floor + 2.2:
        return toe
    return (toe[0], floor + 2.2, toe[2])


def _bare_foot(pen: Pen, foot: Frame, heel: Vec, ball: Vec, toe: Vec, far: bool) -> None:
    p = pen.palette
    skin = p.skin_far if far else p.skin
    ankle = foot.point((0.0, -1.0, 0.0))
    pen.balls(
        (
            (ankle, 3.2),
            (heel, 3.5),
            (foot.point((4.0, -ANKLE + 3.0, 0)), 2.6),
            (ball, 2.7),
            (toe, 1.7),
        ),
        skin,
    )
    pen.balls(((ankle, 3.2), (foot.point((6.0, -ANKLE + 4.4, 0.0)), 2.7), (ball, 2.7)), skin)
    line = blend_colours(skin, p.skin_line, 0.6)
    for out in (-2.4, -0.8, 0.8, 2.4):
        a = foot.point((TOE - 3.4 - abs(out) * 0.4, -ANKLE + 2.6, out))
        b = foot.point((TOE - 0.8 - abs(out) * 0.5, -ANKLE + 2.0, out))
        pen.balls(((a, 1.15), (b, 1.05)), skin)
        pen.balls(((b, 0.25), (a, 0.2)), line)
    pen.balls(((foot.point((-0.4, -0.6, -2.2)), 1.25),), blend_colours(skin, p.skin_line, 0.3))
