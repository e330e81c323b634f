"""Finding a thing on a picture of the screen by its colour."""

from __future__ import annotations

from collections import deque

from PIL import Image, ImageChops, ImageColor

Box = tuple[int, int, int, int]
"""Left, top, right, bottom."""
NEAR = 10
"""Steps of 256 by which each channel may differ."""
GRID = 4
"""Pixels between samples: no button is smaller than that."""


def find_colour(
    picture: Image.Image, colour: str, box: Box | None = None
) -> tuple[int, int] | None:
    """The middle of the largest connected patch of about `colour`, in pixels of `picture`."""
    left, top, _, _ = box or (0, 0, 0, 0)
    area = picture.crop(box) if box else picture
    marked = _samples(area.convert("RGB"), colour)
    patches = _patches(marked)
    if not patches:
        return None
    largest = max(patches, key=len)
    columns, rows = [x for x, _ in largest], [y for _, y in largest]
    return (
        left + (min(columns) + max(columns)) // 2 * GRID,
        top + (min(rows) + max(rows)) // 2 * GRID,
    )


def _samples(area: Image.Image, colour: str) -> set[tuple[int, int]]:
    flat = Image.new("RGB", area.size, ImageColor.getrgb(colour))
    distance = ImageChops.difference(area, flat).split()
    far = ImageChops.lighter(ImageChops.lighter(distance[0], distance[1]), distance[2])
    width, height = area.size
    pixels = far.tobytes()
    return {
        (x // GRID, y // GRID)
        for y in range(0, height, GRID)
        for x in range(0, width, GRID)
        if pixels[y * width + x] <= NEAR
    }


def _patches(marked: set[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    patches = []
    while marked:
        waiting, patch = deque([marked.pop()]), []
        while waiting:
            x, y = at = waiting.popleft()
            patch.append(at)
            for near in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)):
                if near in marked:
                    marked.remove(near)
                    waiting.append(near)
        patches.append(patch)
    return patches
