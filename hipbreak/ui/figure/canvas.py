"""The large picture a scene is drawn on before it is made fine: its size, scale and camera."""

from __future__ import annotations

from dataclasses import dataclass

from hipbreak.ui.figure.camera import DESIGN, Camera, View
from hipbreak.ui.figure.vec import Point

FINE, COARSE = 3, 2
"""Supersampling, and that of very large pictures, which need less."""
BOLD_BELOW, BOLDEST = 0.85, 1.75
"""The scale below which signs grow, and how wide they get at most (ours)."""
LARGE = 700_000
"""Pixels from which a picture counts as very large (ours)."""


@dataclass(frozen=True, slots=True)
class Canvas:
    """`size`: pixels of the finished picture; all else counts on the large one."""

    size: tuple[int, int]
    fine: int
    scale: float
    """Large pixels a design pixel."""
    camera: Camera

    @property
    def middle(self) -> Point:
        return (self.size[0] * self.fine / 2, self.size[1] * self.fine / 2)

    def place(self, x: float, y: float) -> Point:
        """A point of the design frame on the large picture."""
        return (
            self.middle[0] + (x - DESIGN[0] / 2) * self.scale,
            self.middle[1] + (y - DESIGN[1] / 2) * self.scale,
        )


def canvas_for(view: View, size: tuple[int, int]) -> Canvas:
    """A canvas on which the design frame fits whole, in the middle."""
    width, height = size
    fine = FINE if width * height < LARGE else COARSE
    scale = min(width / DESIGN[0], height / DESIGN[1]) * fine
    camera = Camera(view, scale, (width * fine / 2, height * fine / 2))
    camera.bold = min(BOLDEST, max(1.0, BOLD_BELOW * fine / scale))
    return Canvas(size, fine, scale, camera)
