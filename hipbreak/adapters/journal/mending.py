"""A journal again after the file was damaged or lost: the newest good backup, and whatever can
still be read from the damaged file.

Loaded only when that has happened. The damaged file itself is never touched.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path

from hipbreak.adapters.journal.backups import folder_of, newest_good
from hipbreak.adapters.journal.connection import connect
from hipbreak.adapters.journal.rows import Row
from hipbreak.adapters.journal.schema import APPLICATION_ID, Migration
from hipbreak.adapters.journal.staging import insert
from hipbreak.adapters.journal.tables import (
    FACTS,
    BadRow,
    build,
    checked,
    columns,
    meaningful,
)

MOST_QUERIES = 20_000
"""How often a damaged table is asked (ours: some seconds at the worst)."""
HIGHEST = 1 << 24
"""Rows are looked for up to here when the highest cannot be told."""


def bring_back(path: Path) -> str:
    """Put the newest good backup in the place of the journal; a sentence, or "" without one.

    OSError: it cannot be copied. The copy is complete before it gets its name.
    """
    found = newest_good(folder_of(path))
    if found is None:
        return ""
    day, backup = found
    draft = Path(f"{path}.part")
    draft.unlink(missing_ok=True)
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(backup.read_bytes())
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    return f"The backup of {day} was put in its place."


def renew_lineage(db: sqlite3.Connection, body: str | None = None) -> None:
    """Let the state go on under a new name, or drop it when it cannot be read.

    A state from before would give the next facts ids that facts after it bear already. `body`: a
    newer state than the one in the journal.
    """
    row = db.execute("SELECT body FROM state").fetchone()
    body = body or (row["body"] if row else None)
    try:
        plain = json.loads(body or "")
        inner = plain.get("state", plain)
        inner["lineage"] = os.urandom(len(inner["lineage"]) // 2).hex()
    except (ValueError, KeyError, AttributeError, TypeError):
        db.execute("DELETE FROM state")
        return
    db.execute("REPLACE INTO state (id, body) VALUES (1, ?)", (json.dumps(plain),))


def salvage(db: sqlite3.Connection, damaged: Path, migrations: Sequence[Migration]) -> int:
    """Add to the journal what the damaged file still holds; how many facts that was."""
    if not damaged.exists():
        return 0
    with tempfile.TemporaryDirectory(prefix="hipbreak-salvage-") as folder:
        copy = Path(folder) / "damaged.sqlite3"
        shutil.copyfile(damaged, copy)
        with suppress(FileNotFoundError):
            shutil.copyfile(f"{damaged}-wal", f"{copy}-wal")
        try:
            with closing(connect(str(copy))) as old, closing(connect(f"{folder}/sound")) as sound:
                version = _rescue(old, sound, migrations)
                return _take(db, old, sound) if version else 0
        except sqlite3.Error:
            return 0


def _rescue(
    old: sqlite3.Connection, sound: sqlite3.Connection, migrations: Sequence[Migration]
) -> int:
    """Put the rows that can be read into sound tables of their format, and renew those to today's;
    which format it was, 0 when nothing can be told."""
    version = int(old.execute("PRAGMA user_version").fetchone()[0])
    ours = old.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    if not ours or not 0 < version <= len(migrations):
        return 0
    sound.execute("PRAGMA synchronous = OFF")
    sound.execute("BEGIN")
    build(sound, version)
    for table in FACTS:
        if columns(table, version):
            for row in _steps(old, sound) if table == "steps" else _readable(old, table):
                with suppress(BadRow):
                    insert(sound, table, checked(table, row, version))
    for step in migrations[version:]:
        for statement in step:
            sound.execute(statement)
    sound.execute("COMMIT")
    return version


def _take(db: sqlite3.Connection, old: sqlite3.Connection, sound: sqlite3.Connection) -> int:
    """What makes sense of it goes into the journal; how many facts that was."""
    count = 0
    db.execute("BEGIN IMMEDIATE")
    try:
        for table in FACTS:
            for row in sound.execute(f"SELECT * FROM {table}"):
                with suppress(BadRow):
                    meaningful(table, found := dict(row))
                    count += insert(db, table, found) and table != "steps"
        renew_lineage(db, _state(old))
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise
    return count


def _state(old: sqlite3.Connection) -> str | None:
    with suppress(sqlite3.Error):
        row = old.execute("SELECT body FROM state").fetchone()
        return str(row["body"]) if row else None
    return None


def _steps(old: sqlite3.Connection, sound: sqlite3.Connection) -> Iterator[Row]:
    """Of the breaks that could be read: this table has no numbers to look for."""
    for (uid,) in map(tuple, sound.execute("SELECT uid FROM breaks").fetchall()):
        with suppress(sqlite3.Error):
            query = "SELECT * FROM steps WHERE break_uid = ? ORDER BY position"
            yield from map(dict, old.execute(query, (uid,)).fetchall())


def _readable(old: sqlite3.Connection, table: str) -> Iterator[Row]:
    """The rows of a damaged table that can be read."""
    left = [MOST_QUERIES]

    def ask(first: int, last: int) -> Iterator[sqlite3.Row]:
        if left[0] <= 0:
            return
        left[0] -= 1
        query = f"SELECT * FROM {table} WHERE rowid BETWEEN ? AND ?"
        try:
            yield from old.execute(query, (first, last)).fetchall()
        except sqlite3.Error:
            if first < last:  # the damage lies in one half or in both
                middle = (first + last) // 2
                yield from ask(first, middle)
                yield from ask(middle + 1, last)

    yield from map(dict, ask(1, _highest(old, table)))


def _highest(old: sqlite3.Connection, table: str) -> int:
    with suppress(sqlite3.Error):
        return int(old.execute(f"SELECT max(rowid) FROM {table}").fetchone()[0] or 0)
    return HIGHEST
