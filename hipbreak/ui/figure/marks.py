"""Signs of direction: straight arrows, circling strokes, and a press into the floor."""

from __future__ import annotations

import math

from hipbreak.ui.figure.figure import Mark
from hipbreak.ui.figure.palette import Colour, blend_colours
from hipbreak.ui.figure.pen import Pen
from hipbreak.ui.figure.rig import Skeleton
from hipbreak.ui.figure.vec import Point, Vec, add

CIRCLE_SECONDS = 4.0
"""One round of a circling sign (ours)."""
RING = 5.3
"""How much of the round is drawn, radians."""


def draw_marks(
    pen: Pen,
    body: Skeleton,
    marks: tuple[Mark, ...],
    moment: tuple[float, float],
    behind: bool,
) -> None:
    """The signs before or behind the body; a circle goes round it and is drawn in both.

    `moment`: the light on the muscles, with which signs grow, and the time.
    """
    glow, t = moment
    for mark in marks:
        at = body.frame(mark.on).point(mark.at)
        colour = blend_colours(pen.palette.wall, pen.palette.accent, 0.3 + 0.7 * glow)
        if mark.kind == "circle":
            _circle(pen, at, mark.radius, colour, t, behind)
        elif mark.behind != behind:
            continue
        elif mark.kind == "line":
            end = add(at, body.frame(mark.on).vector(mark.to))
            _arrow(pen, _stretch(pen, at, end, 0.55 + 0.45 * glow), colour)
        else:
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


def _circle(pen: Pen, at: Vec, radius: float, colour: Colour, t: float, behind: bool) -> None:
    """The far or the near half of a level ring with a gap and a head that goes round."""
    start = t * math.tau / CIRCLE_SECONDS
    runs: list[list[Point]] = [[]]
    steps = 42
    for i in range(steps + 1):
        turn = start + i * RING / steps
        offset = (radius * math.cos(turn), 0.0, radius * math.sin(turn))
        if (pen.camera.near(offset) < 0) == behind:
            runs[-1].append(pen.camera.point(add(at, offset)))
        elif runs[-1]:
            runs.append([])
    ends_here = bool(runs[-1])
    for run in runs:
        if len(run) > 1:
            pen.line(run, 1.6 * pen.k, colour)
    if ends_here and len(runs[-1]) > 1:
        _arrow(pen, runs[-1][-2:], colour, 1.6)


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
    points = []
    for i in range(33):
        turn = i * math.tau / 32
        offset = (1.35 * radius * math.cos(turn), 0.0, radius * math.sin(turn))
        points.append(pen.camera.point(add(at, offset)))
    pen.thread(points, 0.9 * pen.k, colour)
