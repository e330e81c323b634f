"""Hands with a palm, four fingers and a thumb, and feet in shoes or bare."""

from __future__ import annotations

import math

from hipbreak.ui.figure.palette import Colour, blend_colours
from hipbreak.ui.figure.pen import Ball, Pen
from hipbreak.ui.figure.pose import ArmPose
from hipbreak.ui.figure.rig import ANKLE, BALL, HEEL, PALM, TOE, Frame, Limb
from hipbreak.ui.figure.vec import Vec, along, mix

FINGERS = ((-2.9, 6.6, 0.92), (-1.0, 7.8, 1.0), (1.0, 7.6, 1.0), (2.9, 6.9, 0.95))
"""From the little finger to the index: outward place on the palm, length, half width."""


def _finger(hand: Frame, root: Vec, size: float, half: float, curl: float) -> list[Ball]:
    """Two joints bent towards the palm."""
    balls: list[Ball] = [(root, half)]
    at, bend = root, 0.0
    for share, width in ((0.52, 0.96), (0.48, 0.8)):
        bend += math.radians(curl)
        direction = hand.vector((math.cos(bend), -math.sin(bend), 0.0))
        at = along(at, direction, size * share)
        balls.append((at, half * width))
    return balls


def draw_hand(pen: Pen, arm: Limb, pose: ArmPose, far: bool) -> None:
    p, hand = pen.palette, arm.end
    skin = p.skin_far if far else p.skin
    line = p.skin_line if far else blend_colours(p.skin, p.skin_line, 0.75)
    # the thumb lies on the inner side when the palms face down
    inner = -1.0 if _thumb_inward(hand) else 1.0
    palm_near = pen.camera.near(hand.y) < 0
    if not palm_near:
        _thumb(pen, hand, pose.thumb, inner, skin)
    wrist: Ball = ((hand.at), 2.4)
    order = sorted(FINGERS, key=lambda f: pen.camera.near(hand.point((PALM, 0.0, -inner * f[0]))))
    pen.balls((wrist, (hand.point((3.2, 0.0, 0.0)), 3.0)), skin)
    heel, knuckles = hand.point((2.6, 0.0, inner * 1.2)), hand.point((7.2, 0.2, 0.0))
    pen.balls(((heel, 2.6), (hand.point((7.0, 0.2, inner * 1.9)), 2.1)), skin)
    pen.balls(((hand.point((2.6, 0.0, -inner * 1.0)), 2.6),
               (hand.point((7.0, 0.2, -inner * 1.9)), 2.0), (knuckles, 2.3)), skin)
    before: list[Ball] = []
    for i, (place, size, half) in enumerate(order):
        root = hand.point((PALM - 1.2, 0.2, -inner * -place))
        balls = _finger(hand, root, size, half, pose.curl + (2.0 if i == 0 else 0.0))
        pen.balls(balls, skin)
        if i:
            _gap(pen, hand, balls, before, line)
        before = balls
    if palm_near:
        _thumb(pen, hand, pose.thumb, inner, skin)


def _gap(pen: Pen, hand: Frame, balls: list[Ball], before: list[Ball], colour: Colour) -> None:
    """The line between two fingers."""
    camera = pen.camera
    line = [
        camera.point(mix(a, b, 0.5)) for (a, _), (b, _) in zip(balls, before, strict=True)
    ]
    pen.thread(line, 0.36 * pen.k, colour)


def _thumb_inward(hand: Frame) -> bool:
    return True


def _thumb(pen: Pen, hand: Frame, off: float, inner: float, colour: Colour) -> None:
    spread = math.radians(off)
    root = hand.point((2.6, -0.6, inner * 2.4))
    first = hand.vector((math.cos(spread), -0.35, inner * math.sin(spread)))
    second = hand.vector((math.cos(spread * 0.5), -0.45, inner * math.sin(spread * 0.5)))
    middle = along(root, first, 3.6)
    pen.balls(((root, 1.6), (middle, 1.25), (along(middle, second, 3.0), 0.95)), colour)


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
    pen.balls(((ankle, 3.2), (heel, 3.5), (foot.point((4.0, -ANKLE + 3.0, 0)), 2.6),
               (ball, 2.7), (toe, 1.7)), skin)
    pen.balls(((ankle, 3.2), (foot.point((6.0, -ANKLE + 4.4, 0.0)), 2.7), (ball, 2.7)), skin)
    line = blend_colours(skin, p.skin_line, 0.6)
    for out in (-2.4, -0.8, 0.8, 2.4):
        a = foot.point((TOE - 3.4 - abs(out) * 0.4, -ANKLE + 2.6, out))
        b = foot.point((TOE - 0.8 - abs(out) * 0.5, -ANKLE + 2.0, out))
        pen.balls(((a, 1.15), (b, 1.05)), skin)
        pen.balls(((b, 0.25), (a, 0.2)), line)
    pen.balls(((foot.point((-0.4, -0.6, -2.2)), 1.25),), blend_colours(skin, p.skin_line, 0.3))
