"""Files that are there whole or not at all."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from hipbreak.core.errors import UserError


def write(path: Path, content: bytes) -> None:
    """Replace a file in one step; its folder is made. UserError: it cannot be written."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        fresh.write_bytes(content)
        fresh.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            fresh.unlink()
        raise UserError(f"cannot write {path}: {error.strerror}") from None


def remove(path: Path) -> None:
    """UserError: it is there and cannot be removed."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise UserError(f"cannot remove {path}: {error.strerror}") from None


def read(path: Path) -> bytes | None:
    """None: there is no such file that can be read."""
    try:
        return path.read_bytes()
    except OSError:
        return None
