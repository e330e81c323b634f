"""What is offered next, and why: allowed, fitting, in turn, the owed side first."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from hipbreak.core.errors import Refused
from hipbreak.core.facts import BreakEnded, Evidence, Outcome, StepDone
from hipbreak.core.moment import DAY
from hipbreak.core.plan import (
    ALTERNATIVES,
    QUICK_S,
    Choice,
    Context,
    Place,
    alternatives,
    by_name,
    choose,
    may_do,
    was_done,
)
from hipbreak.core.record import Record
from hipbreak.core.routine import Kind, Position, Routine
from hipbreak.core.selftest import LEG_LENGTH, SHORTER, self_tested
from tests.health import (
    HOUR,
    NOON,
    ROUTINES,
    Source,
    drawn,
    drawn_context,
    drawn_record,
    many,
    screened,
    session,
)

HERE = Context(NOON)
OPEN = Context(NOON, record=Record(screened()))
ALL_THINGS = frozenset({"ball", "couch", "roller", "table", "partner", "mat", "mirror", "lines"})
OFFERED = {"belly-breath", "glute-press", "hip-circles", "line-lunge", "walk"}
"""At noon in an office without things."""


def pick(*breaks: BreakEnded, context: Context = HERE, seed: int = 1) -> Choice:
    return choose(ROUTINES, with_breaks(context, *breaks), seed)


def with_breaks(context: Context, *breaks: BreakEnded) -> Context:
    return replace(context, record=replace(context.record, breaks=breaks))


def picks(*breaks: BreakEnded, context: Context = HERE) -> set[str]:
    """What forty seeds choose."""
    return {pick(*breaks, context=context, seed=seed).routine.id for seed in range(40)}


def one_sided(routine: str, ago_s: float, side: str) -> BreakEnded:
    """A session that ended after its first side."""
    steps = (StepDone(routine, side, 40, 40),)
    return session(routine, ago_s, Outcome.PARTIAL, steps=steps)


def test_the_first_offer_is_the_hourly_drill() -> None:
    """It needs nothing, nobody sees it, and one stays seated."""
    choice = pick()
    assert choice.routine.id == "glute-press"
    assert choice.reason == "The hourly drill; you stay in your chair."


def test_the_hourly_drill_alternates_with_what_was_done_the_longest_ago() -> None:
    """A day of accepted offers: every second one is the drill, the others take turns."""
    past: tuple[BreakEnded, ...] = ()
    for hour in range(12, 0, -1):
        choice = pick(*past)
        past += (session(choice.routine.id, hour * HOUR),)
    ids = [item.routine for item in past]
    assert ids[::2] == ["glute-press"] * 6
    assert set(ids[1:9:2]) == OFFERED - {"glute-press"}
    assert ids[1] == ids[9]


def test_ties_are_broken_by_the_seed_and_by_nothing_else() -> None:
    """The same seed chooses the same; different seeds give each a turn."""
    past = session("glute-press", HOUR)
    assert pick(past, seed=5) == pick(past, seed=5)
    assert picks(past) == OFFERED - {"glute-press"}


def only(**changes: object) -> dict[str, Routine]:
    walk = replace(ROUTINES["walk"], id="other", **changes)  # type: ignore[arg-type]
    return {"other": walk}


@pytest.mark.parametrize(
    "changes",
    [
        {"position": Position.LYING},
        {"position": Position.KNEELING},
        {"place": "private"},
        {"needs": ("ball",)},
        {"kind": Kind.SELF_TEST},
        {"kind": Kind.CHECK},
        {"nudge": True},
        {"pressure": True},
        {"after_release": ("quads",)},
        {"only_side": "shorter"},
    ],
)
def test_what_does_not_suit_the_office_is_not_offered_there(changes: dict[str, object]) -> None:
    """Seated or standing, without things, not in private, no tests, no nudges, nothing unready."""
    assert choose(only(), HERE, 1).routine.id == "other"
    with pytest.raises(Refused):
        choose(only(**changes), HERE, 1)


def test_at_home_with_a_ball_one_may_lie_down() -> None:
    """Place and things widen the choice."""
    lying = only(position=Position.LYING, place="private", needs=("ball",))
    home = Context(NOON, Place.HOME, frozenset({"ball"}))
    assert choose(lying, home, 1).routine.id == "other"
    with pytest.raises(Refused):
        choose(lying, replace(home, things=frozenset()), 1)


def test_a_call_leaves_only_what_is_done_seated() -> None:
    """Also at home, with everything at hand; the heel point is good during calls (D2)."""
    call = replace(OPEN, place=Place.CALL, things=ALL_THINGS)
    found = picks(context=call) | picks(session("glute-press", 600), context=call)
    assert found == {"glute-press", "belly-breath", "kd4-press"}


def test_releases_come_in_the_morning_and_at_the_end_of_work() -> None:
    """There they come before all else that is due; at other hours after it (D2: suit best)."""
    just = session("glute-press", -9 * HOUR)
    at = {hour: replace(OPEN, now=NOON.after((hour - 12) * HOUR)) for hour in (9, 12, 17)}
    done = [session(name, 30 * HOUR) for name in OFFERED - {"glute-press"}]
    for hour, releases in ((9, True), (12, False), (17, True)):
        context = at[hour]
        last = replace(just, start=context.now.back(600), end=context.now.back(500))
        chosen = picks(*done, last, context=context)
        assert (chosen == {"kd4-press"}) is releases
    early = replace(at[12], end_of_work_s=13 * HOUR)
    assert picks(*done, session("glute-press", 600), context=early) == {"kd4-press"}


def test_what_takes_too_long_is_not_offered() -> None:
    """One minute leaves the drill and the two of half a minute."""
    short = replace(HERE, minutes=1)
    assert picks(session("glute-press", HOUR), context=short) == {"belly-breath", "hip-circles"}


def test_the_short_offer_is_ten_seconds_of_the_drill() -> None:
    """After three snoozes, whatever was done before, a single hold."""
    choice = pick(session("glute-press", 60), context=Context(NOON, short=True))
    assert (choice.routine.id, choice.routine.seconds) == ("glute-press", 10)
    assert choice.reason == "Only 10 seconds, then you are free."


def test_with_blood_clots_the_short_offer_is_the_shortest_of_what_stays() -> None:
    """Safety goes before shortness."""
    context = Context(NOON, short=True, record=Record(screened(blood_clots=None)))
    choice = pick(context=context)
    assert choice.routine.id == "belly-breath"
    assert choice.reason == "Only 30 seconds, then you are free."


def test_the_owed_side_comes_first() -> None:
    """An interrupted session is taken up again, on the side that was left out."""
    choice = pick(one_sided("line-lunge", 2 * HOUR, "left"), session("walk", HOUR))
    assert (choice.routine.id, choice.first_side) == ("line-lunge", "right")
    assert choice.reason == "Your right side was left out last time."


def test_a_side_is_owed_only_until_the_routine_is_done_again_or_a_week_has_gone() -> None:
    """Debts are not kept for ever; a window closed at once changes nothing."""
    half = one_sided("line-lunge", 2 * HOUR, "left")
    assert pick(half, session("line-lunge", HOUR)).routine.id == "glute-press"
    assert pick(one_sided("line-lunge", 8 * DAY, "left")).routine.id == "glute-press"
    closed = session("line-lunge", HOUR, Outcome.DISMISSED, steps=())
    assert pick(half, replace(closed, done_s=0.0)).routine.id == "line-lunge"


def test_what_the_day_is_meant_for_comes_first_and_says_so() -> None:
    """Between two hourly drills, at an hour that suits it."""
    home = Context(
        NOON.back(2 * HOUR), Place.HOME, ALL_THINGS, record=OPEN.record,
        meant=("psoas-ball", "quad-sweep"),
    )  # fmt: skip
    drill = session("glute-press", 3 * HOUR)
    assert picks(drill, context=home) == {"psoas-ball", "quad-sweep"}
    choice = pick(drill, session("quad-sweep", DAY), context=home)
    assert choice.reason == "Thursday's psoas ball; you have a ball at home."
    heel = replace(home, meant=("kd4-press",))
    assert pick(drill, context=heel).reason == ("Thursday's heel point press, as your plan has it.")


def test_the_leg_pull_waits_for_a_leg_that_looks_shorter() -> None:
    """It works the shorter side, so somebody must have looked."""
    pull = {"leg-pull": ROUTINES["leg-pull"]}
    home = Context(NOON, Place.HOME, ALL_THINGS, record=Record(screened()))
    with pytest.raises(Refused):
        choose(pull, home, 1)
    mark = self_tested("a", NOON, LEG_LENGTH, "right", SHORTER)
    seen = replace(home, record=replace(home.record, tests=(mark,)))
    assert choose(pull, seen, 1).first_side == "right"


@many
@given(drawn)
def test_every_choice_fits_the_moment(data: bytes) -> None:
    """The place, the things, the minutes, the order of release and stretch; and it has a reason."""
    source = Source(data)
    context = replace(drawn_context(source), record=drawn_record(source))
    try:
        choice = choose(ROUTINES, context, source.below(256))
    except Refused:
        return
    routine = choice.routine
    assert set(routine.to_bring) <= context.things
    assert routine.kind not in (Kind.CHECK, Kind.SELF_TEST)
    assert not routine.nudge
    if context.place is not Place.HOME:
        assert routine.place != "private"
        assert routine.position not in (Position.LYING, Position.KNEELING)
    if context.place is Place.CALL:
        assert routine.position in (Position.SEATED, Position.ANY)
    assert context.short or routine.seconds <= context.minutes * 60
    assert may_do(routine, ROUTINES, context.record, context.now) is None
    assert choice.reason.endswith(".")
    assert choice.reason.count(". ") == 0
    assert choice.first_side in ("left", "right")


def test_something_else_is_two_others() -> None:
    """Beside the hourly drill two of what an office allows, the same again from the same seed."""
    found = alternatives(ROUTINES, HERE, 1, ["glute-press"])
    ids = [item.routine.id for item in found]
    assert len(set(ids)) == 2 and set(ids) <= OFFERED - {"glute-press"}
    assert alternatives(ROUTINES, HERE, 1, ["glute-press"]) == found
    few = {key: ROUTINES[key] for key in ("glute-press", "walk")}
    assert [item.routine.id for item in alternatives(few, HERE, 1, ["glute-press"])] == ["walk"]


def test_beside_the_short_drill_stand_quick_ones() -> None:
    """After several snoozes the offer is ten seconds long; what else there is takes a minute at
    most, the shortest first."""
    short = replace(HERE, short=True)
    found = alternatives(ROUTINES, short, 1, [choose(ROUTINES, short, 1).routine.id])
    lengths = [item.routine.seconds for item in found]
    assert len(found) == 2 and lengths == sorted(lengths) and lengths[-1] <= QUICK_S
    long = {key: ROUTINES[key] for key in ("glute-press", "walk")}
    assert alternatives(long, short, 1, ["glute-press"]) == ()


@many
@given(data=drawn)
def test_something_else_obeys_the_same_rules(data: bytes) -> None:
    """What is refused never appears beside the offer either, and nothing appears twice."""
    source = Source(data)
    context = replace(drawn_context(source), record=drawn_record(source))
    seed = source.below(256)
    try:
        choice = choose(ROUTINES, context, seed)
    except Refused:
        return
    found = alternatives(ROUTINES, context, seed, [choice.routine.id])
    assert len({choice.routine.id, *(item.routine.id for item in found)}) == len(found) + 1
    assert len(found) <= ALTERNATIVES
    for item in found:
        assert may_do(item.routine, ROUTINES, context.record, context.now) is None
        assert set(item.routine.to_bring) <= context.things
        assert item.routine.seconds <= context.minutes * 60


def test_asked_for_by_name_it_comes_with_its_dose_or_a_reason() -> None:
    """No other way round the rules; tests and checks may be asked for."""
    record = Record(screened())
    assert by_name(ROUTINES, "thomas-test", record, NOON).routine.id == "thomas-test"
    assert by_name(ROUTINES, "kd4-press", record, NOON).reason == "You asked for it."
    with pytest.raises(Refused, match="safety questions are not all answered"):
        by_name(ROUTINES, "kd4-press", Record(), NOON)
    with pytest.raises(Refused, match="comes after a release"):
        by_name(ROUTINES, "couch-stretch", record, NOON)


@pytest.mark.parametrize(
    ("ago_s", "reason"),
    [
        (2 * HOUR, "You have not walked since this morning."),
        (DAY, "You have not walked since yesterday."),
        (3 * DAY, "You have not walked since Monday."),
        (8 * DAY, "You have not walked for 8 days."),
        (30 * DAY, "You have not walked for 4 weeks."),
    ],
)
def test_the_reason_is_one_sentence_a_person_would_say(ago_s: float, reason: str) -> None:
    """It names what history decided."""
    context = with_breaks(HERE, session("walk", ago_s), session("glute-press", 60))
    choice = choose({k: ROUTINES[k] for k in ("walk", "glute-press")}, context, 1)
    assert choice.reason == reason


def test_what_was_never_done_says_so() -> None:
    """And comes before everything that was."""
    names = ("belly-breath", "line-lunge", "hip-circles", "glute-press")
    choice = pick(*(session(name, HOUR) for name in names))
    assert (choice.routine.id, choice.reason) == ("walk", "You have not tried this one yet.")


def test_an_empty_shelf_is_refused_not_crashed_on() -> None:
    """The caller learns why there is nothing to offer."""
    for context in (HERE, replace(HERE, short=True)):
        with pytest.raises(Refused):
            choose({}, context, 1)


def test_only_what_was_really_done_counts_as_a_turn() -> None:
    """A closed window, a pain stop and an absence are no turn of any routine."""
    assert was_done(session("walk", 60))
    assert was_done(session("walk", 60, Outcome.PARTIAL))
    for outcome in (Outcome.DISMISSED, Outcome.LEFT, Outcome.HURT):
        assert not was_done(session("walk", 60, outcome))
    absent = replace(session("walk", 60), evidence=Evidence.ABSENCE)
    assert not was_done(absent)
    assert was_done(replace(absent, evidence=Evidence.BY_HAND))
