"""A journal or an export from elsewhere: onto a checked stage, or refused in one line.

Nothing of the file is believed. A journal is read from a private copy, which becomes the stage, and
only when its tables are letter by letter those that hipbreak makes: a foreign trigger, view or
computed column never comes to run. Of an export only the JSON is read, within limits, and nothing
is unpacked.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from hipbreak.adapters.journal.exporting import MANIFEST, is_member
from hipbreak.adapters.journal.schema import APPLICATION_ID, MIGRATIONS
from hipbreak.adapters.journal.staging import check, fill
from hipbreak.adapters.journal.tables import FACTS, BadRow, build, columns
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


Tell = Callable[[str], object]
"""Hears what is being done, part by part."""


def silent(part: str) -> None:
    """Nobody waits for it."""


@contextmanager
def staged(path: Path, tell: Tell = silent) -> Iterator[Path]:
    """All facts of a journal (`.sqlite3`) or an export (`.zip`), checked and of today's format: a
    private SQLite file that goes away afterwards. UserError: one clear line."""
    with tempfile.TemporaryDirectory(prefix="hipbreak-import-") as folder:
        stage = Path(folder) / "stage.sqlite3"
        tell("Reading and checking it")
        _read(path, stage)
        yield stage


def _read(path: Path, stage: Path) -> None:
    if not path.is_file():
        raise UserError(f"there is no file {path}")
    try:
        with path.open("rb") as file:
            head = file.read(len(SQLITE))
        if path.stat().st_size > LARGEST:
            raise UserError(f"{path} is too large to be a journal; nothing was changed")
        if head == SQLITE:
            return _from_journal(path, stage)
        if head.startswith(ZIP):
            return _from_export(path, stage)
    except OSError as error:
        raise UserError(f"cannot read {path}: {error.strerror or error}") from None
    except BadRow as error:
        raise UserError(f"{path} cannot be taken in: {error}; nothing was changed") from None
    except _DAMAGED as error:
        raise UserError(f"{path} is damaged ({_short(error)}); nothing was changed") from None
    except (NotImplementedError, RuntimeError) as error:  # zipfile: a password, an odd packing
        raise UserError(f"cannot unpack {path}: {_short(error)}; nothing was changed") from None
    raise UserError(f"{path} is neither a journal nor an export; nothing was changed")


def _short(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def _from_journal(path: Path, stage: Path) -> None:
    shutil.copyfile(path, stage)
    late = Path(f"{path}-wal")
    if late.is_file() and late.stat().st_size <= LARGEST:
        shutil.copyfile(late, f"{stage}-wal")
    with _opened(stage) as db:
        db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, 1_000_000)
        _refuse_strange(path, db)
        verdict = db.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if verdict != "ok":
            raise sqlite3.DatabaseError(verdict)
        rows = (db.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in _tables(db))
        if sum(rows) > MOST_ROWS:
            raise ValueError("too many rows")
        check(db, _version(db))


def _tables(db: sqlite3.Connection) -> list[str]:
    return [table for table in FACTS if columns(table, _version(db))]


@contextmanager
def _opened(stage: Path) -> Iterator[sqlite3.Connection]:
    """The stage in one transaction. It need not outlive the power."""
    with closing(sqlite3.connect(stage, isolation_level=None)) as db:
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA trusted_schema = OFF")
        db.execute("PRAGMA synchronous = OFF")
        db.execute("BEGIN")
        yield db
        db.execute("COMMIT")


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


def _from_export(path: Path, stage: Path) -> None:
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
        with _opened(stage) as db:
            build(db, version)
            left = MOST_ROWS
            for table in FACTS:
                if columns(table, version):
                    rows = _listed(archive, table, about)
                    left -= len(rows)
                    if left < 0:
                        raise ValueError("too many rows")
                    fill(db, table, version, rows)
            check(db, version)


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
