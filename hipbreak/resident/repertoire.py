"""What is offered or played: the choice in hand, and the names of routines."""

from __future__ import annotations

from hipbreak.consult import Chosen
from hipbreak.core.errors import HipbreakError
from hipbreak.core.moment import Moment
from hipbreak.core.routine import Routine
from hipbreak.resident.adviser import Adviser


class Repertoire:
    """The last choice is kept, so that what is on offer can be begun without asking again."""

    def __init__(self, adviser: Adviser) -> None:
        self._adviser = adviser
        self._choice: Chosen | None = None
        self._described: tuple[str, Routine | None] = ("", None)

    def take(self, choice: Chosen) -> Chosen:
        """This is the choice in hand from now on."""
        self._choice = choice
        return choice

    def chosen(self, routine_id: str, now: Moment) -> Chosen:
        """The choice in hand, or this routine as if asked for by name, which is taken then.

        Refused, UserError or HipbreakError as `Adviser.routine`.
        """
        if self._choice and self._choice.routine.id == routine_id:
            return self._choice
        return self.take(self._adviser.routine(routine_id, now))

    def known(self, routine_id: str) -> Routine | None:
        """The routine for its name and nature, whether it may be done now or not."""
        if self._choice and self._choice.routine.id == routine_id:
            return self._choice.routine
        if self._described[0] != routine_id or not self._described[1]:
            self._described = (routine_id, self._describe(routine_id))
        return self._described[1]

    def name_of(self, routine_id: str) -> str:
        """What people call it; its id when nobody knows. Cheap to ask again and again."""
        asked = self._described[0] == routine_id
        routine = self._described[1] if asked else self.known(routine_id)
        return routine.name if routine else routine_id

    def _describe(self, routine_id: str) -> Routine | None:
        try:
            return self._adviser.describe(routine_id)
        except HipbreakError:
            return None
