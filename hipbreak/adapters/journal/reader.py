"""Reading the journal without being able to change it, with a resident running or without."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

from hipbreak.adapters.journal.connection import connect
from hipbreak.adapters.journal.rows import KEPT, Found, Kept, read_step, read_voids
from hipbreak.adapters.journal.schema import APPLICATION_ID, MIGRATIONS
from hipbreak.core.codec import DecodeError, decode_as
from hipbreak.core.correct import OPEN
from hipbreak.core.errors import UserError
from hipbreak.core.facts import BreakEnded, Fact, Span, SpanKind, StepDone, Voided
from hipbreak.core.moment import DAY, Moment
from hipbreak.core.record import Record, gather

MARGIN_S = 16 * 3600
"""More than any zone's distance from UTC."""
RECORD_DAYS = 15
"""The rules of health look back no further than two weeks for what happened (ours) …"""
RECORD_BREAKS = 60
"""… but for what was done last at the last breaks, however old,"""
RECORD_RELEASES = 150
"""and for the dose at so many releases: more than it takes to grow every one to its most."""

_NO_ROOM = ("SQLITE_CANTOPEN", "SQLITE_READONLY")
"""SQLite's files beside the journal cannot be made."""


class JournalReader:
    """One snapshot of the journal, for `with`. Without a file, all answers are empty.

    UserError: another program's, damaged, or of another format.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._db: sqlite3.Connection | None = None

    def __enter__(self) -> JournalReader:
        if self._path.is_file() and self._path.stat().st_size:
            self._db = self._open()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._db is not None:
            self._db.close()
            self._db = None

    def facts(self, first_day: int, last_day: int) -> tuple[Fact, ...]:
        """What touches these local days (`Moment.local_day`), and all corrections since.

        A little more may come with it, from the days around. Breaks come without their steps.
        """
        least, most = _edges(first_day, last_day)
        found: list[Fact] = []
        for kept in KEPT:
            found += self._touching(kept, least, most)
        return (*found, *self._voids(least))

    def spans(self, first_day: int, last_day: int) -> tuple[Fact, ...]:
        """Of `facts` the stretches without the absences, and the corrections."""
        least, most = _edges(first_day, last_day)
        here = f"AND kind <> '{SpanKind.AWAY.value}'"
        found = self._touching(_kept("spans"), least, most, here)
        return (*found, *self._voids(least))

    def week_facts(self, first_day: int, last_day: int, week_day: int) -> tuple[Fact, ...]:
        """What `core.week_page` looks at: of `facts` the stretches but the absences, ratings with
        their breaks, and corrections; from the local day `week_day` on all breaks with their steps,
        and the offers."""
        least, most = _edges(first_day, last_day)
        found = [*self.spans(first_day, last_day)]
        found += self._touching(_kept("tightness"), least, most)
        rated = "AND uid IN (SELECT break_uid FROM tightness WHERE at_ms >= ? AND at_ms < ?)"
        late, _ = _edges(week_day, week_day)
        found += self._touching(_kept("breaks"), least, late, rated, least, most)
        for table in ("breaks", "offers"):
            found += self._touching(_kept(table), late, most)
        steps = self._steps(late, most)
        return tuple(
            replace(fact, steps=tuple(steps[fact.uid]))
            if isinstance(fact, BreakEnded) and fact.uid in steps
            else fact
            for fact in found
        )

    def _touching(
        self, kept: Kept, least: float, most: float, also: str = "", *values: float
    ) -> list[Fact]:
        query = (
            f"SELECT * FROM {kept.table} WHERE {kept.ends} >= ? AND {kept.begins} < ? {also} "
            f"ORDER BY {kept.begins}"
        )
        return self._read(kept, self._rows(query, least, most, *values))

    def _steps(self, least: float, most: float) -> dict[str, list[StepDone]]:
        """The steps of the breaks that began in this time, by the break."""
        steps: dict[str, list[StepDone]] = {}
        for row in self._rows(
            "SELECT steps.* FROM breaks CROSS JOIN steps ON steps.break_uid = breaks.uid "
            "WHERE breaks.start_ms >= ? AND breaks.start_ms < ? ORDER BY break_uid, position",
            least, most,
        ):  # fmt: skip
            steps.setdefault(row["break_uid"], []).append(read_step(row))
        return steps

    def recent_breaks(self, limit: int) -> tuple[BreakEnded, ...]:
        """The last breaks that were no absences, with their steps, oldest first."""
        rows = self._rows(
            "SELECT * FROM breaks WHERE evidence != 'absence' "
            "AND uid NOT IN (SELECT fact FROM voids) ORDER BY start_ms DESC LIMIT ?",
            limit,
        )
        breaks = self._read(_kept("breaks"), rows[::-1])
        return tuple(self._with_steps(fact) for fact in breaks if isinstance(fact, BreakEnded))

    def record(self, now: Moment, waiting: Sequence[Fact] = ()) -> Record:
        """What safety, dose, order, sides and follow-ups look at, as of `now`.

        `waiting`: facts that the writer could not write yet; a pain stop counts from the first
        second, also on a full disk.
        """
        last = "SELECT uid FROM breaks WHERE evidence != 'absence'"
        newest = "ORDER BY start_ms DESC LIMIT"
        rows = self._rows(
            f"SELECT * FROM breaks WHERE evidence != 'absence' AND (start_ms >= ? "
            f"OR uid IN ({last} {newest} ?) OR uid IN ({last} AND kind = 'release' {newest} ?))",
            (now.wall - RECORD_DAYS * DAY) * 1000, RECORD_BREAKS, RECORD_RELEASES,
        )  # fmt: skip
        breaks = self._read(_kept("breaks"), rows)
        found: list[Fact] = [
            self._with_steps(fact) for fact in breaks if isinstance(fact, BreakEnded)
        ]
        least = min((row["start_ms"] for row in rows), default=0)
        for table in ("checkins", "followups", "tightness"):
            query = f"SELECT * FROM {table} WHERE at_ms >= ? ORDER BY rowid"
            found += self._read(_kept(table), self._rows(query, least))
        for table in ("answers", "selftests"):  # the last one written counts
            found += self._read(_kept(table), self._rows(f"SELECT * FROM {table} ORDER BY rowid"))
        return gather((*found, *self._voids(0), *waiting))

    def last_facts(self, limit: int) -> tuple[Fact, ...]:
        """The last facts of each kind, at most `limit` a kind, and all corrections."""
        found: list[Fact] = []
        for kept in KEPT:
            query = f"SELECT * FROM {kept.table} ORDER BY {kept.ends} DESC LIMIT ?"
            found += self._read(kept, self._rows(query, limit))
        return (*found, *self._voids(0))

    def named(self, end: str) -> tuple[Fact, ...]:
        """The facts whose uid ends so, corrections included: one machine's uids begin alike."""
        ending = "WHERE substr(uid, -length(?1)) = ?1"
        found: list[Fact] = []
        for kept in KEPT:
            found += self._read(kept, self._rows(f"SELECT * FROM {kept.table} {ending}", end))
        return (*found, *read_voids(self._rows(f"SELECT * FROM voids {ending}", end)))

    def lines(self, table: str) -> list[Found]:
        """Every row of a table as it lies there, in the order in which it was written."""
        order = {"steps": "break_uid, position", "state": "id"}.get(table, "rowid")
        return self._rows(f"SELECT * FROM {table} ORDER BY {order}")

    def damage(self) -> str:
        """What SQLite's quick check finds; empty when the file is sound. For `doctor`."""
        rows = self._rows("PRAGMA quick_check(1)")
        verdict = str(rows[0]["quick_check"]) if rows else "ok"
        return "" if verdict == "ok" else " ".join(verdict.replace("*", "").split())

    def state(self) -> str | None:
        """The engine's state as the resident last saved it."""
        rows = self._rows("SELECT body FROM state")
        return str(rows[0]["body"]) if rows else None

    def open_spans(self) -> tuple[Span, ...]:
        """The stretch of sitting or standing that goes on, up to when the state was saved."""
        body = self.state()
        return open_spans(body) if body else ()

    def _open(self) -> sqlite3.Connection | None:
        target = f"file:{quote(str(self._path.absolute()))}?mode=ro"
        try:
            try:
                return self._checked(target)
            except sqlite3.OperationalError as error:
                if not error.sqlite_errorname.startswith(_NO_ROOM) or self._in_use():
                    raise
                # The folder takes no files, so nobody can be writing either.
                return self._checked(f"{target}&immutable=1")
        except sqlite3.DatabaseError as error:
            raise self._trouble(error) from None

    def _in_use(self) -> bool:
        return Path(f"{self._path}-wal").exists()

    def _checked(self, target: str) -> sqlite3.Connection | None:
        """A snapshot of a journal of today's format; None when nothing is in it yet."""
        db = connect(target, uri=True)
        try:
            db.execute("BEGIN")
            version = int(db.execute("PRAGMA user_version").fetchone()[0])
            ours = db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
            if db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                self._refuse_strange(version, ours)
                return db
        except BaseException:
            db.close()
            raise
        db.close()
        return None

    def _refuse_strange(self, version: int, ours: bool) -> None:
        known = len(MIGRATIONS)
        if not ours:
            raise UserError(f"{self._path} is another program's database")
        if version > known:
            raise UserError(
                f"the journal {self._path} was written by a newer hipbreak (its format is "
                f"{version}, this one knows {known})"
            )
        if version < known:
            raise UserError(
                f"the journal {self._path} is of an older format; start hipbreak once to renew it"
            )

    def _trouble(self, error: Exception) -> UserError:
        return UserError(f"cannot read the journal {self._path}: {error}")

    def _rows(self, query: str, *values: str | float) -> list[Found]:
        if self._db is None:
            return []
        try:
            return self._db.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise self._trouble(error) from None

    def _read(self, kept: Kept, rows: list[Found]) -> list[Fact]:
        try:
            return [kept.read(row) for row in rows]
        except ValueError as error:
            raise self._trouble(error) from None

    def _with_steps(self, fact: BreakEnded) -> BreakEnded:
        rows = self._rows("SELECT * FROM steps WHERE break_uid = ? ORDER BY position", fact.uid)
        return replace(fact, steps=tuple(read_step(row) for row in rows))

    def _voids(self, least_ms: float) -> list[Voided]:
        return read_voids(self._rows("SELECT * FROM voids WHERE at_ms >= ?", least_ms))


def _edges(first_day: int, last_day: int) -> tuple[float, float]:
    """UTC milliseconds around these local days, wherever on earth they were lived."""
    return (first_day * DAY - MARGIN_S) * 1000, ((last_day + 1) * DAY + MARGIN_S) * 1000


def _kept(table: str) -> Kept:
    return next(kept for kept in KEPT if kept.table == table)


def open_spans(body: str) -> tuple[Span, ...]:
    """The bout in a saved state, up to when it was saved, what is in doubt of it as doubtful;
    nothing in a state of another kind."""
    # Here: the adviser, for which a break waits, reads no state and so needs no engine.
    from hipbreak.core.presence import parts, same_clock
    from hipbreak.core.state import Bout, Doubt

    try:
        plain = json.loads(body)
        inner = plain.get("state", plain)  # the resident may wrap it
        bout = decode_as(Bout, inner["bout"])
        at = decode_as(Moment, inner["at"])
        doubt = decode_as(Doubt, inner["doubt"]) if inner.get("doubt") else None
    except (ValueError, KeyError, AttributeError, TypeError, DecodeError):
        return ()
    if at.since(bout.began) < 0:
        bout = replace(bout, began=at)
    if doubt and doubt.written:
        doubt = None  # of an earlier bout
    return tuple(
        Span(OPEN, kind, same_clock(start, at), same_clock(end, at), OPEN)
        for kind, start, end, _ in parts(bout, doubt, at, OPEN)
        if (end is at and kind is bout.kind) or end.since(start) > 0
    )
