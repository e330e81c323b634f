"""The safety rules, the plans and the follow-up, through the real resident and its journal."""

from __future__ import annotations

import json

from hipbreak.adapters.clock import SystemClock
from hipbreak.adapters.journal.sqlite import SqliteJournal
from hipbreak.core.facts import BreakEnded, Evidence, Outcome
from hipbreak.core.moment import DAY
from hipbreak.core.screening import QUESTIONS
from tests.resident import Resident
from tests.rig import Desktop, wait_for


def answer_all(resident: Resident, word: str = "no") -> None:
    for question in QUESTIONS:
        resident.cli("safety", "set", question.key, word)


def test_what_presses_is_refused_until_the_questions_are_answered(desktop: Desktop) -> None:
    """By name too; the answers reach the journal through the resident, and count at once."""
    resident = Resident(desktop).start()
    refused = resident.cli("now", "kd4-press", check=False)
    assert refused.returncode == 1
    assert "safety questions are not all answered" in refused.stderr
    answer_all(resident)
    assert resident.query("SELECT count(*) FROM answers") == [(len(QUESTIONS),)]
    assert resident.cli("now", "kd4-press").returncode == 0


def test_a_yes_rules_out_with_its_reason_and_there_is_no_override(desktop: Desktop) -> None:
    """Written without a resident, obeyed by the one that starts later."""
    resident = Resident(desktop)
    answer_all(resident)
    resident.cli("safety", "set", "blood-clots", "yes")
    resident.start()
    for routine in ("psoas-ball", "glute-press", "line-lunge"):
        refused = resident.cli("now", routine, check=False)
        assert refused.returncode == 1 and "Ask your doctor first" in refused.stderr, routine
    assert resident.cli("now", "walk").returncode == 0
    plain = json.loads(resident.cli("safety", "--json").stdout)
    assert "kd4-press" in plain["ruled_out"] and "walk" not in plain["ruled_out"]


def test_an_answer_takes_back_an_offer_that_it_rules_out(desktop: Desktop) -> None:
    resident = Resident(desktop, schedule__every="2 s", schedule__lull="1 s").start()
    desktop.move(200, 200)
    resident.card()
    assert resident.status()["offer"]["routine"] == "glute-press"
    resident.cli("safety", "set", "blood-clots", "yes")
    desktop.wait_no_window(title="hipbreak: a break")
    assert resident.status()["offer"] is None


def test_an_answer_takes_back_an_offer_that_it_rules_out_in_part(desktop: Desktop) -> None:
    """The drill may stay, but "something else" holds a lunge, since all else was done lately: the
    card goes, though the drill itself may still be done."""
    resident = Resident(desktop, schedule__every="2 s", schedule__lull="1 s")
    now = SystemClock().now()
    lately = (
        BreakEnded(f"{at:032x}", key, "drill", now.back(DAY), now.back(DAY - 60),
                   Outcome.COMPLETED, Evidence.STEPS, 60, 60)
        for at, key in enumerate(("walk", "belly-breath", "hip-circles"))
    )  # fmt: skip
    journal = SqliteJournal(resident.folder / "journal.sqlite3")
    journal.commit(tuple(lately), None)
    journal.close()
    resident.start()
    desktop.move(200, 200)
    card = resident.card()
    assert resident.status()["offer"]["routine"] == "glute-press"
    resident.cli("safety", "set", "pregnancy", "no")
    assert resident.status()["offer"] and resident.card().id == card.id
    resident.cli("safety", "set", "pregnancy", "yes")
    desktop.wait_no_window(title="hipbreak: a break")
    assert resident.query("SELECT routine, answer FROM offers") == [("glute-press", "held")]
    assert resident.cli("now", "glute-press").returncode == 0


def test_a_plan_is_played_one_routine_after_another(desktop: Desktop) -> None:
    """What safety rules out is left out; "done already" is by hand, and the next one follows."""
    resident = Resident(desktop).start()
    assert resident.cli("plan", "play", "morning").stdout == "Started: Hip circles.\n"
    resident.window("hipbreak")

    def finish_by_key() -> bool:
        desktop.key("d", "1")
        return len(resident.query("SELECT 1 FROM breaks")) >= 2

    wait_for(finish_by_key, 40, "both routines in the journal", every=0.6)
    done = resident.query("SELECT routine, outcome, evidence FROM breaks ORDER BY start_ms")
    assert done[:2] == [
        ("hip-circles", "completed", "by hand"),
        ("belly-breath", "completed", "by hand"),
    ]
    plan = resident.cli("plan").stdout
    assert "[x] Hip circles" in plan and "[x] Belly breath" in plan


def test_a_lifting_spine_in_the_thomas_test_rules_deep_massage_out(desktop: Desktop) -> None:
    """Played by keys: yes to the first side's spine. It is in the journal with its break, and the
    next request is refused for it."""
    resident = Resident(desktop).start()
    answer_all(resident)
    resident.cli("now", "thomas-test")
    player = resident.window("hipbreak")
    wait_for(lambda: desktop.focused() == player.id, what="the player's focus")
    desktop.key("Right", "Right", "Right", "y", "n", "Escape")
    wait_for(lambda: resident.query("SELECT 1 FROM breaks"), what="the break in the journal")
    kept = "SELECT routine, side, result FROM selftests JOIN breaks ON breaks.uid = break_uid"
    assert resident.query(kept) == [("thomas-test", "left", "spine lifts")]
    refused = resident.cli("now", "psoas-ball", check=False)
    assert refused.returncode == 1 and "Thomas test" in refused.stderr
    assert resident.cli("now", "kd4-press").returncode == 0


def test_how_tight_it_feels_is_kept_with_the_break(desktop: Desktop) -> None:
    """By keys: six, which starts it; done, a good ache, four."""
    resident = Resident(desktop).start()
    resident.cli("now", "line-lunge")
    player = resident.window("hipbreak")
    wait_for(lambda: desktop.focused() == player.id, what="the player's focus")
    desktop.key("6", "d", "1")

    def rated() -> list[tuple[object, ...]]:
        desktop.key("4")
        kept = "SELECT routine, timing, tightness FROM tightness JOIN breaks ON breaks.uid"
        return resident.query(f"{kept} = break_uid ORDER BY tightness")

    assert wait_for(rated, 20, "the tightness in the journal", every=0.3) == [
        ("line-lunge", "after", 4),
        ("line-lunge", "before", 6),
    ]


def test_how_tight_it_felt_before_is_kept_too(desktop: Desktop) -> None:
    """On the page of cautions seven starts the drill; it is done, and closes itself."""
    resident = Resident(desktop)
    answer_all(resident)
    resident.start().cli("now", "kd4-press")
    player = resident.window("hipbreak")
    wait_for(lambda: desktop.focused() == player.id, what="the player's focus")
    desktop.key("7", "d", "1")

    def ended() -> list[tuple[object, ...]]:
        desktop.key("5")
        return resident.query("SELECT 1 FROM breaks")

    wait_for(ended, 20, "the break in the journal", every=0.3)
    assert resident.query("SELECT timing, tightness FROM tightness ORDER BY timing DESC") == [
        ("before", 7),
        ("after", 5),
    ]


def test_wrong_calls_say_what_is_wrong(desktop: Desktop) -> None:
    resident = Resident(desktop)
    for words, code in (
        (("safety", "set", "pregnency", "no"), 2),
        (("safety", "set", "pregnancy", "maybe"), 2),
        (("plan", "--on", "2026-02-30"), 2),
        (("followup", "better"), 1),
    ):
        done = resident.cli(*words, check=False)
        assert done.returncode == code, (words, done)
        assert done.stderr.startswith("hipbreak: ") and done.stderr.count("\n") == 1
