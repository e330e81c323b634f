"""Every place where an idle source works, for the contract: what opens it there, and what acts."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from hipbreak.adapters.idle.macos_quartz import MacosQuartzIdle
from hipbreak.adapters.idle.mutter_dbus import MutterIdle
from hipbreak.adapters.idle.screensaver_dbus import ScreenSaverIdle
from hipbreak.adapters.idle.wayland_notify import WaylandIdle
from hipbreak.adapters.idle.windows_input import TICKS, WindowsInputIdle
from hipbreak.adapters.idle.x11_sync import X11SyncIdle
from hipbreak.ports import IdleSource
from tests.rig import Desktop
from tests.rig.compositor import Compositor
from tests.rig.screensaver import ScreenSaver
from tests.rig.wayland import Mutter, Sway


class Hands(Protocol):
    """Somebody at the keyboard."""

    def key(self) -> None: ...

    def move(self) -> None: ...


@dataclass(frozen=True)
class Place:
    """A running desktop, and how a source is opened there."""

    open: Callable[[], IdleSource]
    hands: Hands


class _Screen:
    def __init__(self, desktop: Desktop) -> None:
        self._desktop = desktop

    def key(self) -> None:
        self._desktop.key("shift")

    def move(self) -> None:
        self._desktop.move(7, 7)
        self._desktop.move(8, 8)


class _Ticks:
    """A stand-in for a system that nobody has here. Its tick soon begins anew."""

    def __init__(self) -> None:
        self._start = time.monotonic()
        self._last = self.now()

    def now(self) -> int:
        return (TICKS - 1500 + round((time.monotonic() - self._start) * 1000)) % TICKS

    def key(self) -> None:
        self._last = self.now()

    move = key

    def ticks(self) -> tuple[int, int]:
        return self._last, self.now()

    def seconds(self) -> float:
        return (self.now() - self._last) % TICKS / 1000


@contextlib.contextmanager
def x11(_: Path) -> Iterator[Place]:
    with Desktop(wm=None, bus=False) as desktop:
        yield Place(lambda: X11SyncIdle(desktop.env), _Screen(desktop))


@contextlib.contextmanager
def mutter(_: Path) -> Iterator[Place]:
    with Mutter() as desktop:
        yield Place(lambda: MutterIdle(desktop.env), desktop)


@contextlib.contextmanager
def sway(_: Path) -> Iterator[Place]:
    with Sway() as desktop:
        yield Place(lambda: WaylandIdle(desktop.env), desktop)


@contextlib.contextmanager
def ext_1(folder: Path) -> Iterator[Place]:
    with Compositor(folder, 1) as compositor:
        yield Place(lambda: WaylandIdle(compositor.env), compositor)


@contextlib.contextmanager
def ext_2(folder: Path) -> Iterator[Place]:
    with Compositor(folder, 2) as compositor:
        yield Place(lambda: WaylandIdle(compositor.env), compositor)


@contextlib.contextmanager
def screensaver(_: Path) -> Iterator[Place]:
    with Desktop(wm=None) as desktop, ScreenSaver(desktop.bus.address) as saver:
        yield Place(lambda: ScreenSaverIdle(desktop.env), saver)


@contextlib.contextmanager
def windows(_: Path) -> Iterator[Place]:
    ticks = _Ticks()
    yield Place(lambda: WindowsInputIdle({}, ticks.ticks), ticks)


@contextlib.contextmanager
def macos(_: Path) -> Iterator[Place]:
    ticks = _Ticks()
    yield Place(lambda: MacosQuartzIdle({}, ticks.seconds), ticks)


TELLING = (x11, mutter, sway, ext_1, ext_2)
"""Where the source tells by itself."""
ASKED = (screensaver, windows, macos)
"""Where it has to be asked."""
