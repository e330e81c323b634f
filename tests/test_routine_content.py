"""The routines that ship, file by file: true to their sources, calm in words, honest in claims."""

from __future__ import annotations

import re

import pytest

from hipbreak.adapters.paths import data_dir
from hipbreak.adapters.shelf import Shelf, read_routine
from hipbreak.core.routine import (
    CONTRAINDICATIONS,
    Kind,
    Pace,
    Position,
    Routine,
    Sides,
    shorten,
    timeline,
)
from hipbreak.core.routine_file import CUE_WORDS
from tests.routine_table import (
    AFTER,
    DEEP,
    DOCTORS_CASES,
    INVISIBLE,
    PRESSING,
    RELEASING,
    RESULTS,
    STAYING,
    STAYING_WITH_CLOTS,
    TABLE,
)

FOLDER = data_dir("routines")
FILES = sorted(FOLDER.glob("*.toml"))


@pytest.fixture(params=FILES, ids=lambda file: file.stem)
def routine(request: pytest.FixtureRequest) -> Routine:
    return read_routine(request.param)


def ours(routine_id: str) -> Routine:
    return read_routine(FOLDER / f"{routine_id}.toml")


def said_in(routine: Routine) -> str:
    """All that a person reads of it."""
    steps = [text for step in routine.steps for text in (step.cue, step.detail, step.question)]
    said = (routine.name, routine.summary, routine.pressure_words, routine.evidence.sentence)
    return " ".join([*said, *routine.cautions, *steps])


def test_all_seventeen_ship_and_nothing_else() -> None:
    """Each file has its row in the table, each row its file."""
    assert {file.stem for file in FILES} == set(TABLE)
    assert len(FILES) == 17


def test_doses_and_their_sources_are_those_of_the_sources(routine: Routine) -> None:
    """No number in a file is anybody's invention without saying so."""
    found = []
    for step in routine.steps:
        grown = (step.seconds_max, step.max_source) if step.seconds_max else ()
        found.append((step.pace, step.seconds, step.source, *grown))
    row = TABLE[routine.id]
    assert found == list(row.doses)
    assert (routine.seconds, routine.seconds_max) == row.in_all


def test_it_is_done_as_and_where_its_source_says(routine: Routine) -> None:
    """Kind, position, place, sides, things, and whether others see it."""
    row = TABLE[routine.id]
    assert (routine.kind, routine.position, routine.place) == (row.kind, row.position, row.place)
    assert (routine.sides, routine.needs, routine.helps) == (row.sides, row.needs, row.helps)
    assert routine.visible == (routine.id not in INVISIBLE)


def test_releases_start_at_thirty_seconds_and_stop_at_two_minutes_an_area(
    routine: Routine,
) -> None:
    """The dose rule (D2), for everything that presses and is not fixed by its source."""
    growing = [step for step in routine.steps if step.seconds_max]
    assert bool(growing) == (routine.id in PRESSING - {"leg-pull"})
    for step in growing:
        assert step.seconds == 30
        assert step.seconds_max <= 120


def test_the_order_rule_has_its_data(routine: Routine) -> None:
    """Who releases what, and what has to be released first; the line lunge stands alone (D1)."""
    assert set(routine.releases) == RELEASING.get(routine.id, set())
    assert set(routine.after_release) == AFTER.get(routine.id, set())
    assert (routine.kind is Kind.RELEASE) == bool(routine.releases)


def test_every_contraindication_rules_out_what_it_must(routine: Routine) -> None:
    """What presses by all, with blood clots only walking and breathing stay."""
    if routine.id in STAYING_WITH_CLOTS:
        assert routine.contraindications == ()
    elif routine.id in STAYING:
        assert routine.contraindications == ("blood-clots",)
    else:
        assert routine.contraindications == CONTRAINDICATIONS
    assert routine.deep == (routine.id in DEEP)


def test_tests_ask_for_their_result_and_are_the_only_ones(routine: Routine) -> None:
    """And the weight shift is the only nudge."""
    assert routine.self_test == RESULTS.get(routine.id, "")
    assert routine.nudge == (routine.id == "weight-shift")


def test_the_breathing_pace_is_labelled_as_our_own(routine: Routine) -> None:
    """Four seconds in and six out, whole breaths in the time given."""
    for step in routine.steps:
        if step.pace is Pace.BREATHE:
            assert (step.breath_in, step.breath_out, step.breath_source) == (4, 6, "ours")
            assert step.seconds % (step.breath_in + step.breath_out) == 0


def test_cues_are_read_in_two_seconds(routine: Routine) -> None:
    """At most twelve words that tell what to do, with the details behind "How?"."""
    for step in routine.steps:
        assert 1 <= len(step.cue.split()) <= CUE_WORDS
        assert step.cue[0].isupper()
        assert step.cue[-1] in ".?"
        assert step.detail or step.pace in (Pace.ASK, Pace.REST)


def test_both_sides_get_the_same_time(routine: Routine) -> None:
    """What is done on each side is timed for each, whichever begins; the leg pull has one."""
    for first in ("left", "right"):
        cues = timeline(routine, first)
        left = sum(cue.seconds for cue in cues if cue.side == "left")
        right = sum(cue.seconds for cue in cues if cue.side == "right")
        assert (max(left, right) > 0) == (routine.sides is Sides.EACH)
        if routine.only_side:
            assert min(left, right) == 0
            assert {cue.side for cue in cues} == {"", first}
        else:
            assert left == right
            assert cues[0].side in ("", first)


def test_the_tighter_side_goes_first(routine: Routine) -> None:
    """Only the leg pull asks for the shorter one, and works no other; a test has no favourite."""
    one_by_one = routine.sides is Sides.EACH and routine.kind is not Kind.SELF_TEST
    expected = "tighter" if one_by_one else ""
    assert routine.first == ("shorter" if routine.id == "leg-pull" else expected)
    assert routine.only_side == ("shorter" if routine.id == "leg-pull" else "")


def test_cautions_are_there_and_name_the_doctors_cases_for_what_presses(routine: Routine) -> None:
    """Light first, deep ache fine, sharp not, never force; and the doctor's cases by name."""
    assert routine.cautions
    assert routine.pressure == (routine.id in PRESSING)
    if not routine.pressure:
        return
    for word in ("Light at first", "deep ache is fine", "sharp pain is not", "Never force"):
        assert word in routine.pressure_words
    said = " ".join(routine.cautions)
    for word in DOCTORS_CASES:
        assert word in said
    details = " ".join(step.detail for step in routine.steps)
    assert re.search(r"deep ache is fine, sharp pain is not", details)


def test_the_evidence_is_graded_and_says_its_limits(routine: Routine) -> None:
    """One sentence that also says what is not known."""
    assert routine.evidence.grade is TABLE[routine.id].grade
    assert routine.evidence.source
    limits = r"no trial|less clear|not clearly|not valid|one trial is not much"
    assert re.search(limits, routine.evidence.sentence)
    assert routine.evidence.sentence.count(". ") == 0


MUST_SAY = {
    "glute-press": ("feet flat", "Press both feet down", "opposite"),
    "kd4-press": ("tip of the inner ankle bone", "tip of the heel", "tender", "circles", "back"),
    "quad-sweep": ("above the knee", "toward the hip", "inner half", "Straight lines, no circles"),
    "psoas-ball": (
        "just inside the front hip bone", "below the level of the navel", "little by little",
        "never force", "Breathe into the belly", "small coin", "firm floor",
    ),
    "leg-length": ("looks shorter", "partner", "mirror", "not a diagnosis"),
    "leg-pull": ("until both match", "gently", "Stop at any nerve pain", "shorter leg"),
    "muscle-shortening": ("right angle", "Do not stretch", "Hold still", "opposite of a stretch"),
    "kneeling-lunge": ("Hips square", "no twist", "gently forward", "rear hip", "Breathe"),
    "line-lunge": ("shoulder-width", "45 degrees", "straight line", "square", "back leg"),
    "couch-stretch": ("cushion behind", "on the floor", "upright", "Stop at a deep stretch"),
    "belly-breath": ("Thumbs at the navel", "hands crossed", "down to the pelvis", "hands rise"),
    "hip-circles": ("Circle your hips", "the other way"),
    "foam-roll": ("front thigh", "front of that hip", "After training", "Before any stretch"),
    "thomas-test": (
        "table's edge", "Hug the other knee", "lie back", "lifts off the table",
        "Flatten your lower back on the table", "keeps the pelvis from tilting",
        "lower back arches", "personal mark", "never a diagnosis", "deep massage",
    ),
    "weight-shift": ("left, right, forward, back", "sit bone"),
    "warning-signs": (
        "tight band across the hip crease", "one leg seem shorter", "hips pop on walking or stairs",
        "lower back stiff after sitting",
    ),
    "walk": ("Stand up and walk",),
}  # fmt: skip


def test_it_says_what_its_source_says(routine: Routine) -> None:
    """The words without which it would be another technique."""
    said = said_in(routine)
    for words in MUST_SAY[routine.id]:
        assert words in said, words


def test_the_thomas_test_controls_the_tilt_before_it_looks() -> None:
    """Flat back first, then the leg; the study is named, and each side stays under a minute."""
    test = ours("thomas-test")
    flat, look = (
        next(at for at, step in enumerate(test.steps) if word in step.cue)
        for word in ("Flatten", "lift off")
    )
    assert flat < look
    assert "pelvis" in test.steps[flat].detail
    assert test.evidence.source == "10.7717/peerj.2325"
    assert sum(step.seconds for step in test.steps) < 60


def test_the_leg_pull_goes_in_its_order() -> None:
    """Look, press the shorter side, pull, hold; with a partner or not at all."""
    pull = ours("leg-pull")
    for step, word in zip(pull.steps, ("Check", "heel point", "pull", "Hold"), strict=True):
        assert word in step.cue
    assert [step.each_side for step in pull.steps] == [False, True, True, True]
    assert "partner" in pull.to_bring


def test_the_release_point_asks_and_repeats_once() -> None:
    """Press, kick, ask; the question is the last thing on each side."""
    press = ours("kd4-press")
    assert press.steps[-1].question == "Does the hip feel looser?"
    assert press.steps[-1].each_side
    assert not press.steps[-1].mark


def test_the_warning_signs_are_four_answers_that_are_kept() -> None:
    """Each under a name of its own, in the order of the source."""
    marks = [step.mark for step in ours("warning-signs").steps]
    assert marks == ["band", "shorter-leg", "popping", "stiff-back"]


def test_what_needs_the_floor_ends_the_sitting_and_is_no_matter_for_the_office() -> None:
    """Lying and kneeling are private; what is done in the chair leaves the sitting clock alone."""
    for item in Shelf([FOLDER]).load()[0].values():
        if item.position in (Position.LYING, Position.KNEELING):
            assert item.place == "private"
            assert item.leaves_chair


def test_the_ten_second_drill_is_one_hold_of_the_same_routine() -> None:
    """After three snoozes there is one hold, and the journal still says glute-press."""
    short = [item for item in Shelf([FOLDER]).load()[0].values() if item.short]
    assert [item.id for item in short] == ["glute-press"]
    assert shorten(short[0]).id == "glute-press"
    assert shorten(short[0]).seconds == 10
