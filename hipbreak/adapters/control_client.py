"""The asking end of the control socket, kept light: a short command has no time for imports.

It speaks the lines of `hipbreak.protocol` without loading it (45 ms), so that `hipbreak status`
answers in under 0.1 s; a test holds the two together.
"""

from __future__ import annotations

import json
import os
import socket
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from hipbreak.core.errors import HipbreakError

VERSION = 1
LONGEST_REPLY = 1_000_000
LONGEST_ADDRESS = 100
"""Bytes that fit into a socket's address everywhere (104 on macOS, 108 on Linux)."""


class NotRunning(HipbreakError):
    """Nobody answers on the control socket."""


class Answer:
    """What the resident replied: done or not, a sentence, and a JSON text or nothing."""

    __slots__ = ("data", "ok", "text")

    def __init__(self, ok: bool, text: str, data: str) -> None:
        self.ok, self.text, self.data = ok, text, data


def ask_plain(
    path: Path, verb: str, arguments: Sequence[str] = (), timeout_s: float = 1.0
) -> Answer:
    """Send one command and wait for its reply. NotRunning when none comes in time."""
    command = {"type": "Command", "verb": verb, "arguments": [*arguments], "version": VERSION}
    line = _exchange(path, json.dumps(command, ensure_ascii=False).encode() + b"\n", timeout_s)
    try:
        plain = json.loads(line)
        ok, text, data = plain["ok"], plain.get("text", ""), plain.get("data", "")
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise NotRunning("what answers is not this hipbreak") from None
    return Answer(ok is True, str(text), str(data))


def _exchange(path: Path, line: bytes, timeout_s: float) -> bytes:
    if not hasattr(socket, "AF_UNIX"):
        raise NotRunning("commands cannot reach hipbreak on this system yet")
    until = time.monotonic() + timeout_s
    with socket.socket(socket.AF_UNIX) as wire:
        wire.settimeout(timeout_s)
        try:
            with address_of(path) as address:
                wire.connect(address)
            wire.sendall(line)
            return _read_line(wire, until)
        except TimeoutError:
            raise NotRunning("hipbreak does not answer") from None
        except OSError:
            raise NotRunning("hipbreak is not running") from None


def _read_line(wire: socket.socket, until: float) -> bytes:
    line = bytearray()
    while not line.endswith(b"\n"):
        left = until - time.monotonic()
        if left <= 0 or len(line) > LONGEST_REPLY:
            raise TimeoutError
        wire.settimeout(left)
        piece = wire.recv(65_536)
        if not piece:
            raise ConnectionError
        line += piece
    return bytes(line)


@contextmanager
def address_of(path: Path) -> Iterator[str]:
    """The socket's address; on Linux also for a path that is too long to be one."""
    text = str(path)
    if len(os.fsencode(text)) <= LONGEST_ADDRESS or sys.platform != "linux":
        yield text
        return
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)
