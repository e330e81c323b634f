"""The next day's question: asked quietly in the menu, until it is answered or out of date."""

from __future__ import annotations

import os
from collections.abc import Callable

from hipbreak.core.errors import Refused
from hipbreak.core.facts import NextDay, Stated
from hipbreak.core.followup import NextDayQuestion, due_questions, followed_up
from hipbreak.core.moment import Moment
from hipbreak.core.record import Record
from hipbreak.core.routine import Kind
from hipbreak.resident.choice import Routines

LOOK_AGAIN_S = 3600.0
"""How long an answer of the journal is believed; a break or an answer asks anew."""


class Health:
    """What the person may be asked about their last releases."""

    def __init__(
        self,
        routines: Routines,
        record: Callable[[Moment], Record],
        note: Callable[[Stated], None],
    ) -> None:
        self._routines, self._record, self._note = routines, record, note
        self._question: NextDayQuestion | None = None
        self._looked: Moment | None = None

    def question(self, now: Moment) -> NextDayQuestion | None:
        """The question of this moment; cheap to ask again and again."""
        if self._looked is None or now.since(self._looked) >= LOOK_AGAIN_S:
            self._looked = now
            self._question = self._find(now)
        return self._question

    def look_again(self) -> None:
        """Something was written that may change the question."""
        self._looked = None

    def answer(self, word: str, now: Moment) -> None:
        """The person's word: better, same, worse, faded, or unsaid to close the question."""
        question = self.question(now)
        if question is None or word not in {answer.value for answer in NextDay}:
            raise Refused("nothing is asked just now")
        uid = os.urandom(16).hex()
        self._note(followed_up(uid, question.break_uid, now, NextDay(word)))
        self.look_again()

    def _find(self, now: Moment) -> NextDayQuestion | None:
        record = self._record(now)
        if not any(fact.kind == Kind.RELEASE.value for fact in record.breaks):
            return None  # most days: no routine file has to be read for that
        routines, _ = self._routines.load()
        return next(iter(due_questions(routines, record, now)), None)
