"""Voices that are programs: one process speaks one utterance, from its standard input.

Words never stand on a command line, so they can neither be options nor be read by other users.
"""

from __future__ import annotations

import contextlib
import subprocess
import sys
from collections.abc import Callable

from hipbreak.core.errors import Unavailable

Words = Callable[[float], tuple[str, ...]]
"""Volume, 0 to 1, to a command's words."""

_POWERSHELL = (
    "[Console]::InputEncoding = [Text.Encoding]::UTF8; "
    "$voice = New-Object -ComObject SAPI.SpVoice; $voice.Volume = {volume}; "
    "[void]$voice.Speak([Console]::In.ReadToEnd(), 16)"
)
"""16: plain text, no markup."""


def espeak(volume: float) -> tuple[str, ...]:
    return ("espeak-ng", "-a", str(round(100 * volume)), "-s", "155", "--stdin")


def say(volume: float) -> tuple[str, ...]:
    return ("say", "-r", "170", "-f", "-")


def sapi(volume: float) -> tuple[str, ...]:
    script = _POWERSHELL.format(volume=round(100 * volume))
    return ("powershell", "-NoProfile", "-NonInteractive", "-Command", script)


class ProgramSpeaker:
    """One utterance at a time: a new one ends the old one's process."""

    def __init__(self, words: Words, volume: float, before: str = "") -> None:
        self._words = words(volume)
        self.name = self._words[0]
        self._before = before
        self._process: subprocess.Popen[bytes] | None = None

    def say(self, words: str) -> None:
        """Begin to speak. Unavailable when the program cannot be started."""
        self.stop()
        quiet = subprocess.DEVNULL
        hidden = 0x0800_0000 if sys.platform == "win32" else 0  # CREATE_NO_WINDOW
        try:
            process = subprocess.Popen(
                self._words, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet, creationflags=hidden
            )
        except OSError as error:
            raise Unavailable(f"{self.name} cannot be started: {error.strerror}") from None
        self._process = process
        assert process.stdin is not None
        with contextlib.suppress(OSError), process.stdin as pipe:
            pipe.write(f"{self._before}{words}\n".encode())

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def close(self) -> None:
        self.stop()
