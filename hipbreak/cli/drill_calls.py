"""Whether a call stands while a drill plays in the terminal: its resident is asked.

A window is told over its pipe; a terminal has none.
"""

from __future__ import annotations

import json

from hipbreak.adapters.control_client import NotRunning
from hipbreak.cli.remote import ask
from hipbreak.core.holds import CALLS

ASK_EVERY_S = 0.5
"""Often enough to fall silent in time, and only while tones or words are wanted (ours)."""
_WORDS = {reason.value for reason in CALLS}


class Calls:
    """The last that was heard; while nobody answers it stands."""

    def __init__(self, quiet: bool, now: float) -> None:
        self._quiet, self._asked_at = quiet, now

    def quiet(self, now: float) -> bool:
        """Nothing may sound, at this second of a steady clock."""
        if now - self._asked_at >= ASK_EVERY_S:
            self._asked_at = now
            self._ask()
        return self._quiet

    def _ask(self) -> None:
        try:
            holds = json.loads(ask("status").data)["holds"]
        except (NotRunning, ValueError, KeyError):
            return
        self._quiet = any(hold["reason"] in _WORDS for hold in holds)
