"""Every thing that a figure file may put into its scene."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hipbreak.ui.figure import floor_things, furniture
from hipbreak.ui.figure.figure import Prop
from hipbreak.ui.figure.frame import Frame
from hipbreak.ui.figure.pen import Outline, Pen

Draw = Callable[[Pen, Frame, float], None]


def draw_prop(pen: Pen, prop: Prop) -> None:
    """A thing, from its farthest part; with a line round each where contrast is to be high."""
    frame, thing = Frame(prop.at).turned(prop.turn), PROPS[prop.kind]
    edge = pen.palette.outline if thing.solid else None
    for draw in thing.parts:
        if edge:
            draw(Outline(pen, edge), frame, prop.size)
        draw(pen, frame, prop.size)


@dataclass(frozen=True, slots=True)
class Thing:
    """How a thing is drawn, part by part, and the radius of its shadow in centimetres."""

    parts: tuple[Draw, ...]
    shadow: float = 0.0
    solid: bool = True
    """Not only a mark on the floor."""


PROPS = {
    "chair": Thing(
        (furniture.draw_chair_frame, furniture.draw_chair_back, furniture.draw_chair_seat), 27.0
    ),
    "plant": Thing((furniture.draw_leaves, furniture.draw_pot, furniture.draw_near_leaves), 11.0),
    "mat": Thing((floor_things.draw_mat,)),
    "couch": Thing(
        (furniture.draw_couch_back, furniture.draw_couch_base, furniture.draw_couch_seat), 50.0
    ),
    "ball": Thing((floor_things.draw_ball,)),
    "pillow": Thing((floor_things.draw_pillow,)),
    "table": Thing((furniture.draw_table_legs, furniture.draw_table_top)),
    "roller": Thing((floor_things.draw_roller,)),
    "line": Thing((floor_things.draw_line,), solid=False),
    "boards": Thing((floor_things.draw_boards,), solid=False),
}
"""Every thing a figure file may ask for."""
