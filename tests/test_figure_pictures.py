"""Key pictures stay as they were looked at: `python -m tests.test_figure_pictures` writes them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

from hipbreak.ui.figure import HAIRS, SKINS, Scene

KEPT = Path(__file__).parent / "data" / "figures"
SIZE = (240, 170)
COLOURS = 48
"""A palette keeps the files small; the tolerance is above what it costs."""
MEAN, WORST = 3.0, 9.0
"""Mean difference, 0 to 255: of the whole, and of the worst of its 6 by 4 fields."""
SHOTS = (
    ("glute-press", "light", ""),
    ("kd4-press", "dark", "left"),
    ("psoas-ball", "light", "right"),
    ("leg-pull", "light", "right"),
    ("thomas-test", "dark", "right"),
    ("quad-sweep", "light", "left"),
    ("weight-shift", "dark", ""),
    ("foam-roll", "light", "right"),
    ("belly-breath", "contrast", ""),
    ("walk", "contrast-dark", ""),
)


def picture(name: str, theme: str, side: str) -> Image.Image:
    return Scene(name, theme, SIZE, side).still()


def place(name: str, theme: str) -> Path:
    return KEPT / f"{name}-{theme}.png"


def rewrite() -> None:
    """Write the kept pictures again, after looking at them."""
    KEPT.mkdir(parents=True, exist_ok=True)
    for name, theme, side in SHOTS:
        few = picture(name, theme, side).quantize(COLOURS, dither=Image.Dither.NONE)
        few.save(place(name, theme), optimize=True)


def differences(a: Image.Image, b: Image.Image) -> tuple[float, float]:
    """Mean difference of the whole, and that of the worst field."""
    delta = ImageChops.difference(a, b).convert("L")
    wide, high = delta.width // 6, delta.height // 4
    fields = [
        ImageStat.Stat(delta.crop((x * wide, y * high, (x + 1) * wide, (y + 1) * high))).mean[0]
        for x in range(6)
        for y in range(4)
    ]
    return ImageStat.Stat(delta).mean[0], max(fields)


@pytest.mark.parametrize(("name", "theme", "side"), SHOTS)
def test_a_still_looks_as_it_did(name: str, theme: str, side: str) -> None:
    """Pillow's rounding may differ; a limb in another place, or a lost one, may not."""
    with Image.open(place(name, theme)) as kept:
        whole, worst = differences(kept.convert("RGB"), picture(name, theme, side))
    assert whole < MEAN
    assert worst < WORST


def test_another_moment_is_another_picture() -> None:
    """The tolerance is narrow enough to tell a movement's end from its start."""
    with Image.open(place("thomas-test", "dark")) as kept:
        other = Scene("thomas-test", "dark", SIZE, "right").frame(0.0, 0.8)
        assert differences(kept.convert("RGB"), other)[1] > WORST


def test_kept_pictures_are_small() -> None:
    """All of them together stay below 200 kB."""
    assert sum(path.stat().st_size for path in KEPT.glob("*.png")) < 200_000


@pytest.mark.parametrize("hair", HAIRS)
def test_skins_and_hairs_can_be_told_apart(hair: str) -> None:
    """Each skin, with each hair, is another picture; the face stands out from the hair."""
    seen = set()
    for skin in SKINS:
        for theme in ("light", "dark"):
            scene = Scene("glute-press", theme, SIZE, skin=skin, hair=hair)
            p = scene.palette
            gap = sum(abs(a - b) for a, b in zip(p.skin, p.hair, strict=True))
            assert gap > 100, (skin, theme)
            seen.add(scene.still().tobytes())
    assert len(seen) == 2 * len(SKINS)


if __name__ == "__main__":
    rewrite()
