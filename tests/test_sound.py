"""Tones: made without clicks, played by real programs, recorded back from a real sound server."""

from __future__ import annotations

import io
import itertools
import os
import subprocess
import sys
import tempfile
import threading
import wave
from array import array
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hipbreak.adapters.sound import NOTHING, Tones
from hipbreak.adapters.sound.players import FILE, ProgramPlayer
from hipbreak.adapters.sound.tones import LOUDEST, NOTES, RATE, samples, seconds, wav
from hipbreak.adapters.voice import Voice
from hipbreak.core.cues import Beat, Stage, Tone
from hipbreak.core.routine import Cue, Step
from hipbreak.protocol import Sound
from tests.rig.sound import SoundCard, goertzel
from tests.rig.waiting import wait_for

CUE = Cue(Step("Press.", 60, "ours"), "")


def beat(position: float, stage: Stage = Stage.RUNNING) -> Beat:
    return Beat(stage, 0, CUE, position)


@pytest.fixture
def card(monkeypatch: pytest.MonkeyPatch) -> Iterator[SoundCard]:
    with SoundCard() as card:
        use(card, monkeypatch)
        yield card


def use(card: SoundCard, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in set(os.environ) - {"PYTEST_CURRENT_TEST"}:
        monkeypatch.delenv(name)
    for name, value in card.env.items():
        monkeypatch.setenv(name, value)


# Making


@pytest.mark.parametrize("tone", Tone)
def test_a_tone_is_a_wav_file_of_its_notes(tone: Tone) -> None:
    """16 bits, one channel, as long as its notes, each note's frequency in its place."""
    with wave.open(io.BytesIO(wav(tone, 0.3))) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate()) == (1, 2, RATE)
        assert file.getnframes() / RATE == pytest.approx(seconds(tone), abs=0.01)
        heard = array("h", file.readframes(file.getnframes()))
    at = 0
    for hertz, lasts_s, _ in NOTES[tone]:
        note = heard[at : at + int(RATE * lasts_s)]
        at += len(note)
        strongest = max(range(200, 1200, 10), key=lambda f: goertzel(note, f, RATE))
        assert strongest == pytest.approx(hertz, abs=15)


@pytest.mark.parametrize("tone", Tone)
def test_a_tone_begins_and_ends_without_a_click(tone: Tone) -> None:
    """It starts and stops at nothing, and never jumps faster than its own wave."""
    made = samples(tone, 1.0)
    assert abs(made[0]) < 50 and abs(made[-1]) < 50
    assert max(map(abs, made)) <= 32_767 * LOUDEST
    steepest = max(abs(b - a) for a, b in itertools.pairwise(made))
    assert steepest < 0.3 * 32_767 * LOUDEST


def test_volume_scales_a_tone_down_to_silence() -> None:
    half, whole = (max(samples(Tone.START, volume)) for volume in (0.5, 1.0))
    assert whole == pytest.approx(2 * half, rel=0.01)
    assert set(samples(Tone.START, 0.0)) == {0}
    assert samples(Tone.START, 7.0) == samples(Tone.START, 1.0)


# Playing


def endless(folder: Path) -> tuple[ProgramPlayer, Callable[[], int]]:
    """A player whose tone never ends, and how often it has begun one."""
    begun = folder / "begun"
    begun.touch()
    player = ProgramPlayer("sh", "-c", f"echo tone >> {begun}; exec sleep 600")
    return player, lambda: len(begun.read_text().splitlines())


def no_thread_plays() -> bool:
    return all(thread.name != "tones" for thread in threading.enumerate())


def test_a_window_does_not_wait_for_a_tone(tmp_path: Path) -> None:
    """The call has come back while the program that plays is still at it."""
    player, begun = endless(tmp_path)
    tones = Tones(0.3, [player])
    tones.play(Tone.END)
    wait_for(lambda: begun() == 1, what="the tone")
    tones.play(Tone.END)
    assert (begun(), tones.reason) == (1, "")
    tones.close()
    wait_for(no_thread_plays, what="the end of the thread")


def test_after_the_end_nothing_begins_to_sound(tmp_path: Path) -> None:
    """What hangs is ended, and the tone that waited behind it is not played late."""
    player, begun = endless(tmp_path)
    tones = Tones(0.3, [player])
    tones.play(Tone.START)
    wait_for(lambda: begun() == 1, what="the first tone")
    tones.play(Tone.END)
    tones.close()
    wait_for(no_thread_plays, what="the end of the thread")
    assert (begun(), tones.reason) == (1, "")


def test_a_tone_that_is_broken_off_before_it_begins_is_not_played(tmp_path: Path) -> None:
    """A call came between the wish for it and the start of its program; later ones sound."""
    player, begun = endless(tmp_path)
    player.play(Tone.START, 0.3, lambda: False)
    assert begun() == 0
    tones = Tones(0.3, [player])
    tones.play(Tone.START)
    tones.stop()
    tones.play(Tone.END)
    wait_for(begun, what="the later tone")
    tones.stop()
    tones.close()
    wait_for(no_thread_plays, what="the end of the thread")
    assert tones.reason == ""


@pytest.mark.parametrize("words", [("paplay", "/dev/stdin"), ("paplay", FILE)])
def test_a_tone_is_heard_at_its_pitch(card: SoundCard, words: tuple[str, ...]) -> None:
    """Recorded back from the sound card: the start's note, much more of it than of others."""
    tones = Tones(0.3, [ProgramPlayer(*words)])
    with card.recording() as recording:
        tones.play(Tone.START)
        wait_for(lambda: recording.peak() > 1000, what="a tone")
        tones.close()
        wait_for(lambda: recording.silent_for(0.2), what="its end")
        heard = recording.samples
    hertz = NOTES[Tone.START][0][0]
    assert tones.reason == ""
    assert goertzel(heard, hertz) > 8 * max(goertzel(heard, hertz * k) for k in (0.75, 1.26, 1.5))
    assert max(map(abs, heard)) < 32_767 * 0.3  # quiet
    assert 0.2 < recording.sounding_s() < 0.6


def test_the_tone_of_a_voice_that_is_on_is_heard_and_of_one_that_is_off_is_not(
    card: SoundCard, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Off, or in a meeting: not a sample; on: the very same moments sound."""
    off, meeting, on = (Voice.of(Sound(tones=wanted)) for wanted in (False, True, True))
    meeting.quiet = True
    with card.recording() as recording:
        for voice in (off, meeting):
            voice.at(beat(0.0))
            voice.at(beat(31.0))
            voice.close()
        recording.wait_until(recording.seconds + 0.7)
        assert recording.peak() == 0
        on.at(beat(0.0))
        wait_for(lambda: recording.peak() > 1000, what="a tone")
        on.close()


def test_what_cannot_play_gives_way_to_what_can(card: SoundCard) -> None:
    """A missing program and one that fails are left out; the reason stays empty then."""
    broken = [ProgramPlayer("no-such-player"), ProgramPlayer("false")]
    tones = Tones(0.3, [*broken, ProgramPlayer("paplay", "/dev/stdin")])
    with card.recording() as recording:
        tones.play(Tone.HALF)
        wait_for(lambda: recording.peak() > 500, what="a tone")
    tones.close()
    assert (tones.name, tones.reason) == ("paplay", "")


def test_without_a_sound_card_the_reason_is_said_and_nothing_is_raised(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A server that has nothing to play on, then no program at all."""
    with SoundCard(sink=False) as card:
        use(card, monkeypatch)
        tones = Tones(0.3, [ProgramPlayer("paplay", "/dev/stdin")])
        tones.play(Tone.START)
        wait_for(lambda: tones.reason, what="the reason")
        tones.play(Tone.START)
        tones.close()
    assert tones.reason == "paplay could not play (it ended with 1)"
    monkeypatch.setenv("PATH", "/nonexistent")
    monkeypatch.setitem(sys.modules, "miniaudio", None)
    assert Tones(0.3).reason == NOTHING


def test_a_named_file_is_gone_afterwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a program wants a file, it gets one in the temporary folder, for a moment."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    seen = tmp_path / "seen"
    player = ProgramPlayer("sh", "-c", f'ls "$0" > {seen}', FILE)
    player.play(Tone.HALF, 0.3, lambda: True)
    name = Path(seen.read_text().strip())
    assert (name.parent, name.suffix, name.exists()) == (tmp_path, ".wav", False)


def test_only_the_newest_of_many_tones_waits(card: SoundCard) -> None:
    """Clicking through ten steps does not ring for ten tones' time."""
    tones = Tones(0.3, [ProgramPlayer("paplay", "/dev/stdin")])
    with card.recording() as recording:
        for _ in range(10):
            tones.play(Tone.START)
        wait_for(lambda: recording.peak() > 1000, what="a tone")
        wait_for(lambda: recording.silent_for(0.5), what="silence")
        assert recording.sounding_s() < 2.5 * seconds(Tone.START) + 0.5
    tones.close()


def test_the_library_plays_too(card: SoundCard) -> None:
    pytest.importorskip("miniaudio", reason="the extra `sound` is not installed")
    from hipbreak.adapters.sound.players import MiniaudioPlayer

    tones = Tones(0.3, [MiniaudioPlayer()])
    with card.recording() as recording:
        tones.play(Tone.START)
        wait_for(lambda: recording.peak() > 1000, what=f"a tone ({tones.reason})")
        tones.close()
        heard = recording.samples
    hertz = NOTES[Tone.START][0][0]
    assert goertzel(heard, hertz) > 8 * goertzel(heard, hertz * 1.26)


def test_a_voice_that_is_off_loads_nothing() -> None:
    """The default costs no thread, no process and no module of theirs."""
    code = (
        "import sys\n"
        "from hipbreak.adapters.voice import Voice\n"
        "from hipbreak.protocol import Sound\n"
        "Voice.of(Sound()).close()\n"
        "print({'threading', 'subprocess', 'miniaudio', 'socket'} & set(sys.modules))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
