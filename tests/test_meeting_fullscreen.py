"""Whether a window fills the screen: real windows under a real window manager."""

from __future__ import annotations

import os
import select
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from hipbreak.adapters.meeting.fullscreen import Fullscreen
from tests.rig import Desktop, wait_for


class Window:
    """A terminal that fills the screen, and leaves it, at the press of a key."""

    def __init__(self, desktop: Desktop, title: str) -> None:
        self._desktop = desktop
        self.process = desktop.start("xterm", "-xrm", "*allowSendEvents: true", "-title", title)
        self.id = desktop.wait_window(title=title, timeout=20).id
        self.await_focus()

    def await_focus(self) -> None:
        wait_for(lambda: self._desktop.focused() == self.id, what="the focus")

    def switch(self, fills: bool) -> None:
        """Alt and Return, then wait until the window manager has done it."""
        self._desktop.key("alt+Return")
        whole = (1280, 800)
        wait_for(lambda: (self._size() == whole) == fills, what=f"filling the screen: {fills}")

    def _size(self) -> tuple[int, int]:
        return next((w.width, w.height) for w in self._desktop.windows() if w.id == self.id)


@pytest.fixture
def probe(desktop: Desktop) -> Iterator[Fullscreen]:
    probe = Fullscreen(desktop.env)
    yield probe
    probe.close()


def _looks(probe: Fullscreen) -> str | None:
    probe.look()
    return probe.seen()


def _has_news(probe: Fullscreen) -> bool:
    fd = probe.fileno()
    assert fd is not None
    return bool(select.select([fd], [], [], 0)[0])


def test_pain_1_a_window_that_fills_the_screen_is_seen_and_its_end_is_told(
    desktop: Desktop, probe: Fullscreen
) -> None:
    """Once seen, nobody looks again: the server tells of the end."""
    window = Window(desktop, "slides")
    assert _looks(probe) is None
    window.switch(fills=True)
    assert wait_for(lambda: _looks(probe), what="the sight") == "xterm"
    window.switch(fills=False)
    wait_for(lambda: (probe.drain(), probe.seen() is None)[1], what="the end")


def test_another_window_in_front_ends_it(desktop: Desktop, probe: Fullscreen) -> None:
    """What counts is the window that is worked in."""
    Window(desktop, "film").switch(fills=True)
    wait_for(lambda: _looks(probe) == "xterm", what="the sight")
    other = Window(desktop, "work")
    wait_for(lambda: (probe.drain(), probe.seen() is None)[1], what="the end")
    desktop.end(other.process)


def test_a_window_that_dies_ends_it(desktop: Desktop, probe: Fullscreen) -> None:
    window = Window(desktop, "film")
    window.switch(fills=True)
    wait_for(lambda: _looks(probe) == "xterm", what="the sight")
    desktop.end(window.process, kill=True)
    wait_for(lambda: (probe.drain(), probe.seen() is None)[1], what="the end")
    assert probe.trouble() == ""
    Window(desktop, "next").switch(fills=True)
    wait_for(lambda: _looks(probe) == "xterm", what="the next one")


def test_pain_15_changing_between_ordinary_windows_wakes_nobody(
    desktop: Desktop, probe: Fullscreen
) -> None:
    """Before and after a film the server keeps still."""
    first = Window(desktop, "first")
    first.switch(fills=True)
    wait_for(lambda: _looks(probe) == "xterm", what="the sight")
    first.switch(fills=False)
    wait_for(lambda: (probe.drain(), probe.seen() is None)[1], what="the end")
    _looks(probe)
    Window(desktop, "second")
    desktop.run("xdotool", "windowactivate", str(first.id))
    first.await_focus()
    assert not _has_news(probe)


def test_pain_23_a_server_that_hangs_or_dies_costs_a_moment() -> None:
    """50 ms for the answer that does not come; then it is left alone for a while."""
    now = [0.0]
    with Desktop(wm=None, bus=False) as desktop:
        probe = Fullscreen(desktop.env, lambda: now[0])
        assert (_looks(probe), probe.trouble()) == (None, "")
        (pid,) = (p for p in desktop.processes() if "Xvfb" in _command(p))
        os.kill(pid, signal.SIGSTOP)
        began = time.monotonic()
        for _ in range(10):
            probe.look()
        assert time.monotonic() - began < 0.15
        assert probe.trouble() == "the X server does not answer"
        os.kill(pid, signal.SIGCONT)
        now[0] = 2.0
        assert (_looks(probe), probe.trouble()) == (None, "")
    probe.look()
    assert probe.trouble() != ""
    assert (probe.seen(), probe.fileno()) == (None, None)


def _command(pid: int) -> str:
    return Path(f"/proc/{pid}/comm").read_text()


def test_on_wayland_it_says_that_it_cannot_tell(desktop: Desktop) -> None:
    """The X server there knows only its own windows."""
    probe = Fullscreen({**desktop.env, "WAYLAND_DISPLAY": "wayland-0"})
    assert (_looks(probe), probe.fileno()) == (None, None)
    assert "Wayland" in probe.trouble()
