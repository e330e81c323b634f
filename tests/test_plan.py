"""What is offered next, and why: allowed, fitting, in turn, the owed side first."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hipbreak.adapters.paths import data_dir
from hipbreak.adapters.shelf import Shelf
from hipbreak.core.errors import Refused
from hipbreak.core.facts import BreakEnded, Evidence, Outcome, StepDone
from hipbreak.core.moment import DAY, Moment
from hipbreak.core.plan import Choice, Context, Done, Place, choose, history
from hipbreak.core.routine import THINGS, Kind, Position, Routine

calm = settings(deadline=None)  # a busy machine is no failure

ROUTINES = Shelf([data_dir("routines")]).load()[0]
NOON = Moment(20_776 * DAY + 12 * 3600, 1000.0)  # a Thursday
HERE = Context(NOON)
OFFERED = {"belly-breath", "glute-press", "hip-circles", "line-lunge", "walk"}


def pick(past: tuple[Done, ...] = (), context: Context = HERE, seed: int = 1) -> Choice:
    return choose(ROUTINES, past, context, seed)


def done(routine: str, ago_s: float, **more: object) -> Done:
    return Done(routine, NOON.back(ago_s), **more)  # type: ignore[arg-type]


def test_the_first_offer_is_the_hourly_drill() -> None:
    """It needs nothing, nobody sees it, and one stays seated."""
    choice = pick()
    assert choice.routine.id == "glute-press"
    assert choice.reason == "The hourly drill; you stay in your chair."


def test_the_hourly_drill_alternates_with_what_was_done_the_longest_ago() -> None:
    """A day of accepted offers: every second one is the drill, the others take turns."""
    past: tuple[Done, ...] = ()
    for hour in range(16):
        now = NOON.after(hour * 3600)
        choice = pick(past, Context(now))
        past += (Done(choice.routine.id, now),)
    ids = [item.routine for item in past]
    assert ids[::2] == ["glute-press"] * 8
    assert set(ids[1:9:2]) == OFFERED - {"glute-press"}
    assert ids[1:9:2] == ids[9::2]


def test_ties_are_broken_by_the_seed_and_by_nothing_else() -> None:
    """The same seed chooses the same; different seeds give each a turn."""
    past = (done("glute-press", 3600),)
    assert pick(past, seed=5) == pick(past, seed=5)
    assert {pick(past, seed=seed).routine.id for seed in range(40)} == OFFERED - {"glute-press"}


@calm
@given(
    seed=st.integers(),
    place=st.sampled_from(Place),
    things=st.frozensets(st.sampled_from(["ball", "mat", "lines"])),
    short=st.booleans(),
    past=st.lists(
        st.builds(done, st.sampled_from(sorted(ROUTINES)), st.floats(0, 20 * DAY)), max_size=8
    ),
)
def test_nothing_that_presses_is_chosen_before_the_safety_questions(
    seed: int, place: Place, things: frozenset[str], short: bool, past: list[Done]
) -> None:
    """Whatever the place, the things, the history and the seed."""
    context = Context(NOON, place, things, short=short)
    assert not pick(tuple(past), context, seed).routine.pressure


def test_once_screened_a_release_may_come() -> None:
    """The gate opens and does nothing else."""
    past = (done("glute-press", 3600),)
    context = replace(HERE, screened=True)
    assert "kd4-press" in {pick(past, context, seed).routine.id for seed in range(40)}


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
        {"pressure": True},
        {"nudge": True},
        {"after_release": ("hip-flexors",)},
    ],
)
def test_what_does_not_suit_the_office_is_not_offered_there(changes: dict[str, object]) -> None:
    """Seated or standing, without things, not in private, no tests."""
    with pytest.raises(Refused):
        choose(only(**changes), (), HERE, 1)


def test_with_everything_at_home_tests_nudges_and_bare_stretches_still_stay_away() -> None:
    """Until the safety questions are answered nothing that presses comes either."""
    everything = Context(NOON, Place.HOME, frozenset(THINGS), minutes=15)
    past = (done("glute-press", 3600),)
    found = {pick(past, everything, seed).routine.id for seed in range(80)}
    assert found == OFFERED - {"glute-press"} | {"muscle-shortening"}


def test_hands_and_the_floor_are_always_there() -> None:
    """They are no things to bring; a roller is."""
    home = Context(NOON, Place.HOME)
    assert choose(only(needs=("hand", "floor")), (), home, 1).routine.id == "other"
    with pytest.raises(Refused):
        choose(only(needs=("floor", "roller")), (), home, 1)


def test_at_home_with_a_ball_one_may_lie_down() -> None:
    """Place and things widen the choice."""
    lying = only(position=Position.LYING, place="private", needs=("ball",))
    home = Context(NOON, Place.HOME, frozenset({"ball"}))
    assert choose(lying, (), home, 1).routine.id == "other"
    with pytest.raises(Refused):
        choose(lying, (), replace(home, things=frozenset()), 1)


def test_what_takes_too_long_is_not_offered() -> None:
    """One minute leaves the drill, the breath and the circles."""
    past = (done("glute-press", 3600),)
    context = Context(NOON, minutes=1)
    found = {pick(past, context, seed).routine.id for seed in range(40)}
    assert found == {"belly-breath", "hip-circles"}


def test_the_short_offer_is_ten_seconds_of_the_drill() -> None:
    """After three snoozes, whatever was done before, a single hold."""
    choice = pick((done("glute-press", 60),), Context(NOON, short=True))
    assert (choice.routine.id, choice.routine.seconds) == ("glute-press", 10)
    assert choice.reason == "Only 10 seconds, then you are free."


def test_what_hurt_rests_for_a_week() -> None:
    """A pain stop is taken seriously, and not for ever."""
    hurt = (done("walk", 6.9 * DAY, hurt=True), done("glute-press", 3600))
    assert "walk" not in {pick(hurt, seed=seed).routine.id for seed in range(40)}
    healed = (done("walk", 7.1 * DAY, hurt=True), done("glute-press", 3600))
    two = {key: ROUTINES[key] for key in ("walk", "glute-press")}
    assert choose(two, healed, HERE, 1).routine.id == "walk"
    assert choose(two, hurt, HERE, 1).routine.id == "glute-press"


def test_the_owed_side_comes_first() -> None:
    """An interrupted session is taken up again, on the side that was left out."""
    past = (done("line-lunge", 7200, first_side="left", owed_side="right"), done("walk", 3600))
    choice = pick(past)
    assert (choice.routine.id, choice.first_side) == ("line-lunge", "right")
    assert choice.reason == "Your right side was left out last time."


def test_a_side_is_owed_only_until_the_routine_is_done_again_or_a_week_has_gone() -> None:
    """Debts are not kept for ever."""
    paid = (done("line-lunge", 7200, owed_side="right"), done("line-lunge", 3600))
    assert pick(paid).routine.id == "glute-press"
    assert pick((done("line-lunge", 8 * DAY, owed_side="right"),)).routine.id == "glute-press"


def test_the_side_that_begins_takes_turns() -> None:
    """What began on the left begins on the right next time."""
    past = (
        done("walk", 300), done("belly-breath", 200),
        done("line-lunge", 9000, first_side="left"), done("glute-press", 100),
        done("hip-circles", 400),
    )  # fmt: skip
    past = tuple(sorted(past, key=lambda item: item.at.wall))
    choice = pick(past)
    assert (choice.routine.id, choice.first_side) == ("line-lunge", "right")


@pytest.mark.parametrize(
    ("ago_s", "reason"),
    [
        (2 * 3600, "You have not walked since this morning."),
        (DAY, "You have not walked since yesterday."),
        (3 * DAY, "You have not walked since Monday."),
        (8 * DAY, "You have not walked for 8 days."),
        (30 * DAY, "You have not walked for 4 weeks."),
    ],
)
def test_the_reason_is_one_sentence_a_person_would_say(ago_s: float, reason: str) -> None:
    """It names what history decided."""
    past = (done("walk", ago_s), done("glute-press", 60))
    choice = choose({k: ROUTINES[k] for k in ("walk", "glute-press")}, past, HERE, 1)
    assert choice.reason == reason


def test_what_was_never_done_says_so() -> None:
    """And comes before everything that was."""
    tried = ("belly-breath", "hip-circles", "line-lunge", "glute-press")
    past = tuple(done(name, 3600) for name in tried)
    choice = pick(past)
    assert (choice.routine.id, choice.reason) == ("walk", "You have not tried this one yet.")


def test_an_empty_shelf_is_refused_not_crashed_on() -> None:
    """The caller learns why there is nothing to offer."""
    for context in (HERE, replace(HERE, short=True)):
        with pytest.raises(Refused):
            choose({}, (), context, 1)


def ended(outcome: Outcome, *steps: StepDone, evidence: Evidence = Evidence.STEPS) -> BreakEnded:
    return BreakEnded(
        "a" * 32, "line-lunge", "stretch", NOON, NOON.after(80), outcome, evidence, 80, 40,
        steps=steps,
    )  # fmt: skip


LEFT = StepDone("line-lunge", "left", 40, 40)


@pytest.mark.parametrize(
    ("fact", "owed"),
    [
        (ended(Outcome.PARTIAL, LEFT), "right"),
        (ended(Outcome.PARTIAL, LEFT, StepDone("line-lunge", "right", 40, 15)), "right"),
        (ended(Outcome.PARTIAL, LEFT, StepDone("line-lunge", "right", 40, 25)), ""),
        (ended(Outcome.PARTIAL, StepDone("walk", "", 120, 30)), ""),
        (ended(Outcome.COMPLETED, LEFT), ""),
        (ended(Outcome.HURT, LEFT), ""),
    ],
)
def test_a_break_cut_short_owes_the_side_that_got_less_than_half(
    fact: BreakEnded, owed: str
) -> None:
    """Read from the steps that were really done; after pain nothing is owed."""
    (item,) = history([fact])
    assert item.owed_side == owed


def test_only_what_was_really_done_counts_as_done() -> None:
    """A closed window and an absence are no turn of any routine."""
    assert history([ended(Outcome.DISMISSED), ended(Outcome.LEFT)]) == ()
    assert history([ended(Outcome.COMPLETED, evidence=Evidence.ABSENCE)]) == ()
    assert len(history([ended(Outcome.COMPLETED, evidence=Evidence.BY_HAND)])) == 1
    assert history([ended(Outcome.HURT)])[0].hurt
