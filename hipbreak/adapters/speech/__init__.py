"""Spoken cues, for a window's process only: they are off unless a person turns them on."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from typing import Protocol

from hipbreak.adapters.sound.errands import Errands
from hipbreak.core.errors import Unavailable

STOP_S = 1.0
"""How long the end of a window waits for the voice to be silent (ours)."""
NOTHING = "no voice was found (on Linux: speech-dispatcher or espeak-ng)"


class Speaker(Protocol):
    """One voice. All methods are called from one thread."""

    name: str

    def say(self, words: str) -> None:
        """Begin to speak, instead of what is being spoken. Unavailable."""

    def stop(self) -> None:
        """Be silent."""

    def close(self) -> None:
        """Be silent and let go of everything."""


class Speech:
    """Speaks beside everything else, the newest words only. Every method returns at once, but
    `close`, and nothing here raises.

    A voice that fails is left out from then on; `reason` says why nothing can be heard.
    """

    def __init__(self, volume: float, speakers: Sequence[Speaker] | None = None) -> None:
        self._speakers = list(find(volume) if speakers is None else speakers)
        self._errands = Errands("speech")
        self.reason = "" if self._speakers else NOTHING

    @property
    def name(self) -> str:
        """What speaks, as far as is known; empty when nothing can."""
        return self._speakers[0].name if self._speakers else ""

    def say(self, words: str) -> None:
        if self._speakers:
            self._errands.run(lambda: self._say(words))

    def stop(self) -> None:
        if self._errands.begun:
            self._errands.run(self._stop)

    def close(self) -> None:
        """Silent at once; for when the window has gone already."""
        if self._errands.begun:
            self._errands.run(self._close)
            self._errands.close(STOP_S)

    def _say(self, words: str) -> None:
        reasons = []
        while self._speakers:
            try:
                self._speakers[0].say(words)
            except Unavailable as error:
                reasons.append(str(error))
                self._speakers.pop(0).close()
            else:
                return
        self.reason = "; ".join(reasons) or self.reason

    def _stop(self) -> None:
        for speaker in self._speakers:
            speaker.stop()

    def _close(self) -> None:
        for speaker in self._speakers:
            speaker.close()


def find(volume: float) -> tuple[Speaker, ...]:
    """What there is on this system, the best first."""
    from hipbreak.adapters.speech.programs import ProgramSpeaker, espeak, sapi, say

    if sys.platform in ("win32", "darwin"):
        words = sapi if sys.platform == "win32" else say
        before = f"[[volm {volume:.2f}]] " if words is say else ""
        speaker = ProgramSpeaker(words, volume, before)
        return (speaker,) if shutil.which(speaker.name) else ()
    found: list[Speaker] = []
    if shutil.which("speech-dispatcher"):
        from hipbreak.adapters.speech.dispatcher import DispatcherSpeaker

        found.append(DispatcherSpeaker(volume))
    if shutil.which("espeak-ng"):
        found.append(ProgramSpeaker(espeak, volume))
    return tuple(found)


def available() -> str:
    """The name of what would speak, for `doctor`. Unavailable with the reason."""
    speakers = find(0.0)
    if not speakers:
        raise Unavailable(NOTHING)
    return speakers[0].name
