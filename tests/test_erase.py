"""What is erased is gone from every file, and nothing else is."""

from __future__ import annotations

import io
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from hipbreak.adapters.journal.backups import backups
from hipbreak.adapters.journal.reader import JournalReader
from hipbreak.adapters.journal.sqlite import SqliteJournal
from hipbreak.adapters.own_data import back_up_data, erase_data
from hipbreak.adapters.paths import Paths
from hipbreak.cli import main
from hipbreak.core.errors import UserError
from hipbreak.core.facts import (
    BreakEnded,
    CheckedIn,
    Evidence,
    Fact,
    Feel,
    Outcome,
    SafetyAnswered,
    StepDone,
    Voided,
)
from hipbreak.core.moment import DAY, Moment
from tests.resident import Resident
from tests.rig import Desktop

NOON = Moment(20_000 * DAY + 12 * 3600, 500.0, 3600)
TODAY = date(1970, 1, 1) + timedelta(days=20_000)
MARK = "a-secret-of-mine"


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    paths = Paths.from_env({"HIPBREAK_HOME": str(tmp_path / "here")})
    paths.ensure()
    return paths


def walk(uid: str, days_ago: float, routine: str = MARK) -> BreakEnded:
    start = NOON.back(days_ago * DAY)
    return BreakEnded(
        uid * 32, routine, "walk", start, start.after(120), Outcome.COMPLETED, Evidence.STEPS,
        120, 120, steps=(StepDone(routine, "", 120, 120),),
    )  # fmt: skip


def write(paths: Paths, *facts: Fact, state: str = MARK) -> None:
    journal = SqliteJournal(paths.journal)
    journal.commit(facts, state)
    journal.close()


def breaks(paths: Paths) -> list[str]:
    with JournalReader(paths.journal) as reader:
        return [fact.uid[0] for fact in reader.recent_breaks(99)]


def traces(folder: Path) -> list[str]:
    """The files in which the secret can still be read."""
    files = (file for file in folder.rglob("*") if file.is_file())
    return [file.name for file in files if MARK.encode() in file.read_bytes()]


def test_after_erasing_all_nothing_can_be_read_in_any_file(paths: Paths) -> None:
    """Journal, state, backups, moved-aside and older copies, log, reports; settings stay."""
    paths.journal.write_bytes(MARK.encode() * 900)
    write(paths, *(walk(uid, 1) for uid in "0123456789"))
    back_up_data(paths)
    paths.log.write_text(MARK)
    paths.log.with_suffix(".old").write_text(MARK)
    (paths.outbox / "x.json").write_text(MARK)
    Path(f"{paths.journal}.before-v2").write_text(MARK)
    paths.settings.write_text("# mine")
    (paths.routines / "own.toml").write_text("# mine")
    assert len(traces(paths.journal.parent)) == 7
    done = erase_data(paths)
    assert (done.facts, done.copies, done.clean) == (10, 3, True)
    assert traces(paths.journal.parent) == []
    assert breaks(paths) == []
    assert paths.settings.read_text() == (paths.routines / "own.toml").read_text() == "# mine"
    journal = SqliteJournal(paths.journal)
    assert (journal.load_state(), journal.notice) == (None, "")
    journal.close()


def test_before_a_day_goes_what_began_before_it(paths: Paths) -> None:
    """With its steps, how it felt and corrections of it; the copies that hold it go and one new
    is made; the last answer to each safety question says how things are, so it stays."""
    old, new = walk("a", 3), walk("b", 1, "kept")
    felt = CheckedIn("c" * 32, old.uid, NOON, Feel.GOOD)
    void = Voided("d" * 32, NOON, (old.uid,), MARK)
    answers = [
        SafetyAnswered(uid * 32, NOON.back(days * DAY), question, True)
        for uid, days, question in [("1", 9, "infection"), ("2", 8, "infection"), ("3", 9, "clot")]
    ]
    write(paths, old, new, felt, void, *answers, state="now")
    back_up_data(paths)
    done = erase_data(paths, TODAY - timedelta(days=2))
    assert (done.facts, done.copies) == (4, 1)
    assert traces(paths.journal.parent) == []
    assert breaks(paths) == ["b"]
    with JournalReader(paths.journal) as reader:
        record = reader.record(NOON)
        assert reader.state() == "now"
    assert [answer.uid[0] for answer in record.answers] == ["2", "3"]
    ((_, copy),) = backups(paths.backups)
    with closing(sqlite3.connect(copy)) as db:
        assert db.execute("SELECT count(*) FROM steps").fetchone()[0] == 1


def test_while_a_window_reads_it_is_said_that_traces_remain(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the reader still sees cannot be taken from under it; run again, all is gone."""
    monkeypatch.setattr("hipbreak.adapters.journal.erasing.LOCK_S", 0.05)
    write(paths, walk("a", 1))
    journal = SqliteJournal(paths.journal)
    journal.commit([walk("b", 1)], None)
    with JournalReader(paths.journal) as reader:
        assert len(reader.recent_breaks(5)) == 2
        assert not erase_data(paths).clean
        assert len(reader.recent_breaks(5)) == 2
    assert erase_data(paths).clean
    journal.close()
    assert traces(paths.journal.parent) == []


def test_a_day_to_come_is_a_wrong_call(paths: Paths) -> None:
    """Nothing is touched."""
    write(paths, walk("a", 1))
    with pytest.raises(UserError) as caught:
        erase_data(paths, date.today() + timedelta(days=1))
    assert caught.value.exit_code == 2
    assert breaks(paths) == ["a"]


@pytest.mark.parametrize(("typed", "left"), [("erase\n", 0), ("yes\n", 1), ("", 1)])
def test_the_word_has_to_be_typed(
    paths: Paths, monkeypatch: pytest.MonkeyPatch, typed: str, left: int
) -> None:
    """Anything else erases nothing and ends with 1."""
    write(paths, walk("a", 1))
    monkeypatch.setenv("HIPBREAK_HOME", str(paths.journal.parent))
    monkeypatch.setattr("sys.stdin", io.StringIO(typed))
    assert main(["erase"]) == (1 if left else 0)
    assert len(breaks(paths)) == left


def test_beside_a_resident_import_and_erase_are_safe(desktop: Desktop, tmp_path: Path) -> None:
    """What is taken in is there at once; what is erased is gone, also from what the resident
    still knew, and it goes on counting from now."""
    there = Paths.from_env({"HIPBREAK_HOME": str(tmp_path / "there")})
    there.ensure()
    write(there, *(walk(uid, 1) for uid in "0123"))
    resident = Resident(desktop, idle__source="none").start()
    resident.wait_status(lambda seen: seen["bout_s"] is not None, "a stretch")
    assert "4 facts were added" in resident.cli("import", str(there.journal)).stdout
    assert resident.query("SELECT count(*) FROM breaks") == [(4,)]
    before = resident.query("SELECT body FROM state")
    assert "Erased: facts: 4" in resident.cli("erase", "--yes-erase-everything").stdout
    assert resident.query("SELECT count(*) FROM breaks") == [(0,)]
    assert resident.query("SELECT body FROM state") != before
    assert traces(resident.folder) == []
    assert resident.status()["running"]
    resident.cli("pause", "1h")
    assert resident.integrity() == "ok"
    assert not any(resident.query(f"SELECT count(*) FROM {t}")[0][0] for t in ("spans", "offers"))
