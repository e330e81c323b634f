"""Idle time on macOS: Quartz, asked now and then.

Never tried on a real Mac: written after Apple's documentation, tested with a stand-in. By ctypes,
since the Python package for Quartz costs megabytes that one function does not need.
"""

from __future__ import annotations

import ctypes
import math
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from hipbreak.core.errors import Unavailable

LIBRARY = "/System/Library/Frameworks/ApplicationServices.framework/ApplicationServices"
HARDWARE = 1
"""kCGEventSourceStateHIDSystemState: what keyboards and pointers did, not what programs made up."""
ANY_INPUT = 0xFFFFFFFF
"""kCGAnyInputEventType."""


class MacosQuartzIdle:
    """`ports.IdleSource` over CGEventSourceSecondsSinceLastEventType."""

    name = "macos"
    remark = ""

    def __init__(self, environ: Mapping[str, str], read: Callable[[], float] | None = None) -> None:
        self._read = read or _macos()
        self.idle_s()

    def fileno(self) -> int | None:
        """None: it has to be asked."""
        return None

    def drain(self) -> None:
        """It tells nothing by itself."""

    def idle_s(self) -> float:
        """Seconds since the last input. Unavailable when Quartz answers with no such number."""
        seconds = self._read()
        if not math.isfinite(seconds) or seconds < 0:
            raise Unavailable(f"macOS tells no idle time but {seconds}")
        return seconds

    def absences(self) -> Sequence[tuple[float, float]]:
        """None: only the idle time of now is known."""
        return ()

    def watch(self, away_s: float, quiet_s: float | None) -> None:
        """It watches nothing."""

    def close(self) -> None:
        """Nothing is open."""


def _macos() -> Callable[[], float]:
    if sys.platform != "darwin":
        raise Unavailable("this is not macOS")
    try:
        return _reader(ctypes.CDLL(LIBRARY))
    except (OSError, AttributeError) as error:
        raise Unavailable(f"Quartz cannot be loaded: {error}") from None


def _reader(quartz: Any) -> Callable[[], float]:
    """Asks Quartz through its library."""
    ask = quartz.CGEventSourceSecondsSinceLastEventType
    ask.restype, ask.argtypes = ctypes.c_double, (ctypes.c_int32, ctypes.c_uint32)
    return lambda: float(ask(HARDWARE, ANY_INPUT))
