"""Signs: straight arrows, circling strokes, dotted lines, a press into the floor, a place."""

from __future__ import annotations

import math

from hipbreak.ui.figure.figure import Mark
from hipbreak.ui.figure.palette import Colour, blend_colours
from hipbreak.ui.figure.pen import Pen
from hipbreak.ui.figure.rig import Skeleton
from hipbreak.ui.figure.vec import Point, Vec, add

MARKS = ("line", "dots", "circle", "press", "place")
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

    `moment`: the light on the muscles, with which signs grow, and the time within the loop.
    """
    glow, t = moment
    for mark in marks:
        if mark.kind != "circle" and mark.behind != behind:
            continue
        strength = glow if mark.during is None else during(mark.during, t)
        _draw_mark(pen, body, mark, (strength, t), behind)


def _draw_mark(
    pen: Pen, body: Skeleton, mark: Mark, moment: tuple[float, float], behind: bool
) -> None:
    strength, t = moment
    frame = body.frame(mark.on)
    at, end = frame.point(mark.at), frame.point(add(mark.at, mark.to))
    colour = blend_colours(pen.palette.accent_soft, pen.palette.accent, strength)
    match mark.kind:
        case "circle":
            _circle(pen, at, mark, colour, t, behind)
        case "line":
            _arrow(pen, _stretch(pen, at, end, 0.55 + 0.45 * strength), colour)
        case "dots":
            _dots(pen, at, end)
        case "place":
            _place(pen, at, mark.radius, strength)
        case _:
            _press(pen, at, mark.radius, strength, t)


FAINTEST = 0.05
"""The light on the muscles below which nothing presses."""
FADE_SECONDS = 0.35
"""How long a sign takes to come and to go (ours)."""


def during(span: tuple[float, float], t: float) -> float:
    """0 outside the span, 1 within, with a soft way between."""
    near = min(t - span[0], span[1] - t) / FADE_SECONDS
    return max(0.0, min(1.0, near))


def _dots(pen: Pen, at: Vec, end: Vec) -> None:
    """A dotted line to measure by."""
    (ax, ay), (bx, by) = pen.camera.point(at), pen.camera.point(end)
    count = max(2, round(math.hypot(bx - ax, by - ay) / (4.4 * pen.k)))
    for i in range(count + 1):
        share = i / count
        pen.dot(
            (ax + (bx - ax) * share, ay + (by - ay) * share),
            0.8 * pen.k * pen.camera.bold,
            pen.palette.accent,
        )


def _place(pen: Pen, at: Vec, radius: float, strength: float) -> None:
    """A soft light with a ring that tells one place of the body."""
    p, k = pen.palette, pen.k
    x, y = pen.camera.point(at)
    ring = p.outline or p.lens
    pen.glow((x, y), radius * 1.5 * k, 0.3 + 0.7 * strength, p.accent)
    reach = radius * (0.62 + 0.2 * strength) * k
    width = max(1, round(1.1 * k * pen.camera.bold))
    pen.draw.ellipse((x - reach, y - reach, x + reach, y + reach), outline=ring, width=width)
    pen.dot((x, y), 1.5 * k, ring)


def _stretch(pen: Pen, at: Vec, end: Vec, share: float) -> list[Point]:
    a, b = pen.camera.point(at), pen.camera.point(end)
    return [a, (a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share)]


def _arrow(pen: Pen, points: list[Point], colour: Colour, wide: float = 2.0) -> None:
    """A stroke with a head at its end."""
    k = pen.k * pen.camera.bold
    (ax, ay), (bx, by) = points[-2:]
    size = math.hypot(bx - ax, by - ay) or 1.0
    ux, uy = (bx - ax) / size, (by - ay) / size
    pen.line(points, wide * k, colour)
    head = 3.6 * k
    tip = (bx + ux * head * 0.9, by + uy * head * 0.9)
    for sign in (1.0, -1.0):
        wing = (bx - ux * head * 0.35 + sign * -uy * head, by - uy * head * 0.35 + sign * ux * head)
        pen.line([wing, tip], wide * k, colour)


def draw_sign(pen: Pen, points: list[Point], wide: float, head: float) -> None:
    """A line with a filled head, upon skin; in high contrast with a rim of the ground."""
    p = pen.palette
    if p.outline:
        rim = 0.6 * wide
        pen.line(points, wide + rim, p.lens)
        pen.arrow_head(points, head + rim, p.lens)
    pen.line(points, wide, p.accent)
    pen.arrow_head(points, head, p.accent)


def _circle(pen: Pen, at: Vec, mark: Mark, colour: Colour, t: float, behind: bool) -> None:
    """The far or the near half of a level ring with a gap and a head that goes round."""
    way = -1.0 if mark.reverse else 1.0
    start = t * math.tau / CIRCLE_SECONDS
    runs: list[list[Point]] = [[]]
    steps = 42
    for i in range(steps + 1):
        turn = way * (start + i * RING / steps)
        offset = (mark.radius * math.cos(turn), 0.0, mark.radius * math.sin(turn))
        if (pen.camera.near(offset) < 0) == behind:
            runs[-1].append(pen.camera.point(add(at, offset)))
        elif runs[-1]:
            runs.append([])
    ends_here = bool(runs[-1])
    for run in runs:
        if len(run) > 1:
            pen.line(run, 1.6 * pen.k * pen.camera.bold, colour)
    if ends_here and len(runs[-1]) > 1:
        _arrow(pen, runs[-1][-2:], colour, 1.6)


def _press(pen: Pen, at: Vec, radius: float, glow: float, t: float) -> None:
    """Rings that widen on the floor below."""
    p = pen.palette
    if glow > FAINTEST:
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
    x, y = pen.camera.point(at)
    rx, ry = 1.2 * radius * pen.k, 1.2 * radius * pen.k * pen.camera.flat
    width = max(1, round(0.9 * pen.k))
    pen.draw.ellipse((x - rx, y - ry, x + rx, y + ry), outline=colour, width=width)
