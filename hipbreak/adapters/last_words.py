"""What a process of ours complained of last, in the log that all of them share."""

from __future__ import annotations

from pathlib import Path

MOST = 16_384
"""Bytes looked through from the end."""
LONGEST = 200
"""Characters of a complaint that are told."""


def size_of(log_file: Path | None) -> int:
    """Where the log ends now."""
    try:
        return log_file.stat().st_size if log_file else 0
    except OSError:
        return 0


def last_words(log_file: Path | None, since: int) -> str:
    """The last line after byte `since` that is neither the resident's own nor within a traceback;
    empty when there is none."""
    if log_file is None:
        return ""
    try:
        with log_file.open("rb") as file:
            file.seek(max(since, size_of(log_file) - MOST))
            lines = file.read().decode(errors="replace").splitlines()
    except OSError:
        return ""
    ours = (line for line in reversed(lines) if line[:1].strip() and not line[:4].isdecimal())
    line = next(ours, "").strip()
    kind, _, words = line.partition(": ")
    return (words if words and " " not in kind else line)[:LONGEST]
