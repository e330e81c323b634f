"""Someone who helps: a second body that faces the first one, and holds what the file says."""

from __future__ import annotations

from hipbreak.ui.figure.figure import Figure, Partner
from hipbreak.ui.figure.frame import SIDES, Frame
from hipbreak.ui.figure.motion import partner_at
from hipbreak.ui.figure.palette import Palette
from hipbreak.ui.figure.pen import Pen
from hipbreak.ui.figure.person import draw_part
from hipbreak.ui.figure.rig import LEG_PARTS, Skeleton, solve
from hipbreak.ui.figure.shadows import draw_shadows
from hipbreak.ui.figure.vec import Vec


def partner_body(figure: Figure, t: float, body: Skeleton) -> Skeleton | None:
    """The partner's joints in the partner's own world, beside the body of that moment."""
    pose = partner_at(figure, t)
    if pose is None or figure.partner is None:
        return None
    held = {
        f"other_{side}_{part}": _seen_from(figure.partner, body.frame(f"{side}_{part}"))
        for side in SIDES
        for part in LEG_PARTS
    }
    return solve(pose, 0.3, held)


PARTNER_LATER = 1.7
"""Seconds by which the partner blinks before the other."""


def to_world(partner: Partner, v: Vec) -> Vec:
    """A point of the partner's world in the scene's, and the other way round."""
    return (partner.x - v[0], v[1], v[2])


def _seen_from(partner: Partner, frame: Frame) -> Frame:
    """A part of the first body in the partner's world."""

    def back(v: Vec) -> Vec:
        return (-v[0], v[1], v[2])

    return Frame(to_world(partner, frame.at), back(frame.x), back(frame.y), back(frame.z))


def draw_partner(
    pen: Pen, palette: Palette, body: Skeleton, figure: Figure, t: float, over: bool
) -> None:
    """The partner beyond the first body, or what of the partner lies `over` it."""
    partner = figure.partner
    if partner is None:
        return
    own = Pen(pen.image, pen.camera.facing_back(partner.x), palette)
    if not over:
        draw_shadows(own, body, ())
    for part in partner.over if over else partner.order:
        draw_part(own, body, part, figure, t + PARTNER_LATER)
