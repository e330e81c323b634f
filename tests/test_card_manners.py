"""What shares the card's corner: our own notification, and the menus of the desktop."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from hipbreak.adapters.monitors import Rect
from hipbreak.ui.on_top import LIFT_AGAIN_S
from tests.resident import Resident
from tests.rig import Desktop, panel, wait_for
from tests.rig.windows import WindowInfo

QUICK = {"schedule__every": "3 s", "schedule__lull": "1 s", "schedule__warn": "2 s"}

WORKING, DUE = "#2c8079", "#f25a33"
TRAY = (900, 0, 1280, 34)
"""Where the panel's right end is."""


def apart(one: WindowInfo, other: WindowInfo) -> bool:
    places = (Rect(w.x, w.y, w.width, w.height) for w in (one, other))
    return next(places).common(next(places)).empty


@pytest.mark.parametrize("corner", ["top-right", "bottom-right", "top-center"])
@pytest.mark.parametrize("size", ["1280x800", "1024x600"])
def test_the_card_leaves_our_own_notification_to_be_read_and_pressed(
    corner: str, size: str
) -> None:
    """A real dunst in each corner where desktops put theirs: both are seen whole."""
    with Desktop(size=size) as desktop:
        conf = desktop.folder / "dunstrc"
        conf.write_text(f"[global]\norigin = {corner}\noffset = 8x8\nwidth = 360\n")
        desktop.start("dunst", "-conf", str(conf))
        resident = Resident(desktop, **QUICK, notify__offer="yes").start()
        card = resident.card()
        notice = desktop.wait_window(wm_class="Dunst")
        assert apart(card, notice), (card, notice)
        assert 0 <= int(size.partition("x")[0]) - card.box[2] < 40, card
        wait_for(lambda: desktop.screen.stacked_at(*notice.centre) == notice.id, what="it on top")


def test_the_warnings_notification_goes_when_the_card_comes() -> None:
    """It said what the card now says: the card takes its usual corner, and nothing lies below."""
    with Desktop() as desktop:
        conf = desktop.folder / "dunstrc"
        conf.write_text("[global]\norigin = bottom-right\noffset = 8x8\nwidth = 360\n")
        desktop.start("dunst", "-conf", str(conf))
        resident = Resident(
            desktop, notify__soon="yes", schedule__every="6 s", schedule__warn="4 s"
        ).start()
        desktop.wait_window(wm_class="Dunst")
        card = resident.card()
        desktop.wait_no_window(wm_class="Dunst", timeout=2)
        assert 0 <= 800 - card.box[3] < 40, card


@pytest.fixture
def right() -> Iterator[Desktop]:
    """A real xfce4-panel with the tray at its right end, as most have it: its menu and the card
    share a corner."""
    spread = '<property name="plugin-1" type="string" value="separator">'
    spread += '<property name="expand" type="bool" value="true"/></property>'
    with Desktop() as desktop:
        command = panel.xfce(desktop.home)
        file = next(desktop.home.rglob("xfce4-panel.xml"))
        plain = '<property name="plugin-1" type="string" value="tasklist"/>'
        file.write_text(file.read_text().replace(plain, spread))
        desktop.start(*command)
        yield desktop


def opened_menu(desktop: Desktop, colour: str) -> WindowInfo:
    """The icon's menu, opened by a click of the right button."""
    place = wait_for(lambda: desktop.find_colour(colour, TRAY), 15, "the icon")
    before = {w.id for w in desktop.windows() if w.mapped}
    desktop.click(*place, button=3)

    def look() -> WindowInfo | None:
        new = (w for w in desktop.windows() if w.mapped and w.id not in before)
        return next((w for w in new if w.height > 100), None)

    return wait_for(look, 15, "the menu")


def above(desktop: Desktop, window: WindowInfo, other: WindowInfo) -> bool:
    """Whether it is seen where both stand."""
    x, y = max(window.x, other.x), max(window.y, other.y)
    right, bottom = min(window.box[2], other.box[2]), min(window.box[3], other.box[3])
    return desktop.screen.stacked_at((x + right) // 2, (y + bottom) // 2) == window.id


def test_an_open_menu_is_not_covered_by_a_card_that_comes(right: Desktop) -> None:
    """The card waits until it is closed, and then comes."""
    resident = Resident(right, schedule__every="1 h", schedule__lull="1 s").start()
    menu = opened_menu(right, WORKING)
    resident.cli("set", "schedule.every", "1 s")
    resident.wait_status(lambda seen: seen["offer"], "the offer")
    began = time.monotonic()
    wait_for(lambda: time.monotonic() - began > 2.5, what="a while")
    assert right.find_window(title="hipbreak: a break") is None
    assert menu.id in [w.id for w in right.windows() if w.mapped]
    right.key("Escape")
    card = resident.card()
    assert not apart(card, menu), "they share no corner: nothing was shown"


def test_a_menu_that_opens_over_the_card_stays_above_it(right: Desktop) -> None:
    """The card comes back up over windows, not over the menu that was asked for."""
    resident = Resident(right, **QUICK).start()
    card = resident.card()
    wait_for(lambda: right.find_colour(DUE, TRAY), 15, "the icon of an offer")
    menu = opened_menu(right, DUE)
    assert not apart(card, menu), "they share no corner: nothing was shown"
    began = time.monotonic()
    wait_for(lambda: time.monotonic() - began > 2 * LIFT_AGAIN_S, what="two chances to come up")
    assert above(right, menu, card)
    right.key("Escape")
    right.wait_no_window(wm_class="Wrapper-2.0")
    wait_for(lambda: right.screen.stacked_at(*card.centre) == card.id, what="the card on top")
