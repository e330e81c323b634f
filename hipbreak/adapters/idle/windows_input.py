"""Idle time on Windows: GetLastInputInfo, asked now and then.

The two ticks are milliseconds in 32 bits that begin anew every 49.7 days; their difference modulo
2^32 is right through that.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from hipbreak.core.errors import Unavailable

TICKS = 1 << 32

ReadTicks = Callable[[], tuple[int, int]]
"""The tick of the last input, and the tick now."""


class WindowsInputIdle:
    """`ports.IdleSource` over GetLastInputInfo."""

    name = "windows"
    remark = ""

    def __init__(self, environ: Mapping[str, str], read: ReadTicks | None = None) -> None:
        self._read = read or _windows()
        self.idle_s()

    def fileno(self) -> int | None:
        """None: it has to be asked."""
        return None

    def drain(self) -> None:
        """It tells nothing by itself."""

    def idle_s(self) -> float:
        """Seconds since the last input of this session. Unavailable when Windows refuses."""
        try:
            last, now = self._read()
        except OSError as error:
            raise Unavailable(f"Windows tells no idle time: {error}") from None
        elapsed = (now - last) % TICKS
        # An input between the two readings is newer than "now".
        return 0.0 if elapsed > TICKS - 10_000 else elapsed / 1000

    def absences(self) -> Sequence[tuple[float, float]]:
        """None: only the idle time of now is known."""
        return ()

    def watch(self, away_s: float, quiet_s: float | None) -> None:
        """It watches nothing."""

    def close(self) -> None:
        """Nothing is open."""


class _LastInputInfo(ctypes.Structure):
    _fields_ = (("size", ctypes.c_uint32), ("tick", ctypes.c_uint32))


def _windows() -> ReadTicks:
    if sys.platform != "win32":
        raise Unavailable("this is not Windows")
    return _reader(ctypes.WinDLL("user32", use_last_error=True), ctypes.WinDLL("kernel32"))


def _reader(user32: Any, kernel32: Any) -> ReadTicks:
    """Reads the ticks through the two libraries of Windows."""
    get_input, get_tick = user32.GetLastInputInfo, kernel32.GetTickCount
    get_tick.restype = ctypes.c_uint32

    def read() -> tuple[int, int]:
        info = _LastInputInfo(ctypes.sizeof(_LastInputInfo))
        if not get_input(ctypes.byref(info)):
            raise OSError("GetLastInputInfo failed")
        return info.tick, int(get_tick())

    return read
