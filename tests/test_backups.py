"""Copies of the journal, and a journal that comes back from them after real damage."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from hipbreak.adapters.clock import SystemClock
from hipbreak.adapters.journal.backups import back_up, backups, is_good, rotate
from hipbreak.adapters.journal.daily import daily
from hipbreak.adapters.journal.reader import JournalReader
from hipbreak.adapters.journal.sqlite import SqliteJournal
from hipbreak.core.errors import HipbreakError, UserError
from hipbreak.core.rules import Rules
from hipbreak.core.save import save
from hipbreak.core.state import begin
from hipbreak.resident.upkeep import FIRST_LOOK_S, PATIENCE_S, DailyBackup, backup_command
from tests.journal_writer import facts as numbered
from tests.rig import wait_for

SUNDAY = date(2026, 11, 22)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite3"


def write(path: Path, *numbers: int, state: str = "s") -> None:
    journal = SqliteJournal(path)
    for number in numbers:
        journal.commit(numbered(number), state)
    journal.close()


def uids(path: Path) -> set[str]:
    with JournalReader(path) as reader:
        return {fact.uid for fact in reader.facts(0, 60_000)}


def of(*numbers: int) -> set[str]:
    return {fact.uid for number in numbers for fact in numbered(number)}


# Copies


def test_a_copy_is_whole_private_and_made_beside_a_writer(path: Path) -> None:
    """With what stands in SQLite's late writes; the writer does not notice."""
    journal = SqliteJournal(path)
    journal.commit(numbered(1), "s")
    made = back_up(path, path.with_name("backups"))
    journal.commit(numbered(2), "s")
    assert back_up(path, path.with_name("backups")) == made
    journal.close()
    assert uids(made) == of(1, 2)
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700
    assert [file.name for file in made.parent.iterdir()] == [made.name]


def test_a_damaged_journal_never_replaces_a_good_copy(path: Path) -> None:
    """The copy of yesterday stays what it was, and nothing is rotated away."""
    write(path, *range(60))
    made = back_up(path, path.with_name("backups"))
    good = made.read_bytes()
    content = bytearray(path.read_bytes())
    content[8192:24_576] = b"\x55" * 16_384
    path.write_bytes(content)
    with pytest.raises(HipbreakError, match=r"damaged|malformed"):
        daily(path)
    assert made.read_bytes() == good
    assert [file.name for file in made.parent.iterdir()] == [made.name]


@pytest.mark.parametrize("place", ["file", "missing"])
def test_what_cannot_be_copied_is_one_clear_line(path: Path, place: str) -> None:
    """No journal yet; a file where the folder should be."""
    if place == "file":
        write(path, 1)
        path.with_name("backups").write_text("x")
    with pytest.raises(UserError) as caught:
        back_up(path, path.with_name("backups"))
    assert len(caught.value.problems) == 1


def test_seven_days_and_four_weeks_are_kept(tmp_path: Path) -> None:
    """After a hundred days of daily copies, and after a holiday without any."""
    for back in range(100, -1, -1):
        day = SUNDAY - timedelta(days=back)
        (tmp_path / f"journal-{day}.sqlite3").write_bytes(b"x")
        rotate(tmp_path)
    (tmp_path / "mine.txt").write_text("stays")
    rotate(tmp_path)
    ages = [(SUNDAY - day).days for day, _ in backups(tmp_path)]
    assert ages == [0, 1, 2, 3, 4, 5, 6, 7, 14, 21, 28]
    assert (tmp_path / "mine.txt").exists()


def test_all_copies_together_stay_within_a_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The oldest go first; two stay, however large they are."""
    monkeypatch.setattr("hipbreak.adapters.journal.backups.MOST_BYTES", 3500)
    for back in range(6):
        (tmp_path / f"journal-{SUNDAY - timedelta(days=back)}.sqlite3").write_bytes(b"x" * 1000)
    rotate(tmp_path)
    assert len(backups(tmp_path)) == 3
    monkeypatch.setattr("hipbreak.adapters.journal.backups.MOST_BYTES", 1)
    rotate(tmp_path)
    assert len(backups(tmp_path)) == 2


def test_what_the_journal_lost_comes_back_from_the_last_copy(path: Path) -> None:
    """The late writes were deleted: the file is sound, and older than its copy."""
    journal = SqliteJournal(path)
    journal.commit(numbered(1), "s")
    journal.close()
    journal = SqliteJournal(path)
    journal.commit(numbered(2), "s")
    back_up(path, path.with_name("backups"))
    old = path.read_bytes()  # the second commit stands beside it only
    journal.close()
    path.write_bytes(old)
    assert uids(path) == of(1)
    daily(path)
    assert uids(path) == of(1, 2)


# Damage


def damaged(path: Path, how: str) -> None:
    content = path.read_bytes()
    if how == "cut off":
        path.write_bytes(content[: len(content) // 2])
    elif how == "garbage in pages":
        path.write_bytes(content[:12_288] + os.urandom(20_480) + content[32_768:])
    elif how == "no database":
        path.write_bytes(b"\0" * len(content))
    elif how == "empty":
        path.write_bytes(b"")
    elif how == "missing":
        path.unlink()


@pytest.mark.parametrize("how", ["cut off", "garbage in pages", "no database", "empty", "missing"])
def test_a_journal_comes_back_from_its_backup(path: Path, how: str) -> None:
    """With all that the copy has and what of later facts can still be read; the damaged file
    stays beside it, byte for byte, and the person is told."""
    body = f'{{"boot": "x", "state": {{"lineage": "{"ab" * 12}"}}}}'
    write(path, *range(80), state=body)
    back_up(path, path.with_name("backups"))
    write(path, *range(80, 90), state=body)
    damaged(path, how)
    spoiled = path.read_bytes() if path.exists() else b""
    journal = SqliteJournal(path)
    state = journal.load_state()
    journal.commit(numbered(95), None)
    journal.close()
    assert of(*range(80), 95) <= uids(path) <= of(*range(90), 95)
    assert "The backup of " in journal.notice
    assert state is not None
    assert "ab" * 12 not in state, "new facts would bear the ids of lost ones"
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    aside = path.parent.glob("*.broken-*[0-9]")
    assert [file.read_bytes() for file in aside] == ([spoiled] if spoiled else [])
    again = SqliteJournal(path)
    assert again.notice == ""
    again.close()


def test_later_facts_are_saved_from_the_damaged_file(path: Path) -> None:
    """Garbage in a few pages: nearly all of what came after the copy is still there."""
    write(path, *range(200))
    back_up(path, path.with_name("backups"))
    write(path, *range(200, 400))
    content = bytearray(path.read_bytes())
    middle = len(content) // 8192 * 4096
    content[middle : middle + 4096] = os.urandom(4096)
    path.write_bytes(content)
    journal = SqliteJournal(path)
    journal.close()
    assert "damaged" in journal.notice
    saved = uids(path)
    assert of(*range(200)) <= saved
    assert len(saved & of(*range(200, 400))) >= 300


def test_facts_of_an_older_format_are_saved_from_a_damaged_file(path: Path) -> None:
    """Renewed to today's: without a backup nearly all is still there, with the steps of breaks;
    a row that makes no sense is left out."""
    script = Path(__file__).with_name("journal_v1.sql").read_text(encoding="utf-8")
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.executescript(script)
        db.execute("PRAGMA journal_mode = DELETE")
        db.executemany(
            "INSERT INTO spans VALUES (?, 'sitting', ?, 3600, ?, 3600, 600.0, 'away')",
            [(f"{n:032x}", n * 10**6, n * 10**6 + 600_000) for n in range(1000, 1400)],
        )
        db.execute("UPDATE spans SET kind = 'flying' WHERE rowid = 5")
    content = bytearray(path.read_bytes())
    middle = len(content) * 3 // 4096 // 4 * 4096
    content[middle : middle + 4096] = os.urandom(4096)
    path.write_bytes(content)
    journal = SqliteJournal(path)
    journal.close()
    assert "damaged" in journal.notice
    with closing(sqlite3.connect(path)) as db:
        saved = db.execute("SELECT count(*) FROM spans WHERE kind = 'sitting'").fetchone()[0]
        steps = db.execute("SELECT count(*) FROM steps").fetchone()[0]
        (timing,) = db.execute("SELECT timing FROM selftests").fetchone()
        assert db.execute("SELECT count(*) FROM spans WHERE kind = 'flying'").fetchone() == (0,)
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert 250 <= saved < 402
    assert steps == 4
    assert timing == ""
    told = int(journal.notice.rstrip(".").rpartition(" ")[2])
    assert told >= saved


def test_a_bad_copy_is_passed_over_for_an_older_good_one(path: Path) -> None:
    """The newest that is whole counts."""
    folder = path.with_name("backups")
    write(path, 1)
    shutil.move(back_up(path, folder), folder / "journal-2026-11-01.sqlite3")
    (folder / "journal-2026-11-21.sqlite3").write_bytes(b"x" * 5000)
    (folder / "journal-2026-99-99.sqlite3").write_bytes(b"x" * 5000)
    path.unlink()
    journal = SqliteJournal(path)
    journal.close()
    assert "The backup of 2026-11-01" in journal.notice
    assert uids(path) == of(1)
    assert not is_good(folder / "journal-2026-11-21.sqlite3")


def test_without_a_good_copy_a_missing_journal_is_told(path: Path) -> None:
    """It begins anew, and says that it did."""
    path.with_name("backups").mkdir()
    path.with_name("backups").joinpath("journal-2026-11-21.sqlite3").write_bytes(b"x" * 5000)
    journal = SqliteJournal(path)
    journal.close()
    assert "no backup in" in journal.notice
    assert uids(path) == set()


# Once a day


class Day:
    """A clock that is moved by hand, and somebody at the desk or not."""

    def __init__(self) -> None:
        self.wall, self.elapsed, self.quiet = 1_763_800_000.0, 1000.0, False
        self.clock = SystemClock(
            lambda: self.wall, lambda: self.elapsed, lambda: self.elapsed, lambda: 0
        )

    def passes(self, seconds: float) -> None:
        self.wall += seconds
        self.elapsed += seconds


def test_a_copy_is_made_once_a_day_when_nobody_is_there(path: Path) -> None:
    """Not at the start, not twice; at the latest after some hours, and again the next day, also
    when the machine slept over midnight."""
    write(path, 1)
    day, folder, told = Day(), path.with_name("backups"), list[str]()
    chore = DailyBackup(
        backup_command(path), path.with_name("log"), day.clock, lambda: day.quiet, told.append
    )

    def made() -> bool:
        chore.tick()
        return bool(backups(folder)) and chore._pid < 0

    day.quiet = True
    chore.tick()
    assert not folder.exists()
    day.quiet = False
    day.passes(FIRST_LOOK_S)
    chore.tick()
    assert chore._pid < 0
    day.quiet = True
    wait_for(made, 20, "the copy")
    assert uids(backups(folder)[0][1]) == of(1)
    day.passes(3600)
    chore.tick()
    assert chore._pid < 0, "the same day"
    backups(folder)[0][1].unlink()
    day.quiet = False
    day.passes(86_400)
    chore.tick()
    assert chore._pid < 0
    day.passes(PATIENCE_S)
    wait_for(made, 20, "the next day's copy")
    assert set(told) == {""}


def test_what_came_back_is_told_once(path: Path) -> None:
    """In calm words; the next run has nothing to say."""
    write(path, 1, 2)
    back_up(path, path.with_name("backups"))
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("DELETE FROM spans WHERE rowid = 2")
    day, told = Day(), list[str]()
    log = path.with_name("log")
    chore = DailyBackup(backup_command(path), log, day.clock, lambda: True, told.append)
    for run in (1, 2):
        day.passes(86_400)
        wait_for(lambda: chore.tick() or len(told) == run, 20, "the end of the process")  # noqa: B023
    back = f"from the copy of {date.today()}. There is nothing to do."
    assert told == [f"One entry of your journal had been lost on the disk and is back, {back}", ""]
    assert uids(path) == of(1, 2)
    assert "1 facts came back" in log.read_text()


def test_a_backup_that_fails_is_said_in_the_log_and_tried_again(path: Path) -> None:
    """An hour later."""
    path.write_bytes(b"x" * 9000)
    day, log = Day(), path.with_name("log")
    chore = DailyBackup(backup_command(path), log, day.clock, lambda: True, bool)
    day.passes(FIRST_LOOK_S)
    chore.tick()

    def ended() -> bool:
        chore.tick()
        return chore._pid < 0

    wait_for(ended, 20, "the end of the process")
    assert "the daily backup failed" in log.read_text()
    path.unlink()
    write(path, 1)
    chore.tick()
    assert not backups(path.with_name("backups"))
    day.passes(3600)
    chore.tick()
    wait_for(ended, 20, "the end of the process")
    assert backups(path.with_name("backups"))


def test_keeping_a_day_of_copies_costs_the_resident_no_heavy_module() -> None:
    """Neither zip nor CSV is loaded with what the resident loads for it."""
    code = (
        "import sys, hipbreak.resident.upkeep, hipbreak.adapters.journal.sqlite\n"
        "print([n for n in ('zipfile', 'csv', 'shutil', 'tempfile') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_state_goes_on_after_a_restore_with_ids_of_its_own(path: Path) -> None:
    """A real state: only its name changes."""
    state = save(begin(Rules(), "0" * 24, numbered(1)[0].end))
    write(path, 1, state=json.dumps({"boot": "b", "state": state}))
    back_up(path, path.with_name("backups"))
    path.unlink()
    journal = SqliteJournal(path)
    body = json.loads(journal.load_state() or "")
    journal.close()
    lineage = body["state"].pop("lineage")
    assert len(lineage) == 24 and lineage != "0" * 24
    assert body == {"boot": "b", "state": {k: v for k, v in state.items() if k != "lineage"}}
