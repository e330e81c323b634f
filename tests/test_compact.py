"""The player in a corner, for a seated drill during a call: on a real screen, by real keys."""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial

import pytest

from hipbreak.core.facts import Evidence, Feel, Outcome
from hipbreak.core.routine import Position, Routine
from hipbreak.protocol import Finished, Look, OpenPlayer
from hipbreak.ui.look.theme import LIGHT
from tests.resident import Resident
from tests.rig import Desktop, wait_for
from tests.rig.windows import WindowInfo
from tests.shots import ROUTINES
from tests.sound import Sound
from tests.test_look_fit import SCREENS, check, measure
from tests.test_player import HOLD, LONG, UID, named, press_until_told, routine, the_report
from tests.window_child import WindowChild

LOOK = Look(theme="light")


def play_small(desktop: Desktop, played: Routine) -> tuple[WindowChild, WindowInfo]:
    opening = OpenPlayer(UID, played, "left", LOOK, compact=True)
    child = WindowChild(desktop, "player", opening)
    window = wait_for(lambda: named(desktop), what="the player")
    wait_for(lambda: desktop.focused() == window.id, what="the player's focus")
    return child, window


def test_it_is_small_and_beside_the_trays_corner(desktop: Desktop) -> None:
    """At the bottom right, a fifteenth of the screen, and it tells what every player tells."""
    child, window = play_small(desktop, routine(HOLD))
    assert window.width <= 350 and window.height <= 190
    assert 1280 - window.box[2] < 40 and 800 - window.box[3] < 40
    told = press_until_told(desktop, child, "1")
    assert (told.outcome, told.evidence, told.feel) == (
        Outcome.COMPLETED,
        Evidence.STEPS,
        Feel.GOOD,
    )
    the_report(child)


def test_it_stays_above_the_call(desktop: Desktop) -> None:
    """A window that is raised and has the keyboard does not cover it."""
    child, window = play_small(desktop, routine(LONG))
    desktop.start("xterm", "-geometry", "200x60+0+0")
    other = desktop.wait_window(wm_class="XTerm")
    wait_for(lambda: desktop.focused() == other.id, what="the other window's focus")
    assert desktop.screen.stacked_at(*window.centre) == window.id
    assert child.said(Finished) == []


def test_after_a_pain_it_has_room_for_the_advice(desktop: Desktop) -> None:
    """It grows for the words, inside the screen, in the same corner."""
    child, before = play_small(desktop, routine(LONG))
    desktop.key("h")
    grown = wait_for(lambda: larger(desktop, before), what="the question which pain it was")
    desktop.key("2")
    assert child.wait(Finished).stop_reason == "numb"
    wait_for(lambda: larger(desktop, grown), what="the advice")
    seen = named(desktop)
    assert seen and seen.y >= 0 and 1280 - 40 < seen.box[2] <= 1280 and seen.box[3] <= 800
    desktop.key("Escape")
    the_report(child)


def larger(desktop: Desktop, than: WindowInfo) -> WindowInfo | None:
    seen = named(desktop)
    return seen if seen and seen.height > than.height else None


def test_its_answers_stand_where_its_buttons_were(desktop: Desktop) -> None:
    """A question can be answered by the mouse: Yes is at the left, below."""
    ask = replace(ROUTINES.get("kd4-press").steps[-1], each_side=False)
    child, window = play_small(desktop, routine(LONG, ask, LONG))
    upper_half = replace(window, height=window.height // 2)
    ring = partial(desktop.find_colour, LIGHT.accent, upper_half)
    wait_for(ring, what="the first step's ring")
    desktop.key("Right")
    wait_for(lambda: not ring(), what="the question")
    left, _top, _right, bottom = window.box
    desktop.click(left + 60, bottom - 30)
    wait_for(ring, what="the last step's ring")
    desktop.key("Right")
    told = press_until_told(desktop, child, "3")
    assert (told.outcome, told.feel) == (Outcome.LEFT, Feel.BAD)


@pytest.mark.parametrize(("size", "dpi"), SCREENS)
def test_everything_fits(size: str, dpi: int) -> None:
    """Also with letters at 130 %."""
    with Desktop(size=size, dpi=dpi) as desktop:
        for text_scale in ("1.0", "1.3"):
            for name in ("glute-press", "line-lunge"):
                check(measure(desktop, "compact", name, text_scale), size, 18)


@pytest.mark.skipif(sys.platform != "linux", reason="PulseAudio is Linux's")
def test_in_a_call_a_seated_drill_opens_in_the_corner(desktop: Desktop) -> None:
    """The microphone is recorded from: small. A walk is played at its usual size all the same."""
    sound = Sound(desktop)
    resident = Resident(desktop).start()
    sound.record()
    resident.wait_status(lambda seen: "microphone" in str(seen["holds"]), "the microphone's hold")
    resident.cli("now", "glute-press")
    window = resident.window("hipbreak")
    assert window.width <= 350
    wait_for(lambda: desktop.focused() == window.id, what="the player's focus")
    desktop.key("Escape")
    wait_for(lambda: named(desktop) is None, what="the player's end")
    wait_for(lambda: resident.status()["break"] is None, what="the report")
    resident.cli("now", "walk")
    assert resident.window("hipbreak").width > 500


def test_the_key_c_makes_it_small_and_large_again(desktop: Desktop) -> None:
    """Also outside a call, in the middle of the drill, which goes on where it was."""
    child = WindowChild(desktop, "player", OpenPlayer(UID, routine(LONG), "left", LOOK))
    large = wait_for(lambda: named(desktop), what="the player")
    wait_for(lambda: desktop.focused() == large.id, what="the player's focus")
    desktop.key("c")
    wait_for(lambda: (seen := named(desktop)) and seen.width <= 350, what="the small window")
    desktop.key("c")
    wait_for(lambda: (seen := named(desktop)) and seen.width == large.width, what="the large one")
    told = press_until_told(desktop, child, "Escape")
    assert told.outcome is Outcome.LEFT and told.done_s > 0


def test_small_and_large_are_buttons_too(desktop: Desktop) -> None:
    """Tab comes to "Small" first, Space presses it and nothing else: the drill goes on and ends
    by its own time. In the corner "Large" likewise."""
    drill = routine(replace(HOLD, seconds=6))
    child = WindowChild(desktop, "player", OpenPlayer(UID, drill, "left", LOOK))
    large = wait_for(lambda: named(desktop), what="the player")
    wait_for(lambda: desktop.focused() == large.id, what="the player's focus")
    desktop.key("Tab", "space")
    wait_for(lambda: (seen := named(desktop)) and seen.width <= 350, what="the small window")
    desktop.key("Tab", "space")
    wait_for(lambda: (seen := named(desktop)) and seen.width == large.width, what="the large one")
    told = press_until_told(desktop, child, "1")
    assert (told.outcome, told.evidence) == (Outcome.COMPLETED, Evidence.STEPS)


def test_what_leaves_the_chair_stays_large(desktop: Desktop) -> None:
    standing = replace(routine(LONG), position=Position.STANDING)
    child = WindowChild(desktop, "player", OpenPlayer(UID, standing, "left", LOOK))
    large = wait_for(lambda: named(desktop), what="the player")
    wait_for(lambda: desktop.focused() == large.id, what="the player's focus")
    desktop.key("c", "d")
    assert press_until_told(desktop, child, "1").outcome is Outcome.COMPLETED
    assert large.width > 500


def test_only_what_is_seated_and_does_not_press_fits_a_corner() -> None:
    """What has cautions to be read first gets the room to read them."""
    found = {name for name, one in ROUTINES.load()[0].items() if one.fits_corner}
    assert found == {"glute-press", "weight-shift", "belly-breath"}


def test_its_title_is_short_enough_for_its_title_bar(desktop: Desktop) -> None:
    """The drill and the side, without the number of the step; large again, it has all of it."""
    child, window = play_small(desktop, routine(replace(LONG, each_side=True)))

    def reads(title: str) -> None:
        wait_for(
            lambda: title in [w.title for w in desktop.windows() if w.id == window.id], what=title
        )

    reads("hipbreak – Drill, left")
    desktop.key("Right")
    reads("hipbreak – Drill, right")
    desktop.key("c")
    reads("hipbreak – Drill, step 2 of 2, right side")
    desktop.key("Escape")
    the_report(child)
