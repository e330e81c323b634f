"""Small pictures drawn at the real scale: plates for buttons, rings, bars, discs.

Everything is drawn large as a mask and reduced, so that edges are smooth at any scale; colours are
put in afterwards, which makes the six states of a button cost one drawing.
"""

from __future__ import annotations

import math
from functools import cache

from PIL import Image, ImageDraw

SS = 4
Corners = tuple[bool, bool, bool, bool]
ROUND: Corners = (True, True, True, True)


@cache
def _plate_mask(size: int, radius: int, inset: int, corners: Corners) -> Image.Image:
    """A rounded square of `size` pixels, `inset` from each edge, as a mask."""
    big = Image.new("L", (size * SS, size * SS), 0)
    low, high = inset * SS, (size - inset) * SS - 1
    ImageDraw.Draw(big).rounded_rectangle(
        (low, low, high, high), max(0, radius) * SS, fill=255, corners=corners
    )
    return big.reduce(SS)


def plate(
    size: int,
    radius: int,
    ground: str,
    fill: str,
    ring: str | None = None,
    margin: int = 0,
    ring_width: int = 0,
    corners: Corners = ROUND,
    line: tuple[str, int] | None = None,
    inset: int = 0,
    goes_on: bool = False,
) -> Image.Image:
    """A square to be cut in nine: a rounded plate inside `margin`, with a focus ring around it.

    With no margin the ring lies inside the plate's edge, for buttons that touch each other; `inset`
    pixels further in, it lies on the fill.
    `line`: colour and width of an outline along the plate's edge, where no ring lies; one that
    `goes_on` has none at the right, where the next plate's begins.
    """
    picture = Image.new("RGB", (size, size), ground)
    if ring and margin:
        outer = _plate_mask(size, radius + margin, 0, corners)
        inner = _plate_mask(size, radius + margin - ring_width, ring_width, corners)
        picture.paste(ring, mask=outer)
        picture.paste(ground, mask=inner)
    elif ring:
        for colour, depth in ((fill, 0), (ring, inset), (fill, inset + ring_width)):
            picture.paste(colour, mask=_plate_mask(size, radius - depth, depth, corners))
        return picture
    mask = _plate_mask(size, radius, margin, corners)
    if line:
        picture.paste(line[0], mask=mask)
        mask = _plate_mask(size, radius - line[1], margin + line[1], corners)
    picture.paste(fill, mask=mask)
    if line and goes_on:
        picture.paste(fill, (size - line[1], line[1], size, size - line[1]))
    return picture


def panel(width: int, height: int, radius: int, ground: str, fill: str) -> Image.Image:
    """A rounded surface of any size."""
    big = Image.new("L", (width * 2, height * 2), 0)
    ImageDraw.Draw(big).rounded_rectangle(
        (0, 0, width * 2 - 1, height * 2 - 1), radius * 2, fill=255
    )
    picture = Image.new("RGB", (width, height), ground)
    picture.paste(fill, mask=big.reduce(2))
    return picture


def frame(
    width: int, height: int, radius: int, ground: str, fill: str, line: tuple[str, int]
) -> Image.Image:
    """A rounded surface inside a line of this colour and width."""
    big = Image.new("RGB", (width * 2, height * 2), ground)
    ImageDraw.Draw(big).rounded_rectangle(
        (0, 0, width * 2 - 1, height * 2 - 1),
        radius * 2,
        fill=fill,
        outline=line[0],
        width=line[1] * 2,
    )
    return big.reduce(2)


def ring(
    size: int, share: float, ground: str, track: str, fill: str, disc: tuple[str, float] | None
) -> Image.Image:
    """A ring of which `share` (0 to 1, clockwise from the top) is filled, round-ended.

    `disc` is a colour and the part (0 to 1) of the inner radius that a disc inside takes up.
    """
    side = size * SS
    width = max(SS, round(side * 0.075))
    big = Image.new("RGB", (side, side), ground)
    draw = ImageDraw.Draw(big)
    centre = side / 2
    if disc is not None:
        radius = (centre - width * 1.6) * max(0.0, min(1.0, disc[1]))
        draw.ellipse(_around(centre, centre, radius), fill=disc[0])
    box = (width // 2, width // 2, side - width // 2 - 1, side - width // 2 - 1)
    draw.arc(box, 0, 360, fill=track, width=width)
    share = max(0.0, min(1.0, share))
    if share > 0:
        draw.arc(box, -90, -90 + 360 * share, fill=fill, width=width)
        middle = (side - width // 2 * 2) / 2 - width / 2
        for angle in (-90.0, -90 + 360 * share):
            x = centre + middle * math.cos(math.radians(angle))
            y = centre + middle * math.sin(math.radians(angle))
            draw.ellipse(_around(x, y, width / 2 - 0.5), fill=fill)
    return big.reduce(SS)


def _around(x: float, y: float, radius: float) -> tuple[float, float, float, float]:
    return x - radius, y - radius, x + radius, y + radius


def bar(width: int, height: int, share: float, ground: str, track: str, fill: str) -> Image.Image:
    """A round-ended progress bar of which `share` is filled."""
    big = Image.new("RGB", (width * SS, height * SS), ground)
    draw = ImageDraw.Draw(big)
    bottom, radius = height * SS - 1, height * SS // 2
    draw.rounded_rectangle((0, 0, width * SS - 1, bottom), radius, fill=track)
    if share > 0:
        end = max(height * SS, round(width * SS * min(1.0, share))) - 1
        draw.rounded_rectangle((0, 0, end, bottom), radius, fill=fill)
    return big.reduce(SS)


def tick(size: int, ground: str, fill: str, mark: str) -> Image.Image:
    """A disc with a tick in it: something was done."""
    side = size * SS
    big = Image.new("RGB", (side, side), ground)
    draw = ImageDraw.Draw(big)
    draw.ellipse((0, 0, side - 1, side - 1), fill=fill)
    points = [(side * x, side * y) for x, y in ((0.30, 0.52), (0.44, 0.66), (0.71, 0.37))]
    draw.line(points, fill=mark, width=round(side * 0.075), joint="curve")
    for x, y in (points[0], points[-1]):
        draw.ellipse(_around(x, y, side * 0.0375), fill=mark)
    return big.reduce(SS)


def hand(size: int, ground: str, fill: str, mark: str) -> Image.Image:
    """A disc with two upright bars: something was stopped."""
    side = size * SS
    big = Image.new("RGB", (side, side), ground)
    draw = ImageDraw.Draw(big)
    draw.ellipse((0, 0, side - 1, side - 1), fill=fill)
    for x in (0.40, 0.60):
        box = (side * (x - 0.05), side * 0.33, side * (x + 0.05), side * 0.67)
        draw.rounded_rectangle(box, side * 0.05, fill=mark)
    return big.reduce(SS)


def disc(size: tuple[int, int], ground: str, fill: str) -> Image.Image:
    """A plain circle in the middle."""
    width, height = size[0] * 2, size[1] * 2
    big = Image.new("RGB", (width, height), ground)
    radius = min(width, height) / 2 - 2
    ImageDraw.Draw(big).ellipse(_around(width / 2, height / 2, radius), fill=fill)
    return big.reduce(2)


def day_bar(
    size: tuple[int, int],
    shares: tuple[float, float],
    colours: tuple[str, str, str, str, str],
    dots: int,
) -> Image.Image:
    """One day of a chart: sitting with standing on top, and a dot for each long sit.

    `shares` of the full height for sitting and standing; `colours`: ground, empty track, sitting,
    standing, dot. A dot has a rim of the ground, which sets it off in every theme. More than five
    dots are not drawn: the number stands below.
    """
    width, height = size[0] * SS, size[1] * SS
    ground, track, sitting, standing, dot = colours
    mask = Image.new("L", (width, height), 0)
    radius = width // 5
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, width - 1, height - 1), radius, fill=255)
    column = Image.new("RGB", (width, height), track)
    draw = ImageDraw.Draw(column)
    sat = height - round(height * min(1.0, shares[0]))
    stood = sat - round(height * min(1.0, shares[1]))
    if stood < sat:
        draw.rectangle((0, max(0, stood), width, sat), fill=standing)
    if sat < height:
        draw.rectangle((0, sat, width, height), fill=sitting)
    for at in range(min(dots, 5)):
        reach = width * 0.14
        y = height - width * 0.34 - at * width * 0.48
        draw.ellipse(_around(width / 2, y, reach * 1.4), fill=ground)
        draw.ellipse(_around(width / 2, y, reach), fill=dot)
    picture = Image.new("RGB", (width, height), ground)
    picture.paste(column, mask=mask)
    return picture.reduce(SS)
