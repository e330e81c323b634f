"""Files of one's own: a skeleton to write from, and putting a prescription into the folder."""

from __future__ import annotations

import argparse
import re
import stat
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from hipbreak.adapters.paths import data_dir
from hipbreak.adapters.shelf import MOST_FILES, Shelf, parse_file
from hipbreak.cli import main
from hipbreak.cli import routines as command
from hipbreak.cli.routine_template import SKELETON
from hipbreak.core.errors import UserError
from hipbreak.core.routine import Routine, Step

Call = Callable[..., int]
OURS = data_dir("routines")


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The person's folder of routines, which is not there yet."""
    monkeypatch.setenv("HIPBREAK_HOME", str(tmp_path / "home"))
    return tmp_path / "home" / "routines"


@pytest.fixture
def hipbreak(own: Path) -> Call:
    parser = argparse.ArgumentParser()
    command.add(parser.add_subparsers())

    def call(*words: str | Path) -> int:
        args = parser.parse_args(["routines", *map(str, words)])
        return int(args.run(args))

    return call


def prescription(folder: Path, name: str = "Heel slides", routine_id: str = "heel-slide") -> Path:
    """A sound file as a physiotherapist would send it."""
    file = folder / f"{routine_id}.toml"
    file.write_text(SKELETON.replace("my-routine", routine_id).replace("Heel slides", name))
    return file


Output = pytest.CaptureFixture[str]

# The template


def test_the_template_is_a_sound_file_under_any_id(hipbreak: Call, capsys: Output) -> None:
    """Print it, save it, check it: no mistakes before one has written a word."""
    for words, name in ((("template",), "my-routine"), (("template", "heel-slide"), "heel-slide")):
        assert hipbreak(*words) == 0
        text = capsys.readouterr().out
        assert parse_file(f"{name}.toml", text.encode()).id == name
        assert f"Save it as {name}.toml" in text


def test_the_template_shows_every_key_and_no_other() -> None:
    """With every # taken away all keys are there, and none of them is unknown."""
    text = re.sub(r"^#(?=[a-z\[\]]|  \")", "", SKELETON, flags=re.M)
    tree = tomllib.loads(text)
    assert set(tree) == set(Routine.__dataclass_fields__) | {"format"}
    keys = {key for step in tree["steps"] for key in step}
    inside = {"breath_in", "breath_out", "breath_source"}
    assert keys == set(Step.__dataclass_fields__) - inside | {"breath"}
    with pytest.raises(UserError) as caught:  # a file cannot be a drill and a test at once
        parse_file("my-routine.toml", text.encode())
    assert not [problem for problem in caught.value.problems if "unknown key" in problem]
    assert not [problem for problem in caught.value.problems if "is not one of" in problem]


def test_the_template_of_a_routine_that_there_is_is_its_file(
    hipbreak: Call, capsys: Output
) -> None:
    """Ours can be changed without being written anew."""
    assert hipbreak("template", "kd4-press") == 0
    assert capsys.readouterr().out == (OURS / "kd4-press.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["Heel", "../walk", "a" * 41, 'x"y', "a b"])
def test_an_id_that_no_file_can_have_is_a_wrong_call(hipbreak: Call, name: str) -> None:
    """Exit 2, and what an id is."""
    with pytest.raises(UserError, match="an id is small letters") as caught:
        hipbreak("template", name)
    assert caught.value.exit_code == 2


# Adding


def test_a_sound_file_is_put_into_the_persons_folder(
    hipbreak: Call, own: Path, tmp_path: Path, capsys: Output
) -> None:
    """Byte for byte, for its owner only; it says where, and hipbreak has it from then on."""
    file = prescription(tmp_path)
    assert hipbreak("add", file) == 0
    added = own / "heel-slide.toml"
    assert str(added) in capsys.readouterr().out
    assert added.read_bytes() == file.read_bytes()
    assert stat.S_IMODE(added.stat().st_mode) == 0o600
    assert {stat.S_IMODE(folder.stat().st_mode) for folder in (own, own.parent)} == {0o700}
    assert "heel-slide" in Shelf([OURS, own]).load()[0]
    assert [path.name for path in own.iterdir()] == ["heel-slide.toml"]


def test_a_bad_file_is_told_in_full_and_nothing_is_installed(
    hipbreak: Call, own: Path, tmp_path: Path, capsys: Output
) -> None:
    """Every mistake at once with its key path, and exit 1, through the whole command line."""
    file = prescription(tmp_path)
    text = file.read_text().replace('"drill"', '"dril"').replace("seconds = 30", "seconds = 999")
    file.write_text(text + '\ncolour = "red"\n')
    assert main(["routines", "add", str(file)]) == 1
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 3
    for key in ("kind:", "steps[2].seconds:", "steps[2]: unknown key"):
        assert f"heel-slide.toml: {key}" in "\n".join(said)
    assert not own.exists()


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b'id = "x"\nname = \n', "not TOML: Invalid value (at line 2"),
        (b'id = "x"\nname = "\xff"\n', "not UTF-8 text (at line 2)"),
        (b"#" * 70_000, "larger than 64 kB"),
    ],
)
def test_a_file_that_is_no_toml_is_told_with_its_line(
    hipbreak: Call, own: Path, tmp_path: Path, content: bytes, problem: str
) -> None:
    """One line, and nothing is installed."""
    file = tmp_path / "odd.toml"
    file.write_bytes(content)
    with pytest.raises(UserError) as caught:
        hipbreak("add", file)
    (line,) = caught.value.problems
    assert line.startswith(f"odd.toml: {problem}")
    assert not own.exists()


def test_a_file_from_an_editor_that_marks_utf_8_is_read(
    hipbreak: Call, own: Path, tmp_path: Path
) -> None:
    """Some put three bytes in front; they are no mistake of the person's."""
    file = prescription(tmp_path)
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert hipbreak("add", file) == 0
    assert Shelf([own]).get("heel-slide").name == "Heel slides"


def test_the_persons_own_file_is_not_overwritten_unasked(
    hipbreak: Call, own: Path, tmp_path: Path, capsys: Output
) -> None:
    """The same file again is no matter; another one needs --replace, and the old one is kept."""
    file = prescription(tmp_path, "First")
    before = file.read_bytes()
    assert hipbreak("add", file) == hipbreak("add", file) == 0
    assert hipbreak("add", own / "heel-slide.toml") == 0
    prescription(tmp_path, "Second")
    with pytest.raises(UserError, match="--replace"):
        hipbreak("add", file)
    assert Shelf([own]).get("heel-slide").name == "First"
    capsys.readouterr()
    assert hipbreak("add", "--replace", file) == 0
    assert "kept as" in capsys.readouterr().out
    assert Shelf([own]).get("heel-slide").name == "Second"
    assert (own / "heel-slide.toml~").read_bytes() == before
    assert {path.name for path in own.iterdir()} == {"heel-slide.toml", "heel-slide.toml~"}


def test_a_bad_file_does_not_replace_a_good_one(hipbreak: Call, own: Path, tmp_path: Path) -> None:
    """--replace overrides the refusal to overwrite, not the judgement of the file."""
    file = prescription(tmp_path, "First")
    hipbreak("add", file)
    file.write_text(file.read_text().replace('kind = "drill"', ""))
    with pytest.raises(UserError, match="kind: is missing"):
        hipbreak("add", "--replace", file)
    assert Shelf([own]).get("heel-slide").name == "First"


def test_standing_in_for_one_of_ours_and_pressing_are_said(
    hipbreak: Call, own: Path, tmp_path: Path, capsys: Output
) -> None:
    """Adding over ours needs no --replace, for ours stays; the person is told what changes."""
    file = tmp_path / "kd4-press.toml"
    file.write_bytes((OURS / "kd4-press.toml").read_bytes() + b"# mine\n")
    assert hipbreak("add", file) == 0
    said = capsys.readouterr().out
    assert "stands in for ours" in said
    assert "It presses" in said


def test_a_linked_file_stays_a_link(hipbreak: Call, own: Path, tmp_path: Path) -> None:
    """Who keeps the folder's files elsewhere goes on doing so."""
    kept = tmp_path / "kept"
    kept.mkdir()
    elsewhere = prescription(kept, "First")
    own.mkdir(parents=True)
    (own / "heel-slide.toml").symlink_to(elsewhere)
    hipbreak("add", "--replace", prescription(tmp_path, "Second"))
    assert (own / "heel-slide.toml").is_symlink()
    assert "Second" in elsewhere.read_text()


def test_a_full_folder_and_an_unwritable_one_are_said_in_one_line(
    hipbreak: Call, own: Path, tmp_path: Path
) -> None:
    """More files than are read would be added in vain; a file in the way is named."""
    file = prescription(tmp_path)
    own.parent.mkdir()
    own.write_text("in the way")
    with pytest.raises(UserError, match=re.escape(f"cannot write {own}")):
        hipbreak("add", file)
    own.unlink()
    own.mkdir()
    for number in range(MOST_FILES):
        (own / f"r-{number}.toml").touch()
    with pytest.raises(UserError, match="holds 200 files"):
        hipbreak("add", file)
    assert not (own / "heel-slide.toml").exists()
