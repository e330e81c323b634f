"""The window's end of the pipe: protocol lines in on standard input, out on standard output.

Inside the Tk loop on Unix; by a reading thread elsewhere, where Tk cannot watch a file.
"""

from __future__ import annotations

import os
import sys
import tkinter as tk
from collections.abc import Callable
from functools import partial

from hipbreak.protocol import LONGEST_LINE, Finished, Message, from_line, to_line
from hipbreak.ui.barrier import Barrier

_CHUNK = 65_536
_POLL_MS = 40


class Pipe:
    """One window's pipe to the resident. `first()` before Tk starts, `attach()` afterwards."""

    def __init__(self, read_fd: int = 0, write_fd: int = 1) -> None:
        self._read_fd, self._write_fd = read_fd, write_fd
        self._rest = b""
        self._early: list[bytes] = []
        self.ended = False
        """The other end has gone: nothing will come, nothing can be told on the pipe."""

    def first(self) -> Message | None:
        """The opening message; waits for it. None when the pipe ended before it came."""
        while not self._early and not self.ended:
            self._early = self._lines(self._read())
        return from_line(self._early.pop(0)) if self._early else None

    def attach(
        self,
        root: tk.Tk,
        barrier: Barrier,
        on_message: Callable[[Message], object],
        on_end: Callable[[], object],
    ) -> None:
        """Call these inside the Tk loop from now on."""

        def take(data: bytes) -> None:
            deal_with(self._lines(data))
            if self.ended:
                barrier.guard(on_end)()

        def deal_with(lines: list[bytes]) -> None:
            for line in lines:
                barrier.guard(partial(handle, line))()

        def handle(line: bytes) -> None:
            on_message(from_line(line))

        early, self._early = self._early, []
        root.after_idle(deal_with, early)
        if sys.platform == "win32" or not hasattr(root.tk, "createfilehandler"):
            self._attach_thread(root, take)
            return

        def readable(_file: object, _mask: int) -> None:
            data = self._read()
            if self.ended:
                root.tk.deletefilehandler(self._read_fd)
            take(data)

        root.tk.createfilehandler(self._read_fd, tk.READABLE, readable)

    def _attach_thread(self, root: tk.Tk, take: Callable[[bytes], None]) -> None:
        import queue
        import threading

        chunks: queue.SimpleQueue[bytes] = queue.SimpleQueue()

        def read_all() -> None:
            while not self.ended:
                chunks.put(self._read())

        def poll() -> None:
            while not chunks.empty():
                take(chunks.get())
            if not self.ended or not chunks.empty():
                root.after(_POLL_MS, poll)

        threading.Thread(target=read_all, daemon=True).start()
        poll()

    def send(self, message: Message) -> None:
        """Tell the resident; what must not be lost goes to the outbox when it has gone."""
        if not self.ended:
            try:
                self._write(to_line(message))
                return
            except OSError:
                self.ended = True
        folder = os.environ.get("HIPBREAK_OUTBOX", "")
        if isinstance(message, Finished) and folder:
            from pathlib import Path

            from hipbreak.adapters import outbox

            outbox.deliver(Path(folder), message)

    def _write(self, line: bytes) -> None:
        while line:
            line = line[os.write(self._write_fd, line) :]

    def _read(self) -> bytes:
        try:
            data = os.read(self._read_fd, _CHUNK)
        except OSError:
            data = b""
        if not data:
            self.ended = True
        return data

    def _lines(self, data: bytes) -> list[bytes]:
        *lines, self._rest = (self._rest + data).split(b"\n")
        if len(self._rest) > LONGEST_LINE:
            self._rest, self.ended = b"", True
        return [line for line in lines if line.strip()]
