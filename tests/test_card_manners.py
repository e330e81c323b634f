"""What shares the card's corner: our own notification, and the menus of the desktop."""

from __future__ import annotations

import pytest

from hipbreak.adapters.monitors import Rect
from tests.resident import Resident
from tests.rig import Desktop, wait_for
from tests.rig.windows import WindowInfo

QUICK = {"schedule__every": "3 s", "schedule__lull": "1 s", "schedule__warn": "2 s"}


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
