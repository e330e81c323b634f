"""Things in the scene: chair, plant, mat, couch, ball, lines on the floor."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from hipbreak.ui.figure.figure import Prop
from hipbreak.ui.figure.frame import Frame
from hipbreak.ui.figure.palette import Colour, blend_colours
from hipbreak.ui.figure.pen import Pen, smooth
from hipbreak.ui.figure.vec import Vec


def draw_prop(pen: Pen, prop: Prop) -> None:
    frame = Frame(prop.at).turned(prop.turn)
    PROPS[prop.kind].draw(pen, frame, prop.size)


def floor_round(pen: Pen, at: Vec, ahead: float, across: float, colour: Colour) -> None:
    """A flat round on the floor."""
    pen.surface(
        [
            (
                at[0] + ahead * math.cos(i * math.tau / 40),
                at[1],
                at[2] + across * math.sin(i * math.tau / 40),
            )
            for i in range(40)
        ],
        colour,
    )


def _slab(frame: Frame, x0: float, x1: float, half: float, y: float, corner: float) -> list[Vec]:
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


def _block(
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
        pen.surface(_slab(frame, x0, x1, half, y, corner), colours[1])
    pen.surface(_slab(frame, x0, x1, half, y1, corner), colours[0])


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


def _chair(pen: Pen, frame: Frame, size: float) -> None:
    """A wooden chair with a cushion; `size` is the height of the seat."""
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
    back = _panel(frame, -23.0, size + 16, size + 46, 21.0, 5.0)
    rear = [(v[0] - 2.4, v[1], v[2]) for v in back]
    pen.surface(rear, p.seat_dark)
    pen.surface(back, p.seat)
    _block(pen, frame, (-22.0, 23.0, 22.5, 8.0), size - 7.0, size - 4.5, (p.wood, p.wood_dark))
    _block(pen, frame, (-21.0, 23.5, 22.0, 9.0), size - 4.5, size, (p.seat, p.seat_dark))


def _plant(pen: Pen, frame: Frame, size: float) -> None:
    """A pot plant; `size` 1 is knee-high."""
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
    for y, half in ((0.8, 7.2), (2.0, 7.6)):
        floor_round(pen, frame.point((0.0, y * size, 0.0)), half * size, half * size, p.pot_dark)
    steps = 24
    for i in range(steps + 1):
        share = i / steps
        half = (7.6 + 2.4 * share) * size
        colour = p.pot if share < 0.82 else blend_colours(p.pot, p.pot_dark, 0.55)
        floor_round(pen, frame.point((0.0, (1 + 20 * share) * size, 0.0)), half, half, colour)
    floor_round(pen, frame.point((0.0, 21.2 * size, 0.0)), 8.6 * size, 8.6 * size, p.wood_dark)
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


def _mat(pen: Pen, frame: Frame, size: float) -> None:
    """A mat; `size` is its length."""
    p = pen.palette
    _block(pen, frame, (-size / 2, size / 2, 30.0, 5.0), 0.0, 1.4, (p.mat, p.mat_dark))


def _couch(pen: Pen, frame: Frame, size: float) -> None:
    """A couch whose front lies at the place; `size` is the height of its seat."""
    p = pen.palette
    colours = (p.pot, p.pot_dark)
    for x, z in ((-62.0, 44.0), (-8.0, 44.0), (-8.0, -44.0)):
        pen.balls(((frame.point((x, 6, z)), 2.0), (frame.point((x, 1, z)), 1.4)), p.wood_dark)
    _block(pen, frame, (-78.0, -50.0, 50.0, 10.0), 6.0, size + 36, colours)
    _block(pen, frame, (-70.0, 0.0, 50.0, 7.0), 6.0, size - 12, colours)
    _block(pen, frame, (-62.0, 1.5, 48.0, 9.0), size - 12, size, colours)


def _ball(pen: Pen, frame: Frame, size: float) -> None:
    """A ball; `size` is its radius."""
    p = pen.palette
    middle = frame.point((0.0, size, 0.0))
    pen.balls(((middle, size),), p.ball_dark)
    pen.balls(((frame.point((0.0, size * 1.12, size * 0.1)), size * 0.86),), p.ball)


def _line(pen: Pen, frame: Frame, size: float) -> None:
    """A straight line on the floor, `size` long."""
    half = 1.7
    pen.surface(
        [
            frame.point(v)
            for v in (
                (-size / 2, 0, -half),
                (size / 2, 0, -half),
                (size / 2, 0, half),
                (-size / 2, 0, half),
            )
        ],
        pen.palette.floor_line,
    )


def _boards(pen: Pen, frame: Frame, size: float) -> None:
    """Joints of floor boards, `size` long, thin and quiet."""
    p = pen.palette
    quiet = blend_colours(p.floor, p.floor_mark, 0.45)
    for z in (-48.0, -24.0, 24.0, 48.0):
        reach = size / 2 * math.sqrt(max(0.1, 1 - (z / 62) ** 2))
        pen.surface(
            [
                frame.point(v)
                for v in (
                    (-reach, 0, z - 0.5),
                    (reach, 0, z - 0.5),
                    (reach, 0, z + 0.5),
                    (-reach, 0, z + 0.5),
                )
            ],
            quiet,
        )


@dataclass(frozen=True, slots=True)
class Thing:
    """How a thing is drawn, and the radius of its shadow in centimetres."""

    draw: Callable[[Pen, Frame, float], None]
    shadow: float = 0.0


PROPS = {
    "chair": Thing(_chair, 27.0),
    "plant": Thing(_plant, 11.0),
    "mat": Thing(_mat),
    "couch": Thing(_couch, 50.0),
    "ball": Thing(_ball),
    "line": Thing(_line),
    "boards": Thing(_boards),
}
"""Every thing a figure file may ask for."""
