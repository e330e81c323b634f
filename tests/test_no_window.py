"""A window that cannot even be started: the break did not begin, and nobody is told that it did."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hipbreak.adapters.paths import Paths
from hipbreak.adapters.tray.none import NoTray
from hipbreak.adapters.window import ChildWindows
from hipbreak.core.state import Running
from hipbreak.resident.mailbox import Mailbox
from hipbreak.resident.stage import Stage
from hipbreak.resident.wiring import Resident


@pytest.fixture
def resident(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Resident]:
    """The real one, in this process, on a system that starts no windows."""
    monkeypatch.setenv("HIPBREAK_HOME", str(tmp_path))
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    paths = Paths.from_env()
    paths.ensure()
    resident = Resident(paths, NoTray("none"), Mailbox())
    windows = ChildWindows(paths.outbox, command=lambda kind: ("/nowhere/python", kind))
    resident.conductor.stage = Stage(windows, resident.reported, resident.conductor.ended)
    yield resident
    resident.quit()
    resident.run()


@pytest.mark.parametrize("verb", ["now", "home"])
def test_it_is_said_and_nothing_is_begun(resident: Resident, verb: str) -> None:
    """Nor does the next hour say that a break is running already."""
    told = resident.worker._commands.obey(verb, (), "command line")
    assert not told.ok and "could not be started" in told.text, told
    assert not isinstance(resident.state().phase, Running)
