"""Plans of several routines: when one is due, and what of it comes next."""

from __future__ import annotations

from collections.abc import Callable

from hipbreak.core.errors import Refused
from hipbreak.core.facts import Outcome
from hipbreak.core.moment import Moment
from hipbreak.core.plan import Choice
from hipbreak.core.plans import OFFERED_FOR_S, Plan, due_plans, line_up, meant_for
from hipbreak.core.record import Record
from hipbreak.core.settings import Settings
from hipbreak.resident.choice import Routines

TIMED = ("morning", "week")
"""The plans that may have a time of their own, by the settings `plans.ID`."""


class Sessions:
    """The line of routines of the plan that is being done; empty otherwise."""

    def __init__(
        self,
        routines: Routines,
        plans: Callable[[], tuple[Plan, ...]],
        record: Callable[[Moment], Record],
    ) -> None:
        self._routines, self._plans, self._record = routines, plans, record
        self._line: list[Choice] = []
        self._settled: set[tuple[str, int]] = set()

    def due(self, settings: Settings, now: Moment) -> Plan | None:
        """The plan whose time has come and that was neither done nor turned down today."""
        times = {key: settings.seconds(f"plans.{key}") for key in TIMED}
        times = {
            key: at
            for key, at in times.items()
            if 0 <= at <= now.second_of_day < at + OFFERED_FOR_S
            and (key, now.local_day) not in self._settled
        }
        if not times:
            return None
        found = due_plans(self._plans(), times, self._record(now), now)
        return next((plan for plan in found if self._can(plan, settings, now)), None)

    def first(self, plan: Plan, settings: Settings, now: Moment) -> Choice:
        """What the plan begins with. Refused: nothing of it is for now."""
        return self._choices(plan, settings, now)[0]

    def begin(self, plan: Plan, settings: Settings, now: Moment) -> Choice:
        """Line the plan's routines up; the first of them. Refused as by `first`."""
        first, *rest = self._choices(plan, settings, now)
        self._line = rest
        self.settle(plan, now)
        return first

    def named(self, plan_id: str) -> Plan:
        """The plan of this id. Refused when there is none."""
        known = {plan.id: plan for plan in self._plans()}
        if plan_id not in known:
            raise Refused(f'no plan "{plan_id}"; there are: {", ".join(known)}')
        return known[plan_id]

    def settle(self, plan: Plan, now: Moment) -> None:
        """Done or turned down: it does not come by itself again today."""
        self._settled.add((plan.id, now.local_day))

    def next(self, outcome: Outcome) -> Choice | None:
        """What follows a routine that ended so; anything but its whole end ends the session."""
        if outcome is not Outcome.COMPLETED:
            self._line.clear()
        return self._line.pop(0) if self._line else None

    def end(self) -> None:
        """Whatever is played next, it is not the rest of this plan."""
        self._line.clear()

    def _can(self, plan: Plan, settings: Settings, now: Moment) -> bool:
        try:
            return bool(self._choices(plan, settings, now))
        except Refused:
            return False

    def _choices(self, plan: Plan, settings: Settings, now: Moment) -> tuple[Choice, ...]:
        meant = meant_for((plan,), now.local_day)
        if not meant:
            raise Refused(f"the plan {plan.name} has nothing for today")
        routines, _ = self._routines.load()
        things = frozenset(settings.words("place.things"))
        found = line_up(meant[0], routines, self._record(now), now, things)
        if not found.choices:
            raise Refused(found.left_out[0].reason)
        return found.choices
