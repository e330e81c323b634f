"""Choosing what to offer: reads the shelf and the journal, asks the plan."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from typing import Protocol

from hipbreak.core.facts import BreakEnded
from hipbreak.core.moment import Moment
from hipbreak.core.plan import Choice, Context, Place, choose
from hipbreak.core.record import gather
from hipbreak.core.routine import Routine
from hipbreak.core.settings import Settings

LOOK_BACK = 60
"""Breaks of the past that the choice looks at."""


class Routines(Protocol):
    """Where routines are read from."""

    def get(self, routine_id: str) -> Routine: ...

    def load(self) -> tuple[dict[str, Routine], tuple[str, ...]]: ...


class Chooser:
    """`recent(limit)` gives the newest breaks; nothing is kept between two choices."""

    def __init__(self, routines: Routines, recent: Callable[[int], Sequence[BreakEnded]]) -> None:
        self._routines, self._recent = routines, recent

    def choose(self, settings: Settings, now: Moment, seed: str, *, short: bool) -> Choice:
        """The routine for this offer. Refused when none fits the moment."""
        routines, _ = self._routines.load()
        context = Context(
            now=now,
            place=Place(settings.word("place.place")),
            things=frozenset(settings.words("place.things")),
            short=short,
            record=gather(self._recent(LOOK_BACK)),
        )
        return choose(routines, context, zlib.crc32(seed.encode()))

    def by_name(self, routine_id: str) -> Choice:
        """A routine asked for by name. UserError when there is none."""
        return Choice(self._routines.get(routine_id), "You asked for it.", "left")

    def name_of(self, routine_id: str) -> str:
        """The routine's name for people, its id when the file has gone."""
        return self.by_name(routine_id).routine.name
