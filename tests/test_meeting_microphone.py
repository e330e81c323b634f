"""Who records, asked of real sound servers."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pytest

from hipbreak.adapters.meeting.microphone import Microphone
from hipbreak.adapters.meeting.pulse_wire import read_values
from hipbreak.core.errors import Unavailable
from tests.rig import Desktop, wait_for
from tests.sound import LOUDSPEAKER, Recorder, Server, Sound


@pytest.fixture
def desk() -> Iterator[Desktop]:
    with Desktop(wm=None) as desk:
        yield desk


@pytest.fixture(params=["pulseaudio", "pipewire"])
def sound(request: pytest.FixtureRequest, desk: Desktop) -> Sound:
    return Sound(desk, cast(Server, request.param))


class Listening:
    """The probe, driven as the loop drives it."""

    def __init__(self, desk: Desktop, now: Callable[[], float] = time.monotonic) -> None:
        self.probe = Microphone(desk.env, now)
        self.seen: list[str | None] = []

    def turn(self) -> str | None:
        self.probe.drain()
        self.probe.tick()
        seen = self.probe.seen()
        if self.seen[-1:] != [seen]:
            self.seen.append(seen)
        return seen

    def awaits(self, program: str | None) -> None:
        wait_for(lambda: self.turn() == program, what=f"{program}, saw {self.seen}")


@pytest.fixture
def listening(sound: Sound) -> Iterator[Listening]:
    listening = Listening(sound.desktop)
    wait_for(lambda: (listening.turn(), not listening.probe.trouble())[1], what="the server")
    yield listening
    listening.probe.close()


def test_pain_1_a_call_is_known_by_its_program_from_beginning_to_end(
    sound: Sound, listening: Listening
) -> None:
    """Without a poll: the server tells that somebody records, and that nobody does any more."""
    assert listening.turn() is None
    call = sound.record(name="Call")
    listening.awaits("Call")
    sound.desktop.end(call)
    listening.awaits(None)
    assert listening.seen == [None, "Call", None]
    assert listening.probe.deadline() is None


def test_a_call_that_runs_already_is_known_at_once(sound: Sound) -> None:
    sound.record(name="Early")
    listening = Listening(sound.desktop)
    listening.awaits("Early")
    listening.probe.close()


def test_what_the_loudspeaker_plays_is_no_call(sound: Sound, listening: Listening) -> None:
    """Recording the screen's sound, or a level meter beside it: nobody speaks."""
    sound.record(f"{LOUDSPEAKER}.monitor", name="Screen")
    call = sound.record(name="Call")
    listening.awaits("Call")
    sound.desktop.end(call)
    listening.awaits(None)
    assert "Screen" not in listening.seen


def test_the_servers_own_loops_are_no_call(sound: Sound, listening: Listening) -> None:
    loop = ("module-loopback", "source=mic", f"sink={LOUDSPEAKER}")
    sound.desktop.run("pactl", "load-module", *loop)
    call = sound.record(name="Call")
    listening.awaits("Call")
    sound.desktop.end(call)
    listening.awaits(None)
    assert listening.seen == [None, "Call", None]


def test_a_recording_that_is_held_still_is_no_call(desk: Desktop) -> None:
    """Corked: the program has opened the microphone and does not listen."""
    sound = Sound(desk)
    listening = Listening(desk)
    listening.awaits(None)
    recorder = Recorder(desk, corked=True)
    marker = sound.record(name="Call")
    listening.awaits("Call")
    desk.end(marker)
    listening.awaits(None)
    recorder.cork(False)
    listening.awaits("hipbreak")
    recorder.cork(True)
    listening.awaits(None)
    recorder.close()
    listening.probe.close()


def test_pain_23_a_server_that_comes_late_dies_or_returns_is_followed(desk: Desktop) -> None:
    """No server: it says so and asks ever less often; a new one is found with its call."""
    now = [0.0]
    listening = Listening(desk, lambda: now[0])
    waits = []
    for _ in range(5):
        listening.turn()
        due = listening.probe.deadline()
        assert due is not None
        waits.append(due - now[0])
        now[0] = due
    assert waits == [2, 10, 60, 300, 300]
    assert listening.probe.trouble() == "no sound server of PulseAudio's kind answers"
    sound = Sound(desk)
    sound.record(name="Call")
    listening.awaits("Call")
    sound.stop()
    listening.awaits(None)
    assert "sound server" in listening.probe.trouble()
    assert listening.probe.fileno() is None
    sound.start()
    sound.record(name="Again")
    now[0] += 2
    listening.awaits("Again")
    listening.probe.close()


def test_pain_23_a_server_that_hangs_costs_the_loop_a_moment(desk: Desktop) -> None:
    """Stopped, it accepts and never answers: 50 ms, then it is left alone for a while."""
    Sound(desk)
    (pid,) = (p for p in desk.processes() if _command(p) == "pulseaudio")
    os.kill(pid, signal.SIGSTOP)
    listening = Listening(desk)
    began = time.monotonic()
    listening.turn()
    listening.turn()
    assert time.monotonic() - began < 0.15
    assert listening.probe.trouble() == "the sound server does not answer"
    os.kill(pid, signal.SIGCONT)


def _command(pid: int) -> str:
    return Path(f"/proc/{pid}/comm").read_text().strip()


@pytest.mark.parametrize(
    ("environ", "why"),
    [
        ({"PULSE_SERVER": "tcp:elsewhere:4713"}, "the sound server is on another machine"),
        ({}, "no sound server of PulseAudio's kind is known here"),
        (
            {"PULSE_SERVER": "{0123}unix:/nowhere/native"},
            "no sound server of PulseAudio's kind answers",
        ),
    ],
)
def test_places_where_no_server_can_be_asked_are_named(environ: dict[str, str], why: str) -> None:
    probe = Microphone(environ)
    probe.tick()
    assert (probe.trouble(), probe.seen(), probe.fileno()) == (why, None, None)


@pytest.mark.parametrize("body", [b"L\0", b"t never ends", b"?", b"x\xff\xff\xff\xff", b"P", b"m"])
def test_nonsense_from_the_server_is_nonsense_and_no_crash(body: bytes) -> None:
    with pytest.raises(Unavailable):
        read_values(body + b"Q")
