"""Speech Dispatcher, which a Linux desktop's screen reader uses too, over its own local socket.

Not by its program `spd-say`: ending that does not stop the words, and its `--cancel` silences
everybody, also the screen reader. `CANCEL SELF` stops only what we said.
"""

from __future__ import annotations

import contextlib
import os
import socket
import subprocess
from collections.abc import Mapping
from pathlib import Path

from hipbreak.core.errors import Unavailable

PATIENCE_S = 2.0
"""For one answer (ours)."""
SPAWN_S = 5.0
"""For the service to start, when it does not run yet (ours)."""


def address(environ: Mapping[str, str]) -> Path:
    """Where the service listens. Unavailable without a folder for sockets."""
    named = environ.get("SPEECHD_ADDRESS", "").removeprefix("unix_socket:")
    if named.startswith("/"):
        return Path(named)
    folder = environ.get("XDG_RUNTIME_DIR", "")
    if not folder:
        raise Unavailable("there is no folder for local sockets (XDG_RUNTIME_DIR)")
    return Path(folder) / "speech-dispatcher" / "speechd.sock"


class DispatcherSpeaker:
    """One connection for all utterances of a window."""

    name = "speech-dispatcher"

    def __init__(self, volume: float, environ: Mapping[str, str] = os.environ) -> None:
        self._volume, self._environ = volume, environ
        self._wire: socket.socket | None = None

    def say(self, words: str) -> None:
        """Begin to speak, instead of what is being spoken. Unavailable."""
        try:
            if self._wire is None:
                self._connect()
            self._ask("CANCEL SELF")
            self._ask("SPEAK")
            self._ask(f"{_one_line(words)}\r\n.")
        except OSError as error:
            self._hang_up()
            raise Unavailable(f"speech-dispatcher: {error.strerror or error}") from None

    def stop(self) -> None:
        if self._wire is not None:
            with contextlib.suppress(OSError, Unavailable):
                self._ask("CANCEL SELF")

    def close(self) -> None:
        self.stop()
        self._hang_up()

    def _connect(self) -> None:
        path = address(self._environ)
        self._wire = self._reach(path)
        self._ask("SET SELF CLIENT_NAME hipbreak:hipbreak:cues")
        self._ask("SET SELF PRIORITY MESSAGE")
        self._ask(f"SET SELF VOLUME {round(200 * self._volume - 100)}")

    def _reach(self, path: Path) -> socket.socket:
        """A connection; the service is started when nobody listens."""
        try:
            return _connected(path)
        except OSError:
            quiet = subprocess.DEVNULL
            with contextlib.suppress(subprocess.TimeoutExpired):
                subprocess.run(
                    ("speech-dispatcher", "--spawn"),
                    stdin=quiet, stdout=quiet, stderr=quiet, timeout=SPAWN_S,
                )  # fmt: skip
        return _connected(path)

    def _ask(self, line: str) -> None:
        """Send a line and wait for the answer. OSError, Unavailable."""
        if self._wire is None:
            raise ConnectionError("not connected")
        self._wire.sendall(f"{line}\r\n".encode())
        answer = _answer(self._wire)
        if not answer.startswith("2"):
            self._hang_up()
            raise Unavailable(f"speech-dispatcher refused: {answer}")

    def _hang_up(self) -> None:
        if self._wire is not None:
            self._wire.close()
            self._wire = None


def _connected(path: Path) -> socket.socket:
    wire = socket.socket(socket.AF_UNIX)
    wire.settimeout(PATIENCE_S)
    try:
        wire.connect(str(path))
    except OSError:
        wire.close()
        raise
    return wire


def _answer(wire: socket.socket) -> str:
    """The last line of an answer: the only one with a blank behind its number."""
    heard = b""
    while not (heard.endswith(b"\n") and heard.splitlines()[-1][3:4] == b" "):
        piece = wire.recv(4096)
        if not piece or len(heard) > 65_536:
            raise ConnectionError("hung up")
        heard += piece
    return heard.splitlines()[-1].decode(errors="replace")


def _one_line(words: str) -> str:
    """A line of its own that holds only a full stop would end the words."""
    return " ".join(words.split()) if words.strip(" .") else ""
