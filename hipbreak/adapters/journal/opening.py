"""The journal on disk, opened whatever had become of it.

What was damaged or is missing comes back from the newest good backup, and from what of the damaged
file can still be read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from hipbreak.adapters.journal.connection import Damaged, move_aside, open_sound, say
from hipbreak.adapters.journal.schema import MIGRATIONS, Migration
from hipbreak.core.errors import UserError


def open_journal(
    path: Path, migrations: Sequence[Migration] = MIGRATIONS
) -> tuple[sqlite3.Connection, str]:
    """A connection to the journal at today's format, and a notice for the person or "".

    UserError: newer than us, another program's, locked, or not readable and writable.
    """
    try:
        try:
            return _open_or_restore(path, migrations)
        except Damaged as damage:
            return _mended(path, migrations, *damage.args)
    except sqlite3.Error as error:
        raise UserError(say(path, error)) from None
    except OSError as error:
        raise UserError(f"cannot write the journal {path}: {error.strerror}") from None


def _open_or_restore(path: Path, migrations: Sequence[Migration]) -> tuple[sqlite3.Connection, str]:
    """The journal; where there is none, or an empty file, the newest good backup of it."""
    if (path.exists() and path.stat().st_size) or not any(_backups(path).glob("journal-*")):
        return open_sound(path, migrations), ""
    from hipbreak.adapters.journal.mending import bring_back, renew_lineage

    late = Path(f"{path}-wal")
    if late.exists():  # of a file that is gone: it must not be read into the backup
        move_aside(path)
    restored = bring_back(path)
    db = open_sound(path, migrations)
    if not restored:
        return db, f"The journal was missing, and no backup in {_backups(path)} is sound."
    renew_lineage(db)
    begin_anew = "To begin anew on purpose: hipbreak erase."
    return db, f"The journal was missing or empty. {restored} {begin_anew}"


def _mended(
    path: Path, migrations: Sequence[Migration], damage: str, aside: Path
) -> tuple[sqlite3.Connection, str]:
    """A journal in the place of the damaged one, with all that can be had."""
    from hipbreak.adapters.journal.mending import bring_back, renew_lineage, salvage

    restored = bring_back(path)
    db = open_sound(path, migrations)
    renew_lineage(db)
    saved = salvage(db, aside, migrations)
    return db, " ".join(
        (
            f"The journal was damaged ({damage}). It was moved aside to {aside}.",
            restored or "There was no good backup, so a new one was begun.",
            f"Facts that could be read from the damaged file and were added: {saved}.",
        )
    )


def _backups(path: Path) -> Path:
    """The folder of the backups, as `Paths` and `backups.folder_of` have it."""
    return path.with_name("backups")
