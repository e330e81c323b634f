"""Idle time from the X server, and the chooser: what the contract of all sources does not say."""

from __future__ import annotations

import os
import select
import shutil
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hipbreak.adapters.idle import choose
from hipbreak.adapters.idle.unknown import UnknownIdle
from hipbreak.adapters.idle.x11_sync import X11SyncIdle
from hipbreak.core.errors import Unavailable
from hipbreak.ports import IdleSource
from tests.rig import Desktop


@pytest.fixture(scope="module")
def screen() -> Iterator[Desktop]:
    """A bare screen: no window manager that might move the pointer."""
    with Desktop(wm=None, bus=False) as desktop:
        yield desktop


@pytest.fixture
def source(screen: Desktop) -> Iterator[X11SyncIdle]:
    source = X11SyncIdle(screen.env)
    yield source
    source.close()


def told(source: IdleSource, within: float) -> bool:
    """Whether the source tells of something within so many seconds; it is taken."""
    fd = source.fileno()
    assert fd is not None
    readable, _, _ = select.select([fd], [], [], within)
    if readable:
        source.drain()
    return bool(readable)


def test_many_readings_and_watches_leave_nothing_behind(
    screen: Desktop, source: X11SyncIdle
) -> None:
    """Past the 65,536 requests after which the protocol's numbers start again."""
    for number in range(70_000):
        source.watch(30.0 + number % 2, None) if number % 7 == 0 else None
        if number % 10 == 0:
            assert source.idle_s() < 60
    assert source.idle_s() >= 0


# A server that goes, hangs or refuses


@contextmanager
def server(*options: str) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """An X server of our own to maltreat, and its display."""
    ours, theirs = os.pipe()
    process = subprocess.Popen(
        ["Xvfb", "-displayfd", str(theirs), "-nolisten", "tcp", "-noreset", *options],
        pass_fds=[theirs],
        stderr=subprocess.DEVNULL,
    )
    os.close(theirs)
    with os.fdopen(ours) as said:
        number = said.readline().strip()
    try:
        yield process, f":{number}"
    finally:
        process.send_signal(signal.SIGCONT)
        process.terminate()
        process.wait(20)


def test_a_server_that_dies_is_unavailable_not_the_end() -> None:
    """The descriptor becomes readable, and every call says that the source is lost."""
    with server() as (process, display):
        source = X11SyncIdle({"DISPLAY": display})
        source.watch(30.0, 3.0)
        process.kill()
        process.wait(20)
        with pytest.raises(Unavailable, match="has gone"):
            told(source, 10)
        with pytest.raises(Unavailable):
            source.idle_s()
        with pytest.raises(Unavailable):
            source.watch(1.0, None)
            source.idle_s()
        source.close()
        source.close()


def test_a_server_that_hangs_holds_nobody_up_for_long() -> None:
    """A stopped server, or one that another program holds, is unavailable after a second."""
    with server() as (process, display):
        source = X11SyncIdle({"DISPLAY": display})
        process.send_signal(signal.SIGSTOP)
        start = time.monotonic()
        with pytest.raises(Unavailable, match="does not answer"):
            source.idle_s()
        with pytest.raises(Unavailable, match="does not answer"):
            X11SyncIdle({"DISPLAY": display})
        assert time.monotonic() - start < 10
        source.close()


def write_key(path: Path, cookie: bytes, host: str) -> None:
    parts = [host.encode(), b"", b"MIT-MAGIC-COOKIE-1", cookie]
    entry = b"".join(struct.pack(">H", len(part)) + part for part in parts)
    path.write_bytes(struct.pack(">H", 256) + entry)


def test_a_locked_display_opens_with_its_key(tmp_path: Path) -> None:
    """XAUTHORITY, or .Xauthority at home, also after the machine was renamed."""
    here = os.uname().nodename
    write_key(tmp_path / "server", b"k" * 16, here)
    write_key(tmp_path / "wrong", b"x" * 16, here)
    write_key(tmp_path / "renamed", b"k" * 16, "old-name")
    shutil.copy(tmp_path / "server", tmp_path / ".Xauthority")
    (tmp_path / "broken").write_bytes(b"\x01\x00\xff\xff1")
    with server("-auth", str(tmp_path / "server")) as (_, display):
        for name in ("server", "renamed"):
            environ = {"DISPLAY": display, "XAUTHORITY": str(tmp_path / name)}
            X11SyncIdle(environ).close()
        X11SyncIdle({"DISPLAY": display, "HOME": str(tmp_path)}).close()
        for name in ("wrong", "broken", "missing"):
            environ = {"DISPLAY": display, "XAUTHORITY": str(tmp_path / name)}
            with pytest.raises(Unavailable, match="no right to use this display"):
                X11SyncIdle(environ)


def test_what_is_no_x_server_is_unavailable() -> None:
    """Something that listens there and says nothing, or hangs up."""
    path = Path(f"/tmp/.X11-unix/X{20_000 + os.getpid() % 20_000}")
    path.parent.mkdir(mode=0o1777, exist_ok=True)
    display = f":{path.name[1:]}"
    with socket.socket(socket.AF_UNIX) as foreign:
        foreign.bind(str(path))
        foreign.listen()
        try:
            with pytest.raises(Unavailable, match="does not answer"):
                X11SyncIdle({"DISPLAY": display})
        finally:
            path.unlink()
    with pytest.raises(Unavailable, match="no X server"):
        X11SyncIdle({"DISPLAY": display})


@pytest.mark.parametrize(
    ("environ", "reason"),
    [
        ({}, "no display"),
        ({"DISPLAY": "far.example:0"}, "another machine"),
        ({"DISPLAY": "localhost:10.0"}, "another machine"),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "on Wayland"),
    ],
)
def test_where_x_cannot_tell_it_says_why(environ: dict[str, str], reason: str) -> None:
    """No display, one far away (that would be the network), and XWayland."""
    with pytest.raises(Unavailable, match=reason):
        X11SyncIdle(environ)


# The chooser and the null twin


def test_the_chooser_takes_what_works(screen: Desktop) -> None:
    """With a sentence that says what it is, and why not the better ones."""
    source, reason = choose("x11", screen.env)
    source.close()
    assert (source.name, reason) == ("x11", "x11 tells of input by itself")
    source, reason = choose("auto", screen.env)
    source.close()
    assert source.name == "x11"
    assert reason == (
        "x11 tells of input by itself; mutter: the session bus does not answer;"
        " wayland: this is no Wayland desktop"
    )


def test_the_chooser_keeps_the_reasons_of_those_that_refused() -> None:
    """Unknown is a value of its own, and says what was tried."""
    source, reason = choose("auto", {"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"})
    assert source.name == "unknown"
    for why in (
        "mutter: there is no session bus",
        "wayland: no compositor at /wayland-0: No such file or directory",
        "x11: on Wayland the X server does not see all input",
        "screensaver: there is no session bus",
    ):
        assert why in reason
    with pytest.raises(Unavailable) as caught:
        source.idle_s()
    assert caught.value.reason == reason


def test_the_chooser_can_be_told_to_use_none(screen: Desktop) -> None:
    """A person's choice is a reason too."""
    source, reason = choose("none", screen.env)
    assert (source.name, reason) == ("unknown", "switched off in the settings")


def test_the_null_twin_asks_for_nothing() -> None:
    """No descriptor, nothing to take, nothing to watch, no number made up."""
    source: IdleSource = UnknownIdle("because")
    source.drain()
    source.watch(1.0, 1.0)
    assert source.fileno() is None
    with pytest.raises(Unavailable, match="because"):
        source.idle_s()
    source.close()


def test_it_is_light(screen: Desktop) -> None:
    """No X library is loaded: neither Python's nor the system's."""
    program = (
        "import sys, os; from pathlib import Path; from hipbreak.adapters.idle import choose\n"
        "source, _ = choose('auto', os.environ); source.watch(60, 3); assert source.idle_s() >= 0\n"
        "assert not {'Xlib', 'ctypes', 'xcb'} & set(sys.modules)\n"
        "assert 'libX' not in Path('/proc/self/maps').read_text()\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, env=screen.env)


def test_an_absence_that_nobody_read_in_time_is_dated_all_the_same(
    screen: Desktop, source: X11SyncIdle
) -> None:
    """As after a stop of this process: input, 0.9 s without, input again, and only then a look.
    Shorter pauses are none, and each absence is told once."""
    source.watch(0.5, None)
    source.idle_s()
    screen.key("a")
    left = time.monotonic()
    select.select([], [], [], 0.9)
    screen.key("a")
    back = time.monotonic()
    for _ in range(4):
        select.select([], [], [], 0.2)
        screen.key("a")
    assert source.idle_s() < 0.2
    now = time.monotonic()
    ((began, ended),) = source.absences()
    assert now - began == pytest.approx(left, abs=0.25)
    assert now - ended == pytest.approx(back, abs=0.25)
    assert source.absences() == ()
