"""One question to a process of ours that answers it and ends."""

from __future__ import annotations

import os
import select
import signal
import time
from contextlib import suppress
from pathlib import Path

from hipbreak.adapters.child import Child, start
from hipbreak.core.errors import Unavailable
from hipbreak.protocol import LONGEST_LINE

PATIENCE_S = 5.0
"""A process that has not answered by then is ended (ours: thirty times what it needs)."""
PIECE = 65_536


def converse(
    command: tuple[str, ...],
    line: bytes,
    log_file: Path | None = None,
    patience_s: float = PATIENCE_S,
) -> bytes:
    """The one line that the process answers to `line`; waits for it.

    Unavailable: it cannot be started, ended without an answer, or took too long.
    """
    child = start(command, log_file)
    ends = time.monotonic() + patience_s
    try:
        _tell(child, line, ends)
        return _hear(child, ends)
    finally:
        _bury(child)


def _tell(child: Child, line: bytes, ends: float) -> None:
    unsent = memoryview(line)
    while unsent:
        _wait(child.to, select.POLLOUT, ends)
        with suppress(BlockingIOError):
            try:
                unsent = unsent[os.write(child.to, unsent) :]
            except BrokenPipeError:
                return  # it has ended: no answer will come, and `_hear` says so


def _hear(child: Child, ends: float) -> bytes:
    heard = bytearray()
    while b"\n" not in heard:
        _wait(child.of, select.POLLIN, ends)
        piece = os.read(child.of, PIECE)
        if not piece or len(heard) > LONGEST_LINE:
            raise Unavailable("hipbreak's adviser gave no answer; the log says why")
        heard += piece
    return bytes(heard[: heard.index(b"\n")])


def _wait(fd: int, event: int, ends: float) -> None:
    poll = select.poll()
    poll.register(fd, event)
    if not poll.poll(max(0.0, ends - time.monotonic()) * 1000):
        raise Unavailable("hipbreak's adviser took too long to answer")


def _bury(child: Child) -> None:
    """It has said all it had to say, or will not: neither may keep us waiting for its end."""
    os.close(child.to)
    os.close(child.of)
    with suppress(ProcessLookupError, ChildProcessError):
        os.kill(child.pid, signal.SIGKILL)
        os.waitpid(child.pid, 0)
