"""The soft light on working muscles: where each lies on the body."""

from __future__ import annotations

from dataclasses import dataclass

from hipbreak.ui.figure.figure import Glow
from hipbreak.ui.figure.pen import Pen
from hipbreak.ui.figure.rig import Frame, Skeleton, outward
from hipbreak.ui.figure.vec import Vec


@dataclass(frozen=True, slots=True)
class Spot:
    """One round of light: centre in the part's axes (third number outward) and radius, cm."""

    at: Vec
    radius: float


@dataclass(frozen=True, slots=True)
class Muscle:
    """A muscle: the part it moves with, its light, and what is drawn before it."""

    part: str
    spots: tuple[Spot, ...]
    after: str
    """`leg`: drawn on the leg of its side; `shirt`: on the trunk."""


def _spots(*values: tuple[float, float, float, float]) -> tuple[Spot, ...]:
    return tuple(Spot((x, y, z), radius) for x, y, z, radius in values)


MUSCLES = {
    "glutes": Muscle(
        "pelvis", _spots((-7.5, -1.0, 8.5, 9.5), (-5.0, -3.5, 10.0, 9.0), (-1.0, -4.5, 11.0, 6.5)),
        "leg",
    ),
    "hip-front": Muscle(
        "thigh", _spots((-3.0, 5.0, 0.0, 7.0), (4.0, 5.0, 0.0, 8.5), (11.0, 4.5, 0.0, 7.0)), "leg"
    ),
    "thigh-front": Muscle(
        "thigh", _spots((8.0, 4.0, 0.0, 8.0), (18.0, 3.8, 0.0, 8.5), (28.0, 3.0, 0.0, 7.0)), "leg"
    ),
    "thigh-back": Muscle(
        "thigh", _spots((9.0, -3.5, 0.0, 7.5), (19.0, -3.0, 0.0, 7.5), (29.0, -2.5, 0.0, 6.0)),
        "leg",
    ),
    "calf": Muscle(
        "shin", _spots((7.0, -3.0, 0.0, 6.0), (14.0, -3.0, 0.0, 6.0), (21.0, -2.0, 0.0, 4.5)), "leg"
    ),
    "psoas": Muscle(
        "loin", _spots((5.0, 1.0, 6.5, 7.0), (4.5, 8.0, 5.0, 7.0), (3.5, 14.0, 3.5, 5.5)), "shirt"
    ),
    "belly": Muscle(
        "belly", _spots((-4.0, -1.0, 0.0, 11.0), (-4.0, 5.0, 0.0, 10.0)), "shirt"
    ),
    "low-back": Muscle(
        "loin", _spots((-7.0, 4.0, 2.0, 6.5), (-6.0, 11.0, 2.0, 6.5)), "shirt"
    ),
}


def draw_glows(
    pen: Pen, body: Skeleton, glows: tuple[Glow, ...], strength: float, after: str, side: str = ""
) -> None:
    """Light the muscles that belong after this part of the body."""
    if strength <= 0.02:
        return
    for glow in glows:
        muscle = MUSCLES[glow.muscle]
        if muscle.after != after:
            continue
        for which in ("right", "left"):
            if glow.side not in ("both", which) or (side and side != which):
                continue
            frame = _frame(body, muscle.part, which)
            sign = 1.0 if muscle.part in ("thigh", "shin") else outward(which)
            for spot in muscle.spots:
                at = frame.point((spot.at[0], spot.at[1], spot.at[2] * sign))
                pen.glow(
                    pen.camera.point(at), spot.radius * pen.k, strength, pen.palette.accent
                )


def _frame(body: Skeleton, part: str, side: str) -> Frame:
    if part == "loin":
        return body.loin
    return body.frame(part if part in ("pelvis", "belly") else f"{side}_{part}")
