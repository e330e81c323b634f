"""What stands in the room: chair, plant, couch, table."""

from __future__ import annotations

import math

from hipbreak.ui.figure.curves import smooth
from hipbreak.ui.figure.frame import Frame
from hipbreak.ui.figure.palette import Colour, blend_colours
from hipbreak.ui.figure.pen import Pen
from hipbreak.ui.figure.shapes import block, floor_round
from hipbreak.ui.figure.vec import Vec


def _panel(frame: Frame, x: float, y0: float, y1: float, half: float, tip: float) -> list[Vec]:
    """An upright rounded panel across the body, tipped back by `tip` at its top."""
    corner = 7.0
    points = []
    for cy, cz, start in (
        (y1 - corner, half - corner, 0),
        (y1 - corner, corner - half, 90),
        (y0 + corner, corner - half, 180),
        (y0 + corner, half - corner, 270),
    ):
        for i in range(7):
            turn = math.radians(start + 15 * i)
            y = cy + corner * math.sin(turn)
            z = cz + corner * math.cos(turn)
            curve = 5.0 * (z / half) ** 2
            points.append(frame.point((x - tip * (y - y0) / (y1 - y0) + curve, y, z)))
    return points


def draw_chair_frame(pen: Pen, frame: Frame, size: float) -> None:
    """The legs and posts of a wooden chair; `size` is the height of the seat."""
    p = pen.palette
    for x, z in ((-17.0, -18.0), (-17.0, 18.0), (19.0, -18.0), (19.0, 18.0)):
        top = frame.point((x, size - 6, z))
        foot = frame.point((x * 1.22, 1.0, z * 1.12))
        pen.balls(((top, 1.9), (foot, 1.15)), p.wood_dark if z < 0 else p.wood)
    for z in (-15.0, 15.0):
        pen.balls(
            ((frame.point((-20.0, size - 4, z)), 1.5), (frame.point((-25.5, size + 28, z)), 1.4)),
            p.wood_dark if z < 0 else p.wood,
        )


def draw_chair_back(pen: Pen, frame: Frame, size: float) -> None:
    p = pen.palette
    back = _panel(frame, -23.0, size + 16, size + 46, 21.0, 5.0)
    rear = [(v[0] - 2.4, v[1], v[2]) for v in back]
    pen.surface(rear, p.seat_dark)
    pen.surface(back, p.seat)


def draw_chair_seat(pen: Pen, frame: Frame, size: float) -> None:
    """The board and the cushion upon it."""
    p = pen.palette
    block(pen, frame, (-22.0, 23.0, 22.5, 8.0), size - 7.0, size - 4.5, (p.wood, p.wood_dark))
    block(pen, frame, (-21.0, 23.5, 22.0, 9.0), size - 4.5, size, (p.seat, p.seat_dark))


def draw_leaves(pen: Pen, frame: Frame, size: float) -> None:
    """The far leaves of a pot plant; `size` 1 is knee-high."""
    p = pen.palette
    root = frame.point((0.0, 20.0 * size, 0.0))
    for lean, reach, dark in (
        (-62, 27, True),
        (58, 26, True),
        (-34, 35, False),
        (33, 34, False),
        (-10, 42, True),
        (12, 39, False),
    ):
        _leaf(pen, root, lean, reach * size, p.leaf_dark if dark else p.leaf)


def draw_pot(pen: Pen, frame: Frame, size: float) -> None:
    """The pot, as smooth as the picture is fine, and its earth."""
    p = pen.palette
    for y, half in ((0.8, 7.2), (2.0, 7.6)):
        floor_round(pen, frame.point((0.0, y * size, 0.0)), half * size, half * size, p.pot_dark)
    steps = max(24, round(20 * size * pen.k / 1.5))
    for i in range(steps + 1):
        share = i / steps
        half = (7.6 + 2.4 * share) * size
        colour = p.pot if share < 0.82 else blend_colours(p.pot, p.pot_dark, 0.55)
        floor_round(pen, frame.point((0.0, (1 + 20 * share) * size, 0.0)), half, half, colour)
    floor_round(pen, frame.point((0.0, 21.2 * size, 0.0)), 8.6 * size, 8.6 * size, p.wood_dark)


def draw_near_leaves(pen: Pen, frame: Frame, size: float) -> None:
    p = pen.palette
    root = frame.point((0.0, 20.0 * size, 0.0))
    for lean, reach in ((-48, 22), (45, 23), (3, 30)):
        _leaf(pen, root, lean, reach * size, p.leaf)


def _leaf(pen: Pen, root: Vec, lean: float, reach: float, colour: Colour) -> None:
    x, y = pen.camera.point(root)
    turn = math.radians(lean)
    dx, dy = math.sin(turn) * reach * pen.k, -math.cos(turn) * reach * pen.k
    bow = 0.16 if lean > 0 else -0.16
    wide = 0.17
    spine = [
        (x + dx * t - dy * bow * t * t, y + dy * t + dx * bow * t * t)
        for t in (0.0, 0.35, 0.7, 1.0)
    ]
    edge = [
        (sx - dy * wide * w, sy + dx * wide * w)
        for (sx, sy), w in zip(spine, (0.05, 0.85, 0.8, 0.0), strict=True)
    ]
    other = [
        (sx + dy * wide * w, sy - dx * wide * w)
        for (sx, sy), w in zip(spine, (0.05, 0.85, 0.8, 0.0), strict=True)
    ]
    pen.polygon(smooth(edge, 5) + smooth(other, 5)[::-1], colour)
    vein = blend_colours(colour, pen.palette.leaf_dark, 0.7)
    pen.line(smooth(spine[:3], 4), 0.45 * pen.k, vein)


def draw_couch_back(pen: Pen, frame: Frame, size: float) -> None:
    """Feet and back of a couch whose front lies at the place; `size` is its seat's height."""
    p = pen.palette
    for x, z in ((-62.0, 44.0), (-8.0, 44.0), (-8.0, -44.0)):
        pen.balls(((frame.point((x, 6, z)), 2.0), (frame.point((x, 1, z)), 1.4)), p.wood_dark)
    block(pen, frame, (-78.0, -50.0, 50.0, 10.0), 6.0, size + 36, (p.pot, p.pot_dark))


def draw_couch_base(pen: Pen, frame: Frame, size: float) -> None:
    colours = (pen.palette.pot, pen.palette.pot_dark)
    block(pen, frame, (-70.0, 0.0, 50.0, 7.0), 6.0, size - 12, colours)


def draw_couch_seat(pen: Pen, frame: Frame, size: float) -> None:
    """The cushion."""
    colours = (pen.palette.pot, pen.palette.pot_dark)
    block(pen, frame, (-62.0, 1.5, 48.0, 9.0), size - 12, size, colours)


def table_box() -> tuple[float, float, float, float]:
    """The top of a table: from, to, half its width, corner; its edge is at 0."""
    return (-140.0, 0.0, 34.0, 4.0)


def draw_table_legs(pen: Pen, frame: Frame, size: float) -> None:
    """The legs of a firm table whose edge lies at the place; `size` is its height."""
    p = pen.palette
    for x, z in ((-132.0, -28.0), (-12.0, -28.0), (-132.0, 28.0), (-12.0, 28.0)):
        leg = ((frame.point((x, size - 5, z)), 2.2), (frame.point((x, 1.2, z)), 1.6))
        pen.balls(leg, p.wood_dark if z < 0 else p.wood)


def draw_table_top(pen: Pen, frame: Frame, size: float) -> None:
    p = pen.palette
    block(pen, frame, table_box(), size - 6.5, size - 3.0, (p.wood, p.wood_dark))
    x0, x1, half, corner = table_box()
    top = (x0 + 1, x1 - 1, half - 1, corner)
    block(pen, frame, top, size - 3.0, size, (p.seat, p.seat_dark))
