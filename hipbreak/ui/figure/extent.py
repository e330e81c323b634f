"""Which part of a picture ever changes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator

from hipbreak.ui.figure.backdrop import ASIDE, WALKMARK, WALKWAY
from hipbreak.ui.figure.canvas import Canvas
from hipbreak.ui.figure.figure import Figure
from hipbreak.ui.figure.partner import partner_body, to_world
from hipbreak.ui.figure.rig import Skeleton
from hipbreak.ui.figure.vec import Vec, add

Box = tuple[int, int, int, int]
Reach = tuple[Vec, float]
"""A place, and how far round it something may be drawn, in centimetres."""
HEAD, BUN, TRUNK, THIGH_ROOT, KNEE, ANKLE, TOES = 13.0, 6.5, 17.0, 11.0, 10.0, 15.0, 10.0
SHOULDER, ELBOW, WRIST, FINGERS = 8.0, 7.5, 11.0, 7.0
"""Flesh, clothes, shadow and line round each joint."""
SIGN, THING = 10.0, 16.0
"""Heads of arrows, at their boldest; things that go with the body."""
MOMENTS = 24
"""Moments of the loop that are looked at."""


def moving_boxes(
    figure: Figure, canvas: Canvas, skeleton: Callable[[float, float], Skeleton]
) -> list[Box]:
    """The boxes of all that ever moves, in whole pixels of the finished picture: that of bodies
    and things, and that of a floor which passes below them."""
    found = [_box(canvas, _touched(figure, skeleton))]
    if figure.gait:
        ends = (((x, 0.0, z), WALKMARK) for x in (-WALKWAY, WALKWAY) for z in (-ASIDE, ASIDE))
        found.append(_box(canvas, ends))
    return found


def _box(canvas: Canvas, reaches: Iterable[Reach]) -> Box:
    k, fine = canvas.camera.k, canvas.fine
    found = [(*canvas.camera.point(v), reach * k) for v, reach in reaches]
    return (
        max(0, math.floor(min(x - reach for x, _, reach in found) / fine)),
        max(0, math.floor(min(y - reach for _, y, reach in found) / fine)),
        min(canvas.size[0], math.ceil(max(x + reach for x, _, reach in found) / fine)),
        min(canvas.size[1], math.ceil(max(y + reach for _, y, reach in found) / fine)),
    )


def union(a: Box, b: Box, size: tuple[int, int]) -> Box:
    """The box of both, as far as it lies on a picture of this size."""
    return (
        max(0, min(a[0], b[0])),
        max(0, min(a[1], b[1])),
        min(size[0], max(a[2], b[2])),
        min(size[1], max(a[3], b[3])),
    )


def _touched(figure: Figure, skeleton: Callable[[float, float], Skeleton]) -> Iterator[Reach]:
    start = skeleton(0.0, 0.0).pelvis.at[0]
    for i in range(MOMENTS):
        t = figure.seconds * i / MOMENTS
        body = skeleton(t, float(i % 2))
        yield from joints(body)
        yield from _marks(body, figure)
        other = partner_body(figure, t, body)
        if other and figure.partner:
            yield from ((to_world(figure.partner, v), reach) for v, reach in joints(other))
        for prop in figure.props:
            if prop.follow:
                x, y, z = prop.at
                x += prop.follow * (body.pelvis.at[0] - start)
                yield from (((x, y, z + side), THING) for side in (-24, 24))


def joints(body: Skeleton) -> Iterator[Reach]:
    """Every joint, and how far round it the body may be drawn."""
    yield body.head.at, HEAD
    yield body.head.point((-12.0, 8.0, 0.0)), BUN
    yield from ((frame.at, TRUNK) for frame in (body.pelvis, body.loin, body.chest))
    for limb in body.legs.values():
        yield from ((limb.root, THIGH_ROOT), (limb.joint, KNEE), (limb.tip, ANKLE))
        yield limb.end.point((15.0, 0.0, 0.0)), TOES
    for limb in body.arms.values():
        yield from ((limb.root, SHOULDER), (limb.joint, ELBOW), (limb.tip, WRIST))
        yield limb.end.point((13.0, 0.0, 0.0)), FINGERS


def _marks(body: Skeleton, figure: Figure) -> Iterator[Reach]:
    for mark in figure.marks:
        frame = body.frame(mark.on)
        at = frame.point(mark.at)
        if mark.kind in ("line", "dots"):
            yield from ((at, SIGN), (frame.point(add(mark.at, mark.to)), SIGN))
        elif mark.kind == "place":
            yield at, 1.6 * mark.radius
        elif mark.kind == "circle":
            yield from ((add(at, (x, 0.0, z)), SIGN) for x, z in _round(mark.radius))
        else:
            wide = 1.85 * mark.radius
            for x in (-wide, wide):
                yield from ((add(at, (x, 0.0, 0.0)), SIGN), ((at[0] + x, 0.0, at[2] + x), 0.0))


def _round(radius: float) -> Iterator[tuple[float, float]]:
    """Eight points of a level ring, ahead and to the right."""
    for i in range(8):
        turn = i * math.tau / 8
        yield radius * math.cos(turn), radius * math.sin(turn)
