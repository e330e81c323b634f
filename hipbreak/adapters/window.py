"""Windows of ours as child processes, spoken to by lines over pipes.

Made for a loop that waits on file descriptors; nothing here blocks and there are no threads:

    loop:  wait for each window's `fileno()` until `deadline()`; `read()` the readable; `tick()`

A window gets a session of its own: what ends the resident does not end a break in progress.
"""

from __future__ import annotations

import logging
import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from hipbreak.adapters.child import own_command, start
from hipbreak.adapters.last_words import last_words, size_of
from hipbreak.core.codec import DecodeError
from hipbreak.core.errors import Unavailable
from hipbreak.protocol import (
    LONGEST_LINE,
    Close,
    Message,
    OpenCard,
    OpenHint,
    OpenHome,
    OpenPlayer,
    Shown,
    from_line,
    to_line,
)

log = logging.getLogger(__name__)

GRACE_S = 2.0
"""A window that was asked to end and has not by then is killed."""
RETRY_S = 0.05
"""How soon a full pipe, or a process that is about to be gone, is looked at again."""
PIECE = 65_536

Command = Callable[[str], tuple[str, ...]]


def window_command(kind: str) -> tuple[str, ...]:
    """The command that runs a window of this kind: card, hint, player or home."""
    return own_command("hipbreak.ui", "_window", kind)


class ChildWindow:
    """`ports.Window`: one child process and the two pipes to it."""

    def __init__(
        self,
        pid: int,
        to: int,
        of: int,
        now: Callable[[], float],
        complaint: Callable[[], str] = lambda: "",
    ) -> None:
        self.pid, self._complaint = pid, complaint
        self.shown = False
        self._to, self._of, self._now = to, of, now
        self._heard, self._unsent = bytearray(), bytearray()
        self._closing = False
        self._kill_at: float | None = None
        self.gone = False
        """The process has ended and nothing is left of it."""
        self._exit_code = 0

    def fileno(self) -> int:
        """To wait on; −1 once the window has ended."""
        return self._of

    def read(self) -> Sequence[Message] | None:
        """Messages that have come; None once the window has ended. What is none is skipped."""
        if self._of < 0:
            return None
        try:
            piece = os.read(self._of, PIECE)
        except BlockingIOError:
            return ()
        except OSError:
            piece = b""
        if not piece:
            self._end()
            return None
        self._heard += piece
        *lines, rest = self._heard.split(b"\n")
        self._heard = bytearray() if len(rest) > LONGEST_LINE else rest
        told = [message for line in lines if (message := _understand(line)) is not None]
        self.shown = self.shown or Shown() in told
        return told

    def fate(self) -> str | None:
        """Why it has ended; None while it has not for certain."""
        if not self.gone:
            return None
        words, code = self._complaint(), self._exit_code
        end = f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"
        return f"{words} (its process {end})" if words else f"its process {end}"

    def send(self, message: Message) -> None:
        """Goes out at once or with the next ticks; ignored when the window has gone."""
        if self._to >= 0 and not self._closing:
            self._unsent += to_line(message)
            self._flush()

    def close(self) -> None:
        """Ask it to end; it is killed when it has not after the grace. `read` goes on to work."""
        self.send(Close())
        self._closing = True
        self._doom()
        self._flush()

    def abandon(self) -> None:
        """Let it end unread: it was never told what to show."""
        self._end()

    def deadline(self) -> float | None:
        """When `tick` has something to do, on the monotonic scale."""
        if self._unsent or self._of < 0:
            return self._now() + RETRY_S
        return self._kill_at

    def tick(self) -> None:
        """Send what is unsent, reap the process, or kill it when its time is over."""
        self._flush()
        if self._of < 0:
            self._reap()
        if not self.gone and self._kill_at is not None and self._now() >= self._kill_at:
            log.warning("window process %d did not end by itself", self.pid)
            self._reap()
            if not self.gone:
                os.kill(self.pid, signal.SIGKILL)
            self._kill_at = None

    def _flush(self) -> None:
        try:
            while self._unsent and self._to >= 0:
                del self._unsent[: os.write(self._to, self._unsent)]
        except BlockingIOError:
            return
        except OSError:
            self._closing = True
        if self._closing:
            self._hang_up()

    def _hang_up(self) -> None:
        self._unsent.clear()
        if self._to >= 0:
            os.close(self._to)
            self._to = -1

    def _doom(self) -> None:
        if self._kill_at is None:
            self._kill_at = self._now() + GRACE_S

    def _end(self) -> None:
        """The other end is closed: the process is gone, or must be soon."""
        self._hang_up()
        os.close(self._of)
        self._of = -1
        self._doom()
        self._reap()

    def _reap(self) -> None:
        if not self.gone:
            try:
                pid, status = os.waitpid(self.pid, os.WNOHANG)
                self.gone, self._exit_code = pid == self.pid, os.waitstatus_to_exitcode(status)
            except ChildProcessError:
                self.gone = True


class ChildWindows:
    """`ports.Windows`. Unavailable where processes cannot be spoken to this way (Windows)."""

    def __init__(
        self,
        outbox: Path,
        log_file: Path | None = None,
        command: Command = window_command,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        if not hasattr(os, "posix_spawn"):
            raise Unavailable("this system cannot start hipbreak's windows yet")
        self._outbox, self._log_file, self._command = outbox, log_file, command
        self._now = monotonic
        self._children: list[ChildWindow] = []
        self._ready: dict[str, ChildWindow] = {}

    def open(self, first: Message) -> ChildWindow:
        """Start a window and send it its opening message. Unavailable when it cannot be started."""
        kind = _kind(first)
        child = self._ready.pop(kind, None) or self._start(kind)
        child.send(first)
        return child

    @contextmanager
    def ahead(self, kind: str) -> Iterator[None]:
        """Start the process before it is known what it shall show; one that was not opened ends."""
        with suppress(Unavailable):  # opening it will say so
            self._ready[kind] = self._start(kind)
        try:
            yield
        finally:
            if unused := self._ready.pop(kind, None):
                unused.abandon()

    def _start(self, kind: str) -> ChildWindow:
        command, log_file, begun = self._command(kind), self._log_file, size_of(self._log_file)
        started = start(command, log_file, HIPBREAK_OUTBOX=str(self._outbox))
        complaint = partial(last_words, log_file, begun)
        child = ChildWindow(started.pid, started.to, started.of, self._now, complaint)
        self._children.append(child)
        return child

    def deadline(self) -> float | None:
        """When `tick` has something to do, on the monotonic scale; None: not by itself."""
        times = (child.deadline() for child in self._children)
        return min((at for at in times if at is not None), default=None)

    def tick(self) -> None:
        """Send, reap and kill what is due."""
        for child in self._children:
            child.tick()
        self._children = [child for child in self._children if not child.gone]


def _kind(first: Message) -> str:
    match first:
        case OpenCard():
            return "card"
        case OpenHint():
            return "hint"
        case OpenPlayer():
            return "player"
        case OpenHome():
            return "home"
    raise ValueError(f"{type(first).__name__} opens no window")


def _understand(line: bytes | bytearray) -> Message | None:
    try:
        return from_line(bytes(line))
    except DecodeError as error:
        log.warning("a window said what is no message: %s", error)
        return None
