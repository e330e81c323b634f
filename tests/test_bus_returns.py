"""The session's message bus dies in the middle of the day and is started again at its place."""

from __future__ import annotations

import time

import pytest

from tests.mock_bus import SYSTEM_PYTHON, Service
from tests.resident import Resident
from tests.rig import Desktop, wait_for
from tests.rig.notices import NoticeDaemon

SAVER = "org.freedesktop.ScreenSaver"


def _saver(desktop: Desktop) -> Service:
    """A screen saver that says whether the screen is locked."""
    path = "/org/freedesktop/ScreenSaver"
    desktop.start(SYSTEM_PYTHON, "-m", "dbusmock", SAVER, path, SAVER)
    wait_for(lambda: desktop.bus.has_owner(SAVER), 20, "the screen saver")
    saver = Service(desktop.bus, SAVER, path, SAVER)
    saver.method("GetActive", "", "b", "ret = False")
    return saver


def test_pain_23_everything_on_the_bus_comes_back_and_the_bout_runs_on() -> None:
    """Tray, lock, notifications: all of them are there again, and nothing of it was an absence."""
    with Desktop(panel="xfce") as desktop:
        resident = Resident(desktop, notify__offer="yes", schedule__lull="1 s").start()
        desktop.move(200, 200)
        resident.wait_status(lambda s: s["tray"]["backend"] == "sni", "the icon")
        seen = resident.wait_status(lambda s: s["bout_s"] > 1.2, "a bout worth writing")
        began = time.monotonic() - seen["bout_s"]
        desktop.kill_bus()
        resident.wait_status(lambda s: s["tray"]["backend"] == "none", "the loss of the tray")
        desktop.kill_panel()
        desktop.start_bus()
        desktop.start_panel()
        with NoticeDaemon(desktop.env["DBUS_SESSION_BUS_ADDRESS"], "actions", "body") as daemon:
            _is_all_back(desktop, resident, daemon)
            assert resident.status()["bout_s"] == pytest.approx(time.monotonic() - began, abs=2)


def _is_all_back(desktop: Desktop, resident: Resident, daemon: NoticeDaemon) -> None:
    saver = _saver(desktop)
    resident.wait_status(lambda s: s["tray"]["backend"] == "sni", "the icon, again")

    def locked() -> bool:
        saver.emit("ActiveChanged", "b", True)
        return any(hold["reason"] == "locked" for hold in resident.status()["holds"])

    wait_for(locked, 20, "the lock", every=0.3)
    saver.emit("ActiveChanged", "b", False)
    resident.wait_status(lambda s: not s["holds"], "the end of the lock")
    assert resident.query("SELECT kind FROM spans") == []
    resident.cli("set", "schedule.peace", "1 s")
    resident.cli("set", "schedule.every", "1 s")
    desktop.move(300, 300)
    resident.card()

    def told() -> bool:
        daemon.serve()
        return bool(daemon.shown)

    wait_for(told, what="the notification")


def test_tray_and_idle_source_follow_the_settings_at_once() -> None:
    """No restart, and the bout runs on."""
    with Desktop(panel="xfce") as desktop:
        resident = Resident(desktop).start()
        desktop.move(200, 200)
        resident.wait_status(lambda s: s["tray"]["backend"] == "sni", "the icon")
        resident.wait_status(lambda s: s["bout_s"] > 1.2, "a bout worth writing")
        assert resident.cli("set", "tray.backend", "xembed").stdout == "tray.backend = xembed\n"
        resident.wait_status(lambda s: s["tray"]["backend"] == "xembed", "the other icon")
        resident.cli("set", "tray.backend", "none")
        resident.wait_status(lambda s: "the settings say so" in s["tray"]["reason"], "no icon")
        resident.cli("unset", "tray.backend")
        resident.wait_status(lambda s: s["tray"]["backend"] == "sni", "the icon, again")
        resident.cli("set", "idle.source", "none")
        off = resident.wait_status(lambda s: s["idle"]["source"] == "unknown", "no source")
        assert off["idle"]["reason"] == "switched off in the settings"
        assert off["presence"] == "unknown"
        resident.cli("unset", "idle.source")
        seen = resident.wait_status(lambda s: s["idle"]["source"] == "x11", "the source, again")
        assert seen["bout_s"] > off["bout_s"] > 1.2
        assert resident.query("SELECT kind FROM spans") == []


def test_what_has_to_wait_for_a_restart_is_said() -> None:
    """Without display and bus there was no tray to begin with, and none can be taken later."""
    with Desktop(wm=None, bus=False) as desktop:
        for name in ("DISPLAY", "XDG_RUNTIME_DIR", "DBUS_SESSION_BUS_ADDRESS"):
            del desktop.env[name]
        resident = Resident(desktop).start()
        said = resident.cli("set", "tray.backend", "sni").stdout
        assert said == "tray.backend = sni\nThe tray follows when hipbreak is started again.\n"
        resident.cli("quit")
