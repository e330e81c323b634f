"""The routines that ship: true to their sources, calm in their words, safe in their order."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from hipbreak.adapters.paths import data_dir
from hipbreak.adapters.shelf import Shelf, read_routine
from hipbreak.cli import routines as command
from hipbreak.core.errors import UserError
from hipbreak.core.routine import Grade, Pace, Routine, Sides, shorten, timeline
from hipbreak.core.routine_file import CUE_WORDS

ROOT = Path(__file__).parents[1]
FOLDER = data_dir("routines")
FILES = sorted(FOLDER.glob("*.toml"))

HOLD, REST, MOVE, BREATHE, ASK = Pace.HOLD, Pace.REST, Pace.MOVE, Pace.BREATHE, Pace.ASK
DOSES = {
    "belly-breath": [(BREATHE, 30, "D2")],
    "glute-press": [
        (HOLD, 10, "D2"), (REST, 5, "ours"), (HOLD, 10, "D2"), (REST, 5, "ours"), (HOLD, 10, "D2"),
    ],
    "kd4-press": [(MOVE, 10, "ours"), (MOVE, 30, "D2"), (MOVE, 10, "ours"), (ASK, 0, "")],
    "line-lunge": [(MOVE, 10, "ours"), (HOLD, 30, "ours")],
    "walk": [(MOVE, 120, "D2")],
}  # fmt: skip
"""Seconds and their source, step by step: for one side where there are two."""
GRADES = {
    "belly-breath": Grade.EXPERT,
    "glute-press": Grade.EXPERT,
    "kd4-press": Grade.TRADITION,
    "line-lunge": Grade.EXPERT,
    "walk": Grade.TRIAL,
}
PRESSING = {"kd4-press"}
BOTH_SIDES = {"kd4-press", "line-lunge"}


@pytest.fixture(params=FILES, ids=lambda file: file.stem)
def routine(request: pytest.FixtureRequest) -> Routine:
    return read_routine(request.param)


def test_all_that_the_first_version_promises_is_there() -> None:
    """Five techniques ship, each with its doses written down here."""
    assert {file.stem for file in FILES} == set(DOSES)


def test_doses_and_their_sources_are_those_of_the_sources(routine: Routine) -> None:
    """No number in a file is anybody's invention without saying so."""
    found = [(step.pace, step.seconds, step.source) for step in routine.steps]
    assert found == DOSES[routine.id]


def test_the_breathing_pace_is_labelled_as_our_own(routine: Routine) -> None:
    """Four seconds in and six out, whole breaths in the time given."""
    for step in routine.steps:
        if step.pace is Pace.BREATHE:
            assert (step.breath_in, step.breath_out, step.breath_source) == (4, 6, "ours")
            assert step.seconds % (step.breath_in + step.breath_out) == 0


def test_cues_are_read_in_two_seconds(routine: Routine) -> None:
    """At most twelve words, a sentence each, and no question among them."""
    for step in routine.steps:
        assert 1 <= len(step.cue.split()) <= CUE_WORDS
        assert step.cue[0].isupper()
        assert step.cue.endswith(".")


def test_both_sides_get_the_same_time(routine: Routine) -> None:
    """What is done on each side is timed for each, whichever begins."""
    assert (routine.sides is Sides.EACH) == (routine.id in BOTH_SIDES)
    for first in ("left", "right"):
        cues = timeline(routine, first)
        left = sum(cue.seconds for cue in cues if cue.side == "left")
        right = sum(cue.seconds for cue in cues if cue.side == "right")
        assert left == right
        assert (left > 0) == (routine.sides is Sides.EACH)
        assert cues[0].side in ("", first)


def test_what_presses_says_how_hard_and_when_not_to(routine: Routine) -> None:
    """Light first, deep ache fine, sharp not, never force; and the doctor's cases by name."""
    assert routine.pressure == (routine.id in PRESSING)
    if routine.pressure:
        for word in ("Light", "ache is fine", "sharp", "Never force"):
            assert word in routine.pressure_words
        said = " ".join(routine.cautions)
        for word in (
            "blood clots", "infection", "recent surgery", "pregnant", "hernia", "aneurysm",
            "hip replacement", "osteoporosis", "blood thinners", "cancer", "72 hours", "bruising",
            "numbness", "tingling", "nerve pain",
        ):  # fmt: skip
            assert word in said


def test_the_evidence_is_graded_and_says_its_limits(routine: Routine) -> None:
    """One sentence that also says what is not known."""
    assert routine.evidence.grade is GRADES[routine.id]
    assert routine.evidence.source
    assert re.search(r"no trial|less clear|not clearly", routine.evidence.sentence)


def test_the_ten_second_drill_is_one_hold_of_the_same_routine() -> None:
    """After three snoozes there is one hold, and the journal still says glute-press."""
    short = [item for item in Shelf([FOLDER]).load()[0].values() if item.short]
    assert [item.id for item in short] == ["glute-press"]
    assert shorten(short[0]).id == "glute-press"
    assert shorten(short[0]).seconds == 10


CLAIMS = {
    "thirty per cent shorter": r"\b30\s?(%|per ?cent)\D.{0,60}(hip|flexor|short)",
    "seventy per cent better": r"\b70\s?(%|per ?cent)\D.{0,60}(stretch|effective)",
    "percentages of pain": r"\b(52|65|83)\s?(%|per ?cent)\D.{0,60}(pain|patients|session)",
    "patients": r"\b83\b.{0,20}patients",
    "runners": r"\b(one in ten|1 in 10|10\s?%)\b.{0,20}runners",
    "count of muscles": r"\b(two|five|2|5) hip[- ]flexors?\b",
    "miracle words": r"\b(miracle|cures?|guarantee[sd]?|melts? away|instant relief)\b",
}
TEXTS = [
    file
    for pattern in (
        "*.md", "docs/**/*.md", "routines/*.toml", "hipbreak/**/*.py", "packaging/**/*.*",
    )
    for file in sorted(ROOT.glob(pattern))
    if file.is_file()
]  # fmt: skip


@pytest.mark.parametrize("claim", CLAIMS)
def test_no_text_of_ours_repeats_a_claim_without_a_source(claim: str) -> None:
    """The figures that both documents give without any source appear nowhere."""
    assert len(TEXTS) > 20
    for file in TEXTS:
        text = file.read_text(encoding="utf-8", errors="ignore")
        found = re.search(CLAIMS[claim], text, re.IGNORECASE)
        assert found is None, f"{file.relative_to(ROOT)}: {found and found[0]!r}"


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("thirty per cent shorter", "Sitting makes hip flexors 30 % shorter."),
        ("seventy per cent better", "70% more effective stretches"),
        ("percentages of pain", "52 percent less pain"),
        ("patients", "83 of a hundred patients"),
        ("runners", "one in ten runners"),
        ("count of muscles", "the five hip flexors"),
    ],
)
def test_the_claim_patterns_would_catch_the_claims(claim: str, text: str) -> None:
    """The test above is able to fail."""
    assert re.search(CLAIMS[claim], text, re.IGNORECASE)


# The shelf


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
    assert set(routines) == set(DOSES) | {"stroll"} == set(shelf.ids())
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
    ("not text", lambda p: p.write_bytes(b"\xff\xfe\x00"), "not UTF-8 text (byte 1)"),
    ("too large", lambda p: p.write_text("#" * 70_000), "larger than 64 kB"),
    ("too deep", lambda p: p.write_text("a = " + "[" * 9_000 + "]" * 9_000), "nested too deep"),
    ("a folder", lambda p: p.mkdir(), "not a file"),
    ("a broken link", lambda p: p.symlink_to("nowhere"), "cannot be read"),
]


@pytest.mark.parametrize(("make", "problem"), [bad[1:] for bad in BAD_FILES])
def test_a_file_that_is_no_routine_gives_one_clear_line(
    tmp_path: Path, make: Callable[[Path], object], problem: str
) -> None:
    """No traceback for whatever lies in the folder."""
    make(tmp_path / "odd.toml")
    routines, problems = Shelf([FOLDER, tmp_path]).load()
    assert set(routines) == set(DOSES)
    assert len(problems) == 1
    assert problems[0].startswith(f"odd.toml: {problem}")


def test_missing_folders_and_other_files_are_no_problem(tmp_path: Path) -> None:
    """Most people have no folder of their own, and editors leave things behind."""
    (tmp_path / "walk.toml~").write_text("old")
    assert Shelf([FOLDER, tmp_path, tmp_path / "none"]).load()[1] == ()


def test_an_unknown_id_is_a_wrong_call_that_names_what_there_is() -> None:
    """Exit 2, and the ids to choose from."""
    with pytest.raises(UserError, match="there are: belly-breath, glute-press") as caught:
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
    lines = capsys.readouterr().out.splitlines()[: len(DOSES) + 2]
    assert [line.split()[0] for line in lines[2:]] == sorted(DOSES)
    marked = [line.split()[0] for line in lines if "never offered unasked" in line]
    assert marked == ["kd4-press"]
    assert max(map(len, lines)) <= 100


def test_json_has_every_field_of_every_routine(
    hipbreak: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    """Scripts get the whole of it, without our internal names."""
    hipbreak("list", "--json")
    listed = json.loads(capsys.readouterr().out)
    hipbreak("show", "kd4-press", "--json")
    shown = json.loads(capsys.readouterr().out)
    assert [item["id"] for item in listed] == sorted(DOSES)
    assert shown in listed
    assert set(Routine.__dataclass_fields__) | {"total_s", "leaves_chair"} == set(shown)
    assert shown["steps"][1]["seconds"] == 30
    assert shown["total_s"] == 100


@pytest.mark.parametrize("routine_id", sorted(DOSES))
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
