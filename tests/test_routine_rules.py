"""What a routine file says of dose, order, sides and tests, and what has to agree in it."""

from __future__ import annotations

import pytest

from hipbreak.core.routine import CONTRAINDICATIONS, timeline
from hipbreak.core.routine_file import parse_routine
from tests.routine_trees import GOOD, Tree, good, problems, with_step

SWING = GOOD["steps"][0]
RELEASE: Tree = {"kind": "release", "steps": [{**SWING, "seconds_max": 60, "max_source": "D2"}]}
CHECK: Tree = {
    "kind": "check",
    "sides": "none",
    "steps": [{"cue": "Stand up straight.", "pace": "ask", "question": "Stiff?", "mark": "stiff"}],
}


def test_a_dose_may_grow_up_to_a_sourced_limit() -> None:
    """The first dose and the last, each with its source; both are counted over the sides."""
    routine = parse_routine(good(**RELEASE), "hip-swing")
    step = routine.steps[0]
    assert (step.seconds, step.seconds_max, step.max_source) == (20, 60, "D2")
    assert (routine.seconds, routine.seconds_max) == (40, 120)


def test_one_side_alone_is_timed_once() -> None:
    """With `only_side` the first side is all there is, whichever it is."""
    routine = parse_routine(good(only_side="shorter"), "hip-swing")
    assert routine.seconds == 20
    assert [cue.side for cue in timeline(routine, "right")] == ["right"]


def test_what_presses_is_ruled_out_by_every_contraindication() -> None:
    """A file cannot take one away; a file that does not press names its own."""
    said = {"pressure": True, "pressure_words": "Softly.", "cautions": ["Not when sore."]}
    assert parse_routine(good(**said), "hip-swing").contraindications == CONTRAINDICATIONS
    found = problems(good(**said, contraindications=["blood-clots"]))
    assert found == ("contraindications: what presses has all of them: leave the key out",)
    few = parse_routine(good(contraindications=["blood-clots"]), "hip-swing")
    assert few.contraindications == ("blood-clots",)
    assert parse_routine(good(), "hip-swing").contraindications == ()


def test_a_checklist_keeps_each_answer_under_a_name() -> None:
    """Questions of a check need nothing before them; each has its own mark."""
    routine = parse_routine(good(**CHECK), "hip-swing")
    assert (routine.steps[0].mark, routine.seconds) == ("stiff", 0)
    (question,) = CHECK["steps"]
    bare = {key: value for key, value in question.items() if key != "mark"}
    assert problems(good(**{**CHECK, "steps": [bare]}))[0].startswith("steps[1].mark: is missing")
    twice = problems(good(**{**CHECK, "steps": [question, question]}))
    assert twice == ('steps[2].mark: "stiff" stands there twice',)
    outside = problems(good(sides="none", steps=[{**SWING, "each_side": False}, question]))
    assert outside[0].startswith('steps[2].mark: only in a routine with kind = "check"')


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({**RELEASE, "kind": "drill"}, "steps[1].seconds_max: only a routine with kind"),
        ({"contraindications": ["flu"]}, 'contraindications[1]: "flu" is not one of blood-clots'),
        ({"kind": "release", "releases": ["hips"]}, 'releases[1]: "hips" is not one of'),
        ({"releases": ["quads"]}, 'releases: only a routine with kind = "release"'),
        ({"after_release": ["knees"]}, 'after_release[1]: "knees" is not one of'),
        ({"first": "front"}, 'first: "front" is not one of tighter, shorter, left, right'),
        ({"first": ""}, "first: must not be empty"),
        ({"only_side": "left"}, 'only_side: "left" is not one of shorter'),
        ({**CHECK, "first": "tighter"}, 'first: only a routine with sides = "each"'),
        ({**CHECK, "only_side": "shorter"}, 'only_side: only a routine with sides = "each"'),
        ({"deep": True}, "deep: only a routine with pressure = true"),
        ({"self_test": "thomas"}, 'self_test: only a routine with kind = "check"'),
        ({**CHECK, "self_test": "sit-up"}, 'self_test: "sit-up" is not one of thomas'),
        ({**CHECK, "self_test": "thomas"}, 'steps[1].mark: "stiff" is not one of spine, leg'),
        ({**CHECK, "nudge": True}, "nudge: a test is never a nudge"),
        ({"nudge": "yes"}, "nudge: must be true or false"),
        ({"pressure": 1}, "pressure: must be true or false"),
    ],
)
def test_a_contradiction_is_one_line_at_its_key(changes: Tree, problem: str) -> None:
    """Words of small vocabularies, and each key only where it means something."""
    found = problems(good(**changes))
    assert len(found) == 1, found
    assert found[0].startswith(problem)


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"seconds_max": 60}, "steps[1].max_source: is missing"),
        ({"max_source": "D2"}, "steps[1].max_source: only a step with seconds_max"),
        ({"seconds_max": 20, "max_source": "D2"}, "steps[1].seconds_max: 20 is not more than"),
        ({"seconds_max": 601, "max_source": "D2"}, "steps[1].seconds_max: 601 is not from"),
        ({"seconds_max": 60, "max_source": "D3"}, 'steps[1].max_source: "D3" is not'),
        ({"mark": "tight"}, 'steps[1].mark: only a step with pace = "ask"'),
        ({"pace": "ask", "question": "So?", "seconds": None, "seconds_max": 9}, "steps[1].seconds"),
    ],
)
def test_a_wrong_dose_is_refused(changes: Tree, problem: str) -> None:
    """A range needs its own source and has to be one."""
    tree = with_step(**changes)
    tree["kind"] = "release"
    assert any(line.startswith(problem) for line in problems(tree)), problems(tree)


def test_the_grown_dose_counts_towards_the_limit() -> None:
    """A routine that would outgrow fifteen minutes is refused before it starts small."""
    tree = with_step(seconds=30, seconds_max=460, max_source="ours")
    tree["kind"] = "release"
    assert problems(tree) == ("steps: 15.3 min in all, at most 15",)
