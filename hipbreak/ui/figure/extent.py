"""Which part of a picture ever changes."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator

from hipbreak.ui.figure.backdrop import WALKWAY
from hipbreak.ui.figure.canvas import Canvas
from hipbreak.ui.figure.figure import Figure
from hipbreak.ui.figure.partner import partner_body, to_world
from hipbreak.ui.figure.rig import Skeleton
from hipbreak.ui.figure.vec import Vec, add

Box = tuple[int, int, int, int]
MARGIN = 16.0
"""Centimetres round the joints that their flesh and clothes may take."""
MOMENTS = 24
"""Moments of the loop that are looked at."""


def moving_box(figure: Figure, canvas: Canvas, skeleton: Callable[[float, float], Skeleton]) -> Box:
    """The box of all that ever moves, in whole pixels of the finished picture."""
    points = list(_bounds(canvas, _ever_touched(figure, skeleton)))
    pad, fine = MARGIN * canvas.camera.k, canvas.fine
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return (
        max(0, math.floor((min(xs) - pad) / fine)),
        max(0, math.floor((min(ys) - pad) / fine)),
        min(canvas.size[0], math.ceil((max(xs) + pad) / fine)),
        min(canvas.size[1], math.ceil((max(ys) + pad) / fine)),
    )


def _bounds(canvas: Canvas, points: Iterable[Vec]) -> Iterator[tuple[float, float]]:
    return (canvas.camera.point(v) for v in points)


def _ever_touched(figure: Figure, skeleton: Callable[[float, float], Skeleton]) -> Iterator[Vec]:
    for i in range(MOMENTS):
        t = figure.seconds * i / MOMENTS
        body = skeleton(t, float(i % 2))
        yield from _joints(body)
        yield from _marks(body, figure)
        other = partner_body(figure, t, body)
        if other and figure.partner:
            yield from (to_world(figure.partner, v) for v in _joints(other))
        for prop in figure.props:
            if prop.follow:
                x, y, z = prop.at
                moved = prop.follow * (body.pelvis.at[0] - skeleton(0.0, 0.0).pelvis.at[0])
                yield from ((x + moved, y, z - 24), (x + moved, y, z + 24))
    if figure.gait:
        yield from ((-WALKWAY, 0.0, 0.0), (WALKWAY, 0.0, 0.0))


def _joints(body: Skeleton) -> Iterator[Vec]:
    yield from (body.head.at, body.head.point((-12.0, 8.0, 0.0)), body.pelvis.at)
    for limb in (*body.legs.values(), *body.arms.values()):
        yield from (limb.root, limb.joint, limb.tip, limb.end.point((15.0, 0.0, 0.0)))


def _marks(body: Skeleton, figure: Figure) -> Iterator[Vec]:
    for mark in figure.marks:
        frame = body.frame(mark.on)
        at = frame.point(mark.at)
        if mark.kind in ("line", "dots"):
            yield from (at, frame.point(add(mark.at, mark.to)))
        elif mark.kind == "place":
            yield at
        else:
            reach = 1.5 * mark.radius
            yield from ((at[0] - reach, 0.0, at[2] - reach), (at[0] + reach, 0.0, at[2] + reach))
            yield from (add(at, (-reach, 0.0, 0.0)), add(at, (reach, 0.0, 0.0)))
