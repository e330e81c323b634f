"""A copy of the journal each day: seven days and four weeks are kept, within a bounded size.

Before each import there is one, too. `daily` makes the day's.
"""

from __future__ import annotations

import os
import re
import sqlite3
import time
from collections.abc import Iterable
from contextlib import closing
from datetime import date
from pathlib import Path
from urllib.parse import quote

from hipbreak.adapters.journal.schema import APPLICATION_ID, MIGRATIONS
from hipbreak.core.errors import UserError

DAYS, WEEKS, IMPORTS = 7, 4, 3
MOST_BYTES = 256_000_000
"""All copies together (ours); the newest two stay, however large they are."""
NAME = re.compile(r"journal-(\d{4}-\d{2}-\d{2})\.sqlite3")


def folder_of(journal: Path) -> Path:
    """Where the copies of a journal lie, as `Paths.backups` has it."""
    return journal.with_name("backups")


def backups(folder: Path) -> list[tuple[date, Path]]:
    """The daily copies, newest first."""
    found = []
    for path in folder.glob("journal-*.sqlite3"):
        match = NAME.fullmatch(path.name)
        if match:
            try:
                found.append((date.fromisoformat(match[1]), path))
            except ValueError:
                continue
    return sorted(found, reverse=True)


def newest_good(folder: Path) -> tuple[date, Path] | None:
    """The newest copy that is whole and of a format we know."""
    return next(((day, path) for day, path in backups(folder) if is_good(path)), None)


def is_good(path: Path) -> bool:
    """Whether this file is a sound journal that this hipbreak can read."""
    try:
        target = f"file:{quote(str(path.absolute()))}?mode=ro&immutable=1"
        with closing(sqlite3.connect(target, uri=True)) as db:
            ours = db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
            version = db.execute("PRAGMA user_version").fetchone()[0]
            sound = db.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
            return bool(ours and sound and 0 < version <= len(MIGRATIONS))
    except sqlite3.Error:
        return False


def back_up(journal: Path, folder: Path, name: str = "") -> Path:
    """A checked copy of the journal in `folder`, named by the day unless `name` is given; one of
    the same name is replaced.

    Safe while a resident writes. UserError: there is no journal, it is damaged or of another
    program, or the copy cannot be written; older copies stay.
    """
    name = name or f"journal-{date.today().isoformat()}.sqlite3"
    if not journal.is_file() or not journal.stat().st_size:
        raise UserError("there is no journal to back up yet")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = folder / f".{name}.part"
        try:
            _copy(journal, draft)
            if not is_good(draft):
                raise UserError(f"the journal {journal} is damaged; it was not backed up")
            draft.replace(folder / name)
        finally:
            draft.unlink(missing_ok=True)
    except sqlite3.Error as error:
        raise UserError(f"cannot back up the journal {journal}: {error}") from None
    except OSError as error:
        raise UserError(f"cannot write to {folder}: {error.strerror}") from None
    return folder / name


def before_import(journal: Path, folder: Path) -> Path:
    """A copy that the daily ones do not replace; the last three of its kind stay."""
    made = back_up(journal, folder, time.strftime("before-import-%Y%m%d-%H%M%S.sqlite3"))
    for old in sorted(folder.glob("before-import-*.sqlite3"))[:-IMPORTS]:
        old.unlink(missing_ok=True)
    return made


def _copy(journal: Path, draft: Path) -> None:
    draft.unlink(missing_ok=True)
    os.close(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    target = f"file:{quote(str(journal.absolute()))}?mode=ro"
    with (
        closing(sqlite3.connect(target, uri=True, timeout=10)) as source,
        closing(sqlite3.connect(draft)) as copy,
    ):
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
    with draft.open("rb") as file:
        os.fsync(file.fileno())


def rotate(folder: Path) -> None:
    """Remove the copies that are neither of the last days nor the newest of the last weeks."""
    found = backups(folder)
    keep = _worth_keeping(day for day, _ in found)
    total = 0
    for number, (day, path) in enumerate(found):
        total += path.stat().st_size
        if number >= 2 and (day not in keep or total > MOST_BYTES):
            total -= path.stat().st_size
            path.unlink(missing_ok=True)


def _worth_keeping(days: Iterable[date]) -> set[date]:
    """Of days, newest first: the last seven, and of the four weeks before the newest of each."""
    ordered = list(days)
    keep = set(ordered[:DAYS])
    weeks: dict[tuple[int, int], date] = {}
    for day in ordered[DAYS:]:
        week = day.isocalendar()[:2]
        if week not in {kept.isocalendar()[:2] for kept in keep}:
            weeks.setdefault(week, day)
    return keep | set(sorted(weeks.values(), reverse=True)[:WEEKS])
