"""`hipbreak doctor`: what works here, what does not, and what to do about it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hipbreak.adapters.journal.backups import back_up
from hipbreak.adapters.journal.sqlite import SqliteJournal
from hipbreak.cli.doctor import examine
from hipbreak.core import doctor
from hipbreak.core.doctor import Finding, Health
from hipbreak.core.errors import Unavailable
from tests.resident import Resident
from tests.rig import Desktop, wait_for

WHATS = {
    "running", "settings", "tray", "idle", "lock", "microphone", "camera", "fullscreen",
    "do not disturb", "films", "notifications", "fonts", "journal", "routines", "sound", "speech",
    "autostart", "screen share",
}  # fmt: skip


def examined(desktop: Desktop, code: int = 0) -> dict[str, dict[str, Any]]:
    """The findings by name; the exit code and the shape that scripts rely on are checked."""
    done = desktop.run("hipbreak", "doctor", "--json", check=False)
    assert (done.returncode, done.stderr) == (code, "")
    said = json.loads(done.stdout)
    assert set(said) == {"ok", "findings"}
    assert said["ok"] is (code == 0)
    for one in said["findings"]:
        assert set(one) == {"what", "state", "sentence", "remedy"}
        assert one["state"] in {"ok", "limited", "broken"}
        assert one["sentence"].endswith(".")
        assert one["remedy"] or one["state"] == "ok", one
    found = {one["what"]: one for one in said["findings"]}
    assert set(found) - {"notice"} == WHATS
    return found


def home(desktop: Desktop) -> Path:
    folder = Path(desktop.env["HIPBREAK_HOME"])
    folder.mkdir(exist_ok=True)
    return folder


def test_a_whole_desktop_is_fine() -> None:
    """With a panel, a notification daemon and a resident, what they give is ok, and said so."""
    with Desktop(panel="xfce", notifications=True) as desktop:
        Resident(desktop).start()
        wait_for(desktop.bus.tray_items, what="the icon")
        found = examined(desktop)
        lacking = {"lock", "microphone", "sound", "speech"}  # perhaps, on this machine
        fine = WHATS - lacking - {"screen share"}
        assert {what for what in fine if found[what]["state"] != "ok"} == set()
        assert "xfce4-panel" in found["tray"]["sentence"]
        assert "with buttons" in found["notifications"]["sentence"]
        assert "xft" in found["fonts"]["sentence"]
        assert "last written" in found["journal"]["sentence"]
        assert found["screen share"]["state"] == "limited", "nobody can tell on X11"
        assert "hints.call" in found["screen share"]["remedy"]


def test_another_terminal_hears_what_the_resident_hears() -> None:
    """Over ssh the screen and the buses cannot be reached; what runs inside can, and counts."""
    with Desktop(notifications=True) as desktop:
        Resident(desktop).start()
        inside = examined(desktop)
        for name in ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"):
            del desktop.env[name]
        outside = examined(desktop)
        for what in ("lock", "microphone", "fullscreen", "do not disturb", "films"):
            assert outside[what] == inside[what]
        assert outside["fullscreen"]["state"] == outside["do not disturb"]["state"] == "ok"


def test_pain_13_without_a_resident_it_says_which_tray_would_be_taken() -> None:
    """Before the first start; and no icon of a programme that has gone stays in the panel."""
    with Desktop(panel="xfce") as desktop:
        found = examined(desktop)
        assert (found["running"]["state"], found["running"]["remedy"]) == (
            "limited",
            "Start it: `hipbreak`.",
        )
        assert "sni: StatusNotifier host" in found["tray"]["sentence"]
        assert desktop.bus.tray_items() == []
        assert found["notifications"]["state"] == "limited"
    with Desktop(panel="trayer") as desktop:
        assert "xembed: " in examined(desktop)["tray"]["sentence"]


def test_pain_13_a_bare_screen_is_limited_not_broken() -> None:
    """Without bus and panel hipbreak goes on: limits with remedies, exit code 0."""
    with Desktop(bus=False) as desktop:
        found = examined(desktop)
        limits = ("tray", "notifications", "lock", "do not disturb", "films")
        assert {found[what]["state"] for what in limits} == {"limited"}
        assert "panel" in found["tray"]["remedy"]
        assert "dunst" in found["notifications"]["remedy"]
        assert found["idle"]["state"] == "ok"


def test_without_any_screen_it_still_answers(desktop: Desktop) -> None:
    """Over a plain terminal nothing can be shown, and that is said with a way out."""
    for name in ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"):
        del desktop.env[name]
    found = examined(desktop)
    assert {found[what]["state"] for what in ("tray", "idle", "fonts")} == {"limited"}
    assert "--text" in found["fonts"]["remedy"]
    assert found["tray"]["remedy"] == "Start hipbreak inside the desktop session."


def test_what_is_broken_is_told_with_its_remedy(desktop: Desktop) -> None:
    """A spoilt journal, a wrong setting, a routine that is none: each named, exit code 1."""
    folder = home(desktop)
    (folder / "journal.sqlite3").write_bytes(b"no database at all " * 100)
    (folder / "settings.toml").write_text('[schedule]\nevery = "soon"\n')
    (folder / "routines").mkdir()
    (folder / "routines" / "mine.toml").write_text("name = 3\n")
    before = (folder / "journal.sqlite3").read_bytes()
    found = examined(desktop, code=1)
    broken = {what for what, one in found.items() if one["state"] == "broken"}
    assert broken == {"journal", "settings", "routines"}
    assert "never deleted" in found["journal"]["remedy"]
    assert "schedule.every" in found["settings"]["sentence"]
    assert "mine.toml" in found["routines"]["sentence"]
    assert (folder / "journal.sqlite3").read_bytes() == before


def test_a_page_that_was_spoilt_is_found(desktop: Desktop) -> None:
    """A journal whose head is sound and whose inside is not is broken; a sound one is not."""
    path = home(desktop) / "journal.sqlite3"
    journal = SqliteJournal(path)
    journal.commit((), "state")
    journal.close()
    found = examined(desktop)["journal"]
    assert (found["state"], "no backup yet" in found["sentence"]) == ("ok", True)
    made = back_up(path, path.with_name("backups"))
    assert "last backup today" in examined(desktop)["journal"]["sentence"]
    made.rename(made.with_name("journal-2020-01-01.sqlite3"))
    found = examined(desktop)["journal"]
    assert (found["state"], "hipbreak backup" in found["remedy"]) == ("limited", True)
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\xff" * (len(whole) - 8192))
    assert examined(desktop, code=1)["journal"]["state"] == "broken"


def test_pain_23_a_stopped_resident_and_daemon_hang_nothing() -> None:
    """Both are there and silent: told as such, and the answer comes in bounded time."""
    with Desktop() as desktop:
        resident = Resident(desktop).start()
        daemon = desktop.start("dunst")
        wait_for(lambda: desktop.bus.has_owner("org.freedesktop.Notifications"), what="dunst")
        assert resident.process is not None
        stopped = (resident.process.pid, daemon.pid)
        for pid in stopped:
            os.kill(pid, signal.SIGSTOP)
        try:
            begun = time.monotonic()
            found = examined(desktop, code=1)
            assert time.monotonic() - begun < 12
        finally:
            for pid in stopped:
                os.kill(pid, signal.SIGCONT)
        assert found["running"]["state"] == "broken"
        assert str(stopped[0]) in found["running"]["remedy"]
        assert "does not answer" in found["notifications"]["sentence"]


def test_pain_23_a_probe_that_hangs_or_fails_is_a_finding() -> None:
    """The others are looked at all the same, in their order."""
    never = threading.Event()

    def hangs() -> tuple[Finding, ...]:
        never.wait(30)
        return ()

    def fails() -> tuple[Finding, ...]:
        raise Unavailable("it is not there")

    works: Callable[[], tuple[Finding, ...]] = lambda: (doctor.ok("c", "works"),)  # noqa: E731
    begun = time.monotonic()
    found = examine([("a", hangs), ("b", fails), ("c", works)], 0.1)
    never.set()
    assert time.monotonic() - begun < 5
    assert [(one.what, one.state) for one in found] == [
        ("a", Health.LIMITED),
        ("b", Health.BROKEN),
        ("c", Health.OK),
    ]
    assert found[1].sentence == "It is not there."


def test_the_text_says_the_same_as_the_json(desktop: Desktop) -> None:
    """Each finding begins a line of at most 96 signs; each remedy has its arrow."""
    found = examined(desktop)
    text = desktop.run("hipbreak", "doctor").stdout
    begun = [line for line in text.splitlines() if line.startswith(("ok ", "limited ", "BROKEN "))]
    assert len(begun) == len(found)
    assert text.count("→") == sum(bool(one["remedy"]) for one in found.values())
    assert max(map(len, text.splitlines())) <= 96


def test_autostart_of_another_hipbreak_is_told(desktop: Desktop) -> None:
    """Off and on are both fine; one that starts something else is limited."""
    assert examined(desktop)["autostart"]["sentence"].startswith("Off")
    desktop.run("hipbreak", "autostart", "on")
    assert "starts at each login" in examined(desktop)["autostart"]["sentence"]
    entry = next((Path(desktop.env["HOME"]) / ".config" / "autostart").iterdir())
    entry.write_text("[Desktop Entry]\nType=Application\nExec=/old/hipbreak run\n")
    other = examined(desktop)["autostart"]
    assert other["state"] == "limited"
    assert "/old/hipbreak" in other["sentence"]


def test_the_command_line_loads_no_tk_for_it(desktop: Desktop) -> None:
    """The fonts are asked about in a child."""
    ask = (
        "import sys; from hipbreak.cli import main; main(['doctor']); "
        "print('tkinter' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", ask], env=desktop.env, capture_output=True, text=True, timeout=30
    )
    assert done.stdout.splitlines()[-1] == "False", done.stderr


def test_what_is_not_ok_cannot_be_without_remedy() -> None:
    """The value itself refuses."""
    with pytest.raises(ValueError, match="remedy"):
        Finding("tray", Health.LIMITED, "No tray.")


def test_pain_13_gnome_is_told_which_extension() -> None:
    """And a tray that was switched off by hand is no fault."""
    gnome = doctor.tray("none", "no tray: nothing", "auto", "ubuntu:GNOME")
    assert "AppIndicator" in gnome.remedy
    assert doctor.tray("none", "no tray: the settings say so", "none", "GNOME").state is Health.OK


def test_tk_without_xft_is_told() -> None:
    """Letters with rough edges come with the way to smooth ones."""
    assert "python3-tk" in doctor.fonts("x11", True).remedy
    assert doctor.fonts("xft", False).state is Health.LIMITED


def test_one_way_to_know_is_enough() -> None:
    """Of several probes for one thing the failing ones are mentioned, no more."""
    told = [("players", ""), ("logind inhibitors", "no bus"), ("camera", "cannot be read")]
    films, camera = doctor.probes(told)
    assert (films.what, films.state) == ("films", Health.OK)
    assert "no bus" in films.sentence
    assert camera.state is Health.LIMITED
