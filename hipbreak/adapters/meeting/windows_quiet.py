"""Whether Windows lets notifications through: SHQueryUserNotificationState, asked now and then.

It tells of a window that fills the screen, of a presentation and of quiet hours. Never run on a
real Windows yet: shown with a library made for the test.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable
from typing import Any

from hipbreak.adapters.meeting.windows_probe import Ask, WindowsProbe
from hipbreak.core.errors import Unavailable
from hipbreak.core.holds import Reason

FULLSCREEN, QUIET = frozenset({2, 3, 4}), frozenset({6})
"""QUNS_BUSY, QUNS_RUNNING_D3D_FULL_SCREEN and QUNS_PRESENTATION_MODE; QUNS_QUIET_TIME."""
STATES = {Reason.FULLSCREEN: FULLSCREEN, Reason.DO_NOT_DISTURB: QUIET}
NAMES = {Reason.FULLSCREEN: "fullscreen", Reason.DO_NOT_DISTURB: "do not disturb"}

ReadState = Callable[[], int]


class WindowsQuiet(WindowsProbe):
    """The probe for one of `STATES`."""

    def __init__(self, reason: Reason, read: ReadState | None = None) -> None:
        def make() -> Ask:
            state = read or _windows()
            return lambda: "" if state() in STATES[reason] else None

        super().__init__(NAMES[reason], reason, make)


def _windows() -> ReadState:
    if sys.platform != "win32":
        raise Unavailable("this is not Windows")
    return reader(ctypes.WinDLL("shell32"))


def reader(shell32: Any) -> ReadState:
    """Reads the state through Windows' own library; OSError when it refuses."""
    ask = shell32.SHQueryUserNotificationState
    ask.restype = ctypes.c_int32

    def read() -> int:
        state = ctypes.c_int32()
        refused = ask(ctypes.byref(state))
        if refused:
            raise OSError(f"error {refused & 0xFFFFFFFF:#010x}")
        return state.value

    return read
