"""Draws every icon of hipbreak: `python packaging/icons.py` writes them all into icons/.

One idea: a person on a disc. Seated is a working day, a dot says soon, risen on a square says
now, walking on a pale disc is a break. Where nothing is asked the person steps aside: three dots
wait for a meeting to end, two bars are a pause. Each state has its own shape, so colour is never
the only difference, and each brings its own tile, so that light and dark panels both show it.

Coordinates are on a grid of 24 by 24; everything is drawn large and averaged down.

    icons/hipbreak-SIZE.png                         the programme
    icons/hipbreak.ico, icons/hipbreak.icns         the same for Windows and for macOS
    icons/tray/STATE-SIZE.png                       for people, and for panels that read files
    icons/tray/STATE.argb                           for the resident, which has no Pillow

An .argb file is a row of pixmaps, smallest first, each of two big-endian 16-bit numbers (width,
height) and width * height * 4 bytes: alpha, red, green, blue of each pixel, not premultiplied, row
by row from the top. That is what a StatusNotifierItem sends.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import Image, ImageDraw

OUT = Path(__file__).resolve().parent.parent / "icons"
TRAY_SIZES = (16, 22, 24, 32, 48, 64)
APP_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
ICO_SIZES = (16, 24, 32, 48, 64, 128, 256)
ICNS_SIZES = (32, 64, 128, 256, 512, 1024)
"""What macOS asks for, the doubled ones included."""
GRID = 24.0

TEAL = "#2C8079"
CORAL = "#F25A33"
SLATE = "#66727D"
MINT = "#B4E2D8"
DEEP = "#10433F"
WHITE = "#FFFFFF"

Point = tuple[float, float]


class Stamp:
    """A picture of `size` pixels a side, drawn several times larger on the grid."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._fine = 8 if size <= 64 else 3
        self._unit = size * self._fine / GRID
        self._picture = Image.new("RGBA", (size * self._fine, size * self._fine))

    def disc(self, centre: Point, radius: float, colour: str | None) -> None:
        """A filled disc; colour None cuts a hole."""
        (x, y), r = centre, radius
        self._fill(colour, lambda d: d.ellipse(self._box(x - r, y - r, x + r, y + r), fill=255))

    def box(self, corners: tuple[float, float, float, float], round_: float, colour: str) -> None:
        """A filled box with round corners; its edges fall between pixels, so they stay crisp."""
        x0, y0, x1, y1 = (round(c * self.size / GRID) * self._fine for c in corners)
        r = round_ * self._unit
        self._fill(colour, lambda d: d.rounded_rectangle((x0, y0, x1 - 1, y1 - 1), r, fill=255))

    def limb(self, width: float, colour: str | None, *points: Point) -> None:
        """A line through `points` with round ends and joints; colour None cuts it out."""

        def draw(pen: ImageDraw.ImageDraw) -> None:
            spots = [(x * self._unit, y * self._unit) for x, y in points]
            pen.line(spots, fill=255, width=round(width * self._unit))
            r = width * self._unit / 2
            for x, y in spots:
                pen.ellipse((x - r, y - r, x + r, y + r), fill=255)

        self._fill(colour, draw)

    def picture(self) -> Image.Image:
        """The finished picture; averaged premultiplied, so that edges carry no dark fringe."""
        small = self._picture.convert("RGBa").resize((self.size, self.size), Image.Resampling.BOX)
        return small.convert("RGBA")

    def _box(self, *corners: float) -> tuple[float, ...]:
        x0, y0, x1, y1 = (c * self._unit for c in corners)
        return x0, y0, x1 - 1, y1 - 1

    def _fill(self, colour: str | None, draw: Callable[[ImageDraw.ImageDraw], None]) -> None:
        mask = Image.new("L", self._picture.size)
        draw(ImageDraw.Draw(mask))
        self._picture.paste(colour or (0, 0, 0, 0), (0, 0), mask)


def _seated(stamp: Stamp, colour: str, hip: str | None = None, scale: float = 1.0) -> None:
    def at(x: float, y: float) -> Point:
        return 12 + (x - 12) * scale, 12 + (y - 12) * scale

    stamp.disc(at(9.6, 6.4), 2.3 * scale, colour)
    stamp.limb(3.2 * scale, colour, at(9.2, 11.2), at(9.2, 14.6), at(14.8, 14.6))
    stamp.limb(2.8 * scale, colour, at(15.0, 14.8), at(15.4, 18.6))
    if hip:
        stamp.disc(at(9.2, 14.6), 1.15 * scale, hip)


def _risen(stamp: Stamp, colour: str) -> None:
    stamp.disc((12, 6.2), 2.3, colour)
    stamp.limb(2.4, colour, (6.4, 6.2), (10.9, 10.8))
    stamp.limb(2.4, colour, (17.6, 6.2), (13.1, 10.8))
    stamp.limb(3.2, colour, (12, 11.2), (12, 14))
    stamp.limb(2.6, colour, (11.6, 14), (9.6, 19.2))
    stamp.limb(2.6, colour, (12.4, 14), (14.4, 19.2))


def _walking(stamp: Stamp, colour: str) -> None:
    stamp.disc((13.4, 5.4), 2.3, colour)
    stamp.limb(3.2, colour, (12.6, 10.2), (11.6, 13.6))
    stamp.limb(2.5, colour, (11.9, 13.8), (14.6, 16.0), (15.2, 19.6))
    stamp.limb(2.5, colour, (11.4, 13.8), (9.8, 17.0), (7.0, 19.2))
    stamp.limb(1.9, colour, (12.8, 9.8), (15.2, 12.0), (17.4, 12.0))
    stamp.limb(1.9, colour, (12.0, 9.8), (8.8, 11.2), (7.8, 13.6))


def working(stamp: Stamp) -> None:
    stamp.disc((12, 12), 11.5, TEAL)
    _seated(stamp, WHITE)


def soon(stamp: Stamp) -> None:
    working(stamp)
    stamp.disc((19.4, 4.6), 5.9, None)
    stamp.disc((19.4, 4.6), 4.4, CORAL)


def due(stamp: Stamp) -> None:
    stamp.box((0.5, 0.5, 23.5, 23.5), 5.5, CORAL)
    _risen(stamp, WHITE)


def held(stamp: Stamp) -> None:
    stamp.disc((12, 12), 11.5, TEAL)
    for x in (6.3, 12, 17.7):
        stamp.disc((x, 12), 1.95, WHITE)


def paused(stamp: Stamp) -> None:
    stamp.disc((12, 12), 11.5, SLATE)
    stamp.box((7.5, 7, 10.5, 17), 0.9, WHITE)
    stamp.box((13.5, 7, 16.5, 17), 0.9, WHITE)


def on_break(stamp: Stamp) -> None:
    stamp.disc((12, 12), 11.5, MINT)
    _walking(stamp, DEEP)


def app(stamp: Stamp) -> None:
    stamp.box((0.75, 0.75, 23.25, 23.25), 5.6, TEAL)
    _seated(stamp, WHITE, hip=CORAL if stamp.size >= 32 else None, scale=1.18)


STATES: dict[str, Callable[[Stamp], None]] = {
    "working": working,
    "soon": soon,
    "due": due,
    "held": held,
    "paused": paused,
    "break": on_break,
}


def render(draw: Callable[[Stamp], None], size: int) -> Image.Image:
    """One icon at one size, RGBA."""
    stamp = Stamp(size)
    draw(stamp)
    return stamp.picture()


def argb(pictures: list[Image.Image]) -> bytes:
    """The .argb container of these pictures."""
    parts = []
    for picture in pictures:
        red, green, blue, alpha = picture.split()
        parts.append(struct.pack(">HH", *picture.size))
        parts.append(Image.merge("RGBA", (alpha, red, green, blue)).tobytes())
    return b"".join(parts)


def drawings() -> Iterator[tuple[str, Image.Image]]:
    """Every PNG below icons/: its path and its picture."""
    for size in APP_SIZES:
        yield f"hipbreak-{size}.png", render(app, size)
    for state, draw in STATES.items():
        for size in TRAY_SIZES:
            yield f"tray/{state}-{size}.png", render(draw, size)


def write(out: Path = OUT) -> None:
    """Write all icons below `out`; files that are right already stay untouched."""
    (out / "tray").mkdir(parents=True, exist_ok=True)
    for name, picture in drawings():
        picture.save(out / name, optimize=True)
    for state, draw in STATES.items():
        data = argb([render(draw, size) for size in TRAY_SIZES])
        (out / "tray" / f"{state}.argb").write_bytes(data)
    large = render(app, max(ICO_SIZES))
    large.save(
        out / "hipbreak.ico",
        sizes=[(size, size) for size in ICO_SIZES],
        append_images=[render(app, size) for size in ICO_SIZES[:-1]],
    )
    render(app, max(ICNS_SIZES)).save(
        out / "hipbreak.icns",
        append_images=[render(app, size) for size in ICNS_SIZES[:-1]],
    )


if __name__ == "__main__":
    write()
