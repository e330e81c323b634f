"""Shapes that things are made of: rounds on the floor, level rounded slabs, soft boxes."""

from __future__ import annotations

import math

from hipbreak.ui.figure.frame import Frame
from hipbreak.ui.figure.palette import Colour
from hipbreak.ui.figure.pen import Pen
from hipbreak.ui.figure.vec import Vec


def floor_round(pen: Pen, at: Vec, ahead: float, across: float, colour: Colour) -> None:
    """A flat round on the floor."""
    x, y, z = at
    pen.surface([(x + ahead * c, y, z + across * s) for c, s in ROUND], colour)


ROUND = tuple((math.cos(i * math.tau / 32), math.sin(i * math.tau / 32)) for i in range(32))


def slab(frame: Frame, x0: float, x1: float, half: float, y: float, corner: float) -> list[Vec]:
    """A level rounded rectangle."""
    points = []
    for cx, cz, start in (
        (x1 - corner, half - corner, 0),
        (x0 + corner, half - corner, 90),
        (x0 + corner, corner - half, 180),
        (x1 - corner, corner - half, 270),
    ):
        for i in range(7):
            turn = math.radians(start + 15 * i)
            points.append(
                frame.point((cx + corner * math.cos(turn), y, cz + corner * math.sin(turn)))
            )
    return points


def block(
    pen: Pen,
    frame: Frame,
    box: tuple[float, float, float, float],
    y0: float,
    y1: float,
    colours: tuple[Colour, Colour],
) -> None:
    """A soft box: its side in the dark colour, its top in the light one."""
    x0, x1, half, corner = box
    steps = max(2, int((y1 - y0) * pen.k / 2))
    for i in range(steps):
        y = y0 + (y1 - y0) * i / steps
        pen.surface(slab(frame, x0, x1, half, y, corner), colours[1])
    pen.surface(slab(frame, x0, x1, half, y1, corner), colours[0])
