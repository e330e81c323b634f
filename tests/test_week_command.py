"""`hipbreak week` and `hipbreak log` over a journal on disk, with nobody running."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

from hipbreak.adapters.journal.sqlite import SqliteJournal
from hipbreak.cli import main
from hipbreak.core.calendar import format_week, parse_week
from hipbreak.core.facts import (
    Answer,
    BreakEnded,
    CheckedIn,
    Evidence,
    Fact,
    Feel,
    HoldLifted,
    OfferClosed,
    Outcome,
    Span,
    SpanKind,
    Voided,
)
from hipbreak.core.moment import DAY, Moment

NINE = Moment(parse_week("2026-W47") * DAY + 8 * 3600, 0.0, 3600)
FACTS: list[Fact] = [
    Span("1", SpanKind.SITTING, NINE, NINE.after(4500), "away"),
    Span("2", SpanKind.AWAY, NINE.after(4500), NINE.after(5400), "input"),
    OfferClosed(
        "3", "walk", NINE, NINE.after(3600), NINE.after(3610), Answer.SNOOZED, "x", 600, "card"
    ),
    BreakEnded(
        "4", "walk", "walk", NINE.after(4200), NINE.after(4320), Outcome.HURT, Evidence.STEPS,
        120, 95, stop_reason="sharp",
    ),
    BreakEnded(
        "5", "natural", "natural", NINE.after(4500), NINE.after(5400), Outcome.COMPLETED,
        Evidence.ABSENCE, 0, 900,
    ),
    CheckedIn("6", "4", NINE.after(4330), Feel.BAD),
    HoldLifted("7", "microphone", "a call", NINE.after(5400), NINE.after(6000)),
    Voided("8", NINE.after(6060), ("2", "5"), "I was sitting all along"),
]  # fmt: skip
LOG = """\
Mon 16 Nov 10:00  offered walk: snoozed for 10 min (card)
Mon 16 Nov 10:12  walk: hurt, sharp, 2 min (steps)
Mon 16 Nov 10:12  felt: not good
Mon 16 Nov 10:15  sat for 1 h 15 min (away)
Mon 16 Nov 10:30  away for 15 min (input) (taken back)
Mon 16 Nov 10:30  natural break of 15 min (taken back)
Mon 16 Nov 10:40  held for 10 min: microphone (a call)
Mon 16 Nov 10:41  corrected: I was sitting all along
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for everything, empty."""
    monkeypatch.setenv("HIPBREAK_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def filled(home: Path) -> Path:
    journal = SqliteJournal(home / "journal.sqlite3")
    journal.commit(FACTS, None)
    journal.close()
    return home


def test_a_week_by_its_name(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The table of that week, without what was corrected."""
    assert main(["week", "--of", "2026-W47"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("Week 2026-W47, Mon 16 Nov to Sun 22 Nov\n")
    assert "Mon 16 Nov  1 h 15 min  1 h 15 min         1" in out
    assert "Not finished  stopped because it hurt 1" in out
    assert "stopped because it hurt" in out


def test_a_week_as_json(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One object on standard output and nothing else."""
    assert main(["week", "--json", "--of", "2026-W47"]) == 0
    plain = json.loads(capsys.readouterr().out)
    assert plain["days"][0]["sitting_s"] == 4500
    assert plain["total"]["natural_breaks"] == 0


def test_this_week_before_the_first_start(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It is empty, says so, and makes no file."""
    assert main(["week"]) == 0
    today = int((time.time() + time.localtime().tm_gmtoff) // DAY)
    assert capsys.readouterr().out.startswith(f"Week {format_week(today)}, ")
    assert main(["log"]) == 0
    assert capsys.readouterr().out == "Nothing has been logged yet.\n"
    assert list(home.iterdir()) == []


def test_a_wrong_week_is_a_wrong_call(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2, one line, with an example."""
    assert main(["week", "--of", "2026-W99"]) == 2
    said = capsys.readouterr()
    assert said.err == "hipbreak: not a week: '2026-W99'; write it as in 2026-W47\n"
    assert said.out == ""


def test_a_damaged_journal_is_one_line_on_the_error_stream(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 1, no traceback, the file left alone."""
    (home / "journal.sqlite3").write_bytes(b"x" * 5000)
    for words in (["week"], ["log"]):
        assert main(words) == 1
        err = capsys.readouterr().err
        assert err.startswith("hipbreak: cannot read the journal ")
        assert err.count("\n") == 1
    assert (home / "journal.sqlite3").read_bytes() == b"x" * 5000


def test_the_log_is_plain_lines_in_order(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each fact at the time it was known; what was taken back says so."""
    assert main(["log"]) == 0
    assert capsys.readouterr().out == LOG


@pytest.mark.parametrize("count", [0, 1, 3, 8, 99])
def test_the_log_is_cut_to_the_last_lines(
    filled: Path, capsys: pytest.CaptureFixture[str], count: int
) -> None:
    """-n takes them from the end."""
    assert main(["log", "-n", str(count)]) == 0
    assert capsys.readouterr().out == "".join(LOG.splitlines(keepends=True)[8 - min(count, 8) :])
