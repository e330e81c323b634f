"""What people suffer from, numbered as in `test_pains`: the screen, the keyboard, the tray."""

from __future__ import annotations

import os
import signal
import time
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from hipbreak.adapters.clock import SystemClock
from hipbreak.adapters.idle import choose
from hipbreak.adapters.monitors import Rect, Screen
from hipbreak.protocol import Look
from hipbreak.resident.idlewatch import IdleWatch
from hipbreak.ui.place import centre, corner
from tests.resident import Resident
from tests.rig import Desktop, wait_for
from tests.shots import CARD, HOME, offer
from tests.window_child import WindowChild

OFFER = offer("glute-press", Look(theme="light", reduced_motion=True))


def test_pain_02_where_nothing_tells_of_idle_time_it_is_unknown_and_said() -> None:
    """No screen and no bus: not zero, and a sentence for the person."""
    watch = IdleWatch(partial(choose, "auto", {}), SystemClock())
    try:
        assert watch.sample() is None
        assert (watch.name, bool(watch.reason)) == ("unknown", True)
    finally:
        watch.close()


def test_pain_04_the_card_takes_no_key_from_whoever_types(desktop: Desktop) -> None:
    """A real terminal, a real keyboard: every letter arrives where it was meant to."""
    out = desktop.folder / "typed"
    desktop.start("xterm", "-e", "sh", "-c", f"head -n 1 > {out}")
    terminal = desktop.wait_window(wm_class="XTerm")
    wait_for(lambda: desktop.focused() == terminal.id, what="the terminal's focus")
    desktop.type("before")
    child = WindowChild(desktop, "card", OFFER)
    child.show()
    card = desktop.wait_window(CARD)
    desktop.type("after")
    desktop.key("space", "Return")
    wait_for(out.exists, what="the line")
    assert wait_for(out.read_text, what="the words") == "beforeafter \n"
    assert card.override_redirect and desktop.focused() != card.id
    assert child.process.poll() is None


@pytest.mark.parametrize("panel", [0, 40])
@pytest.mark.parametrize("left", [-1920, 0, 1280])
def test_pain_12_the_card_lies_whole_on_the_pointers_monitor(left: int, panel: int) -> None:
    """Left or right of the first monitor, beside its panel, also when it is hardly wide enough."""
    whole = Rect(left, 100, 1920, 1080)
    screen = Screen(whole, Rect(left, 100, 1920, 1080 - panel))
    for width, height in ((420, 380), (840, 760), (1900, 1000)):
        for x, y in (corner(screen, width, height, 12), centre(screen.work, width, height)):
            assert left <= x and x + width <= left + 1920
            assert y >= 100 and y + height <= 100 + 1080 - panel


def test_pain_13_without_a_tray_everything_still_works(desktop: Desktop) -> None:
    """It says that there is none, a second start opens the window, a break starts by command."""
    resident = Resident(desktop).start()
    tray = resident.status()["tray"]
    assert tray["backend"] == "none" and tray["reason"]
    resident.cli()
    desktop.wait_window(HOME)
    resident.cli("now", "glute-press")
    assert resident.wait_status(lambda s: s["break"], "the break")["break"]["routine"] == (
        "glute-press"
    )


def test_pain_14_a_frozen_card_locks_nobody_out(desktop: Desktop) -> None:
    """Even strict it leaves most of the screen; frozen, the pointer, the commands and the next
    program still work, and it can be put off."""
    settings = {"schedule__every": "1 s", "schedule__lull": "1 s", "schedule__firmness": "strict"}
    resident = Resident(desktop, **settings).start()
    card = resident.card()
    assert card.width * card.height < 0.5 * 1280 * 800
    frozen = [pid for pid in desktop.processes() if _is_window(pid)]
    assert frozen
    for pid in frozen:
        os.kill(pid, signal.SIGSTOP)
    try:
        began = time.monotonic()
        resident.cli("snooze", "10 min")
        assert time.monotonic() - began < 5
        assert resident.status()["offer"] is None
        desktop.start("xterm")
        terminal = desktop.wait_window(wm_class="XTerm")
        wait_for(lambda: desktop.focused() == terminal.id, what="the terminal's focus")
        desktop.wait_no_window(CARD)
    finally:
        for pid in frozen:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)


def _is_window(pid: int) -> bool:
    with suppress(OSError):
        return b"hipbreak.ui" in Path(f"/proc/{pid}/cmdline").read_bytes()
    return False


def test_pain_19_twice_the_dots_make_twice_the_card() -> None:
    """At 192 dots an inch it is as large to the eye as at 96, not half of it."""
    sizes = []
    for dpi in (96, 192):
        with Desktop(dpi=dpi, size="2560x1600") as desktop:
            child = WindowChild(desktop, "card", OFFER)
            child.show()
            card = desktop.wait_window(CARD)
            sizes.append((card.width, card.height))
    (width, height), (wide, high) = sizes
    assert wide / width == pytest.approx(2, rel=0.08)
    assert high / height == pytest.approx(2, rel=0.08)


def test_pain_22_the_real_one_asks_once_and_takes_the_answer(desktop: Desktop) -> None:
    """With four seconds for the four hours: asked in the status, answered on the command line."""
    resident = Resident(desktop, schedule__doubt_after="4 s").start()
    for _ in range(3):
        desktop.key("a")
    asked = resident.wait_status(lambda s: s["question"], "the question")
    assert asked["question"].startswith("Have you been sitting since ")
    assert [hold["reason"] for hold in asked["holds"]] == ["doubtful presence"]
    assert "hipbreak sat yes|no" in resident.cli("status").stdout
    assert resident.cli("sat", "perhaps", check=False).returncode == 2
    assert resident.cli("sat", "no").stdout == "Noted: you were away.\n"
    seen = resident.status()
    assert (seen["question"], seen["bout_s"] < 4) == (None, True)
    assert resident.query("SELECT kind, ended_by FROM spans") == [("away", "said by hand")]
    refused = resident.cli("sat", "yes", check=False)
    assert (refused.returncode, "nothing is being asked" in refused.stderr) == (1, True)
