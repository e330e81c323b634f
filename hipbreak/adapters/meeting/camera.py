"""Who has a camera open: a process of ours that holds a /dev/video* file.

The kernel tells when one is opened or closed; only then is it looked for who did. Without a camera
nothing is loaded and nothing wakes; a camera that is plugged in later is found with the next look.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from hipbreak.core.errors import Unavailable
from hipbreak.core.holds import Reason

if TYPE_CHECKING:
    from hipbreak.adapters.meeting.inotify import Inotify

CAMERA = re.compile(r"video\d+")
SETTLE_S = 0.2
"""Many programs open each camera for a moment to ask what it is; and the news of opening comes
before the process has the file."""
LONGEST_S = 0.04
"""A search that takes longer goes on in the loop's next turn."""
NO_CALLS = ("pipewire", "wireplumber")
"""Some versions hold every camera open all day; calls through them use the microphone too."""


class Camera:
    """`ports.MeetingProbe` and `ports.Wire`."""

    name = "camera"
    reason = Reason.CAMERA

    def __init__(
        self,
        devices: Path = Path("/dev"),
        processes: Path = Path("/proc"),
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._devices, self._processes, self._now = devices, processes, now
        self._watched: frozenset[str] = frozenset()
        self._inotify: Inotify | None = None
        self._search: Iterator[str | None] | None = None
        self._search_at: float | None = None
        self._seen: str | None = None
        self._trouble = ""

    def fileno(self) -> int | None:
        return self._inotify.fileno() if self._inotify else None

    def drain(self) -> None:
        if self._inotify and self._inotify.drain() and self._search_at is None:
            self._search_at = self._now() + SETTLE_S

    def deadline(self) -> float | None:
        return self._search_at

    def tick(self) -> None:
        if self._search_at is None or self._now() < self._search_at:
            return
        self._search = self._search or self._holders()
        end = self._now() + LONGEST_S
        for holder in self._search:
            if holder is not None or self._now() >= end:
                break
        else:
            self._found(None)
            return
        if holder is not None:
            self._found(holder)

    def look(self) -> None:
        """Only cameras that came or went; who opens one is told by the kernel."""
        try:
            names = [entry.name for entry in os.scandir(self._devices)]
        except OSError as error:
            self._trouble = f"{self._devices} cannot be read: {error.strerror}"
            return
        cameras = frozenset(name for name in names if CAMERA.fullmatch(name))
        if cameras != self._watched:
            self._watch(cameras)

    def seen(self) -> str | None:
        return self._seen

    def trouble(self) -> str:
        return self._trouble

    def close(self) -> None:
        if self._inotify:
            self._inotify.close()
        self._inotify = self._search = self._search_at = None

    def _watch(self, cameras: frozenset[str]) -> None:
        self.close()
        self._watched, self._search_at = cameras, self._now()
        try:
            if cameras:
                from hipbreak.adapters.meeting.inotify import Inotify

                self._inotify = Inotify()
                for name in cameras:
                    self._inotify.watch(self._devices / name)
            self._trouble = ""
        except Unavailable as error:
            self._trouble = error.reason

    def _found(self, holder: str | None) -> None:
        self._seen = holder
        self._search = self._search_at = None

    def _holders(self) -> Iterator[str | None]:
        """One value for each process: its name when it has a camera open."""
        cameras = {str(self._devices / name) for name in self._watched}
        for process in self._processes.glob("[0-9]*") if cameras else ():
            yield self._name(process) if _holds(process / "fd", cameras) else None

    def _name(self, process: Path) -> str | None:
        try:
            name = (process / "comm").read_text().strip()
        except OSError:
            return None
        return None if name in NO_CALLS else name


def _holds(open_files: Path, cameras: set[str]) -> bool:
    """Whether one of a process's open files is a camera; other people's cannot be read."""
    try:
        with os.scandir(open_files) as entries:
            return any(_target(entry.path) in cameras for entry in entries)
    except OSError:
        return False


def _target(link: str) -> str:
    try:
        return os.readlink(link)  # noqa: PTH115 (thousands of them: no Path for each)
    except OSError:
        return ""
