"""Processes that are ended again, whatever happens: by id, in reverse order, then by a sweep.

A service that the message bus starts, or a window that outlives its parent, is no child of ours.
Everything started here carries one environment entry that no other process has, and the sweep
goes by that entry.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from pathlib import Path
from typing import Any

from tests.rig.waiting import RigError, wait_for

GRACE_S = 3.0
"""How long a process may take to end by itself after SIGTERM."""


class Processes:
    """Started processes, each a session of its own so that its children end with it."""

    def __init__(self, mark: str, logs: Path) -> None:
        self._mark = mark.encode()
        self._logs = logs
        self._running: list[subprocess.Popen[bytes]] = []

    def start(self, *cmd: str, env: dict[str, str], **more: Any) -> subprocess.Popen[bytes]:
        """Start `cmd`; what it prints goes to a log file unless `more` says otherwise."""
        name = f"{len(list(self._logs.iterdir())):02d}-{Path(cmd[0]).name}.log"
        with (self._logs / name).open("wb") as log:
            options = {"stdin": subprocess.DEVNULL, "stdout": log, "stderr": log, **more}
            try:
                process = subprocess.Popen(cmd, env=env, start_new_session=True, **options)
            except FileNotFoundError as error:
                raise RigError(f"{cmd[0]} is not installed") from error
        self._running.append(process)
        return process

    def end(self, process: subprocess.Popen[bytes], kill: bool = False) -> None:
        """End one process and the group it leads. `kill` gives it no chance to clean up."""
        self._signal(process, signal.SIGKILL if kill else signal.SIGTERM)
        self._reap(process)
        self._running.remove(process)

    def end_all(self) -> None:
        """End everything, the youngest first, and whatever else carries the mark."""
        for process in reversed(self._running):
            self._signal(process, signal.SIGTERM)
            self._reap(process)
        self._running.clear()
        self._sweep()

    def marked(self) -> list[int]:
        """Ids of all living processes that carry the mark."""
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if self._mark in (folder / "environ").read_bytes().split(b"\0"):
                    found.append(int(folder.name))
        return found

    def kill_marked(self, words: str) -> int:
        """Kill the marked processes with `words` in their command line; how many they were."""
        killed = 0
        for pid in self.marked():
            with contextlib.suppress(OSError):
                command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ")
                if words.encode() in command:
                    os.kill(pid, signal.SIGKILL)
                    killed += 1
        return killed

    def _signal(self, process: subprocess.Popen[bytes], number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, number)

    def _reap(self, process: subprocess.Popen[bytes]) -> None:
        try:
            process.wait(GRACE_S)
        except subprocess.TimeoutExpired:
            self._signal(process, signal.SIGKILL)
            process.wait()
        for pipe in (process.stdin, process.stdout, process.stderr):
            if pipe is not None:
                with contextlib.suppress(BrokenPipeError):
                    pipe.close()

    def _sweep(self) -> None:
        def gone() -> bool:
            left = self.marked()
            for pid in left:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            return not left

        wait_for(gone, timeout=10, what="the end of every process of the desktop")
