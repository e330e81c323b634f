"""The journal on real SQLite files: nothing doubled, nothing lost, nothing spoiled."""

from __future__ import annotations

import json
import sqlite3
import stat
import tempfile
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hipbreak.adapters.journal.reader import JournalReader
from hipbreak.adapters.journal.schema import APPLICATION_ID, MIGRATIONS
from hipbreak.adapters.journal.sqlite import NotWritten, SqliteJournal
from hipbreak.core.errors import UserError
from hipbreak.core.facts import (
    Answer,
    BreakEnded,
    CheckedIn,
    Evidence,
    Fact,
    Feel,
    FollowedUp,
    HoldLifted,
    NextDay,
    OfferClosed,
    Outcome,
    SafetyAnswered,
    SelfTested,
    Span,
    SpanKind,
    StepDone,
    TightnessRated,
    Timing,
    Voided,
)
from hipbreak.core.moment import DAY, Moment
from hipbreak.core.record import Record
from hipbreak.core.rules import Rules
from hipbreak.core.save import save
from hipbreak.core.state import Bout, Doubt, begin
from hipbreak.ports import Journal
from tests.journal_writer import facts as numbered

NOON = Moment(20_000 * DAY + 12 * 3600, 500.0, 3600)
TODAY = NOON.local_day


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite3"


def read(path: Path, first: int = 0, last: int = 60_000) -> list[Fact]:
    """Everything in the journal, by a reader of its own."""
    with JournalReader(path) as reader:
        return list(reader.facts(first, last))


def row_count(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as db:
        return int(db.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def walk(uid: str, start: Moment = NOON, evidence: Evidence = Evidence.STEPS) -> BreakEnded:
    return BreakEnded(
        uid, "walk", "walk", start, start.after(120), Outcome.COMPLETED, evidence, 120, 120,
        steps=(StepDone("walk", "", 120, 120), StepDone("walk", "left", 1, 0.5)),
    )  # fmt: skip


def sat(uid: str, start: Moment, seconds: float) -> Span:
    return Span(uid, SpanKind.SITTING, start, start.after(seconds), "away")


# What goes in comes out

milliseconds = st.integers(0, 4_000_000_000_000)
offsets = st.sampled_from([-43200, -12600, 0, 3600, 20700, 50400])
moments = st.builds(
    lambda ms, elapsed, offset: Moment(ms / 1000, elapsed, offset),
    milliseconds, st.floats(0, 1e7), offsets,
)  # fmt: skip
uids = st.uuids().map(lambda value: value.hex)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
lengths = st.floats(0, 1e5)
stretches = st.builds(
    lambda start, lasted, jump: (
        start,
        Moment(round(start.wall + lasted + jump, 3), start.elapsed + lasted, start.offset),
    ),
    moments, st.floats(0, 1e6), st.sampled_from([0.0, 3600.0, -90000.0]),
)  # fmt: skip


def _with_stretch(
    fact: type[Fact], /, **parts: st.SearchStrategy[object]
) -> st.SearchStrategy[Fact]:
    return st.builds(
        lambda uid, ends, rest: fact(uid=uid, start=ends[0], end=ends[1], **rest),
        uids, stretches, st.fixed_dictionaries(parts),
    )  # fmt: skip


any_fact: st.SearchStrategy[Fact] = st.one_of(
    _with_stretch(Span, kind=st.sampled_from(SpanKind), ended_by=texts),
    _with_stretch(HoldLifted, reason=texts, detail=texts),
    _with_stretch(
        BreakEnded,
        routine=texts,
        kind=texts,
        outcome=st.sampled_from(Outcome),
        evidence=st.sampled_from(Evidence),
        planned_s=lengths,
        done_s=lengths,
        input_seen=st.none() | st.booleans(),
        offer=texts,
        stop_reason=texts,
    ),
    st.builds(
        OfferClosed, uids, texts, moments, moments, moments, st.sampled_from(Answer), texts,
        lengths, texts,
    ),
    st.builds(CheckedIn, uids, uids, moments, st.sampled_from(Feel)),
    st.builds(SafetyAnswered, uids, moments, texts, st.booleans(), st.none() | moments),
    st.builds(SelfTested, uids, moments, texts, texts, texts, st.sampled_from(Timing), uids),
    st.builds(FollowedUp, uids, uids, moments, st.sampled_from(NextDay)),
    st.builds(TightnessRated, uids, uids, moments, st.sampled_from(Timing), st.integers(0, 10)),
    st.builds(Voided, uids, moments, st.lists(uids, min_size=1, unique=True).map(tuple), texts),
)  # fmt: skip


def essence(fact: Fact) -> dict[str, object]:
    """A fact without what the journal does not keep: the elapsed scale's zero."""
    found: dict[str, object] = {"type": type(fact).__name__}
    for name in fact.__dataclass_fields__:
        value = getattr(fact, name)
        if isinstance(value, Moment):
            value = (round(value.wall * 1000), value.offset)
        found[name] = set(value) if name == "voids" else value
    if isinstance(fact, (Span, BreakEnded, HoldLifted)):
        found["lasted"] = pytest.approx(fact.end.since(fact.start), abs=1e-3)
    return found


@settings(max_examples=60, deadline=None)
@given(st.lists(any_fact, max_size=8, unique_by=lambda fact: fact.uid))
def test_every_fact_reads_back_as_it_was_written(facts: list[Fact]) -> None:
    """To the millisecond and in its own zone; what really passed is kept when clocks jump."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "journal.sqlite3"
        journal = SqliteJournal(path)
        journal.commit(facts, None)
        found = {fact.uid: essence(fact) for fact in read(path, first=-9)}
        journal.close()
    assert found == {fact.uid: essence(fact) for fact in facts}


def test_writing_a_fact_again_is_harmless(path: Path) -> None:
    """After a doubtful commit everything may simply be written once more."""
    journal: Journal = SqliteJournal(path)
    fact = walk("a" * 32)
    journal.commit([fact, fact], None)
    journal.commit([fact, replace(fact, routine="other")], None)
    journal.close()
    assert [item.routine for item in read(path) if isinstance(item, BreakEnded)] == ["walk"]
    assert row_count(path, "steps") == 2


def test_a_mistake_in_a_fact_is_not_swallowed(path: Path) -> None:
    """Only an equal uid is passed over; the good facts of the commit wait with the bad one."""
    journal = SqliteJournal(path)
    bad = replace(walk("b" * 32), routine=None)  # type: ignore[arg-type]  # on purpose
    with pytest.raises(NotWritten):
        journal.commit([walk("a" * 32), bad], "s")
    assert journal.load_state() is None
    assert read(path) == []


def test_facts_and_state_are_one_transaction_and_survive_reopening(path: Path) -> None:
    """The state never knows of an answer that the journal does not."""
    journal = SqliteJournal(path)
    assert journal.load_state() is None
    journal.commit([walk("a" * 32)], '{"n": 1}')
    journal.commit([], '{"n": 2}')
    journal.commit([], None)
    journal.close()
    again = SqliteJournal(path)
    assert again.load_state() == '{"n": 2}'
    assert again.notice == ""
    again.close()
    assert row_count(path, "state") == 1


def test_the_files_are_for_their_owner_only(path: Path) -> None:
    """0600, also for SQLite's own files and for a journal that was open to others."""
    path.touch(mode=0o644)
    path.chmod(0o644)
    journal = SqliteJournal(path)
    journal.commit([walk("a" * 32)], "s")
    files = sorted(path.parent.iterdir())
    assert [file.name for file in files] == [path.name + end for end in ("", "-shm", "-wal")]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    journal.close()


# Reading


def test_without_a_file_everything_is_empty_and_nothing_is_made(path: Path) -> None:
    """Looking at the week before the first start is no mistake."""
    assert read(path) == []
    with JournalReader(path) as reader:
        assert (reader.recent_breaks(5), reader.last_facts(5)) == ((), ())
        assert (reader.state(), reader.open_spans()) == (None, ())
    assert list(path.parent.iterdir()) == []
    path.touch()
    assert read(path) == []


def test_a_reader_sees_what_is_committed_while_the_writer_goes_on(path: Path) -> None:
    """Neither waits for the other, and one reading is one moment."""
    journal = SqliteJournal(path)
    journal.commit([walk("a" * 32)], "1")
    with JournalReader(path) as reader:
        assert len(reader.facts(TODAY, TODAY)) == 1
        journal.commit([walk("b" * 32)], "2")
        assert len(reader.facts(TODAY, TODAY)) == 1
        assert reader.state() == "1"
    assert len(read(path)) == 2
    journal.close()


def test_a_reader_cannot_change_anything(path: Path) -> None:
    """Its connection is read-only for SQLite itself."""
    SqliteJournal(path).close()
    with JournalReader(path) as reader:
        assert reader._db is not None
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader._db.execute("DELETE FROM breaks")


def test_a_range_of_days_brings_what_touches_it(path: Path) -> None:
    """A stretch that only ends or begins in it belongs to it; far days do not."""
    journal = SqliteJournal(path)
    before = sat("1" * 32, NOON.back(3 * DAY), 3 * DAY - 3600)
    after = sat("2" * 32, NOON.after(3600), 5 * DAY)
    around = sat("3" * 32, NOON.back(9 * DAY), 18 * DAY)
    far = [sat("4" * 32, NOON.back(4 * DAY), 60), sat("5" * 32, NOON.after(4 * DAY), 60)]
    journal.commit([before, after, around, *far], None)
    journal.close()
    assert {fact.uid[0] for fact in read(path, TODAY, TODAY)} == {"1", "2", "3"}


def test_recent_breaks_have_steps_and_leave_out_absences_and_corrections(path: Path) -> None:
    """What the choice of the next break needs, oldest first, the newest when there are many."""
    journal = SqliteJournal(path)
    breaks = [walk(f"{n:032x}", NOON.after(600 * n)) for n in range(6)]
    natural = walk("e" * 32, NOON.after(9999), Evidence.ABSENCE)
    void = Voided("f" * 32, NOON.after(9999), (breaks[4].uid,), "not done")
    journal.commit([*reversed(breaks), natural, void], None)
    with JournalReader(path) as reader:
        recent = reader.recent_breaks(3)
    journal.close()
    assert [fact.uid for fact in recent] == [breaks[n].uid for n in (2, 3, 5)]
    assert recent[0].steps == breaks[2].steps


def test_the_record_holds_what_the_rules_of_health_look_at(path: Path) -> None:
    """What happened lately, the last breaks and releases however old, every answer and self-test
    in the order in which it was written; neither absences nor what was taken back."""
    old = [walk(f"{n:031x}c", NOON.back((400 - n) * DAY)) for n in range(80)]
    releases = [
        replace(walk(f"{n:031x}a", NOON.back((300 - n) * DAY)), kind="release", routine="kd4-press")
        for n in range(70)
    ]
    late = [walk(f"{n:031x}b", NOON.back(600 * n)) for n in range(100)]
    natural = walk("e" * 32, NOON, Evidence.ABSENCE)
    first = SafetyAnswered("1" * 32, NOON, "infection", False)
    last = SafetyAnswered("2" * 32, NOON.back(9 * DAY), "infection", True, NOON.back(10 * DAY))
    wrong = SafetyAnswered("3" * 32, NOON, "infection", False)
    felt = CheckedIn("4" * 32, late[0].uid, NOON, Feel.GOOD)
    old_felt = CheckedIn("5" * 32, releases[0].uid, releases[0].end, Feel.BAD)
    after = FollowedUp("6" * 32, late[9].uid, NOON, NextDay.WORSE)
    tight = TightnessRated("7" * 32, late[9].uid, NOON, Timing.BEFORE, 7)
    test = SelfTested("8" * 32, NOON.back(900 * DAY), "thomas", "left", "clear")
    void = Voided("9" * 32, NOON, (wrong.uid, late[5].uid), "slipped")
    journal = SqliteJournal(path)
    journal.commit([*old, *releases, *late, natural, first, last, wrong], None)
    journal.commit([felt, old_felt, after, tight, test, void], None)
    journal.close()
    with JournalReader(path) as reader:
        record = reader.record(NOON)
    assert {fact.uid for fact in record.breaks} == {
        fact.uid for fact in (*releases, *late) if fact is not late[5]
    }
    assert [fact.uid for fact in record.breaks][-1] == late[0].uid
    assert record.breaks[-1].steps == late[0].steps
    assert [fact.uid for fact in record.answers] == [first.uid, last.uid]
    assert essence(record.answers[1]) == essence(last)
    assert {fact.uid for fact in record.felt} == {felt.uid, old_felt.uid}
    assert [fact.uid for fact in (*record.followups, *record.tightness, *record.tests)] == [
        after.uid, tight.uid, test.uid,
    ]  # fmt: skip
    with JournalReader(path.with_name("none")) as reader:
        assert reader.record(NOON) == Record()


def test_the_open_bout_is_read_from_the_saved_state(path: Path) -> None:
    """As the resident saves it, from its beginning to the moment it was saved."""
    began = NOON.back(1800)
    state = replace(begin(Rules(), "0" * 24, NOON), bout=Bout(SpanKind.SITTING, began))
    journal = SqliteJournal(path)
    for body in (save(state), {"boot": "x", "state": save(state)}):
        journal.commit([], json.dumps(body))
        with JournalReader(path) as reader:
            (span,) = reader.open_spans()
        assert (span.kind, span.start, span.end) == (SpanKind.SITTING, began, NOON)
    doubt = Doubt(SpanKind.SITTING, since=NOON.back(1500), until=NOON.back(300))
    unsure_now = replace(doubt, until=None)
    for unsure, lengths in ((doubt, [300, 1200, 300]), (unsure_now, [300, 1500])):
        journal.commit([], json.dumps(save(replace(state, doubt=unsure))))
        with JournalReader(path) as reader:
            spans = reader.open_spans()
        assert [span.end.since(span.start) for span in spans] == lengths
        kinds = [SpanKind.SITTING, SpanKind.DOUBTFUL, SpanKind.SITTING]
        assert [span.kind for span in spans] == kinds[: len(spans)]
    for body in ("{}", "not json", "[]", json.dumps(save(replace(state, bout=None)))):
        journal.commit([], body if isinstance(body, str) else json.dumps(body))
        with JournalReader(path) as reader:
            assert reader.open_spans() == ()
    journal.close()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ("PRAGMA user_version = 99", "written by a newer hipbreak (its format is 99"),
        ("PRAGMA application_id = 7", "another program's database"),
        ("UPDATE breaks SET outcome = 'flew'", "'flew' is not a valid Outcome"),
        ("DROP TABLE voids", "no such table: voids"),
    ],
)
def test_what_a_reader_cannot_read_is_one_clear_line(path: Path, spoil: str, said: str) -> None:
    """No traceback, whatever was done to the file."""
    journal = SqliteJournal(path)
    journal.commit([walk("a" * 32)], None)
    journal.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute(spoil)
    with pytest.raises(UserError) as caught:
        read(path)
    assert said in str(caught.value)
    assert len(caught.value.problems) == 1


def test_a_reader_leaves_a_damaged_file_alone(path: Path) -> None:
    """Only the resident moves files."""
    path.write_bytes(b"not a database" * 100)
    with pytest.raises(UserError, match="cannot read the journal"):
        read(path)
    assert [file.name for file in path.parent.iterdir()] == [path.name]


# Formats: old, new, foreign, broken

FIRST_FORMAT = Path(__file__).with_name("journal_v1.sql")
"""The dump of a journal that the first format's own code wrote."""
TODAYS = len(MIGRATIONS)
NEWER = TODAYS + 1
NEXT = (*MIGRATIONS, ("ALTER TABLE breaks ADD COLUMN mood TEXT NOT NULL DEFAULT 'calm'",))


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as db:
        return int(db.execute("PRAGMA user_version").fetchone()[0])


def test_an_older_journal_is_copied_and_then_renewed(path: Path) -> None:
    """The copy is whole, of the old format, ours only; the facts are in both."""
    old = SqliteJournal(path)
    old.commit(numbered(1), "state")
    old.close()
    new = SqliteJournal(path, NEXT)
    new.commit(numbered(2), None)
    new.close()
    copy = Path(f"{path}.before-v{NEWER}")
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert (version_of(path), version_of(copy)) == (NEWER, TODAYS)
    assert [fact.uid for fact in read(copy)] == [fact.uid for fact in numbered(1)]
    assert (row_count(path, "breaks"), row_count(path, "state")) == (2, 1)
    assert sorted(file.name for file in path.parent.iterdir()) == [path.name, copy.name]


def test_a_journal_of_the_first_format_becomes_one_of_today(path: Path) -> None:
    """A real file that an earlier hipbreak wrote, with a self-test of its own: nothing is lost,
    a reader says what to do until it is renewed, and the new facts have their place."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.executescript(FIRST_FORMAT.read_text(encoding="utf-8"))
    with pytest.raises(UserError, match="start hipbreak once to renew it"):
        read(path)
    journal = SqliteJournal(path)
    assert journal.notice == ""
    assert version_of(path) == TODAYS
    copy = Path(f"{path}.before-v2")
    assert (version_of(copy), row_count(copy, "breaks")) == (1, 3)
    assert (row_count(path, "breaks"), row_count(path, "steps")) == (3, 4)
    assert [item.result for item in read(path) if isinstance(item, SelfTested)] == ["tight"]
    journal.commit([SafetyAnswered("a" * 32, NOON, "infection", True)], None)
    journal.close()
    assert [item.yes for item in read(path) if isinstance(item, SafetyAnswered)] == [True]


def test_a_new_journal_needs_no_copy(path: Path) -> None:
    """There is nothing to lose yet; all steps are taken at once."""
    SqliteJournal(path, NEXT).close()
    assert version_of(path) == NEWER
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_step_that_fails_changes_nothing(path: Path) -> None:
    """The journal stays as it was, and the version before goes on with it."""
    old = SqliteJournal(path)
    old.commit(numbered(1), "state")
    old.close()
    broken = (*MIGRATIONS, ("CREATE TABLE moods (uid TEXT)", "ALTER TABLE none ADD COLUMN x"))
    with pytest.raises(UserError, match="no such table: none"):
        SqliteJournal(path, broken)
    assert version_of(path) == TODAYS
    again = SqliteJournal(path)
    assert again.load_state() == "state"
    again.close()
    with closing(sqlite3.connect(path)) as db:
        assert not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'moods'").fetchall()


def unchanged(path: Path, migrations: Sequence[tuple[str, ...]] = MIGRATIONS) -> UserError:
    """The refusal to open, after which every byte is as it was."""
    before = path.read_bytes()
    with pytest.raises(UserError) as caught:
        SqliteJournal(path, migrations)
    assert path.read_bytes() == before
    assert not list(path.parent.glob("*.broken-*"))
    return caught.value


def test_a_newer_journal_is_left_alone(path: Path) -> None:
    """An older hipbreak says so and touches nothing."""
    SqliteJournal(path, NEXT).close()
    said = f"written by a newer hipbreak (its format is {NEWER}, this one knows {TODAYS})"
    assert said in str(unchanged(path))


def test_another_programs_database_is_left_alone(path: Path) -> None:
    """A wrong path must not spoil somebody else's data."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("CREATE TABLE recipes (name TEXT)")
    assert "another program's database" in str(unchanged(path))


def test_what_is_no_database_is_moved_aside_and_told(path: Path) -> None:
    """Not a byte of it is lost, its new name is said, and the day goes on."""
    path.write_bytes(b"dear diary" * 1000)
    journal = SqliteJournal(path)
    (aside,) = path.parent.glob("journal.sqlite3.broken-*")
    assert str(aside) in journal.notice
    assert aside.read_bytes() == b"dear diary" * 1000
    journal.commit([walk("a" * 32)], "s")
    journal.close()
    assert len(read(path)) == 1


def test_a_damaged_journal_is_moved_aside_with_its_late_writes(tmp_path: Path) -> None:
    """Found by the check at the start, however deep the damage lies; what SQLite had not yet
    written into the file proper lies beside it, byte for byte. What can be read comes back."""
    live, path = tmp_path / "live.sqlite3", tmp_path / "journal.sqlite3"
    journal = SqliteJournal(live)
    for number in range(400):
        journal.commit(numbered(number), None)
    journal.close()
    journal = SqliteJournal(live)
    journal.commit(numbered(400), "late")
    content, late = bytearray(live.read_bytes()), Path(f"{live}-wal").read_bytes()
    journal.close()
    content[8192:40_960] = b"\x55" * (40_960 - 8192)
    path.write_bytes(content)
    Path(f"{path}-wal").write_bytes(late)
    again = SqliteJournal(path)
    assert "damaged" in again.notice
    assert again.load_state() is None
    again.close()
    (aside,) = path.parent.glob("*.broken-*[0-9]")
    assert aside.read_bytes() == content
    assert Path(f"{aside}-wal").read_bytes() == late
    written = {fact.uid: essence(fact) for n in range(401) for fact in numbered(n)}
    saved = {fact.uid: essence(fact) for fact in read(path)}
    assert f"were added: {len(saved)}." in again.notice
    assert 100 < len(saved) < len(written)
    assert numbered(400)[0].uid in saved
    for uid, fact in saved.items():
        assert {**fact, "steps": 0} == {**written[uid], "steps": 0}


def test_a_second_damaged_file_gets_a_name_of_its_own(path: Path) -> None:
    """Nothing that was moved aside is ever overwritten, not even within one second."""
    for text in (b"one" * 500, b"two" * 500, b"three" * 500):
        path.write_bytes(text)
        SqliteJournal(path).close()
    kept = {file.read_bytes()[:3] for file in path.parent.glob("*.broken-*")}
    assert kept == {b"one", b"two", b"thr"}


def test_our_files_say_that_they_are_ours(path: Path) -> None:
    """Told apart from other programs' by SQLite's own mark."""
    SqliteJournal(path).close()
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        assert db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


def test_a_new_journal_is_never_seen_half_made(tmp_path: Path) -> None:
    """All steps to today's format are one: when the last fails, none was taken."""
    path = tmp_path / "journal.sqlite3"
    with pytest.raises((UserError, sqlite3.Error)):
        SqliteJournal(path, (*MIGRATIONS, ("no such statement",)))
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
        assert db.execute("PRAGMA user_version").fetchone() == (0,)
