"""What was decided, and why, in words that stay true: kept so that "why" can be asked later."""

from __future__ import annotations

from dataclasses import dataclass

from hipbreak.core.facts import Answer, Posture
from hipbreak.core.holds import Holds, Reason, blocking, drop
from hipbreak.core.hours import Week
from hipbreak.core.moment import Moment
from hipbreak.core.schedule import due_in
from hipbreak.core.state import Counting, Later, Offered, Running, State, Waiting
from hipbreak.core.view import clock_time, reasons

STARTED = "hipbreak started."
ENDED = "hipbreak ended."

_AGAIN = {
    Answer.SNOOZED: "Put off",
    Answer.SKIPPED: "Skipped",
    Answer.IGNORED: "Nobody answered",
    Answer.DISMISSED: "The window was closed without an answer",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """From `at` on it stood so."""

    at: Moment
    words: str


def account(state: State, now: Moment) -> str:
    """How things stand, with times of day only: the same words until something is decided; none
    while what to offer is still being chosen."""
    phase = state.phase
    match phase:
        case Running(routine=routine, began=began):
            return f"A break ({routine}) is being done since {_time(began)}."
        case Offered(routine=routine, why=why, reason=reason):
            return f"Offered {routine}. {why} {reason}" if routine else ""
        case Waiting():
            return f"A break is due since {_time(phase.due)}{_but(state, phase, now)}"
        case Later(until=until, answer=answer):
            again = f"{_AGAIN.get(answer, 'Taken back')}; it comes again at {_time(until)}."
            return again + _held(state.holds, now, state.rules.hours)
        case Counting():
            return _counting(state, now)


def _but(state: State, phase: Waiting, now: Moment) -> str:
    held = blocking(state.holds)
    if held:
        return f", but {reasons(held, now, state.rules.hours)}."
    if phase.lull_since:
        return "; waiting for a gap in the typing, for a short while at most."
    return "; nothing is in the way any more, a minute of peace comes first."


def _counting(state: State, now: Moment) -> str:
    if state.away_since:
        others = drop(drop(state.holds, Reason.AWAY), Reason.LOCKED)
        locked = ", the screen is locked" if state.locked_since else ""
        return (
            f"Away since {_time(state.away_since)}{locked}.{_held(others, now, state.rules.hours)}"
        )
    left = due_in(state, now)
    if left is None:
        return f"Nobody has sat down yet.{_held(state.holds, now, state.rules.hours)}"
    doing = "Sitting" if state.posture is Posture.SITTING else "Standing"
    guess = "" if state.idle_known else " Whether somebody is there is unknown here."
    held = _held(state.holds, now, state.rules.hours)
    return f"{doing}; a break is due at {_time(now.after(left))}.{held}{guess}"


def _held(holds: Holds, now: Moment, hours: Week) -> str:
    held = blocking(holds)
    return f" Nothing is offered: {reasons(held, now, hours)}." if held else ""


def _time(at: Moment) -> str:
    return clock_time(at, at)
