"""What SQL passes over on an import is never what Python would refuse."""

from __future__ import annotations

import json
import sqlite3
import time
import zipfile
from contextlib import closing
from pathlib import Path

import pytest

from hipbreak.adapters.journal.schema import MIGRATIONS
from hipbreak.adapters.journal.sqlite import SqliteJournal
from hipbreak.adapters.journal.staging import insert
from hipbreak.adapters.journal.tables import (
    FACTS,
    LATEST_MS,
    LONGEST_S,
    LONGEST_TEXT,
    WORDS,
    BadRow,
    build,
    checked,
    columns,
    meaningful,
    plain,
    sure,
)
from hipbreak.adapters.own_data import export_data, import_data
from hipbreak.adapters.paths import Paths
from hipbreak.cli.progress import Progress
from hipbreak.core.errors import UserError
from tests.journal_writer import facts as numbered

NOW = len(MIGRATIONS)
VALUES: tuple[object, ...] = (
    None, "", "a", "é", "a\0b", "x" * 64, "x" * 65, "x" * LONGEST_TEXT, "x" * (LONGEST_TEXT + 1),
    "a b", "-", b"blob", -1, 0, 1, 10, 11, 1000, 1001, 1_000_001, -64_801, 64_800, LATEST_MS,
    LATEST_MS + 1, -0.5, 0.5, LONGEST_S, LONGEST_S * 2, float("inf"), 1 << 62,
)  # fmt: skip
"""What a column may be made to hold."""


def good(table: str) -> dict[str, object]:
    """A row that nobody refuses."""
    words = {name: next(iter(kind)).value for name, kind in WORDS.get(table, {}).items()}
    plain_ones: dict[str, object] = {"TEXT": "a", "INTEGER": 1, "REAL": 1.0}
    return {
        column.name: words.get(column.name, plain_ones[column.kind]) for column in columns(table)
    }


@pytest.mark.parametrize("table", FACTS)
def test_what_sql_passes_over_python_lets_pass(table: str) -> None:
    """Each column with each value, as SQLite keeps it; a good row is passed over by SQL."""
    with closing(sqlite3.connect(":memory:")) as db:
        db.row_factory = sqlite3.Row
        build(db)
        insert(db, table, good(table))
        fine = f"({sure(table, NOW)}) AND ({plain(table)})"
        assert db.execute(f"SELECT ({fine}) IS 1 FROM {table}").fetchone()[0]
        passed = refused = 0
        for column in columns(table):
            for value in VALUES:
                db.execute(f"DELETE FROM {table}")
                try:
                    insert(db, table, {**good(table), column.name: value})
                except sqlite3.IntegrityError:
                    continue  # NULL where there must be something
                row = db.execute(f"SELECT *, ({fine}) IS 1 AS fine FROM {table}").fetchone()
                found = {name: row[name] for name in row.keys() if name != "fine"}  # noqa: SIM118
                try:
                    meaningful(table, checked(table, found))
                    passed += 1
                except BadRow:
                    refused += 1
                    assert not row["fine"], (column.name, value)
        assert passed
        assert refused


def home(path: Path) -> Paths:
    paths = Paths.from_env({"HIPBREAK_HOME": str(path)})
    paths.ensure()
    return paths


def with_facts(path: Path) -> Paths:
    paths = home(path)
    journal = SqliteJournal(paths.journal)
    for number in range(5):
        journal.commit(numbered(number), None)
    journal.close()
    return paths


@pytest.mark.parametrize(
    ("column", "value", "said"),
    [
        ("start_ms", True, "start_ms is not integer"),
        ("start_ms", "5", "start_ms is not integer"),
        ("start_ms", 1.5, "start_ms is not integer"),
        ("start_ms", 1 << 70, "start_ms is out of range"),
        ("lasted_s", "1", "lasted_s is not real"),
        ("lasted_s", float("nan"), "lasted_s is out of range"),
        ("ended_by", 5, "ended_by is not text"),
        ("ended_by", "\ud800", "ended_by is not text"),
        ("ended_by", "a\0b", "ended_by is not text"),
        ("ended_by", None, "ended_by is not text"),
        ("kind", "flying", "'flying' is not a valid SpanKind"),
    ],
)
def test_a_wrong_value_in_an_export_is_named_with_its_row(
    tmp_path: Path, column: str, value: object, said: str
) -> None:
    """SQLite would have made something else of most of them."""
    export_data(with_facts(tmp_path / "there"), tmp_path / "good.zip")
    bad = tmp_path / "bad.zip"
    with zipfile.ZipFile(tmp_path / "good.zip") as old, zipfile.ZipFile(bad, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "json/spans.json":
                rows = json.loads(content)
                rows[1][column] = value
                content = json.dumps(rows).encode()
            new.writestr(name, content)
    with pytest.raises(UserError) as caught:
        import_data(home(tmp_path / "here"), bad)
    assert f"spans, row 2: {said}" in str(caught.value)


def test_letters_of_any_script_are_taken_in_as_they_are(tmp_path: Path) -> None:
    """Those are looked at one by one, and are no fault."""
    there = with_facts(tmp_path / "there")
    with closing(sqlite3.connect(there.journal)) as db, db:
        db.execute("UPDATE spans SET ended_by = '座る é 🪑'")
    here = home(tmp_path / "here")
    import_data(here, there.journal)
    with closing(sqlite3.connect(here.journal)) as db:
        assert {row[0] for row in db.execute("SELECT ended_by FROM spans")} == {"座る é 🪑"}


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    """They would make the journal unreadable."""
    there = with_facts(tmp_path / "there")
    with closing(sqlite3.connect(there.journal)) as db, db:
        db.execute("UPDATE spans SET ended_by = CAST(X'80' AS TEXT) WHERE rowid = 2")
    with pytest.raises(UserError, match="nothing was changed"):
        import_data(home(tmp_path / "here"), there.journal)


def test_parts_are_told_to_somebody_who_has_waited_only(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing of what is done at once; from then on the part that runs and those that follow."""
    with Progress() as tell:
        tell("Reading")
    assert capsys.readouterr().err == ""
    monkeypatch.setattr("hipbreak.cli.progress.PATIENCE_S", 0.01)
    told = ""
    with Progress() as tell:
        tell("Reading")
        end = time.monotonic() + 5
        while "Reading…" not in told and time.monotonic() < end:
            told += capsys.readouterr().err
        tell("Writing")
    assert told == "Reading…\n"
    assert capsys.readouterr() == ("", "Writing…\n")
