"""The last decisions, a JSON line each, in two files that never grow beyond a size."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path

from hipbreak.core.decisions import Decision
from hipbreak.core.moment import Moment

LARGEST = 64 * 1024
"""Bytes of one file; with the older one that is some weeks of decisions (ours)."""


def append(path: Path, decision: Decision) -> None:
    """Add one. OSError when it cannot be written."""
    at = decision.at
    plain = {"at": round(at.wall, 1), "offset": at.offset, "words": decision.words}
    line = json.dumps(plain, ensure_ascii=False).encode() + b"\n"
    fd = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        if os.fstat(fd).st_size + len(line) <= LARGEST:
            os.write(fd, line)
            return
    finally:
        os.close(fd)
    path.replace(_older(path))
    append(path, decision)


def read(path: Path) -> list[Decision]:
    """All that are remembered, oldest first. What cannot be read is passed over."""
    newer, older = files(path)
    return [*_read(older), *_read(newer)]


def files(path: Path) -> tuple[Path, Path]:
    """Both files."""
    return path, _older(path)


def _older(path: Path) -> Path:
    return path.with_name(f"{path.name}.old")


def _read(path: Path) -> list[Decision]:
    lines: list[bytes] = []
    with contextlib.suppress(OSError):
        lines = path.read_bytes().splitlines()
    return [found for found in map(_decision, lines) if found]


def _decision(line: bytes) -> Decision | None:
    try:
        plain = json.loads(line)
        at = Moment(float(plain["at"]), float(plain["at"]), int(plain["offset"]))
        return Decision(at, str(plain["words"]))
    except (ValueError, KeyError, TypeError):
        return None  # half a line, after the power went
