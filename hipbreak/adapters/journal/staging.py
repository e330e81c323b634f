"""A stage for facts from elsewhere: a private file, checked row by row and renewed to today's
format before the journal hears of it.

SQL passes over the rows that are certainly fine; only the others are looked at one by one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from operator import itemgetter
from typing import TypeVar

from hipbreak.adapters.journal.rows import Row
from hipbreak.adapters.journal.schema import MIGRATIONS
from hipbreak.adapters.journal.tables import (
    FACTS,
    BadRow,
    checked,
    columns,
    meaningful,
    plain,
    sure,
)

T = TypeVar("T")


def fill(stage: sqlite3.Connection, table: str, version: int, rows: list[object]) -> None:
    """Put rows as they were found into an empty table of this format. BadRow.

    Their kinds are checked here, where SQLite has not changed them yet; their values by `check`.
    """
    wanted = columns(table, version)
    names = ", ".join(column.name for column in wanted)
    marks = ", ".join("?" for _ in wanted)
    insert = f"INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT DO NOTHING"
    try:
        stage.executemany(insert, _values(table, version, rows))
    except (OverflowError, UnicodeError, sqlite3.IntegrityError):
        for number, row in enumerate(rows, 1):
            _named(table, number, lambda row=row: checked(table, row, version))  # type: ignore[misc]
        raise


def _values(table: str, version: int, rows: Iterable[object]) -> Iterator[tuple[object, ...]]:
    names = [column.name for column in columns(table, version)]
    wanted, take = set(names), itemgetter(*names)
    sound: set[tuple[type, ...]] = set()
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            raise BadRow(f"{table}, row {number}: not a row")
        if row.keys() == wanted:
            values = take(row)
            kinds = tuple(map(type, values))
            if kinds in sound:
                yield values
                continue
        fine = _named(table, number, lambda row=row: checked(table, row, version))  # type: ignore[misc]
        sound.add(tuple(type(row[name]) for name in names))
        yield tuple(fine.values())


def check(stage: sqlite3.Connection, version: int) -> None:
    """Refuse what no hipbreak wrote, renew the tables to today's, and refuse what means nothing.

    BadRow, sqlite3.Error. The stage keeps whatever was changed.
    """
    for table in FACTS:
        if columns(table, version):
            _look(stage, table, sure(table, version), lambda t, row: checked(t, row, version))
    for step in MIGRATIONS[version:]:
        for statement in step:
            stage.execute(statement)
    for table in FACTS:
        _look(stage, table, plain(table), meaningful)


def _look(
    stage: sqlite3.Connection, table: str, fine: str, check: Callable[[str, Row], object]
) -> None:
    """The rows that may not be fine are checked; a bad one is told with its number."""
    try:
        for row in stage.execute(f"SELECT * FROM {table} WHERE ({fine}) IS NOT 1"):
            check(table, dict(row))
    except BadRow:
        order = "break_uid, position" if table == "steps" else "rowid"
        found = stage.execute(f"SELECT * FROM {table} ORDER BY {order}")
        for number, row in enumerate(found, 1):
            _named(table, number, lambda row=row: check(table, dict(row)))  # type: ignore[misc]
        raise


def _named(table: str, number: int, check: Callable[[], T]) -> T:
    try:
        return check()
    except BadRow as error:
        raise BadRow(f"{table}, row {number}: {error}") from None


def insert(db: sqlite3.Connection, table: str, row: Mapping[str, object]) -> bool:
    """Add one row; False when its key is there already."""
    names, marks = ", ".join(row), ", ".join("?" for _ in row)
    done = db.execute(
        f"INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT DO NOTHING",
        tuple(row.values()),
    )
    return done.rowcount > 0
