"""What a player holds to be heard: tones and words, each only if the person wants it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hipbreak.core.cues import Beat, signal
from hipbreak.protocol import Sound

if TYPE_CHECKING:
    from hipbreak.adapters.sound import Tones
    from hipbreak.adapters.speech import Speech


class Voice:
    """Tell it every moment with `at`: it sounds when one is worth it, never waits, never raises.

    With both turned off, as they are at first, it loads and starts nothing.
    """

    def __init__(self, tones: Tones | None = None, speech: Speech | None = None) -> None:
        self._tones, self._speech = tones, speech
        self._before: Beat | None = None
        self._quiet = False

    @classmethod
    def of(cls, sound: Sound) -> Voice:
        """As the settings want it."""
        tones: Tones | None = None
        speech: Speech | None = None
        if sound.tones:
            from hipbreak.adapters.sound import Tones

            tones = Tones(sound.volume)
        if sound.speech:
            from hipbreak.adapters.speech import Speech

            speech = Speech(sound.volume)
        voice = cls(tones, speech)
        voice.quiet = sound.quiet
        return voice

    @property
    def sounds(self) -> bool:
        """Tones or words are wanted."""
        return bool(self._tones or self._speech)

    @property
    def quiet(self) -> bool:
        """In a meeting: follow the drill in silence. What sounds breaks off at once."""
        return self._quiet

    @quiet.setter
    def quiet(self, quiet: bool) -> None:
        self._quiet = quiet
        if quiet and self._tones:
            self._tones.stop()
        if quiet and self._speech:
            self._speech.stop()

    def at(self, beat: Beat) -> None:
        """The drill has come to this moment."""
        heard, self._before = signal(self._before, beat), beat
        if self.quiet:
            return
        if self._speech and heard.hush:
            self._speech.stop()
        if self._tones and heard.tone:
            self._tones.play(heard.tone)
        if self._speech and heard.words:
            self._speech.say(heard.words)

    def close(self) -> None:
        """No more words; the last tone rings out. To be called once the window has gone."""
        if self._speech:
            self._speech.close()
        if self._tones:
            self._tones.close()
