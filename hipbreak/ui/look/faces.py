"""The type scale: few sizes, few weights, in pixels of the real scale."""

from __future__ import annotations

from dataclasses import dataclass

FAMILY = "Inter hipbreak"
FAMILY_MEDIUM = "Inter hipbreak Medium"

Face = tuple[str, int, str]
"""What Tk takes for a font: family, minus the size in pixels, weight."""

_SIZES: dict[str, tuple[float, bool, bool]] = {
    # name: (pixels at 96 dpi, medium family, bold)
    "tiny": (11.5, False, False),
    "small": (12.5, False, False),
    "text": (14.0, False, False),
    "label": (14.0, True, False),
    "strong": (14.0, False, True),
    "cue": (17.0, False, True),
    "name": (19.0, False, True),
    "title": (22.0, False, True),
    "number": (20.0, False, True),
    "large": (32.0, False, True),
}


@dataclass(frozen=True, slots=True)
class Faces:
    """Fonts by the role of the text."""

    scale: float
    """Pixels for one pixel at 96 dpi, with the person's text size in it."""
    bundled: bool = True
    """False: our own face could not be loaded and Tk's default stands in."""
    default: str = "TkDefaultFont"

    def __call__(self, role: str) -> Face:
        size, medium, bold = _SIZES[role]
        family = (FAMILY_MEDIUM if medium else FAMILY) if self.bundled else self.default
        return family, -max(9, round(size * self.scale)), "bold" if bold else "normal"
