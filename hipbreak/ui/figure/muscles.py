"""The soft light on working muscles: where each lies on the body."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor

from PIL import Image, ImageChops, ImageDraw

from hipbreak.ui.figure.curves import Flat
from hipbreak.ui.figure.figure import Glow
from hipbreak.ui.figure.frame import Frame, outward
from hipbreak.ui.figure.pen import Pen, soft_mask
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


Lights = list[tuple[Point, float]]
"""Rounds of light on the picture: where, and how large in pixels."""
Cover = tuple[list[Flat], Lights]
"""What light may fall on, in pixels: outlines, and dots with their radius."""


def draw_glows(
    pen: Pen, body: Skeleton, glows: tuple[Glow, ...], strength: float, side: str, cover: Cover
) -> None:
    """Light the muscles of one side, kept inside `cover`."""
    lights: Lights = []
    for glow in glows:
        if glow.side in ("both", side):
            lights += _lights(pen, body, MUSCLES[glow.muscle], side)
    if lights and cover[0] and strength > 0.02:
        _paint(pen, lights, strength, cover)


def _lights(pen: Pen, body: Skeleton, muscle: Muscle, side: str) -> Lights:
    frame = _frame(body, muscle.part, side)
    sign = 1.0 if muscle.part in ("thigh", "shin") else outward(side)
    found: Lights = []
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


def _paint(pen: Pen, lights: Lights, strength: float, cover: Cover) -> None:
    box = _common_box(pen.image.size, lights, cover)
    left, top, right, bottom = box
    if right <= left or bottom <= top:
        return
    wide, high = right - left, bottom - top
    light = Image.new("L", (wide // COARSE + 1, high // COARSE + 1))
    for (x, y), radius in lights:
        mask = soft_mask(max(2, round(radius / COARSE)), max(0, min(16, round(strength * 16))))
        half = mask.width // 2
        light.paste(
            255, (round((x - left) / COARSE) - half, round((y - top) / COARSE) - half), mask
        )
    part = (0.0, 0.0, wide / COARSE, high / COARSE)
    full = light.resize((wide, high), Image.Resampling.BILINEAR, part)
    within = ImageChops.multiply(full, _stencil(box, cover))
    pen.image.paste(pen.palette.accent, (left, top), within)


def _common_box(size: tuple[int, int], lights: Lights, cover: Cover) -> tuple[int, int, int, int]:
    """Whole pixels of a picture where there is light and something for it to fall on."""
    rounds = [(x - r, y - r, x + r, y + r) for (x, y), r in cover[1]]
    xs = [x for outline in cover[0] for x in outline[::2]]
    ys = [y for outline in cover[0] for y in outline[1::2]]
    rounds.append((min(xs), min(ys), max(xs), max(ys)))
    lit = [(x - r, y - r, x + r, y + r) for (x, y), r in lights]
    low = [max(min(box[i] for box in boxes) for boxes in (rounds, lit)) for i in (0, 1)]
    high = [min(max(box[i] for box in boxes) for boxes in (rounds, lit)) for i in (2, 3)]
    return (
        max(0, floor(low[0])),
        max(0, floor(low[1])),
        min(size[0], ceil(high[0]) + 1),
        min(size[1], ceil(high[1]) + 1),
    )


def _stencil(box: tuple[int, int, int, int], cover: Cover) -> Image.Image:
    """White where the cover lies, in a part of the picture."""
    left, top, right, bottom = box
    stencil = Image.new("L", (right - left, bottom - top))
    draw = ImageDraw.Draw(stencil)
    for outline in cover[0]:
        moved: Flat = []
        for x, y in zip(outline[::2], outline[1::2], strict=True):
            moved += (x - left, y - top)
        draw.polygon(moved, 255)
    for (x, y), r in cover[1]:
        draw.ellipse((x - r - left, y - r - top, x + r - left, y + r - top), 255)
    return stencil


COARSE = 4
"""Light is soft: it is laid on a picture so much smaller, and blown up."""


def _frame(body: Skeleton, part: str, side: str) -> Frame:
    if part == "loin":
        return body.loin
    return body.frame(part if part in ("pelvis", "belly") else f"{side}_{part}")
