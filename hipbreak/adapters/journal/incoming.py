"""A journal or an export from elsewhere: read into checked rows, or refused in one line.

Nothing of the file is believed. A journal is read from a private copy, and only when its tables
are letter by letter those that hipbreak makes: a foreign trigger, view or computed column never
comes to run. Of an export only the JSON is read, within limits, and nothing is unpacked.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from hipbreak.adapters.journal.exporting import MANIFEST, is_member
from hipbreak.adapters.journal.rows import Row
from hipbreak.adapters.journal.schema import APPLICATION_ID, MIGRATIONS
from hipbreak.adapters.journal.tables import FACTS, BadRow, build, checked, columns, meaningful
from hipbreak.core.errors import UserError

LARGEST = 512_000_000
"""Bytes of a journal, or of all that an export unpacks to (ours: ten years are 40 MB)."""
LARGEST_PART = 128_000_000
"""Bytes of one table in an export."""
MOST_ROWS = 3_000_000
SQLITE, ZIP = b"SQLite format 3\0", b"PK\x03\x04"
KNOWN = len(MIGRATIONS)
_DAMAGED = (
    sqlite3.Error, zipfile.BadZipFile, zlib.error, ValueError, RecursionError, EOFError,
)  # fmt: skip

T = TypeVar("T")
RowsOf = Callable[[str], Iterable[object]]
"""A table's rows, as they were found."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows of today's format by table, in the order in which they were written."""

    tables: Mapping[str, tuple[Row, ...]]


def read_batch(path: Path) -> Batch:
    """All facts of a journal (`.sqlite3`) or an export (`.zip`). UserError: one clear line."""
    if not path.is_file():
        raise UserError(f"there is no file {path}")
    try:
        with path.open("rb") as file:
            head = file.read(len(SQLITE))
        if path.stat().st_size > LARGEST:
            raise UserError(f"{path} is too large to be a journal; nothing was changed")
        if head == SQLITE:
            return _from_journal(path)
        if head.startswith(ZIP):
            return _from_export(path)
    except OSError as error:
        raise UserError(f"cannot read {path}: {error.strerror or error}") from None
    except BadRow as error:
        raise UserError(f"{path} cannot be taken in: {error}; nothing was changed") from None
    except _DAMAGED as error:
        raise UserError(f"{path} is damaged ({_short(error)}); nothing was changed") from None
    except (NotImplementedError, RuntimeError) as error:  # zipfile: a password, an odd packing
        raise UserError(f"cannot unpack {path}: {_short(error)}; nothing was changed") from None
    raise UserError(f"{path} is neither a journal nor an export; nothing was changed")


def read_journal(db: sqlite3.Connection) -> Batch:
    """All facts of an opened journal of any known format. BadRow, sqlite3.Error."""
    return _batch(_version(db), lambda table: (dict(row) for row in _select(db, table)))


def _short(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def _from_journal(path: Path) -> Batch:
    with tempfile.TemporaryDirectory(prefix="hipbreak-import-") as folder:
        copy = Path(folder) / "journal.sqlite3"
        shutil.copyfile(path, copy)
        late = Path(f"{path}-wal")
        if late.is_file() and late.stat().st_size <= LARGEST:
            shutil.copyfile(late, f"{copy}-wal")
        with closing(sqlite3.connect(copy, isolation_level=None)) as db:
            db.row_factory = sqlite3.Row
            db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 1_000_000)
            db.execute("PRAGMA trusted_schema = OFF")
            _refuse_strange(path, db)
            verdict = db.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if verdict != "ok":
                raise sqlite3.DatabaseError(verdict)
            return read_journal(db)


def _version(db: sqlite3.Connection) -> int:
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _refuse_strange(path: Path, db: sqlite3.Connection) -> None:
    if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        raise UserError(f"{path} is another program's database; nothing was changed")
    _refuse_newer(str(path), _version(db))
    with closing(sqlite3.connect(":memory:")) as ours:
        build(ours, _version(db))
        strange = sorted(_schema(db) ^ _schema(ours))
    if strange:
        raise UserError(
            f"{path} holds a {strange[0][0]} named {strange[0][1][:50]!r} that hipbreak did not "
            "make or lacks one that it makes; nothing was changed"
        )


def _schema(db: sqlite3.Connection) -> set[tuple[str, str, str]]:
    rows = db.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%'"
    )
    return {(kind, name, " ".join((sql or "").split())) for kind, name, sql in rows}


def _refuse_newer(name: str, version: int) -> None:
    if version > KNOWN:
        raise UserError(
            f"{name} was written by a newer hipbreak (its format is {version}, this one knows "
            f"{KNOWN}); nothing was changed"
        )
    if version < 1:
        raise UserError(f"{name} holds no journal; nothing was changed")


def _select(db: sqlite3.Connection, table: str) -> Iterable[sqlite3.Row]:
    order = "break_uid, position" if table == "steps" else "rowid"
    return db.execute(f"SELECT * FROM {table} ORDER BY {order}")


def _from_export(path: Path) -> Batch:
    with zipfile.ZipFile(path) as archive:
        names = archive.namelist()
        strange = next((name for name in names if not is_member(name)), None)
        if strange is not None or len(names) != len(set(names)):
            raise UserError(f"{path} is not an export of hipbreak; nothing was changed")
        if sum(info.file_size for info in archive.infolist()) > LARGEST:
            raise UserError(f"{path} unpacks to too much for an export; nothing was changed")
        about = _json(archive, MANIFEST)
        if not isinstance(about, dict) or not isinstance(about.get("schema"), int):
            raise ValueError("its manifest is unreadable")
        version = about["schema"]
        _refuse_newer(str(path), version)
        return _batch(version, lambda table: _listed(archive, table, about))


def _listed(archive: zipfile.ZipFile, table: str, about: Mapping[str, Any]) -> list[Any]:
    rows = _json(archive, f"json/{table}.json")
    counts = about.get("rows")
    if not isinstance(rows, list) or not isinstance(counts, dict):
        raise ValueError(f"{table} is unreadable")
    if counts.get(table) != len(rows):
        raise ValueError(f"{table} is incomplete")
    return rows


def _json(archive: zipfile.ZipFile, name: str) -> object:
    """One member, never more of it than it may be, whatever the archive says of its size."""
    try:
        with archive.open(name) as member:
            text = member.read(LARGEST_PART + 1)
    except KeyError:
        raise ValueError(f"{name} is missing") from None
    if len(text) > LARGEST_PART:
        raise ValueError(f"{name} is too large")
    return json.loads(text)


def _batch(version: int, rows_of: RowsOf) -> Batch:
    """Checked rows of a format, renewed to today's."""
    with closing(sqlite3.connect("", isolation_level=None)) as stage:  # a file of SQLite's own
        stage.row_factory = sqlite3.Row
        build(stage, version)
        stage.execute("BEGIN")
        left = MOST_ROWS
        for table in FACTS:
            for row in _rows(table, version, rows_of):
                insert(stage, table, row)
                left -= 1
                if not left:
                    raise ValueError("too many rows")
        stage.execute("COMMIT")
        for step in MIGRATIONS[version:]:
            for statement in step:
                stage.execute(statement)
        tables = {t: tuple(dict(row) for row in _select(stage, t)) for t in FACTS}
    for table, found in tables.items():
        for number, row in enumerate(found, 1):
            _named(table, number, partial(meaningful, table, row))
    return Batch(tables)


def _rows(table: str, version: int, rows_of: RowsOf) -> Iterator[Row]:
    if columns(table, version):
        for number, row in enumerate(rows_of(table), 1):
            if not isinstance(row, dict):
                raise BadRow(f"{table}, row {number}: not a row")
            yield _named(table, number, partial(checked, table, row, version))


def _named(table: str, number: int, check: Callable[[], T]) -> T:
    try:
        return check()
    except BadRow as error:
        raise BadRow(f"{table}, row {number}: {error}") from None


def insert(db: sqlite3.Connection, table: str, row: Row) -> bool:
    """Add one row; False when its key is there already."""
    names, marks = ", ".join(row), ", ".join("?" for _ in row)
    done = db.execute(
        f"INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT DO NOTHING",
        tuple(row.values()),
    )
    return done.rowcount > 0
