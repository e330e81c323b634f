"""One resident at a time, by a lock of the operating system.

The lock dies with its process, however that ends, so a file left behind is never an obstacle. What
is written inside only serves to say who holds it.
"""

from __future__ import annotations

import json
import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from hipbreak import __version__
from hipbreak.core.errors import UserError

LOCK_AT = 1 << 20
"""Windows locks bytes, which nobody else may read: so one far behind the text."""
TRIES = 5
PAUSE_S = 0.01
"""`holder` takes the lock for some microseconds to look; a start must not trip over that."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds the lock. Zero and empty where the file does not say."""

    pid: int = 0
    version: str = ""
    since: float = 0.0
    """UTC seconds."""

    def __str__(self) -> str:
        known = [f"process {self.pid}"] if self.pid else []
        known += [f"since {time.strftime('%H:%M', time.localtime(self.since))}"] if known else []
        return f" ({', '.join(known)})" if known else ""


class Lock:
    """The held lock; ends with `release` or with the process."""

    def __init__(self, fd: int) -> None:
        self._fd = fd

    def release(self) -> None:
        if self._fd >= 0:
            os.ftruncate(self._fd, 0)
            os.close(self._fd)
            self._fd = -1


def acquire(path: Path) -> Lock:
    """Take the lock and sign it. UserError when another process has it, or none can be made."""
    try:
        # Descriptors of Python are not inherited: a child never keeps the lock alive.
        fd = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise UserError(f"cannot lock {path}: {error.strerror}") from None
    for _ in range(TRIES):
        if _try_lock(fd):
            _sign(fd)
            return Lock(fd)
        time.sleep(PAUSE_S)  # no descriptor tells of a lock
    who = _read(fd)
    os.close(fd)
    raise UserError(f"hipbreak is already running{who}")


def holder(path: Path) -> Holder | None:
    """Who holds the lock now; None when nobody does."""
    try:
        fd = os.open(path, os.O_RDWR)
    except OSError:
        return None
    try:
        return None if _try_lock(fd) else _read(fd)
    finally:
        os.close(fd)


def _sign(fd: int) -> None:
    text = json.dumps({"pid": os.getpid(), "version": __version__, "since": time.time()})
    os.ftruncate(fd, 0)
    os.lseek(fd, 0, os.SEEK_SET)
    os.write(fd, text.encode())


def _read(fd: int) -> Holder:
    try:
        os.lseek(fd, 0, os.SEEK_SET)
        plain = json.loads(os.read(fd, 1000))
        return Holder(int(plain["pid"]), str(plain["version"]), float(plain["since"]))
    except (OSError, ValueError, TypeError, KeyError):
        return Holder()


if sys.platform == "win32":

    def _try_lock(fd: int) -> bool:
        import msvcrt

        os.lseek(fd, LOCK_AT, os.SEEK_SET)
        try:
            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:

    def _try_lock(fd: int) -> bool:
        import fcntl

        try:
            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
