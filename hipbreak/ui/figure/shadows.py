"""Shadows: under feet that stand, and along whatever lies on the floor, a mat or a table."""

from __future__ import annotations

import math
from collections.abc import Iterator

from hipbreak.ui.figure.figure import Prop
from hipbreak.ui.figure.floor_things import MAT
from hipbreak.ui.figure.frame import Frame
from hipbreak.ui.figure.furniture import table_box
from hipbreak.ui.figure.limbs import ANKLE
from hipbreak.ui.figure.palette import Colour, blend_colours
from hipbreak.ui.figure.pen import Pen
from hipbreak.ui.figure.rig import Skeleton
from hipbreak.ui.figure.shapes import floor_round
from hipbreak.ui.figure.vec import Vec

NEAR = 34.0
"""Centimetres above the ground from which a part casts no shadow that is seen (ours)."""
TOWARDS = 2.5
"""How far shadows fall towards us: the light stands behind, above (ours)."""


def draw_shadows(pen: Pen, body: Skeleton, props: tuple[Prop, ...]) -> None:
    _draw_lying(pen, body, props)
    p = pen.palette
    colour = blend_colours(p.floor, p.shadow, 0.85)
    for side, leg in body.legs.items():
        if body.pose.leg(side).ankle is not None:
            continue
        toes, ankle = leg.end.point((7.0, -ANKLE, 0.0)), leg.end.at
        lift = max(0.0, min(toes[1], ankle[1] - ANKLE))
        size = 1 - lift / 26
        if size > 0.15:
            middle = ((toes[0] + ankle[0]) / 2, 0.0, (toes[2] + ankle[2]) / 2)
            floor_round(pen, middle, 15 * size, 8 * size, colour)


def _draw_lying(pen: Pen, body: Skeleton, props: tuple[Prop, ...]) -> None:
    cushioned = any(prop.kind == "pillow" for prop in props)
    for a, b, half in _low_parts(body, cushioned):
        middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2)
        height, colour = _ground(pen, props, middle)
        ends = [1 - (v[1] - height) / NEAR for v in (a, b)]
        if min(ends) > 0.1:
            _capsule(pen, (a, b), (half * ends[0], half * ends[1]), height, colour)


def _low_parts(body: Skeleton, cushioned: bool) -> Iterator[tuple[Vec, Vec, float]]:
    """Parts of the body with half their width, the trunk first."""
    if abs(body.pelvis.y[1]) < 0.6:
        yield body.pelvis.at, body.chest.at, 13.0
        shoulders = body.chest.point((0.0, 18.0 if cushioned else 26.0, 0.0))
        yield body.chest.at, shoulders, 14.0
        if not cushioned:
            yield shoulders, body.head.at, 9.0
    for side, leg in body.legs.items():
        if body.pose.leg(side).stand is None:
            yield leg.root, leg.joint, 9.5
            yield leg.joint, leg.tip, 7.5
    for arm in body.arms.values():
        yield arm.joint, arm.tip, 5.0


def _ground(pen: Pen, props: tuple[Prop, ...], at: Vec) -> tuple[float, Colour]:
    """Height and shadow of the highest thing below a point."""
    p = pen.palette
    for prop in props:
        x, z = at[0] - prop.at[0], at[2] - prop.at[2]
        if prop.kind == "mat" and abs(x) < prop.size / 2 and abs(z) < MAT.half:
            return MAT.thick, blend_colours(p.mat, p.mat_dark, 0.75)
        if prop.kind == "table":
            x0, x1, half, _ = table_box()
            if x0 < x < x1 and abs(z) < half and at[1] > prop.size:
                return prop.size, blend_colours(p.seat, p.seat_dark, 0.75)
    return 0.0, blend_colours(p.floor, p.shadow, 0.85)


def _capsule(
    pen: Pen, ends: tuple[Vec, Vec], halves: tuple[float, float], height: float, colour: Colour
) -> None:
    """A round-ended flat strip on the ground."""
    (ax, _, az), (bx, _, bz) = ends
    size = math.hypot(bx - ax, bz - az)
    c, s = ((bx - ax) / size, (bz - az) / size) if size else (1.0, 0.0)
    at, outline = pen.laid(Frame((0.0, height, 0.0))), []
    for x, z, half, way in ((ax, az, halves[0], -1.0), (bx, bz, halves[1], 1.0)):
        ahead, near = half * way, z + TOWARDS * min(1.0, half / 8)
        for u, v in HALF_ROUND:
            outline.append(at(x + ahead * (c * u - s * v), 0.0, near + ahead * (s * u + c * v)))
    pen.polygon(outline, colour)


HALF_ROUND = tuple((math.sin(math.pi * i / 8), -math.cos(math.pi * i / 8)) for i in range(9))
"""Half a circle round the end of a strip: along it and across."""
