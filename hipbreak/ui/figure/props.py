"""Every thing that a figure file may put into its scene."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hipbreak.ui.figure.figure import Prop
from hipbreak.ui.figure.floor_things import (
    draw_ball,
    draw_boards,
    draw_line,
    draw_mat,
    draw_pillow,
    draw_roller,
)
from hipbreak.ui.figure.frame import Frame
from hipbreak.ui.figure.furniture import draw_chair, draw_couch, draw_plant, draw_table
from hipbreak.ui.figure.pen import Pen


def draw_prop(pen: Pen, prop: Prop) -> None:
    frame = Frame(prop.at).turned(prop.turn)
    PROPS[prop.kind].draw(pen, frame, prop.size)


@dataclass(frozen=True, slots=True)
class Thing:
    """How a thing is drawn, and the radius of its shadow in centimetres."""

    draw: Callable[[Pen, Frame, float], None]
    shadow: float = 0.0


PROPS = {
    "chair": Thing(draw_chair, 27.0),
    "plant": Thing(draw_plant, 11.0),
    "mat": Thing(draw_mat),
    "couch": Thing(draw_couch, 50.0),
    "ball": Thing(draw_ball),
    "pillow": Thing(draw_pillow),
    "table": Thing(draw_table),
    "roller": Thing(draw_roller),
    "line": Thing(draw_line),
    "boards": Thing(draw_boards),
}
"""Every thing a figure file may ask for."""
