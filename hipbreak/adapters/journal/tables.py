"""The tables as people and other machines meet them: their order, columns and sane values.

What is read from somebody else's file is checked here, value by value, before it goes anywhere
near the journal.
"""

from __future__ import annotations

import math
import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from functools import cache
from typing import Any, NamedTuple

from hipbreak.adapters.journal.rows import KEPT, Row, Value, read_step
from hipbreak.adapters.journal.schema import MIGRATIONS
from hipbreak.core.facts import TIGHTEST

FACTS = (
    "spans", "offers", "holds", "answers", "breaks", "steps",
    "checkins", "followups", "tightness", "selftests", "voids",
)  # fmt: skip
"""Every table of facts. A row names only rows of tables before its own, or of its own."""
LONGEST_TEXT = 10_000
"""Characters in one field (ours: the longest that hipbreak writes has some hundred)."""
LATEST_MS = 7_258_118_400_000
"""The year 2200."""
FARTHEST_OFFSET = 18 * 3600
LONGEST_S = 1e9
MOST_STEPS = 1000
UID = re.compile("[0-9A-Za-z-]{1,64}")


class Column(NamedTuple):
    name: str
    kind: str
    """TEXT, INTEGER or REAL."""
    needed: bool


class BadRow(ValueError):
    """A row that no hipbreak wrote; says which value."""


def build(db: sqlite3.Connection, version: int = len(MIGRATIONS)) -> None:
    """The tables of a format, empty."""
    for step in MIGRATIONS[:version]:
        for statement in step:
            db.execute(statement)
    db.execute(f"PRAGMA user_version = {version}")


@cache
def columns(table: str, version: int = len(MIGRATIONS)) -> tuple[Column, ...]:
    """The columns of a table in a format, in order; none when the format lacks the table."""
    with closing(sqlite3.connect(":memory:")) as db:
        build(db, version)
        found = db.execute(f"PRAGMA table_info({table})").fetchall()
    return tuple(Column(name, kind, bool(needed)) for _, name, kind, needed, _, _ in found)


def checked(table: str, row: Mapping[str, Any], version: int = len(MIGRATIONS)) -> Row:
    """The row, once each of its values is of the right kind and size. BadRow."""
    wanted = columns(table, version)
    if set(row) != {column.name for column in wanted}:
        raise BadRow("its columns are not those of the table")
    return {column.name: _value(column, row[column.name]) for column in wanted}


def meaningful(table: str, row: Row) -> None:
    """A row of today's format reads as a fact. BadRow."""
    try:
        if table == "steps":
            read_step(row)
        for kept in KEPT:
            if kept.table == table:
                kept.read(row)
    except ValueError as error:
        raise BadRow(str(error)) from None
    if table == "tightness" and not 0 <= _int(row, "tightness") <= TIGHTEST:
        raise BadRow("tightness is not 0 to 10")
    if table == "steps" and not 0 < _int(row, "position") <= MOST_STEPS:
        raise BadRow("position is out of range")


def _int(row: Row, name: str) -> int:
    value = row[name]
    assert isinstance(value, int)
    return value


def _value(column: Column, value: object) -> Value:
    if value is None and not column.needed:
        return None
    if column.kind == "TEXT" and isinstance(value, str):
        return _text(column.name, value)
    if column.kind == "INTEGER" and isinstance(value, int) and not isinstance(value, bool):
        return _whole(column.name, value)
    if column.kind == "REAL" and isinstance(value, int | float) and not isinstance(value, bool):
        if math.isfinite(value) and 0 <= value <= LONGEST_S:
            return float(value)
        raise BadRow(f"{column.name} is out of range")
    raise BadRow(f"{column.name} is not {column.kind.lower()}")


def _text(name: str, value: str) -> str:
    if len(value) > LONGEST_TEXT:
        raise BadRow(f"{name} is too long")
    if not value.isascii() and any("\ud800" <= letter <= "\udfff" for letter in value):
        raise BadRow(f"{name} is not text")
    if "\0" in value:
        raise BadRow(f"{name} is not text")
    if name == "uid" and not UID.fullmatch(value):
        raise BadRow("uid is no id")
    return value


def _whole(name: str, value: int) -> int:
    least, most = (0, 1_000_000)
    if name.endswith("_ms"):
        most = LATEST_MS
    elif name.endswith("_offset"):
        least, most = -FARTHEST_OFFSET, FARTHEST_OFFSET
    if not least <= value <= most:
        raise BadRow(f"{name} is out of range")
    return value
