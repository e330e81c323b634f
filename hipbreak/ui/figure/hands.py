"""Hands with a palm, four fingers and a thumb, and feet in shoes or bare."""

from __future__ import annotations

import math

from hipbreak.ui.figure.frame import Frame
from hipbreak.ui.figure.limbs import PALM, Limb
from hipbreak.ui.figure.palette import Colour, blend_colours
from hipbreak.ui.figure.pen import Ball, Pen
from hipbreak.ui.figure.pose import ArmPose
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
    pen.balls(
        (
            (hand.point((2.6, 0.0, -inner * 1.0)), 2.6),
            (hand.point((7.0, 0.2, -inner * 1.9)), 2.0),
            (knuckles, 2.3),
        ),
        skin,
    )
    before: list[Ball] = []
    for i, (place, size, half) in enumerate(order):
        root = hand.point((PALM - 1.2, 0.2, -inner * -place))
        balls = _finger(hand, root, size, half, pose.curl + (2.0 if i == 0 else 0.0))
        pen.balls(balls, skin, rooted=True)
        if i:
            _gap(pen, hand, balls, before, line)
        before = balls
    if palm_near:
        _thumb(pen, hand, pose.thumb, inner, skin)


def _gap(pen: Pen, hand: Frame, balls: list[Ball], before: list[Ball], colour: Colour) -> None:
    """The line between two fingers."""
    camera = pen.camera
    line = [camera.point(mix(a, b, 0.5)) for (a, _), (b, _) in zip(balls, before, strict=True)]
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
