"""Everything in one zip that needs no hipbreak to be read: CSV for people, JSON for programs.

The same journal gives the same bytes: no time of making is in it, and its order is the journal's.
"""

from __future__ import annotations

import csv
import io
import json
import os
import zipfile
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from hipbreak import __version__
from hipbreak.adapters.journal.export_words import README
from hipbreak.adapters.journal.reader import JournalReader
from hipbreak.adapters.journal.rows import KEPT
from hipbreak.adapters.journal.schema import MIGRATIONS
from hipbreak.adapters.journal.tables import FACTS, columns
from hipbreak.core.errors import UserError
from hipbreak.core.moment import DAY

Found = dict[str, Any]
MANIFEST = "manifest.json"
ABOUT, SETTINGS = "README.txt", "settings.toml"
WHOLE = (*FACTS, "state")
EPOCH, BEGIN = date(1970, 1, 1), datetime(1970, 1, 1)
ENCODE = json.JSONEncoder(ensure_ascii=False).encode
FIRST_DATE = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip knows: the same in every export."""
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins so could be taken for a formula by a spreadsheet."""


def is_member(name: str) -> bool:
    """Whether an export has a file of this name."""
    tables = {f"{kind}/{table}.{kind}" for kind in ("csv", "json") for table in WHOLE}
    return name in tables or name in (MANIFEST, ABOUT, SETTINGS)


def export(
    journal: Path,
    target: Path,
    settings: Path | None = None,
    since: date | None = None,
    until: date | None = None,
) -> int:
    """Write the zip, 0600, and tell how many facts are in it. The journal is only read.

    `since` and `until` are local days, both included. UserError: nothing was written.
    """
    if target.exists():
        raise UserError(f"{target} exists already; choose another name")
    with JournalReader(journal) as reader:
        tables = {table: [dict(row) for row in reader.lines(table)] for table in WHOLE}
    if since or until:
        tables = _between(tables, _day(since, -1_000_000), _day(until, 1_000_000))
    try:
        _write(target, _members(tables, settings, since, until))
    except OSError as error:
        raise UserError(f"cannot write {target}: {error.strerror}") from None
    return sum(len(rows) for table, rows in tables.items() if table not in ("steps", "state"))


def _day(day: date | None, otherwise: int) -> int:
    return otherwise if day is None else (day - EPOCH).days


def _between(tables: Mapping[str, list[Found]], first: int, last: int) -> dict[str, list[Found]]:
    """The facts that touch these days, and what corrects them; the state belongs to no day."""
    kept = {
        one.table: [
            row
            for row in tables[one.table]
            if _local_day(row, one.begins) <= last and _local_day(row, one.ends) >= first
        ]
        for one in KEPT
    }
    chosen = {row["uid"] for rows in kept.values() for row in rows}
    kept["steps"] = [row for row in tables["steps"] if row["break_uid"] in chosen]
    kept["voids"] = [
        row
        for row in tables["voids"]
        if row["fact"] in chosen or first <= _local_day(row, "at_ms") <= last
    ]
    return {table: kept.get(table, []) for table in WHOLE}


def _local_day(row: Mapping[str, Any], name: str) -> int:
    offset = row[f"{name.removesuffix('_ms')}_offset"]
    return int((row[name] / 1000 + offset) // DAY)


def _members(
    tables: Mapping[str, list[Found]], settings: Path | None, since: date | None, until: date | None
) -> Iterable[tuple[str, str]]:
    about = {
        "hipbreak": __version__,
        "schema": len(MIGRATIONS),
        "since": since.isoformat() if since else None,
        "until": until.isoformat() if until else None,
        "rows": {table: len(rows) for table, rows in tables.items()},
    }
    yield ABOUT, README
    yield MANIFEST, json.dumps(about, indent=1) + "\n"
    for table, rows in tables.items():
        yield f"csv/{table}.csv", _csv(table, rows)
        yield f"json/{table}.json", _json(rows)
    if settings is not None and settings.is_file():
        yield SETTINGS, settings.read_text(encoding="utf-8", errors="replace")


def _json(rows: list[Found]) -> str:
    lines = ",\n".join(map(ENCODE, rows))
    return f"[\n{lines}\n]\n" if rows else "[]\n"


def _csv(table: str, rows: list[Found]) -> str:
    """As the table, and behind it each instant once more as local time for people."""
    names = [column.name for column in columns(table)]
    texts = [column.name for column in columns(table) if column.kind == "TEXT"]
    instants = [name.removesuffix("_ms") for name in names if name.endswith("_ms")]
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([*names, *(f"{name}_local" for name in instants)])
    for row in rows:
        plain = {name: f"'{row[name]}" for name in texts if row[name].startswith(FORMULA)}
        cells = (row | plain).values() if plain else row.values()
        local = [_local(row[f"{name}_ms"], row[f"{name}_offset"]) for name in instants]
        writer.writerow([*cells, *local])
    return text.getvalue()


def _local(ms: int | None, offset: int | None) -> str:
    if ms is None or offset is None:
        return ""
    try:
        at = BEGIN + timedelta(seconds=ms // 1000 + offset)
    except OverflowError:
        return ""
    return f"{at.isoformat(' ')}{_zone(offset)}"


@cache
def _zone(offset: int) -> str:
    minutes, seconds = divmod(abs(offset), 60)
    odd = f":{seconds:02d}" if seconds else ""
    return f"{'-' if offset < 0 else '+'}{minutes // 60:02d}:{minutes % 60:02d}{odd}"


def _write(target: Path, members: Iterable[tuple[str, str]]) -> None:
    """Under its final name only once it is whole."""
    draft = target.with_name(f".{target.name}.part")
    draft.unlink(missing_ok=True)
    fd = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(fd, "wb") as file:
            with zipfile.ZipFile(file, "w", compresslevel=4) as archive:
                for name, text in members:
                    info = zipfile.ZipInfo(name, FIRST_DATE)
                    info.compress_type = zipfile.ZIP_DEFLATED
                    info.create_system, info.external_attr = 3, 0o600 << 16
                    archive.writestr(info, text.encode())
            file.flush()
            os.fsync(fd)
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
