"""The handle by which tests hold tests/tray_resident.py in its own process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.rig import Desktop, wait_for

ROOT = Path(__file__).resolve().parent.parent


class TrayApp:
    """The process, and the lines it printed that nobody has asked for yet."""

    def __init__(self, desktop: Desktop, wanted: str = "auto", **env: str) -> None:
        self._process = desktop.start(
            sys.executable, "-m", "tests.tray_resident", wanted,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, env=env,
        )  # fmt: skip
        assert self._process.stdin and self._process.stdout
        self._stdin, self._stdout = self._process.stdin, self._process.stdout
        os.set_blocking(self._stdout.fileno(), False)
        self._text = ""
        self.pid = self._process.pid

    def __enter__(self) -> Self:
        self.expect("ready")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.kill()
        self._process.wait()
        self._stdin.close()
        self._stdout.close()

    def tell(self, line: str) -> None:
        self._stdin.write(f"{line}\n".encode())
        self._stdin.flush()

    def expect(self, start: str, timeout: float = 10) -> str:
        """The rest of the next line that starts so; lines before it are dropped."""
        return wait_for(lambda: self._take(start), timeout, f"the line {start!r}").strip() or ""

    def said(self) -> list[str]:
        """All complete lines that nobody has asked for."""
        self._read()
        return self._text.splitlines()

    @property
    def backend(self) -> str:
        self.tell("tell")
        return self.expect("backend")

    @property
    def reason(self) -> str:
        self.tell("tell")
        return self.expect("reason")

    def await_backend(self, backend: str) -> None:
        wait_for(lambda: self.backend == backend, 15, f"the backend {backend}")

    def stop(self) -> str:
        """End it by itself; the modules it should not need and has loaded."""
        self.tell("stop")
        loaded = self.expect("ended")
        assert self._process.wait(5) == 0
        return loaded

    def _read(self) -> None:
        self._text += (self._stdout.read() or b"").decode()

    def _take(self, start: str) -> str | None:
        self._read()
        while "\n" in self._text:
            line, _, self._text = self._text.partition("\n")
            if line.startswith(start):
                return line[len(start) :] + " "
        return None
