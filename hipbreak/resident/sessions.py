"""Plans of several routines: what of them comes next, and when to look for one that is due."""

from __future__ import annotations

from dataclasses import replace

from hipbreak.consult import Advice, Chosen, PlanName, PlanTime
from hipbreak.core.errors import Refused
from hipbreak.core.facts import Outcome
from hipbreak.core.moment import Moment
from hipbreak.core.plan_time import has_come
from hipbreak.core.settings import Settings

TIMED = ("morning", "week")
"""The plans that may have a time of their own, by the settings `plans.ID`."""
LOOK_AGAIN_S = 600.0
"""A plan that cannot be done at its time is looked at again after this (ours)."""


class Sessions:
    """The rest of the plan that is on offer, and the rest of the one that is being done."""

    def __init__(self) -> None:
        self._offered: Advice | None = None
        self._line: list[Chosen] = []
        self._settled: dict[str, int] = {}
        self._looked: Moment | None = None

    def near(self, settings: Settings, now: Moment) -> tuple[PlanTime, ...]:
        """The plans whose time has come and that were neither begun nor turned down today."""
        times = (PlanTime(plan, settings.seconds(f"plans.{plan}")) for plan in TIMED)
        return tuple(
            time
            for time in times
            if has_come(time.at_s, now) and self._settled.get(time.plan) != now.local_day
        )

    def to_look_at(self, settings: Settings, now: Moment) -> tuple[PlanTime, ...]:
        """The same, now and then: whether one of them is due costs a look at the journal."""
        if self._looked is not None and now.since(self._looked) < LOOK_AGAIN_S:
            return ()
        times = self.near(settings, now)
        if times:
            self._looked = now
        return times

    def look_again(self) -> None:
        """Something was written or set that may make a plan due."""
        self._looked = None

    def offer(self, advice: Advice) -> Chosen:
        """This is on offer; what comes first of it."""
        self._offered = advice
        return advice.choices[0]

    def accept(self, now: Moment) -> None:
        """What is on offer is begun; the rest of its plan follows, instead of any other."""
        if self._offered:
            self.begin(self._offered, now)

    @property
    def others(self) -> tuple[Chosen, ...]:
        """What may be done instead of what is on offer."""
        return self._offered.others if self._offered else ()

    def other(self, routine_id: str) -> Chosen:
        """This one of the others. Refused when it is none of them."""
        for one in self.others:
            if one.routine.id == routine_id:
                return one
        raise Refused("that is not on offer")

    def begin(self, advice: Advice, now: Moment) -> Chosen:
        """Do all of this, one after another; what comes first."""
        first, *self._line = advice.choices
        self._settle(advice.plan, now)
        return first

    def turn_down(self, now: Moment) -> None:
        """What was on offer is not wanted: a plan does not come by itself again today."""
        if self._offered:
            self._settle(self._offered.plan, now)

    def ahead(self, *, offered: bool) -> tuple[Chosen, ...]:
        """What follows the first routine of the offer, or the one that is being done."""
        if offered:
            return self._offered.choices[1:] if self._offered else ()
        return tuple(self._line)

    def keep(self, choices: tuple[Chosen, ...], *, offered: bool) -> None:
        """Only these may still follow."""
        if not offered:
            self._line = list(choices)
        elif self._offered:
            first = self._offered.choices[0]
            self._offered = replace(self._offered, choices=(first, *choices))

    def next(self, outcome: Outcome) -> Chosen | None:
        """What follows a routine that ended so; anything but its whole end ends the session."""
        if outcome is not Outcome.COMPLETED:
            self._line.clear()
        return self._line.pop(0) if self._line else None

    def end(self) -> None:
        """Whatever is played next, it is not the rest of this plan."""
        self._line.clear()

    def _settle(self, plan: PlanName | None, now: Moment) -> None:
        if plan:
            self._settled[plan.id] = now.local_day
