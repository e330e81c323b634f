"""The tray's pictures as raw pixels, so that the resident needs no Pillow.

`packaging/icons.py` writes the files and describes their format.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from hipbreak.adapters.paths import data_dir
from hipbreak.core.errors import Unavailable, UserError

_HEAD = struct.Struct(">HH")


@dataclass(frozen=True, slots=True)
class Pixmap:
    """One picture: rows from the top, four bytes a pixel, alpha first, not premultiplied."""

    width: int
    height: int
    argb: bytes


def unpack(data: bytes) -> tuple[Pixmap, ...]:
    """All pixmaps of an .argb file, smallest first. ValueError when it is not one."""
    found = []
    at = 0
    while at < len(data):
        try:
            width, height = _HEAD.unpack_from(data, at)
        except struct.error:
            raise ValueError("an icon file ends within a head") from None
        at += _HEAD.size
        pixels = data[at : at + width * height * 4]
        if not pixels or len(pixels) != width * height * 4:
            raise ValueError("an icon file ends within a picture")
        found.append(Pixmap(width, height, pixels))
        at += len(pixels)
    return tuple(found)


def load(icon: str) -> tuple[Pixmap, ...]:
    """The pixmaps of the tray state `icon`. Unavailable when its file is missing or torn."""
    try:
        return unpack((data_dir("icons") / "tray" / f"{icon}.argb").read_bytes())
    except (OSError, ValueError, UserError) as error:
        raise Unavailable(f"the icon {icon} cannot be read: {error}") from error


def fitting(pixmaps: Sequence[Pixmap], room: int) -> Pixmap:
    """The largest pixmap that fits into `room` pixels, or the smallest of all."""
    return max(
        (p for p in pixmaps if p.width <= room),
        key=lambda p: p.width,
        default=min(pixmaps, key=lambda p: p.width),
    )
