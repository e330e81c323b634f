"""High contrast: a line round every thing and every part of the body, from the themes' values."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PIL import Image, ImageChops, ImageFilter

from hipbreak.ui.figure.camera import Camera, View
from hipbreak.ui.figure.figure import Prop
from hipbreak.ui.figure.palette import Colour, Palette
from hipbreak.ui.figure.pen import Pen
from hipbreak.ui.figure.person import draw_body
from hipbreak.ui.figure.props import PROPS, draw_prop
from hipbreak.ui.figure.rig import solve
from hipbreak.ui.figure.shelf import figures_dir, shipped_figure
from hipbreak.ui.figure.themes import THEMES
from hipbreak.ui.look.theme import contrast

ENOUGH = 3.0
"""For what is no word (WCAG 2, 1.4.11)."""
HIGH = pytest.mark.parametrize("theme", ["contrast", "contrast-dark"])
NAMES = sorted(path.stem for path in figures_dir().glob("*.toml"))
SIZES = {"chair": 45.0, "couch": 40.0, "table": 66.0, "mat": 120.0, "roller": 7.0, "ball": 4.0,
         "pillow": 7.0, "plant": 1.0}  # fmt: skip


def text(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


@HIGH
@pytest.mark.parametrize("ground", ["background", "wall", "floor", "lens"])
def test_the_line_stands_out_from_every_ground(theme: str, ground: str) -> None:
    """3 : 1 at least, against whatever a thing may stand before."""
    palette = THEMES[theme]
    assert palette.outline
    assert contrast(text(palette.outline), text(getattr(palette, ground))) >= ENOUGH


@HIGH
@pytest.mark.parametrize("sign", ["accent", "accent_soft", "floor_line"])
def test_signs_stand_out_too(theme: str, sign: str) -> None:
    """Arrows and the line on the floor reach 3 : 1 against what they are drawn on."""
    palette = THEMES[theme]
    for ground in (palette.background, palette.floor, palette.lens):
        assert contrast(text(getattr(palette, sign)), text(ground)) >= ENOUGH


def blank(palette: Palette) -> Pen:
    camera = Camera(View(30, 14, 2.0, (0.0, 40.0, 0.0)), 2.0, (500, 400))
    return Pen(Image.new("RGB", (1000, 800), palette.background), camera, palette)


SPECKS = 0.02
"""Share of the edge that may be bare: single pixels where strokes meet, and the eyelashes."""


def bare_edge(pen: Pen) -> float:
    """The share of what touches the ground that is not the line."""
    ground = pen.palette.background
    plain = Image.new("RGB", pen.image.size, ground)
    drawn = Image.new("L", plain.size)
    for band in ImageChops.difference(pen.image, plain).split():
        drawn = ImageChops.lighter(drawn, band)
    drawn = drawn.point([0] + [255] * 255)
    edge = ImageChops.subtract(drawn, drawn.filter(ImageFilter.MinFilter(3)))
    found = Image.composite(pen.image, plain, edge).getcolors(1 << 16) or []
    counts = {colour: count for count, colour in found if colour != ground}
    lined = counts.pop(pen.palette.outline or ground, 0)
    assert lined > 100
    return sum(counts.values()) / (lined + sum(counts.values()))


@HIGH
@pytest.mark.parametrize("kind", sorted(kind for kind, thing in PROPS.items() if thing.solid))
def test_every_thing_has_a_line_round_it(theme: str, kind: str) -> None:
    """Chair, couch, table, mat, roller, ball, pillow and plant: only the line touches the
    ground, whatever their own colours are."""
    pen = blank(THEMES[theme])
    draw_prop(pen, Prop(kind, size=SIZES[kind]))
    assert bare_edge(pen) <= SPECKS


@HIGH
@pytest.mark.parametrize("name", NAMES)
def test_every_body_has_a_line_round_it(theme: str, name: str) -> None:
    """In each figure's telling pose nothing of the body touches the ground without a line."""
    figure = replace(shipped_figure(name), glows=())
    pen = blank(THEMES[theme])
    draw_body(pen, solve(figure.poses[figure.keys[0].pose]), figure, 0.0, 0.0)
    assert bare_edge(pen) <= SPECKS


@pytest.mark.parametrize("kind", sorted(SIZES))
def test_other_themes_have_no_lines(kind: str) -> None:
    """Where contrast is not asked for, things keep their soft edges."""
    pen = blank(THEMES["light"])
    draw_prop(pen, Prop(kind, size=SIZES[kind]))
    assert (0, 0, 0) not in {colour for _, colour in pen.image.getcolors(1 << 16) or []}
