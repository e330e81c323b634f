"""A call that begins while a drill plays silences it at once, until the call is over."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hipbreak.core.events import BreakRequested, HoldBegan, HoldEnded
from hipbreak.core.holds import Reason
from hipbreak.core.routine import Evidence, Grade, Kind, Position, Routine, Step
from hipbreak.protocol import Finished, Hush, Look, OpenPlayer
from hipbreak.protocol import Sound as Heard
from tests.resident import HIPBREAK, Resident
from tests.rig import Desktop, wait_for
from tests.rig.sound import RATE, Recording
from tests.sound import LOUDSPEAKER, Sound
from tests.timeline import Desk
from tests.window_child import WindowChild

TAPS = "".join(
    f'[[steps]]\ncue = "Press both feet down, number {word}."\nseconds = 2\nsource = "ours"\n'
    for word in ("one", "two", "three", "four") * 10
)
DRILL = f"""\
format = 1
id = "taps"
name = "Taps"
summary = "A tone every two seconds."
kind = "drill"
position = "seated"
sides = "together"

[evidence]
grade = "expert"
sentence = "A test."
source = "ours"

{TAPS}"""
CALLS = (Reason.MICROPHONE, Reason.CAMERA, Reason.MEETING)
needs_pulse = pytest.mark.skipif(sys.platform != "linux", reason="PulseAudio is Linux's")


@pytest.mark.parametrize("reason", CALLS)
def test_a_call_during_a_break_hushes_the_player_until_it_is_over(reason: Reason) -> None:
    """Once each way, and the break itself goes on."""
    desk = Desk().works(60).hear(BreakRequested("walk"))
    desk.take()
    desk.works(10).hear(HoldBegan(reason, "a call")).works(30)
    assert desk.take() == ["70 hush"]
    desk.hear(HoldEnded(reason))
    assert desk.take() == [f"100 hold {reason.value} 30", "100 be heard"]


def test_the_second_of_two_calls_changes_nothing() -> None:
    """The camera beside the microphone: silence from the first to the end of the last."""
    desk = Desk().works(60).hear(BreakRequested("walk"), HoldBegan(Reason.CAMERA))
    desk.hear(HoldBegan(Reason.MICROPHONE), HoldEnded(Reason.CAMERA)).works(5)
    assert [line for line in desk.take() if "hush" in line or "heard" in line] == ["60 hush"]
    desk.hear(HoldEnded(Reason.MICROPHONE))
    assert desk.take()[-1] == "65 be heard"


def test_a_break_that_starts_in_a_call_is_told_only_of_its_end() -> None:
    """It was opened silent; a window that fills the screen is no call."""
    desk = Desk().works(60).hear(HoldBegan(Reason.MICROPHONE), BreakRequested("glute-press"))
    desk.hear(HoldBegan(Reason.FULLSCREEN))
    assert "60 hush" not in desk.take()
    desk.hear(HoldEnded(Reason.MICROPHONE))
    assert desk.take()[-1] == "60 be heard"


@contextlib.contextmanager
def listening(desktop: Desktop) -> Iterator[Recording]:
    """Inside, what the loudspeaker plays is recorded from its monitor."""
    file = Path(desktop.env["XDG_RUNTIME_DIR"]) / "heard.raw"
    with file.open("wb") as target:
        process = desktop.start(
            "parec", "--raw", "--format=s16le", f"--rate={RATE}", "--channels=1",
            "--latency-msec=20", f"--device={LOUDSPEAKER}.monitor", stdout=target,
        )  # fmt: skip
    recording = Recording(file)
    wait_for(lambda: recording.seconds > 0.1, what="the beginning of the recording")
    yield recording
    desktop.end(process)


def wait_for_a_tone(heard: Recording) -> None:
    """One that begins from now on."""
    since = heard.seconds
    wait_for(lambda: heard.peak(since) > 500, 15, "a tone")


@needs_pulse
def test_a_real_call_silences_a_playing_drill_and_its_end_brings_the_tones_back(
    desktop: Desktop,
) -> None:
    """A program records the microphone: two tones' time of perfect silence on the loudspeaker's
    monitor while the drill plays on; then tones again."""
    sound = Sound(desktop)
    resident = Resident(desktop, sound__tones="true")
    folder = resident.folder / "routines"
    folder.mkdir(exist_ok=True)
    (folder / "taps.toml").write_text(DRILL)
    resident.start()
    with listening(desktop) as heard:
        resident.cli("now", "taps")
        wait_for_a_tone(heard)
        call = sound.record()
        resident.wait_status(lambda seen: "microphone" in str(seen["holds"]), "the hold")
        began = heard.seconds + 0.5  # what the loudspeaker holds in its buffer is out by then
        heard.wait_until(began + 5.0)
        assert heard.peak(began) == 0
        assert resident.status()["break"]["routine"] == "taps"
        desktop.end(call)
        wait_for_a_tone(heard)


@needs_pulse
def test_the_meeting_toggle_silences_a_playing_drill_too(desktop: Desktop) -> None:
    """Said by hand, and taken back by hand."""
    Sound(desktop)
    resident = Resident(desktop, sound__tones="true")
    folder = resident.folder / "routines"
    folder.mkdir(exist_ok=True)
    (folder / "taps.toml").write_text(DRILL)
    resident.start()
    with listening(desktop) as heard:
        resident.cli("meeting", "1 h")
        resident.cli("now", "taps")
        resident.window("hipbreak")
        began = heard.seconds
        heard.wait_until(began + 4.0)
        assert heard.peak() == 0
        resident.cli("meeting", "off")
        wait_for_a_tone(heard)


@needs_pulse
def test_a_call_silences_a_drill_in_a_terminal_too(desktop: Desktop) -> None:
    """`hipbreak play ID --text` has no pipe: it asks, and is heard again when the call is over."""
    Sound(desktop)
    resident = Resident(desktop, sound__tones="true")
    folder = resident.folder / "routines"
    folder.mkdir(exist_ok=True)
    (folder / "taps.toml").write_text(DRILL)
    resident.start()
    with listening(desktop) as heard:
        drill = desktop.start(*HIPBREAK, "play", "taps", "--text")
        wait_for_a_tone(heard)
        resident.cli("meeting", "1 h")
        began = heard.seconds + 1.0  # it asks twice a second; what is in the buffer is out
        heard.wait_until(began + 4.5)
        assert heard.peak(began) == 0
        assert drill.poll() is None
        resident.cli("meeting", "off")
        wait_for_a_tone(heard)
        desktop.end(drill)


@needs_pulse
def test_speech_breaks_off_in_the_middle_of_a_word(desktop: Desktop) -> None:
    """The window is told to hush while the voice speaks a long cue: silence within half a second,
    and the next cue is not spoken either."""
    Sound(desktop)
    cue = "One two three four five six seven eight nine ten eleven twelve."
    step = Step(cue, 6, "ours")
    drill = Routine(
        "talk", "Talk", "Two cues.", Kind.DRILL, Position.SEATED, (step, step),
        Evidence(Grade.EXPERT, "A test."),
    )  # fmt: skip
    with listening(desktop) as heard:
        opening = OpenPlayer("u", drill, "left", Look(), Heard(speech=True, volume=1.0))
        player = WindowChild(desktop, "player", opening)
        wait_for(lambda: heard.peak() > 500, 15, "the voice")
        player.send(Hush(True))
        since = heard.seconds + 0.5
        heard.wait_until(since + 6.5)
        assert heard.peak(since) == 0
        assert player.said(Finished) == []
