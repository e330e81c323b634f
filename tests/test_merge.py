"""Two machines' journals put together on real SQLite files: nothing doubled, nothing lost, and
the same weeks whichever was taken in first."""

from __future__ import annotations

import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from hipbreak.adapters.journal.merging import NAMES
from hipbreak.adapters.journal.reader import JournalReader
from hipbreak.adapters.journal.sqlite import SqliteJournal
from hipbreak.adapters.journal.tables import FACTS
from hipbreak.adapters.own_data import Imported, export_data, import_data
from hipbreak.adapters.paths import Paths
from hipbreak.core.facts import (
    Answer,
    BreakEnded,
    CheckedIn,
    Evidence,
    Fact,
    Feel,
    OfferClosed,
    Outcome,
    SafetyAnswered,
    Span,
    SpanKind,
    StepDone,
    Voided,
)
from hipbreak.core.moment import DAY, Moment
from hipbreak.core.week import week
from hipbreak.core.week_text import to_plain

MONDAY = 20_412  # 2025-11-20 is a Thursday; any seven days do
START = Moment(MONDAY * DAY, 0.0, 3600)


def at(tmp: Path, name: str) -> Paths:
    return Paths.from_env({"HIPBREAK_HOME": str(tmp / name)})


def machine(paths: Paths, facts: Iterable[Fact]) -> Paths:
    """A machine that has written these facts."""
    paths.ensure()
    journal = SqliteJournal(paths.journal)
    journal.commit(tuple(facts), None)
    journal.close()
    return paths


def contents(paths: Paths) -> Counter[str]:
    """What the journal says, without the ids, each as often as it is said."""
    with JournalReader(paths.journal) as reader:
        tables = {table: reader.lines(table) for table in FACTS if table != "voids"}
    said = (
        (table, *(value for name, value in dict(row).items() if name not in NAMES))
        for table, rows in tables.items()
        for row in rows
    )
    return Counter(map(repr, said))


def figures(paths: Paths) -> list[object]:
    """Five weeks as scripts get them."""
    with JournalReader(paths.journal) as reader:
        facts = reader.facts(MONDAY - 7, MONDAY + 30)
    return [to_plain(week(facts, MONDAY - 7 + 7 * n)) for n in range(5)]


NO_SHRINKING = [Phase.explicit, Phase.reuse, Phase.generate]
"""Each try writes a dozen files: what fails is small enough as it is."""
uids = st.integers(0, 12).map(lambda number: f"{number:032x}")
"""Few, so that two machines often mean different things by one id: a copied data folder."""
moments = st.integers(0, 14 * 24 * 12).map(lambda n: START.after(300.0 * n))
lengths = st.sampled_from([60.0, 900.0, 5400.0])
spans = st.builds(
    lambda uid, kind, start, lasted: Span(uid, kind, start, start.after(lasted), "away"),
    uids, st.sampled_from(SpanKind), moments, lengths,
)  # fmt: skip
breaks = st.builds(
    lambda uid, start, lasted, evidence, steps, offer: BreakEnded(
        uid, "walk", "walk", start, start.after(lasted), Outcome.COMPLETED, evidence, lasted,
        lasted, None, offer, "", tuple(StepDone("walk", "", 1.0, n) for n in steps),
    ),
    uids, moments, lengths, st.sampled_from(Evidence), st.lists(st.sampled_from([0.5, 1.0])),
    st.just("") | uids,
)  # fmt: skip
offers = st.builds(
    lambda uid, shown, answer: OfferClosed(uid, "walk", shown, shown, shown, answer, "due"),
    uids, moments, st.sampled_from(Answer),
)  # fmt: skip
felt = st.builds(CheckedIn, uids, uids, moments, st.sampled_from(Feel))
voids = st.builds(
    lambda uid, when, facts: Voided(uid, when, tuple(facts), "wrong"),
    uids, moments, st.lists(uids, min_size=1, max_size=2, unique=True),
)  # fmt: skip


def sensible(facts: list[Fact]) -> list[Fact]:
    """Without what names a fact that this machine does not have."""
    offered = {fact.uid for fact in facts if isinstance(fact, OfferClosed)} | {""}
    done = {fact.uid for fact in facts if isinstance(fact, BreakEnded) and fact.offer in offered}
    named = {
        fact.uid
        for fact in facts
        if not (isinstance(fact, BreakEnded) and fact.uid not in done)
        and not (isinstance(fact, CheckedIn) and fact.break_uid not in done)
        and not isinstance(fact, Voided)
    }
    corrections = (fact for fact in facts if isinstance(fact, Voided))
    named |= {fact.uid for fact in corrections if named.issuperset(fact.voids)}
    return [fact for fact in facts if fact.uid in named]


journals = st.lists(
    st.one_of(spans, breaks, offers, felt, voids), max_size=12, unique_by=lambda fact: fact.uid
).map(sensible)


@settings(max_examples=60, deadline=None, phases=NO_SHRINKING)
@given(journals, journals, st.booleans())
def test_two_machines_give_the_same_weeks_in_either_order(
    left: list[Fact], right: list[Fact], by_zip: bool
) -> None:
    """As files or as exports, also when one id means different things: both are kept. Taken in
    again, or back again, nothing is added any more."""
    with tempfile.TemporaryDirectory() as folder:
        tmp = Path(folder)
        one, two = machine(at(tmp, "1"), left), machine(at(tmp, "2"), right)
        alone = machine(at(tmp, "3"), right)
        take(tmp, one, two, by_zip)
        take(tmp, two, machine(at(tmp, "4"), left), by_zip)
        assert contents(one) == contents(two)
        assert figures(one) == figures(two)
        assert not take(tmp, one, alone, by_zip).added
        assert not take(tmp, one, two, by_zip).added
        assert not take(tmp, two, one, by_zip).added


@settings(max_examples=25, deadline=None, phases=NO_SHRINKING)
@given(journals, journals)
def test_two_machines_of_their_own_names_give_the_same_weeks(
    left: list[Fact], right: list[Fact]
) -> None:
    """Where they saw the person at the same time: sitting, standing and doubt count once, in
    either order, and together never more than there was."""
    with tempfile.TemporaryDirectory() as folder:
        tmp = Path(folder)
        sides = [
            [named(fact, name) for fact in facts]
            for name, facts in zip("ab", (left, right), strict=True)
        ]
        one, two = machine(at(tmp, "1"), sides[0]), machine(at(tmp, "2"), sides[1])
        import_data(one, machine(at(tmp, "3"), sides[1]).journal)
        import_data(two, machine(at(tmp, "4"), sides[0]).journal)
        assert figures(one) == figures(two)


def named(fact: Fact, name: str) -> Fact:
    """The same fact as a machine of this name would have written it."""
    new: dict[str, object] = {"uid": name * 24 + fact.uid[24:]}
    for field in ("break_uid", "offer"):
        if getattr(fact, field, ""):
            new[field] = name * 24 + getattr(fact, field)[24:]
    if isinstance(fact, Voided):
        new["voids"] = tuple(name * 24 + uid[24:] for uid in fact.voids)
    return replace(fact, **new)  # type: ignore[arg-type]


def take(tmp: Path, into: Paths, of: Paths, by_zip: bool) -> Imported:
    if not by_zip:
        return import_data(into, of.journal)
    target = tmp / "export.zip"
    export_data(of, target)
    try:
        return import_data(into, target)
    finally:
        target.unlink()


def walk(uid: str, n: int, feel: Feel | None = None) -> Sequence[Fact]:
    start = START.after(3600.0 * n)
    done = BreakEnded(
        uid, "walk", "walk", start, start.after(60), Outcome.COMPLETED, Evidence.STEPS, 60, 60,
        steps=(StepDone("walk", "", 60.0, float(n)),),
    )  # fmt: skip
    return (done,) if feel is None else (done, CheckedIn("c" + uid[1:], uid, done.end, feel))


def test_a_copied_folder_keeps_both_sides_with_what_belongs_to_them(tmp_path: Path) -> None:
    """Theirs gets a new id, is told, and its steps and how it felt follow it."""
    uid = "a" * 32
    here = machine(at(tmp_path, "1"), walk(uid, 1, Feel.GOOD))
    there = machine(at(tmp_path, "2"), walk(uid, 2, Feel.BAD))
    done = import_data(here, there.journal)
    assert done.added == 2
    assert [(table, old) for table, old, _ in done.doubtful] == [
        ("breaks", uid),
        ("checkins", "c" + uid[1:]),
    ]
    new = done.doubtful[0][2]
    with closing(sqlite3.connect(here.journal)) as db:
        felt_of = dict(db.execute("SELECT break_uid, feel FROM checkins").fetchall())
        steps = dict(db.execute("SELECT break_uid, done_s FROM steps").fetchall())
    assert felt_of == {uid: Feel.GOOD.value, new: Feel.BAD.value}
    assert steps == {uid: 1.0, new: 2.0}


def test_a_correction_from_there_takes_back_what_it_meant(tmp_path: Path) -> None:
    """Also when the id that it names is another fact's here."""
    uid = "a" * 32
    void = Voided("b" * 32, START.after(DAY), (uid,), "not done")
    here = machine(at(tmp_path, "1"), walk(uid, 1))
    there = machine(at(tmp_path, "2"), (*walk(uid, 2), void))
    import_data(here, there.journal)
    with JournalReader(here.journal) as reader:
        (left,) = reader.recent_breaks(5)
    assert left.uid == uid


@pytest.mark.parametrize(("later", "counts"), [(-60.0, False), (60.0, True), (0.0, True)])
def test_of_two_answers_to_a_safety_question_the_later_one_counts(
    tmp_path: Path, later: float, counts: bool
) -> None:
    """Not the one taken in last; of two at the same instant the careful one, in either order."""
    ours = SafetyAnswered("a" * 32, START, "infection", False)
    theirs = SafetyAnswered("b" * 32, START.after(later), "infection", True)
    for first, second in ((ours, theirs), (theirs, ours)):
        name = first.uid[:1]
        here, there = machine(at(tmp_path, name), [first]), machine(at(tmp_path, "2"), [])
        there = machine(at(tmp_path, f"{name}2"), [second])
        import_data(here, there.journal)
        with JournalReader(here.journal) as reader:
            assert reader.record(START.after(3600)).answers[-1].yes is counts


def test_a_journal_of_the_first_format_is_taken_in(tmp_path: Path) -> None:
    """An old machine need not be renewed first."""
    old = tmp_path / "old.sqlite3"
    with closing(sqlite3.connect(old, isolation_level=None)) as db:
        db.executescript(Path(__file__).with_name("journal_v1.sql").read_text(encoding="utf-8"))
    here = at(tmp_path, "1")
    before = old.read_bytes()
    assert import_data(here, old).added > 3
    assert import_data(here, old).added == 0
    assert old.read_bytes() == before


def test_an_import_keeps_a_copy_of_what_was(tmp_path: Path) -> None:
    """Three of them at most, beside the daily ones."""
    here = machine(at(tmp_path, "1"), walk("a" * 32, 1))
    there = machine(at(tmp_path, "2"), walk("b" * 32, 2))
    import_data(here, there.journal)
    (copy,) = here.backups.glob("before-import-*.sqlite3")
    with JournalReader(copy) as reader:
        assert [fact.uid for fact in reader.recent_breaks(5)] == ["a" * 32]
