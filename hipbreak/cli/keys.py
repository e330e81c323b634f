"""Single keys from a terminal, or none where there is no terminal."""

from __future__ import annotations

import os
import re
import sys
import threading
from types import TracebackType
from typing import IO, Protocol, Self

_LOOK_S = 0.05
_LONG_KEY = re.compile(r"\x1b(?:\[[0-9;]*[A-Za-z~]|O[A-Za-z])")
"""An arrow or another key that a terminal sends as several characters; none of ours."""


class Keys(Protocol):
    """A context in which keys come singly."""

    present: bool
    """Somebody can press keys."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None: ...

    def wait(self, seconds: float) -> str:
        """Keys that came within so many seconds; returns with the first. `\\x04` at the end."""


class NoKeys:
    """Time passes, nothing is pressed."""

    present = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...

    def wait(self, seconds: float) -> str:
        threading.Event().wait(seconds)
        return ""


class PosixKeys:
    """A terminal without its line editing; Ctrl-C and Ctrl-Z still do what they do."""

    present = True

    def __init__(self, stream: IO[str]) -> None:
        self._fd = stream.fileno()

    def __enter__(self) -> Self:
        import signal
        import termios
        import tty

        self._before = termios.tcgetattr(self._fd)
        tty.setcbreak(self._fd)
        self._on_continue = signal.signal(
            signal.SIGCONT, lambda *_: tty.setcbreak(self._fd)
        )  # the shell has put its own ways back after Ctrl-Z
        return self

    def __exit__(self, *_: object) -> None:
        import signal
        import termios

        signal.signal(signal.SIGCONT, self._on_continue)
        termios.tcsetattr(self._fd, termios.TCSADRAIN, self._before)

    def wait(self, seconds: float) -> str:
        import select

        if not select.select([self._fd], [], [], seconds)[0]:
            return ""
        data = os.read(self._fd, 64)
        if not data:
            return "\x04"
        return _LONG_KEY.sub("", data.decode(errors="ignore"))


class WindowsKeys:
    """The console. It cannot be waited for, so it is looked at now and then."""

    present = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...

    def wait(self, seconds: float) -> str:
        if sys.platform == "win32":
            import msvcrt

            for _ in range(max(1, round(seconds / _LOOK_S))):
                if msvcrt.kbhit():
                    return msvcrt.getwch()
                threading.Event().wait(_LOOK_S)
        return ""


def keys_of(stream: IO[str]) -> Keys:
    """What fits this standard input."""
    if not stream.isatty():
        return NoKeys()
    return WindowsKeys() if sys.platform == "win32" else PosixKeys(stream)
