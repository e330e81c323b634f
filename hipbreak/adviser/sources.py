"""What the adviser reads: each source when it is first asked for, and once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from hipbreak.adapters.journal.reader import JournalReader
from hipbreak.adapters.paths import Paths, data_dir
from hipbreak.adapters.plan_shelf import load_plans
from hipbreak.adapters.shelf import AsNeeded, Shelf
from hipbreak.core.facts import Fact
from hipbreak.core.moment import Moment
from hipbreak.core.plans import Plan
from hipbreak.core.record import Record
from hipbreak.core.routine import Routine


class Sources:
    """Routines, plans and journal. `waiting`: facts that the journal could not take yet."""

    def __init__(self, paths: Paths, waiting: tuple[Fact, ...]) -> None:
        self._paths, self._waiting = paths, waiting
        self._folders = (data_dir("routines"), paths.routines)
        self._shelf = Shelf(self._folders)

    def routine(self, routine_id: str) -> Routine:
        """One routine. UserError when there is no sound one of this id."""
        return self.few.get(routine_id) or self._shelf.get(routine_id)

    @cached_property
    def routines(self) -> dict[str, Routine]:
        """All sound routines by id."""
        return self._shelf.load()[0]

    @cached_property
    def few(self) -> Mapping[str, Routine]:
        """The same, for who looks at few of them: a person waits for the answer."""
        return AsNeeded(self._shelf)

    @cached_property
    def plans(self) -> tuple[Plan, ...]:
        """All sound plans, the hourly ones first."""
        return load_plans(self._folders)[0]

    def week_sentence(self, monday: int, today: int) -> str:
        """The sentence over a week's page. UserError when the journal cannot be read."""
        from hipbreak.adapters.week_page import read_meaning, read_week_page

        return read_week_page(
            self._paths.journal, monday, today, read_meaning(self._paths)
        ).sentence

    def record(self, now: Moment) -> Record:
        """What the rules of health look at. UserError when the journal cannot be read."""
        with JournalReader(self._paths.journal) as reader:
            return reader.record(now, self._waiting)
