"""Who uses the microphone or a camera on Windows: the registry's ConsentStore, asked now and then.

Windows keeps there when each program last began and ended to use a device; while one uses it, the
end is 0. Never run on a real Windows yet: shown with a registry made for the test.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from hipbreak.adapters.meeting.windows_probe import Ask, WindowsProbe
from hipbreak.core.errors import Unavailable
from hipbreak.core.holds import Reason

STORE = r"Software\Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore"
ENDED = "LastUsedTimeStop"
DEVICES = {Reason.MICROPHONE: "microphone", Reason.CAMERA: "webcam"}

Use = tuple[str, int]
"""A program, by the name of its key, and when it last ended; 0: it goes on."""
ReadUses = Callable[[str], Iterable[Use]]


class WindowsConsent(WindowsProbe):
    """The probe for one of `DEVICES`."""

    def __init__(self, reason: Reason, read: ReadUses | None = None) -> None:
        device = DEVICES[reason]

        def make() -> Ask:
            uses = read or _windows()
            return lambda: next((_short(name) for name, ended in uses(device) if not ended), None)

        super().__init__(device, reason, make)


def _short(key: str) -> str:
    """`C:#Program Files#Talk#talk.exe` is talk; `Some.Talk_8wekyb` is Some.Talk."""
    return key.rpartition("#")[2].removesuffix(".exe").partition("_")[0]


def _windows() -> ReadUses:
    if sys.platform != "win32":
        raise Unavailable("this is not Windows")
    import winreg

    return reader(winreg)


def reader(registry: Any) -> ReadUses:
    """Reads the uses through `winreg`."""

    def read(device: str) -> Iterator[Use]:
        packaged = rf"{STORE}\{device}"
        for folder in (packaged, rf"{packaged}\NonPackaged"):
            for name in _names(registry, folder):
                ended = _ended(registry, rf"{folder}\{name}")
                if ended is not None:
                    yield name, ended

    return read


def _names(registry: Any, folder: str) -> list[str]:
    """The keys below `folder`; none when there is no such key."""
    try:
        with registry.OpenKey(registry.HKEY_CURRENT_USER, folder) as key:
            return [registry.EnumKey(key, at) for at in range(registry.QueryInfoKey(key)[0])]
    except FileNotFoundError:
        return []


def _ended(registry: Any, path: str) -> int | None:
    """None: the program has never used it."""
    try:
        with registry.OpenKey(registry.HKEY_CURRENT_USER, path) as key:
            return int(registry.QueryValueEx(key, ENDED)[0])
    except FileNotFoundError:
        return None
