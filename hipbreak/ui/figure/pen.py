"""Drawing on a supersampled picture: circles, tapered strokes, smooth outlines, soft light."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from PIL import Image, ImageDraw

from hipbreak.ui.figure.camera import Camera
from hipbreak.ui.figure.palette import Colour, Palette
from hipbreak.ui.figure.rig import Frame
from hipbreak.ui.figure.vec import Point, Vec

Profile = tuple[tuple[float, float, float], ...]
"""The outline of a limb: (share of its length, half width, shift to its front), in cm."""
Ball = tuple[Vec, float]
"""A round part of the body: its centre in the world and its radius in cm."""


class Pen:
    """What all drawing goes through: a picture, a camera and the colours."""

    def __init__(self, image: Image.Image, camera: Camera, palette: Palette) -> None:
        self.image = image
        self.camera = camera
        self.palette = palette
        self.k = camera.k
        self.draw = ImageDraw.Draw(image)

    # flat shapes, in pixels

    def dot(self, at: Point, radius: float, colour: Colour) -> None:
        x, y = at
        self.draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)

    def polygon(self, points: Sequence[Point], colour: Colour) -> None:
        self.draw.polygon(points, fill=colour)

    def taper(self, a: Point, ra: float, b: Point, rb: float, colour: Colour) -> None:
        """The sides between two dots."""
        dx, dy = b[0] - a[0], b[1] - a[1]
        gap = math.hypot(dx, dy)
        if gap <= abs(ra - rb) + 1e-6:
            return
        base, spread = math.atan2(dy, dx), math.acos((ra - rb) / gap)
        c1, s1 = math.cos(base + spread), math.sin(base + spread)
        c2, s2 = math.cos(base - spread), math.sin(base - spread)
        self.draw.polygon(
            (
                (a[0] + ra * c1, a[1] + ra * s1),
                (b[0] + rb * c1, b[1] + rb * s1),
                (b[0] + rb * c2, b[1] + rb * s2),
                (a[0] + ra * c2, a[1] + ra * s2),
            ),
            fill=colour,
        )

    def stroke(self, points: Sequence[Point], radii: Sequence[float], colour: Colour) -> None:
        """A round-ended stroke of changing width."""
        for at, radius in zip(points, radii, strict=True):
            self.dot(at, radius, colour)
        for i in range(len(points) - 1):
            self.taper(points[i], radii[i], points[i + 1], radii[i + 1], colour)

    def line(self, points: Sequence[Point], width: float, colour: Colour) -> None:
        self.stroke(points, [width / 2] * len(points), colour)

    # things in the world, in centimetres

    def balls(self, balls: Sequence[Ball], colour: Colour) -> None:
        """A chain of round parts and what lies between them."""
        self.stroke(
            [self.camera.point(at) for at, _ in balls], [r * self.k for _, r in balls], colour
        )

    def surface(self, points: Sequence[Vec], colour: Colour) -> None:
        self.draw.polygon([self.camera.point(p) for p in points], fill=colour)

    def limb(
        self,
        frame: Frame,
        length: float,
        profile: Profile,
        colour: Colour,
        shade: Colour | None = None,
        open_end: bool = False,
    ) -> None:
        """A tapered limb along a bone, round at its ends, with a soft shade on its underside.

        `open_end`: the far end is cut straight, as a sleeve or a trouser leg is.
        """
        a = self.camera.point(frame.at)
        b = self.camera.point(frame.point((length, 0.0, 0.0)))
        dx, dy = b[0] - a[0], b[1] - a[1]
        size = math.hypot(dx, dy) or 1.0
        nx, ny = -dy / size, dx / size
        fx, fy = self.camera.direction(frame.y)
        front = (fx * nx + fy * ny) * self.k
        lower = 1.0 if ny * 0.8 - nx * 0.35 >= 0 else -1.0
        depth = abs(ny * 0.8 - nx * 0.35) * 0.62
        left, right, core = [], [], []
        last = len(profile) - 1
        for i, (share, half, shift) in enumerate(profile):
            x, y = a[0] + dx * share, a[1] + dy * share
            wide, s = half * self.k, shift * front
            left.append((x + nx * (s + wide), y + ny * (s + wide)))
            right.append((x + nx * (s - wide), y + ny * (s - wide)))
            inset = s + lower * wide * (1 - depth * math.sin(math.pi * i / last) ** 0.5)
            core.append((x + nx * inset, y + ny * inset))
        first, end = profile[0], profile[-1]
        self.dot((a[0] + dx * first[0], a[1] + dy * first[0]), first[1] * self.k, colour)
        if not open_end:
            self.dot((a[0] + dx * end[0], a[1] + dy * end[0]), end[1] * self.k, colour)
        self.draw.polygon(left + right[::-1], fill=colour)
        if shade and depth > 0.05:
            self.draw.polygon((left if lower > 0 else right) + core[::-1], fill=shade)

    def glow(self, at: Point, radius: float, strength: float, colour: Colour) -> None:
        """Soft light round a point; `strength` 0 to 1."""
        mask = _soft_mask(max(2, round(radius)), max(0, min(16, round(strength * 16))))
        r = mask.width // 2
        self.image.paste(colour, (round(at[0]) - r, round(at[1]) - r), mask)


@lru_cache(maxsize=64)
def _soft_mask(radius: int, strength: int) -> Image.Image:
    """A round mask that fades to nothing at its rim."""
    size = 2 * radius + 1
    table = [_fade(value) * strength // 16 for value in range(256)]
    return Image.radial_gradient("L").resize((size, size)).point(table)


def _fade(away: int) -> int:
    """Light left at a distance from the middle; 255 is the rim."""
    share = 1 - away / 255
    return round(235 * share * share * (3 - 2 * share))


def smooth(points: Sequence[Point], steps: int = 4, closed: bool = False) -> list[Point]:
    """A curve through all points (Catmull-Rom)."""
    count = len(points)
    out: list[Point] = []
    for i in range(count if closed else count - 1):
        p1, p2 = points[i], points[(i + 1) % count]
        p0 = points[i - 1] if closed or i else p1
        p3 = points[(i + 2) % count] if closed or i + 2 < count else p2
        for j in range(steps):
            out.append(
                (_spline(p0[0], p1[0], p2[0], p3[0], j / steps),
                 _spline(p0[1], p1[1], p2[1], p3[1], j / steps))
            )
    if not closed:
        out.append(points[-1])
    return out


def _spline(a: float, b: float, c: float, d: float, t: float) -> float:
    return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))


def smooth_profile(*points: tuple[float, float, float]) -> Profile:
    """A limb's outline from a few of its measures."""
    shares = smooth([(p[0], p[1]) for p in points], 3)
    shifts = smooth([(p[0], p[2]) for p in points], 3)
    return tuple((a[0], a[1], b[1]) for a, b in zip(shares, shifts, strict=True))
