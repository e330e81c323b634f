"""Putting a routine file into the person's folder: judged first, then wholly or not at all."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from hipbreak.adapters.new_file import put_whole
from hipbreak.adapters.shelf import MOST_FILES, SUFFIX, parse_file, read_bytes
from hipbreak.core.errors import UserError
from hipbreak.core.routine import Routine


@dataclass(frozen=True, slots=True)
class Added:
    """What was put where."""

    routine: Routine
    path: Path
    kept: Path | None = None
    """Where the file went that it took the place of."""


def add_routine(source: Path, folder: Path, *, replace: bool = False) -> Added:
    """Copy the routine file `source` into `folder`, readable by its owner only.

    A file of the same id stays unless `replace`, and is then kept beside it with a `~`. UserError:
    every problem of the file, or why it cannot be put there; nothing was changed then.
    """
    # Once: what was judged is what is written, whatever happens to the file meanwhile.
    content = read_bytes(source)
    routine = parse_file(source.name, content)
    target = folder / f"{routine.id}{SUFFIX}"
    try:
        return _put(routine, content, target, replace)
    except OSError as error:
        raise UserError(f"cannot write {target}: {error.strerror or error}") from None


def _put(routine: Routine, content: bytes, target: Path, replace: bool) -> Added:
    for folder in (target.parent.parent, target.parent):  # the mode is for the last one only
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if target.is_file() and target.read_bytes() == content:
        return Added(routine, target)
    if not os.path.lexists(target):
        _check_room(target.parent)
        put_whole(target, content)
        return Added(routine, target)
    if not replace:
        raise UserError(
            f"{target} is there already and is another one; --replace puts this in its place"
        )
    kept = _keep(target)
    # A file kept elsewhere and linked to from here stays a link.
    put_whole(Path(os.path.realpath(target)), content)
    return Added(routine, target, kept)


def _check_room(folder: Path) -> None:
    if sum(path.suffix == SUFFIX for path in folder.iterdir()) >= MOST_FILES:
        raise UserError(f"{folder} holds {MOST_FILES} files, and more are not read")


def _keep(target: Path) -> Path | None:
    """A copy of the file that has to make room; None when it was no readable file."""
    if not target.is_file():
        return None
    kept = target.with_name(f"{target.name}~")
    put_whole(kept, target.read_bytes())
    return kept
