"""Stretches that come only after a release of the same area."""

from __future__ import annotations

import pytest
from hypothesis import given

from hipbreak.core.facts import Outcome
from hipbreak.core.order import too_early
from hipbreak.core.record import Record
from hipbreak.core.routine import Routine
from tests.health import NOON, ROUTINES, Source, drawn, drawn_record, many, session

LUNGE, COUCH = ROUTINES["kneeling-lunge"], ROUTINES["couch-stretch"]


def early(routine: Routine, *breaks: object, session: tuple[str, ...] = ()) -> bool:
    record = Record(breaks=breaks)  # type: ignore[arg-type]
    done = [ROUTINES[key] for key in session]
    return too_early(routine, ROUTINES, record, NOON, done) is not None


def test_the_two_deep_stretches_wait_and_the_line_lunge_stands_alone() -> None:
    """D1 gives the line lunge by itself."""
    assert early(LUNGE)
    assert early(COUCH)
    assert not early(ROUTINES["line-lunge"])


@pytest.mark.parametrize(("minutes", "waits"), [(29.9, False), (30.1, True)])
def test_a_release_holds_for_half_an_hour(minutes: float, waits: bool) -> None:
    """From its end."""
    assert early(LUNGE, session("psoas-ball", minutes * 60)) is waits


def test_only_a_release_of_the_same_area_counts() -> None:
    """And only one that was done to the end."""
    assert early(LUNGE, session("quad-sweep", 60))
    assert not early(LUNGE, session("kd4-press", 60))
    assert early(LUNGE, session("kd4-press", 60, Outcome.PARTIAL))
    assert early(LUNGE, session("kd4-press", 60, Outcome.HURT))
    assert early(LUNGE, session("walk", 60))


def test_a_stretch_of_two_areas_wants_both_released() -> None:
    """Foam rolling does both; otherwise it takes two releases."""
    assert early(COUCH, session("psoas-ball", 60))
    assert not early(COUCH, session("psoas-ball", 600), session("quad-sweep", 60))
    assert not early(COUCH, session("foam-roll", 60))


def test_what_was_done_in_the_same_session_counts_without_a_clock() -> None:
    """As the week's Sunday has it: release, then stretch."""
    assert not early(COUCH, session=("quad-sweep", "kd4-press"))
    assert early(COUCH, session=("quad-sweep",))


def test_the_reason_says_what_to_do_first() -> None:
    """And it is no medical refusal."""
    refusal = too_early(COUCH, ROUTINES, Record(breaks=(session("psoas-ball", 60),)), NOON)
    assert refusal is not None
    assert not refusal.medical
    assert refusal.reason.endswith("first release the front of the thigh, then stretch.")


@many
@given(drawn)
def test_no_stretch_without_its_release_whatever_happened(data: bytes) -> None:
    """Told once more from the facts: every area, by a finished release, within half an hour."""
    record = drawn_record(Source(data))
    areas: set[str] = set()
    for fact in record.breaks:
        if fact.outcome is Outcome.COMPLETED and NOON.wall - fact.end.wall < 1800:
            areas |= set(ROUTINES[fact.routine].releases)
    for routine in ROUTINES.values():
        refused = too_early(routine, ROUTINES, record, NOON) is not None
        assert refused == (not set(routine.after_release) <= areas)
