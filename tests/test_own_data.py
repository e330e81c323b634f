"""Export, and files from elsewhere that must change nothing."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import stat
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from hipbreak.adapters.journal import incoming
from hipbreak.adapters.journal.schema import APPLICATION_ID, MIGRATIONS
from hipbreak.adapters.journal.sqlite import SqliteJournal
from hipbreak.adapters.own_data import export_data, import_data, open_folder
from hipbreak.adapters.paths import Paths
from hipbreak.cli import main
from hipbreak.core.errors import UserError
from tests.journal_writer import facts as numbered

COUNT = 3


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """A machine with three times two facts."""
    return machine(tmp_path / "here", range(COUNT))


def machine(home: Path, numbers: range) -> Paths:
    paths = Paths.from_env({"HIPBREAK_HOME": str(home)})
    paths.ensure()
    journal = SqliteJournal(paths.journal)
    for number in numbers:
        journal.commit(numbered(number), str(number))
    journal.close()
    return paths


def test_an_export_is_read_without_hipbreak_and_says_what_it_holds(
    paths: Paths, tmp_path: Path
) -> None:
    """A README, CSV with local times, JSON, the settings; readable by its owner only; the same
    journal gives the same bytes, and is not touched."""
    paths.settings.write_text("# mine\n")
    before = paths.journal.read_bytes()
    one, two = tmp_path / "1.zip", tmp_path / "2.zip"
    assert export_data(paths, one) == export_data(paths, two) == 2 * COUNT
    assert one.read_bytes() == two.read_bytes()
    assert stat.S_IMODE(one.stat().st_mode) == 0o600
    assert paths.journal.read_bytes() == before
    with zipfile.ZipFile(one) as archive:
        assert archive.testzip() is None
        assert "lasted_s" in archive.read("README.txt").decode()
        assert archive.read("settings.toml") == b"# mine\n"
        about = json.loads(archive.read("manifest.json"))
        assert (about["schema"], about["rows"]["breaks"]) == (len(MIGRATIONS), COUNT)
        first = next(csv.DictReader(io.StringIO(archive.read("csv/breaks.csv").decode())))
        assert first["start_local"] == "2023-11-14 23:13:20+01:00"
        assert first["outcome"] == "completed"
        assert json.loads(archive.read("json/steps.json"))[0]["done_s"] == 10.0


def test_an_export_of_some_days_holds_what_touches_them(tmp_path: Path) -> None:
    """Both days included, by the local days as they were lived."""
    paths = machine(tmp_path / "here", range(45, 49))  # two before midnight, two after
    for since, until, count in [
        (date(2023, 11, 15), None, 4),
        (None, date(2023, 11, 14), 4),
        (date(2023, 11, 16), None, 0),
    ]:
        target = tmp_path / f"{since}-{until}.zip"
        assert export_data(paths, target, since, until) == count
        with zipfile.ZipFile(target) as archive:
            assert len(json.loads(archive.read("json/steps.json"))) == 3 * count / 2


def test_a_text_that_looks_like_a_formula_is_text_in_the_csv(tmp_path: Path) -> None:
    """A spreadsheet runs nothing; the JSON has it as it was."""
    paths = machine(tmp_path / "here", range(1))
    with closing(sqlite3.connect(paths.journal, isolation_level=None)) as db:
        db.execute("UPDATE breaks SET stop_reason = '=1+1'")
    export_data(paths, tmp_path / "x.zip")
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        assert b",'=1+1," in archive.read("csv/breaks.csv")
        assert json.loads(archive.read("json/breaks.json"))[0]["stop_reason"] == "=1+1"


def test_an_export_overwrites_nothing(paths: Paths, tmp_path: Path) -> None:
    """A file that is there stays."""
    target = tmp_path / "x.zip"
    target.write_text("mine")
    with pytest.raises(UserError, match="exists already"):
        export_data(paths, target)
    assert target.read_text() == "mine"


# Bad files

Spoil = Callable[[Path, Path], None]
"""Makes a bad file from a good journal or a good export."""


def sql(*statements: str) -> Spoil:
    def spoil(good: Path, bad: Path) -> None:
        bad.write_bytes(good.read_bytes())
        with closing(sqlite3.connect(bad, isolation_level=None)) as db:
            for statement in statements:
                db.execute(statement)

    return spoil


def cut(good: Path, bad: Path) -> None:
    bad.write_bytes(good.read_bytes()[:20_000])


def garbage_within(good: Path, bad: Path) -> None:
    content = bytearray(good.read_bytes())
    content[4096 * 3 : 4096 * 5] = b"\x99" * 8192
    bad.write_bytes(content)


def foreign(good: Path, bad: Path) -> None:
    with closing(sqlite3.connect(bad, isolation_level=None)) as db:
        db.execute("CREATE TABLE recipes (name TEXT)")


def view_for_table(good: Path, bad: Path) -> None:
    """A view that never ends in the place of a table."""
    sql(
        "DROP TABLE holds",
        "CREATE VIEW holds AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x FROM n) "
        "SELECT x AS uid FROM n",
    )(good, bad)


TRIGGER = "CREATE TRIGGER t AFTER INSERT ON breaks BEGIN DELETE FROM spans; END"
JOURNALS: dict[str, tuple[Spoil, str]] = {
    "cut off": (cut, "is damaged"),
    "garbage": (garbage_within, "is damaged"),
    "foreign": (foreign, "another program's database"),
    "newer": (sql("PRAGMA user_version = 99"), "written by a newer hipbreak"),
    "negative version": (sql("PRAGMA user_version = -1"), "holds no journal"),
    "trigger": (sql(TRIGGER), "a trigger named 't' that hipbreak did not make"),
    "view": (view_for_table, "that hipbreak did not make or lacks"),
    "a table less": (sql("DROP TABLE voids"), "or lacks one that it makes"),
    "unknown word": (sql("UPDATE breaks SET outcome = 'flew'"), "breaks, row 1: 'flew'"),
    "odd uid": (sql("UPDATE spans SET uid = uid || '../x'"), "spans, row 1: uid is no id"),
    "huge text": (
        sql("UPDATE breaks SET routine = printf('%.*c', 20000, 'x')"),
        "breaks, row 1: routine is too long",
    ),
    "huge blob": (sql("UPDATE breaks SET routine = zeroblob(2000000)"), "is damaged"),
    "blob": (sql("UPDATE spans SET kind = x'00ff'"), "kind is not text"),
    "far future": (sql("UPDATE spans SET end_ms = 99999999999999"), "end_ms is out of range"),
    "text for number": (sql("UPDATE spans SET lasted_s = 'long'"), "lasted_s is not real"),
}


def repack(change: Callable[[dict[str, bytes]], None]) -> Spoil:
    def spoil(good: Path, bad: Path) -> None:
        with zipfile.ZipFile(good) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        change(parts)
        with zipfile.ZipFile(bad, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in parts.items():
                archive.writestr(name, content)

    return spoil


def part(name: str, content: bytes | None) -> Spoil:
    """The export with another content under this name, or without it."""

    def change(parts: dict[str, bytes]) -> None:
        parts.pop(name, None)
        if content is not None:
            parts[name] = content

    return repack(change)


def one_break_less(parts: dict[str, bytes]) -> None:
    parts["json/breaks.json"] = json.dumps(json.loads(parts["json/breaks.json"])[1:]).encode()


def an_extra_column(parts: dict[str, bytes]) -> None:
    rows = json.loads(parts["json/breaks.json"])
    rows[0]["uid) VALUES (1); DROP TABLE breaks; --"] = 1
    parts["json/breaks.json"] = json.dumps(rows).encode()


def bytes_changed(good: Path, bad: Path) -> None:
    content = bytearray(good.read_bytes())
    content[len(content) // 2] ^= 0xFF
    bad.write_bytes(content)


EXPORTS: dict[str, tuple[Spoil, str]] = {
    "cut off": (lambda good, bad: bad.write_bytes(good.read_bytes()[:5000]) and None, "is damaged"),
    "changed": (bytes_changed, "is damaged"),
    "path": (part("../../evil.txt", b"x"), "is not an export of hipbreak"),
    "another zip": (part("photo.png", b"x"), "is not an export of hipbreak"),
    "no manifest": (part("manifest.json", None), "manifest.json is missing"),
    "odd manifest": (part("manifest.json", b"[]"), "its manifest is unreadable"),
    "newer": (part("manifest.json", b'{"schema": 99, "rows": {}}'), "by a newer hipbreak"),
    "no table": (part("json/breaks.json", None), "json/breaks.json is missing"),
    "not JSON": (part("json/breaks.json", b"{{"), "is damaged"),
    "deep JSON": (part("json/breaks.json", b"[" * 100_000), "is damaged"),
    "no rows": (part("json/breaks.json", b"[1" + b", 1" * 29 + b"]"), "breaks, row 1: not a row"),
    "a row less": (repack(one_break_less), "breaks is incomplete"),
    "odd column": (repack(an_extra_column), "its columns are not those of the table"),
}


def refused(paths: Paths, bad: Path, said: str) -> None:
    before = paths.journal.read_bytes()
    with pytest.raises(UserError) as caught:
        import_data(paths, bad)
    assert said in str(caught.value)
    assert len(caught.value.problems) == 1
    assert "\n" not in str(caught.value)
    assert paths.journal.read_bytes() == before
    assert not list(paths.backups.iterdir())


@pytest.mark.parametrize("kind", JOURNALS)
def test_a_bad_journal_is_one_clear_line_and_changes_nothing(
    paths: Paths, tmp_path: Path, kind: str
) -> None:
    """Cut off, foreign, newer, or made to do harm."""
    spoil, said = JOURNALS[kind]
    spoil(machine(tmp_path / "there", range(10, 40)).journal, tmp_path / "bad.sqlite3")
    refused(paths, tmp_path / "bad.sqlite3", said)


@pytest.mark.parametrize("kind", EXPORTS)
def test_a_bad_export_is_one_clear_line_and_changes_nothing(
    paths: Paths, tmp_path: Path, kind: str
) -> None:
    """Cut off, changed, newer, or made to do harm; nothing is ever unpacked to the disk."""
    spoil, said = EXPORTS[kind]
    good = tmp_path / "good.zip"
    export_data(machine(tmp_path / "there", range(10, 40)), good)
    spoil(good, tmp_path / "bad.zip")
    refused(paths, tmp_path / "bad.zip", said)
    assert not list(tmp_path.rglob("evil*"))


@pytest.mark.parametrize("lies", [False, True])
def test_a_bomb_is_not_unpacked(
    paths: Paths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lies: bool
) -> None:
    """Neither one that says how much it is, nor one that says it were little."""
    monkeypatch.setattr(incoming, "LARGEST", 3_000_000)
    monkeypatch.setattr(incoming, "LARGEST_PART", 1_000_000)
    good, bad = tmp_path / "good.zip", tmp_path / "bad.zip"
    export_data(paths, good)
    part("json/spans.json", b" " * 4_000_000)(good, bad)
    if lies:
        size, small = (4_000_000).to_bytes(4, "little"), (4000).to_bytes(4, "little")
        assert size in bad.read_bytes()
        bad.write_bytes(bad.read_bytes().replace(size, small))
    refused(paths, bad, "is damaged" if lies else "unpacks to too much")


def test_what_is_no_file_of_ours_is_told(paths: Paths, tmp_path: Path) -> None:
    """A text, a folder, nothing at all."""
    (tmp_path / "letter.txt").write_text("dear diary")
    refused(paths, tmp_path / "letter.txt", "neither a journal nor an export")
    refused(paths, tmp_path, "there is no file")
    refused(paths, tmp_path / "none", "there is no file")


def test_an_import_that_fails_midway_changes_nothing(paths: Paths, tmp_path: Path) -> None:
    """One transaction: the journal refuses the last row, so none is in it."""
    there = machine(tmp_path / "there", range(10, 20))
    with closing(sqlite3.connect(paths.journal, isolation_level=None)) as db:
        db.execute(
            "CREATE TRIGGER full BEFORE INSERT ON steps WHEN (SELECT count(*) FROM steps) > 20 "
            "BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"
        )
    with pytest.raises(UserError, match="nothing was changed"):
        import_data(paths, there.journal)
    with closing(sqlite3.connect(paths.journal)) as db:
        assert db.execute("SELECT count(*) FROM spans").fetchone()[0] == COUNT
        assert db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID


def test_the_commands_say_what_they_did(
    paths: Paths,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Export, import of it elsewhere, the folder; a wrong date is a wrong call."""
    monkeypatch.setenv("HIPBREAK_HOME", str(paths.journal.parent))
    assert main(["export", str(tmp_path / "x.zip")]) == 0
    assert main(["folder"]) == 0
    assert main(["export", "--since", "soon", str(tmp_path / "y.zip")]) == 2
    monkeypatch.setenv("HIPBREAK_HOME", str(tmp_path / "new"))
    assert main(["import", str(tmp_path / "x.zip")]) == 0
    assert main(["backup"]) == 0
    said = capsys.readouterr()
    assert f"6 facts are in {tmp_path}/x.zip" in said.out
    assert f"\n{paths.journal.parent}\n" in said.out
    assert "6 facts were added, 0 were here already." in said.out
    assert f"copied to {tmp_path}/new/backups/journal-" in said.out
    assert said.err == "hipbreak: not a date: 'soon'; write 2026-11-22\n"


def test_the_folder_is_opened_by_the_desktop(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By xdg-open on Linux; without it, one clear line."""
    opener = tmp_path / "bin" / "xdg-open"
    opener.parent.mkdir()
    opener.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/opened\n')
    opener.chmod(0o700)
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setenv("PATH", f"{opener.parent}:/usr/bin:/bin")
    open_folder(tmp_path)
    assert (tmp_path / "opened").read_text().strip() == str(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UserError, match="xdg-open is missing"):
        open_folder(tmp_path)
