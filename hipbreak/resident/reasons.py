"""Writes down each decision once, when it is made."""

from __future__ import annotations

import logging
from collections.abc import Callable

from hipbreak.core.decisions import ENDED, STARTED, Decision, account
from hipbreak.core.moment import Moment
from hipbreak.core.state import State

log = logging.getLogger(__name__)


class Reasons:
    """`write` keeps a decision; it may raise OSError, which is told once."""

    def __init__(self, write: Callable[[Decision], None], now: Moment) -> None:
        self._write = write
        self._last, self._complained = "", False
        self._keep(now, STARTED)

    def follow(self, state: State, now: Moment) -> None:
        """Look at the state after each event."""
        words = account(state, now)
        if words and words != self._last:
            self._keep(now, words)

    def end(self, now: Moment) -> None:
        """hipbreak ends: what follows is not its decision."""
        self._keep(now, ENDED)

    def _keep(self, now: Moment, words: str) -> None:
        self._last = words
        try:
            self._write(Decision(now, words))
        except OSError as error:
            if not self._complained:
                log.warning("decisions cannot be written down: %s", error)
            self._complained = True
