"""The four plans: what they mean for a day, what is done of it, and how a bad file is told."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given

from hipbreak.adapters.paths import data_dir
from hipbreak.adapters.plan_shelf import load_plans, read_plan
from hipbreak.core.errors import UserError
from hipbreak.core.facts import CheckedIn, Evidence, Feel, Outcome
from hipbreak.core.moment import DAY
from hipbreak.core.plan_file import parse_plan, unknown_routines
from hipbreak.core.plan_text import day_plan, render_text, to_plain
from hipbreak.core.plans import (
    Plan,
    Prompt,
    done_on,
    due_plans,
    line_up,
    meant_for,
    still_meant,
)
from hipbreak.core.record import Record
from tests.health import HOUR, NOON, ROUTINES, Source, drawn, drawn_record, many, screened, session
from tests.oracle import forbidden

PLANS, PROBLEMS = load_plans([data_dir("routines")])
BY_ID = {plan.id: plan for plan in PLANS}
MONDAY = NOON.local_day - 3
OPEN = Record(screened())
THINGS = frozenset({"ball", "roller", "couch"})


def meant(plan: str, day: int) -> list[str]:
    return [item.routine for one in meant_for([BY_ID[plan]], day) for item in one.items]


def test_the_four_plans_ship_and_name_only_what_there_is() -> None:
    """The hourly one first; it alone asks by itself every hour."""
    assert PROBLEMS == ()
    assert [plan.id for plan in PLANS] == ["desk-day", "morning", "week", "after-training"]
    assert [plan.id for plan in PLANS if plan.prompt is Prompt.HOURLY] == ["desk-day"]
    assert all(unknown_routines(plan, ROUTINES) == () for plan in PLANS)


def test_the_desk_day_has_the_drill_the_walk_and_short_releases() -> None:
    """Every day the same."""
    for day in range(MONDAY, MONDAY + 7):
        found = meant("desk-day", day)
        assert found[0] == "glute-press"
        assert {"walk", "kd4-press", "belly-breath", "quad-sweep", "line-lunge"} <= set(found)


def test_the_morning_is_three_minutes_in_its_order() -> None:
    """Circles 30 s, psoas right 60 s, then left 60 s, breathing 30 s (D2)."""
    (one,) = meant_for([BY_ID["morning"]], MONDAY)
    assert [(item.routine, item.seconds, item.first) for item in one.items] == [
        ("hip-circles", 30, ""), ("psoas-ball", 120, "right"), ("belly-breath", 30, ""),
    ]  # fmt: skip
    assert sum(item.seconds for item in one.items) == 180


@pytest.mark.parametrize(
    ("day", "more"),
    [(0, ["psoas-ball"]), (1, []), (2, []), (3, ["psoas-ball"]), (4, []), (5, []),
     (6, ["psoas-ball", "couch-stretch"])],
)  # fmt: skip
def test_the_week_by_days(day: int, more: list[str]) -> None:
    """Daily sweep and heel point; the ball on Monday and Thursday; Sunday all of it (D2)."""
    assert meant("week", MONDAY + day) == ["quad-sweep", "kd4-press", *more]


def test_the_weeks_minutes_are_those_of_the_source() -> None:
    """Two minutes of sweeping, five with the ball, ten on Sunday."""
    sunday = day_plan([BY_ID["week"]], ROUTINES, OPEN, MONDAY + 6, NOON).plans[0]
    seconds = {line.routine: line.seconds for line in sunday.lines}
    assert (seconds["quad-sweep"], seconds["psoas-ball"]) == (120, 300)
    assert sum(seconds.values()) == pytest.approx(600, abs=30)


def test_after_training_rolls_first_and_warns() -> None:
    """Five minutes, then stretches; never before training."""
    plan = BY_ID["after-training"]
    assert meant("after-training", MONDAY) == ["foam-roll", "kneeling-lunge", "couch-stretch"]
    assert plan.prompt is Prompt.ON_REQUEST
    assert "before intense training" in plan.caution


def test_what_was_done_counts_however_it_came_about() -> None:
    """From a card, by hand or from the plan; on its own day, to the end and believed."""
    done = session("quad-sweep", HOUR)
    by_hand = replace(session("kd4-press", 2 * HOUR), evidence=Evidence.BY_HAND)
    half = session("psoas-ball", HOUR, Outcome.PARTIAL)
    record = replace(OPEN, breaks=(by_hand, done, half, session("couch-stretch", 30 * HOUR)))
    assert done_on(record, NOON.local_day) == {"quad-sweep", "kd4-press"}
    assert still_meant([BY_ID["week"]], record, NOON) == ("psoas-ball",)
    assert still_meant(PLANS, OPEN, NOON)[:2] == ("hip-circles", "psoas-ball")
    assert "foam-roll" not in still_meant(PLANS, OPEN, NOON)


@pytest.mark.parametrize(
    ("at_h", "due"), [(11.9, True), (12.0, True), (12.1, False), (11.01, True), (10.9, False)]
)
def test_a_plan_is_offered_within_the_hour_after_its_time(at_h: float, due: bool) -> None:
    """It is noon. Neither before nor long after, and only what has a time."""
    found = due_plans(PLANS, {"week": at_h * HOUR, "desk-day": at_h * HOUR}, OPEN, NOON)
    assert [plan.id for plan in found] == (["week"] if due else [])


def test_a_plan_that_is_done_is_not_offered() -> None:
    """Until tomorrow."""
    names = ("quad-sweep", "kd4-press", "psoas-ball")
    record = replace(OPEN, breaks=tuple(session(name, HOUR) for name in names))
    assert due_plans(PLANS, {"week": 12 * HOUR}, record, NOON) == ()
    assert due_plans(PLANS, {"week": 12 * HOUR}, record, NOON.after(DAY)) == (BY_ID["week"],)


def lined(plan: str, day: int, record: Record = OPEN, things: frozenset[str] = THINGS) -> list[str]:
    (one,) = meant_for([BY_ID[plan]], day)
    return [c.routine.id for c in line_up(one, ROUTINES, record, NOON, things).choices]


def test_sunday_stretches_after_its_releases_in_one_session() -> None:
    """Without the sweep the couch stretch falls away, and says why."""
    assert lined("week", MONDAY + 6) == ["quad-sweep", "kd4-press", "psoas-ball", "couch-stretch"]
    hurt = replace(OPEN, breaks=(session("quad-sweep", DAY, Outcome.HURT),))
    assert lined("week", MONDAY + 6, hurt) == ["kd4-press", "psoas-ball"]
    (one,) = meant_for([BY_ID["week"]], MONDAY + 6)
    reasons = {
        left.routine: left.reason
        for left in line_up(one, ROUTINES, hurt, NOON, frozenset({"couch", "ball"})).left_out
    }
    assert reasons["quad-sweep"].startswith("It hurt on")
    assert "first release the front of the thigh" in reasons["couch-stretch"]


def test_what_is_not_at_hand_is_left_out() -> None:
    """The rest of the session goes on."""
    assert lined("morning", MONDAY, things=frozenset()) == ["hip-circles", "belly-breath"]


def test_the_plans_side_begins_and_its_minutes_are_the_most() -> None:
    """A beginner does less than the plan says, a practised person no more."""
    (one,) = meant_for([BY_ID["morning"]], MONDAY)
    done = [session("psoas-ball", (n + 1) * DAY) for n in range(60)][::-1]
    felt = tuple(CheckedIn(f"c{d.uid}", d.uid, d.end, Feel.GOOD) for d in done)
    for record in (OPEN, replace(OPEN, breaks=tuple(done), felt=felt)):
        ball = line_up(one, ROUTINES, record, NOON, THINGS).choices[1]
        assert ball.first_side == "right"
        assert ball.routine.seconds <= 120


@many
@given(drawn)
def test_no_plan_ever_plays_what_is_refused(data: bytes) -> None:
    """For any answers and any history, on any day: nor a stretch without its release."""
    source = Source(data)
    record, day = drawn_record(source), MONDAY + source.below(7)
    one = source.pick(meant_for(PLANS, day))
    lined_up = line_up(one, ROUTINES, record, NOON, THINGS)
    played = [choice.routine for choice in lined_up.choices]
    assert not any(forbidden(routine.id, record) for routine in played)
    assert len(played) + len(lined_up.left_out) == len(one.items)
    assert all(left.reason.endswith((".", "answers one.")) for left in lined_up.left_out)


def test_the_page_of_a_day_shows_what_is_done_and_what_rests() -> None:
    """For people."""
    hurt = session("psoas-ball", DAY, Outcome.HURT)
    record = replace(OPEN, breaks=(hurt, session("quad-sweep", HOUR)))
    page = render_text(day_plan(PLANS, ROUTINES, record, NOON.local_day, NOON))
    assert page.startswith("Thursday, 19 Nov\n")
    assert "  [x] Thigh sweep" in page
    assert "  [ ] Heel point press" in page
    assert "  [-] Psoas ball" in page
    assert "rests until Wed 25 Nov." in page
    assert max(len(line) for line in page.splitlines()) <= 80


def test_a_day_to_come_is_judged_as_of_then_and_a_past_one_not_at_all() -> None:
    """What rests today may be allowed next Monday; yesterday is only what was done."""
    record = replace(OPEN, breaks=(session("psoas-ball", 5 * DAY, Outcome.HURT),))
    for ahead, refused in ((0, True), (4, False), (-3, False)):
        found = day_plan([BY_ID["week"]], ROUTINES, record, NOON.local_day + ahead, NOON)
        lines = {line.routine: line for line in found.plans[0].lines}
        assert bool(lines["psoas-ball"].refused) is refused


def test_scripts_get_the_same_as_plain_values() -> None:
    """JSON without loss."""
    plain = to_plain(day_plan(PLANS, ROUTINES, OPEN, MONDAY, NOON))
    again = json.loads(json.dumps(plain))
    assert again == plain
    assert (again["date"], again["weekday"]) == ("2026-11-16", "monday")
    assert [plan["id"] for plan in again["plans"]] == [plan.id for plan in PLANS]
    items = again["plans"][1]["items"]
    assert items[1] == {
        "routine": "psoas-ball", "name": "Psoas ball", "seconds": 120.0, "done": False,
        "refused": None,
    }  # fmt: skip


# Files


def tree(**changes: object) -> dict[str, object]:
    base: dict[str, object] = {
        "id": "mine", "name": "Mine", "summary": "What my physio wants.", "prompt": "on request",
        "source": "ours", "sessions": [{"items": [{"routine": "walk", "source": "ours"}]}],
    }  # fmt: skip
    return {**base, **changes}


def test_a_persons_own_plan_is_read_and_takes_the_place_of_ours(tmp_path: Path) -> None:
    """In the folder `plans` of their routines; a bad file is passed over and told."""
    folder = tmp_path / "plans"
    folder.mkdir()
    ours = data_dir("routines") / "plans" / "morning.toml"
    mine = ours.read_text().replace("Morning, 3 minutes", "My morning")
    (folder / "morning.toml").write_text(mine)
    (folder / "bad.toml").write_text("id = 3")
    plans, problems = load_plans([data_dir("routines"), tmp_path])
    assert {plan.id: plan.name for plan in plans}["morning"] == "My morning"
    assert len(plans) == 4
    assert problems
    assert all(problem.startswith("bad.toml: ") for problem in problems)


def test_a_good_tree_is_a_plan() -> None:
    """The least that a file needs."""
    plan = parse_plan(tree(), "mine")
    assert isinstance(plan, Plan)
    assert plan.sessions[0].items[0].routine == "walk"
    unknown = replace(plan.sessions[0].items[0], routine="fly")
    sessions = (replace(plan.sessions[0], items=(unknown,)),)
    assert unknown_routines(replace(plan, sessions=sessions), ROUTINES) == (
        'sessions[1].items[1].routine: there is no routine "fly"',
    )


def test_all_problems_are_told_at_once_with_their_key_paths() -> None:
    """Nobody mends a file one message at a time."""
    bad = tree(
        prompt="daily",
        colour="red",
        sessions=[
            {"days": ["monday", "funday"], "items": [{"routine": "Walk!", "source": "me"}]},
            {"items": [
                {"routine": "walk", "source": "D2", "seconds": 5, "first": "up"},
                {"routine": "walk", "source": "D2", "times": 3},
            ]},
        ],
    )  # fmt: skip
    with pytest.raises(UserError) as caught:
        parse_plan(bad, "theirs")
    said = "\n".join(caught.value.problems)
    for place in (
        "prompt: ", 'unknown key "colour"', "sessions[1].days[2]: ",
        "sessions[1].items[1].routine: ", "sessions[1].items[1].source: ",
        "sessions[2].items[1].seconds: ", "sessions[2].items[1].first: ",
        'sessions[2].items[2]: unknown key "times"', "sessions[2].items[2].routine: ", "id: ",
    ):  # fmt: skip
        assert place in said, place


@pytest.mark.parametrize(
    "text", ["", "nonsense", "format = 9\n", "x = " + "[" * 40 + "]" * 40, "id = '\x01'"]
)
def test_a_strange_file_is_told_and_not_crashed_on(tmp_path: Path, text: str) -> None:
    """Empty, no TOML, newer, nested too deep, control characters."""
    path = tmp_path / "mine.toml"
    path.write_text(text)
    with pytest.raises(UserError):
        read_plan(path)
