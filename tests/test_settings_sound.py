"""The sound page's buttons are heard, as loud as is chosen: recorded from a real sound card."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from hipbreak.adapters.sound.tones import NOTES
from hipbreak.core.cues import Tone
from hipbreak.protocol import Close, Look, OpenHome, Shown
from hipbreak.ui.look.theme import LIGHT
from tests.rig import Desktop, wait_for
from tests.rig.sound import LOUD, SoundCard, goertzel
from tests.shots import HOME
from tests.window_child import WindowChild

TONE, CUE = 4, 5
"""The buttons' places among the stops of the keyboard, where the volume is not the default."""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="PulseAudio is Linux's")


def open_page(desktop: Desktop, volume: float, stop: int) -> WindowChild:
    folder = Path(desktop.env["HIPBREAK_HOME"])
    folder.mkdir(mode=0o700, exist_ok=True)
    (folder / "settings.toml").write_text(f"[sound]\nvolume = {volume}\n")
    opening = OpenHome(Look(theme="light"), f"settings/sound:{stop}")
    child = WindowChild(desktop, "home", opening)
    child.wait(Shown)
    window = desktop.wait_window(HOME)
    wait_for(lambda: desktop.focused() == window.id, what="the window's focus")
    return child


def peak_at(desktop: Desktop, card: SoundCard, volume: float, stop: int) -> tuple[int, float]:
    """Press the button: how loud it was, and how much of the first tone's note was in it."""
    child = open_page(desktop, volume, stop)
    with card.recording() as heard:
        desktop.key("Return")
        wait_for(lambda: heard.peak() > LOUD, 20, "a sound")
        wait_for(lambda: heard.silent_for(0.6), 20, "its end")
        loudest, note = heard.peak(), goertzel(heard.samples, NOTES[Tone.START][0][0])
    child.send(Close())
    child.wait_end()
    return loudest, note


def test_a_tone_is_heard_at_the_volume_that_is_chosen(desktop: Desktop) -> None:
    """Twice the volume is twice as loud, and it is the start's note; tones stay off."""
    with SoundCard() as card:
        desktop.env.update(card.env)
        soft, _ = peak_at(desktop, card, 0.2, TONE)
        loud, note = peak_at(desktop, card, 0.8, TONE)
    assert loud / soft == pytest.approx(4, rel=0.1)
    assert note > 200
    assert '"sound.tones": false' in desktop.run("hipbreak", "settings", "--json").stdout


def test_a_cue_is_spoken_as_loud_as_is_chosen(desktop: Desktop) -> None:
    """The system's voice says it, softer when the volume is lower."""
    with SoundCard() as card:
        desktop.env.update(card.env)
        soft, _ = peak_at(desktop, card, 0.2, CUE)
        loud, _ = peak_at(desktop, card, 0.9, CUE)
    assert loud > 1.5 * soft


def test_leaving_the_page_ends_what_is_said(desktop: Desktop) -> None:
    """Closing the window while the voice speaks silences it."""
    with SoundCard() as card:
        desktop.env.update(card.env)
        child = open_page(desktop, 0.8, CUE)
        with card.recording() as heard:
            desktop.key("Return")
            wait_for(lambda: heard.peak() > LOUD, 20, "the voice")
            child.send(Close())
            child.wait_end()
            wait_for(lambda: heard.silent_for(0.5), what="silence")
            assert heard.sounding_s() < 1.5  # the whole cue takes longer


def test_without_a_sound_card_the_page_says_so(desktop: Desktop) -> None:
    """Nothing to play on: one red sentence below the buttons, and no error."""
    with SoundCard(sink=False) as card:
        desktop.env.update(card.env)
        open_page(desktop, 0.8, TONE)
        seen = desktop.wait_window(HOME)
        assert not desktop.find_colour(LIGHT.alarm, seen)
        desktop.key("Return")
        wait_for(lambda: desktop.find_colour(LIGHT.alarm, seen), what="the sentence")
    assert "Traceback" not in desktop.log_text()
