"""Taking facts out for good: the one exception to "only ever added", by the person's own wish."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from datetime import date
from pathlib import Path

from hipbreak.adapters.journal.connection import connect, say
from hipbreak.adapters.journal.rows import KEPT
from hipbreak.adapters.journal.tables import FACTS
from hipbreak.adapters.journal.writing import LOCK_S, transaction
from hipbreak.core.errors import UserError

EPOCH = date(1970, 1, 1)
OF_A_BREAK = ("steps", "checkins", "followups", "tightness")
COPIES = ("broken-*", "before-v*")
"""What may lie beside the journal under its name: damaged ones and those of older formats."""


def erase_facts(journal: Path, before: date | None, *, state: bool) -> tuple[int, bool]:
    """Take out all facts, or those that began on a day before `before`.

    `state`: also where hipbreak stands. Gives how many facts went, and whether every trace of
    them is out of the files: not while somebody still reads. UserError: nothing was changed.
    """
    try:
        with closing(connect(str(journal))) as db:
            db.execute(f"PRAGMA busy_timeout = {int(LOCK_S * 1000)}")
            db.execute("PRAGMA secure_delete = ON")
            db.execute("PRAGMA temp_store = MEMORY")  # no copy of it in a temporary file
            with transaction(db):
                count = _delete_before(db, before) if before else _delete_all(db)
                if state:
                    db.execute("DELETE FROM state")
            db.execute("VACUUM")
            busy = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
            return count, not busy
    except sqlite3.Error as error:
        raise UserError(say(journal, error)) from None


def _delete_all(db: sqlite3.Connection) -> int:
    gone = {table: db.execute(f"DELETE FROM {table}").rowcount for table in FACTS}
    return sum(gone.values()) - gone["steps"]


def _delete_before(db: sqlite3.Connection, before: date) -> int:
    """The last answer to each safety question stays: it says how things are, not were."""
    limit = (before - EPOCH).days * 86_400_000
    standing = "SELECT max(rowid) FROM answers WHERE uid NOT IN (SELECT fact FROM voids)"
    count = 0
    for kept in KEPT:
        offset = f"{kept.begins.removesuffix('_ms')}_offset"
        spared = f"AND rowid NOT IN ({standing} GROUP BY question)" * (kept.table == "answers")
        query = f"DELETE FROM {kept.table} WHERE {kept.begins} + {offset} * 1000 < ? {spared}"
        count += db.execute(query, (limit,)).rowcount
    for table in OF_A_BREAK:
        query = f"DELETE FROM {table} WHERE break_uid NOT IN (SELECT uid FROM breaks)"
        gone = db.execute(query).rowcount
        count += gone if table != "steps" else 0
    facts = " UNION ALL ".join(f"SELECT uid FROM {table}" for table in FACTS if table != "steps")
    orphan = f"DELETE FROM voids WHERE fact NOT IN ({facts})"
    return count + db.execute(orphan).rowcount


def copies(journal: Path, folder: Path) -> list[Path]:
    """Every copy of the journal that hipbreak has ever made: backups, damaged and older ones."""
    beside = (path for ending in COPIES for path in journal.parent.glob(f"{journal.name}.{ending}"))
    return sorted({*beside, *folder.glob("*.sqlite3*")})


def shred(paths: Iterable[Path]) -> int:
    """Overwrite and remove these files; how many they were. UserError: one could not be."""
    count = 0
    for path in paths:
        try:
            with path.open("r+b") as file:
                left = os.fstat(file.fileno()).st_size
                while left > 0:
                    left -= file.write(bytes(min(left, 1 << 20)))
                file.flush()
                os.fsync(file.fileno())
            path.unlink()
        except FileNotFoundError:
            continue
        except OSError as error:
            raise UserError(f"cannot remove {path}: {error.strerror}") from None
        count += 1
    return count
