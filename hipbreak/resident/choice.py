"""Choosing what to offer: reads the shelf and the journal, asks the plan."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Protocol

from hipbreak.core.errors import Refused
from hipbreak.core.moment import Moment
from hipbreak.core.plan import Choice, Context, Place, by_name, choose
from hipbreak.core.record import Record
from hipbreak.core.routine import Routine
from hipbreak.core.settings import Settings


class Routines(Protocol):
    """Where routines are read from."""

    def get(self, routine_id: str) -> Routine: ...

    def load(self) -> tuple[dict[str, Routine], tuple[str, ...]]: ...


class Chooser:
    """`record(now)` gives what safety and the plan look at; nothing is kept between choices."""

    def __init__(self, routines: Routines, record: Callable[[Moment], Record]) -> None:
        self._routines, self._record = routines, record

    def choose(self, settings: Settings, now: Moment, seed: str, *, short: bool) -> Choice:
        """The routine for this offer. Refused when none fits the moment."""
        routines, _ = self._routines.load()
        context = Context(
            now=now,
            place=Place(settings.word("place.place")),
            things=frozenset(settings.words("place.things")),
            short=short,
            record=self._record(now),
        )
        return choose(routines, context, zlib.crc32(seed.encode()))

    def by_name(self, routine_id: str, now: Moment) -> Choice:
        """A routine asked for by name. UserError: there is none; Refused: it is not for now."""
        routine = self._routines.get(routine_id)
        routines, _ = self._routines.load()
        return by_name({**routines, routine_id: routine}, routine_id, self._record(now), now)

    def why_not(self, routine_id: str, now: Moment) -> str:
        """Why this routine may not be done now, in a sentence; empty when it may."""
        try:
            self.by_name(routine_id, now)
        except Refused as refused:
            return str(refused)
        return ""

    def read(self, routine_id: str) -> Routine:
        """A routine as its file has it, for its name and nature. UserError when there is none."""
        return self._routines.get(routine_id)
