""" "In a meeting" and "reading" in the tray: for a while, and to be seen while they stand."""

from __future__ import annotations

import pytest

from hipbreak.core.errors import Refused, UserError
from hipbreak.core.holds import Reason, find
from hipbreak.ports import MenuEntry, TrayView
from hipbreak.resident.menu import view
from hipbreak.resident.toggles import verbs
from tests.timeline import Desk


def _say(desk: Desk, words: str) -> str:
    verb, _, rest = words.partition(" ")
    obey = verbs(desk.hear, lambda: desk.state, lambda: desk.now, lambda wall: 0)[verb]
    return obey(rest, "tray")


def _shown(desk: Desk) -> TrayView:
    return view(desk.state, desk.now, str)


def _entry(desk: Desk, label: str) -> MenuEntry:
    (one,) = (entry for entry in _shown(desk).menu if entry.label.startswith(label))
    return one


@pytest.mark.parametrize(
    ("label", "verb", "reason"),
    [("In a meeting", "meeting", Reason.MEETING), ("Reading", "reading", Reason.READING)],
)
def test_pain_16_the_menu_offers_lengths_and_then_the_end(
    label: str, verb: str, reason: Reason
) -> None:
    """No choice is for ever; while it stands the menu says until when, and takes it back."""
    desk = Desk()
    choices = _entry(desk, label).children
    assert [c.action for c in choices] == [f"{verb} 30 min", f"{verb} 1 h", f"{verb} 2 h"]
    assert "09:30" in _say(desk, choices[0].action)
    on = _entry(desk, label)
    assert (on.label, on.action, on.checked) == (f"{label} until 09:30", f"{verb} off", True)
    _say(desk, on.action)
    assert _entry(desk, label).children
    _say(desk, verb)
    assert _entry(desk, label).label == f"{label} until 10:00"
    desk.works(3601)
    assert find(desk.state.holds, reason) is None


def test_pain_16_the_icon_shows_a_meeting_as_held() -> None:
    """From its first minute on, not only when a break is due."""
    desk = Desk().works(60)
    _say(desk, "meeting 10 min")
    assert _shown(desk).icon == "held"
    assert "you are in a meeting until 09:11" in _shown(desk).tooltip
    desk.works(601)
    assert _shown(desk).icon == "working"


def test_said_again_it_lasts_from_now_on() -> None:
    desk = Desk()
    _say(desk, "meeting 10 min")
    desk.works(300)
    _say(desk, "meeting 30 min")
    desk.works(29 * 60)
    assert find(desk.state.holds, Reason.MEETING)
    desk.works(61)
    assert find(desk.state.holds, Reason.MEETING) is None


def test_pain_16_a_meeting_may_be_said_to_last_until_a_time() -> None:
    """The desk's day begins at nine."""
    desk = Desk().works(60)
    said = _say(desk, "meeting until 10:30")
    assert said == "In a meeting until 10:30: nothing is offered."
    desk.works(89 * 60 - 5)
    assert find(desk.state.holds, Reason.MEETING)
    desk.works(10)
    assert find(desk.state.holds, Reason.MEETING) is None


def test_nonsense_and_an_end_without_a_beginning_are_refused() -> None:
    desk = Desk()
    with pytest.raises(Refused):
        _say(desk, "meeting off")
    with pytest.raises(UserError) as wrong:
        _say(desk, "reading for ever")
    assert wrong.value.exit_code == 2
    assert desk.state.holds == ()
