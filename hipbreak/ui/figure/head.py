"""The head: a turned face with eyes that look somewhere, hair, an ear, a quiet mouth.

Head axes: x to the face, y up, z to the person's right; its middle is the middle of the skull.
"""

from __future__ import annotations

import math

from hipbreak.ui.figure.camera import Laid
from hipbreak.ui.figure.curves import Flat, smooth, smooth_line
from hipbreak.ui.figure.frame import Frame
from hipbreak.ui.figure.palette import blend_colours
from hipbreak.ui.figure.pen import Bead, Pen
from hipbreak.ui.figure.rig import Skeleton
from hipbreak.ui.figure.vec import Point, Vec

SKULL_RADIUS = 10.4


def draw_head(pen: Pen, body: Skeleton, eyes: float) -> None:
    """`eyes`: 1 open, 0 closed (the pose's own word times the blink)."""
    p, head = pen.palette, body.head
    at = pen.laid(head)
    for beads in BUN if p.hairstyle == "bun" else NAPE:
        pen.beads(at, beads, p.hair)
    if p.hairstyle == "bun":
        pen.beads(at, (SHINE_OF_BUN,), p.hair_light)
        pen.beads(at, (MIDDLE_OF_BUN,), p.hair)
    pen.beads(at, (SKULL,), p.hair)
    for beads in FACE:
        pen.beads(at, beads, p.skin)
    _features(pen, body, at, eyes)
    _hair(pen, head, at)
    _ear(pen, head, at)


BUN = (((-10.6, 6.2, 0.0, 5.0),),)
SHINE_OF_BUN, MIDDLE_OF_BUN = (-11.2, 7.6, 1.2, 2.6), (-11.0, 6.2, 0.6, 2.4)
NAPE = (
    ((-2.4, 3.6, 0.0, 10.2), (-4.6, 1.0, 0.0, 8.6), (-6.0, -4.2, 0.0, 4.6)),
    *(((2.0, 9.0, side, 4.0), (7.6, 8.4, side, 2.6)) for side in (-3.6, 0.0, 3.6)),
)
"""Short hair: full at the back, with a tuft over the brow."""
SKULL = (-1.0, 1.6, 0.0, SKULL_RADIUS)
FACE: tuple[tuple[Bead, ...], ...] = (
    *(
        ((1.6, 1.2, 1.4 * side, 7.7), (3.0, -3.6, 1.2 * side, 6.0), (4.0, -8.0, 0.5 * side, 3.3))
        for side in (-1.0, 1.0)
    ),
    ((0.0, -4.0, 0.0, 6.2), (3.6, -8.0, 0.0, 3.2)),
    ((8.6, 1.0, 0.0, 0.9), (10.3, -2.6, 0.0, 1.15), (8.4, -3.4, 0.0, 1.2)),
)
"""Brow, cheek and chin as one soft shape, and the nose on its rim."""


def _on_face(up: float, out: float) -> Vec:
    """A point on the face's round front, in the head's axes."""
    return (8.9 - 0.045 * up * up - 0.1 * out * out, up, out)


def _features(pen: Pen, body: Skeleton, at: Laid, eyes: float) -> None:
    p, k = pen.palette, pen.k
    ahead, aside = pen.camera.near(body.head.x), pen.camera.near(body.head.z)
    pen.dot(at(9.2, -3.9, 0.0), 0.5 * k, blend_colours(p.skin, p.skin_line, 0.7))
    for side in (-1.0, 1.0):
        # an eye on the far side of the face is hidden by the nose and the brow
        facing = 0.86 * ahead + 0.5 * side * aside
        if facing < 0.06:
            continue
        if facing > 0.45:
            pen.glow(at(*_on_face(-3.6, side * 4.4)), 3.0 * k, 0.5, p.blush)
        _eye(pen, at, side, facing, (eyes, body.pose.gaze, body.pose.gaze_down))
    mouth = [
        at(*_on_face(up * body.pose.smile - 7.6, out))
        for out, up in ((-2.1, 0.9), (-1.05, 0.1), (0.0, -0.15), (1.05, 0.1), (2.1, 0.9))
        if 0.8 * ahead + 0.22 * out * aside > 0.02 or ahead > 0.6
    ]
    if len(mouth) > 1:
        pen.line(smooth(mouth, 3), 0.62 * k, blend_colours(p.skin_line, p.eye, 0.25))


def _eye(pen: Pen, at: Laid, side: float, facing: float, look: tuple[float, float, float]) -> None:
    """`facing`: how much of its place looks towards us; `look`: openness, gaze and gaze down."""
    p, k, (openness, gaze, down) = pen.palette, pen.k, look
    turn, drop = math.sin(math.radians(gaze)), math.sin(math.radians(down))
    if facing > 0.2:
        brow = [
            at(*_on_face(3.4 + lift - 0.5 * drop, side * out))
            for out, lift in ((1.7, 0.2), (3.2, 0.6), (4.8, -0.1))
        ]
        pen.line(smooth(brow, 3), 0.75 * k, p.hair)
    if openness < 0.35:
        if facing >= 0.3:
            lid = [
                at(*_on_face(0.3 + lift, side * out))
                for out, lift in ((1.9, 0.0), (3.3, -0.75), (4.7, 0.0))
            ]
            pen.line(smooth(lid, 3), 0.6 * k, p.eye)
        return
    reach, up, out = _on_face(0.3, side * 3.3)
    x, y = at(reach, up - 0.9 * drop, out + 1.2 * turn)
    across = max(0.35, min(1.0, facing * 1.9))
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


SHINE = ((4.6, 9.2, 3.6), (0.0, 9.4, 5.4), (-5.0, 7.4, 5.8))
"""A strand of hair that catches the light."""


def _hair(pen: Pen, head: Frame, at: Laid) -> None:
    """The hair on the side that is seen, as a cap swept back to the bun."""
    p, k = pen.palette, pen.k
    ahead, aside = pen.camera.near(head.x), pen.camera.near(head.z)
    near = 1.0 if aside >= 0 else -1.0
    line = [at(x, y, z * near) for x, y, z in HAIRLINE]
    far = [at(x, y, -z * near) for x, y, z in HAIRLINE[3:0:-1] if x * ahead > z * abs(aside)]
    middle = at(-1.0, 1.6, 0.0)
    start, end = _bearing(middle, line[-1]), _bearing(middle, far[0] if far else line[0])
    arc = _arc(middle, (SKULL_RADIUS + 0.25) * k, start, end, near * pen.camera.hand)
    pen.polygon(smooth_line(far + line, 4) + arc, p.hair)
    shine = smooth([at(x, y, z * near) for x, y, z in SHINE], 3)
    pen.ribbon(shine, [0.55 * k * w for w in (0.3, 0.7, 1, 1, 0.8, 0.5, 0.3)], p.hair_light)


def _bearing(middle: Point, at: Point) -> float:
    return math.atan2(at[1] - middle[1], at[0] - middle[0])


def _arc(middle: Point, radius: float, start: float, end: float, turn: float) -> Flat:
    """Points of a circle from one bearing to another, clockwise on the picture for +1."""
    span = (end - start) % math.tau if turn > 0 else -((start - end) % math.tau)
    x, y = middle
    flat: Flat = []
    for i in range(31):
        bearing = start + span * i / 30
        flat += (x + radius * math.cos(bearing), y + radius * math.sin(bearing))
    return flat


def _ear(pen: Pen, head: Frame, at: Laid) -> None:
    p, aside = pen.palette, pen.camera.near(head.z)
    if abs(aside) < 0.05:
        return
    near = 1.0 if aside >= 0 else -1.0
    pen.beads(at, ((-0.8, -3.6, 8.0 * near, 1.35), (-1.3, -1.2, 8.4 * near, 1.95)), p.skin)
    within = (-1.0, -1.9, 8.6 * near, 0.85)
    pen.beads(at, (within,), blend_colours(p.skin, p.skin_line, 0.55))
