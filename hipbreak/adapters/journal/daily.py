"""The daily copy, made by a process of its own, so that the resident pays nothing for it:
`python -m hipbreak.adapters.journal.daily JOURNAL`. What the person should hear stands on its
standard output.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import time
from contextlib import closing
from datetime import date
from pathlib import Path
from urllib.parse import quote

from hipbreak.adapters.journal.backups import back_up, folder_of, newest_good, rotate
from hipbreak.adapters.journal.incoming import staged
from hipbreak.adapters.journal.schema import APPLICATION_ID, MIGRATIONS
from hipbreak.adapters.journal.tables import FACTS
from hipbreak.adapters.journal.writing import add_to
from hipbreak.core.errors import HipbreakError


def daily(journal: Path) -> None:
    """Today's copy and the rotation; what an earlier copy holds and the journal lost comes back.

    HipbreakError when the copy could not be made; then no older one is removed.
    """
    folder = folder_of(journal)
    _bring_back(journal, folder)
    back_up(journal, folder)
    rotate(folder)


def _bring_back(journal: Path, folder: Path) -> None:
    """Facts are never taken out of a journal but by erasing, which removes the copies too: what
    only the last copy has was lost, for instance with a deleted `-wal`."""
    last = newest_good(folder)
    if last is None or not is_good_live(journal) or not _lacks(journal, last[1]):
        return
    with staged(last[1]) as stage:
        merged = add_to(journal, stage)
    if merged.fresh:
        stamp = time.strftime("%Y-%m-%d %H:%M:%S")
        print(f"{stamp} {merged.fresh} facts came back from {last[1]}", file=sys.stderr, flush=True)
        print(_in_words(merged.fresh, last[0]), flush=True)


def _in_words(count: int, day: date) -> str:
    """What came back, for the person."""
    entries = "One entry" if count == 1 else f"{count} entries"
    verb = "is" if count == 1 else "are"
    return (
        f"{entries} of your journal had been lost on the disk and {verb} back, from the copy of "
        f"{day.isoformat()}. There is nothing to do."
    )


def _lacks(journal: Path, backup: Path) -> bool:
    """Whether the copy has facts that the journal has not; quick, unlike taking them in."""
    target = f"file:{quote(str(journal.absolute()))}?mode=ro"
    copy = f"file:{quote(str(backup.absolute()))}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(target, uri=True, timeout=10)) as db:
            db.execute("ATTACH ? AS copy", (copy,))
            query = "SELECT 1 FROM copy.{0} WHERE uid NOT IN (SELECT uid FROM main.{0}) LIMIT 1"
            tables = [table for table in FACTS if table != "steps"]
            return any(db.execute(query.format(table)).fetchone() for table in tables)
    except sqlite3.Error:
        return True  # a copy of an older format: only reading it whole can tell


def is_good_live(journal: Path) -> bool:
    """The same for a journal that somebody may be writing to."""
    try:
        target = f"file:{quote(str(journal.absolute()))}?mode=ro"
        with closing(sqlite3.connect(target, uri=True, timeout=10)) as db:
            version = db.execute("PRAGMA user_version").fetchone()[0]
            ours = db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
            sound = db.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
            return bool(ours and sound and version == len(MIGRATIONS))
    except sqlite3.Error:
        return False


def main(arguments: list[str]) -> int:
    """The daily copy, at low priority. 0: made."""
    if hasattr(os, "nice"):
        os.nice(10)
    try:
        daily(Path(arguments[0]))
    except HipbreakError as error:
        stamp = time.strftime("%Y-%m-%d %H:%M:%S")
        print(f"{stamp} the daily backup failed: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
