"""A running hipbreak on a desktop of its own, with everything on that it can listen to."""

from __future__ import annotations

import contextlib
import json
import select
import shutil
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hipbreak.adapters.control_client import NotRunning, ask_plain
from tests.bench.probe import Snapshot
from tests.mock_bus import SYSTEM_PYTHON, MockBus
from tests.rig import Desktop, wait_for
from tests.sound import Sound

SETTLE_S = 8.0


class Bench:
    """hipbreak in the tray of this desktop; `sound` is the server that a call records from."""

    def __init__(self, desktop: Desktop, sound: Sound | None = None) -> None:
        self.desktop, self.sound = desktop, sound
        self.home = Path(desktop.env["HIPBREAK_HOME"])
        self.resident: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self.resident is not None
        return self.resident.pid

    def start(self) -> tuple[float, float]:
        """Seconds from the start of the process to its icon in the panel's list, and how many of
        them it had the processor."""
        with self.desktop.bus.watching_items() as items:
            began = time.monotonic()
            self.resident = self.desktop.start("hipbreak", "run")
            wait_for(items, what="the icon", every=0.002)
            took = time.monotonic() - began, Snapshot.of(self.pid).cpu_s
        wait_for(lambda: self.status().get("running"), what="hipbreak")
        return took

    def begin(self) -> None:
        """The same where no panel lists icons."""
        self.resident = self.desktop.start("hipbreak", "run")
        wait_for(lambda: self.status().get("running"), what="hipbreak")

    def stop(self) -> None:
        assert self.resident is not None
        self.ask("quit")
        self.resident.wait(10)
        self.desktop.end(self.resident)
        wait_for(lambda: not self.desktop.bus.tray_items(), what="the end of the icon")

    def ask(self, *words: str) -> str:
        """Say something on the control socket, without the cost of a command."""
        answer = ask_plain(self.home / "control.sock", words[0], words[1:], timeout_s=5)
        return answer.data or answer.text

    def status(self) -> dict[str, Any]:
        try:
            return dict(json.loads(self.ask("status")))
        except NotRunning:
            return {}

    def set(self, **settings: str) -> None:
        """Change settings, as in `schedule__every="2 s"`."""
        for key, value in settings.items():
            self.desktop.run("hipbreak", "set", key.replace("__", "."), value)


@contextlib.contextmanager
def everything_on() -> Iterator[Bench]:
    """A desktop with a tray, notifications, a sound server and a session manager.

    What the machine lacks of the last three is named and left out.
    """
    dunst, logind = bool(shutil.which("dunst")), _plays_logind()
    sound = all(map(shutil.which, ("pulseaudio", "pactl", "parec")))
    parts = {"dunst": dunst, "python3-dbusmock": logind, "pulseaudio": sound}
    missing = [name for name, there in parts.items() if not there]
    if missing:
        print(f"without {', '.join(missing)}: those probes find nobody", flush=True)
    with contextlib.ExitStack() as stack:
        desktop = stack.enter_context(Desktop(panel="xfce", notifications=dunst))
        if logind:
            bus = stack.enter_context(MockBus())
            bus.logind()
            desktop.env |= {"DBUS_SYSTEM_BUS_ADDRESS": bus.address, "XDG_SESSION_ID": "c1"}
        bench = Bench(desktop, Sound(desktop) if sound else None)
        bench.set(notify__soon="true", notify__offer="true", notify__week="friday 16:00")
        yield bench


def pause(seconds: float) -> None:
    """Let time pass: here time itself is what is measured."""
    select.select([], [], [], seconds)


def type_for(desktop: Desktop, seconds: float) -> None:
    """Words with small gaps, as people type."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        desktop.type("a few words ")
        pause(0.4)


def _plays_logind() -> bool:
    try:
        asked = subprocess.run([SYSTEM_PYTHON, "-c", "import dbusmock"], capture_output=True)
    except OSError:
        return False
    return asked.returncode == 0
