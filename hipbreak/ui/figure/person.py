"""The person as one: parts from the farthest to the nearest, and the light on the muscles."""

from __future__ import annotations

from hipbreak.ui.figure import body as trunk
from hipbreak.ui.figure.feet import draw_foot
from hipbreak.ui.figure.figure import Figure
from hipbreak.ui.figure.frame import SIDES
from hipbreak.ui.figure.hands import draw_hand
from hipbreak.ui.figure.head import draw_head
from hipbreak.ui.figure.motion import blink
from hipbreak.ui.figure.muscles import draw_glows
from hipbreak.ui.figure.pen import Outline, Pen
from hipbreak.ui.figure.rig import Skeleton

ORDER = ("arm_left", "leg_left", "hips", "leg_right", "shirt", "head", "arm_right")
"""From the farthest part to the nearest, for a body seen from its right front."""


def draw_body(
    pen: Pen,
    body: Skeleton,
    figure: Figure,
    glow: float,
    t: float,
    order: tuple[str, ...] = (),
) -> None:
    """The body; light shines through what is worn, so it comes when all below it is drawn.

    `order`: only these parts, where it is said.
    """
    order = order or figure.order or ORDER
    lit = {
        side: max((i for i, part in enumerate(order) if _carries_light(part, side)), default=-1)
        for side in SIDES
    }
    for i, part in enumerate(order):
        draw_part(pen, body, part, figure, t)
        for side in SIDES:
            if lit[side] == i:
                _draw_light(pen, body, figure, glow, side)


def _carries_light(part: str, side: str) -> bool:
    near = side == "right"
    return part in (f"leg_{side}", f"thigh_{side}", "hips") or (near and part == "shirt")


def _draw_light(pen: Pen, body: Skeleton, figure: Figure, glow: float, side: str) -> None:
    def cover(stencil: Pen) -> None:
        trunk.draw_hips(stencil, body)
        trunk.draw_thigh(stencil, body.legs[side], False)
        if side == "right":
            trunk.draw_shirt(stencil, body)

    draw_glows(pen, body, figure.glows, glow, side, cover)


def draw_part(pen: Pen, body: Skeleton, part: str, figure: Figure, t: float) -> None:
    """One part by its name; with a line round it where contrast is to be high."""
    if pen.palette.outline:
        _fill_part(Outline(pen, pen.palette.outline), body, part, figure, t)
    _fill_part(pen, body, part, figure, t)


def _fill_part(pen: Pen, body: Skeleton, part: str, figure: Figure, t: float) -> None:
    what, _, side = part.partition("_")
    match what:
        case "head":
            draw_head(pen, body, body.pose.eyes * blink(t))
        case "hips":
            trunk.draw_hips(pen, body)
        case "shirt":
            trunk.draw_neck(pen, body)
            trunk.draw_shirt(pen, body)
            trunk.draw_collar(pen, body)
        case "leg" | "shin" | "thigh":
            _draw_leg(pen, body, what, side, side in figure.bare)
        case _:
            _draw_arm(pen, body, what, side)


def _draw_leg(pen: Pen, body: Skeleton, what: str, side: str, bare: bool) -> None:
    leg, far = body.legs[side], side == "left"
    if what != "thigh":
        standing = body.pose.leg(side).ankle is None
        draw_foot(pen, leg, far, bare, 0.0 if standing else None)
        trunk.draw_shin(pen, leg, far, bare, across=what == "shin")
    if what != "shin":
        trunk.draw_thigh(pen, leg, far)


def _draw_arm(pen: Pen, body: Skeleton, what: str, side: str) -> None:
    arm, far = body.arms[side], side == "left"
    if what in ("arm", "forearm"):
        trunk.draw_forearm(pen, arm, far)
    if what in ("arm", "upper"):
        trunk.draw_upper_arm(pen, arm, far)
    if what != "upper":
        draw_hand(pen, arm, body.pose.arm(side), far)
