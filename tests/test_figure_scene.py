"""Pictures of the figure: sizes, sides, themes, breath, and the same picture for the same time."""

from __future__ import annotations

import pytest
from PIL import Image, ImageChops, ImageStat

from hipbreak.ui.figure import Scene
from hipbreak.ui.figure.motion import blink
from hipbreak.ui.figure.shelf import figures_dir
from hipbreak.ui.figure.themes import THEMES

NAMES = sorted(path.stem for path in figures_dir().glob("*.toml"))


def difference(a: Image.Image, b: Image.Image) -> float:
    """Mean difference of two pictures, 0 to 255."""
    return max(ImageStat.Stat(ImageChops.difference(a, b)).mean)


@pytest.mark.parametrize("size", [(120, 100), (480, 340), (333, 517), (1440, 1000)])
def test_frames_have_exactly_the_size_asked_for(size: tuple[int, int]) -> None:
    """From a stamp to a whole screen, in any shape."""
    for side in ("", "left", "right"):
        picture = Scene("kd4-press", size=size, side=side).frame(1.3)
        assert picture.size == size
        assert picture.mode == "RGB"


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("theme", THEMES)
def test_every_figure_is_drawn_in_every_theme(name: str, theme: str) -> None:
    """Something stands out from the backdrop, and the window's colour is in the corner."""
    picture = Scene(name, theme).still()
    assert picture.getpixel((0, 0)) == THEMES[theme].background
    assert len(picture.getcolors(200_000) or ()) > 200


@pytest.mark.parametrize("name", NAMES)
def test_the_same_moment_gives_the_same_picture(name: str) -> None:
    """A frame depends on its time alone: not on the frames before it."""
    scene, other = Scene(name), Scene(name)
    for t in (0.4, 3.0, 0.1):
        other.frame(t)
    assert scene.frame(2.2).tobytes() == other.frame(2.2).tobytes()


@pytest.mark.parametrize("name", NAMES)
def test_only_the_moving_part_moves(name: str) -> None:
    """The kept background is never drawn over: no movement is cut at the edge of its part."""
    scene = Scene(name)
    left, top, right, bottom = _body_box(scene)
    for i in range(8):
        picture = scene.frame(scene.seconds * i / 8 + 0.05)
        if scene._lens:  # a close-up is laid over the picture afterwards
            box = scene._lens.box
            picture.paste(scene._background.crop(box), box)
        inner = picture.crop((left, top, right, bottom))
        base = scene._background.crop((left, top, right, bottom))
        width, height = inner.size
        edges = [(0, 0, 1, height), (width - 1, 0, width, height), (0, 0, width, 1)]
        if bottom < scene.size[1]:
            edges.append((0, height - 1, width, height))
        for edge in edges:
            assert ImageChops.difference(inner.crop(edge), base.crop(edge)).getbbox() is None


def _body_box(scene: Scene) -> tuple[int, int, int, int]:
    """Where the body is drawn, on the finished picture."""
    fine, (x, y) = scene._canvas.fine, scene._within
    left, top = scene._box[0] + x, scene._box[1] + y
    return left, top, left + scene._patch.width // fine, top + scene._patch.height // fine


@pytest.mark.parametrize("side", ["right", "left"])
@pytest.mark.parametrize("name", ["walk", "kd4-press"])
def test_the_part_laid_over_another_moment_gives_the_whole_picture(name: str, side: str) -> None:
    """A window needs to paint no more than the part, with a close-up or without, on each side."""
    scene = Scene(name, side=side)
    picture, t = scene.frame(0.2), scene.figure.round / 2
    part = scene.part(t)
    picture.paste(part, scene.corner)
    assert picture.tobytes() == scene.frame(t).tobytes()
    assert part.width * part.height < 0.7 * picture.width * picture.height


def test_a_frame_that_would_look_the_same_is_not_drawn_again() -> None:
    """A quiet breath needs a few pictures a second, and none is off by more than a third pixel."""
    scene, last, drawn = Scene("calm"), None, 0
    for i in range(150):
        part = scene.part(i / 15)
        drawn += part is not last
        last = part
        left, top = scene.corner
        exact = scene.frame(i / 15).crop((left, top, left + part.width, top + part.height))
        worst = max(high for _, high in ImageChops.difference(part, exact).getextrema())
        assert worst <= 255 / 3
    assert 15 < drawn < 60


@pytest.mark.parametrize("name", ["hip-circles", "kd4-press", "walk"])
def test_what_goes_on_is_always_drawn(name: str) -> None:
    """A circling sign, a thumb that circles, a walk: each frame is a new one."""
    scene = Scene(name)
    parts = [scene.part(i / 15, 0.5) for i in range(30)]
    assert len({part.tobytes() for part in parts}) == 30


def test_the_other_side_is_the_mirror_image() -> None:
    """The left leg's figure is the right one's, mirrored; one that has no side never is."""
    right, left = Scene("line-lunge", side="right"), Scene("line-lunge", side="left")
    flipped = right.frame(2.6).transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    assert flipped.tobytes() == left.frame(2.6).tobytes()
    assert right.on_picture((10.0, 0.0, 0.0))[0] > 240 > left.on_picture((10.0, 0.0, 0.0))[0]
    assert Scene("walk", side="left").frame(0.3).tobytes() == Scene("walk").frame(0.3).tobytes()


def test_an_unknown_name_shows_someone_calm() -> None:
    """No name makes a scene fail."""
    for name in ("no-such", "", "../../etc/passwd"):
        assert Scene(name).frame(1.0).tobytes() == Scene("calm").frame(1.0).tobytes()


def test_the_window_colour_lies_behind() -> None:
    """The scene takes the background of the window it lies in."""
    assert Scene("walk", background="#123456").frame(0).getpixel((0, 0)) == (0x12, 0x34, 0x56)


def test_breath_follows_the_pacer() -> None:
    """A given breath is what is drawn: full and empty differ, and equal breaths do not."""
    scene = Scene("belly-breath")
    assert difference(scene.frame(1.0, 0.0), scene.frame(1.0, 1.0)) > 0.3
    assert scene.frame(1.0, 2.0).tobytes() == scene.frame(1.0, 1.0).tobytes()


@pytest.mark.parametrize("name", [name for name in NAMES if name != "calm"])
def test_figures_move_and_come_round(name: str) -> None:
    """Within the loop the picture changes; the body at its end is the body at its start."""
    scene = Scene(name)
    moved = [difference(scene.frame(0.0), scene.frame(scene.seconds * s)) for s in (0.3, 0.55)]
    assert max(moved) > 0.02
    first, again = scene.skeleton(0.0, 0.5), scene.skeleton(scene.seconds, 0.5)
    for side in ("right", "left"):
        assert first.legs[side].tip == pytest.approx(again.legs[side].tip, abs=0.01)
        assert first.arms[side].tip == pytest.approx(again.arms[side].tip, abs=0.01)


def test_key_poses_tell_the_movement_without_motion() -> None:
    """Each pose once, in order, with open eyes; a cycle in equal steps; never more than asked."""
    assert blink(2.8) < 1.0
    scene = Scene("thomas-test")
    poses = scene.stills(4)
    assert len(poses) == 2
    assert difference(*poses) > 0.3
    assert poses[1].tobytes() != scene.frame(2.8, 0.8).tobytes()
    assert len(Scene("weight-shift").stills(3)) == 3
    steps = Scene("walk").stills(4)
    assert len({step.tobytes() for step in steps}) == 4
