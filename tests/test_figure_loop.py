"""Frames that come round: the grid they lie on, what is kept of them, and what is let go."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from PIL import Image, ImageChops, ImageStat

from hipbreak.core.routine import timeline
from hipbreak.ui.figure import Kept, Scene
from hipbreak.ui.figure.loop import MOST, RATE, Grid
from hipbreak.ui.figure.rig import Skeleton
from hipbreak.ui.figure.shelf import figures_dir, shipped_figure
from hipbreak.ui.look.theme import LIGHT
from hipbreak.ui.scenes import Figures
from tests.shots import ROUTINES

if TYPE_CHECKING:
    from hipbreak.ui.look.photos import MovingPart

NAMES = sorted(path.stem for path in figures_dir().glob("*.toml"))
ALWAYS_MOVES = ("walk", "hip-circles", "quad-sweep")
THIRD = 0.35 * 255
"""By how much a pixel changes where an edge is a third of it away, and a little more."""
SIZE = (252, 156)


def times(name: str, rounds: int = 1) -> list[float]:
    """The grid of so many rounds, from the start of the step."""
    seconds = shipped_figure(name).round
    count = round(seconds * RATE)
    return [i * seconds / count for i in range(count * rounds)]


def worst(a: Image.Image, b: Image.Image) -> float:
    return max(high for _, high in ImageStat.Stat(ImageChops.difference(a, b)).extrema)


@pytest.mark.parametrize("name", NAMES)
def test_a_round_looks_like_the_last_but_for_blinks(name: str) -> None:
    """What is kept is true: body, breath, signs, close-up and floor are where they were."""
    scene, seconds = Scene(name, size=SIZE), shipped_figure(name).round
    assert seconds >= 4.0
    seen = 0
    for i in range(12):
        t = seconds * (i + 0.4) / 12
        if not (scene._blinks(t) or scene._blinks(t + seconds)):
            assert scene.frame(t).tobytes() == scene.frame(t + seconds).tobytes()
            seen += 1
    assert seen > 8


@pytest.mark.parametrize("side", ["right", "left"])
@pytest.mark.parametrize("name", ALWAYS_MOVES)
def test_kept_frames_are_the_same_pictures(name: str, side: str) -> None:
    """Two rounds with and without what is kept do not differ in one pixel, on either side."""
    kept = Kept()
    ours, plain = Scene(name, size=SIZE, side=side, kept=kept), Scene(name, size=SIZE, side=side)
    for t in times(name, 2):
        assert ours.part(t).tobytes() == plain.part(t).tobytes()
    assert kept.size > 0


@pytest.mark.parametrize("name", ["glute-press", "leg-pull", "warning-signs", "kd4-press"])
def test_a_kept_hold_is_off_by_no_more_than_a_drawn_one(name: str) -> None:
    """Frames that look alike share a picture, which is at most a third of a pixel off."""
    ours, plain = Scene(name, size=SIZE, kept=Kept()), Scene(name, size=SIZE)
    for t in times(name, 2):
        part = ours.part(t)
        left, top = ours.corner
        exact = plain.frame(t).crop((left, top, left + part.width, top + part.height))
        assert worst(part, exact) <= THIRD


def test_the_second_round_draws_blinks_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """A frame is drawn once: afterwards only eyes that are not quite open need a new one."""
    scene = Scene("glute-press", size=SIZE, kept=Kept())
    drawn: list[float] = []
    draw = scene._people

    def counted(body: Skeleton, t: float, wake: float) -> Image.Image:
        drawn.append(wake)
        return draw(body, t, wake)

    monkeypatch.setattr(scene, "_people", counted)
    seconds = scene.figure.round
    for t in times("glute-press", 4):
        scene.part(t)
    later = [t for t in drawn if t >= seconds + 0.3]
    assert len([t for t in drawn if t < seconds]) > 50
    assert all(scene._blinks(t) or scene._blinks(t - seconds) for t in later)
    assert len(later) < 20


def test_a_still_body_that_breathes_is_kept_by_the_depth_of_its_breath() -> None:
    """A paced breath is kept in both of its ways; a step of it is far less than a pixel."""
    kept = Kept()
    ours, plain = Scene("belly-breath", size=SIZE, kept=kept), Scene("belly-breath", size=SIZE)
    for round_ in range(2):
        for i in range(75):
            part, (left, top) = ours.part(0.2, i / 75), ours.corner
            exact = plain.frame(0.2, i / 75)
            exact = exact.crop((left, top, left + part.width, top + part.height))
            assert worst(part, exact) <= THIRD
        if round_ == 0:
            once = kept.size
    assert 0 < kept.size == once


def test_a_paced_breath_of_one_who_moves_is_drawn() -> None:
    """Such a frame may never come again."""
    kept = Kept()
    scene = Scene("walk", size=SIZE, kept=kept)
    for t in times("walk"):
        scene.part(t, t / 10)
    assert kept.size == 0


def test_never_more_than_the_limit_is_kept() -> None:
    """What no longer fits is drawn as before, and nothing is thrown out to make room."""
    kept = Kept(most=30_000)
    ours, plain = Scene("walk", size=SIZE, kept=kept), Scene("walk", size=SIZE)
    sizes = []
    for t in times("walk", 2):
        assert ours.part(t).tobytes() == plain.part(t).tobytes()
        sizes.append(kept.size)
    assert 20_000 < max(sizes) <= 30_000
    assert sizes == sorted(sizes)


@pytest.mark.parametrize("name", NAMES)
def test_a_whole_round_fits(name: str) -> None:
    """Each movement at twice the size of a player at 96 dpi."""
    kept = Kept()
    scene = Scene(name, size=(1008, 624), kept=kept)
    some = times(name)[::30]
    for t in some:
        scene._drawn = None  # each takes its own room
        scene.part(t)
    assert kept.size / len(some) * len(times(name)) < MOST


def test_another_figure_lets_go_of_the_last_ones_frames() -> None:
    """One figure's frames are held at a time; its other side has the same."""
    kept = Kept()
    kept.turn_to("walk")
    kept.keep(("time", 0), Image.new("RGB", (9, 9)))
    kept.turn_to("walk")
    assert kept.size > 0
    assert kept.find(("time", 0)) is not None
    kept.turn_to("calm")
    assert kept.size == 0
    assert kept.find(("time", 0)) is None


@pytest.mark.parametrize("off", [0.0, 0.031, 0.0333])
def test_uneven_ticks_show_each_frame_once(off: float) -> None:
    """A clock some milliseconds early or late, also half way between two frames, skips none."""
    figure = shipped_figure("hip-circles")
    grid, uneven = Grid(figure), (0.0, 0.003, -0.004, 0.002, -0.003)
    names = [grid.at(off + i / RATE + uneven[i % 5], None).name for i in range(60)]
    assert len(set(names)) == 60


def test_the_grid_keeps_with_the_clock() -> None:
    """After a stall, a pause or a new step the frame is the clock's, and it never lags behind by
    more than the frame that a hold leaves out."""
    grid, seconds = Grid(shipped_figure("glute-press")), 6.2
    for t in (0.0, 0.07, 3.0, 3.0, 0.0, *(i * 0.073 for i in range(200)), 900.0):
        shown = grid.at(t, None).t
        off = (shown - t + seconds / 2) % seconds - seconds / 2
        assert -1.75 / RATE - 1e-9 <= off <= 0.75 / RATE + 1e-9


def test_a_hold_takes_half_the_frames_and_a_movement_all() -> None:
    """Where only the breath goes on every second frame is left out, and nowhere else."""
    figure = shipped_figure("glute-press")
    grid = Grid(figure)
    shown = [(i / RATE, grid.at(i / RATE, None).t) for i in range(93)]
    moving = {at for t, at in shown if not 1.2 <= t <= 4.2 and t < 5.4}
    held = {at for t, at in shown if 1.3 <= t <= 4.1}
    assert len(moving) >= 18 + 17
    assert 20 <= len(held) <= 23
    walk = Grid(shipped_figure("walk"))
    assert len({walk.at(i / RATE, None).t for i in range(60)}) == 60


class Easel:
    """Takes what is painted, and no more."""

    def paint(self, picture: Image.Image) -> None:
        self.whole = picture

    def paint_part(self, picture: Image.Image, corner: tuple[int, int]) -> None:
        self.part = picture


def test_a_step_with_another_figure_frees_what_the_last_one_kept() -> None:
    """The other side of a figure finds its frames; another figure, or reduced motion, none."""
    routine = ROUTINES.get("kd4-press")
    cues = {(cue.step.figure or routine.id, cue.side): cue for cue in timeline(routine)}
    figures, onto = Figures(LIGHT, routine, reduced_motion=False), cast("MovingPart", Easel())

    def play(name: str, side: str) -> int:
        for t in (0.0, *times("kd4-press")[:9]):
            figures.paint(onto, cues[name, side], SIZE, t)
        assert figures._kept is not None
        return figures._kept.size

    left = play("kd4-press", "left")
    assert play("kd4-press", "right") == left > 0
    assert 0 < play("kick-back", "left") < left
    assert figures._kept is not None
    assert len(figures._kept._frames) <= 9
    still = Figures(LIGHT, routine, reduced_motion=True)
    for t in times("kd4-press")[:9]:
        still.paint(onto, cues["kd4-press", "left"], SIZE, t)
    assert still._kept is None or still._kept.size == 0
