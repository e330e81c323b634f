"""Notifications on a real bus with a real daemon, and without them."""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from hipbreak.adapters.notify import NullNotifier, choose
from hipbreak.adapters.notify.freedesktop import FreedesktopNotifier
from tests.rig import Desktop, wait_for

KEEP = """[global]
    history_length = 20
[kept]
    match_transient = yes
    set_transient = no
"""


@pytest.fixture
def dunst(tmp_path: Path) -> Iterator[Desktop]:
    """A desktop whose dunst remembers also what is shown once only, as ours is."""
    (tmp_path / ".config/dunst").mkdir(parents=True)
    (tmp_path / ".config/dunst/dunstrc").write_text(KEEP)
    with Desktop(notifications=True, home=tmp_path) as desktop:
        yield desktop


def _shown(desktop: Desktop) -> list[dict[str, Any]]:
    """What dunst has on the screen or in its history, newest first."""
    desktop.run("dunstctl", "close-all")
    history = json.loads(desktop.run("dunstctl", "history").stdout)["data"][0]
    return [{name: value["data"] for name, value in item.items()} for item in history]


def test_notification_shows_title_text_and_icon(dunst: Desktop) -> None:
    """The words arrive as they are, with our icon, and characters of markup stay characters."""
    notifier = choose(dunst.env)
    notifier.notify("Pause over", "Sitting < 1 h & counting")
    wait_for(lambda: dunst.run("dunstctl", "count", "displayed").stdout.strip() == "1")
    (shown,) = _shown(dunst)
    assert shown["summary"] == "Pause over"
    assert shown["body"] == "Sitting < 1 h & counting"
    assert shown["appname"] == "hipbreak"
    assert shown["icon_path"].endswith("icons/hipbreak-64.png")
    notifier.close()


def test_next_notification_takes_the_place_of_the_last(dunst: Desktop) -> None:
    """Three in a row are one on the screen, the latest."""
    notifier = choose(dunst.env)
    for text in ("one", "two", "three"):
        notifier.notify("hipbreak", text)
    wait_for(lambda: dunst.run("dunstctl", "count", "displayed").stdout.strip() == "1")
    assert [item["body"] for item in _shown(dunst)] == ["three"]
    notifier.close()


def test_daemon_that_hangs_costs_less_than_a_second(dunst: Desktop) -> None:
    """A stopped daemon delays nobody for long, and gets the notification once it goes on."""
    notifier = choose(dunst.env)
    notifier.notify("hipbreak", "before")
    (pid,) = [p for p in dunst.processes() if _command(p) == "dunst"]
    os.kill(pid, signal.SIGSTOP)
    begun = time.monotonic()
    notifier.notify("hipbreak", "while it hangs")
    assert time.monotonic() - begun < 1.0
    os.kill(pid, signal.SIGCONT)
    wait_for(lambda: [item["body"] for item in _shown(dunst)][:1] == ["while it hangs"])
    notifier.notify("hipbreak", "after")
    wait_for(lambda: [item["body"] for item in _shown(dunst)][:1] == ["after"])
    notifier.close()


def _command(pid: int) -> str:
    return Path(f"/proc/{pid}/comm").read_text().strip()


def test_no_daemon_and_a_dead_bus_are_harmless() -> None:
    """Without a daemon, and after the bus has died, notify returns and raises nothing."""
    with Desktop(wm=None) as desktop:
        notifier = choose(desktop.env)
        assert isinstance(notifier, FreedesktopNotifier)
        notifier.notify("hipbreak", "nobody hears")
    notifier.notify("hipbreak", "nobody is there")
    notifier.notify("hipbreak", "nobody is there")
    notifier.close()


def test_without_a_bus_there_is_nothing_to_try() -> None:
    """A session without a bus gets the notifier that tells nobody."""
    assert isinstance(choose({}), NullNotifier)
    choose({}).notify("a", "b")


@pytest.mark.parametrize("address", ["nonsense", "tcp:host=x", "unix:path=/nowhere/bus"])
def test_addresses_that_lead_nowhere_are_harmless(address: str) -> None:
    """A broken address of the bus is no error of ours."""
    notifier = choose({"DBUS_SESSION_BUS_ADDRESS": address})
    notifier.notify("a", "b")
    notifier.close()


def test_nothing_is_opened_before_the_first_notification() -> None:
    """Choosing loads no D-Bus code and opens no connection: both cost memory."""
    code = (
        "import os, sys; from hipbreak.adapters.notify import choose\n"
        "before = len(os.listdir('/proc/self/fd'))\n"
        "choose({'DBUS_SESSION_BUS_ADDRESS': 'unix:path=/nowhere/bus'})\n"
        "assert len(os.listdir('/proc/self/fd')) == before\n"
        "assert 'plyer' not in sys.modules\n"
    )
    with Desktop(wm=None, bus=False) as desktop:
        desktop.run(sys.executable, "-c", code)
