"""What is heard of a drill, as a timeline: the real player's state, a tick at a time."""

from __future__ import annotations

import pytest

from hipbreak.core.cues import Beat, Signal, Tone, signal
from hipbreak.core.routine import Evidence, Grade, Kind, Pace, Position, Routine, Sides, Step
from hipbreak.ui.beats import beat
from hipbreak.ui.player_state import Phase, Play, start

HOLD = Step("Hold it.", 40, "ours", each_side=True)
REST = Step("Let go.", 5, "ours", Pace.REST, each_side=True)
ASK = Step("Ready?", 0, "ours", Pace.ASK, question="Looser now?")


def routine(*steps: Step) -> Routine:
    sides = Sides.EACH if any(step.each_side for step in steps) else Sides.NONE
    evidence = Evidence(Grade.EXPERT, "Tried.", "ours")
    return Routine(
        "x", "X", "An x.", Kind.DRILL, Position.SEATED, steps, evidence, sides=sides
    )  # fmt: skip


class Listener:
    """Plays and notes what is heard, each with the second at which it came."""

    def __init__(self, play: Play) -> None:
        self.play, self.second = play, 0.0
        self.before: Beat | None = None
        self.heard: list[tuple[float, Signal]] = []
        self.become(play)

    def become(self, play: Play) -> None:
        self.play = play
        after = beat(play)
        heard, self.before = signal(self.before, after), after
        if heard != Signal():
            self.heard.append((self.second, heard))

    def run(self, seconds: float, step: float = 0.5) -> None:
        for _ in range(round(seconds / step)):
            self.second += step
            self.become(self.play.tick(step))

    def tones(self) -> list[tuple[float, Tone]]:
        return [(at, heard.tone) for at, heard in self.heard if heard.tone]

    def words(self) -> list[tuple[float, str]]:
        return [(at, heard.words) for at, heard in self.heard if heard.words]


def test_both_sides_of_a_hold_are_heard_from_start_to_end() -> None:
    """Start, half, let go, the other side, and the end; each once, each at its second."""
    listener = Listener(start(routine(HOLD, REST), "left"))
    listener.run(92)
    assert listener.tones() == [
        (0, Tone.START), (20, Tone.HALF), (40, Tone.RELEASE),
        (45, Tone.SWITCH), (65, Tone.HALF), (85, Tone.RELEASE),
        (90, Tone.END),
    ]  # fmt: skip
    assert listener.words() == [
        (0, "Left side. Hold it."), (20, "Half."), (35, "Five more seconds."), (40, "Let go."),
        (45, "Right side. Hold it."), (65, "Half."), (80, "Five more seconds."), (85, "Let go."),
        (90, "Finished."),
    ]  # fmt: skip


def test_a_short_step_has_no_half() -> None:
    listener = Listener(start(routine(Step("Press.", 10, "ours")), "left"))
    listener.run(11)
    assert listener.tones() == [(0, Tone.START), (10, Tone.END)]


def test_a_pause_hushes_and_going_on_says_nothing_again() -> None:
    """The person pressed the key, so they know; only what is being said stops."""
    listener = Listener(start(routine(HOLD), "left"))
    listener.run(3)
    listener.become(listener.play.pause_or_resume())
    listener.become(listener.play.pause_or_resume())
    listener.run(3)
    assert listener.heard[1:] == [(3, Signal(hush=True))]


def test_back_and_next_begin_their_step_aloud() -> None:
    listener = Listener(start(routine(HOLD, REST), "right"))
    listener.run(5)
    listener.become(listener.play.back())
    listener.become(listener.play.next())
    assert listener.tones() == [(0, Tone.START), (5, Tone.START), (5, Tone.RELEASE)]


def test_cautions_are_read_in_silence_and_the_first_step_is_heard() -> None:
    listener = Listener(Play(routine(HOLD), start(routine(HOLD), "left").slots, Phase.CAUTION))
    listener.run(4)
    assert listener.heard == []
    listener.become(listener.play.begin())
    assert listener.heard == [(4, Signal(Tone.START, "Left side. Hold it."))]


def test_a_question_is_asked_without_a_tone() -> None:
    listener = Listener(start(routine(Step("Press.", 10, "ours"), ASK), "left"))
    listener.run(12)
    assert listener.heard[1:] == [(10, Signal(words="Looser now?"))]


@pytest.mark.parametrize("stop", [Play.hurts, Play.leave])
def test_pain_and_leaving_silence_everything(stop: object) -> None:
    """No tone celebrates a stop."""
    listener = Listener(start(routine(HOLD), "left"))
    listener.run(1)
    listener.become(stop(listener.play))  # type: ignore[operator]
    assert listener.heard[1:] == [(1, Signal(hush=True))]


def test_slow_ticks_miss_no_step() -> None:
    """A tick that jumps over a whole rest still begins the step it lands in."""
    listener = Listener(start(routine(HOLD, Step("Let go.", 2, "ours", Pace.REST)), "left"))
    listener.run(84, step=4)
    assert [tone for _, tone in listener.tones()] == [
        Tone.START, Tone.HALF, Tone.SWITCH, Tone.HALF, Tone.RELEASE, Tone.END,
    ]  # fmt: skip
