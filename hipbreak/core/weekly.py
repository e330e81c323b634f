"""The week in a sentence, told once a week at a time that the person has chosen.

It waits for somebody who is there and free: for the end of a call, a pause, an offer, a sleep
over the chosen time. A time on Monday to Wednesday tells of the week before.
"""

from __future__ import annotations

from hipbreak.core.calendar import monday
from hipbreak.core.effects import TellWeek
from hipbreak.core.holds import Reason, blocking
from hipbreak.core.moment import DAY, Moment
from hipbreak.core.rules import Rules
from hipbreak.core.state import Offered, Running, State, Turn

WEEK_DAYS = 7
EARLY = 3 * DAY
"""A time before this, counted from Monday 0:00, comes too early to tell of its own week (ours)."""


def settle_weekly(turn: Turn) -> None:
    """Tell the week when its time has come and somebody is there to read it."""
    state, at = turn.state, turn.state.rules.report_at
    if at < 0:
        _remember(turn, None)
        return
    latest, told = _latest(turn.now, at), state.told_week
    if told is None or told > latest + WEEK_DAYS:
        _remember(turn, latest)  # chosen just now, or the clock was ahead
    elif told < latest and _is_free(state):
        _remember(turn, latest)
        turn.emit(TellWeek(latest - WEEK_DAYS if at < EARLY else latest))


def rules_changed(turn: Turn, before: Rules) -> None:
    """Another time was chosen: one that has passed already this week waits for the next week."""
    at, told = turn.state.rules.report_at, turn.state.told_week
    if at >= 0 and at != before.report_at and told is not None:
        _remember(turn, max(told, _latest(turn.now, at)))


def marks(state: State) -> list[float]:
    """When the chosen time comes, on the elapsed scale."""
    at = state.rules.report_at
    if at < 0:
        return []
    coming = (_latest(state.at, at) + WEEK_DAYS) * DAY + at
    return [state.at.elapsed + coming - state.at.local]


def _latest(now: Moment, at: float) -> int:
    """The Monday of the last week in which the time `at` has come."""
    this = monday(now.local_day)
    return this if now.local - this * DAY >= at else this - WEEK_DAYS


def _is_free(state: State) -> bool:
    held = [hold for hold in blocking(state.holds) if hold.reason is not Reason.HOURS]
    there = state.bout is not None and state.away_since is None
    return there and not held and not isinstance(state.phase, Running | Offered)


def _remember(turn: Turn, told: int | None) -> None:
    if turn.state.told_week != told:
        turn.change(told_week=told)
