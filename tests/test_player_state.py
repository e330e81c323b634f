"""The player's value: time given by hand, no window."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipbreak.core.facts import Evidence, Feel, Marked, Outcome
from hipbreak.core.routine import Evidence as Grounds
from hipbreak.core.routine import Grade, Kind, Pace, Position, Routine, Sides, Step
from hipbreak.ui.breathing import breath
from hipbreak.ui.player_report import outcome, report
from hipbreak.ui.player_state import LONGEST_WAIT, READY_SHOWN, Phase, Play, start
from hipbreak.ui.player_words import clock, following, side, summary

HOLD = Step("Press both feet down.", 10, "D2")
REST = Step("Let go.", 5, "ours", Pace.REST)
CIRCLE = Step("Make circles.", 30, "D2", Pace.MOVE, each_side=True)
SWING = Step("Swing the leg.", 10, "ours", Pace.MOVE, each_side=True)
ASK = Step("Notice.", 0, "ours", Pace.ASK, each_side=True, question="Looser?")


def routine(*steps: Step, pressure: bool = False, sides: Sides = Sides.NONE) -> Routine:
    grounds = Grounds(Grade.EXPERT, "Taught.")
    return Routine(
        "drill", "Drill", "A drill.", Kind.DRILL, Position.SEATED, steps, grounds,
        sides=sides, pressure=pressure, pressure_words="Light at first.",
    )  # fmt: skip


def run(play: Play, seconds: float, step: float = 0.066) -> Play:
    """Let time pass in frames."""
    passed = 0.0
    while passed < seconds - 1e-9:
        frame = min(step, seconds - passed)
        play, passed = play.tick(frame), passed + frame
    return play


def drill() -> Play:
    return start(routine(HOLD, REST, HOLD), "left")


def test_all_steps_run_to_their_end_is_completed_with_steps_as_evidence() -> None:
    """The only way to evidence STEPS is every second of every timed step."""
    play = run(drill(), 25.01)
    assert play.phase is Phase.ENDING
    assert outcome(play) == (Outcome.COMPLETED, Evidence.STEPS)
    told = report(play.felt(Feel.GOOD), "u")
    assert (told.planned_s, told.done_s, told.feel) == (25, 25, Feel.GOOD)
    assert [step.done_s for step in told.steps] == [10, 5, 10]


def test_time_carries_over_from_one_step_to_the_next() -> None:
    """A frame that spans two steps credits both: nothing is lost between them."""
    play = drill().tick(4).tick(4).tick(4)
    assert (play.at, play.position) == (1, 2)


def test_done_already_is_by_hand() -> None:
    """The person's word completes a break, and is told apart from steps that ran."""
    play = run(drill(), 4).done_already()
    assert play.phase is Phase.ENDING
    assert outcome(play) == (Outcome.COMPLETED, Evidence.BY_HAND)
    assert report(play, "u").done_s == pytest.approx(4)
    assert "own word" in summary(play)


@pytest.mark.parametrize(("seconds", "expected"), [(12.4, Outcome.LEFT), (12.6, Outcome.PARTIAL)])
def test_leaving_early_is_partial_from_half_on(seconds: float, expected: Outcome) -> None:
    """Half of the planned seconds divides *left* from *partial*; neither has evidence."""
    play = run(drill(), seconds).leave()
    assert outcome(play) == (expected, Evidence.NONE)


def test_next_keeps_only_what_ran() -> None:
    """Skipping through a drill is not doing it."""
    play = run(drill(), 3).next()
    play = run(play, 1).next().next()
    assert play.phase is Phase.ENDING
    assert outcome(play)[0] is Outcome.LEFT
    assert [round(step.done_s, 6) for step in report(play, "u").steps] == [3, 1, 0]


def test_back_plays_again_without_counting_twice() -> None:
    """Going back never makes more seconds than were planned."""
    play = run(drill(), 9).back()
    assert (play.at, play.position) == (0, 0)
    play = run(play, 25.01)
    assert report(play, "u").done_s == 25


def test_back_within_two_seconds_goes_to_the_step_before() -> None:
    """As on a music player."""
    play = run(drill(), 11).back()
    assert (play.at, play.position) == (0, 0)


def test_a_pause_gives_no_credit() -> None:
    """Paused time is not done time, and going on goes on where it stopped."""
    paused = run(drill(), 3).pause_or_resume()
    assert paused.phase is Phase.PAUSED
    waited = run(paused, 60, 0.5)
    assert waited.done_s == pytest.approx(3)
    assert run(waited.pause_or_resume(), 1).position == pytest.approx(4)


def test_sleep_pauses_instead_of_crediting() -> None:
    """A gap of more than five seconds is no exercise: it pauses at the second it began."""
    play = run(drill(), 3).tick(3600)
    assert play.phase is Phase.PAUSED
    assert play.done_s == pytest.approx(3)


def test_ten_minutes_of_pause_leave() -> None:
    """A forgotten player does not stay for ever, and claims nothing."""
    paused = run(drill(), 3).pause_or_resume()
    almost = run(paused, LONGEST_WAIT - 1, 1.0)
    assert almost.phase is Phase.PAUSED
    gone = almost.tick(1.5)
    assert gone.phase is Phase.CLOSED
    assert outcome(gone) == (Outcome.LEFT, Evidence.NONE)


def test_it_hurts_stops_at_once_and_keeps_the_reason() -> None:
    """From any working phase; after that no time is credited any more."""
    hurt = run(drill(), 12).hurts()
    assert hurt.phase is Phase.HURT
    told = report(run(hurt, 3).because("nerve"), "u")
    assert (told.outcome, told.evidence, told.stop_reason) == (
        Outcome.HURT,
        Evidence.NONE,
        "nerve",
    )
    assert told.done_s == pytest.approx(12)


def test_hurt_counts_as_hurt_even_when_all_is_done() -> None:
    """Pain at the question after the last second is still told."""
    play = run(start(routine(CIRCLE, ASK), "left"), 30.01)
    assert play.phase is Phase.ASKING
    assert outcome(play.hurts())[0] is Outcome.HURT


def test_an_unknown_pain_is_not_taken() -> None:
    """Only the four reasons of the page exist."""
    assert drill().hurts().because("tired").phase is Phase.HURT


def test_no_repeats_this_sides_steps_once() -> None:
    """The first "no" plays the side again; the second side has a "no" of its own."""
    play = run(start(routine(CIRCLE, SWING, ASK), "right"), 40.01)
    assert (play.phase, side(play)) == (Phase.ASKING, "Right side")
    again = play.looser(False)
    assert [slot.cue.step for slot in again.slots[3:5]] == [CIRCLE, SWING]
    after = run(again, 40.01)
    assert (after.phase, side(after)) == (Phase.RUNNING, "Left side")
    second = run(after, 40).looser(False)
    assert second.phase is Phase.RUNNING
    assert len(second.slots) == len(after.slots) + 2


def test_a_repeat_left_half_way_does_not_undo_what_was_planned() -> None:
    """Repeats are asked for on the spot: their plan is what ran of them."""
    play = run(start(routine(CIRCLE, ASK), "left"), 30.01).looser(False)
    play = run(play, 12).next()
    play = run(play, 30.01).looser(True)
    told = report(play, "u")
    assert (told.outcome, told.evidence) == (Outcome.COMPLETED, Evidence.STEPS)
    assert told.planned_s == pytest.approx(told.done_s) == pytest.approx(72)


SPINE = replace(ASK, question="Did it lift?", mark="spine")


def test_the_answer_to_a_marked_question_is_kept_and_repeats_nothing() -> None:
    """Each side has its own; answered anew, the last word counts."""
    play = run(start(routine(CIRCLE, SPINE), "left"), 30.01)
    after = play.looser(False)
    assert (after.phase, side(after), len(after.slots)) == (Phase.RUNNING, "Right side", 4)
    changed = after.back().looser(True)
    told = report(run(changed, 30.01).looser(False), "u")
    assert told.marks == (Marked("spine", "left", True), Marked("spine", "right", False))
    assert (told.outcome, told.evidence) == (Outcome.COMPLETED, Evidence.STEPS)


def test_a_list_of_questions_is_complete_when_all_are_answered() -> None:
    """Walking past them is not answering."""
    play = start(routine(replace(SPINE, each_side=False)), "left")
    assert outcome(play.next())[0] is Outcome.LEFT
    assert outcome(play.looser(False)) == (Outcome.COMPLETED, Evidence.STEPS)


def test_yes_goes_on() -> None:
    """Looser: straight to the other side."""
    play = run(start(routine(CIRCLE, ASK), "left"), 30.01).looser(True)
    assert (side(play), play.phase) == ("Right side", Phase.RUNNING)


def test_pressure_says_its_cautions_first_and_no_time_runs() -> None:
    """Before a pressure technique the clock stands until the person begins."""
    play = start(routine(CIRCLE, pressure=True), "left")
    assert play.phase is Phase.CAUTION
    assert play.tick(60).done_s == 0
    assert play.tick(1).begin().phase is Phase.RUNNING


def test_the_end_page_closes_itself() -> None:
    """No answer is an answer too: after eight seconds it reports without a feel."""
    ending = run(drill(), 25.01)
    assert run(ending, 7.5).phase is Phase.ENDING
    closed = run(ending, 8.1)
    assert closed.phase is Phase.CLOSED
    assert report(closed, "u").feel is None


def eased(kind: Kind, *steps: Step) -> Play:
    return run(start(replace(routine(*steps), kind=kind), "left").begin(), 60.01).felt(Feel.GOOD)


@pytest.mark.parametrize("kind", [Kind.RELEASE, Kind.STRETCH])
def test_after_a_release_or_a_stretch_one_more_tap_may_follow(kind: Kind) -> None:
    """0 to 10 and nothing else; without it the feel is told all the same, soon."""
    asked = eased(kind, CIRCLE)
    assert asked.phase is Phase.TIGHTNESS
    assert asked.rated(-1) == asked.rated(11) == asked
    for number in (0, 10):
        told = report(asked.rated(number), "u")
        assert (told.tightness, told.feel) == (number, Feel.GOOD)
    ignored = run(asked, 8.1)
    assert ignored.phase is Phase.CLOSED
    told = report(ignored, "u")
    assert (told.tightness, told.feel, told.outcome) == (None, Feel.GOOD, Outcome.COMPLETED)


def test_before_a_pressing_release_a_number_starts_it_and_is_kept() -> None:
    """One tap says how tight it is and starts; starting without it says nothing."""
    pressing = routine(HOLD, pressure=True)
    waiting = start(pressing, "left")
    assert waiting.phase is Phase.CAUTION
    assert waiting.begin(-1) == waiting.begin(11) == waiting
    for number in (0, 10, None):
        begun = waiting.begin(number)
        assert begun.phase is Phase.RUNNING and begun.begin(5) == begun
        assert report(begun.leave(), "u").tightness_before == number


@pytest.mark.parametrize("kind", [Kind.RELEASE, Kind.STRETCH])
def test_before_a_release_or_a_stretch_without_cautions_it_is_asked_too(kind: Kind) -> None:
    """While the person gets into place; it starts by itself, and no second of that counts."""
    waiting = start(replace(routine(HOLD), kind=kind), "left")
    assert waiting.phase is Phase.READY
    begun = waiting.begin(7)
    assert begun.phase is Phase.RUNNING and report(begun.leave(), "u").tightness_before == 7
    almost = run(waiting, READY_SHOWN - 0.1)
    assert almost.phase is Phase.READY and almost.done_s == 0
    untouched = almost.tick(0.1)
    assert (untouched.phase, untouched.position) == (Phase.RUNNING, 0.0)
    assert report(untouched.leave(), "u").tightness_before is None
    assert waiting.leave().phase is Phase.CLOSED


def test_before_a_drill_nobody_is_asked_anything() -> None:
    assert start(routine(HOLD), "left").phase is Phase.RUNNING


def test_nobody_is_asked_how_tight_it_is_after_anything_else() -> None:
    """Not after a drill, and not after a release of which nothing was done."""
    assert eased(Kind.DRILL, CIRCLE).phase is Phase.CLOSED
    skipped = start(replace(routine(HOLD), kind=Kind.RELEASE), "left").begin().next().felt(Feel.BAD)
    assert skipped.phase is Phase.CLOSED


def test_both_sides_follow_the_first_side() -> None:
    """The tighter side, which the resident names, goes first."""
    play = start(routine(CIRCLE), "right")
    assert side(play) == "Right side"
    assert following(play).startswith("Next: left side")


def test_the_countdown_ends_at_one() -> None:
    """The number shown is the second that is running."""
    assert [clock(at) for at in (10.0, 9.99, 0.4, 119.5)] == ["0:10", "0:10", "0:01", "2:00"]


def test_the_breath_swells_and_sinks_in_its_own_time() -> None:
    """Four seconds in, six out: full at four, empty at ten."""
    step = Step("Breathe.", 30, "D2", Pace.BREATHE, breath_in=4, breath_out=6)
    at = {second: breath(step, second) for second in (0, 2, 4, 7, 10)}
    assert [round(pair[0], 3) for pair in at.values() if pair] == [0, 0.5, 1, 0.5, 0]
    assert [pair[1] for pair in at.values() if pair] == [True, True, False, False, True]
    assert breath(HOLD, 3) is None


ACTIONS = st.sampled_from(
    ["tick", "long", "pause", "next", "back", "hurt", "done", "yes", "no", "begin"]
)


@given(st.lists(st.tuples(ACTIONS, st.floats(0.01, 5.0)), max_size=60), st.booleans())
def test_no_order_of_actions_makes_seconds(
    actions: list[tuple[str, float]], pressure: bool
) -> None:
    """Whatever is pressed: no step runs longer than planned nor than the time that passed, and
    completed-by-steps is told only when every planned second ran."""
    play = start(routine(HOLD, CIRCLE, ASK, REST, pressure=pressure), "left")
    passed = 0.0
    for action, seconds in actions:
        match action:
            case "tick":
                play, passed = play.tick(seconds), passed + seconds
            case "long":
                play = play.tick(seconds + 60)
            case "pause":
                play = play.pause_or_resume()
            case "hurt":
                play = play.hurts()
            case "done":
                play = play.done_already()
            case "yes" | "no":
                play = play.looser(action == "yes")
            case other:
                play = getattr(play, other)()
    told = report(play, "u")
    assert told.done_s <= passed + 1e-6
    assert told.done_s <= told.planned_s + 1e-6
    assert all(0 <= step.done_s <= step.planned_s for step in told.steps)
    planned = sum(slot.cue.seconds for slot in play.slots if not slot.repeat)
    if told.evidence is Evidence.STEPS:
        assert told.done_s >= planned - 1e-6
    assert replace(play) == play
