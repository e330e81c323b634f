"""Two machines' facts in one journal: the same ones once, and nothing lost.

A fact is known by its uid. When a uid stands here for something else (the data folder was copied
to a second machine and both went on), both facts are kept: theirs gets a uid made from what it
says, so that taking it in again finds it, and whatever names it is led there too.

Nearly all facts are plainly new or plainly the same, and SQLite tells them apart as a whole. Only
the odd ones, those whose uid stands for something else and all that names them, are looked at one
by one.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count

from hipbreak.adapters.journal.rows import Line, Row, Value
from hipbreak.adapters.journal.staging import insert
from hipbreak.adapters.journal.tables import FACTS, columns
from hipbreak.core.overlap import LINEAGE

THEIRS = "theirs"
"""The name under which what is to be taken in is attached."""
NAMES = ("uid", "break_uid", "offer", "fact")
"""Columns that hold uids."""
IN_ORDER = ("answers", "selftests")
"""Of these the last one written counts: looked at together, or not at all."""
SEVERAL = "*"
"""The place of a uid that stands in several tables."""
_NAMED = tuple(table for table in FACTS if table != "steps")
_FRESH = (
    "NOT EXISTS (SELECT 1 FROM temp.known k WHERE k.uid = a.uid) "
    "AND NOT EXISTS (SELECT 1 FROM temp.odd o WHERE o.uid = a.uid)"
)
"""Their fact `a` is plainly new."""


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
    """What taking the attached facts in means."""

    plain: int = 0
    """How many are plainly new."""
    odd: list[Entry] = field(default_factory=list)
    """Those that are added under the names that count here."""
    known: int = 0
    doubtful: list[tuple[str, str, str]] = field(default_factory=list)
    """Conflicts: table, the uid that stood for something else, and the new uid of theirs."""

    @property
    def fresh(self) -> int:
        """How many facts are added."""
        return self.plain + len(self.odd)


def plan(db: sqlite3.Connection) -> Merged:
    """What of the facts attached as `THEIRS` this journal lacks. It is only read."""
    _note_known(db)
    merged = Merged()
    _note_odd(db)
    if _number(db, "SELECT count(*) FROM temp.odd"):
        _plan_odd(db, merged)
    looked_at = total = 0
    for table in _NAMED:
        which = f"SELECT count(DISTINCT uid) FROM {THEIRS}.{table} a"
        total += _number(db, which)
        looked_at += _number(db, f"{which} WHERE uid IN (SELECT uid FROM temp.odd)")
        merged.plain += _number(db, f"{which} WHERE {_FRESH}")
    merged.known += total - looked_at - merged.plain
    return merged


def _number(db: sqlite3.Connection, query: str) -> int:
    return int(db.execute(query).fetchone()[0])


def _note_known(db: sqlite3.Connection) -> None:
    """Every uid here, and the table in which it stands."""
    db.execute("PRAGMA temp_store = MEMORY")
    for table, more in (("known", ", place TEXT"), ("odd", "")):
        db.execute(f"DROP TABLE IF EXISTS temp.{table}")
        db.execute(f"CREATE TEMP TABLE {table} (uid TEXT PRIMARY KEY{more}) WITHOUT ROWID")
    for table in _NAMED:
        db.execute(
            f"INSERT INTO temp.known SELECT DISTINCT uid, '{table}' FROM main.{table} WHERE true "
            f"ON CONFLICT DO UPDATE SET place = '{SEVERAL}'"
        )


def _note_odd(db: sqlite3.Connection) -> None:
    """The uids that do not stand for the very same here."""
    for table in _NAMED:
        known = f"FROM {THEIRS}.{table} a JOIN temp.known k ON k.uid = a.uid"
        _odd(db, f"SELECT a.uid {known} WHERE k.place <> '{table}'")
        if table != "voids":
            same = " AND ".join(f"a.{one.name} IS b.{one.name}" for one in columns(table))
            _odd(
                db, f"SELECT a.uid {known} JOIN main.{table} b ON b.uid = a.uid WHERE NOT ({same})"
            )
    for table, owner, uid in (("steps", "breaks", "break_uid"), ("voids", "voids", "uid")):
        names = ", ".join(column.name for column in columns(table))
        for one, other in (("main", THEIRS), (THEIRS, "main")):
            both = f"{uid} IN (SELECT uid FROM {other}.{owner})"
            if table == "steps":
                both += f" AND {uid} IN (SELECT uid FROM {one}.{owner})"
            lines = f"SELECT {names} FROM {{}}.{table} WHERE {both}"
            _odd(db, f"SELECT {uid} FROM ({lines.format(one)} EXCEPT {lines.format(other)})")


def _odd(db: sqlite3.Connection, query: str) -> bool:
    """These too; whether there were new ones."""
    return db.execute(f"INSERT OR IGNORE INTO temp.odd {query}").rowcount > 0


def _plan_odd(db: sqlite3.Connection, merged: Merged) -> None:
    """One by one, under the names that count here."""
    for table in IN_ORDER:
        _odd(db, f"SELECT uid FROM {THEIRS}.{table}")
    here = {
        other.content_name(): other.uid
        for entry in _odd_ones(db)
        for other in _ours(db, entry.uid)
        if other != entry
    }
    """What they may have taken in from us, by the name that they had to give it."""
    names: dict[str, str] = {theirs: ours for theirs, ours in here.items() if theirs != ours}
    db.executemany("INSERT OR IGNORE INTO temp.odd VALUES (?)", ((name,) for name in names))
    while any(_odd(db, query) for query in _naming()):
        continue
    for entry in _odd_ones(db):
        if entry.uid in names:
            merged.known += 1
            continue
        named, ours = _renamed(entry, names), _ours(db, entry.uid)
        if not ours:
            merged.odd.append(named)
        elif named in ours:
            merged.known += 1
        else:
            _keep_both(db, entry, names, merged)


def _naming() -> Iterator[str]:
    """Their facts that name an odd one."""
    for table in _NAMED:
        for column in columns(table):
            if column.name in NAMES and column.name != "uid":
                odd = "(SELECT uid FROM temp.odd)"
                yield f"SELECT uid FROM {THEIRS}.{table} WHERE {column.name} IN {odd}"


def _odd_ones(db: sqlite3.Connection) -> list[Entry]:
    tables = {}
    for table in FACTS:
        uid, order = ("break_uid", "position") if table == "steps" else ("uid", "rowid")
        query = f"SELECT * FROM {THEIRS}.{table} WHERE {uid} IN (SELECT uid FROM temp.odd)"
        tables[table] = [dict(row) for row in db.execute(f"{query} ORDER BY {order}")]
    return list(entries(tables))


def _keep_both(db: sqlite3.Connection, entry: Entry, names: dict[str, str], merged: Merged) -> None:
    """Under a name made from what it says, unless it was kept under that name before."""
    for number in count():
        name = names[entry.uid] = entry.content_name(number)
        named = _renamed(entry, names)
        ours = _ours(db, name)
        if not ours:
            merged.doubtful.append((entry.table, entry.uid, name))
            merged.odd.append(named)
            return
        if any(one.lines == named.lines for one in ours):
            merged.known += 1
            return


def apply(db: sqlite3.Connection, merged: Merged) -> None:
    """Write it. To be called inside a transaction. What is there already stays as it is."""
    standing = _standing(db)
    for table in FACTS:
        _add_plain(db, table)
    for entry in merged.odd:
        for table, row in entry.lines:
            insert(db, table, row)
    _let_later_answers_count(db, standing)


def _add_plain(db: sqlite3.Connection, table: str) -> None:
    names = ", ".join(column.name for column in columns(table))
    fresh, order = _FRESH, "a.at_ms, a.uid, a.fact" if table == "voids" else "a.rowid"
    if table == "steps":
        fresh = f"a.break_uid IN (SELECT a.uid FROM {THEIRS}.breaks a WHERE {_FRESH})"
        order = "a.break_uid, a.position"
    db.execute(
        f"INSERT INTO main.{table} ({names}) SELECT {names} FROM {THEIRS}.{table} a WHERE {fresh} "
        f"ORDER BY {order} ON CONFLICT DO NOTHING"
    )


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


def _ours(db: sqlite3.Connection, uid: str) -> list[Entry]:
    """What stands here under this uid."""
    found = db.execute("SELECT place FROM temp.known WHERE uid = ?", (uid,)).fetchone()
    places = () if found is None else _NAMED if found[0] == SEVERAL else (found[0],)
    tables: dict[str, list[Row]] = {}
    for table in places:
        rows = db.execute(f"SELECT * FROM main.{table} WHERE uid = ?", (uid,))
        tables[table] = [dict(row) for row in rows]
        if table == "breaks":
            order = "SELECT * FROM main.steps WHERE break_uid = ? ORDER BY position"
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
