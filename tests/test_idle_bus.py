"""Idle time that is asked for on the bus, on Windows and on macOS: when it goes wrong."""

from __future__ import annotations

import ctypes
import select
import signal
from types import SimpleNamespace

import pytest

from hipbreak.adapters.idle import choose
from hipbreak.adapters.idle.macos_quartz import ANY_INPUT, HARDWARE, MacosQuartzIdle, _reader
from hipbreak.adapters.idle.mutter_dbus import MutterIdle
from hipbreak.adapters.idle.screensaver_dbus import KDE, NAME, ScreenSaverIdle
from hipbreak.adapters.idle.windows_input import TICKS, WindowsInputIdle
from hipbreak.adapters.idle.windows_input import _reader as windows_reader
from hipbreak.core.errors import Unavailable
from hipbreak.ports import IdleSource
from tests.rig import Desktop
from tests.rig.screensaver import ScreenSaver
from tests.rig.wayland import Mutter


def readable(source: IdleSource, within: float) -> bool:
    fd = source.fileno()
    assert fd is not None
    return bool(select.select([fd], [], [], within)[0])


def test_a_shell_that_dies_is_unavailable_and_a_new_one_works() -> None:
    """It is told at once, although the bus lives on."""
    with Mutter() as mutter:
        source = MutterIdle(mutter.env)
        source.watch(30.0, None)
        mutter.kill()
        assert readable(source, 5)
        with pytest.raises(Unavailable, match="has left the session bus"):
            source.drain()
        for call in (source.idle_s, lambda: source.watch(1.0, 0.5)):
            with pytest.raises(Unavailable):
                call()
        source.close()
        with pytest.raises(Unavailable, match="GNOME's shell is not on the session bus"):
            MutterIdle(mutter.env)
        mutter.start()
        again = MutterIdle(mutter.env)
        assert again.idle_s() < 10
        again.close()


def test_a_bus_that_dies_is_unavailable() -> None:
    """The bus restarts seldom; nobody may take it for the end of the day."""
    with Mutter() as mutter:
        source = MutterIdle(mutter.env)
        mutter.desktop.kill("--nofork")
        assert readable(source, 5)
        with pytest.raises(Unavailable, match="the session bus has gone"):
            source.drain()
        with pytest.raises(Unavailable):
            source.idle_s()
        source.close()
        with pytest.raises(Unavailable, match="the session bus does not answer"):
            MutterIdle(mutter.env)


def test_pain_23_a_shell_that_hangs_holds_nobody_up_for_long() -> None:
    """After a second it is unavailable."""
    with Mutter() as mutter:
        source = MutterIdle(mutter.env)
        mutter.process.send_signal(signal.SIGSTOP)
        try:
            with pytest.raises(Unavailable, match="no answer"):
                source.idle_s()
            with pytest.raises(Unavailable, match="no answer"):
                MutterIdle(mutter.env)
        finally:
            mutter.process.send_signal(signal.SIGCONT)
        source.close()


def test_gnome_is_preferred_to_what_else_works_there() -> None:
    """And the reason says it."""
    with Mutter() as mutter:
        source, reason = choose("auto", mutter.env)
        source.close()
    assert (source.name, reason) == ("mutter", "mutter tells of input by itself")


def test_the_screen_saver_is_kdes_or_nobodys(desktop: Desktop) -> None:
    """Others count in seconds, or know no idle time; each is refused with its reason."""
    address, env = desktop.bus.address, desktop.env
    with pytest.raises(Unavailable, match="no screen saver"):
        ScreenSaverIdle(env)
    with ScreenSaver(address, names=(NAME,)), pytest.raises(Unavailable, match="not KDE's"):
        ScreenSaverIdle(env)
    with ScreenSaver(address, knows=False), pytest.raises(Unavailable, match="no idle time"):
        ScreenSaverIdle(env)
    with ScreenSaver(address, names=(KDE,)), pytest.raises(Unavailable, match="no screen saver"):
        ScreenSaverIdle(env)


def test_a_screen_saver_that_leaves_is_unavailable(desktop: Desktop) -> None:
    """And it is asked no more than it has to be."""
    with ScreenSaver(desktop.bus.address) as saver:
        source, reason = choose("screensaver", desktop.env)
        assert reason == "screensaver is asked now and then"
        source.watch(180.0, 3.0)
        source.drain()
        assert saver.asked == 1
        assert source.idle_s() >= 0
    with pytest.raises(Unavailable):
        source.idle_s()
    source.close()


# Windows and macOS, with stand-ins for what they alone have


@pytest.mark.parametrize(
    ("last", "now", "idle_s"),
    [
        (1_000, 4_500, 3.5),
        (TICKS - 1_000, 2_000, 3.0),
        (5_000, 5_000, 0.0),
        (5_010, 5_000, 0.0),
        (0, TICKS - 60_000, (TICKS - 60_000) / 1000),
    ],
)
def test_windows_ticks_begin_anew_after_49_days(last: int, now: int, idle_s: float) -> None:
    """The difference is right through that, and an input between two readings is no 49 days."""
    assert WindowsInputIdle({}, lambda: (last, now)).idle_s() == idle_s


def test_windows_is_asked_as_it_wants_to_be() -> None:
    """The structure says its own size, and a refusal is unavailable."""
    seen = []

    def get_input(pointer: object) -> int:
        info = pointer._obj  # type: ignore[attr-defined]
        seen.append(info.size)
        info.tick = 4_294_967_000
        return len(seen) < 3

    class GetTickCount:
        restype = None

        def __call__(self) -> int:
            return 704

    libraries = SimpleNamespace(GetLastInputInfo=get_input, GetTickCount=GetTickCount())
    source = WindowsInputIdle({}, windows_reader(libraries, libraries))
    assert source.idle_s() == 1.0
    assert seen == [8, 8]
    assert libraries.GetTickCount.restype is ctypes.c_uint32
    with pytest.raises(Unavailable, match="GetLastInputInfo failed"):
        source.idle_s()


def test_macos_is_asked_as_it_wants_to_be() -> None:
    """Any input of the hardware, as a double; nonsense is unavailable."""
    answers = iter([0.0, 12.5, float("nan"), -1.0])
    asked = []

    class Function:
        restype = argtypes = None

        def __call__(self, state: int, kind: int) -> float:
            asked.append((state, kind))
            return next(answers)

    quartz = SimpleNamespace(CGEventSourceSecondsSinceLastEventType=Function())
    source = MacosQuartzIdle({}, _reader(quartz))
    assert source.idle_s() == 12.5
    assert set(asked) == {(HARDWARE, ANY_INPUT)}
    assert quartz.CGEventSourceSecondsSinceLastEventType.restype is ctypes.c_double
    for _ in range(2):
        with pytest.raises(Unavailable, match="tells no idle time"):
            source.idle_s()


def test_what_is_not_here_says_so() -> None:
    """Chosen by hand on the wrong system."""
    for name, reason in (("windows", "this is not Windows"), ("macos", "this is not macOS")):
        source, why = choose(name, {})
        assert (source.name, why) == (
            "unknown",
            f"nothing tells of input here ({name}: {reason})",
        )
