"""A sheet to draw on with Pillow: units of the picture, smooth corners, our own typeface."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

import hipbreak

FONTS = Path(hipbreak.__file__).parent / "ui" / "fonts"
FACES = {"regular": "Inter-Regular.otf", "medium": "Inter-Medium.otf", "bold": "Inter-Bold.otf"}
SMOOTH = 4
"""Corners are drawn so many times as large and reduced."""


class Canvas:
    """Coordinates and sizes are in points; each is `scale` pixels."""

    def __init__(self, width: int, height: int, ground: str, scale: int = 2) -> None:
        self._scale = scale
        self._image = Image.new("RGB", (width * scale, height * scale), ground)
        self._draw = ImageDraw.Draw(self._image)

    def text(
        self, x: float, y: float, words: str, size: float, colour: str, face: str = "regular",
        anchor: str = "ls",
    ) -> float:  # fmt: skip
        """Words on the base line `y`; `anchor` as in Pillow. Their width."""
        font = _font(face, round(size * self._scale))
        self._draw.text((x * self._scale, y * self._scale), words, colour, font, anchor)
        return font.getlength(words) / self._scale

    def wrapped(
        self, x: float, y: float, words: str, size: float, colour: str, face: str, width: float
    ) -> float:
        """Words in lines of at most `width`; the base line of the last one."""
        for number, row in enumerate(self.rows(words, size, face, width)):
            if number:
                y += size * 1.35
            self.text(x, y, row, size, colour, face)
        return y

    def rows(self, words: str, size: float, face: str, width: float) -> list[str]:
        """How `wrapped` breaks the words into lines."""
        font = _font(face, round(size * self._scale))
        rows: list[str] = []
        for word in words.split():
            longer = f"{rows[-1]} {word}" if rows else word
            if rows and font.getlength(longer) <= width * self._scale:
                rows[-1] = longer
            else:
                rows.append(word)
        return rows

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str) -> None:
        ends = tuple(round(value * self._scale) for value in (x1, y1, x2, y2))
        self._draw.line(ends, colour, max(1, self._scale // 2))

    def box(
        self, x: float, y: float, width: float, height: float, colour: str, radius: float = 3,
        outline: str = "",
    ) -> None:  # fmt: skip
        """A rounded plate, or only its outline of two points."""
        left, top = round(x * self._scale), round(y * self._scale)
        right = max(left + 1, round((x + width) * self._scale))
        low = max(top + 1, round((y + height) * self._scale))
        size = right - left, low - top
        corner = min(round(radius * self._scale), min(size) // 2)
        self._image.paste(outline or colour, (left, top), _mask(size, corner, bool(outline)))

    def png(self) -> bytes:
        content = io.BytesIO()
        self._image.save(content, "PNG", optimize=True)
        return content.getvalue()


@cache
def _font(face: str, pixels: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS / FACES[face]), pixels)


@cache
def _mask(size: tuple[int, int], corner: int, hollow: bool) -> Image.Image:
    big = Image.new("L", (size[0] * SMOOTH, size[1] * SMOOTH), 0)
    edges = (0, 0, size[0] * SMOOTH - 1, size[1] * SMOOTH - 1)
    ImageDraw.Draw(big).rounded_rectangle(
        edges, corner * SMOOTH, None if hollow else 255, 255, 4 * SMOOTH if hollow else 0
    )
    return big.reduce(SMOOTH)
