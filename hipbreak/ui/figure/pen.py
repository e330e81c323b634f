"""Drawing on a supersampled picture: circles, tapered strokes, smooth outlines, soft light."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache

from PIL import Image, ImageDraw

from hipbreak.ui.figure.camera import Camera, Laid
from hipbreak.ui.figure.curves import Flat, Profile
from hipbreak.ui.figure.frame import Frame
from hipbreak.ui.figure.palette import Colour, Palette
from hipbreak.ui.figure.vec import Point, Vec

Ball = tuple[Vec, float]
"""A round part of the body: its centre in the world and its radius in cm."""
Bead = tuple[float, float, float, float]
"""A round part of the body: its centre in the axes of its frame and its radius, in cm."""


Shape = Sequence[Point] | Flat

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

    def ink(self, colour: Colour) -> Colour:
        """What a shape is filled with."""
        return colour

    # flat shapes, in pixels

    def dot(self, at: Point, radius: float, colour: Colour) -> None:
        x, y = at
        radius += self.edge
        self.draw.ellipse((x - radius, y - radius, x + radius, y + radius), self.ink(colour))

    def polygon(self, points: Shape, colour: Colour) -> None:
        self.draw.polygon(points, fill=self.ink(colour))

    def stroke(
        self, points: Sequence[Point], radii: Sequence[float], colour: Colour, first: int = 0
    ) -> None:
        """A round-ended stroke of changing width; dots from the `first` on."""
        ellipse, polygon = self.draw.ellipse, self.draw.polygon
        ink, edge = self.ink(colour), self.edge
        before: tuple[float, float, float] | None = None
        for i, (x, y) in enumerate(points):
            r = radii[i] + edge
            if i >= first:
                ellipse((x - r, y - r, x + r, y + r), ink)
            if before and (sides := _sides(*before, x, y, r)):
                polygon(sides, ink)
            before = x, y, r

    def ribbon(self, points: Sequence[Point], radii: Sequence[float], colour: Colour) -> None:
        """A thin stroke of changing width, cheaper; its ends are cut straight."""
        left: Flat = []
        right: Flat = []
        for i, ((x, y), r) in enumerate(zip(points, radii, strict=True)):
            (ax, ay), (bx, by) = points[max(0, i - 1)], points[min(len(points) - 1, i + 1)]
            share = (r + self.edge) / (math.hypot(bx - ax, by - ay) or 1.0)
            nx, ny = (ay - by) * share, (bx - ax) * share
            left += (x + nx, y + ny)
            right += (y - ny, x - nx)
        self.draw.polygon(left + right[::-1], self.ink(colour))

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

    def beads(self, at: Laid, beads: Sequence[Bead], colour: Colour, rooted: bool = False) -> None:
        """The same for parts in the axes of a frame that is `laid`."""
        k = self.k
        points, radii = [at(x, y, z) for x, y, z, _ in beads], [r * k for *_, r in beads]
        self.stroke(points, radii, colour, 1 if rooted else 0)

    def laid(self, frame: Frame) -> Laid:
        """Where points in the axes of a frame lie on this picture."""
        return self.camera.laid(frame)

    def surface(self, points: Sequence[Vec], colour: Colour) -> None:
        self.polygon([self.camera.point(p) for p in points], colour)

    def limb(
        self,
        frame: Frame,
        length: float,
        profile: Profile,
        colour: Colour,
        shade: Colour | None = None,
        open_end: bool = False,
        open_start: bool = False,
    ) -> Flat:
        """A tapered limb along a bone, round at its ends, with a soft shade on its underside.

        An open end is cut straight: it lies below something else, or is the edge of a sleeve or
        a trouser leg. Returns the outline without its ends.
        """
        at, k = self.laid(frame), self.k
        (ax, ay), (bx, by), (fx, fy) = at(0, 0, 0), at(length, 0, 0), at(0, 1, 0)
        dx, dy = bx - ax, by - ay
        size = math.hypot(dx, dy) or 1.0
        nx, ny = -dy / size, dx / size
        front = (fx - ax) * nx + (fy - ay) * ny
        lean = _lean(nx, ny) if shade else 0.0
        fx, fy, nx, ny = nx * front, ny * front, nx * k, ny * k
        left: Flat = []
        right: Flat = []  # and one side of the shade: y, x, as they are read from their ends
        core: Flat = []
        for share, half, shift, bulge in profile:
            x, y = ax + dx * share + fx * shift, ay + dy * share + fy * shift
            wx, wy = nx * half, ny * half
            left += (x + wx, y + wy)
            right += (y - wy, x - wx)
            if lean > 0:
                inner = 1 - lean * bulge
                core += (y + wy * inner, x + wx * inner)
            elif lean:
                inner = 1 + lean * bulge
                core += (x - wx * inner, y - wy * inner)
        for cut, (share, half, _, _) in ((open_start, profile[0]), (open_end, profile[-1])):
            if not cut:
                self.dot((ax + dx * share, ay + dy * share), half * k, colour)
        outline = left + right[::-1]
        self.polygon(outline, colour)
        if shade and lean:
            self.polygon(left + core[::-1] if lean > 0 else right[::-1] + core, shade)
        return outline

    def glow(self, at: Point, radius: float, strength: float, colour: Colour) -> None:
        """Soft light round a point; `strength` 0 to 1."""
        mask = soft_mask(max(2, round(radius)), max(0, min(16, round(strength * 16))))
        r = mask.width // 2
        self.image.paste(colour, (round(at[0]) - r, round(at[1]) - r), mask)


def _lean(nx: float, ny: float) -> float:
    """How far the shade comes into a limb, as a share of its half width; negative on its right.

    `nx`, `ny`: the direction to its left.
    """
    tilt = 0.62 * (ny * 0.8 - nx * 0.35)
    return tilt if abs(tilt) > 0.05 else 0.0


def _sides(
    ax: float, ay: float, ra: float, bx: float, by: float, rb: float
) -> tuple[float, ...] | None:
    """What lies between two dots; None where one covers the other."""
    dx, dy = bx - ax, by - ay
    gap = math.sqrt(dx * dx + dy * dy)
    if gap <= abs(ra - rb) + 1e-6:
        return None
    ux, uy = dx / gap, dy / gap
    c = (ra - rb) / gap
    s = math.sqrt(1 - c * c)
    c1, s1, c2, s2 = ux * c - uy * s, uy * c + ux * s, ux * c + uy * s, uy * c - ux * s
    return (
        ax + ra * c1,
        ay + ra * s1,
        bx + rb * c1,
        by + rb * s1,
        bx + rb * c2,
        by + rb * s2,
        ax + ra * c2,
        ay + ra * s2,
    )


class Outline(Pen):
    """A pen that draws all a little larger in one colour, to lie below what is drawn after."""

    WIDE = 0.75
    """Centimetres of line round a part."""

    def __init__(self, pen: Pen, colour: Colour) -> None:
        super().__init__(pen.image, pen.camera, pen.palette)
        self._colour = colour
        self.edge = self.WIDE * pen.k

    def ink(self, colour: Colour) -> Colour:
        return self._colour

    def polygon(self, points: Shape, colour: Colour) -> None:
        super().polygon(points, colour)
        closed = points[:4] if isinstance(points[0], float) else points[:2]
        edge = [*points, *closed]
        self.draw.line(edge, fill=self._colour, width=round(2 * self.edge), joint="curve")

    def thread(self, points: Sequence[Point], width: float, colour: Colour) -> None:
        """Lines within a part need no line round them."""

    def glow(self, at: Point, radius: float, strength: float, colour: Colour) -> None:
        """Light has no edge."""


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
