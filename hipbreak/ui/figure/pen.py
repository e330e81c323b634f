"""Drawing on a supersampled picture: circles, tapered strokes, smooth outlines, soft light."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache

from PIL import Image, ImageDraw

from hipbreak.ui.figure.camera import Camera
from hipbreak.ui.figure.frame import Frame
from hipbreak.ui.figure.palette import Colour, Palette
from hipbreak.ui.figure.vec import Point, Vec

Profile = tuple[tuple[float, float, float, float], ...]
"""The outline of a limb: (share of its length, half width, shift to its front, in cm; and how
far the shade comes in, 0 at both ends)."""
Ball = tuple[Vec, float]
"""A round part of the body: its centre in the world and its radius in cm."""


OPEN_JOINTS, OPEN_GAP = 6.0, 0.8
"""Pixels of width, and of a gap at a line's rim, below which an open joint is not seen."""


class Pen:
    """What all drawing goes through: a picture, a camera and the colours."""

    edge = 0.0
    """Pixels by which all is drawn larger."""

    def __init__(self, image: Image.Image, camera: Camera, palette: Palette) -> None:
        self.image = image
        self.camera = camera
        self.palette = palette
        self.k = camera.k
        self.draw = ImageDraw.Draw(image)

    def ink(self, colour: Colour) -> Colour | int:
        """What a shape is filled with; a stencil fills all with one value."""
        return colour

    # flat shapes, in pixels

    def dot(self, at: Point, radius: float, colour: Colour) -> None:
        x, y = at
        self.draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=self.ink(colour))

    def polygon(self, points: Sequence[Point], colour: Colour) -> None:
        self.draw.polygon(points, fill=self.ink(colour))

    def taper(self, a: Point, ra: float, b: Point, rb: float, colour: Colour) -> None:
        """The sides between two dots."""
        dx, dy = b[0] - a[0], b[1] - a[1]
        gap = math.hypot(dx, dy)
        if gap <= abs(ra - rb) + 1e-6:
            return
        ux, uy = dx / gap, dy / gap
        c = (ra - rb) / gap
        s = math.sqrt(1 - c * c)
        c1, s1, c2, s2 = ux * c - uy * s, uy * c + ux * s, ux * c + uy * s, uy * c - ux * s
        self.draw.polygon(
            (
                a[0] + ra * c1,
                a[1] + ra * s1,
                b[0] + rb * c1,
                b[1] + rb * s1,
                b[0] + rb * c2,
                b[1] + rb * s2,
                a[0] + ra * c2,
                a[1] + ra * s2,
            ),
            fill=self.ink(colour),
        )

    def stroke(
        self, points: Sequence[Point], radii: Sequence[float], colour: Colour, first: int = 0
    ) -> None:
        """A round-ended stroke of changing width; dots from the `first` on."""
        for i in range(first, len(points)):
            self.dot(points[i], radii[i], colour)
        for i in range(len(points) - 1):
            self.taper(points[i], radii[i], points[i + 1], radii[i + 1], colour)

    def thread(self, points: Sequence[Point], width: float, colour: Colour) -> None:
        """A thin line, cheaper than a stroke; its ends are cut straight."""
        self.draw.line(points, fill=self.ink(colour), width=max(1, round(width)))

    def line(self, points: Sequence[Point], width: float, colour: Colour) -> None:
        """A round-ended line of one width, round where it bends."""
        radius, thick = width / 2, width > OPEN_JOINTS
        if thick:  # which comes out a pixel narrower than the dots at its ends
            self.draw.line(points, fill=self.ink(colour), width=round(width + 2 * self.edge) + 1)
        else:
            self.draw.line(points, fill=self.ink(colour), width=max(1, round(width)))
        if width > 2.5:
            self.dot(points[0], radius, colour)
            self.dot(points[-1], radius, colour)
        if thick:
            for at in _bends(points, OPEN_GAP / radius):
                self.dot(at, radius, colour)

    def arrow_head(self, points: Sequence[Point], size: float, colour: Colour) -> None:
        """A filled head at the end of a line."""
        (ax, ay), (bx, by) = points[-2:]
        gap = math.hypot(bx - ax, by - ay) or 1.0
        ux, uy = (bx - ax) / gap * size, (by - ay) / gap * size
        self.polygon(
            [(bx + ux * 1.2, by + uy * 1.2), (bx - uy, by + ux), (bx + uy, by - ux)], colour
        )

    # things in the world, in centimetres

    def balls(self, balls: Sequence[Ball], colour: Colour, rooted: bool = False) -> None:
        """A chain of round parts and what lies between them.

        `rooted`: the first one lies within what is drawn already, and is left out.
        """
        points = [self.camera.point(at) for at, _ in balls]
        self.stroke(points, [r * self.k for _, r in balls], colour, 1 if rooted else 0)

    def surface(self, points: Sequence[Vec], colour: Colour) -> None:
        self.draw.polygon([self.camera.point(p) for p in points], fill=self.ink(colour))

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
        tilt = ny * 0.8 - nx * 0.35
        lower, depth = (1.0 if tilt >= 0 else -1.0), abs(tilt) * 0.62
        ax, ay, k = a[0], a[1], self.k
        left, right, core = [], [], []
        for share, half, shift, bulge in profile:
            x, y = ax + dx * share, ay + dy * share
            wide, s = half * k, shift * front
            left.append((x + nx * (s + wide), y + ny * (s + wide)))
            right.append((x + nx * (s - wide), y + ny * (s - wide)))
            if shade:
                inset = s + lower * wide * (1 - depth * bulge)
                core.append((x + nx * inset, y + ny * inset))
        first, end = profile[0], profile[-1]
        self.dot((ax + dx * first[0], ay + dy * first[0]), first[1] * k, colour)
        if not open_end:
            self.dot((ax + dx * end[0], ay + dy * end[0]), end[1] * k, colour)
        self.polygon(left + right[::-1], colour)
        if shade and depth > 0.05:
            self.polygon((left if lower > 0 else right) + core[::-1], shade)

    def glow(self, at: Point, radius: float, strength: float, colour: Colour) -> None:
        """Soft light round a point; `strength` 0 to 1."""
        mask = soft_mask(max(2, round(radius)), max(0, min(16, round(strength * 16))))
        r = mask.width // 2
        self.image.paste(colour, (round(at[0]) - r, round(at[1]) - r), mask)


class Outline(Pen):
    """A pen that draws all a little larger in one colour, to lie below what is drawn after."""

    WIDE = 0.75
    """Centimetres of line round a part."""

    def __init__(self, pen: Pen, colour: Colour) -> None:
        super().__init__(pen.image, pen.camera, pen.palette)
        self._colour = colour
        self.edge = self.WIDE * pen.k

    def ink(self, colour: Colour) -> Colour | int:
        return self._colour

    def dot(self, at: Point, radius: float, colour: Colour) -> None:
        super().dot(at, radius + self.edge, colour)

    def polygon(self, points: Sequence[Point], colour: Colour) -> None:
        super().polygon(points, colour)
        edge = [*points, *points[:2]]
        self.draw.line(edge, fill=self._colour, width=round(2 * self.edge), joint="curve")

    def taper(self, a: Point, ra: float, b: Point, rb: float, colour: Colour) -> None:
        super().taper(a, ra + self.edge, b, rb + self.edge, colour)

    def surface(self, points: Sequence[Vec], colour: Colour) -> None:
        self.polygon([self.camera.point(p) for p in points], colour)

    def thread(self, points: Sequence[Point], width: float, colour: Colour) -> None:
        """Lines within a part need no line round them."""

    def glow(self, at: Point, radius: float, strength: float, colour: Colour) -> None:
        """Light has no edge."""


class Stencil(Pen):
    """A pen that only notes where something is drawn, in a part of another pen's picture."""

    def __init__(self, pen: Pen, box: tuple[int, int, int, int]) -> None:
        camera = pen.camera.shifted(-box[0], -box[1])
        super().__init__(Image.new("L", (box[2] - box[0], box[3] - box[1])), camera, pen.palette)

    def ink(self, colour: Colour) -> Colour | int:
        return 255


def _fade(away: int) -> int:
    """Light left at a distance; 180 is the rim (Pillow counts 255 in the corners)."""
    share = max(0.0, 1 - away / 180)
    return round(200 * share * share * (3 - 2 * share))


FADE = tuple(_fade(away) for away in range(256))


@lru_cache(maxsize=160)
def soft_mask(radius: int, strength: int) -> Image.Image:
    """A round mask that fades to nothing at its rim; `strength` 0 to 16."""
    return _gradient(radius).point([value * strength // 16 for value in FADE])


@lru_cache(maxsize=64)
def _gradient(radius: int) -> Image.Image:
    return Image.radial_gradient("L").resize((2 * radius + 1, 2 * radius + 1))


def _bends(points: Sequence[Point], least: float) -> Iterator[Point]:
    """The inner points of a line at which it turns by more than `least` (a sine)."""
    for (ax, ay), (bx, by), (cx, cy) in zip(points, points[1:], points[2:], strict=False):
        ux, uy, vx, vy = bx - ax, by - ay, cx - bx, cy - by
        size = math.hypot(ux, uy) * math.hypot(vx, vy)
        if abs(ux * vy - uy * vx) > least * size or ux * vx + uy * vy < 0:
            yield bx, by


def smooth(points: Sequence[Point], steps: int = 4, closed: bool = False) -> list[Point]:
    """A curve through all points (Catmull-Rom)."""
    count = len(points)
    weights = _weights(steps)
    out: list[Point] = []
    for i in range(count if closed else count - 1):
        (bx, by), (cx, cy) = points[i], points[(i + 1) % count]
        ax, ay = points[i - 1] if closed or i else (bx, by)
        dx, dy = points[(i + 2) % count] if closed or i + 2 < count else (cx, cy)
        for wa, wb, wc, wd in weights:
            out.append(
                (wa * ax + wb * bx + wc * cx + wd * dx, wa * ay + wb * by + wc * cy + wd * dy)
            )
    if not closed:
        out.append(points[-1])
    return out


@cache
def _weights(steps: int) -> tuple[tuple[float, float, float, float], ...]:
    """How much each of four neighbours counts at each step of a Catmull-Rom curve."""
    found = []
    for i in range(steps):
        t = i / steps
        t2, t3 = t * t, t**3
        found.append(
            (
                0.5 * (-t + 2 * t2 - t3),
                0.5 * (2 - 5 * t2 + 3 * t3),
                0.5 * (t + 4 * t2 - 3 * t3),
                0.5 * (t3 - t2),
            )
        )
    return tuple(found)


def smooth_profile(*points: tuple[float, float, float]) -> Profile:
    """A limb's outline from a few of its measures."""
    shares = smooth([(p[0], p[1]) for p in points], 2)
    shifts = smooth([(p[0], p[2]) for p in points], 2)
    last = len(shares) - 1
    return tuple(
        (a[0], a[1], b[1], math.sin(math.pi * i / last) ** 0.5 if 0 < i < last else 0.0)
        for i, (a, b) in enumerate(zip(shares, shifts, strict=True))
    )
