"""The journal when the world is against it: kills, locks, full disks, closed folders."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from hipbreak.adapters.journal.reader import JournalReader
from hipbreak.adapters.journal.sqlite import NotWritten, SqliteJournal
from hipbreak.core.errors import UserError
from hipbreak.core.facts import BreakEnded, Span
from tests.journal_writer import facts as numbered
from tests.resident import Resident
from tests.rig import Desktop

ROOT = Path(__file__).parents[1]
NOBODY = 65_534


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite3"


def uids(path: Path) -> set[str]:
    with JournalReader(path) as reader:
        return {fact.uid for fact in reader.facts(0, 60_000)}


def write_and_kill(path: Path, first: int, commits: int) -> int:
    """Kill a writer somewhere after its `commits`-th commit; the number it reported last."""
    writer = subprocess.Popen(
        [sys.executable, "-m", "tests.journal_writer", str(path), str(first)],
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    with writer:
        assert writer.stdout is not None
        reported = [int(writer.stdout.readline()) for _ in range(commits)]
        writer.kill()
        reported += [int(line) for line in writer.stdout if line.endswith(b"\n")]
    return reported[-1]


def test_a_killed_writer_loses_nothing_that_it_had_committed(path: Path) -> None:
    """kill -9 at random moments, again and again on one file: it stays whole, each reported
    commit is there with all its rows, and the state is that of the last commit."""
    chance = random.Random(20_261_116)
    first = 0
    for _ in range(12):
        reported = write_and_kill(path, first, chance.randint(1, 40))
        with closing(sqlite3.connect(path)) as db:
            assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
            last = int(db.execute("SELECT body FROM state").fetchone()[0])
            rows = db.execute(
                "SELECT (SELECT count(*) FROM spans), (SELECT count(*) FROM breaks), "
                "(SELECT count(*) FROM steps)"
            ).fetchone()
        assert reported <= last <= reported + 1
        assert rows == (last + 1, last + 1, 3 * (last + 1))
        assert uids(path) == {fact.uid for n in range(last + 1) for fact in numbered(n)}
        first = last + 1


def test_a_locked_journal_keeps_its_facts_for_later(path: Path) -> None:
    """One clear line now; the next commit writes what waited, and its own."""
    journal = SqliteJournal(path)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(NotWritten) as caught:
            journal.commit(numbered(1), "one")
        assert journal.waiting == numbered(1)
        with JournalReader(path) as reader:
            now = numbered(1)[1].end
            assert reader.record(now).breaks == ()
            assert reader.record(now, journal.waiting).breaks == numbered(1)[1:]
        other.execute("ROLLBACK")
    assert str(caught.value) == f"cannot write the journal {path}: another program has locked it"
    assert uids(path) == set()
    journal.commit(numbered(2), "two")
    assert uids(path) == {fact.uid for n in (1, 2) for fact in numbered(n)}
    assert journal.load_state() == "two"
    journal.close()


@contextmanager
def no_file_may_grow_beyond(size: int) -> Iterator[None]:
    """The kernel refuses longer files, as a full disk does."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_disk_that_takes_no_more_loses_nothing(path: Path) -> None:
    """What could not be written waits in memory, is written at last, and the file is whole."""
    journal = SqliteJournal(path)
    journal.commit(numbered(0), "0")
    with no_file_may_grow_beyond(Path(f"{path}-wal").stat().st_size):
        for number in (1, 2):
            with pytest.raises(NotWritten) as caught:
                journal.commit(numbered(number), str(number))
            assert str(caught.value).startswith(f"cannot write the journal {path}: the disk ")
            assert uids(path) == {fact.uid for fact in numbered(0)}
    journal.close()
    assert uids(path) == {fact.uid for n in range(3) for fact in numbered(n)}
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert db.execute("SELECT body FROM state").fetchone()[0] == "2"


def test_a_closing_that_cannot_write_says_so(path: Path) -> None:
    """Whoever closes must know when something is lost for good; the file is let go of."""
    journal = SqliteJournal(path)
    journal.commit(numbered(0), "0")
    with no_file_may_grow_beyond(Path(f"{path}-wal").stat().st_size):
        with pytest.raises(NotWritten):
            journal.commit(numbered(1), "1")
        with pytest.raises(NotWritten):
            journal.close()
    assert uids(path) == {fact.uid for fact in numbered(0)}


def test_pain_23_a_journal_that_cannot_be_written_is_told_until_it_can(desktop: Desktop) -> None:
    """Another program holds it: the status, the doctor and the answer say so; what waited is
    written once it is free, and nothing is said any more."""
    resident = Resident(desktop, schedule__natural_break="10 min").start()
    path = resident.folder / "journal.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None, timeout=10)) as other:
        other.execute("BEGIN IMMEDIATE")
        resident.cli("stand", check=False)
        seen = resident.wait_status(lambda s: s["notices"], "the trouble")
        assert "another program has locked it" in seen["notices"][0]
        doctor = json.loads(resident.cli("doctor", "--json", check=False).stdout)
        assert any("cannot write the journal" in one["sentence"] for one in doctor["findings"])
        other.execute("ROLLBACK")
    resident.cli("sit")
    resident.wait_status(lambda s: not s["notices"], "the end of the trouble")
    assert resident.query("SELECT DISTINCT ended_by FROM spans") == [("posture",)]


OPEN = """
import os, sys
from pathlib import Path
from hipbreak.adapters.journal.reader import JournalReader
from hipbreak.adapters.journal.sqlite import SqliteJournal
from hipbreak.core.errors import UserError
if os.geteuid() == 0:
    os.setgid(int(sys.argv[2]))
    os.setuid(int(sys.argv[2]))
path = Path(sys.argv[1])
try:
    SqliteJournal(path).close()
except UserError as error:
    print("writer:", error)
with JournalReader(path) as reader:
    print("reader:", len(reader.facts(0, 60_000)))
"""


@pytest.fixture
def closed_folder() -> Iterator[Path]:
    """A folder in which its owner may read and not write; the owner is not root."""
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    yield folder
    folder.chmod(0o700)
    shutil.rmtree(folder)


def _close(folder: Path) -> None:
    if os.geteuid() == 0:
        for place in (folder, *folder.iterdir()):
            os.chown(place, NOBODY, NOBODY)
    folder.chmod(0o555)


def open_as_owner(path: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-c", OPEN, str(path), str(NOBODY)],
        capture_output=True, text=True, cwd=ROOT, timeout=30,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_folder_that_may_not_be_written_is_one_clear_line(closed_folder: Path) -> None:
    """No journal can be made there, and reading finds nothing."""
    path = closed_folder / "journal.sqlite3"
    _close(closed_folder)
    assert open_as_owner(path) == (
        f"writer: cannot write the journal {path}: Permission denied\nreader: 0\n"
    )


def test_a_journal_in_a_folder_that_may_not_be_written_can_still_be_read(
    closed_folder: Path,
) -> None:
    """An archive on a read-only disk still shows its weeks."""
    path = closed_folder / "journal.sqlite3"
    journal = SqliteJournal(path)
    journal.commit(numbered(1), None)
    journal.close()
    path.chmod(0o400)
    _close(closed_folder)
    said = open_as_owner(path)
    assert said.startswith(f"writer: cannot write the journal {path}: ")
    assert said.endswith("\nreader: 2\n")


def test_a_folder_that_is_not_there_is_one_clear_line(tmp_path: Path) -> None:
    """Making folders is not the journal's work."""
    with pytest.raises(UserError, match="No such file or directory"):
        SqliteJournal(tmp_path / "none" / "journal.sqlite3")


def test_a_reader_in_another_process_never_sees_half_a_commit(path: Path) -> None:
    """While a writer runs as fast as it can, each reading has as many spans as breaks."""
    writer = subprocess.Popen(
        [sys.executable, "-m", "tests.journal_writer", str(path), "0"],
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    with writer:
        assert writer.stdout is not None
        seen = []
        for _ in range(40):
            writer.stdout.readline()
            with JournalReader(path) as reader:
                facts, state = reader.facts(0, 60_000), reader.state()
            spans = sum(isinstance(fact, Span) for fact in facts)
            breaks = sum(isinstance(fact, BreakEnded) for fact in facts)
            assert spans == breaks == int(state or -1) + 1
            seen.append(spans)
        writer.kill()
    assert seen == sorted(seen)
    assert seen[-1] >= 40
