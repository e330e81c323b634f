"""Hands with a palm, four fingers and a thumb."""

from __future__ import annotations

import math

from hipbreak.ui.figure.camera import Laid
from hipbreak.ui.figure.limbs import PALM, Limb
from hipbreak.ui.figure.palette import Colour, blend_colours
from hipbreak.ui.figure.pen import Pen
from hipbreak.ui.figure.pose import ArmPose
from hipbreak.ui.figure.vec import Point

FINGERS = ((-2.9, 6.6, 0.92), (-1.0, 7.8, 1.0), (1.0, 7.6, 1.0), (2.9, 6.9, 0.95))
"""From the little finger to the index: outward place on the palm, length, half width."""
STRAIGHT = 30.0
"""Degrees of each joint below which a finger's knuckle makes no corner."""
INNER = -1.0
"""The side of the thumb in the axes of a hand, whose third number counts outward."""
PALM_PARTS = (
    ((0.0, 0.0, 0.0, 2.4), (3.2, 0.0, 0.0, 3.0)),
    ((2.6, 0.0, 1.2 * INNER, 2.6), (7.0, 0.2, 1.9 * INNER, 2.1)),
    ((2.6, 0.0, -INNER, 2.6), (7.0, 0.2, -1.9 * INNER, 2.0), (7.2, 0.2, 0.0, 2.3)),
)
"""The wrist, the ball of the thumb and the outer edge with the knuckles."""


def draw_hand(pen: Pen, arm: Limb, pose: ArmPose, far: bool) -> None:
    p, hand = pen.palette, arm.end
    skin = p.skin_far if far else p.skin
    line = p.skin_line if far else blend_colours(p.skin, p.skin_line, 0.75)
    at = pen.laid(hand)
    palm_near = pen.camera.near(hand.y) < 0
    if not palm_near:
        _thumb(pen, at, pose.thumb, skin)
    for part in PALM_PARTS:
        pen.beads(at, part, skin)
    order = FINGERS if pen.camera.near(hand.z) * INNER < 0 else FINGERS[::-1]
    before: list[Point] = []
    for i, (place, size, half) in enumerate(order):
        points = _finger(at, INNER * place, size, pose.curl + (2.0 if i == 0 else 0.0))
        k = pen.k * half
        pen.ribbon(points, (k, 0.96 * k, 0.8 * k), skin)
        if pose.curl > STRAIGHT:
            pen.dot(points[1], 0.96 * k, skin)
        pen.dot(points[2], 0.8 * k, skin)
        if before:
            pen.thread(_between(points, before), 0.36 * pen.k, line)
        before = points
    if palm_near:
        _thumb(pen, at, pose.thumb, skin)


def _finger(at: Laid, place: float, size: float, curl: float) -> list[Point]:
    """Root, middle and tip of a finger whose two joints are bent towards the palm."""
    x, y, bend = PALM - 1.2, 0.2, math.radians(curl)
    points = [at(x, y, place)]
    for share, turn in ((0.52, bend), (0.48, 2 * bend)):
        x += math.cos(turn) * size * share
        y -= math.sin(turn) * size * share
        points.append(at(x, y, place))
    return points


def _between(points: list[Point], others: list[Point]) -> list[Point]:
    """The line between two fingers."""
    return [
        ((ax + bx) / 2, (ay + by) / 2) for (ax, ay), (bx, by) in zip(points, others, strict=True)
    ]


def _thumb(pen: Pen, at: Laid, off: float, colour: Colour) -> None:
    """The thumb lies on the inner side when the palms face down."""
    x, y, z = 2.6, -0.6, 2.4 * INNER
    beads = [(x, y, z, 1.6)]
    for spread, down, size, half in ((off, 0.35, 3.6, 1.25), (off * 0.5, 0.45, 3.0, 0.95)):
        turn = math.radians(spread)
        x, y = x + math.cos(turn) * size, y - down * size
        z += INNER * math.sin(turn) * size
        beads.append((x, y, z, half))
    pen.beads(at, beads, colour)
