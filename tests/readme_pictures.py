"""The README's pictures, from the real windows: `python -m tests.readme_pictures`.

Writes docs/images. Each window is photographed on a real X server, given round corners and a soft
shadow, and laid on a quiet ground; a palette keeps the files small.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

from hipbreak.protocol import Look
from tests.rig import Desktop
from tests.seeds import afternoon, set_zone
from tests.shots import SCREENS, Screen, home

OUT = Path(__file__).parent.parent / "docs" / "images"
PICTURES: dict[str, tuple[Screen, ...]] = {
    "hipbreak.png": (SCREENS["card"], SCREENS["player-side"]),
    "week.png": (home("week", running=True),),
}
"""Each picture and its windows, from left to right."""
GROUND, SHADE = "#DCE5E0", "#27323C"
MARGIN, GAP, ROUND, BLUR = 36, 40, 13, 14
FAINT = [value * 3 // 10 for value in range(256)]
COLOURS = 255
"""Enough that no edge and no light looks rough; a third of the bytes of a full picture."""


def photograph(screen: Screen) -> Image.Image:
    with Desktop() as desktop:
        desktop.run("xsetroot", "-solid", GROUND)
        seen = screen(desktop, Look(theme="light"))
        return desktop.picture().crop(seen.box)


def rounded(size: tuple[int, int]) -> Image.Image:
    """A mask with round corners, smooth at their rim."""
    mask = Image.new("L", (size[0] * 4, size[1] * 4))
    box = (0, 0, mask.width - 1, mask.height - 1)
    ImageDraw.Draw(mask).rounded_rectangle(box, ROUND * 4, fill=255)
    return mask.reduce(4)


def laid_out(windows: Sequence[Image.Image]) -> Image.Image:
    """The windows side by side, each in the middle of the height."""
    width = sum(window.width for window in windows) + GAP * (len(windows) - 1)
    page = Image.new(
        "RGB", (width + 2 * MARGIN, max(w.height for w in windows) + 2 * MARGIN), GROUND
    )
    x = MARGIN
    for window in windows:
        y = (page.height - window.height) // 2
        mask = rounded(window.size)
        shadow = Image.new("L", page.size)
        shadow.paste(mask, (x, y + 6))
        soft = shadow.filter(ImageFilter.GaussianBlur(BLUR)).point(
            [v * 3 // 10 for v in range(256)]
        )
        page.paste(SHADE, (0, 0), soft)
        page.paste(window, (x, y), mask)
        x += window.width + GAP
    return page


def small(page: Image.Image) -> Image.Image:
    """The same in few colours, without dots between them."""
    return page.quantize(COLOURS, Image.Quantize.MEDIANCUT, kmeans=4, dither=Image.Dither.NONE)


def main() -> None:
    OUT.mkdir(parents=True, exist_ok=True)
    set_zone(afternoon())
    for name, screens in PICTURES.items():
        page = laid_out([photograph(screen) for screen in screens])
        small(page).save(OUT / name, optimize=True)
        print(f"docs/images/{name} {page.width}x{page.height}")


if __name__ == "__main__":
    main()
