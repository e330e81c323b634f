"""The menu as a window of our own, for panels that cannot draw one: a short-lived process."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from hipbreak.core.codec import encode
from hipbreak.ports import MenuEntry

if TYPE_CHECKING:
    import subprocess


def command() -> list[str]:
    """The command that shows the menu, in a source tree, a wheel and a frozen build."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "_window", "traymenu"]
    return [sys.executable, "-m", "hipbreak.ui", "traymenu"]


class Popup:
    """At most one menu at a time."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._process: subprocess.Popen[bytes] | None = None
        self._said = b""

    @property
    def open(self) -> bool:
        return self._process is not None

    def fileno(self) -> int:
        """Readable when the menu has something to say. Only while `open`."""
        assert self._process and self._process.stdout
        return self._process.stdout.fileno()

    def show(self, x: int, y: int, entries: Sequence[MenuEntry]) -> None:
        """Open the menu at this place. OSError when there can be no new process."""
        import subprocess  # costs memory that only this one use would need

        given = json.dumps({"x": x, "y": y, "entries": encode(tuple(entries))}).encode()
        self._said = b""
        self._process = subprocess.Popen(
            command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=dict(self._environ)
        )
        assert self._process.stdin
        try:
            with self._process.stdin as pipe:
                pipe.write(given)
        except BrokenPipeError:
            return  # it has died already; its end of the other pipe tells

    def read(self) -> str | None:
        """The chosen action, empty for none, once the menu has ended; None before."""
        assert self._process and self._process.stdout
        more = os.read(self._process.stdout.fileno(), 4096)
        self._said += more
        if more:
            return None
        self.close()
        return self._said.decode(errors="replace").strip()

    def close(self) -> None:
        """End the menu if it is open."""
        if self._process and self._process.stdout:
            self._process.kill()  # it has said all it had to say
            self._process.wait()
            self._process.stdout.close()
        self._process = None
