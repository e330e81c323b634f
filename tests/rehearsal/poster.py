"""The picture in the README, from the windows of the last rehearsal.

`python -m tests.rehearsal.poster` after `python -m tests.rehearsal`.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

PROJECT = Path(__file__).parent.parent.parent
OUTPUT = PROJECT / "build" / "rehearsal"
POSTER = PROJECT / "docs" / "images" / "hipbreak.png"
GROUND, SHADOW = (0xDD, 0xE5, 0xE1), (0x27, 0x32, 0x3C, 90)
MARGIN, RADIUS, BLUR, DROP = 44, 12, 14, 8


def main() -> None:
    windows = [Image.open(OUTPUT / f"window-{name}.png") for name in ("offer", "drill")]
    width = sum(window.width for window in windows) + MARGIN * 3
    height = max(window.height for window in windows) + MARGIN * 2
    poster = Image.new("RGB", (width, height), GROUND)
    x = MARGIN
    for window in windows:
        _paste(poster, window, x, (height - window.height) // 2)
        x += window.width + MARGIN
    POSTER.parent.mkdir(parents=True, exist_ok=True)
    poster.quantize(192, dither=Image.Dither.NONE).save(POSTER, optimize=True)
    print(POSTER)


def _paste(poster: Image.Image, window: Image.Image, x: int, y: int) -> None:
    """A window with round corners and a soft shadow."""
    mask = Image.new("L", poster.size, 0)
    box = (x, y, x + window.width - 1, y + window.height - 1)
    ImageDraw.Draw(mask).rounded_rectangle(box, RADIUS, fill=255)
    shadow = Image.new("L", poster.size, 0)
    shadow.paste(mask, (0, DROP))
    shadow = shadow.filter(ImageFilter.GaussianBlur(BLUR)).point(lambda v: v * SHADOW[3] // 255)
    poster.paste(SHADOW[:3], mask=shadow)
    layer = Image.new("RGB", poster.size)
    layer.paste(window, (x, y))
    poster.paste(layer, mask=mask)


if __name__ == "__main__":
    main()
