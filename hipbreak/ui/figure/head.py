"""The head: a turned face with eyes that look somewhere, hair, an ear, a quiet mouth.

Head axes: x to the face, y up, z to the person's right; its middle is the middle of the skull.
"""

from __future__ import annotations

import math

from hipbreak.ui.figure.frame import Frame
from hipbreak.ui.figure.palette import blend_colours
from hipbreak.ui.figure.pen import Pen, smooth
from hipbreak.ui.figure.rig import Skeleton
from hipbreak.ui.figure.vec import Point, Vec, dot

SKULL_RADIUS = 10.4


def draw_head(pen: Pen, body: Skeleton, eyes: float) -> None:
    """`eyes`: 1 open, 0 closed (the pose's own word times the blink)."""
    head = body.head
    if pen.palette.hairstyle == "bun":
        _bun(pen, head)
    else:
        _nape(pen, head)
    _skull(pen, head)
    _face(pen, head)
    _features(pen, body, eyes)
    _hair(pen, head)
    _ear(pen, head)


def _bun(pen: Pen, head: Frame) -> None:
    p = pen.palette
    pen.balls(((head.point((-10.6, 6.2, 0.0)), 5.0),), p.hair)
    pen.balls(((head.point((-11.2, 7.6, 1.2)), 2.6),), p.hair_light)
    pen.balls(((head.point((-11.0, 6.2, 0.6)), 2.4),), p.hair)


def _nape(pen: Pen, head: Frame) -> None:
    """Short hair: full at the back, with a tuft over the brow."""
    p = pen.palette
    pen.balls(
        (
            (head.point((-2.4, 3.6, 0.0)), 10.2),
            (head.point((-4.6, 1.0, 0.0)), 8.6),
            (head.point((-6.0, -4.2, 0.0)), 4.6),
        ),
        p.hair,
    )
    for side in (-3.6, 0.0, 3.6):
        tuft = ((head.point((2.0, 9.0, side)), 4.0), (head.point((7.6, 8.4, side)), 2.6))
        pen.balls(tuft, p.hair)


def _skull(pen: Pen, head: Frame) -> None:
    pen.balls(((head.point((-1.0, 1.6, 0.0)), SKULL_RADIUS),), pen.palette.hair)


def _face(pen: Pen, head: Frame) -> None:
    """Brow, cheek and chin as one soft shape, and the nose on its rim."""
    p = pen.palette
    for side in (-1.0, 1.0):
        pen.balls(
            (
                (head.point((1.6, 1.2, side * 1.4)), 7.7),
                (head.point((3.0, -3.6, side * 1.2)), 6.0),
                (head.point((4.0, -8.0, side * 0.5)), 3.3),
            ),
            p.skin,
        )
    pen.balls(((head.point((0.0, -4.0, 0.0)), 6.2), (head.point((3.6, -8.0, 0.0)), 3.2)), p.skin)
    pen.balls(
        (
            (head.point((8.6, 1.0, 0.0)), 0.9),
            (head.point((10.3, -2.6, 0.0)), 1.15),
            (head.point((8.4, -3.4, 0.0)), 1.2),
        ),
        p.skin,
    )


def _on_face(head: Frame, up: float, out: float) -> Vec:
    """A point on the face's round front."""
    reach = 8.9 - 0.045 * up * up - 0.1 * out * out
    return head.point((reach, up, out))


def _features(pen: Pen, body: Skeleton, eyes: float) -> None:
    p, head, k = pen.palette, body.head, pen.k
    pose = body.pose
    shade = blend_colours(p.skin, p.skin_line, 0.7)
    nose = pen.camera.point(head.point((9.2, -3.9, 0.0)))
    pen.dot(nose, 0.5 * k, shade)
    sight = pen.camera.near(head.x)
    for side in (-1.0, 1.0):
        # an eye on the far side of the face is hidden by the nose and the brow
        facing = dot_near(pen, head, side)
        if facing < 0.06:
            continue
        if facing > 0.45:
            _blush(pen, head, side)
        _eye(pen, head, side, eyes, pose.gaze, pose.gaze_down)
    smile = pose.smile
    wide = 2.1
    mouth = [
        pen.camera.point(_on_face(head, -7.6 + up * smile, out))
        for out, up in ((-wide, 0.9), (-wide / 2, 0.1), (0.0, -0.15), (wide / 2, 0.1), (wide, 0.9))
    ]
    seen = [
        mouth[i]
        for i, out in enumerate((-wide, -wide / 2, 0.0, wide / 2, wide))
        if _visible(pen, head, out) or sight > 0.6
    ]
    if len(seen) > 1:
        pen.line(smooth(seen, 3), 0.62 * k, blend_colours(p.skin_line, p.eye, 0.25))


def _visible(pen: Pen, head: Frame, out: float) -> bool:
    normal = head.vector((0.8, 0.0, out * 0.22))
    return pen.camera.near(normal) > 0.02


def dot_near(pen: Pen, head: Frame, side: float) -> float:
    """How much of an eye's place on the face looks towards us."""
    return pen.camera.near(head.vector((0.86, 0.0, side * 0.5)))


def _blush(pen: Pen, head: Frame, side: float) -> None:
    at = pen.camera.point(_on_face(head, -3.6, side * 4.4))
    pen.glow(at, 3.0 * pen.k, 0.5, pen.palette.blush)


def _eye(pen: Pen, head: Frame, side: float, openness: float, gaze: float, down: float) -> None:
    p, k = pen.palette, pen.k
    at = _on_face(head, 0.3, side * 3.3)
    look = head.point((0.0, 0.0, 0.0))
    turn, drop = math.sin(math.radians(gaze)), math.sin(math.radians(down))
    middle = (at[0] - look[0], at[1] - look[1], at[2] - look[2])
    moved = head.point(
        (dot(middle, head.x), dot(middle, head.y) - 0.9 * drop, dot(middle, head.z) + 1.2 * turn)
    )
    facing = dot_near(pen, head, side)
    across = max(0.35, min(1.0, facing * 1.9))
    x, y = pen.camera.point(moved)
    brow = [
        pen.camera.point(_on_face(head, 3.4 + lift - 0.5 * drop, side * out))
        for out, lift in ((1.7, 0.2), (3.2, 0.6), (4.8, -0.1))
    ]
    if facing > 0.2:
        pen.line(smooth(brow, 3), 0.75 * k, p.hair)
    lid = [
        pen.camera.point(_on_face(head, 0.3 + lift, side * out))
        for out, lift in ((1.9, 0.0), (3.3, -0.75), (4.7, 0.0))
    ]
    if openness < 0.35:
        if facing < 0.3:
            return
        pen.line(smooth(lid, 3), 0.6 * k, p.eye)
        return
    rx, ry = 0.92 * k * across, 1.35 * k * min(1.0, openness) * (1 - 0.35 * max(0.0, drop))
    pen.draw.ellipse((x - rx, y - ry, x + rx, y + ry), fill=p.eye)
    pen.dot((x + 0.3 * k * across, y - 0.45 * k), 0.3 * k * across, (255, 255, 255))


HAIRLINE: tuple[Vec, ...] = (
    (8.1, 7.0, 0.0),
    (7.6, 6.6, 3.4),
    (5.9, 5.2, 6.4),
    (3.4, 2.4, 7.8),
    (2.2, -1.6, 8.0),
    (0.2, -2.6, 8.2),
    (-2.4, -4.6, 7.4),
    (-6.0, -6.6, 5.0),
)
"""From the middle of the forehead over the temple, before and behind the ear, to the nape."""


def _hair(pen: Pen, head: Frame) -> None:
    """The hair on the side that is seen, as a cap swept back to the bun."""
    p = pen.palette
    near = 1.0 if pen.camera.near(head.z) >= 0 else -1.0
    line = [pen.camera.point(head.point((x, y, z * near))) for x, y, z in HAIRLINE]
    far = [
        pen.camera.point(head.point((x, y, -z * near)))
        for x, y, z in HAIRLINE[1:4]
        if pen.camera.near(head.vector((x, 0.0, -z * near))) > 0
    ]
    middle = pen.camera.point(head.point((-1.0, 1.6, 0.0)))
    radius = (SKULL_RADIUS + 0.25) * pen.k
    start, end = _bearing(middle, line[-1]), _bearing(middle, far[-1] if far else line[0])
    arc = _arc(middle, radius, start, end, near * pen.camera.hand)
    edge = smooth(far[::-1] + line, 4)
    pen.polygon(edge + arc, p.hair)
    shine = [
        pen.camera.point(head.point((x, y, z * near)))
        for x, y, z in ((4.6, 9.2, 3.6), (0.0, 9.4, 5.4), (-5.0, 7.4, 5.8))
    ]
    pen.stroke(
        smooth(shine, 3), [0.55 * pen.k * w for w in (0.3, 0.7, 1, 1, 0.8, 0.5, 0.3)], p.hair_light
    )


def _bearing(middle: Point, at: Point) -> float:
    return math.atan2(at[1] - middle[1], at[0] - middle[0])


def _arc(middle: Point, radius: float, start: float, end: float, turn: float) -> list[Point]:
    """Points of a circle from one bearing to another, clockwise on the picture for +1."""
    span = (end - start) % math.tau if turn > 0 else -((start - end) % math.tau)
    return [
        (
            middle[0] + radius * math.cos(start + span * i / 30),
            middle[1] + radius * math.sin(start + span * i / 30),
        )
        for i in range(31)
    ]


def _ear(pen: Pen, head: Frame) -> None:
    p = pen.palette
    near = 1.0 if pen.camera.near(head.z) >= 0 else -1.0
    low, high = head.point((-0.8, -3.6, 8.0 * near)), head.point((-1.3, -1.2, 8.4 * near))
    if pen.camera.near(head.vector((0.0, 0.0, near))) < 0.05:
        return
    pen.balls(((low, 1.35), (high, 1.95)), p.skin)
    pen.balls(
        ((head.point((-1.0, -1.9, 8.6 * near)), 0.85),), blend_colours(p.skin, p.skin_line, 0.55)
    )
