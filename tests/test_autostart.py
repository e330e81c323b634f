"""Starting at login: each system's mechanism, tested on every system, and the command."""

from __future__ import annotations

import json
import os
import plistlib
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipbreak.adapters.autostart import Autostart, autostart, command
from hipbreak.adapters.autostart.launch_agent import LaunchAgent
from hipbreak.adapters.autostart.run_key import APPROVED, NAME, RUN, RunKey
from hipbreak.adapters.autostart.xdg import XdgAutostart, _quoted, _words
from hipbreak.core.errors import Unavailable, UserError
from tests.rig import wait_for

AWKWARD = ('/home/An na/"é" $HOME`x`\\n/hipbreak', "run")


class FakeRegistry:
    """The part of a registry that is needed."""

    def __init__(self) -> None:
        self.values: dict[tuple[str, str], str | bytes] = {}

    def get(self, key: str, name: str) -> str | bytes | None:
        return self.values.get((key, name))

    def put(self, key: str, name: str, text: str) -> None:
        self.values[key, name] = text

    def remove(self, key: str, name: str) -> None:
        self.values.pop((key, name), None)


def xdg(folder: Path) -> Autostart:
    return XdgAutostart(folder / "autostart")


def launch_agent(folder: Path) -> Autostart:
    return LaunchAgent(folder / "LaunchAgents")


def run_key(_: Path) -> Autostart:
    return RunKey(FakeRegistry())


Make = Callable[[Path], Autostart]
EVERY = pytest.mark.parametrize("make", [xdg, launch_agent, run_key])


@EVERY
def test_on_and_off_as_often_as_one_likes(make: Make, tmp_path: Path) -> None:
    """Nothing at first; on gives the very words back; the last one counts; off leaves nothing."""
    place = make(tmp_path)
    assert place.state() is None
    place.disable()
    for words in (("/old/hipbreak", "run"), ("/new folder/hipbreak", "run")):
        place.enable(words)
        place.enable(words)
        assert place.state() == words
    place.disable()
    place.disable()
    assert place.state() is None
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@EVERY
def test_it_says_where_it_is_written(make: Make, tmp_path: Path) -> None:
    """For people who want to look."""
    assert make(tmp_path).place.startswith((str(tmp_path), "HKEY_CURRENT_USER\\Software"))


@pytest.mark.parametrize("make", [xdg, launch_agent])
def test_what_cannot_be_written_is_said_in_one_line(make: Make, tmp_path: Path) -> None:
    """And leaves no half file."""
    blocked = tmp_path / "file"
    blocked.touch()
    with pytest.raises(UserError, match="cannot write"):
        make(blocked).enable(("/bin/hipbreak", "run"))


# Linux


def test_the_entry_is_what_desktops_read(tmp_path: Path) -> None:
    """One group, absolute, without a terminal, in a folder that is the person's alone."""
    xdg(tmp_path / "config").enable(("/opt/hip/bin/hipbreak", "run"))
    file = tmp_path / "config" / "autostart" / "hipbreak.desktop"
    lines = file.read_text().splitlines()
    assert lines[0] == "[Desktop Entry]"
    assert 'Exec="/opt/hip/bin/hipbreak" "run"' in lines
    assert "X-GNOME-Autostart-enabled=true" in lines and "Terminal=false" in lines
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert [path.name for path in file.parent.iterdir()] == ["hipbreak.desktop"]


@pytest.mark.parametrize(
    "line", ["Hidden=true", "X-GNOME-Autostart-enabled=false", "Exec=", "[Other]"]
)
def test_switched_off_by_the_desktop_is_off(tmp_path: Path, line: str) -> None:
    """As its own settings do it, without removing the file; and a broken one starts nothing."""
    place = xdg(tmp_path)
    place.enable(("/bin/hipbreak", "run"))
    file = Path(place.place)
    text = file.read_text()
    key = line.partition("=")[0]
    kept = [old for old in text.splitlines() if not old.startswith(f"{key}=")]
    file.write_text("\n".join([kept[0], line, *kept[1:]]))
    assert place.state() is None
    place.enable(("/bin/hipbreak", "run"))
    assert place.state() == ("/bin/hipbreak", "run")


def test_what_the_system_starts_for_everybody_is_switched_off_for_one(tmp_path: Path) -> None:
    """Removing the person's own file would not do."""
    system = tmp_path / "etc" / "autostart"
    XdgAutostart(system).enable(("/usr/bin/hipbreak", "run"))
    place = XdgAutostart(tmp_path / "own", [system])
    assert place.state() == ("/usr/bin/hipbreak", "run")
    place.disable()
    assert place.state() is None
    place.enable(("/home/me/hipbreak", "run"))
    assert place.state() == ("/home/me/hipbreak", "run")


def test_the_folders_come_from_the_environment(tmp_path: Path) -> None:
    """As the desktop's own rules have it: a relative folder does not count."""
    own = str(tmp_path / "c")
    for environ, folder in (
        ({}, tmp_path / ".config"),
        ({"XDG_CONFIG_HOME": own}, tmp_path / "c"),
        ({"XDG_CONFIG_HOME": "c"}, tmp_path / ".config"),
    ):
        place = autostart({"HOME": str(tmp_path), **environ}, "linux").place
        assert place == str(folder / "autostart" / "hipbreak.desktop")


@given(st.lists(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"])), min_size=1))
def test_any_words_survive_the_quoting(words: list[str]) -> None:
    """Quotes, dollars, per cent signs, backslashes."""
    words = [word for word in words if word.isprintable()]
    assert _words(" ".join(map(_quoted, words))) == tuple(words)


def test_a_line_break_in_a_path_is_refused(tmp_path: Path) -> None:
    """It would write other keys."""
    with pytest.raises(UserError, match="cannot start"):
        xdg(tmp_path).enable(("/home/x\nHidden=true/hipbreak", "run"))


def test_a_real_desktop_library_starts_the_very_words(tmp_path: Path) -> None:
    """GLib, which GNOME and Xfce read their autostart folders with, runs an awkward path."""
    program = tmp_path / AWKWARD[0].strip("/")
    program.parent.mkdir(parents=True)
    said = tmp_path / "said"
    program.write_text(
        f'#!/bin/sh\nprintf "%s|" "$0" "$@" > "{said}.new"; mv "{said}.new" "{said}"'
    )
    program.chmod(0o755)
    place = xdg(tmp_path)
    place.enable((str(program), "run", "100% $1"))
    subprocess.run(["gio", "launch", place.place], check=True, timeout=20)
    wait_for(said.exists, what="the program")
    assert said.read_text() == f"{program}|run|100% $1|"


# Windows


def test_windows_paths_with_spaces_are_quoted() -> None:
    """One line, as its own programs write it."""
    registry = FakeRegistry()
    words = (r"C:\Program Files\hipbreak\hipbreak-tray.exe", "run")
    RunKey(registry).enable(words)
    assert registry.values == {(RUN, NAME): f'"{words[0]}" run'}
    assert RunKey(registry).state() == words


def test_switched_off_in_the_task_manager_is_off_until_switched_on_here() -> None:
    """It keeps the key and notes it elsewhere."""
    registry = FakeRegistry()
    place = RunKey(registry)
    place.enable(("hipbreak.exe", "run"))
    registry.values[APPROVED, NAME] = bytes([3]) + bytes(11)
    assert place.state() is None
    registry.values[APPROVED, NAME] = bytes([2]) + bytes(11)
    assert place.state() == ("hipbreak.exe", "run")
    registry.values[APPROVED, NAME] = bytes([3]) + bytes(11)
    place.enable(("hipbreak.exe", "run"))
    assert place.state() == ("hipbreak.exe", "run")


def test_a_registry_that_refuses_is_told() -> None:
    """By those who manage the machine, for example."""

    class Locked(FakeRegistry):
        def get(self, key: str, name: str) -> str | bytes | None:
            raise PermissionError("access is denied")

        def put(self, key: str, name: str, text: str) -> None:
            raise PermissionError("access is denied")

        def remove(self, key: str, name: str) -> None:
            raise PermissionError("access is denied")

    place = RunKey(Locked())
    assert place.state() is None
    with pytest.raises(UserError, match="access is denied"):
        place.enable(("hipbreak.exe",))
    with pytest.raises(UserError, match="access is denied"):
        place.disable()


def test_there_is_no_registry_here() -> None:
    """On any other system."""
    with pytest.raises(Unavailable, match="not Windows"):
        autostart({}, "win32")


def test_the_registry_is_asked_as_it_wants_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """Under the person's own root; what is not there is no fault."""
    values: dict[tuple[str, str], str] = {}

    class Winreg(ModuleType):
        HKEY_CURRENT_USER, KEY_SET_VALUE, REG_SZ = "HKCU", 2, 1

        def OpenKey(self, root: str, key: str, *rights: int) -> AbstractContextManager[str]:
            assert root == "HKCU" and rights in ((), (0, 2))
            if key != RUN:
                raise FileNotFoundError(key)
            return nullcontext(key)

        CreateKey = OpenKey

        def QueryValueEx(self, key: str, name: str) -> tuple[str, int]:
            if (key, name) not in values:
                raise FileNotFoundError(name)
            return values[key, name], self.REG_SZ

        def SetValueEx(self, key: str, name: str, zero: int, kind: int, text: str) -> None:
            assert (zero, kind) == (0, self.REG_SZ)
            values[key, name] = text

        def DeleteValue(self, key: str, name: str) -> None:
            if values.pop((key, name), None) is None:
                raise FileNotFoundError(name)

    monkeypatch.setitem(sys.modules, "winreg", Winreg("winreg"))
    place = autostart({}, "win32")
    assert place.state() is None
    place.enable(("C:\\x\\hipbreak.exe", "run"))
    assert place.state() == ("C:\\x\\hipbreak.exe", "run")
    place.disable()
    place.disable()
    assert values == {}


# macOS


def test_the_agent_is_what_launchd_reads(tmp_path: Path) -> None:
    """At login, in a session with a screen, and not again when it ends."""
    place = autostart({"HOME": str(tmp_path)}, "darwin")
    place.enable(AWKWARD)
    file = tmp_path / "Library" / "LaunchAgents" / "local.hipbreak.plist"
    agent = plistlib.loads(file.read_bytes())
    assert agent["Label"] == file.stem
    assert agent["ProgramArguments"] == list(AWKWARD)
    assert agent["RunAtLoad"] is True and "KeepAlive" not in agent


@pytest.mark.parametrize("content", [b"", b"no plist", b"<plist><x/></plist>", b"bplist00"])
def test_a_broken_agent_starts_nothing(tmp_path: Path, content: bytes) -> None:
    """And can be written anew."""
    place = launch_agent(tmp_path)
    place.enable(("/bin/hipbreak", "run"))
    Path(place.place).write_bytes(content)
    assert place.state() is None
    place.enable(("/bin/hipbreak", "run"))
    assert place.state() == ("/bin/hipbreak", "run")


# What is started, and the command


def test_what_is_started_is_this_hipbreak() -> None:
    """By an absolute path that works from anywhere."""
    words = command({})
    assert Path(words[0]).is_absolute() and words[-1] == "run"
    done = subprocess.run(
        [*words[:-1], "--version"], capture_output=True, text=True, cwd="/", env={}, timeout=30
    )
    assert done.stdout.startswith("hipbreak ")


def test_a_folder_of_its_own_is_started_with_it(tmp_path: Path) -> None:
    """HIPBREAK_HOME, which a login does not know."""
    words = command({"HIPBREAK_HOME": str(tmp_path)})
    assert words[:2] == ("/usr/bin/env", f"HIPBREAK_HOME={tmp_path}")
    with pytest.raises(UserError, match="HIPBREAK_HOME"):
        command({"HIPBREAK_HOME": str(tmp_path)}, "win32")


def hipbreak(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    env = {"HOME": str(home), "PATH": os.environ["PATH"], "LANG": "C.UTF-8"}
    return subprocess.run(
        [sys.executable, "-m", "hipbreak", "autostart", *words],
        capture_output=True,
        text=True,
        env=env,
        timeout=30,
    )


def test_the_command_switches_it_on_and_off(tmp_path: Path) -> None:
    """And says what is so, in words and for scripts; a strange one is named."""
    file = tmp_path / ".config" / "autostart" / "hipbreak.desktop"
    assert hipbreak(tmp_path).stdout == "hipbreak does not start by itself at login.\n"
    on = f"hipbreak starts at each login (written in {file}).\n"
    assert hipbreak(tmp_path, "on").stdout == on
    assert hipbreak(tmp_path, "status").stdout == on
    told = json.loads(hipbreak(tmp_path, "status", "--json").stdout)
    assert told == {"on": True, "command": list(command({})), "place": str(file)}
    XdgAutostart(file.parent).enable(("/else where/hipbreak", "run"))
    assert (
        "Another hipbreak starts at login: '/else where/hipbreak' run\n"
        in hipbreak(tmp_path).stdout
    )
    assert hipbreak(tmp_path, "off").stdout == "hipbreak does not start by itself at login.\n"
    assert not file.exists()
    assert hipbreak(tmp_path, "perhaps").returncode == 2
