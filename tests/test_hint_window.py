"""The hint on a real screen: small, silent, without focus, gone by itself; and from end to end."""

from __future__ import annotations

import signal
import sys
import time
from dataclasses import replace

import pytest

from hipbreak.protocol import Answered, Close, Look, OpenHint, Ready, Show, Shown
from hipbreak.ui.card import ALREADY_COMING_S
from hipbreak.ui.hint import FIGURE
from hipbreak.ui.look.theme import THEMES, rgb
from hipbreak.ui.on_top import LIFT_AGAIN_S
from tests.resident import Resident
from tests.rig import Desktop, wait_for
from tests.rig.windows import WindowInfo
from tests.shots import ROUTINES
from tests.window_child import WindowChild

HINT = "hipbreak: a hint"
COVER = """
import signal, sys, tkinter as tk
root = tk.Tk()
root.title("cover")
root.overrideredirect(True)
root.geometry(sys.argv[1])
root.attributes("-type", sys.argv[2] if len(sys.argv) > 2 else "normal")
signal.signal(signal.SIGUSR1, lambda *_: root.lift())
def beat(): root.after(20, beat)
beat()
root.mainloop()
"""
CALL = OpenHint("0" * 32, ROUTINES.get("glute-press"), Look(theme="light"), may_start=True)
SHIFT = OpenHint("0" * 32, ROUTINES.get("weight-shift"), Look(theme="light"))


def seen(desktop: Desktop) -> WindowInfo | None:
    return next((w for w in desktop.windows() if w.mapped and w.name == HINT), None)


def shown(desktop: Desktop, opening: OpenHint) -> tuple[WindowChild, WindowInfo]:
    child = WindowChild(desktop, "hint", opening)
    child.wait(Ready)
    assert seen(desktop) is None
    child.send(Show())
    child.wait(Shown)
    window = wait_for(lambda: seen(desktop), what="the hint")
    appeared = time.monotonic()
    wait_for(lambda: time.monotonic() - appeared > ALREADY_COMING_S, what="its first moment")
    return child, window


@pytest.mark.parametrize("opening", [CALL, SHIFT])
def test_it_is_small_in_the_corner_and_leaves_the_keyboard_alone(
    desktop: Desktop, opening: OpenHint
) -> None:
    """Less than a twentieth of the screen, and the terminal keeps the focus."""
    desktop.start("xterm", "-geometry", "80x20+0+0")
    terminal = desktop.wait_window(wm_class="XTerm")
    wait_for(lambda: desktop.focused() == terminal.id, what="the terminal's focus")
    child, window = shown(desktop, opening)
    assert window.width * window.height < 1280 * 800 / 20
    assert 1280 - window.box[2] < 40 and 800 - window.box[3] < 40
    assert desktop.focused() == terminal.id
    child.send(Close())
    assert child.wait_end() == 0
    assert child.said(Answered) == []


@pytest.mark.parametrize("theme", ["light", "contrast-dark"])
def test_a_line_sets_it_off(desktop: Desktop, theme: str) -> None:
    """All round, in the theme's colour: also over a window of the same ground."""
    _child, window = shown(desktop, replace(CALL, look=Look(theme=theme)))
    left, top, right, bottom = window.box
    x, y = window.centre
    picture = desktop.picture()
    edges = {picture.getpixel(at) for at in ((x, top), (x, bottom - 1), (left, y), (right - 1, y))}
    assert edges == {rgb(THEMES[theme].edge)}


def test_covered_it_comes_back_up_without_the_keyboard(desktop: Desktop) -> None:
    """A window of the desktop's own kind raised over it, as often as that happens; who types goes
    on typing. In a quarrel it gives way for a second each time."""
    desktop.start("xterm", "-geometry", "80x20+0+0")
    terminal = desktop.wait_window(wm_class="XTerm")
    wait_for(lambda: desktop.focused() == terminal.id, what="the terminal's focus")
    child, window = shown(desktop, CALL)
    place = f"{window.width + 40}x{window.height + 40}+{window.x - 20}+{window.y - 20}"
    cover = desktop.start(sys.executable, "-c", COVER, place)
    covering = desktop.wait_window("cover")
    for _ in range(2):
        wait_for(lambda: desktop.screen.stacked_at(*window.centre) == window.id, what="the hint")
        raised = time.monotonic()
        cover.send_signal(signal.SIGUSR1)
        wait_for(lambda: desktop.screen.stacked_at(*window.centre) == covering.id, what="the cover")
    wait_for(lambda: desktop.screen.stacked_at(*window.centre) == window.id, what="the hint")
    assert time.monotonic() - raised > LIFT_AGAIN_S / 2
    assert desktop.focused() == terminal.id
    child.send(Close())
    assert child.wait_end() == 0


def test_it_waits_until_a_menu_in_its_place_is_closed(desktop: Desktop) -> None:
    """It takes nothing from under the pointer; who sends it away meanwhile never sees it."""
    menu = desktop.start(sys.executable, "-c", COVER, "400x300+880+500", "popup_menu")
    desktop.wait_window("cover")
    child, other = (WindowChild(desktop, "hint", CALL) for _ in range(2))
    for hint in (child, other):
        hint.wait(Ready)
        hint.send(Show())
    asked = time.monotonic()
    wait_for(lambda: time.monotonic() - asked > 1.0, what="a while")
    assert seen(desktop) is None
    other.send(Close())
    assert other.wait_end() == 0 and other.said(Shown) == []
    desktop.end(menu)
    child.wait(Shown)
    child.send(Close())
    assert child.wait_end() == 0


def test_without_a_resident_it_goes(desktop: Desktop) -> None:
    child, _window = shown(desktop, CALL)
    child.hang_up()
    assert child.process.wait(10) == 0


def test_a_click_sends_the_shift_of_weight_away(desktop: Desktop) -> None:
    child, window = shown(desktop, SHIFT)
    desktop.click(*window.centre)
    assert child.wait_end() == 0
    assert child.said(Answered) == [Answered(SHIFT.offer, "skip")]


@pytest.mark.parametrize("dpi", [96, 192])
def test_large_letters_have_room(dpi: int) -> None:
    """At 130 % it grows and stays on the screen."""
    with Desktop(dpi=dpi) as desktop:
        _child, window = shown(desktop, replace(CALL, look=Look(theme="dark", text_scale=1.3)))
        assert window.x >= 0 and window.y >= 0
        assert window.box[2] <= 1280 and window.box[3] <= 800


def resident_in_a_call(desktop: Desktop, **settings: str) -> Resident:
    wanted = {
        "hints__call": "true",
        "hints__call_after": "2 s",
        "schedule__every": "2 s",
        "schedule__lull": "1 s",
        "schedule__peace": "1 s",
        **settings,
    }
    resident = Resident(desktop, **wanted).start()
    resident.cli("meeting", "1 h")
    return resident


def test_pain_1_a_long_call_gets_one_hint_and_a_click_starts_the_drill_in_a_corner(
    desktop: Desktop,
) -> None:
    """The real resident: the hint comes, Start opens the small player, the journal knows both."""
    resident = resident_in_a_call(desktop)
    window = resident.window(HINT)
    began = time.monotonic()
    wait_for(lambda: time.monotonic() - began > ALREADY_COMING_S, what="its first moment")
    desktop.click(window.x + 12 + FIGURE[0] + 12 + 30, window.box[3] - 12 - 20)
    player = resident.window("hipbreak")
    assert player.width <= 350
    assert seen(desktop) is None
    offers = resident.query("SELECT routine, answer, how FROM offers")
    assert offers == [("glute-press", "started", "hint")]
    wait_for(lambda: desktop.focused() == player.id, what="the player's focus")
    desktop.key("d")
    desktop.key("1")
    resident.wait_status(lambda s: s["break"] is None, "the report")
    ((done, by),) = resident.query(
        "SELECT b.outcome, o.answer FROM breaks b JOIN offers o ON o.uid = b.offer"
    )
    assert (done, by) == ("completed", "started")


def test_pain_1_without_the_setting_nothing_shows_in_a_call(desktop: Desktop) -> None:
    resident = resident_in_a_call(desktop, hints__call="false")
    resident.wait_status(lambda s: s["due_in_s"] == 0, "a break that is due")
    began = time.monotonic()
    wait_for(lambda: time.monotonic() - began > 6, 10, "six seconds of call")
    assert seen(desktop) is None


@pytest.mark.skipif(sys.platform != "linux", reason="the portal is Linux's")
def test_the_shift_of_weight_comes_between_breaks_and_writes_nothing(desktop: Desktop) -> None:
    settings = {"hints__weight_shift": "true", "hints__weight_shift_every": "1 s"}
    resident = Resident(desktop, schedule__lull="1 s", **settings).start()
    resident.window(HINT)
    assert resident.query("SELECT count(*) FROM offers") == [(0,)]
    assert resident.status()["offer"] is None
    resident.cli("meeting", "1 h")
    desktop.wait_no_window(title=HINT)
