"""kill -9 at any moment: of the resident, of its windows, of the tray."""

from __future__ import annotations

import random
import subprocess
from contextlib import suppress
from pathlib import Path

from tests.resident import Resident
from tests.rig import Desktop, wait_for

ROUNDS = 6
EVENTS = ("sit", "stand", "now", "pause 10 s", "resume", "snooze 3 s", "skip", "start")


def lives_for(process: subprocess.Popen[bytes], seconds: float) -> None:
    """Let it run for so long; its end before that is a failure."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
        raise AssertionError(f"the resident ended by itself: {process.returncode}")


def answers(resident: Resident) -> set[tuple[str, str]]:
    return {(uid, answer) for uid, answer in resident.query("SELECT uid, answer FROM offers")}


def test_the_resident_killed_at_random_moments(desktop: Desktop) -> None:
    """Whatever was being written: the journal is whole, and every answer of before is there."""
    chance = random.Random(20260105)
    resident = Resident(desktop, schedule__every="1 s", schedule__lull="1 s", schedule__warn="1 s")
    known: set[tuple[str, str]] = set()
    for _ in range(ROUNDS):
        resident.start()
        assert resident.process is not None
        desktop.move(chance.randrange(1000), chance.randrange(600))
        for _ in range(3):
            lives_for(resident.process, chance.uniform(0.05, 0.9))
            resident.cli(*chance.choice(EVENTS).split(), check=False)
        known |= answers(resident)
        lives_for(resident.process, chance.uniform(0.0, 0.4))
        resident.kill()
        assert resident.integrity() == "ok"
        assert known <= answers(resident)
    resident.start()
    assert resident.status()["running"]


def test_windows_killed_at_random_moments(desktop: Desktop) -> None:
    """The resident lives on, and a break without a report is never a completed one."""
    chance = random.Random(4)
    resident = Resident(desktop, schedule__every="1 s", schedule__lull="1 s").start()
    assert resident.process is not None
    for _ in range(ROUNDS):
        resident.cli("now", "glute-press", check=False)
        lives_for(resident.process, chance.uniform(0.0, 1.0))
        desktop.kill("hipbreak.ui")
        resident.wait_status(lambda s: s["break"] is None, "the end of the break")
    outcomes = resident.query("SELECT DISTINCT outcome, evidence FROM breaks")
    assert outcomes == [("dismissed", "none")]
    assert resident.integrity() == "ok"


def test_nothing_is_left_of_windows_that_came_and_went(desktop: Desktop) -> None:
    """No descriptor, no process, and no word of complaint in the log."""
    resident = Resident(desktop, schedule__every="1 s", schedule__lull="1 s").start()
    assert resident.process is not None
    fds = Path(f"/proc/{resident.process.pid}/fd")
    desktop.move(200, 200)
    counts = []
    for _ in range(4):
        resident.card()
        counts.append(len(list(fds.iterdir())))
        resident.cli("snooze", "1 s")
        desktop.wait_no_window(title="hipbreak: a break")
    assert counts[-1] == counts[1], counts
    assert "did not end" not in resident.log()


def test_the_tray_killed_again_and_again(desktop: Desktop) -> None:
    """Each time the icon is back once the panel is."""
    chance = random.Random(9)
    desktop.start_panel("xfce")
    resident = Resident(desktop).start()
    assert resident.process is not None
    for _ in range(3):
        wait_for(desktop.bus.tray_items, 20, "an icon in the panel")
        lives_for(resident.process, chance.uniform(0.0, 1.5))
        desktop.restart_panel()
    wait_for(desktop.bus.tray_items, 20, "the icon once more")
    resident.wait_status(lambda s: s["tray"]["backend"] == "sni", "its report")
