"""A strict offer stands on every monitor, and still blocks nothing."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import replace

import pytest

from hipbreak.protocol import Answered
from hipbreak.ui.card import ALREADY_COMING_S
from tests.rig import Desktop, wait_for
from tests.rig.windows import WindowInfo
from tests.shots import offer
from tests.test_two_screens import FREE, LOOK, desk, inside
from tests.window_child import WindowChild

__all__ = ["desk"]
STRICT = replace(offer("glute-press", LOOK), everywhere=True, may_skip=False)
CARD = "hipbreak: a break"


def cards(desktop: Desktop) -> list[WindowInfo]:
    found = (w for w in desktop.windows() if w.mapped and w.name == CARD)
    return sorted(found, key=lambda w: w.x)


def has_keyboard(desktop: Desktop, card: WindowInfo) -> bool:
    """The window with the input focus lies where the card does."""
    found = desktop.run("xdotool", "getwindowfocus", "getwindowgeometry", "--shell").stdout
    return f"X={card.x}\n" in found and f"WIDTH={card.width}\n" in found


@pytest.fixture
def strict(desk: Desktop) -> Iterator[WindowChild]:
    """Shown with the pointer on the left, both cards on the screen past their first moment."""
    desk.move(300, 300)
    child = WindowChild(desk, "card", STRICT)
    child.show()
    wait_for(lambda: len(cards(desk)) == 2, what="two cards")
    began = time.monotonic()
    wait_for(lambda: time.monotonic() - began > ALREADY_COMING_S, what="their first moment")
    yield child
    desk.end(child.process)
    desk.wait_no_window(CARD)


def test_it_is_on_both_monitors_and_typing_goes_on(desk: Desktop, strict: WindowChild) -> None:
    """Each whole inside what panels leave of its monitor; the keyboard stays where it was."""
    left, right = cards(desk)
    assert inside(left, FREE["left"]) and inside(right, FREE["right"])
    assert not has_keyboard(desk, left) and not has_keyboard(desk, right)
    assert strict.said(Answered) == []


@pytest.mark.parametrize("which", [0, 1])
def test_an_answer_on_one_takes_both_away(desk: Desktop, strict: WindowChild, which: int) -> None:
    """Start works on the copy as on the first."""
    place = desk.find_colour("#ff6a45", cards(desk)[which])
    assert place
    desk.click(*place)
    assert strict.wait_end() == 0
    assert strict.said(Answered) == [Answered(STRICT.offer, "start")]
    desk.wait_no_window(CARD)


@pytest.mark.parametrize("which", [0, 1])
def test_escape_twice_leaves(desk: Desktop, strict: WindowChild, which: int) -> None:
    """After a click beside its buttons has given it the keyboard; once is not enough."""
    card = cards(desk)[which]
    desk.click(card.x + 30, card.y + 12)
    wait_for(lambda: has_keyboard(desk, card), what="the card's keyboard")
    desk.key("Escape")
    assert len(cards(desk)) == 2
    desk.key("Escape")
    assert strict.wait_end() == 0
    assert strict.said(Answered) == []


COVER = """
import sys, tkinter
root = tkinter.Tk()
root.overrideredirect(True)
root.geometry(sys.argv[1])
root.title("cover")
root.lift()
root.mainloop()
"""


@pytest.mark.parametrize("which", [0, 1])
def test_it_comes_back_up(desk: Desktop, strict: WindowChild, which: int) -> None:
    """A window that is raised over it, on either monitor, covers it for a moment only."""
    card = cards(desk)[which]
    place = f"{card.width}x{card.height}+{card.x + 8}+{card.y + 8}"
    cover = desk.start(sys.executable, "-c", COVER, place)
    desk.wait_window("cover")
    wait_for(lambda: desk.screen.stacked_at(*card.centre) == card.id, what="the card on top")
    assert strict.said(Answered) == []
    desk.end(cover)
    desk.wait_no_window("cover")


def test_a_gentle_offer_stays_on_the_pointers_monitor(desk: Desktop) -> None:
    desk.move(300, 300)
    child = WindowChild(desk, "card", replace(STRICT, everywhere=False))
    child.show()
    assert len(cards(desk)) == 1
    desk.end(child.process)
    desk.wait_no_window(CARD)
