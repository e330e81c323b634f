"""The idle source in use: replaced when it dies, and given back when it returns."""

from __future__ import annotations

import logging
import math
from collections.abc import Callable, Sequence

from hipbreak.adapters.idle.unknown import UnknownIdle
from hipbreak.core.engine import awaits_quiet
from hipbreak.core.errors import Unavailable
from hipbreak.core.state import State
from hipbreak.ports import Clock, IdleSource

log = logging.getLogger(__name__)

Choose = Callable[[], tuple[IdleSource, str]]
"""The best source that works now, and why it; always one, at the worst the unknown."""
NOTHING = "unknown"
LOOK_FOR_RETURN = 10.0
"""Seconds between looks at a source that cannot tell of itself, while the person is away."""
LOOK_FOR_QUIET = 1.0
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 600.0
"""Seconds between two searches for a source; each is twice as long as the one before."""
SETTLED = 10.0
"""A source that lives shorter than this dies for a reason that an instant will not mend."""
GRACE = 20.0
"""Without a source for so long, the last input that was known still counts."""
NEW = 0.25
"""A source that is newer than the input it tells of may have made that input up: its own start."""


class IdleWatch:
    """Reads the idle time; None stands for unknown."""

    def __init__(self, choose: Choose, clock: Clock) -> None:
        self._choose, self._clock = choose, clock
        self._source, self.reason = choose()
        self._watched: tuple[float, float | None] | None = None
        self._raw_idle_s = 0.0
        """The source's own last word."""
        self._last_input: float | None = None
        """On the elapsed scale, as far as it was ever known."""
        self._taken_at, self._lost_at = self._elapsed(), -math.inf
        self._presumed = False
        """Whether the last word was "unknown", which counts as present."""
        self._trusted_from = -math.inf
        """An input before this does not count as seen."""
        self._missed = ""
        """The name of the source that was lost and is hoped for."""
        self._pause = FIRST_PAUSE
        self._search_at: float | None = None
        if self.name == NOTHING:
            self._search_later()

    @property
    def name(self) -> str:
        return self._source.name

    def fileno(self) -> int | None:
        return self._source.fileno()

    def drain(self) -> None:
        try:
            self._source.drain()
        except Unavailable as lost:
            self._lose(lost)

    def sample(self) -> float | None:
        """Seconds since the last input, sleep included."""
        if self._search_at is not None and self._elapsed() >= self._search_at:
            self._search()
        if self.name != NOTHING:
            try:
                return self._read()
            except Unavailable as lost:
                self._lose(lost)
        return self._without()

    def absences(self) -> Sequence[tuple[float, float]]:
        """Seconds since each absence began and ended that nobody has been told of."""
        try:
            return self._source.absences()
        except Unavailable:
            return ()  # the next look replaces it

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
            self._lose(lost)

    def prefer(self, choose: Choose) -> None:
        """The settings want another source: take it, and the bout runs on."""
        self._choose, self._missed, self._pause = choose, "", FIRST_PAUSE
        self._lost_at = -math.inf
        self._take(*choose())

    def hurry(self) -> None:
        """Something has come back that a better source may live on: search soon."""
        if self._search_at is not None:
            self._search_at, self._pause = self._elapsed(), FIRST_PAUSE

    def look_in(self, state: State) -> float | None:
        """Seconds until the source has to be read or searched for; None: it tells by itself."""
        marks = [self._look_at_source(state)]
        if self._missed and self._search_at is not None:
            marks.append(max(0.0, self._search_at - self._elapsed()))
        return min((mark for mark in marks if mark is not None), default=None)

    def close(self) -> None:
        self._source.close()

    def _look_at_source(self, state: State) -> float | None:
        if not state.idle_known or self.name == NOTHING:
            return None
        asked = self._source.fileno() is None
        # It tells of a return only after it has seen the whole absence itself.
        unseen = self._raw_idle_s < state.rules.natural_break
        if state.away_since:
            return LOOK_FOR_RETURN if asked or unseen else None
        return LOOK_FOR_QUIET if asked and awaits_quiet(state) else None

    def _elapsed(self) -> float:
        return self._clock.now().elapsed

    # Reading

    def _read(self) -> float:
        now = self._elapsed()
        self._raw_idle_s = self._clock.true_idle_s(self._source.idle_s())
        input_at = now - self._raw_idle_s
        if self._last_input is None or input_at > self._trusted_from:
            self._last_input = input_at
        return max(0.0, now - self._last_input)

    def _without(self) -> float | None:
        """What to say while nothing tells of input."""
        now = self._elapsed()
        if self._last_input is not None and not self._presumed and now - self._lost_at < GRACE:
            return now - self._last_input
        self._presumed = True
        return None

    # Replacing

    def _lose(self, lost: Unavailable) -> None:
        """The source has died: on to the next, or to none for a while if it dies all the time."""
        now = self._elapsed()
        name, lived = self.name, now - self._taken_at
        log.warning("the idle source %s was lost: %s", name, lost.reason)
        self._missed = self._missed or name
        self._lost_at = now
        if lived < SETTLED:
            reason = f"{name} was lost again: {lost.reason}"
            self._take(UnknownIdle(reason), reason)
        else:
            self._pause = FIRST_PAUSE
            self._take(*self._choose())

    def _search(self) -> None:
        """Is there a better source than the one in use?"""
        source, reason = self._choose()
        if source.name in (self.name, NOTHING):
            source.close()
            self._search_later()
        else:
            self._take(source, reason)

    def _take(self, source: IdleSource, reason: str) -> None:
        self._source.close()
        self._source, self.reason = source, reason
        self._watched = None
        self._taken_at = self._elapsed()
        self._trusted_from = self._taken_at + NEW
        if self._presumed and source.name != NOTHING:
            self._last_input, self._presumed = self._taken_at, False
        if source.name == self._missed:
            self._missed = ""
        if self._missed or source.name == NOTHING:
            self._search_later()
        else:
            self._search_at = None
        if self._missed and source.name != NOTHING:
            self.reason += f"; {self._missed} was lost and is looked for again"
        log.info("idle source: %s (%s)", self.name, self.reason)

    def _search_later(self) -> None:
        self._search_at = self._elapsed() + self._pause
        self._pause = min(2 * self._pause, LONGEST_PAUSE)
