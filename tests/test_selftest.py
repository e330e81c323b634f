"""Self-tests: results that are marks to compare, and what later ones say beside them."""

from __future__ import annotations

import pytest

from hipbreak.core.errors import UserError
from hipbreak.core.facts import Marked, Timing
from hipbreak.core.moment import DAY
from hipbreak.core.record import Record
from hipbreak.core.selftest import (
    CLEAR,
    LEG_LENGTH,
    MARKS,
    SIGNS,
    SPINE,
    THOMAS,
    TIGHT,
    WARNING_SIGNS,
    comparisons,
    last,
    results,
    self_tested,
    thomas,
)
from tests.health import NOON, ROUTINES


@pytest.mark.parametrize(
    ("leg", "spine", "result"),
    [(False, False, CLEAR), (True, False, TIGHT), (False, True, SPINE), (True, True, SPINE)],
)
def test_a_lifting_spine_outweighs_the_leg(leg: bool, spine: bool, result: str) -> None:
    """Without a flat back the leg means nothing (10.7717/peerj.2325)."""
    assert thomas("a", NOON, "left", leg_lifts=leg, spine_lifts=spine).result == result


@pytest.mark.parametrize(
    ("test", "side", "result"),
    [
        (THOMAS, "", CLEAR),
        (THOMAS, "left", "bad"),
        (LEG_LENGTH, "", "shorter"),
        (LEG_LENGTH, "left", "even"),
        (WARNING_SIGNS, "left", "band"),
        (WARNING_SIGNS, "", "band,band"),
        (WARNING_SIGNS, "", "band,bend"),
        ("palm", "left", "clear"),
    ],
)
def test_only_results_that_there_are_are_written(test: str, side: str, result: str) -> None:
    """A slip of a window or a script is refused."""
    with pytest.raises(UserError):
        self_tested("a", NOON, test, side, result)


def test_the_warning_signs_are_those_of_the_checklist() -> None:
    """The words that a result joins are the marks of the routine file's questions."""
    marks = [step.mark for step in ROUTINES["warning-signs"].steps if step.mark]
    assert set(marks) == set(SIGNS)
    every = self_tested("a", NOON, WARNING_SIGNS, "", ",".join(marks))
    assert self_tested("b", NOON, WARNING_SIGNS, "", "none").result == "none"
    assert every.result.count(",") == 3


@pytest.mark.parametrize("routine", ["thomas-test", "leg-length", "warning-signs"])
def test_a_tests_questions_have_the_marks_that_its_results_are_made_of(routine: str) -> None:
    """No question whose answer is lost, no result that nobody asks for."""
    asked = tuple(step.mark for step in ROUTINES[routine].steps if step.mark)
    assert asked == MARKS[ROUTINES[routine].self_test]


def marks(*said: str) -> tuple[Marked, ...]:
    """`left spine yes` or `band no`."""
    words = [word.split() for word in said]
    return tuple(Marked(w[-2], w[0] if len(w) == 3 else "", w[-1] == "yes") for w in words)


@pytest.mark.parametrize(
    ("test", "said", "expected"),
    [
        (THOMAS, ("left spine no", "left leg no"), (("left", CLEAR),)),
        (THOMAS, ("right spine no", "right leg yes"), (("right", TIGHT),)),
        (THOMAS, ("left spine yes", "left leg no"), (("left", SPINE),)),
        (THOMAS, ("left spine yes",), (("left", SPINE),)),
        (THOMAS, ("left spine no", "right leg no"), ()),
        (
            THOMAS,
            ("left spine no", "left leg yes", "right spine yes", "right leg yes"),
            (("left", TIGHT), ("right", SPINE)),
        ),
        (LEG_LENGTH, ("left-shorter yes", "right-shorter no"), (("left", "shorter"),)),
        (LEG_LENGTH, ("left-shorter no", "right-shorter yes"), (("right", "shorter"),)),
        (LEG_LENGTH, ("left-shorter no", "right-shorter no"), (("", "even"),)),
        (LEG_LENGTH, ("left-shorter yes", "right-shorter yes"), ()),
        (LEG_LENGTH, ("left-shorter no",), ()),
        (WARNING_SIGNS, tuple(f"{sign} no" for sign in SIGNS), (("", "none"),)),
        (
            WARNING_SIGNS,
            ("stiff-back yes", "band yes", "popping no", "shorter-leg no"),
            (("", "band,stiff-back"),),
        ),
        (WARNING_SIGNS, ("band yes",), ()),
        ("", ("band yes",), ()),
    ],
)
def test_answers_become_results_when_they_are_whole(
    test: str, said: tuple[str, ...], expected: tuple[tuple[str, str], ...]
) -> None:
    """A question left out makes none, but a lifting spine needs no second answer (D2)."""
    found = results(test, marks(*said))
    assert found == expected
    for side, word in found:
        assert self_tested("a", NOON, test, side, word).result == word


def test_later_marks_are_compared_with_earlier_ones() -> None:
    """Each side with itself; the first has nothing to compare with; nothing is a diagnosis."""
    tests = (
        self_tested("a", NOON.back(30 * DAY), THOMAS, "left", TIGHT),
        self_tested("b", NOON.back(30 * DAY), THOMAS, "right", CLEAR),
        self_tested("c", NOON, THOMAS, "left", CLEAR),
    )
    left, right = comparisons(Record(tests=tests))
    assert left.sentence == "Left side: the leg stays down; on Tue 20 Oct: the leg lifts."
    assert right.sentence.endswith("The first mark; later ones are compared with it.")
    found = last(Record(tests=tests), THOMAS, "left")
    assert found is not None
    assert found.uid == "c"


def test_leg_length_before_and_after_a_break() -> None:
    """D1 looks at the legs before and after treatment."""
    tests = (
        self_tested("a", NOON, LEG_LENGTH, "left", "shorter", Timing.BEFORE, "x"),
        self_tested("b", NOON.after(300), LEG_LENGTH, "", "even", Timing.AFTER, "x"),
    )
    (found,) = comparisons(Record(tests=tests))
    assert found.sentence == "Legs: even; on Thu 19 Nov: the left one looks shorter."
