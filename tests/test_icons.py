"""The icon files are what packaging/icons.py draws, and each can be told from the others."""

from __future__ import annotations

import importlib.util
import itertools
import sys
from pathlib import Path
from types import ModuleType

import pytest
from PIL import Image, ImageChops, ImageStat

from hipbreak.adapters.tray import pixmaps

ROOT = Path(__file__).resolve().parent.parent
PANELS = {"light": (246, 245, 244), "dark": (46, 52, 54)}


def _drawing() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hipbreak_icons", ROOT / "packaging/icons.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


icons = _drawing()


def _difference(one: Image.Image, other: Image.Image) -> float:
    """Mean difference of two pictures, 0 to 255 a channel."""
    return max(ImageStat.Stat(ImageChops.difference(one, other)).mean)


def _picture(pixmap: pixmaps.Pixmap) -> Image.Image:
    size = (pixmap.width, pixmap.height)
    alpha, red, green, blue = Image.frombytes("RGBA", size, pixmap.argb).split()
    return Image.merge("RGBA", (red, green, blue, alpha))


def test_png_files_equal_the_drawing() -> None:
    """Nobody edits a PNG by hand: each is what the code draws, up to Pillow's rounding."""
    for name, drawn in icons.drawings():
        with Image.open(ROOT / "icons" / name) as stored:
            assert stored.mode == "RGBA", name
            assert _difference(stored, drawn) < 0.5, name


@pytest.mark.parametrize("state", icons.STATES)
def test_pixmaps_of_the_resident_equal_the_drawing(state: str) -> None:
    """The resident shows the same pictures as the PNG files, at every size."""
    found = pixmaps.load(state)
    assert tuple(p.width for p in found) == icons.TRAY_SIZES
    for pixmap in found:
        drawn = icons.render(icons.STATES[state], pixmap.width)
        assert _difference(_picture(pixmap), drawn) < 0.5


def test_writing_twice_changes_nothing(tmp_path: Path) -> None:
    """The drawing has no chance in it."""
    icons.write(tmp_path)
    first = {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    icons.write(tmp_path)
    assert {p: p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()} == first
    names = {p.relative_to(tmp_path) for p in first}
    stored = {p.relative_to(ROOT / "icons") for p in (ROOT / "icons").rglob("*") if p.is_file()}
    assert names == stored


def test_windows_icon_holds_all_its_sizes() -> None:
    """Windows picks the size it needs from the .ico file."""
    with Image.open(ROOT / "icons/hipbreak.ico") as icon:
        assert icon.info["sizes"] == {(size, size) for size in icons.ICO_SIZES}


def test_mac_icon_holds_sharp_pictures() -> None:
    """Every picture in the .icns file is drawn for its size, none is blown up."""
    with Image.open(ROOT / "icons/hipbreak.icns") as icon:
        sizes = icon.info["sizes"]
        assert {wide * scale for wide, _, scale in sizes} == set(icons.ICNS_SIZES)
        for size in sizes:
            stored = icon.icns.getimage(size)
            drawn = icons.render(icons.app, size[0] * size[2])
            assert _difference(stored.convert("RGBA"), drawn) < 0.5, size


@pytest.mark.parametrize("size", [16, 24])
def test_states_differ_without_colour(size: int) -> None:
    """In grey, scaled to equal lightness, every state still looks unlike every other."""
    shapes = {}
    for state, draw in icons.STATES.items():
        picture = icons.render(draw, size)
        ground = Image.new("RGBA", picture.size, PANELS["light"])
        ground.alpha_composite(picture)
        grey = ground.convert("L")
        low, high = grey.getextrema()
        shapes[state] = grey.point(
            [255 * (v - low) // (high - low) if v >= low else 0 for v in range(256)]
        )
    for (one, a), (other, b) in itertools.combinations(shapes.items(), 2):
        assert _difference(a, b) > 8, f"{one} looks like {other}"


@pytest.mark.parametrize("panel", PANELS)
def test_states_stand_out_on_light_and_dark_panels(panel: str) -> None:
    """On either panel the picture contains an edge of at least 3 to 1 (WCAG, graphics)."""
    for state, draw in icons.STATES.items():
        colours = [c for _, c in icons.render(draw, 24).getcolors(10_000) if c[3] == 255]
        best = max(_contrast(c[:3], PANELS[panel]) for c in colours)
        assert best >= 3, f"{state} fades on a {panel} panel"


def _contrast(one: tuple[int, ...], other: tuple[int, ...]) -> float:
    def light(colour: tuple[int, ...]) -> float:
        linear = [c / 3294.6 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour]
        return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("data", [b"\0", b"\0\x10\0\x10", b"\0\x10\0\x10" + b"x" * 1023])
def test_torn_pixmap_file_is_refused(data: bytes) -> None:
    """A file that ends early is an error with words, not a smeared icon."""
    with pytest.raises(ValueError, match="ends within"):
        pixmaps.unpack(data)


def test_fitting_takes_the_largest_that_fits() -> None:
    """A 30 pixel panel gets 24 pixels; a panel too small for all gets the smallest."""
    found = pixmaps.load("due")
    assert [pixmaps.fitting(found, room).width for room in (8, 16, 30, 500)] == [16, 16, 24, 64]
