"""What can play a tone: a library, or a program of the system. Each in a file's worth of words.

`play` waits until the tone has been heard, so it belongs into a thread; it raises `Unavailable`
when there is nothing to be heard, with the reason.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Protocol

from hipbreak.adapters.sound.tones import RATE, samples, seconds, wav
from hipbreak.core.cues import Tone
from hipbreak.core.errors import Unavailable

PATIENCE_S = 3.0
"""So long after its tone should have ended, a program is taken to hang (ours)."""
LATENCY_S = 0.25
"""What a device may still hold back when the last sample was handed over (ours)."""
FILE = "FILE"

Wanted = Callable[[], bool]
"""False from the moment when the tone was broken off: that may be before it has begun."""


class Player(Protocol):
    name: str

    def play(self, tone: Tone, volume: float, wanted: Wanted) -> None:
        """Play it to its end, or not at all when it is wanted no more. Unavailable."""

    def stop(self) -> None:
        """Break off what is no longer wanted; from another thread."""


class ProgramPlayer:
    """A program that is given a WAV file: on standard input, or at `FILE` among its words."""

    def __init__(self, *words: str) -> None:
        self.name = words[0]
        self._words = words
        self._beginning = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def play(self, tone: Tone, volume: float, wanted: Wanted) -> None:
        with _file(wav(tone, volume), named=FILE in self._words) as file:
            words = [file.name if word == FILE else word for word in self._words]
            self._run(words, file, seconds(tone) + PATIENCE_S, wanted)

    def stop(self) -> None:
        with self._beginning:
            if self._process is not None:
                self._process.kill()

    def _run(
        self, words: Sequence[str], file: IO[bytes], patience_s: float, wanted: Wanted
    ) -> None:
        process = self._begin(words, file, wanted)
        if process is None:
            return
        try:
            code = process.wait(patience_s)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise Unavailable(f"{self.name} does not come to an end") from None
        finally:
            self._process = None
        if code and wanted():
            raise Unavailable(f"{self.name} could not play (it ended with {code})")

    def _begin(
        self, words: Sequence[str], file: IO[bytes], wanted: Wanted
    ) -> subprocess.Popen[bytes] | None:
        """The program; or nothing when a `stop` came before it. Unavailable."""
        quiet = subprocess.DEVNULL
        with self._beginning:
            if not wanted():
                return None
            try:
                self._process = subprocess.Popen(words, stdin=file, stdout=quiet, stderr=quiet)
            except OSError as error:
                raise Unavailable(f"{self.name} cannot be started: {error.strerror}") from None
            return self._process


class MiniaudioPlayer:
    """The library `miniaudio`, an extra."""

    name = "miniaudio"

    def __init__(self) -> None:
        self._over = threading.Event()

    def play(self, tone: Tone, volume: float, wanted: Wanted) -> None:
        import miniaudio

        self._over.clear()
        if not wanted():
            return
        stream = self._stream(samples(tone, volume).tobytes())
        next(stream)
        try:
            device = miniaudio.PlaybackDevice(nchannels=1, sample_rate=RATE, app_name="hipbreak")
        except miniaudio.MiniaudioError as error:
            raise Unavailable(f"miniaudio found nothing to play on: {error}") from None
        try:
            device.start(stream)
            self._over.wait(seconds(tone) + PATIENCE_S)
            threading.Event().wait(LATENCY_S)
        except miniaudio.MiniaudioError as error:
            raise Unavailable(f"miniaudio could not play: {error}") from None
        finally:
            device.close()

    def stop(self) -> None:
        self._over.set()

    def _stream(self, data: bytes) -> Generator[bytes, int, None]:
        """Frames as the device asks for them, two bytes each; then silence."""
        wanted = yield b""
        at = 0
        while at < len(data):
            piece = data[at : at + wanted * 2]
            at += len(piece)
            wanted = yield piece
        self._over.set()
        while True:
            wanted = yield bytes(wanted * 2)


class WinsoundPlayer:
    """Windows' own, from memory."""

    name = "winsound"

    def play(self, tone: Tone, volume: float, wanted: Wanted) -> None:
        if sys.platform == "win32":
            import winsound

            try:
                how = winsound.SND_MEMORY | winsound.SND_NODEFAULT
                winsound.PlaySound(wav(tone, volume), how)
            except RuntimeError as error:
                raise Unavailable(f"Windows could not play: {error}") from None
            return
        raise Unavailable("winsound is on Windows only")

    def stop(self) -> None:
        if sys.platform == "win32":
            import winsound

            winsound.PlaySound(None, winsound.SND_PURGE)


LINUX = (("pw-play", "/dev/stdin"), ("paplay", "/dev/stdin"), ("aplay", "-q", "-"))
MACOS = (("afplay", FILE),)


def find() -> tuple[Player, ...]:
    """What there is on this system, the best first."""
    import importlib.util

    found: list[Player] = []
    if importlib.util.find_spec("miniaudio"):
        found.append(MiniaudioPlayer())
    if sys.platform == "win32":
        return (*found, WinsoundPlayer())
    programs = MACOS if sys.platform == "darwin" else LINUX
    return (*found, *(ProgramPlayer(*words) for words in programs if shutil.which(words[0])))


@contextmanager
def _file(data: bytes, named: bool) -> Generator[IO[bytes], None, None]:
    """A file that is gone afterwards; one without a name is gone even after a crash."""
    with (
        tempfile.NamedTemporaryFile(suffix=".wav", delete=False)
        if named
        else (tempfile.TemporaryFile()) as file
    ):
        try:
            file.write(data)
            file.flush()
            file.seek(0)
            yield file
        finally:
            if named:
                Path(file.name).unlink(missing_ok=True)
