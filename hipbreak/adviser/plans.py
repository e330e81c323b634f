"""Plans of several routines: which one is due, and what of it can be done now."""

from __future__ import annotations

from collections.abc import Sequence

from hipbreak.adviser.sources import Sources
from hipbreak.consult import Advice, Chosen, PlanName, PlanTime
from hipbreak.core.errors import Refused
from hipbreak.core.moment import Moment
from hipbreak.core.plan import Choice
from hipbreak.core.plans import Plan, Prompt, due_plans, line_up, meant_for


def due(
    sources: Sources, times: Sequence[PlanTime], things: Sequence[str], now: Moment
) -> Advice | None:
    """The plan whose time has come, and what of it can be done; None when there is none."""
    if not times:
        return None
    at = {time.plan: time.at_s for time in times}
    for plan in due_plans(sources.plans, at, sources.record(now), now):
        try:
            return line_up_now(plan, things, now, sources)
        except Refused:
            continue
    return None


def line_up_now(plan: Plan, things: Sequence[str], now: Moment, sources: Sources) -> Advice:
    """The plan's routines for today in their order. Refused: nothing of it is for now."""
    meant = meant_for((plan,), now.local_day)
    if not meant:
        raise Refused(f"the plan {plan.name} has nothing for today")
    found = line_up(meant[0], sources.routines, sources.record(now), now, frozenset(things))
    if not found.choices:
        raise Refused(found.left_out[0].reason)
    return Advice(tuple(map(told, found.choices)), PlanName(plan.id, plan.name))


def named(plan_id: str, sources: Sources) -> Plan:
    """The plan of this id. Refused when there is none."""
    known = {plan.id: plan for plan in sources.plans}
    if plan_id not in known:
        raise Refused(f'no plan "{plan_id}"; there are: {", ".join(known)}')
    return known[plan_id]


def on_request(sources: Sources) -> tuple[PlanName, ...]:
    """Every plan that is done as a whole."""
    plans = (plan for plan in sources.plans if plan.prompt is not Prompt.HOURLY)
    return tuple(PlanName(plan.id, plan.name) for plan in plans)


def told(choice: Choice) -> Chosen:
    """A choice as the resident is told it."""
    return Chosen(choice.routine, choice.reason, choice.first_side)
