"""A connection to the journal's file: sound, of today's format and writable, or one clear line.

Nothing is ever deleted: a damaged file is moved aside with its name told, a newer or foreign one is
left as it is, and a copy is kept before each change of format.
"""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

from hipbreak.adapters.journal.schema import APPLICATION_ID, Migration
from hipbreak.core.errors import UserError

BUSY_S = 2.0
"""How long another program's lock is waited for (ours)."""
BESIDE = ("", "-wal", "-shm")
"""SQLite's files: the journal itself, its log of late writes, and that log's index."""

_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB")


class Damaged(Exception):
    """The file is no sound database: what is wrong, and where it was moved."""


def say(path: Path, error: sqlite3.Error) -> str:
    """One clear line for what SQLite complains of."""
    reasons = {
        "SQLITE_BUSY": "another program has locked it",
        "SQLITE_LOCKED": "another program has locked it",
        "SQLITE_READONLY": "it may only be read",
        "SQLITE_FULL": "the disk is full",
        "SQLITE_IOERR": "the disk does not take it",
        "SQLITE_CANTOPEN": "it cannot be opened or made there",
        "SQLITE_CORRUPT": "it is damaged",
        "SQLITE_NOTADB": "it is damaged",
    }
    name = getattr(error, "sqlite_errorname", "")
    reason = next((words for key, words in reasons.items() if name.startswith(key)), str(error))
    return f"cannot write the journal {path}: {reason}"


def connect(target: str, *, uri: bool = False) -> sqlite3.Connection:
    """A connection that keeps little in memory and leaves transactions to us.

    The file is not read yet, so a damaged one is found out by the first query.
    """
    db = sqlite3.connect(
        target, timeout=BUSY_S, isolation_level=None, cached_statements=16, uri=uri,
        check_same_thread=False,
    )  # fmt: skip
    db.row_factory = sqlite3.Row
    return db


def open_sound(path: Path, migrations: Sequence[Migration]) -> sqlite3.Connection:
    """A sound connection. Damaged, with the reason and the new name, once it is moved aside."""
    _make_private(path)
    db = connect(str(path))
    try:
        damage = _prepare(db, path, migrations)
        if not damage:
            return db
        if os.name == "posix":
            # Before the file is closed: closing would write into it and drop its late writes.
            raise Damaged(damage, move_aside(path))
    except BaseException:
        db.close()
        raise
    db.close()
    raise Damaged(damage, move_aside(path))


def _prepare(db: sqlite3.Connection, path: Path, migrations: Sequence[Migration]) -> str:
    """Check and migrate; what is damaged, or ""."""
    try:
        db.execute("PRAGMA cache_size = -256")  # kilobytes; reads the file
        damage = _check(db, path, len(migrations))
        if not damage:
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA journal_size_limit = 1048576")
            _migrate(db, path, migrations)
        db.execute("PRAGMA shrink_memory")  # all of the file went through its cache
    except sqlite3.DatabaseError as error:
        if not _is_damage(error):
            raise
        damage = str(error)
    return damage


def _is_damage(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorname", "").startswith(_DAMAGED)


def _make_private(path: Path) -> None:
    """Made by us before SQLite sees it: its other files take this one's mode."""
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    for ending in BESIDE:
        with suppress(FileNotFoundError):
            Path(f"{path}{ending}").chmod(0o600)


def _check(db: sqlite3.Connection, path: Path, newest: int) -> str:
    """What is damaged, or "". UserError: not ours to write to."""
    version = _pragma(db, "user_version")
    tables = db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
    if tables and _pragma(db, "application_id") != APPLICATION_ID:
        raise UserError(f"{path} is another program's database; nothing was changed")
    if version > newest:
        raise UserError(
            f"the journal {path} was written by a newer hipbreak (its format is {version}, "
            f"this one knows {newest}); nothing was changed"
        )
    verdict = str(db.execute("PRAGMA quick_check(1)").fetchone()[0])
    return "" if verdict == "ok" else " ".join(verdict.replace("*", "").split())


def _pragma(db: sqlite3.Connection, name: str) -> int:
    return int(db.execute(f"PRAGMA {name}").fetchone()[0])


def _migrate(db: sqlite3.Connection, path: Path, migrations: Sequence[Migration]) -> None:
    """Step by step with a backup before each; a new journal at once, so that no reader ever sees
    one that is half made."""
    found = _pragma(db, "user_version")
    ahead = range(found + 1, len(migrations) + 1)
    for stage in [range(at, at + 1) for at in ahead] if found else [ahead]:
        if found:
            _back_up(db, Path(f"{path}.before-v{stage[0]}"))
        if stage:
            _take_steps(db, stage, migrations)


def _take_steps(
    db: sqlite3.Connection, stage: Sequence[int], migrations: Sequence[Migration]
) -> None:
    db.execute("PRAGMA synchronous = FULL")
    db.execute("BEGIN IMMEDIATE")
    try:
        for number in stage:
            for statement in migrations[number - 1]:
                db.execute(statement)
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute(f"PRAGMA user_version = {stage[-1]}")
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise


def _back_up(db: sqlite3.Connection, target: Path) -> None:
    """A whole copy under its final name only once it is complete."""
    unfinished = target.with_name(target.name + ".part")
    unfinished.unlink(missing_ok=True)
    os.close(os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    with closing(sqlite3.connect(unfinished)) as copy:
        db.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    unfinished.replace(target)


def move_aside(path: Path) -> Path:
    stamp = time.strftime("%Y%m%d-%H%M%S")
    aside = Path(f"{path}.broken-{stamp}")
    number = 1
    while aside.exists():
        number += 1
        aside = Path(f"{path}.broken-{stamp}-{number}")
    for ending in BESIDE:
        with suppress(FileNotFoundError):
            Path(f"{path}{ending}").rename(f"{aside}{ending}")
    return aside
