"""Reports that could not be handed over: a player that outlived its resident leaves them here.

Each is one file with one protocol line, written wholly or not at all.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from hipbreak.core.codec import DecodeError
from hipbreak.protocol import LONGEST_LINE, Finished, Message, from_line, to_line


def deliver(folder: Path, message: Finished) -> None:
    """Leave the report for the next resident. OSError when the folder cannot be written."""
    import tempfile  # here: the resident only collects

    name = "".join(letter for letter in message.uid if letter.isalnum()) or "report"
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    fd, draft = tempfile.mkstemp(prefix=f".{name}.", dir=folder)
    try:
        with os.fdopen(fd, "wb") as file:
            file.write(to_line(message))
            file.flush()
            os.fsync(fd)
        Path(draft).replace(folder / f"{name}.json")
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def collect(folder: Path) -> Iterator[Message]:
    """Every report, oldest first; each file is removed once the next one is asked for.

    So a report that is written to the journal inside the loop cannot be lost, at worst it comes
    twice. What is no report is moved aside as `….bad`. Never raises.
    """
    for path in _waiting(folder):
        message = _read(path)
        if message is None:
            with contextlib.suppress(OSError):
                path.replace(path.with_suffix(".bad"))
            continue
        yield message
        with contextlib.suppress(OSError):
            path.unlink()


def _waiting(folder: Path) -> list[Path]:
    found = []
    with contextlib.suppress(OSError):
        for path in folder.glob("*.json"):
            with contextlib.suppress(OSError):
                found.append((path.lstat().st_mtime, path))
    return [path for _, path in sorted(found)]


def _read(path: Path) -> Message | None:
    try:
        fd = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(fd, "rb") as file:
            return from_line(file.read(LONGEST_LINE + 1))
    except (OSError, DecodeError):
        return None
