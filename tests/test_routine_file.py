"""The parser of routine files: what it takes, and that it says everything that is wrong."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hipbreak.core.errors import UserError
from hipbreak.core.routine import (
    AREAS,
    CONTRAINDICATIONS,
    FIRST,
    ONLY_SIDES,
    PLACES,
    SELF_TESTS,
    THINGS,
    Kind,
    Pace,
    Position,
    Routine,
    Sides,
    Step,
    timeline,
)
from hipbreak.core.routine_file import parse_routine
from tests.routine_trees import GOOD, Tree, good, problems, with_step

calm = settings(deadline=None)  # a busy machine is no failure


def test_a_sound_file_becomes_a_routine() -> None:
    """Every value arrives where it belongs, and what was left out has its default."""
    routine = parse_routine(good(needs=["mat"], helps=["lines"]), "hip-swing")
    assert (routine.id, routine.kind, routine.position) == (
        "hip-swing", Kind.DRILL, Position.STANDING,
    )  # fmt: skip
    assert (routine.sides, routine.needs, routine.helps) == (Sides.EACH, ("mat",), ("lines",))
    assert (routine.place, routine.visible, routine.pressure) == ("anywhere", True, False)
    assert [(cue.side, cue.seconds) for cue in timeline(routine)] == [("left", 20), ("right", 20)]
    assert routine.seconds == 40


def test_all_problems_are_said_at_once_each_with_its_key_path() -> None:
    """A person mends a file once, not once for each mistake."""
    tree = good(
        kind="dril",
        evidence={"grade": "proof", "sentence": "x" * 201, "source": "my aunt"},
        steps=[
            GOOD["steps"][0],
            {
                "cue": "one two three four five six seven eight nine ten eleven twelve more",
                "seconds": 601,
                "source": "D3",
                "colour": "red",
            },
        ],
    )
    found = problems(tree)
    expected = (
        'kind: "dril" is not one of',
        'evidence.grade: "proof" is not one of trial, expert, tradition',
        "evidence.sentence: 201 characters, at most 200",
        'evidence.source: "my aunt" is not D1, D2, ours or a DOI',
        "steps[2].cue: 13 words, at most 12",
        "steps[2].seconds: 601 is not from 1 to 600",
        'steps[2].source: "D3" is not D1, D2, ours or a DOI',
        'steps[2]: unknown key "colour"',
    )
    assert len(found) == len(expected)
    for start in expected:
        assert any(problem.startswith(start) for problem in found), (start, found)


def test_a_near_miss_gets_a_suggestion() -> None:
    """Slips of the pen are told apart from inventions."""
    assert problems(good(kind="dril"))[0].endswith('; did you mean "drill"?')
    assert problems(good(summery="x")) == ('unknown key "summery"; did you mean "summary"?',)
    assert problems(good(zzz=1)) == ('unknown key "zzz"',)


@pytest.mark.parametrize("key", ["id", "name", "summary", "kind", "position", "evidence", "steps"])
def test_a_missing_key_is_named(key: str) -> None:
    """What is required is required."""
    assert problems(good(**{key: None})) == (f"{key}: is missing",)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"id": "Hip_Swing"}, 'id: "Hip_Swing" must be small letters'),
        ({"id": "natural"}, 'id: "natural" is taken by the journal'),
        ({"id": "walk"}, 'id: "walk" must be the file\'s name, "hip-swing"'),
        ({"name": "x" * 41}, "name: 41 characters, at most 40"),
        ({"name": ""}, "name: must not be empty"),
        ({"name": 7}, "name: must be a text"),
        ({"name": "a\nb"}, "name: has a control or hidden character"),
        ({"name": "a\u202eb"}, "name: has a control or hidden character"),
        ({"name": "a\u200bb"}, "name: has a control or hidden character"),
        ({"visible": "yes"}, "visible: must be true or false"),
        ({"needs": "ball"}, "needs: must be a list of texts"),
        ({"needs": ["bal"]}, 'needs[1]: "bal" is not one of'),
        ({"needs": ["ball", "ball"]}, 'needs[2]: "ball" stands there twice'),
        ({"place": "moon"}, 'place: "moon" is not one of anywhere, room, private'),
        ({"steps": []}, "steps: needs at least one"),
        ({"steps": [GOOD["steps"][0]] * 41}, "steps: 41 entries, at most 40"),
        ({"steps": ["walk"]}, "steps[1]: must be a table"),
        ({"steps": {"cue": "x"}}, "steps: must be a list of tables"),
        ({"evidence": "good"}, "evidence: must be a table"),
        ({"pressure": True}, "pressure_words: is missing: say how hard"),
        ({"pressure": True}, "cautions: is missing: say when not"),
        ({"pressure_words": "Softly."}, "pressure_words: only a routine with pressure"),
        ({"sides": "none"}, 'steps[1].each_side: only a routine with sides = "each"'),
        ({"short": True}, "short: needs a hold"),
        ({"format": 2}, "format: 2 is newer than this hipbreak knows (1)"),
        (
            {"evidence": {"grade": "trial", "sentence": "It helps.", "source": "D2"}},
            "evidence.source: a trial is named by its DOI",
        ),
    ],
)
def test_a_wrong_value_is_refused_with_its_reason(changes: Tree, problem: str) -> None:
    """One mistake, one line that says where and what."""
    found = problems(good(**changes))
    assert any(line.startswith(problem) for line in found), found


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"seconds": 0}, "steps[1].seconds: 0 is not from 1 to 600"),
        ({"seconds": float("nan")}, "steps[1].seconds: nan is not from 1 to 600"),
        ({"seconds": "20"}, "steps[1].seconds: must be a number"),
        ({"seconds": True}, "steps[1].seconds: must be a number"),
        ({"seconds": 460}, "steps: 15.3 min in all, at most 15"),
        ({"source": None}, "steps[1].source: is missing"),
        ({"source": "10.1/x"}, 'steps[1].source: "10.1/x" is not D1, D2, ours or a DOI'),
        ({"pace": "breathe"}, "steps[1].breath: is missing"),
        ({"breath": {"in": 4, "out": 6, "source": "ours"}}, "steps[1].breath: only a step with"),
        ({"pace": "breathe", "breath": {"in": 4, "out": 60}}, "steps[1].breath.out: 60 is not"),
        ({"pace": "breathe", "breath": {"in": 4, "out": 6}}, "steps[1].breath.source: is missing"),
        ({"question": "Better?"}, 'steps[1].question: only a step with pace = "ask"'),
        ({"pace": "ask", "seconds": None}, "steps[1].question: is missing"),
        ({"pace": "ask", "question": "Better?"}, "steps[1].seconds: a question waits"),
        ({"each_side": False}, 'sides: "each" needs timed steps'),
        ({"figure": "../secret"}, 'steps[1].figure: "../secret" must be small letters'),
    ],
)
def test_a_wrong_step_is_refused_with_its_reason(changes: Tree, problem: str) -> None:
    """Seconds have limits and sources; what belongs to one pace is refused on another."""
    found = problems(with_step(**changes))
    assert any(line.startswith(problem) for line in found), found


def test_a_question_needs_something_to_repeat() -> None:
    """ "No" does the steps before it once more, so there must be some, on the same side."""
    ask = {"cue": "Notice it.", "pace": "ask", "question": "Looser?", "each_side": True}
    swing = GOOD["steps"][0]
    asked = parse_routine(good(steps=[swing, ask]), "hip-swing")
    assert asked.steps[1].pace is Pace.ASK
    assert asked.steps[1].seconds == 0
    found = problems(good(steps=[ask, swing]))
    assert found == ('steps[1].question: there is nothing before it that "no" repeats',)
    assert problems(good(steps=[swing, {**ask, "each_side": False}]))[0].startswith("steps[2]")


def test_both_sides_count_towards_the_limit() -> None:
    """Eight minutes a side are sixteen."""
    assert parse_routine(with_step(seconds=450), "hip-swing").seconds == 900
    assert problems(with_step(seconds=451)) == ("steps: 15.0 min in all, at most 15",)


def test_one_mistake_does_not_breed_others() -> None:
    """A stand-in for a bad value is not judged in its place."""
    assert len(problems(good(sides="eech"))) == 1
    assert len(problems(with_step(pace="hopp", question="Better?"))) == 1


def test_deep_nesting_is_refused_before_it_is_read() -> None:
    """However deep, the answer is one line."""
    tree: Tree = {}
    for _ in range(5_000):
        tree = {"a": tree}
    assert problems(tree) == ("nested more than 6 deep",)


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=12,
)
keys = st.sampled_from([*sorted(Routine.__dataclass_fields__), "format"])
step_keys = st.sampled_from([*sorted(Step.__dataclass_fields__), "breath"])


@calm
@given(st.dictionaries(keys, plain), st.dictionaries(step_keys, plain))
def test_nonsense_is_a_list_of_problems_and_nothing_else(top: Tree, step: Tree) -> None:
    """Whatever a file holds, the answer is a routine or a UserError with clean lines."""
    tree = {**good(), **with_step(**step), **top}
    try:
        routine = parse_routine(tree, "hip-swing")
    except UserError as error:
        assert error.problems
        assert all(line and "\n" not in line for line in error.problems)
    else:
        assert routine.id == "hip-swing"


def test_the_example_in_the_manual_is_sound_and_every_key_is_explained() -> None:
    """docs/routines.md can be copied from."""
    manual = (Path(__file__).parents[1] / "docs" / "routines.md").read_text(encoding="utf-8")
    example = manual.split("## An example")[1].split("\n## ")[0]
    routine = parse_routine(tomllib.loads(re.sub("^    ", "", example, flags=re.M)), "calf-raise")
    assert routine.name == "Calf raise"
    spread = {"breath_in", "breath_out", "breath_source", "evidence", "steps"}
    fields = set(Routine.__dataclass_fields__) | set(Step.__dataclass_fields__) | {"breath"}
    assert not [key for key in fields - spread if f"| `{key}` |" not in manual]
    words = (*THINGS, *PLACES, *AREAS, *CONTRAINDICATIONS, *FIRST, *ONLY_SIDES, *SELF_TESTS)
    assert not [word for word in words if word and f"`{word}`" not in manual]
