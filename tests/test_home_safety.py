"""The safety page: every question, what follows from an answer, what rests, and whom to see."""

from __future__ import annotations

from pathlib import Path

from hipbreak.adapters.clock import SystemClock
from hipbreak.adapters.journal.reader import JournalReader
from hipbreak.core.facts import BreakEnded, Evidence, Outcome, SafetyAnswered
from hipbreak.core.moment import DAY
from hipbreak.core.record import Record
from hipbreak.core.screening import QUESTIONS, SWELLING
from hipbreak.protocol import Look, OpenHome, Shown
from hipbreak.ui.home.safety_model import view
from tests.health import HOUR, NOON, ROUTINES
from tests.resident import Resident
from tests.rig import Desktop, wait_for
from tests.shots import HOME
from tests.test_end_to_end import COMPRESSED
from tests.window_child import WindowChild


def answers(yes: str = "", injured_ago_s: float | None = None) -> tuple[SafetyAnswered, ...]:
    injured = None if injured_ago_s is None else NOON.back(injured_ago_s)
    return tuple(
        SafetyAnswered(
            f"{at:032x}", NOON, question.key, question.key == yes,
            injured if question.key == SWELLING else None,
        )
        for at, question in enumerate(QUESTIONS)
    )  # fmt: skip


def test_at_first_every_question_is_open_and_what_presses_waits() -> None:
    """Nothing was answered: all questions open, the pressing ones named once, no reason given."""
    seen = view(ROUTINES, Record(), NOON)
    assert seen.open == len(QUESTIONS) == len(seen.asked)
    ((reason, names),) = seen.ruled_out
    assert reason == "" and ROUTINES["psoas-ball"].name in names
    assert ROUTINES["walk"].name not in names


def test_a_yes_says_what_it_rules_out() -> None:
    """Blood clots: the doctor first, and only walking and breathing stay."""
    seen = view(ROUTINES, Record(answers("blood-clots")), NOON)
    assert seen.open == 0 and any("doctor" in text for text in seen.advice)
    named = {name for _, names in seen.ruled_out for name in names}
    assert ROUTINES["glute-press"].name in named and ROUTINES["walk"].name not in named


def test_a_swelling_says_since_when() -> None:
    """Since yesterday, as it was answered; a no has no since when."""
    seen = view(ROUTINES, Record(answers(SWELLING, DAY)), NOON)
    assert seen.asked[-1].answer == "yes" and seen.asked[-1].ago == "1"
    assert any("72 hours" in why for _, why in seen.rests)
    assert view(ROUTINES, Record(answers()), NOON).asked[-1].ago == ""


def test_what_hurt_rests_by_name() -> None:
    """A stop for pain: the movement's name, why, and until when."""
    done = BreakEnded(
        "f" * 32, "line-lunge", "stretch", NOON.back(DAY), NOON.back(DAY - 40), Outcome.HURT,
        Evidence.NONE, 80, 40, stop_reason="sharp",
    )  # fmt: skip
    seen = view(ROUTINES, Record(answers(), breaks=(done,)), NOON)
    ((what, why),) = seen.rests
    assert what == ROUTINES["line-lunge"].name and "sharp pain" in why
    assert all(ROUTINES["line-lunge"].name not in names for _, names in seen.ruled_out)


def test_a_question_is_answered_by_keyboard_without_a_resident(desktop: Desktop) -> None:
    """Tab to the first question, space for No, arrow for Yes: two rows, the last one counts."""
    child = WindowChild(desktop, "home", OpenHome(Look(theme="light"), "safety"))
    child.wait(Shown)
    window = desktop.wait_window(HOME)
    wait_for(lambda: desktop.focused() == window.id, what="the window's focus")
    at = SystemClock().now().after(HOUR)
    journal = Path(desktop.env["HIPBREAK_HOME"]) / "journal.sqlite3"

    def rows() -> list[tuple[str, bool]]:
        with JournalReader(journal) as reader:
            return [(fact.question, fact.yes) for fact in reader.record(at).answers]

    desktop.key("Tab", "space")
    wait_for(lambda: rows() == [("blood-clots", False)], what="the first answer")
    desktop.key("Right")
    wait_for(lambda: rows()[1:] == [("blood-clots", True)], what="the second answer")
    assert "Traceback" not in desktop.log_text()


def test_a_yes_takes_a_running_offer_back(desktop: Desktop) -> None:
    """A card for a drill is shown: yes to blood clots, and it goes; nor can it be asked for."""
    resident = Resident(desktop, **COMPRESSED, schedule__offer_timeout="10 min").start()
    child = WindowChild(desktop, "home", OpenHome(Look(theme="light"), "safety"))
    child.wait(Shown)
    window = desktop.wait_window(HOME)
    resident.card()
    wait_for(lambda: desktop.focused() == window.id, what="the window's focus")
    assert resident.status()["offer"]["routine"] == "glute-press"
    desktop.key("Tab", "space", "Right")
    desktop.wait_no_window("hipbreak: a break")
    assert resident.status()["offer"] is None
    refused = resident.cli("now", "glute-press", check=False)
    assert refused.returncode == 1 and "doctor" in refused.stderr
    assert "Traceback" not in desktop.log_text()
