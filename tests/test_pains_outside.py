"""What people suffer from, numbered as in `test_pains`: files, commands, words, notifications."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from hipbreak.adapters.journal.reader import JournalReader
from hipbreak.adapters.journal.sqlite import SqliteJournal
from hipbreak.adapters.notify import NullNotifier
from hipbreak.adapters.notify.words import clamp
from hipbreak.cli import main
from hipbreak.core.events import OfferAccepted, OfferSnoozed
from hipbreak.core.plan import Context, Place, choose
from hipbreak.core.settings import THINGS_AT_HAND, Settings
from hipbreak.resident.courier import BREAK, Courier
from tests.health import NOON, ROUTINES
from tests.pains import offered, shows
from tests.timeline import Desk


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "one"
    folder.mkdir()
    monkeypatch.setenv("HIPBREAK_HOME", str(folder))
    return folder


def written(folder: Path, desk: Desk) -> None:
    journal = SqliteJournal(folder / "journal.sqlite3")
    journal.commit(desk.facts, None)
    journal.close()


def test_pain_06_history_is_kept_from_the_first_day_and_over_restarts(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Closed and opened again three times: every fact is there, and the week shows it."""
    desk = offered().hear(OfferAccepted("card")).works(40).finishes().rests(200).works(1)
    for _ in range(3):
        written(home, desk)
    with JournalReader(home / "journal.sqlite3") as reader:
        kept = {fact.uid for fact in reader.facts(0, 60_000)}
    assert kept == {fact.uid for fact in desk.facts} and len(kept) == 5
    assert main(["log"]) == 0
    assert "glute-press: completed" in capsys.readouterr().out


def test_pain_10_exercises_of_ones_own_are_plain_files_with_every_mistake_named(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["routines", "template", "my-stretch"]) == 0
    file = tmp_path / "my-stretch.toml"
    file.write_text(capsys.readouterr().out)
    assert main(["routines", "check", str(file)]) == 0
    assert main(["routines", "add", str(file)]) == 0
    assert main(["routines", "list"]) == 0
    assert "my-stretch" in capsys.readouterr().out
    file.write_text('name = 3\nposition = "hanging"\n')
    assert main(["routines", "check", str(file)]) == 1
    told = "".join(capsys.readouterr())
    assert "name" in told and "position" in told and "Traceback" not in told


def test_pain_20_a_cue_is_read_in_a_glance() -> None:
    """Twelve words at most, and never more than two a second of its step."""
    for routine in ROUTINES.values():
        for step in routine.steps:
            words = len(step.cue.split())
            assert words <= 12, (routine.id, step.cue)
            assert not step.seconds or words <= 2 * max(step.seconds, 6), (routine.id, step.cue)


def test_pain_21_every_exercise_has_its_source_and_its_cautions() -> None:
    """Each number and each claim says where it comes from; what presses says when not to."""
    for routine in ROUTINES.values():
        assert routine.evidence.sentence, routine.id
        assert all(step.source for step in routine.steps if step.seconds), routine.id
        assert routine.cautions or not routine.pressure, routine.id


def test_pain_21_what_presses_waits_for_the_answers() -> None:
    """With everything at hand and nothing said of one's health it is never chosen."""
    context = Context(NOON, Place.HOME, frozenset(THINGS_AT_HAND), minutes=30)
    assert not any(choose(ROUTINES, context, seed).routine.pressure for seed in range(50))


def test_pain_23_what_does_not_work_is_told_with_a_remedy_and_in_time(tmp_path: Path) -> None:
    """No screen, no bus, no sound: the doctor answers, and each trouble has its remedy."""
    kept = ("PATH", "TMPDIR", "COVERAGE_PROCESS_START")
    bare = {key: os.environ[key] for key in kept if key in os.environ}
    done = subprocess.run(
        [sys.executable, "-m", "hipbreak", "doctor", "--json"],
        env={**bare, "HIPBREAK_HOME": str(tmp_path), "HOME": str(tmp_path), "LANG": "C.UTF-8"},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    findings = json.loads(done.stdout)["findings"]
    wrong = {one["what"]: one for one in findings if one["state"] != "ok"}
    assert {"tray", "idle", "lock"} <= set(wrong)
    assert all(one["sentence"] and one["remedy"] for one in wrong.values())
    assert done.stderr == ""


class Recorder(NullNotifier):
    """Keeps what stands in each slot."""

    def __init__(self) -> None:
        super().__init__()
        self.standing: dict[str, str] = {}

    def show(self, slot: str, notice: object) -> None:
        self.standing[slot] = getattr(notice, "title", "")

    def withdraw(self, slot: str) -> None:
        self.standing.pop(slot, None)


def test_pain_24_notifications_do_not_stack_and_are_never_needed() -> None:
    """Put off again and again: one stands at most, none once it is answered; the card came too."""
    desk, notes = offered(), Recorder()
    settings = Settings({"notify.offer": True, "notify.soon": True})
    courier = Courier(
        notes,
        settings=lambda: settings,
        state=lambda: desk.state,
        now=lambda: desk.now,
        name_of=str,
        week=lambda monday, now: "",
        obey=lambda words: None,
    )
    for _ in range(3):
        courier.perform(desk.log[-1][1])
        assert list(notes.standing) == [BREAK]
        desk.hear(OfferSnoozed("card", 300))
        courier.follow()
        assert notes.standing == {}
        desk.works(300).rests(3)
    assert len(shows(desk)) == 4
    assert len(clamp("w" * 5000, 200)) <= 200


def test_pain_25_two_machines_become_one_history_by_a_file(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Exported here, imported there, twice: everything once."""
    desk = offered().hear(OfferAccepted("card")).works(40).finishes().rests(200).works(1)
    written(home, desk)
    assert main(["export", str(tmp_path / "all.zip")]) == 0
    monkeypatch.setenv("HIPBREAK_HOME", str(tmp_path / "two"))
    for _ in range(2):
        assert main(["import", str(tmp_path / "all.zip")]) == 0
    with JournalReader(tmp_path / "two" / "journal.sqlite3") as reader:
        assert {f.uid for f in reader.facts(0, 60_000)} == {f.uid for f in desk.facts}
