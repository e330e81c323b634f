"""The soft light on working muscles: where each lies on the body."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import ceil, floor

from PIL import Image, ImageChops

from hipbreak.ui.figure.figure import Glow
from hipbreak.ui.figure.frame import Frame, outward
from hipbreak.ui.figure.pen import Pen, Stencil, soft_mask
from hipbreak.ui.figure.rig import Skeleton
from hipbreak.ui.figure.vec import Point, Vec


@dataclass(frozen=True, slots=True)
class Spot:
    """One round of light: centre in the part's axes (third number outward) and radius, cm."""

    at: Vec
    radius: float


@dataclass(frozen=True, slots=True)
class Muscle:
    """A muscle: the part it moves with, and its light."""

    part: str
    spots: tuple[Spot, ...]


def _spots(*values: tuple[float, float, float, float]) -> tuple[Spot, ...]:
    return tuple(Spot((x, y, z), radius) for x, y, z, radius in values)


MUSCLES = {
    "glutes": Muscle(
        "pelvis",
        _spots(
            (-8.0, 2.0, 8.0, 8.0),
            (-6.5, -3.0, 9.0, 10.0),
            (-1.0, -5.5, 10.0, 8.0),
            (5.0, -6.5, 10.0, 6.0),
        ),
    ),
    "hip-front": Muscle(
        "thigh", _spots((-5.0, 4.5, 0.0, 7.0), (2.0, 4.5, 0.0, 9.0), (9.0, 4.5, 0.0, 7.5))
    ),
    "thigh-front": Muscle(
        "thigh", _spots((8.0, 4.0, 0.0, 8.0), (18.0, 3.8, 0.0, 8.5), (28.0, 3.0, 0.0, 7.0))
    ),
    "thigh-back": Muscle(
        "thigh", _spots((9.0, -3.5, 0.0, 7.5), (19.0, -3.0, 0.0, 7.5), (29.0, -2.5, 0.0, 6.0))
    ),
    "calf": Muscle(
        "shin", _spots((7.0, -3.0, 0.0, 6.0), (14.0, -3.0, 0.0, 6.0), (21.0, -2.0, 0.0, 4.5))
    ),
    "psoas": Muscle(
        "loin", _spots((5.0, 1.0, 6.5, 7.0), (4.5, 8.0, 5.0, 7.0), (3.5, 14.0, 3.5, 5.5))
    ),
    "belly": Muscle("belly", _spots((-4.0, -1.0, 2.0, 11.0), (-4.0, 5.0, 2.0, 10.0))),
    "low-back": Muscle("loin", _spots((-7.0, 4.0, 2.0, 6.5), (-6.0, 11.0, 2.0, 6.5))),
}
"""Where each muscle lies (ours, by eye): ahead or along, up or front, outward, radius."""


def draw_glows(
    pen: Pen,
    body: Skeleton,
    glows: tuple[Glow, ...],
    strength: float,
    side: str,
    cover: Callable[[Pen], None],
) -> None:
    """Light the muscles of one side, kept inside what `cover` draws."""
    lights: list[tuple[Point, float]] = []
    for glow in glows:
        if glow.side in ("both", side):
            lights += _lights(pen, body, MUSCLES[glow.muscle], side)
    if lights and strength > 0.02:
        _paint(pen, lights, strength, cover)


def _lights(pen: Pen, body: Skeleton, muscle: Muscle, side: str) -> list[tuple[Point, float]]:
    frame = _frame(body, muscle.part, side)
    sign = 1.0 if muscle.part in ("thigh", "shin") else outward(side)
    found: list[tuple[Point, float]] = []
    for spot in muscle.spots:
        x, y, z = spot.at
        at, radius = pen.camera.point(frame.point((x, y, z * sign))), spot.radius * pen.k
        if found:
            (bx, by), before = found[-1]
            for share in (1 / 3, 2 / 3):  # between two spots, so that no beads are seen
                middle = (bx + (at[0] - bx) * share, by + (at[1] - by) * share)
                found.append((middle, before + (radius - before) * share))
        found.append((at, radius))
    return found


def _paint(
    pen: Pen, lights: list[tuple[Point, float]], strength: float, cover: Callable[[Pen], None]
) -> None:
    box = (
        max(0, floor(min(x - r for (x, _), r in lights))),
        max(0, floor(min(y - r for (_, y), r in lights))),
        min(pen.image.width, ceil(max(x + r for (x, _), r in lights))),
        min(pen.image.height, ceil(max(y + r for (_, y), r in lights))),
    )
    if box[2] <= box[0] or box[3] <= box[1]:
        return
    stencil = Stencil(pen, box)
    cover(stencil)
    wide, high = stencil.image.size
    light = Image.new("L", (wide // COARSE + 1, high // COARSE + 1))
    for (x, y), radius in lights:
        mask = soft_mask(max(2, round(radius / COARSE)), max(0, min(16, round(strength * 16))))
        half = mask.width // 2
        corner = (round((x - box[0]) / COARSE) - half, round((y - box[1]) / COARSE) - half)
        light.paste(255, corner, mask)
    size = (light.width * COARSE, light.height * COARSE)
    full = light.resize(size, Image.Resampling.BILINEAR).crop((0, 0, wide, high))
    pen.image.paste(pen.palette.accent, box[:2], ImageChops.multiply(full, stencil.image))


COARSE = 4
"""Light is soft: it is laid on a picture so much smaller, and blown up."""


def _frame(body: Skeleton, part: str, side: str) -> Frame:
    if part == "loin":
        return body.loin
    return body.frame(part if part in ("pelvis", "belly") else f"{side}_{part}")
