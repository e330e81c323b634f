"""The adviser: its real process, its failures, and what the resident keeps of its answers."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from hipbreak.adapters.converse import converse
from hipbreak.consult import (
    Advice,
    Asked,
    Chosen,
    Failed,
    News,
    OpenQuestion,
    PlanName,
    PlanTime,
    WhatIsNew,
    answer_of,
    failure,
    question_of,
    to_line,
)
from hipbreak.core.codec import DecodeError
from hipbreak.core.errors import HipbreakError, Refused, Unavailable, UserError
from hipbreak.core.facts import (
    BreakEnded,
    Evidence,
    Fact,
    FollowedUp,
    NextDay,
    Outcome,
    SafetyAnswered,
    Stated,
)
from hipbreak.core.hours import Range
from hipbreak.core.moment import DAY
from hipbreak.core.routine import Position
from hipbreak.core.screening import QUESTIONS
from hipbreak.core.settings import Settings
from hipbreak.resident.adviser import Adviser, adviser_command
from hipbreak.resident.health import FIRST_LOOK_S, TRY_AGAIN_S, Health
from hipbreak.resident.sessions import LOOK_AGAIN_S, Sessions
from tests.health import HOUR, NOON, ROUTINES

DEFAULTS = Settings()
MORNING = Settings({"plans.morning": 12 * HOUR - 60})


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HIPBREAK_HOME", str(tmp_path))
    return tmp_path


def adviser(home: Path, *waiting: Fact) -> Adviser:
    """The real one, over an empty journal."""
    return Adviser(partial(converse, adviser_command(), log_file=home / "log"), lambda: waiting)


def python(text: str) -> tuple[str, ...]:
    return (sys.executable, "-c", text)


def test_it_chooses_names_and_describes(home: Path) -> None:
    """Everything that the resident asks is answered by the process, from the shelf."""
    asked = adviser(home)
    offer = asked.offer(DEFAULTS, NOON, "seed")
    assert (offer.choices[0].routine.id, offer.plan) == ("glute-press", None)
    assert asked.routine("walk", NOON).reason == "You asked for it."
    assert asked.describe("kd4-press") == ROUTINES["kd4-press"]
    plan = asked.plan("morning", DEFAULTS, NOON)
    assert [one.routine.id for one in plan.choices] == ["hip-circles", "belly-breath"]
    assert plan.plan in asked.news(NOON).plans


def test_a_plan_at_its_time_goes_before_a_routine(home: Path) -> None:
    """And the whole of it comes at once, so that beginning it asks nothing."""
    asked, times = adviser(home), (PlanTime("morning", 12 * HOUR - 60),)
    due = asked.due(DEFAULTS, NOON, times)
    offer = asked.offer(DEFAULTS, NOON, "seed", times=times)
    assert due == offer.plan and due and due.id == "morning"
    assert len(offer.choices) == 2
    ids = {one.routine.id for one in (*offer.choices, *offer.others)}
    assert len(offer.others) == 2 and len(ids) == 4
    assert asked.due(DEFAULTS, NOON.back(2 * HOUR), times) is None


def drilled() -> BreakEnded:
    """The hourly drill, an hour ago: something else comes next."""
    start = NOON.back(HOUR)
    return BreakEnded(
        "b" * 32, "glute-press", "drill", start, start.after(40), Outcome.COMPLETED,
        Evidence.STEPS, 40.0, 40.0,
    )  # fmt: skip


def test_what_a_chosen_plan_still_wants_today_is_preferred(home: Path) -> None:
    """A plan without a time of its own is nobody's choice and moves nothing."""
    seeds, asked = "abcdefgh", adviser(home, drilled())
    at_home = Settings({"place.place": "home"})
    planned = Settings({"place.place": "home", "plans.morning": 8 * HOUR})
    wanted = {asked.offer(planned, NOON, seed).choices[0].routine.id for seed in seeds}
    others = {asked.offer(at_home, NOON, seed).choices[0].routine.id for seed in seeds}
    assert wanted <= {"hip-circles", "belly-breath"}
    assert not others <= {"hip-circles", "belly-breath"}


def test_in_a_call_only_what_stays_in_the_chair_is_chosen(home: Path) -> None:
    """Asked for in a meeting, at home, where anything else might come."""
    asked, at_home = adviser(home, drilled()), Settings({"place.place": "home"})
    for seed in "abcd":
        chosen = asked.offer(at_home, NOON, seed, in_a_call=True).choices[0].routine
        assert chosen.position in (Position.SEATED, Position.ANY)


def test_the_end_of_work_comes_from_the_working_hours() -> None:
    """So a release suits the last hour and a half of a day that ends at three."""
    asked: list[bytes] = []

    def listen(line: bytes) -> bytes:
        asked.append(line)
        raise Unavailable("heard")

    hours = (Range(8 * HOUR, 15 * HOUR),)
    days = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    settings = Settings({f"hours.{day}": hours for day in days})
    for one in (settings, DEFAULTS):
        with pytest.raises(Unavailable):
            Adviser(listen, lambda: ()).offer(one, NOON, "seed")
    told = [question_of(line).question for line in asked]
    assert [getattr(one, "end_of_work_s", None) for one in told] == [15 * HOUR, 0.0]


def test_its_errors_are_raised_here_as_they_were_there(home: Path) -> None:
    asked = adviser(home)
    with pytest.raises(Refused, match="safety questions are not all answered"):
        asked.routine("kd4-press", NOON)
    with pytest.raises(UserError, match='no routine "nope"; there are: ') as caught:
        asked.routine("nope", NOON)
    assert caught.value.exit_code == 2
    with pytest.raises(Refused, match='no plan "nope"; there are: '):
        asked.plan("nope", DEFAULTS, NOON)
    (home / "journal.sqlite3").write_bytes(b"no database" * 100)
    with pytest.raises(UserError, match="journal"):
        asked.offer(DEFAULTS, NOON, "seed")


def test_what_the_journal_could_not_take_counts(home: Path) -> None:
    """Said a moment ago and still unwritten, on a full disk: it rules out all the same."""
    clots = SafetyAnswered("a" * 32, NOON, "blood-clots", True)
    walk, press = adviser(home, clots).objections(("walk", "glute-press"), NOON).reasons
    assert walk == "" and "doctor" in press
    assert adviser(home).objections(("glute-press",), NOON).reasons == ("",)


def test_a_routine_is_judged_as_if_those_before_it_were_done(home: Path) -> None:
    """A stretch after its release in one session is no stretch too early."""
    answers = [
        SafetyAnswered(f"{at:032x}", NOON.back(60), question.key, False)
        for at, question in enumerate(QUESTIONS)
    ]
    asked = adviser(home, *answers)
    alone = asked.objections(("couch-stretch",), NOON).reasons[0]
    after = asked.objections(("psoas-ball", "quad-sweep", "couch-stretch"), NOON)
    assert alone and after.reasons == ("", "", "")
    beside = asked.objections(("psoas-ball",), NOON, ("couch-stretch", "walk"))
    assert beside.reasons == ("",) and beside.others == (alone, "")


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (python("pass"), "gave no answer"),
        (python("import os; os.close(0); print('half', end='', flush=True)"), "gave no answer"),
        (python("import threading; threading.Event().wait()"), "took too long"),
        (("/nowhere/python",), "could not be started"),
    ],
)
def test_a_dead_or_mute_adviser_is_one_clear_error(command: tuple[str, ...], said: str) -> None:
    """No hang, no pipe left open, no process left behind; a long question does not block."""
    before, began = _pipes(), time.monotonic()
    with pytest.raises(Unavailable, match=said):
        converse(command, b"x" * 300_000 + b"\n", patience_s=1.0)
    assert time.monotonic() - began < 5
    assert _pipes() == before
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_an_answer_is_decoded_strictly() -> None:
    """What is no answer, or one to another question, is an error of hipbreak's own kind."""
    for line in (b"\xff", b"[]", b"{}", b'{"type": "Advice"}', b"1" * 2_000_000):
        with pytest.raises(DecodeError):
            Adviser(lambda question, line=line: line, tuple).news(NOON)  # type: ignore[misc]
    with pytest.raises(HipbreakError, match="beside the point"):
        Adviser(lambda question: to_line(News()), tuple).describe("walk")


@pytest.mark.parametrize(
    "error", [Refused("not now"), UserError(["one", "two"], exit_code=2), HipbreakError("broken")]
)
def test_an_error_survives_its_way(error: HipbreakError) -> None:
    answer = answer_of(to_line(failure(error)))
    assert isinstance(answer, Failed)
    there = answer.error()
    assert (type(there), str(there)) == (type(error), str(error))
    assert getattr(there, "exit_code", 0) == getattr(error, "exit_code", 0)


def test_a_question_survives_its_way() -> None:
    asked = Asked(WhatIsNew(NOON), (SafetyAnswered("a" * 32, NOON, "pregnancy", True),))
    assert question_of(to_line(asked)) == asked


# -- what the resident keeps --------------------------------------------------------------


class Told:
    """An adviser that answers with `news`, or fails when that is None; counts its calls."""

    def __init__(self, news: News | None) -> None:
        self.news, self.calls = news, 0

    def converse(self, line: bytes) -> bytes:
        self.calls += 1
        return to_line(failure(HipbreakError("dead")) if self.news is None else self.news)


def health(told: Told, note: Callable[[Stated], None] = lambda fact: None) -> Health:
    return Health(Adviser(told.converse, tuple), note, NOON)


def test_the_adviser_is_asked_for_news_when_they_may_have_changed() -> None:
    """A moment after the start, on a new day, after an answer, when it says so; never hourly."""
    told = Told(News((PlanName("week", "Week"),)))
    seen = health(told)
    assert seen.news(NOON.after(FIRST_LOOK_S - 1)) == News() and told.calls == 0
    assert seen.news(NOON.after(FIRST_LOOK_S)) == told.news and told.calls == 1
    seen.news(NOON.after(11 * HOUR))
    assert told.calls == 1
    told.news = News(again_s=600.0)
    seen.news(NOON.after(13 * HOUR))
    seen.news(NOON.after(13 * HOUR + 599))
    assert told.calls == 2
    seen.news(NOON.after(13 * HOUR + 600))
    assert told.calls == 3
    seen.stated(SafetyAnswered("a" * 32, NOON, "pregnancy", True))
    seen.news(NOON.after(13 * HOUR + 700))
    assert told.calls == 3
    seen.look_again()
    seen.news(NOON.after(13 * HOUR + 701))
    assert told.calls == 4


def test_a_failed_adviser_is_left_alone_for_a_while() -> None:
    """What was known before still stands in the menu."""
    told = Told(News((PlanName("week", "Week"),)))
    seen = health(told)
    at = NOON.after(FIRST_LOOK_S)
    known = seen.news(at)
    told.news = None
    seen.look_again()
    assert seen.news(at) == known
    assert seen.news(at.after(TRY_AGAIN_S - 1)) == known and told.calls == 2
    seen.news(at.after(TRY_AGAIN_S))
    assert told.calls == 3


def test_an_answer_goes_to_the_break_that_was_asked_about() -> None:
    """Also before the first look: then the question is looked for at once."""
    written: list[Stated] = []
    told = Told(News(question=OpenQuestion("b" * 32, "How is it?")))
    seen = health(told, written.append)
    with pytest.raises(Refused):
        seen.answer("perhaps", NOON)
    seen.answer("better", NOON)
    (fact,) = written
    assert isinstance(fact, FollowedUp)
    assert (fact.break_uid, fact.answer) == ("b" * 32, NextDay.BETTER)
    told.news = News()
    with pytest.raises(Refused, match="nothing is asked"):
        seen.answer("better", NOON)


def line(*ids: str, plan: str = "morning") -> Advice:
    choices = tuple(Chosen(ROUTINES[key], "Part of your plan.", "left") for key in ids)
    return Advice(choices, PlanName(plan, "Morning"))


def ids(choices: tuple[Chosen, ...]) -> list[str]:
    return [one.routine.id for one in choices]


def test_a_plan_is_looked_for_only_near_its_time() -> None:
    """Now and then while its hour lasts, and not once it was begun or turned down today."""
    sessions = Sessions()
    assert sessions.to_look_at(DEFAULTS, NOON) == ()
    assert sessions.to_look_at(MORNING, NOON.back(HOUR)) == ()
    (time_,) = sessions.to_look_at(MORNING, NOON)
    assert time_.plan == "morning"
    assert sessions.to_look_at(MORNING, NOON.after(60)) == ()
    assert sessions.to_look_at(MORNING, NOON.after(LOOK_AGAIN_S)) == (time_,)
    sessions.offer(line("walk"))
    sessions.turn_down(NOON)
    assert sessions.near(MORNING, NOON.after(60)) == ()
    assert sessions.near(MORNING, NOON.after(DAY)) == (time_,)


def test_the_rest_of_a_plan_follows_until_a_routine_is_not_done_whole() -> None:
    sessions = Sessions()
    sessions.offer(line("walk", "hip-circles", "belly-breath"))
    assert ids(sessions.ahead(offered=True)) == ["hip-circles", "belly-breath"]
    assert sessions.ahead(offered=False) == ()
    sessions.accept(NOON)
    following = sessions.next(Outcome.COMPLETED)
    assert following and following.routine.id == "hip-circles"
    assert sessions.next(Outcome.PARTIAL) is None
    assert sessions.next(Outcome.COMPLETED) is None


def test_what_is_ruled_out_is_left_out_of_the_rest() -> None:
    sessions = Sessions()
    sessions.offer(line("walk", "hip-circles", "belly-breath"))
    sessions.keep(sessions.ahead(offered=True)[1:], offered=True)
    sessions.accept(NOON)
    assert ids(sessions.ahead(offered=False)) == ["belly-breath"]
    sessions.keep((), offered=False)
    assert sessions.next(Outcome.COMPLETED) is None


def _pipes() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))
