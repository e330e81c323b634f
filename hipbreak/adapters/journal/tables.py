"""The tables as people and other machines meet them: their order, columns and sane values.

What is read from somebody else's file is checked here, value by value, before it goes anywhere
near the journal: `sure` and `plain` are what SQL can tell of a row that is certainly fine;
`checked` and `meaningful` decide about all others and say what is wrong.
"""

from __future__ import annotations

import math
import re
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from enum import Enum
from functools import cache
from typing import Any, NamedTuple

from hipbreak.adapters.journal.rows import KEPT, Row, Value, read_step
from hipbreak.adapters.journal.schema import MIGRATIONS
from hipbreak.core.facts import (
    TIGHTEST,
    Answer,
    Evidence,
    Feel,
    NextDay,
    Outcome,
    SpanKind,
    Timing,
)

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
WORDS: Mapping[str, Mapping[str, type[Enum]]] = {
    "spans": {"kind": SpanKind},
    "offers": {"answer": Answer},
    "breaks": {"outcome": Outcome, "evidence": Evidence},
    "checkins": {"feel": Feel},
    "selftests": {"timing": Timing},
    "followups": {"answer": NextDay},
    "tightness": {"timing": Timing},
}
"""Columns that hold one of few words."""
RANGES = {"steps": ("position", 1, MOST_STEPS), "tightness": ("tightness", 0, TIGHTEST)}
"""Columns of whole numbers that mean something only between these."""


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
    if table in RANGES:
        name, least, most = RANGES[table]
        if not least <= _int(row, name) <= most:
            raise BadRow(f"{name} is not {least} to {most}")


def sure(table: str, version: int) -> str:
    """A condition of SQL: each value of the row is certainly one that `checked` lets pass."""
    return " AND ".join(map(_surely, columns(table, version)))


def plain(table: str) -> str:
    """A condition of SQL: a row that passed `sure` certainly reads as a fact."""
    parts = [
        f"{name} IN ({', '.join(repr(str(one.value)) for one in kind)})"
        for name, kind in WORDS.get(table, {}).items()
    ]
    if table in RANGES:
        parts.append("{} BETWEEN {} AND {}".format(*RANGES[table]))
    return " AND ".join(parts) or "1"


def _surely(column: Column) -> str:
    name = column.name
    if column.kind == "TEXT":
        letters = "-0-9A-Za-z" if name == "uid" else " -~"  # other letters are looked at one by one
        least, most = (1, 64) if name == "uid" else (0, LONGEST_TEXT)
        size = f"length(CAST({name} AS BLOB))"
        sound = (
            f"typeof({name}) = 'text' AND {size} BETWEEN {least} AND {most} "
            f"AND {size} = length({name}) AND {name} NOT GLOB '*[^{letters}]*'"
        )
    elif column.kind == "INTEGER":
        sound = "typeof({0}) = 'integer' AND {0} BETWEEN {1} AND {2}".format(name, *_limits(name))
    else:
        sound = f"typeof({name}) = 'real' AND {name} BETWEEN 0 AND {LONGEST_S}"
    return f"({sound})" if column.needed else f"({name} IS NULL OR {sound})"


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


def _limits(name: str) -> tuple[int, int]:
    if name.endswith("_ms"):
        return 0, LATEST_MS
    if name.endswith("_offset"):
        return -FARTHEST_OFFSET, FARTHEST_OFFSET
    return 0, 1_000_000


def _whole(name: str, value: int) -> int:
    least, most = _limits(name)
    if not least <= value <= most:
        raise BadRow(f"{name} is out of range")
    return value
