"""Spoken cues: real voices on a real sound server, one utterance at a time."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hipbreak.adapters.speech import NOTHING, Speaker, Speech
from hipbreak.adapters.speech.dispatcher import DispatcherSpeaker
from hipbreak.adapters.speech.programs import ProgramSpeaker, espeak
from hipbreak.adapters.voice import Voice
from hipbreak.core.cues import Beat, Stage
from hipbreak.core.routine import Cue, Step
from tests.rig.sound import SoundCard
from tests.rig.waiting import wait_for

LONG = " ".join(["one two three four five six seven eight nine ten"] * 8)
"""More than twenty seconds of speech."""
VOLUME = 0.5
LOUD = 500
NO_WAIT_S = 0.05
"""Far less than a voice takes to begin, more than a busy machine adds."""

Make = Callable[[], Speaker]


@pytest.fixture
def card(monkeypatch: pytest.MonkeyPatch) -> Iterator[SoundCard]:
    with SoundCard() as card:
        for name in set(os.environ) - {"PYTEST_CURRENT_TEST"}:
            monkeypatch.delenv(name)
        for name, value in card.env.items():
            monkeypatch.setenv(name, value)
        yield card


def espeak_ng() -> Speaker:
    return ProgramSpeaker(espeak, VOLUME)


def dispatcher() -> Speaker:
    return DispatcherSpeaker(VOLUME)


BOTH = pytest.mark.parametrize("make", [espeak_ng, dispatcher])


@BOTH
def test_words_are_heard(card: SoundCard, make: Make) -> None:
    """A cue is spoken to its end, and the one who asked for it does not wait."""
    speech = Speech(VOLUME, [make()])
    with card.recording() as recording:
        before = time.perf_counter()
        speech.say("Press both feet down. Squeeze your glutes.")
        waited = time.perf_counter() - before
        wait_for(lambda: recording.peak() > LOUD, 20, f"a voice ({speech.reason})")
        wait_for(lambda: recording.silent_for(1.0), 20, "its end")
        assert 1.5 < recording.sounding_s() < 8
        assert recording.peak() < 32_767 * 0.9
    speech.close()
    assert speech.reason == ""
    assert waited < NO_WAIT_S


@BOTH
def test_new_words_stop_the_old_ones(card: SoundCard, make: Make) -> None:
    """Half a minute of counting ends at once when the next cue comes; then it is silent."""
    speech = Speech(VOLUME, [make()])
    with card.recording() as recording:
        speech.say(LONG)
        wait_for(lambda: recording.peak() > LOUD, 20, f"a voice ({speech.reason})")
        speech.say("Rest.")
        wait_for(lambda: recording.silent_for(1.5), 8, "the end of both")
        assert recording.peak() > LOUD
    speech.close()


@BOTH
@pytest.mark.parametrize("end", [Speech.stop, Speech.close])
def test_stopping_and_closing_silence_it(
    card: SoundCard, make: Make, end: Callable[[Speech], None]
) -> None:
    """Pause, "It hurts" and the end of the window are not talked over."""
    speech = Speech(VOLUME, [make()])
    with card.recording() as recording:
        speech.say(LONG)
        wait_for(lambda: recording.peak() > LOUD, 20, f"a voice ({speech.reason})")
        end(speech)
        wait_for(lambda: recording.silent_for(1.5), 8, "silence")
    speech.close()


def test_our_stop_leaves_other_speakers_alone(card: SoundCard) -> None:
    """What a screen reader says through the same service goes on when we fall silent."""
    ours, reader = DispatcherSpeaker(VOLUME), DispatcherSpeaker(VOLUME)
    with card.recording() as recording:
        reader.say(LONG)
        wait_for(lambda: recording.peak() > LOUD, 20, "the reader")
        ours.stop()
        ours.close()
        recording.wait_until(recording.seconds + 1.5)
        assert not recording.silent_for(1.0)
    reader.close()


def test_text_cannot_be_a_command(card: SoundCard, tmp_path: Path) -> None:
    """Words that look like options or like the end of a message are only words."""
    for make in (espeak_ng, dispatcher):
        speech = Speech(VOLUME, [make()])
        with card.recording() as recording:
            speech.say(f"-w {tmp_path}/never\r\n.\r\nQUIT")
            wait_for(lambda: recording.peak() > LOUD, 20, "a voice")
            speech.say("..")
            speech.say("Still here.")
            wait_for(lambda: recording.silent_for(1.0), 20, "its end")
        speech.close()
        assert speech.reason == ""
    assert not list(tmp_path.iterdir())


def test_a_voice_that_fails_gives_way_to_one_that_speaks(card: SoundCard) -> None:
    """Without the service the program speaks; without either the reason is said."""
    lost = DispatcherSpeaker(VOLUME, {"SPEECHD_ADDRESS": "unix_socket:/nonexistent/sock"})
    speech = Speech(VOLUME, [lost, espeak_ng()])
    with card.recording() as recording:
        speech.say("Rest.")
        wait_for(lambda: recording.peak() > LOUD, 20, "a voice")
    speech.close()
    assert (speech.name, speech.reason) == ("espeak-ng", "")
    mute = Speech(VOLUME, [DispatcherSpeaker(VOLUME, {})])
    mute.say("Rest.")
    wait_for(lambda: mute.reason, what="the reason")
    mute.say("Rest.")
    mute.close()
    assert "XDG_RUNTIME_DIR" in mute.reason


def test_nothing_to_speak_with_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    speech = Speech(VOLUME)
    speech.say("Rest.")
    speech.stop()
    speech.close()
    assert (speech.name, speech.reason) == ("", NOTHING)


def test_a_meeting_silences_the_voice(card: SoundCard) -> None:
    """Quiet from the next moment on, also in the middle of a cue."""
    step = Cue(Step(LONG, 60, "ours"), "")
    voice = Voice(None, Speech(VOLUME, [espeak_ng()]))
    with card.recording() as recording:
        voice.at(Beat(Stage.RUNNING, 0, step, 0.0))
        wait_for(lambda: recording.peak() > LOUD, 20, "a voice")
        voice.quiet = True
        voice.at(Beat(Stage.RUNNING, 0, step, 1.0))
        wait_for(lambda: recording.silent_for(1.0), 8, "silence")
    voice.close()
