"""The next day's question: once for each release, in time, and never again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from hipbreak.core.errors import UserError
from hipbreak.core.facts import BreakEnded, NextDay, Outcome, Timing
from hipbreak.core.followup import due_questions, followed_up, rated
from hipbreak.core.followup_words import ANSWERS
from hipbreak.core.moment import DAY
from hipbreak.core.record import Record
from hipbreak.core.routine import Kind
from tests.health import HOUR, NOON, ROUTINES, Source, drawn, drawn_record, many, session


def asked(*breaks: BreakEnded) -> list[str]:
    return [item.text for item in due_questions(ROUTINES, Record(breaks=breaks), NOON)]


def test_a_release_is_asked_about_the_next_day_by_name() -> None:
    """In plain words, and three answers, with a fourth for relief that went again."""
    assert asked(session("kd4-press", 20 * HOUR)) == [
        "Yesterday you did the heel point press. How is it since then?"
    ]
    assert asked(session("psoas-ball", 3 * DAY)) == [
        "On Monday you did the psoas ball. How is it since then?"
    ]
    assert list(ANSWERS)[:3] == [NextDay.BETTER, NextDay.SAME, NextDay.WORSE]
    assert NextDay.UNSAID not in ANSWERS


def test_an_early_morning_is_not_asked_about_in_the_evening() -> None:
    """The next day means the next day."""
    early = NOON.back(6 * HOUR)
    record = Record(breaks=(replace(session("kd4-press", 0), start=early, end=early.after(60)),))
    assert due_questions(ROUTINES, record, NOON.after(9 * HOUR)) == ()
    assert len(due_questions(ROUTINES, record, NOON.after(13 * HOUR))) == 1


@pytest.mark.parametrize("ago_s", [HOUR, 11 * HOUR, 4.1 * DAY])
def test_neither_the_same_day_nor_much_later(ago_s: float) -> None:
    """Nobody knows on the day, or after a week."""
    assert asked(session("kd4-press", ago_s)) == []


def test_a_late_evening_is_not_asked_about_after_midnight() -> None:
    """Half a day has to pass."""
    done = session("kd4-press", 0)
    late = NOON.after(11.5 * HOUR)
    done = replace(done, start=late.back(60), end=late)
    record = Record(breaks=(done,))
    assert due_questions(ROUTINES, record, late.after(HOUR)) == ()
    assert len(due_questions(ROUTINES, record, late.after(13 * HOUR))) == 1


def test_only_releases_are_asked_about() -> None:
    """A walk leaves no marks; a second of pressure neither; a pain stop does."""
    assert asked(session("walk", DAY), session("line-lunge", DAY)) == []
    assert asked(replace(session("kd4-press", DAY), done_s=5)) == []
    assert asked(session("kd4-press", DAY, Outcome.LEFT)) == []
    assert len(asked(session("kd4-press", DAY, Outcome.HURT))) == 1


def test_one_question_a_day_for_each_technique() -> None:
    """The last session speaks for those before it on the same day; the newest comes first."""
    breaks = (session("psoas-ball", 28 * HOUR), session("kd4-press", 27 * HOUR),
              session("kd4-press", 20 * HOUR))  # fmt: skip
    record = Record(breaks=breaks)
    found = due_questions(ROUTINES, record, NOON)
    assert [item.break_uid for item in found] == [breaks[2].uid, breaks[0].uid]
    answer = followed_up("f", breaks[2].uid, NOON, NextDay.UNSAID)
    after = due_questions(ROUTINES, replace(record, followups=(answer,)), NOON)
    assert [item.break_uid for item in after] == [breaks[0].uid]


@many
@given(drawn)
def test_whatever_happened_nothing_is_asked_twice(data: bytes) -> None:
    """Once every question that is due has been put, none is due at any later moment of the day."""
    record = drawn_record(Source(data))
    found = due_questions(ROUTINES, record, NOON)
    for item in found:
        assert ROUTINES[item.routine].kind is Kind.RELEASE
        assert item.break_uid not in {fact.break_uid for fact in record.followups}
    put = tuple(followed_up(i.break_uid, i.break_uid, NOON, NextDay.UNSAID) for i in found)
    then = replace(record, followups=(*record.followups, *put))
    later = NOON.after(2 * HOUR)
    new = {item.break_uid for item in due_questions(ROUTINES, then, later)}
    assert not new & {item.break_uid for item in found}
    assert due_questions(ROUTINES, then, NOON) == ()


def test_tightness_is_a_number_from_0_to_10() -> None:
    """One tap, and optional."""
    assert rated("a", "b", NOON, Timing.BEFORE, 10).tightness == 10
    for wrong in (-1, 11):
        with pytest.raises(UserError):
            rated("a", "b", NOON, Timing.AFTER, wrong)
