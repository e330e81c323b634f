"""Asking the adviser: a call for each question, as if the answer were found here.

A call starts a process, waits for its line (0.2 s) and raises what was raised there: Refused,
UserError, or HipbreakError when the adviser itself failed.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from hipbreak.adapters.child import own_command
from hipbreak.consult import (
    Advice,
    Answer,
    Asked,
    Chosen,
    Described,
    DuePlan,
    Failed,
    HowWasTheWeek,
    IsPlanDue,
    MayIDo,
    MayIDoPlan,
    News,
    Objections,
    PlanName,
    PlanTime,
    Question,
    StillAllowed,
    WeekSaid,
    WhatIs,
    WhatIsNew,
    WhatToHint,
    WhatToOffer,
    answer_of,
    to_line,
)
from hipbreak.core.errors import HipbreakError
from hipbreak.core.facts import Fact, HoldLifted, OfferClosed, Span
from hipbreak.core.hint import HintKind
from hipbreak.core.moment import Moment
from hipbreak.core.routine import Routine
from hipbreak.core.settings import Settings

log = logging.getLogger(__name__)

if TYPE_CHECKING:
    from typing import TypeVar

    A = TypeVar("A", bound=Answer)

CALL = "call"
"""The place of somebody who speaks or is seen: `core.plan.Place.CALL`."""
NO_MATTER_OF_HEALTH = (Span, OfferClosed, HoldLifted)
"""Facts that no rule of health looks at: they need not be sent along."""


def adviser_command() -> tuple[str, ...]:
    """The command that runs the adviser."""
    return own_command("hipbreak.adviser", "_adviser")


class Adviser:
    """`converse` brings a line to the adviser and its answer back; `waiting` are the facts that
    the journal could not take yet, which the adviser has to know too."""

    def __init__(
        self, converse: Callable[[bytes], bytes], waiting: Callable[[], tuple[Fact, ...]]
    ) -> None:
        self._converse, self._waiting = converse, waiting

    def offer(
        self,
        settings: Settings,
        now: Moment,
        seed: str,
        *,
        short: bool = False,
        times: tuple[PlanTime, ...] = (),
        in_a_call: bool = False,
    ) -> Advice:
        """What to offer: one of these plans when it is due, else a routine, in a call one for the
        chair. Refused: nothing."""
        place = CALL if in_a_call else settings.word("place.place")
        things, plans = settings.words("place.things"), settings.timed_plans()
        end = settings.rules().hours.work_ends(now)
        question = WhatToOffer(now, place, things, seed, short, times, plans, end)
        return self._ask(question, Advice)

    def hint(self, kind: HintKind, now: Moment) -> Chosen:
        """What to hint at. Refused: nothing."""
        return self._ask(WhatToHint(now, kind), Advice).choices[0]

    def due(self, settings: Settings, now: Moment, times: tuple[PlanTime, ...]) -> PlanName | None:
        """Which of these plans is due and can be done."""
        return self._ask(IsPlanDue(now, settings.words("place.things"), times), DuePlan).plan

    def routine(self, routine_id: str, now: Moment) -> Chosen:
        """A routine asked for by name. UserError: there is none; Refused: it is not for now."""
        return self._ask(MayIDo(now, routine_id), Advice).choices[0]

    def plan(self, plan_id: str, settings: Settings, now: Moment) -> Advice:
        """All that can be done of a plan now. Refused: there is no such plan, or nothing of it."""
        return self._ask(MayIDoPlan(now, settings.words("place.things"), plan_id), Advice)

    def objections(
        self, routine_ids: tuple[str, ...], now: Moment, others: tuple[str, ...] = ()
    ) -> Objections:
        """Why each of them may not be done now, one after another, and why each of the others may
        not be done by itself; empty where it may."""
        return self._ask(StillAllowed(now, routine_ids, others), Objections)

    def describe(self, routine_id: str) -> Routine:
        """A routine as its file has it, for its name and nature. UserError: there is none."""
        return self._ask(WhatIs(routine_id), Described).routine

    def news(self, now: Moment) -> News:
        """The plans and the question for the menu."""
        return self._ask(WhatIsNew(now), News)

    def week(self, monday: int, now: Moment) -> str:
        """The week that began on this local day, in one sentence."""
        return self._ask(HowWasTheWeek(monday, now.local_day), WeekSaid).sentence

    def _ask(self, question: Question, kind: type[A]) -> A:
        waiting = tuple(
            fact for fact in self._waiting() if not isinstance(fact, NO_MATTER_OF_HEALTH)
        )
        answer = answer_of(self._converse(to_line(Asked(question, waiting))))
        log.debug("%s: %s", question, answer)
        if isinstance(answer, Failed):
            raise answer.error()
        if not isinstance(answer, kind):
            raise HipbreakError(f"hipbreak's adviser answered beside the point: {type(answer)}")
        return answer
