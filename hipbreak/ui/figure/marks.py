"""Signs of direction: straight arrows, circling strokes, and a press into the floor."""

from __future__ import annotations

import math

from hipbreak.ui.figure.figure import Mark
from hipbreak.ui.figure.palette import Colour, blend_colours
from hipbreak.ui.figure.pen import Pen
from hipbreak.ui.figure.rig import Skeleton
from hipbreak.ui.figure.vec import Point, Vec, add


def draw_mark(pen: Pen, body: Skeleton, mark: Mark, glow: float, t: float) -> None:
    """One sign; it grows with the work and rests with it."""
    frame = body.frame(mark.on)
    at = frame.point(mark.at)
    strength = 0.3 + 0.7 * glow
    colour = blend_colours(pen.palette.wall, pen.palette.accent, strength)
    match mark.kind:
        case "line":
            end = add(at, frame.vector(mark.to))
            _arrow(pen, _stretch(pen, at, end, 0.55 + 0.45 * glow), colour)
        case "circle":
            _circle(pen, at, mark.radius, colour, t)
        case _:
            _press(pen, at, mark.radius, glow, t)


def _stretch(pen: Pen, at: Vec, end: Vec, share: float) -> list[Point]:
    a, b = pen.camera.point(at), pen.camera.point(end)
    return [a, (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)]


def _arrow(pen: Pen, points: list[Point], colour: Colour, wide: float = 2.0) -> None:
    """A stroke with a head at its end."""
    k = pen.k
    (ax, ay), (bx, by) = points[-2:]
    size = math.hypot(bx - ax, by - ay) or 1.0
    ux, uy = (bx - ax) / size, (by - ay) / size
    pen.line(points, wide * k, colour)
    head = 3.6 * k
    tip = (bx + ux * head * 0.9, by + uy * head * 0.9)
    for sign in (1.0, -1.0):
        wing = (bx - ux * head * 0.35 + sign * -uy * head, by - uy * head * 0.35 + sign * ux * head)
        pen.line([wing, tip], wide * k, colour)


def _circle(pen: Pen, at: Vec, radius: float, colour: Colour, t: float) -> None:
    """A level ring with a gap and a head that goes round."""
    start = t * math.tau / 4.0
    points = [
        pen.camera.point(
            (
                at[0] + radius * math.cos(start + turn),
                at[1],
                at[2] + radius * 1.25 * math.sin(start + turn),
            )
        )
        for turn in (i * 5.2 / 36 for i in range(37))
    ]
    _arrow(pen, points, colour, 1.5)


def _press(pen: Pen, at: Vec, radius: float, glow: float, t: float) -> None:
    """Rings that widen on the floor below."""
    p = pen.palette
    if glow > 0.05:
        for offset in (0.0, 0.5):
            share = (t / 1.6 + offset) % 1.0
            _ring(
                pen,
                (at[0], 0.0, at[2]),
                radius * (0.75 + 0.75 * share),
                blend_colours(p.floor, p.accent, glow * (1 - share) * 0.85),
            )


def _ring(pen: Pen, at: Vec, radius: float, colour: Colour) -> None:
    """A thin level ring."""
    band = []
    for size, way in ((radius + 0.7, 1), (radius - 0.7, -1)):
        band += [
            pen.camera.point(
                (
                    at[0] + 1.35 * size * math.cos(i * math.tau / 24),
                    at[1],
                    at[2] + size * math.sin(i * math.tau / 28),
                )
            )
            for i in range(29)[::way]
        ]
    pen.polygon(band, colour)
