"""Hints: small, silent, gone by themselves, and off unless asked for.

In a call: once a call, when a break is due and the call has lasted. Between breaks: a shift of
weight every so often; postural shifts while seated have the strongest trial behind them
(Waongenngarm 2021, doi:10.5271/sjweh.3949), their rhythm is ours. A hint is prepared a moment
before it appears, so that a screen that is shared is noticed in time, and then waits for a lull.
"""

from __future__ import annotations

from dataclasses import replace

from hipbreak.core import breaks
from hipbreak.core.durations import rough_duration
from hipbreak.core.effects import DropHint, PrepareHint, ShowHint
from hipbreak.core.errors import Refused
from hipbreak.core.facts import Answer, OfferClosed, Posture
from hipbreak.core.hint import Hint, HintKind
from hipbreak.core.holds import CALLS, Holds, Reason, blocking, find, in_a_call
from hipbreak.core.moment import Moment
from hipbreak.core.presence import same_clock
from hipbreak.core.state import Counting, State, Turn, Waiting

LOOK_S = 2.0
"""Between preparing and showing: time to learn that the screen is shared (ours)."""
SHOWN_S = {HintKind.CALL: 30.0, HintKind.SHIFT: 15.0}
"""After so long it leaves by itself (ours)."""


def settle_hints(turn: Turn) -> None:
    """Prepare, show or take away what time and holds ask for."""
    if turn.state.shifted_at > turn.state.since_break.value(turn.now):
        turn.change(shifted_at=0.0)  # a break began the clock anew
    hint = turn.state.hint
    if hint is None:
        _prepare(turn)
    elif not _is_free(turn.state, hint.kind):
        if hint.shown is None and hint.kind is HintKind.CALL:
            turn.change(hinted=None)  # nobody saw it: it may come when the slides are over
        _close(turn, hint, Answer.AWAY if turn.state.away_since else Answer.HELD, "hold")
    elif hint.shown is None:
        if _is_time(turn, hint):
            turn.change(hint=replace(hint, shown=turn.now))
            turn.emit(ShowHint(hint.uid))
    elif turn.now.since(hint.shown) >= SHOWN_S[hint.kind]:
        _close(turn, hint, Answer.IGNORED, "timeout")


def chosen(turn: Turn, uid: str, routine: str) -> None:
    """What the hint is about."""
    hint = turn.state.hint
    if hint is not None and hint.uid == uid:
        turn.change(hint=replace(hint, routine=routine))


def answer(turn: Turn, uid: str, said: Answer) -> None:
    """The person answered: started or skipped. Refused when the hint is gone."""
    hint = turn.state.hint
    if hint is None or hint.uid != uid or hint.shown is None:
        raise Refused("that hint is not open any more")
    _close(turn, hint, said, "hint")
    if said is Answer.STARTED and hint.routine:
        breaks.start(turn, hint.routine, hint.uid, "hint")


def died(turn: Turn, uid: str) -> None:
    """Its window ended without a word, or nothing could be hinted at."""
    hint = turn.state.hint
    if hint is not None and hint.uid == uid:
        _close(turn, hint, Answer.DISMISSED, "window ended")


def awaits_lull(state: State) -> bool:
    """True while a prepared hint waits for a gap in typing."""
    return state.hint is not None and state.hint.shown is None


def marks(state: State) -> list[float]:
    """When `settle_hints` has something to do, on the elapsed scale."""
    hint, rules = state.hint, state.rules
    if hint is None:
        lefts = (_call_in(state), _shift_in(state))
        return [state.at.elapsed + left for left in lefts if left is not None and left > 0]
    if hint.shown is not None:
        return [hint.shown.elapsed + SHOWN_S[hint.kind]]
    begun = hint.prepared.elapsed
    quiet = state.last_input.elapsed + rules.lull_quiet
    return [min(max(quiet, begun + LOOK_S, state.at.elapsed + 0.2), begun + rules.lull_limit)]


# -- when -----------------------------------------------------------------------------------


def _prepare(turn: Turn) -> None:
    state = turn.state
    waits = {HintKind.CALL: _call_in(state), HintKind.SHIFT: _shift_in(state)}
    for kind, left in waits.items():
        if left is None or left > 0 or not _is_free(state, kind):
            continue
        uid = turn.uid()
        turn.change(hint=Hint(uid, kind, turn.now, _why(state, kind)))
        if kind is HintKind.CALL:
            turn.change(hinted=turn.now)
        else:
            turn.change(shifted_at=state.since_break.value(turn.now))
        turn.emit(PrepareHint(uid, kind))
        return


def _why(state: State, kind: HintKind) -> str:
    if kind is HintKind.SHIFT:
        return "It is some time since you last moved on your chair."
    began = _call_since(state.holds) or state.at
    return f"A break is due, and this call has lasted {rough_duration(state.at.since(began))}."


def _call_since(holds: Holds) -> Moment | None:
    found = (hold.since for hold in holds if hold.reason in CALLS)
    return min(found, key=lambda at: at.elapsed, default=None)


def _call_in(state: State) -> float | None:
    """Seconds until the hint of this call is due; None: it had its own, or none is wanted."""
    began, last, rules = _call_since(state.holds), state.hinted, state.rules
    if not rules.call_hint or began is None or not isinstance(state.phase, Waiting):
        return None
    if last is not None and (last.since(began) >= 0 or state.at.since(last) < rules.every):
        return None
    return rules.call_hint_after - state.at.since(began)


def _shift_in(state: State) -> float | None:
    """Seconds of sitting until the next shift of weight; None while none is counted."""
    rules, watch = state.rules, state.since_break
    if not rules.shift_hint or watch.running_since is None:
        return None
    return rules.shift_hint_every - (watch.value(state.at) - state.shifted_at)


def _is_free(state: State, kind: HintKind) -> bool:
    """Nothing but the call itself stands in the way, and nobody else sees this screen."""
    seated = state.posture is Posture.SITTING and state.away_since is None
    if not seated or find(state.holds, Reason.SHARED):
        return False
    if kind is HintKind.CALL:
        others = {hold.reason for hold in blocking(state.holds)} - CALLS
        return isinstance(state.phase, Waiting) and in_a_call(state.holds) and not others
    calm = isinstance(state.phase, Counting) and not state.phase.warned
    return calm and not blocking(state.holds) and not find(state.holds, Reason.MEDIA)


def _is_time(turn: Turn, hint: Hint) -> bool:
    state, waited = turn.state, turn.now.since(hint.prepared)
    if waited < LOOK_S:
        return False
    if not state.idle_known or waited >= state.rules.lull_limit:
        return True
    return turn.fresh and turn.now.since(state.last_input) >= state.rules.lull_quiet


def _close(turn: Turn, hint: Hint, said: Answer, how: str) -> None:
    """Take it away; of what was shown in a call it is written how it was answered."""
    now = turn.now
    turn.change(hint=None)
    turn.emit(DropHint(hint.uid))
    if hint.shown is None or hint.kind is HintKind.SHIFT:
        return
    due, shown = same_clock(hint.prepared, now), same_clock(hint.shown, now)
    turn.record(OfferClosed(hint.uid, hint.routine, due, shown, now, said, hint.why, how=how))
