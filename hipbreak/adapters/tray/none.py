"""No tray, and the reason. Everything else works on: windows, command line, offers."""

from __future__ import annotations

import threading
from collections.abc import Callable

from hipbreak.ports import TrayView

NOT_WANTED = "no tray: the settings say so"


class NoTray:
    """Shows nothing; `run` waits for `stop`."""

    backend = "none"

    def __init__(self, reason: str) -> None:
        self.reason = reason
        self._stopped = threading.Event()

    def run(self, ready: Callable[[], None]) -> None:
        ready()
        self._stopped.wait()

    def show(self, view: TrayView) -> None:
        """Nothing to show it on."""

    def prefer(self, wanted: str) -> bool:
        return wanted == "none"

    def stop(self) -> None:
        self._stopped.set()
