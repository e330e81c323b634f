"""Being told when a file is opened or closed, by the kernel's inotify.

By ctypes, which costs 0.3 MB: so this is loaded only where there is something to watch.
"""

from __future__ import annotations

import ctypes
import os
import struct
from pathlib import Path

from hipbreak.core.errors import Unavailable

OPENED_OR_CLOSED = 0x20 | 0x08 | 0x10
HEAD = struct.Struct("iIII")


class Inotify:
    """Watches files. Unavailable where the kernel refuses."""

    def __init__(self) -> None:
        try:
            self._libc = ctypes.CDLL(None, use_errno=True)
            self._fd: int = self._libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)
        except (OSError, AttributeError, TypeError) as error:
            raise Unavailable(f"this system cannot watch files: {error}") from None
        if self._fd < 0:
            raise Unavailable(f"the kernel watches no more files: {_reason()}")

    def fileno(self) -> int:
        return self._fd

    def watch(self, path: Path) -> None:
        """Unavailable when the file cannot be watched, or has gone."""
        if self._libc.inotify_add_watch(self._fd, os.fsencode(path), OPENED_OR_CLOSED) < 0:
            raise Unavailable(f"{path} cannot be watched: {_reason()}")

    def drain(self) -> bool:
        """Take the news; whether there was any."""
        news = False
        try:
            while os.read(self._fd, 65_536):
                news = True
        except BlockingIOError:
            pass
        return news

    def close(self) -> None:
        os.close(self._fd)


def _reason() -> str:
    return os.strerror(ctypes.get_errno())
