"""The person as one: parts from the farthest to the nearest, and the light on the muscles."""

from __future__ import annotations

from hipbreak.ui.figure import body as trunk
from hipbreak.ui.figure.curves import Flat
from hipbreak.ui.figure.feet import draw_foot
from hipbreak.ui.figure.figure import Figure
from hipbreak.ui.figure.frame import SIDES
from hipbreak.ui.figure.hands import draw_hand
from hipbreak.ui.figure.head import draw_head
from hipbreak.ui.figure.motion import blink
from hipbreak.ui.figure.muscles import Cover, draw_glows
from hipbreak.ui.figure.pen import Outline, Pen
from hipbreak.ui.figure.rig import Skeleton

Worn = dict[str, Flat]
"""Outlines of drawn clothes by the part of the body."""

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
    worn: Worn = {}
    for i, part in enumerate(order):
        draw_part(pen, body, part, figure, t, worn)
        for side in SIDES:
            if lit[side] == i:
                draw_glows(pen, body, figure.glows, glow, side, _cover(pen, body, side, worn))


def _carries_light(part: str, side: str) -> bool:
    near = side == "right"
    return part in (f"leg_{side}", f"thigh_{side}", "hips") or (near and part == "shirt")


def _cover(pen: Pen, body: Skeleton, side: str, worn: Worn) -> Cover:
    """What the light of one side may fall on, as far as it is drawn."""
    thigh = f"thigh_{side}"
    parts = ("hips", thigh, "shirt") if side == "right" else ("hips", thigh)
    outlines = [worn[part] for part in parts if part in worn]
    if thigh not in worn:
        return outlines, []
    leg, k = body.legs[side], pen.k
    ends = ((leg.root, trunk.THIGH_SHAPE[0][1] * k), (leg.joint, trunk.THIGH_SHAPE[-1][1] * k))
    return outlines, [(pen.camera.point(at), radius) for at, radius in ends]


def draw_part(
    pen: Pen, body: Skeleton, part: str, figure: Figure, t: float, worn: Worn | None = None
) -> None:
    """One part by its name; with a line round it where contrast is to be high.

    `worn`: takes the outline of what light may fall on.
    """
    worn = {} if worn is None else worn
    if pen.palette.outline:
        _fill_part(Outline(pen, pen.palette.outline), body, part, figure, t, worn)
    _fill_part(pen, body, part, figure, t, worn)


def _fill_part(pen: Pen, body: Skeleton, part: str, figure: Figure, t: float, worn: Worn) -> None:
    what, _, side = part.partition("_")
    match what:
        case "head":
            draw_head(pen, body, body.pose.eyes * blink(t))
        case "hips":
            worn["hips"] = trunk.draw_hips(pen, body)
        case "shirt":
            trunk.draw_neck(pen, body)
            worn["shirt"] = trunk.draw_shirt(pen, body)
            trunk.draw_collar(pen, body)
        case "leg" | "shin" | "thigh":
            _draw_leg(pen, body, what, side, side in figure.bare, worn)
        case _:
            _draw_arm(pen, body, what, side)


def _draw_leg(pen: Pen, body: Skeleton, what: str, side: str, bare: bool, worn: Worn) -> None:
    leg, far = body.legs[side], side == "left"
    if what != "thigh":
        standing = body.pose.leg(side).ankle is None
        draw_foot(pen, leg, far, bare, 0.0 if standing else None)
        trunk.draw_shin(pen, leg, far, bare, across=what == "shin")
    if what != "shin":
        worn[f"thigh_{side}"] = trunk.draw_thigh(pen, leg, far)


def _draw_arm(pen: Pen, body: Skeleton, what: str, side: str) -> None:
    arm, far = body.arms[side], side == "left"
    if what in ("arm", "forearm"):
        trunk.draw_forearm(pen, arm, far, below=what == "arm")
    if what in ("arm", "upper"):
        trunk.draw_upper_arm(pen, arm, far)
    if what != "upper":
        draw_hand(pen, arm, body.pose.arm(side), far)
