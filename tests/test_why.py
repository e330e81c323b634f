"""`hipbreak why`: every decision is written down once, in words, and can be asked for later."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from hipbreak.adapters.decision_file import LARGEST, append, read
from hipbreak.adapters.journal.sqlite import SqliteJournal
from hipbreak.adapters.own_data import erase_data
from hipbreak.adapters.paths import Paths
from hipbreak.cli import main
from hipbreak.cli.why import last_time
from hipbreak.core.decisions import Decision, account
from hipbreak.core.errors import UserError
from hipbreak.core.events import (
    Event,
    HoldBegan,
    HoldEnded,
    Locked,
    OfferAccepted,
    OfferSnoozed,
    PausedFor,
    PostureChosen,
    Unlocked,
)
from hipbreak.core.facts import Posture, Span, SpanKind
from hipbreak.core.holds import Reason
from hipbreak.core.moment import Moment
from hipbreak.core.state import Offered
from hipbreak.core.view import clock_time
from hipbreak.resident.reasons import Reasons
from tests.resident import Resident
from tests.rig import Desktop
from tests.timeline import Desk

HOUR = 3600.0


class Told(Desk):
    """A desk whose decisions are followed as the resident follows them."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.reasons: Reasons | None = None
        super().__init__()
        self.reasons = Reasons(self._say, self.now)

    def _say(self, decision: Decision) -> None:
        at = decision.at
        self.said.append(f"{clock_time(at, at)} {decision.words}")

    def hear(self, *events: Event) -> Told:
        for event in events:
            super().hear(event)
            if self.reasons:
                self.reasons.follow(self.state, self.now)
        return self


def test_a_morning_in_decisions() -> None:
    """Each is said when it is made, and only then: hours of typing add nothing."""
    day = Told()
    day.works(HOUR - 60).hear(HoldBegan(Reason.MICROPHONE, "Zoom")).works(600)
    day.hear(HoldEnded(Reason.MICROPHONE)).works(70).rests(3).hear(OfferSnoozed("card", 300))
    day.works(300).rests(3).hear(OfferAccepted("card")).works(40).finishes()
    day.works(60).rests(600).works(60).hear(PausedFor(1800)).works(10)
    day.hear(PostureChosen(Posture.STANDING))
    held = "Nothing is offered: hipbreak is paused until 10:57."
    assert day.said == [
        "09:00 hipbreak started.",
        "09:00 Sitting; a break is due at 10:00.",
        "09:59 Sitting; a break is due at 10:00. "
        "Nothing is offered: the microphone is in use (Zoom).",
        "10:00 A break is due since 10:00, but the microphone is in use (Zoom).",
        "10:09 A break is due since 10:00; "
        "nothing is in the way any more, a minute of peace comes first.",
        "10:10 A break is due since 10:00; "
        "waiting for a gap in the typing, for a short while at most.",
        "10:10 Offered glute-press. 1 h of sitting since the last break. It is the hourly drill.",
        "10:10 Put off; it comes again at 10:15.",
        "10:15 A break is due since 10:15; "
        "waiting for a gap in the typing, for a short while at most.",
        "10:15 Offered glute-press. You put it off until now. It is the hourly drill.",
        "10:15 A break (glute-press) is being done since 10:15.",
        "10:15 Sitting; a break is due at 11:15.",
        "10:19 Away since 10:16.",
        "10:26 Sitting; a break is due at 11:26.",
        "10:27 Sitting; a break is due at 11:26. " + held,
        "10:28 Standing; a break is due at 11:28. " + held,
    ]


def test_a_lock_and_a_desk_without_anybody_are_told() -> None:
    day = Told()
    day.works(60).hear(Locked()).rests(600).hear(Unlocked())
    assert day.said[2:] == [
        "09:01 Sitting; a break is due at 10:00. Nothing is offered: the screen is locked.",
        "09:04 Away since 09:01, the screen is locked.",
        "09:11 Sitting; a break is due at 10:11.",
    ]


def test_a_file_that_cannot_be_written_is_complained_of_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    reasons = Reasons(partial(append, Path("/nonexistent/file")), Moment(0.0, 0.0))
    desk = Desk()
    reasons.follow(desk.state, desk.now)
    assert len(caplog.records) == 1


def test_decisions_are_kept_in_two_files_that_do_not_grow(tmp_path: Path) -> None:
    """The newest are there, in order; what is written by halves is passed over."""
    path = tmp_path / "decisions"
    for number in range(2000):
        append(path, Decision(Moment(float(number), 0.0, 3600), f"{number} " + "x" * 100))
    kept = read(path)
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) <= 2 * LARGEST
    assert [one.at.wall for one in kept] == [float(n) for n in range(2000 - len(kept), 2000)]
    assert len(kept) > 400
    assert kept[-1] == Decision(Moment(1999.0, 1999.0, 3600), "1999 " + "x" * 100)
    assert all(file.stat().st_mode & 0o777 == 0o600 for file in tmp_path.iterdir())
    with path.open("ab") as file:
        file.write(b'{"at": 3')
    assert read(path) == kept
    assert read(tmp_path / "none") == []


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HIPBREAK_HOME", str(tmp_path))
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    return tmp_path / "decisions.jsonl"


def test_what_stood_at_a_time_is_told_also_when_hipbreak_is_off(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    now = time.time()
    for ago, words in ((7200, "First."), (3600, "Second."), (60, "Third.")):
        append(home, Decision(Moment(now - ago, 0.0), words))
    asked = time.strftime("%H:%M", time.gmtime(now - 1800))
    assert main(["why", "--at", asked]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == f"At {asked}: Second."
    assert [line.split()[-1] for line in told[3:]] == ["First.", "Second.", "Third."]
    assert main(["why", "--at", asked, "--json"]) == 0
    plain = json.loads(capsys.readouterr().out)
    assert plain["why"] == "Second."
    assert [one["words"] for one in plain["decisions"]] == ["First.", "Second.", "Third."]
    early = time.strftime("%H:%M", time.gmtime(now - 3 * HOUR))
    assert main(["why", "--at", early]) == 1
    assert "nothing is remembered" in capsys.readouterr().err
    assert main(["why"]) == 3
    assert main(["why", "--json"]) == 3


def test_a_time_of_doubtful_input_says_so(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Unless another machine saw the person there at that time."""
    now = time.time()
    append(home, Decision(Moment(now - 7200, 0.0), "First."))
    asked = time.strftime("%H:%M", time.gmtime(now - 1800))
    journal = SqliteJournal(Paths.from_env().journal)
    start = Moment(now - 5400, now - 5400)
    unsure = Span("a" * 32, SpanKind.DOUBTFUL, start, start.after(5000), "away")
    journal.commit((unsure,), None)
    assert main(["why", "--at", asked]) == 0
    told = capsys.readouterr().out.splitlines()[0]
    assert told.startswith(f"At {asked}: First. Input from ")
    assert "is in doubt" in told
    journal.commit((replace(unsure, uid="b" * 32, kind=SpanKind.SITTING),), None)
    journal.close()
    assert main(["why", "--at", asked]) == 0
    assert capsys.readouterr().out.splitlines()[0] == f"At {asked}: First."


def test_a_time_of_day_is_the_last_one(home: Path) -> None:
    """Later than now is yesterday's; the minute counts to its end, but never beyond now."""
    noon = 20_000 * 86_400.0 + 12 * HOUR
    assert last_time("11:30", noon) == noon - 1800 + 59.9
    assert last_time("12:00", noon + 20) == noon + 20
    assert last_time("12:01", noon) == noon - 86_400 + 60 + 59.9
    for wrong in ("25:00", "noon", "12", "1:2:3", "-1:00"):
        with pytest.raises(UserError):
            last_time(wrong, noon)


def test_the_running_hipbreak_tells_its_minute_and_the_decisions_outlive_it(
    desktop: Desktop,
) -> None:
    """The real resident: a pause is told, killed and started again the words are still there."""
    resident = Resident(desktop).start()
    resident.cli("pause", "2 h")
    told = resident.cli("why").stdout
    assert told.startswith("Nothing will be offered: hipbreak is paused until")
    assert "The last decisions:" in told and "hipbreak started." in told
    resident.kill()
    resident.start()
    plain = json.loads(resident.cli("why", "--json").stdout)
    words = [one["words"] for one in plain["decisions"]]
    assert words.count("hipbreak started.") == 2
    assert any("paused until" in one for one in words[: words.index("hipbreak started.", 1)])
    resident.cli("quit")
    resident.process.wait(10)  # type: ignore[union-attr]
    file = resident.folder / "decisions.jsonl"
    assert json.loads(file.read_text().splitlines()[-1])["words"] == "hipbreak ended."


def test_erasing_takes_the_decisions_too(home: Path) -> None:
    append(home, Decision(Moment(1.0, 0.0), "Of yesterday."))
    erase_data(Paths.from_env())
    assert read(home) == []


def test_one_offer_is_one_entry_also_when_hands_rest_already(desktop: Desktop) -> None:
    """Due while nobody types: the offer is known before its routine is chosen, and told once."""
    resident = Resident(desktop, schedule__every="2 s").start()
    resident.card()
    told = resident.cli("why").stdout
    words = [one.words for one in read(resident.folder / "decisions.jsonl")]
    offered = [one for one in words if one.startswith("Offered")]
    assert len(offered) == 1 and offered[0].startswith("Offered glute-press. "), words
    assert told.count("Offered") == 1 and "\nThe last decisions:\n" in told


def test_an_offer_for_which_nothing_can_be_chosen_is_not_told_as_one() -> None:
    desk = Desk()
    unchosen = replace(desk.state, phase=Offered("o", desk.now, desk.now, "It is time.", "", ""))
    assert account(unchosen, desk.now) == ""
