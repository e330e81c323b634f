"""The only writer of the journal (`ports.Journal`)."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from hipbreak.adapters.journal.connection import say
from hipbreak.adapters.journal.opening import open_journal
from hipbreak.adapters.journal.rows import Row, to_lines
from hipbreak.adapters.journal.schema import MIGRATIONS, Migration
from hipbreak.core.errors import HipbreakError
from hipbreak.core.facts import Fact


class NotWritten(HipbreakError):
    """The journal took nothing; what it was given waits for the next commit."""


class SqliteJournal:
    """Facts and state in one file; each commit is whole or not at all.

    A commit that fails raises `NotWritten` with one line for people and keeps its facts: the next
    commit, or `close`, writes them too. Used from one thread at a time.
    """

    def __init__(self, path: Path, migrations: Sequence[Migration] = MIGRATIONS) -> None:
        """UserError when there is nothing to write to."""
        self._path = path
        self._waiting: list[Fact] = []
        self._state: str | None = None
        self._db, self.notice = open_journal(path, migrations)
        """`notice` tells of a damaged file that was moved aside; mostly empty."""

    def commit(self, facts: Sequence[Fact], state: str | None) -> None:
        """Write the facts, whatever still waits, and the state. Repeats are harmless."""
        self._waiting.extend(facts)
        self._state = self._state if state is None else state
        if not self._waiting and self._state is None:
            return
        try:
            self._write()
        except sqlite3.Error as error:
            raise NotWritten(say(self._path, error)) from None
        self._waiting.clear()
        self._state = None

    @property
    def waiting(self) -> tuple[Fact, ...]:
        """What a failed commit left to be written; mostly nothing."""
        return tuple(self._waiting)

    def load_state(self) -> str | None:
        """The state last written, None when there is none."""
        try:
            row = self._db.execute("SELECT body FROM state").fetchone()
        except sqlite3.Error as error:
            raise HipbreakError(f"cannot read the journal {self._path}: {error}") from None
        return str(row["body"]) if row else None

    def close(self) -> None:
        """Write what waits and let go of the file. NotWritten: what waited is lost."""
        try:
            self.commit((), None)
        finally:
            with suppress(sqlite3.Error):
                self._db.close()

    def _write(self) -> None:
        # A heartbeat may be lost with the power; an answer may not.
        self._db.execute(f"PRAGMA synchronous = {'FULL' if self._waiting else 'NORMAL'}")
        self._db.execute("BEGIN IMMEDIATE")
        try:
            for fact in self._waiting:
                for table, row in to_lines(fact):
                    self._insert(table, row)
            if self._state is not None:
                self._db.execute("REPLACE INTO state (id, body) VALUES (1, ?)", (self._state,))
            self._db.execute("COMMIT")
        except sqlite3.Error:
            with suppress(sqlite3.Error):  # SQLite has rolled back by itself after some errors
                self._db.execute("ROLLBACK")
            raise

    def _insert(self, table: str, row: Row) -> None:
        # Only an equal key is passed over: OR IGNORE would swallow every other mistake too.
        names, marks = ", ".join(row), ", ".join("?" for _ in row)
        self._db.execute(
            f"INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT DO NOTHING",
            tuple(row.values()),
        )
