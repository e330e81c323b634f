"""Corrections by hand: new rows that take back, add or cut, alone or through the resident."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hipbreak.adapters.clock import SystemClock, local_moment
from hipbreak.adapters.journal.reader import JournalReader
from hipbreak.adapters.journal.sqlite import SqliteJournal
from hipbreak.cli import main
from hipbreak.core.calendar import monday, parse_date, parse_week
from hipbreak.core.codec import encode
from hipbreak.core.correct import (
    OPEN,
    Correction,
    add_break,
    check,
    not_sitting,
    take_back,
)
from hipbreak.core.errors import Refused
from hipbreak.core.facts import BreakEnded, Evidence, Fact, Outcome, Span, SpanKind, Voided
from hipbreak.core.moment import DAY, Moment
from hipbreak.core.week import Week, week
from tests.health import ROUTINES
from tests.resident import Resident
from tests.rig import Desktop

MONDAY = parse_week("2026-W47")
HOUR = 3600.0
NOW = Moment(MONDAY * DAY + 20 * HOUR, 5e6)


def at(hour: float) -> Moment:
    return NOW.back((20 - hour) * HOUR)


def sat(start: float, end: float, uid: str) -> Span:
    return Span(uid, SpanKind.SITTING, at(start), at(end), "away")


def figures(*facts: Fact) -> Week:
    return week(facts, MONDAY)


def uids() -> list[str]:
    return [f"{number:032x}" for number in range(1, 50)]


# Rules


def test_a_break_marked_done_by_mistake_is_taken_back() -> None:
    """The old row stays; the new one names it, and it counts no more."""
    done = add_break(ROUTINES["walk"], at(10), NOW, "a" * 32).added[0]
    back = take_back((done,), NOW, "b" * 32, "slipped")
    assert back.facts == (Voided("b" * 32, NOW, ("a" * 32,), "slipped"),)
    assert figures(done).total.breaks_done == 1
    assert figures(done, *back.facts).total.empty


def test_a_break_that_was_not_logged_is_added_as_the_persons_word() -> None:
    """At its own time, as long as its dose unless another length is said."""
    usual = add_break(ROUTINES["walk"], at(10), NOW, "a" * 32).added[0]
    assert isinstance(usual, BreakEnded)
    assert usual.evidence is Evidence.BY_HAND
    assert usual.outcome is Outcome.COMPLETED
    assert usual.done_s == ROUTINES["walk"].seconds
    assert usual.end == usual.start.after(usual.done_s)
    longer = add_break(ROUTINES["walk"], at(10), NOW, "a" * 32, 600.0).added[0]
    assert longer.end == at(10).after(600)


@pytest.mark.parametrize(
    ("hour", "length", "reason"),
    [
        (20.0, 60.0, "once it is over"),
        (21.0, 60.0, "once it is over"),
        (10.0, 5 * HOUR, "at most 4 hours"),
        (10.0, -5.0, "more than nothing"),
        (20.0 - 367 * 24, 60.0, "more than a year ago"),
    ],
)
def test_a_break_to_come_or_of_no_sensible_length_is_refused(
    hour: float, length: float, reason: str
) -> None:
    """With the reason, and nothing is made."""
    with pytest.raises(Refused, match=reason):
        add_break(ROUTINES["walk"], at(hour), NOW, "a" * 32, length)


def test_sitting_that_was_none_is_cut_out_of_the_sit() -> None:
    """Sitting before, away, sitting after; the old row stays and counts no more."""
    one = sat(9, 12, "s")
    made = not_sitting((one,), at(10), at(10.5), NOW, uids())
    found = figures(one, *made.facts)
    assert found.total.sitting_s == 2.5 * HOUR
    assert found.total.longest_bout_s == 1.5 * HOUR
    assert [fact.kind for fact in made.added if isinstance(fact, Span)] == [
        SpanKind.SITTING, SpanKind.AWAY, SpanKind.SITTING,
    ]  # fmt: skip
    assert found.total.natural_breaks == 0


@pytest.mark.parametrize(
    ("start", "end", "reason"),
    [
        (10.0, 10.0, "end must come after"),
        (11.0, 10.0, "end must come after"),
        (19.0, 21.0, "still to come"),
        (14.0, 15.0, "no sitting was logged"),
    ],
)
def test_a_time_without_sitting_cannot_be_taken_from_it(
    start: float, end: float, reason: str
) -> None:
    """Refused with the reason."""
    with pytest.raises(Refused, match=reason):
        not_sitting((sat(9, 12, "s"),), at(start), at(end), NOW, uids())


def test_what_still_goes_on_is_corrected_once_it_has_ended() -> None:
    """The stretch up to now has no row yet that could be taken back."""
    with pytest.raises(Refused, match="still goes on"):
        not_sitting((sat(9, 12, OPEN),), at(10), at(11), NOW, uids())


@settings(deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 90), st.integers(1, 90)), min_size=1, max_size=6),
    st.integers(0, 180),
    st.integers(1, 120),
)
def test_a_cut_takes_exactly_its_own_time_from_the_sitting(
    sits: list[tuple[int, int]], start: int, length: int
) -> None:
    """Sitting after = sitting before − the cut, and sitting and being away add up as before."""
    spans, minute = [], 0
    for number, (gap, lasted) in enumerate(sits):
        first = minute + gap
        minute = first + lasted
        spans.append(sat(first / 60, minute / 60, f"s{number}"))
    begin, end = at(start / 60), at(min(start + length, 19 * 60) / 60)
    overlap = sum(
        max(0.0, min(span.end.wall, end.wall) - max(span.start.wall, begin.wall)) for span in spans
    )
    before = figures(*spans).total.sitting_s
    if not overlap:
        return
    made = not_sitting(spans, begin, end, NOW, uids())
    check(made)
    assert figures(*spans, *made.facts).total.sitting_s == pytest.approx(before - overlap, abs=3)
    away = sum(
        fact.end.since(fact.start)
        for fact in made.added
        if isinstance(fact, Span) and fact.kind is SpanKind.AWAY
    )
    assert away == pytest.approx(overlap, abs=3)


def test_only_sound_corrections_are_written_in_the_persons_name() -> None:
    """Nothing, too much, a machine's evidence or the open stretch: refused."""
    done = BreakEnded(
        "a", "walk", "walk", at(9), at(9.1), Outcome.COMPLETED, Evidence.STEPS, 60, 60
    )  # fmt: skip
    backwards = Span("s", SpanKind.SITTING, at(10), at(9), "by hand")
    for wrong in (
        Correction(),
        Correction(Voided("v", NOW, (), "x")),
        Correction(Voided("v", NOW, (OPEN,), "x")),
        Correction(Voided("v", NOW, tuple(map(str, range(101))), "x")),
        Correction(added=(done,)),
        Correction(added=(backwards,)),
    ):
        with pytest.raises(Refused):
            check(wrong)


# The command, with nobody running


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HIPBREAK_HOME", str(tmp_path))
    return tmp_path


def this_week(home: Path) -> Week:
    first = monday(parse_date("2026-11-16"))
    with JournalReader(home / "journal.sqlite3") as journal:
        return week(journal.facts(first, first + 6), first)


def fill(home: Path, *facts: Fact) -> None:
    journal = SqliteJournal(home / "journal.sqlite3")
    journal.commit(facts, None)
    journal.close()


def local(hour: float) -> Moment:
    return local_moment(MONDAY, hour * HOUR, SystemClock().now())


def test_add_take_back_and_undo_by_the_command(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A break by hand, taken back by its id from the log, and the taking back taken back."""
    monkeypatch.setattr("hipbreak.cli.correct.this_moment", lambda: local(23.9))
    words = ["correct", "add", "walk", "--on", "2026-11-16", "--at", "14:10", "--took", "5 min"]
    assert main(words) == 0
    assert "Added: Mon 16 Nov 14:15  walk: completed, 5 min (by hand)" in capsys.readouterr().out
    assert this_week(home).total.breaks_done == 1
    first = _newest_id(capsys)
    assert main(["correct", "take-back", first, "--why", "it was yesterday"]) == 0
    assert this_week(home).total.breaks_done == 0
    undo = _newest_id(capsys)
    assert main(["correct", "take-back", undo]) == 0
    assert this_week(home).total.breaks_done == 1


def _newest_id(capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert main(["log", "--ids"]) == 0
    ids = re.findall(r"^([0-9a-f]{8})  ", capsys.readouterr().out, re.MULTILINE)
    with JournalReader(_home() / "journal.sqlite3") as journal:
        facts = journal.last_facts(9)
    newest = [fact.uid[-8:] for fact in facts if isinstance(fact, Voided)] or ids
    assert newest[-1] in ids
    return newest[-1]


def _home() -> Path:
    import os

    return Path(os.environ["HIPBREAK_HOME"])


def test_not_sitting_by_the_command(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An hour out of three, on a day by its date."""
    fill(home, Span("1" * 32, SpanKind.SITTING, local(9), local(12), "away"))
    words = ["correct", "not-sitting", "10:00", "11:00", "--on", "2026-11-16"]
    assert main(words) == 0
    assert this_week(home).days[0].sitting_s == pytest.approx(2 * HOUR)
    assert main(words) == 1
    assert capsys.readouterr().err == "hipbreak: no sitting was logged at that time\n"


def test_standing_by_the_command(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An hour of three was on the feet; the rest is sitting as before."""
    fill(home, Span("1" * 32, SpanKind.SITTING, local(9), local(12), "away"))
    assert main(["correct", "standing", "10:00", "11:00", "--on", "2026-11-16"]) == 0
    assert capsys.readouterr().out == "Noted: from 10:00 to 11:00 you stood.\n"
    day = this_week(home).days[0]
    assert (day.sitting_s, day.standing_s) == pytest.approx((2 * HOUR, HOUR))


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["take-back", "0000ffff"], 1, "no entry's id ends with '0000ffff'"),
        (["take-back", ""], 1, "no entry's id ends with ''"),
        (["add", "walk", "--at", "25:00"], 2, "not a time of day: '25:00'"),
        (["add", "walk", "--at", "1:00", "--on", "yesterday"], 2, "not a date: 'yesterday'"),
        (["add", "walk", "--at", "1:00", "--took", "long"], 2, "not a duration: 'long'"),
        (["add", "wlak", "--at", "1:00"], 2, "no routine"),
    ],
)
def test_a_wrong_correction_is_one_line(
    home: Path, capsys: pytest.CaptureFixture[str], words: list[str], code: int, said: str
) -> None:
    """No traceback, and the journal stays as it was."""
    fill(home)
    assert main(["correct", *words]) == code
    err = capsys.readouterr().err
    assert said in err
    assert this_week(home).total.empty


# Through the resident


def test_the_resident_writes_corrections_whole(desktop: Desktop) -> None:
    """While it runs it is the only writer; what is no correction is refused with a reason."""
    resident = Resident(desktop).start()
    now = SystemClock().now()
    start = now.back(2 * HOUR)
    done = add_break(ROUTINES["walk"], start, now, "c" * 32)
    ask = resident.folder / "control.sock"
    from hipbreak.adapters.control_client import ask_plain

    assert ask_plain(ask, "correct", [json.dumps(encode(done))], 5).text == "Corrected."
    back = take_back(done.facts, now, "d" * 32)
    assert resident.cli("correct", "take-back", "cccccccc").returncode == 0
    assert ask_plain(ask, "correct", [json.dumps(encode(back))], 5).ok
    assert not ask_plain(ask, "correct", ["{}"], 5).ok
    wrong = ask_plain(ask, "correct", ['{"added": [{"type": "Nothing"}]}'], 5)
    assert not wrong.ok
    assert wrong.text.startswith("not a correction: ")
    with JournalReader(resident.folder / "journal.sqlite3") as journal:
        facts = journal.last_facts(50)
        assert journal.named("c" * 32) == facts[:0] + tuple(f for f in facts if f.uid == "c" * 32)
    assert sum(isinstance(fact, Voided) for fact in facts) == 2
