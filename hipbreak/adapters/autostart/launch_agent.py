"""Autostart on macOS: a launch agent of the person.

Never tried on a real Mac; what is written is tested everywhere. It takes effect at the next login.
"""

from __future__ import annotations

import plistlib
from collections.abc import Sequence
from pathlib import Path
from xml.parsers.expat import ExpatError

from hipbreak.adapters.autostart.files import read, remove, write

LABEL = "local.hipbreak"


class LaunchAgent:
    """`Autostart` by ~/Library/LaunchAgents."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / f"{LABEL}.plist"

    @property
    def place(self) -> str:
        return str(self._file)

    def enable(self, command: Sequence[str]) -> None:
        agent = {
            "Label": LABEL,
            "ProgramArguments": list(command),
            "RunAtLoad": True,
            "LimitLoadToSessionType": "Aqua",
            "ProcessType": "Interactive",
        }
        write(self._file, plistlib.dumps(agent))

    def disable(self) -> None:
        remove(self._file)

    def state(self) -> tuple[str, ...] | None:
        try:
            agent = plistlib.loads(read(self._file) or b"")
        except (ValueError, ExpatError):  # not there, or not a property list
            return None
        if not isinstance(agent, dict) or agent.get("Disabled") or not agent.get("RunAtLoad"):
            return None
        words = agent.get("ProgramArguments")
        return tuple(map(str, words)) or None if isinstance(words, list) else None
