"""What the menu offers beside the engine's state: plans, and yesterday's question.

The question is asked quietly, until it is answered or out of date.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from math import inf

from hipbreak.consult import News, OpenQuestion
from hipbreak.core.errors import HipbreakError, Refused
from hipbreak.core.facts import FollowedUp, NextDay, Stated
from hipbreak.core.moment import Moment
from hipbreak.resident.adviser import Adviser

log = logging.getLogger(__name__)

FIRST_LOOK_S = 2.0
"""First the icon and the idle source, then the adviser, before anybody opens the menu (ours)."""
TRY_AGAIN_S = 600.0
"""How long an adviser that failed is left alone (ours)."""


class Health:
    """Kept as the adviser last told it, and told anew when it may have changed: on a new day,
    after a release, an answer, or when it says so itself."""

    def __init__(self, adviser: Adviser, note: Callable[[Stated], None], began: Moment) -> None:
        self._adviser, self._note = adviser, note
        self._news = News()
        self._look_at = began.elapsed + FIRST_LOOK_S
        self._day: int | None = None
        """The local day of the last look; None before the first."""

    def news(self, now: Moment) -> News:
        """What is known at this moment; cheap to ask again and again."""
        new_day = self._day is not None and self._day != now.local_day
        return self._look(now) if new_day or now.elapsed >= self._look_at else self._news

    def look_again(self) -> None:
        """Something was written that may change the question."""
        self._look_at = -inf

    def stated(self, fact: Stated) -> None:
        """The person has stated this; only an answer to the question changes the question."""
        if isinstance(fact, FollowedUp):
            self.look_again()

    def answer(self, word: str, now: Moment) -> None:
        """The person's word: better, same, worse, faded, or unsaid to close the question."""
        question = self.news(now).question or self._look(now).question
        if question is None or word not in {answer.value for answer in NextDay}:
            raise Refused("nothing is asked just now")
        self._note(_answered(question, now, NextDay(word)))
        self.look_again()

    def _look(self, now: Moment) -> News:
        self._day = now.local_day
        try:
            self._news = self._adviser.news(now)
        except HipbreakError as error:
            log.error("what is new today is not known: %s", error)
            self._look_at = now.elapsed + TRY_AGAIN_S
        else:
            again = self._news.again_s
            self._look_at = inf if again is None else now.elapsed + again
        return self._news


def _answered(question: OpenQuestion, now: Moment, answer: NextDay) -> FollowedUp:
    return FollowedUp(os.urandom(16).hex(), question.break_uid, now, answer)
