"""The idle source in use, replaced when it dies."""

from __future__ import annotations

import logging
from collections.abc import Callable

from hipbreak.core.engine import awaits_quiet
from hipbreak.core.errors import Unavailable
from hipbreak.core.state import State
from hipbreak.ports import Clock, IdleSource

log = logging.getLogger(__name__)

Choose = Callable[[], tuple[IdleSource, str]]
LOOK_FOR_RETURN = 10.0
"""Seconds between looks at a source that cannot tell of itself, while the person is away."""
LOOK_FOR_QUIET = 1.0
TRY_AGAIN = 60.0
"""Seconds until a better source is looked for after one has died."""


class IdleWatch:
    """Reads the idle time; None stands for unknown."""

    def __init__(self, choose: Choose, clock: Clock) -> None:
        self._choose, self._clock = choose, clock
        self._source, self.reason = choose()
        self._watched: tuple[float, float | None] | None = None
        self._lost_at: float | None = None

    @property
    def name(self) -> str:
        return self._source.name

    def fileno(self) -> int | None:
        return self._source.fileno()

    def drain(self) -> None:
        try:
            self._source.drain()
        except Unavailable as lost:
            self._replace(lost)

    def sample(self) -> float | None:
        """Seconds since the last input, sleep included."""
        now = self._clock.now().elapsed
        if self._lost_at is not None and now - self._lost_at >= TRY_AGAIN:
            self._replace(None)
        try:
            return self._clock.true_idle_s(self._source.idle_s())
        except Unavailable as lost:
            if self._source.fileno() is not None or self._lost_at is None:
                self._replace(lost)
            return None

    def follow(self, state: State) -> None:
        """Watch for what matters in this state."""
        wanted = (
            state.rules.natural_break,
            state.rules.lull_quiet if awaits_quiet(state) else None,
        )
        if wanted == self._watched:
            return
        try:
            self._source.watch(*wanted)
            self._watched = wanted
        except Unavailable as lost:
            self._replace(lost)

    def look_in(self, state: State) -> float | None:
        """Seconds until a source that must be polled has to be read; None: it tells by itself."""
        if self._source.fileno() is not None or not state.idle_known:
            return None
        if state.away_since:
            return LOOK_FOR_RETURN
        return LOOK_FOR_QUIET if awaits_quiet(state) else None

    def close(self) -> None:
        self._source.close()

    def _replace(self, lost: Unavailable | None) -> None:
        if lost is not None:
            log.warning("the idle source %s was lost: %s", self._source.name, lost.reason)
        self._source.close()
        self._source, self.reason = self._choose()
        self._lost_at = self._clock.now().elapsed
        self._watched = None
        log.info("idle source: %s (%s)", self._source.name, self.reason)
