"""Pixels for an X window: our pictures laid over what is behind them. Pure.

X takes four bytes a pixel, blue first, as every little-endian machine has it.
"""

from __future__ import annotations

from hipbreak.adapters.tray.pixmaps import Pixmap


def premultiplied(picture: Pixmap, width: int, height: int) -> bytes:
    """The picture in the middle of a transparent window, for a visual with alpha."""
    return over(picture, bytes(width * height * 4), width, height, alpha=True)


def over(picture: Pixmap, behind: bytes, width: int, height: int, alpha: bool = False) -> bytes:
    """The picture in the middle of a window whose pixels are `behind`.

    A picture larger than the window is cut at the edges.
    """
    out = bytearray(behind)
    left, top = (width - picture.width) // 2, (height - picture.height) // 2
    for row in range(max(0, -top), min(picture.height, height - top)):
        for column in range(max(0, -left), min(picture.width, width - left)):
            source = (row * picture.width + column) * 4
            a, r, g, b = picture.argb[source : source + 4]
            if not a:
                continue
            at = ((row + top) * width + column + left) * 4
            rest = 255 - a
            out[at] = (b * a + out[at] * rest) // 255
            out[at + 1] = (g * a + out[at + 1] * rest) // 255
            out[at + 2] = (r * a + out[at + 2] * rest) // 255
            if alpha:
                out[at + 3] = a
    return bytes(out)
