"""Two machines' facts in one journal: the same ones once, and nothing lost.

A fact is known by its uid. When a uid stands here for something else (the data folder was copied
to a second machine and both went on), both facts are kept: theirs gets a uid made from what it
says, so that taking it in again finds it, and whatever names it is led there too.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from hipbreak.adapters.journal.incoming import Batch, insert
from hipbreak.adapters.journal.rows import Line, Row, Value
from hipbreak.adapters.journal.tables import FACTS
from hipbreak.core.overlap import LINEAGE

NAMES = ("uid", "break_uid", "offer", "fact")
"""Columns that hold uids."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One fact as rows: a break with its steps, a correction with all that it takes back."""

    table: str
    uid: str
    lines: tuple[Line, ...]

    def content_name(self, number: int = 0) -> str:
        """A uid made from what the fact says; it still tells the machine's name, its beginning.

        `number`: another one, when that is taken.
        """
        text = json.dumps([self.table, self.uid, self.lines, number], sort_keys=True)
        return self.uid[:LINEAGE] + hashlib.sha256(text.encode()).hexdigest()[: 32 - LINEAGE]


@dataclass(slots=True)
class Merged:
    """What taking a batch in means."""

    add: list[Entry] = field(default_factory=list)
    known: int = 0
    doubtful: list[tuple[str, str, str]] = field(default_factory=list)
    """Conflicts: table, the uid that stood for something else, and the new uid of theirs."""


def plan(db: sqlite3.Connection, batch: Batch) -> Merged:
    """What of the batch the journal lacks. Reads only."""
    theirs = list(entries(batch.tables))
    known = _known(db)
    here = {
        other.content_name(): other.uid
        for entry in theirs
        if entry.uid in known
        for other in _ours(db, entry.uid, known)
        if other != entry
    }
    """What they may have taken in from us, by the name that they had to give it."""
    names: dict[str, str] = {theirs_: ours for theirs_, ours in here.items() if theirs_ != ours}
    merged = Merged()
    for entry in theirs:
        if entry.uid in names:
            merged.known += 1
            continue
        named = _renamed(entry, names)
        if entry.uid not in known:
            merged.add.append(named)
        elif named in _ours(db, entry.uid, known):
            merged.known += 1
        else:
            _keep_both(db, entry, known, names, merged)
    return merged


def _keep_both(
    db: sqlite3.Connection,
    entry: Entry,
    known: Mapping[str, list[str]],
    names: dict[str, str],
    merged: Merged,
) -> None:
    """Under a name made from what it says, unless it was kept under that name before."""
    for number in count():
        name = names[entry.uid] = entry.content_name(number)
        named = _renamed(entry, names)
        if name not in known:
            merged.doubtful.append((entry.table, entry.uid, name))
            merged.add.append(named)
            return
        if any(ours.lines == named.lines for ours in _ours(db, name, known)):
            merged.known += 1
            return


def apply(db: sqlite3.Connection, merged: Merged) -> None:
    """Write it. To be called inside a transaction. What is there already stays as it is."""
    standing = _standing(db)
    for entry in merged.add:
        for table, row in entry.lines:
            insert(db, table, row)
    _let_later_answers_count(db, standing)


def entries(tables: Mapping[str, Sequence[Row]]) -> Iterator[Entry]:
    """The facts of these rows, each after those that it names."""
    steps: defaultdict[Value, list[Line]] = defaultdict(list)
    for row in tables.get("steps", ()):
        steps[row["break_uid"]].append(("steps", row))
    for table in FACTS:
        if table == "voids":
            yield from _corrections(tables.get(table, ()))
        elif table != "steps":
            for row in tables.get(table, ()):
                more = tuple(steps.get(row["uid"], ())) if table == "breaks" else ()
                yield Entry(table, str(row["uid"]), ((table, row), *more))


def _corrections(rows: Sequence[Row]) -> Iterator[Entry]:
    gathered: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        gathered[str(row["uid"])].append(row)
    for uid, found in sorted(gathered.items(), key=lambda item: (_at(item[1][0]), item[0])):
        ordered = sorted(found, key=lambda row: str(row["fact"]))
        yield Entry("voids", uid, tuple(("voids", row) for row in ordered))


def _at(row: Row) -> int:
    at = row["at_ms"]
    assert isinstance(at, int)
    return at


def _renamed(entry: Entry, names: Mapping[str, str]) -> Entry:
    """The same fact with the uids that count here."""
    if not names:
        return entry
    lines = tuple((table, _rename(row, names)) for table, row in entry.lines)
    if entry.table == "voids":
        lines = tuple(sorted(lines, key=lambda line: str(line[1]["fact"])))
    return Entry(entry.table, names.get(entry.uid, entry.uid), lines)


def _rename(row: Row, names: Mapping[str, str]) -> Row:
    return {
        column: names.get(value, value) if column in NAMES and isinstance(value, str) else value
        for column, value in row.items()
    }


def _known(db: sqlite3.Connection) -> dict[str, list[str]]:
    """Every uid here, and the tables in which it stands."""
    known: defaultdict[str, list[str]] = defaultdict(list)
    for table in FACTS:
        if table != "steps":
            for (uid,) in map(tuple, db.execute(f"SELECT DISTINCT uid FROM {table}")):
                known[uid].append(table)
    return dict(known)


def _ours(db: sqlite3.Connection, uid: str, known: Mapping[str, list[str]]) -> list[Entry]:
    tables: dict[str, list[Row]] = {}
    for table in known[uid]:
        found = db.execute(f"SELECT * FROM {table} WHERE uid = ?", (uid,))
        tables[table] = [dict(row) for row in found]
        if table == "breaks":
            order = "SELECT * FROM steps WHERE break_uid = ? ORDER BY position"
            tables["steps"] = [dict(row) for row in db.execute(order, (uid,))]
    return list(entries(tables))


def _standing(db: sqlite3.Connection) -> dict[str, Row]:
    """The answer to each safety question that counts now: the last one written."""
    rows = db.execute("SELECT * FROM answers ORDER BY rowid")
    return {str(row["question"]): dict(row) for row in rows}


def _let_later_answers_count(db: sqlite3.Connection, before: Mapping[str, Row]) -> None:
    """Of two machines' answers the later one counts, not the one that was taken in last; of two
    at the same instant the careful one."""
    for question, now in _standing(db).items():
        old = before.get(question)
        if old and _weight(old) > _weight(now):
            db.execute("DELETE FROM answers WHERE uid = ?", (old["uid"],))
            insert(db, "answers", old)


def _weight(answer: Row) -> tuple[int, Value]:
    return _at(answer), answer["yes"]
