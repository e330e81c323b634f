"""The shelf of routine files, and the command that lists, shows and checks them."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from hipbreak.adapters.paths import data_dir
from hipbreak.adapters.shelf import AsNeeded, Shelf
from hipbreak.cli import routines as command
from hipbreak.core.errors import UserError
from hipbreak.core.routine import Routine, Step
from tests.routine_table import PRESSING, TABLE

FOLDER = data_dir("routines")
FILES = sorted(FOLDER.glob("*.toml"))


def sound(name: str, routine_id: str = "walk") -> str:
    text = (FOLDER / "walk.toml").read_text(encoding="utf-8")
    return text.replace('"walk"', f'"{routine_id}"', 1).replace("Short walk", name)


def test_a_persons_file_adds_to_ours_or_replaces_it(tmp_path: Path) -> None:
    """The same id replaces, another one adds."""
    (tmp_path / "walk.toml").write_text(sound("My walk"))
    (tmp_path / "stroll.toml").write_text(sound("Stroll", "stroll"))
    shelf = Shelf([FOLDER, tmp_path])
    routines, problems = shelf.load()
    assert problems == ()
    assert set(routines) == set(TABLE) | {"stroll"} == set(shelf.ids())
    assert routines["walk"].name == shelf.get("walk").name == "My walk"


def test_a_broken_file_is_reported_passed_over_and_left_alone(tmp_path: Path) -> None:
    """Ours stands in, every problem is named with the file, the file stays as it was."""
    text = sound("My walk").replace("seconds = 120", "seconds = 9999").replace('"D2"', '"D9"')
    (tmp_path / "walk.toml").write_text(text)
    routines, problems = Shelf([FOLDER, tmp_path]).load()
    assert routines["walk"].name == "Short walk"
    assert [problem.split(": ")[:2] for problem in problems] == [
        ["walk.toml", "steps[1].seconds"],
        ["walk.toml", "steps[1].source"],
    ]
    assert Shelf([FOLDER, tmp_path]).get("walk").name == "Short walk"
    assert (tmp_path / "walk.toml").read_text() == text


BAD_FILES: list[tuple[str, Callable[[Path], object], str]] = [
    ("not TOML", lambda p: p.write_text('id = "x'), "not TOML"),
    ("not text", lambda p: p.write_bytes(b"\xff\xfe\x00"), "not UTF-8 text (at line 1)"),
    ("too large", lambda p: p.write_text("#" * 70_000), "larger than 64 kB"),
    ("too deep", lambda p: p.write_text("a = " + "[" * 9_000 + "]" * 9_000), "nested too deep"),
    ("a folder", lambda p: p.mkdir(), "not a file"),
    ("a broken link", lambda p: p.symlink_to("nowhere"), "cannot be read"),
]


def test_routines_read_as_they_are_needed_are_those_of_the_shelf(tmp_path: Path) -> None:
    """One added, one replaced, one broken that has a sound one below it, one broken alone."""
    (tmp_path / "walk.toml").write_text(sound("My walk"))
    (tmp_path / "stroll.toml").write_text(sound("Stroll", "stroll"))
    for broken in ("glute-press", "wrong"):
        (tmp_path / f"{broken}.toml").write_text("id =")
    shelf = Shelf([FOLDER, tmp_path])
    needed = AsNeeded(shelf)
    assert dict(needed) == shelf.load()[0]
    assert needed["walk"].name == "My walk" and needed["walk"] is needed["walk"]
    assert "wrong" not in needed and needed.get("nothing") is None
    assert len(needed) == len(shelf.ids()) - 1


@pytest.mark.parametrize(("make", "problem"), [bad[1:] for bad in BAD_FILES])
def test_a_file_that_is_no_routine_gives_one_clear_line(
    tmp_path: Path, make: Callable[[Path], object], problem: str
) -> None:
    """No traceback for whatever lies in the folder."""
    make(tmp_path / "odd.toml")
    routines, problems = Shelf([FOLDER, tmp_path]).load()
    assert set(routines) == set(TABLE)
    assert len(problems) == 1
    assert problems[0].startswith(f"odd.toml: {problem}")


def test_missing_folders_and_other_files_are_no_problem(tmp_path: Path) -> None:
    """Most people have no folder of their own, and editors leave things behind."""
    (tmp_path / "walk.toml~").write_text("old")
    assert Shelf([FOLDER, tmp_path, tmp_path / "none"]).load()[1] == ()


def test_an_unknown_id_is_a_wrong_call_that_names_what_there_is() -> None:
    """Exit 2, and the ids to choose from."""
    with pytest.raises(UserError, match="there are: belly-breath, couch-stretch") as caught:
        Shelf([FOLDER]).get("headstand")
    assert caught.value.exit_code == 2


# The command


@pytest.fixture
def hipbreak(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    monkeypatch.setenv("HIPBREAK_HOME", str(tmp_path))
    parser = argparse.ArgumentParser()
    command.add(parser.add_subparsers())

    def call(*words: str) -> int:
        args = parser.parse_args(["routines", *words])
        return int(args.run(args))

    return call


def test_list_fits_a_terminal_and_marks_what_is_never_offered_unasked(
    hipbreak: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    """A line for each, in columns."""
    assert hipbreak("list") == hipbreak() == 0
    said = capsys.readouterr().out
    assert "What presses is never offered unasked" in said
    lines = said.splitlines()[: len(TABLE) + 2]
    assert [line.split()[0] for line in lines[2:]] == sorted(TABLE)
    marked = [line.split()[0] for line in lines if "  presses" in line]
    assert marked == sorted(PRESSING)
    assert max(map(len, lines)) <= 100


def test_json_has_every_field_of_every_routine(
    hipbreak: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    """Scripts get the whole of it, without our internal names."""
    hipbreak("list", "--json")
    listed = json.loads(capsys.readouterr().out)
    hipbreak("show", "kd4-press", "--json")
    shown = json.loads(capsys.readouterr().out)
    assert [item["id"] for item in listed] == sorted(TABLE)
    assert shown in listed
    assert set(Routine.__dataclass_fields__) | {"total_s", "total_max_s", "leaves_chair"} == set(
        shown
    )
    assert shown["steps"][1]["seconds"] == 30
    assert (shown["steps"][1]["seconds_max"], shown["steps"][1]["max_source"]) == (60, "D1")
    assert (shown["total_s"], shown["total_max_s"]) == (100, 160)
    assert set(Step.__dataclass_fields__) == set(shown["steps"][0])


@pytest.mark.parametrize("routine_id", sorted(TABLE))
def test_show_says_every_cue_caution_and_source(
    hipbreak: Callable[..., int], capsys: pytest.CaptureFixture[str], routine_id: str
) -> None:
    """Nothing that the file says is kept from its reader."""
    assert hipbreak("show", routine_id) == 0
    text = capsys.readouterr().out
    joined = " ".join(text.split())
    routine = Shelf([FOLDER]).get(routine_id)
    for said in (*(step.cue for step in routine.steps), *routine.cautions, routine.summary):
        assert said in joined
    assert routine.evidence.sentence in joined
    assert f"[{routine.evidence.source}]" in joined
    for step in routine.steps:
        assert step.question in joined
        assert not step.seconds_max or f"[{step.max_source}]" in joined
    for key in (*routine.contraindications, *routine.releases, *routine.after_release):
        assert key.replace("-", " ") in joined
    assert max(map(len, text.splitlines())) <= 80


def test_check_says_ok_or_everything_that_is_wrong(
    hipbreak: Callable[..., int], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """One command before a file is shared; the exit code is for scripts."""
    assert hipbreak("check", *map(str, FILES)) == 0
    assert capsys.readouterr().out.count(": ok (") == len(FILES)
    bad = tmp_path / "bad.toml"
    bad.write_text(sound("A walk", "bad").replace('kind = "walk"', 'knd = "walk"'))
    assert hipbreak("check", str(FILES[0]), str(bad)) == 1
    out = capsys.readouterr().out
    assert "bad.toml: kind: is missing" in out
    assert 'bad.toml: unknown key "knd"; did you mean "kind"?' in out


def test_a_broken_file_of_the_person_is_told_beside_the_list(
    hipbreak: Callable[..., int], capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """The list is complete without it, and says so on the error stream."""
    (tmp_path / "routines").mkdir()
    (tmp_path / "routines" / "mine.toml").write_text("id = 3")
    assert hipbreak("list") == 0
    said = capsys.readouterr()
    assert "not loaded: mine.toml: id: must be a text" in said.err
    assert "mine" not in said.out
