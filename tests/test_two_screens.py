"""Our windows on a desktop of two monitors: on the pointer's, inside what panels leave of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from hipbreak.adapters.monitors import Rect
from hipbreak.protocol import Look, OpenHome, OpenPlayer
from tests.rig import Desktop, wait_for
from tests.rig.windows import WindowInfo
from tests.shots import CARD, PLAYER, ROUTINES, offer
from tests.test_monitors import Panel
from tests.window_child import WindowChild

LEFT, RIGHT = Rect(0, 0, 1000, 900), Rect(1000, 150, 920, 700)
"""The right one is smaller and set lower: some of the desktop is on no monitor."""
BAR = 36
TOP_OF_LEFT = (0, 0, BAR, 0, 0, 0, 0, 0, 0, LEFT.right - 1, 0, 0)
BOTTOM_OF_RIGHT = (0, 0, 0, 900 - RIGHT.bottom + BAR, *(0,) * 6, RIGHT.x, RIGHT.right - 1)
GAP = 20
"""A little more than a card keeps from the edges, pixels."""
LOOK = Look(theme="light", reduced_motion=True)


@pytest.fixture(scope="module")
def desk() -> Iterator[Desktop]:
    """A bar on top of the left monitor and one at the bottom of the right one."""
    with Desktop(size="1920x900", bus=False) as desktop:
        (output,) = (
            line.split()[0]
            for line in desktop.run("xrandr").stdout.splitlines()
            if " connected" in line
        )
        for name, area, on in (("left", LEFT, output), ("right", RIGHT, "none")):
            place = f"{area.width}/250x{area.height}/200+{area.x}+{area.y}"
            desktop.run("xrandr", "--setmonitor", name, place, on)
        for title, edge in (("one", TOP_OF_LEFT), ("two", BOTTOM_OF_RIGHT)):
            Panel(desktop, title).reserve("_NET_WM_STRUT_PARTIAL", *edge)
        yield desktop


FREE = {
    "left": Rect(0, BAR, LEFT.width, LEFT.height - BAR),
    "right": Rect(RIGHT.x, RIGHT.y, RIGHT.width, RIGHT.height - BAR),
}
POINTERS = {"left": (990, 12), "right": (1010, 840)}
"""Close to the other monitor, and on a bar: the pointer decides all the same."""
EACH = pytest.mark.parametrize("monitor", ["left", "right"])


def gone(desktop: Desktop, child: WindowChild, title: str) -> None:
    desktop.end(child.process)
    desktop.wait_no_window(title)


def inside(seen: WindowInfo, area: Rect) -> bool:
    return area.common(Rect(seen.x, seen.y, seen.width, seen.height)) == Rect(
        seen.x, seen.y, seen.width, seen.height
    )


@EACH
def test_the_card_is_in_the_corner_by_the_bar(desk: Desktop, monitor: str) -> None:
    """Top right under a bar on top, bottom right over one below; never under it, never on the
    other monitor."""
    desk.move(*POINTERS[monitor])
    child = WindowChild(desk, "card", offer("glute-press", LOOK))
    child.show()
    card, free = desk.wait_window(CARD), FREE[monitor]
    assert inside(card, free), (card, free)
    assert free.right - card.box[2] <= GAP
    if monitor == "left":
        assert card.y - free.y <= GAP
    else:
        assert free.bottom - card.box[3] <= GAP
    gone(desk, child, CARD)


@EACH
def test_the_card_for_the_keyboard_is_in_the_middle(desk: Desktop, monitor: str) -> None:
    """The ordinary window of an offer comes on the pointer's monitor, whole."""
    desk.move(*POINTERS[monitor])
    child = WindowChild(desk, "card", replace(offer("glute-press", LOOK), ordinary=True))
    child.show()
    card, free = desk.wait_window(CARD), FREE[monitor]
    assert inside(card, free), (card, free)
    assert abs(card.centre[0] - (free.x + free.right) // 2) <= GAP
    gone(desk, child, CARD)


@EACH
@pytest.mark.parametrize("compact", [False, True])
def test_the_player_fits_the_pointers_monitor(desk: Desktop, monitor: str, compact: bool) -> None:
    """It is sized for that monitor, not for the whole desktop; the small one takes its corner."""
    desk.move(*POINTERS[monitor])
    routine = ROUTINES.get("glute-press")
    opening = OpenPlayer("1" * 32, routine, "left", LOOK, compact=compact)
    child = WindowChild(desk, "player", opening)
    free = FREE[monitor]
    wait_for(lambda: inside(desk.wait_window(PLAYER), free), what=f"the player inside {free}")
    gone(desk, child, PLAYER)


@EACH
def test_home_opens_on_the_pointers_monitor(desk: Desktop, monitor: str) -> None:
    """Also the largest of our windows."""
    desk.move(*POINTERS[monitor])
    child = WindowChild(desk, "home", OpenHome(LOOK))
    free = FREE[monitor]
    wait_for(lambda: inside(desk.wait_window("hipbreak"), free), what=f"home inside {free}")
    gone(desk, child, "hipbreak")
