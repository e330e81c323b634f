"""Figure files: the shipped ones are sound and used; a bad one tells all that is wrong in it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from hipbreak.adapters.paths import data_dir
from hipbreak.core.errors import UserError
from hipbreak.ui.figure import has_figure
from hipbreak.ui.figure.scene import CALM
from hipbreak.ui.figure.shelf import LARGEST, figures_dir, parse_figure, read_figure

NAMES = sorted(path.stem for path in figures_dir().glob("*.toml"))
GOOD = """
format = 1
[pose.sit]
pelvis = [0, 52, 0]
[[key]]
at = 0
pose = "sit"
"""


def problems_of(text: str) -> list[str]:
    with pytest.raises(UserError) as caught:
        parse_figure(text, "test")
    return [problem.removeprefix("test: ") for problem in caught.value.problems]


@pytest.mark.parametrize("name", NAMES)
def test_shipped_figures_are_sound(name: str) -> None:
    """Each shipped file reads without a problem, and its telling moment lies in its loop."""
    figure = read_figure(figures_dir() / f"{name}.toml")
    assert figure.name == name
    assert 0 <= figure.still <= max(figure.seconds, 4.0)


def test_every_figure_is_used() -> None:
    """Each figure belongs to a routine or to one of its steps; the calm one is for the rest."""
    used = {CALM}
    for path in data_dir("routines").glob("*.toml"):
        table = tomllib.loads(path.read_text("utf-8"))
        used.add(table["id"])
        used |= {step["figure"] for step in table.get("steps", ()) if "figure" in step}
    assert [name for name in NAMES if name not in used and name not in OFFERED] == []


OFFERED = ("hip-circles-back",)
"""Figures that a step may name: the same circles the other way round."""


def test_every_routine_has_its_figure() -> None:
    """No routine and no step shows the figure that stands for those that are missing."""
    missing = []
    for path in data_dir("routines").glob("*.toml"):
        table = tomllib.loads(path.read_text("utf-8"))
        wanted = {step.get("figure") or table["id"] for step in table.get("steps", ())}
        missing += [name for name in {table["id"], *wanted} if not has_figure(name)]
    assert missing == []


def test_has_figure_knows_names_only() -> None:
    """A name is a name: no paths, no other files."""
    assert has_figure("glute-press")
    for name in ("", "no-such", "../glute-press", "glute-press.toml", "Glute-Press", "a/b"):
        assert not has_figure(name)


def test_a_good_file_takes_defaults() -> None:
    """What is not said takes its default."""
    figure = parse_figure(GOOD, "test")
    assert figure.poses["sit"].pelvis == (0, 52, 0)
    assert figure.view.yaw == 30
    assert figure.meant == ""


BAD = """
format = 1
meant = "up"
still = "soon"
color = "red"
order = ["head", "tail"]

[camera]
yaw = 500
at = [0, 1]
roll = 3

[pose.a]
tilt = true
legs = { stand = [1, nan, 2], toes = 4 }
arms = { hand = { on = "moon", at = [0, 0, 0] } }

[[prop]]
kind = "sword"

[[glow]]
muscle = "biceps"

[[mark]]
kind = "zigzag"

[[key]]
at = 1
pose = "b"
"""


def test_a_bad_file_tells_everything_at_once() -> None:
    """Every problem is reported in one go, each with its key path."""
    found = problems_of(BAD)
    places = [problem.partition(":")[0] for problem in found]
    assert set(places) == {
        "meant", "still", "color", "order", "camera.yaw", "camera.at", "camera.roll",
        "pose.a.tilt", "pose.a.legs.stand", "pose.a.legs.toes", "pose.a.arms.hand.on",
        "prop[0].kind", "glow[0].muscle", "mark[0].kind", "key[0].pose", "key[0].at",
    }  # fmt: skip
    assert all(len(problem) < 300 and "\n" not in problem for problem in found)


def test_keys_come_in_order_and_name_poses() -> None:
    """Times grow; each key has a pose."""
    text = GOOD + '[[key]]\nat = 0\npose = "sit"\n[[key]]\nat = 2\n'
    assert problems_of(text) == [
        "key[1].at: expected a later time than the key before",
        "key[2].pose: is missing",
    ]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "format"),
        ("format = 2\n" + GOOD.split("\n", 2)[2], "format"),
        ("format = 1\n", "pose"),
        ("format = 1\npose = 3\n", "pose"),
        (GOOD.replace('pose = "sit"', "pose = 1"), "key[0].pose"),
        ("key = 4\n" + GOOD.replace('[[key]]\nat = 0\npose = "sit"\n', ""), "key"),
    ],
)
def test_wrong_shapes_are_named(text: str, place: str) -> None:
    """A missing or misshapen part is named by its path."""
    assert any(problem.startswith(f"{place}:") for problem in problems_of(text))


def test_what_is_not_toml_is_said_in_one_line() -> None:
    """Broken text gives one problem, not a traceback."""
    assert len(problems_of("format = = 1")) == 1


def test_large_or_binary_files_are_refused(tmp_path: Path) -> None:
    """A figure file is limited in size and is text."""
    big = tmp_path / "big.toml"
    big.write_text(GOOD + "#" * LARGEST, "utf-8")
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe\x00")
    for path in (big, binary, tmp_path / "missing.toml"):
        with pytest.raises(UserError, match=path.stem):
            read_figure(path)
