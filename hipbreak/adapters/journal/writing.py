"""Writing to the journal from a short-lived process: beside a resident, or alone.

Each change is one transaction under SQLite's own lock. The resident waits for it for two seconds
and otherwise keeps what it has to write for its next commit, so neither loses anything.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from hipbreak.adapters.instance import acquire, holder
from hipbreak.adapters.journal.connection import connect, say
from hipbreak.adapters.journal.incoming import Tell, silent
from hipbreak.adapters.journal.merging import THEIRS, Merged, apply, plan
from hipbreak.adapters.journal.opening import open_journal
from hipbreak.adapters.journal.schema import APPLICATION_ID, MIGRATIONS
from hipbreak.core.errors import UserError

LOCK_S = 10.0


def add_to(journal: Path, stage: Path, tell: Tell = silent) -> Merged:
    """Take in what a stage has (`incoming.staged`): plan without holding anybody up, then write in
    one short transaction.

    The journal must be there and of today's format. UserError: nothing was changed.
    """
    db = connect(str(journal))
    try:
        with closing(db), _clear(journal):
            db.execute(f"PRAGMA busy_timeout = {int(LOCK_S * 1000)}")
            _refuse_strange(journal, db)
            db.execute(f"ATTACH ? AS {THEIRS}", (str(stage),))
            tell("Comparing it with what is here")
            merged = plan(db)
            if merged.fresh:
                tell(f"Writing {merged.fresh:,} facts")
                with transaction(db):
                    apply(db, merged)
            return merged
    except BaseException:
        db.close()
        raise


@contextmanager
def transaction(db: sqlite3.Connection) -> Iterator[None]:
    """All or nothing, and on the disk when it is done."""
    db.execute("PRAGMA synchronous = FULL")
    db.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.execute("COMMIT")
    except BaseException:
        with suppress(sqlite3.Error):
            db.execute("ROLLBACK")
        raise


@contextmanager
def ready(journal: Path, lock: Path) -> Iterator[bool]:
    """The journal exists and is of today's format. Gives whether a resident runs beside us.

    Alone we hold the resident's lock meanwhile. UserError: it cannot be written.
    """
    try:
        held = acquire(lock)
    except UserError:
        if holder(lock) is None:
            raise
        yield True
        return
    try:
        db, _ = open_journal(journal)
        db.close()
        yield False
    finally:
        held.release()


@contextmanager
def _clear(journal: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        raise UserError(f"{say(journal, error)}; nothing was changed") from None


def _refuse_strange(journal: Path, db: sqlite3.Connection) -> None:
    ours = db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
    if not ours or db.execute("PRAGMA user_version").fetchone()[0] != len(MIGRATIONS):
        raise UserError(f"{journal} is no journal of this version; nothing was changed")
