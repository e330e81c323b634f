"""What the tray says: the icon's state and a menu that fits the moment."""

from __future__ import annotations

import itertools

from hipbreak.core.events import (
    BreakRequested,
    HoldBegan,
    OfferAccepted,
    PausedFor,
    PostureChosen,
    RulesChanged,
)
from hipbreak.core.facts import Posture
from hipbreak.core.holds import Reason
from hipbreak.core.rules import Firmness, Rules
from hipbreak.ports import SEPARATOR, MenuEntry, TrayView
from hipbreak.resident.menu import Extras, view
from tests.timeline import Desk

HOUR = 3600.0


def shown(desk: Desk) -> TrayView:
    return view(desk.state, desk.now, lambda routine: f"<{routine}>")


def entry(desk: Desk, action: str) -> MenuEntry | None:
    """The entry with this action, also from a submenu."""
    menu = shown(desk).menu
    entries = [*menu, *(child for parent in menu for child in parent.children)]
    return next((found for found in entries if found.action == action), None)


def default(desk: Desk) -> str:
    (one,) = [e.action for e in shown(desk).menu if e.default]
    return one


def test_pain_23_what_cannot_be_written_down_is_told_by_the_icon() -> None:
    """In the tooltip and in the menu's second line, for as long as it lasts."""
    desk = Desk().works(60)
    seen = view(desk.state, desk.now, str, Extras(trouble="Nothing can be written down now: full."))
    assert seen.tooltip.startswith("hipbreak: Nothing can be written down now: full. Next break")
    assert seen.menu[1].label == "Nothing can be written down now: full"


def test_at_work_the_menu_says_when_the_next_break_comes() -> None:
    desk = Desk().works(HOUR - 23 * 60)
    seen = shown(desk)
    assert (seen.icon, seen.menu[0].label) == ("working", "Next break in 23 min")
    assert seen.tooltip == "hipbreak: Next break in 23 min."
    assert default(desk) == "home"
    for action in ("now", "pause 30 min", "pause 1 h", "pause tomorrow", "sit", "stand", "quit"):
        assert entry(desk, action), action
    assert not any(entry(desk, action) for action in ("start", "skip", "resume", "card"))


def test_in_a_call_the_tray_says_when_the_break_comes_and_that_it_would_be_held() -> None:
    desk = Desk().works(HOUR - 25 * 60).hear(HoldBegan(Reason.MICROPHONE))
    seen = shown(desk)
    words = "Next break in 25 min; held while the microphone is in use"
    assert (seen.icon, seen.menu[0].label) == ("held", words)
    assert seen.tooltip == f"hipbreak: {words}."


def test_the_icon_goes_from_working_over_soon_and_due_to_break() -> None:
    desk = Desk()
    icons = [shown(desk).icon]
    desk.works(HOUR - 30)
    icons.append(shown(desk).icon)
    desk.works(33).rests(3)
    icons.append(shown(desk).icon)
    desk.hear(OfferAccepted("card"))
    icons.append(shown(desk).icon)
    assert icons == ["working", "soon", "due", "break"]


def test_an_offer_can_be_answered_from_the_menu() -> None:
    desk = Desk().works(HOUR).rests(3)
    start = entry(desk, "start")
    assert start and start.label == "Start: <glute-press>"
    assert [e.label for e in shown(desk).menu if e.action.startswith("snooze")] == [
        "In 5 min",
        "In 10 min",
        "In 20 min",
    ]
    assert entry(desk, "skip") and default(desk) == "card"


def test_strict_has_no_skip_in_the_menu_either() -> None:
    desk = Desk().hear(RulesChanged(Rules(firmness=Firmness.STRICT))).works(HOUR).rests(3)
    assert entry(desk, "start") and not entry(desk, "skip")


def test_a_held_break_says_why_not_now() -> None:
    desk = Desk().hear(HoldBegan(Reason.MICROPHONE, "a call")).works(HOUR)
    seen = shown(desk)
    assert seen.icon == "held"
    assert seen.menu[0].label == "A break is due, but the microphone is in use (a call)"


def test_a_pause_shows_its_end_and_can_be_ended() -> None:
    desk = Desk().hear(PausedFor(1800)).works(60)
    resume = entry(desk, "resume")
    assert shown(desk).icon == "paused"
    assert resume and resume.label == "Resume (paused until 09:30)"
    assert entry(desk, "pause 1 h") is None


def test_the_posture_is_a_choice_of_two() -> None:
    desk = Desk().hear(PostureChosen(Posture.STANDING))
    sit, stand = entry(desk, "sit"), entry(desk, "stand")
    assert sit and stand and (sit.checked, stand.checked) == (False, True)


def test_after_an_absence_one_tap_says_i_was_sitting() -> None:
    desk = Desk().works(600)
    assert entry(desk, "sit --all-along") is None
    desk.rests(900).works(5)
    mend = entry(desk, "sit --all-along")
    assert mend and mend.label == "I was sitting all along (15 min)"
    stood = entry(desk, "stand --all-along")
    assert stood and stood.label == "I was standing here (15 min)"
    desk.works(1900)
    assert entry(desk, "sit --all-along") is None and entry(desk, "stand --all-along") is None


def test_yesterdays_question_stands_in_the_menu_with_its_answers() -> None:
    desk = Desk().works(60)
    asked = Extras(question="Yesterday you did the psoas ball. How is it since then?")
    menu = view(desk.state, desk.now, str, asked).menu
    (entry_,) = [e for e in menu if e.label == asked.question]
    assert [child.action for child in entry_.children] == [
        "followup better",
        "followup same",
        "followup worse",
        "followup faded",
        "followup unsaid",
    ]


def test_plans_can_be_started_unless_something_is_under_way() -> None:
    desk = Desk().works(60)
    extras = Extras(plans=(("morning", "Morning, 3 minutes"),))

    def labels() -> list[str]:
        return [e.label for e in view(desk.state, desk.now, str, extras).menu]

    assert "Do a plan" in labels()
    desk.hear(BreakRequested("walk"))
    assert "Do a plan" not in labels()


def test_while_a_break_runs_no_other_can_be_started() -> None:
    desk = Desk().works(60).hear(BreakRequested("walk"))
    assert entry(desk, "now") is None
    assert MenuEntry("Now: <walk>") in shown(desk).menu


def test_no_two_separators_meet_and_none_stands_at_an_end() -> None:
    menu = shown(Desk().works(10)).menu
    assert menu[0] != SEPARATOR and menu[-1] != SEPARATOR
    assert all(pair != (SEPARATOR, SEPARATOR) for pair in itertools.pairwise(menu))
