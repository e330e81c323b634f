"""The engine: `step(state, event, now) -> (state, effects)`, and when to call it next."""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from hipbreak.core import breaks, claims, doubt, hints, presence, schedule, weekly
from hipbreak.core.effects import Effect
from hipbreak.core.events import (
    BreakRequested,
    CardDied,
    DoubtAnswered,
    Event,
    HintAnswered,
    HintDied,
    HintPrepared,
    HoldBegan,
    HoldEnded,
    Locked,
    OfferAccepted,
    OfferForbidden,
    OfferPrepared,
    OfferRequested,
    OfferSkipped,
    OfferSnoozed,
    PausedFor,
    PausedUntil,
    PlayerDied,
    PlayerFinished,
    PostureChosen,
    Resumed,
    RulesChanged,
    Sampled,
    SittingClaimed,
    Slept,
    StandingClaimed,
    Unlocked,
    WasAway,
)
from hipbreak.core.holds import BY_WORD, Hold, Reason, blocking, find, keep_present
from hipbreak.core.moment import Moment
from hipbreak.core.state import Counting, Later, Offered, Running, State, Turn, Waiting

_BY_HAND = (
    Unlocked,
    PausedFor,
    PausedUntil,
    Resumed,
    PostureChosen,
    SittingClaimed,
    StandingClaimed,
    DoubtAnswered,
    OfferAccepted,
    OfferSnoozed,
    OfferSkipped,
    BreakRequested,
)
"""Whoever says one of these is there."""


def step(state: State, event: Event, now: Moment) -> tuple[State, tuple[Effect, ...]]:
    """One event at one moment. Raises Refused when the event makes no sense now; the state
    is unchanged then. `now` never runs backwards on the elapsed scale."""
    if now.elapsed < state.at.elapsed:
        now = replace(now, elapsed=state.at.elapsed)
    turn = Turn(replace(state, at=now), now)
    if _is_by_hand(event):
        doubt.sign(turn)
    _hear(turn, event)
    presence.settle_presence(turn)
    doubt.settle_doubt(turn)
    if turn.left:
        schedule.withdraw(turn)
    breaks.give_up(turn)
    schedule.settle_schedule(turn)
    hints.settle_hints(turn)
    weekly.settle_weekly(turn)
    breaks.keep_quiet(turn)
    return turn.state, tuple(turn.effects)


def _is_by_hand(event: Event) -> bool:
    said = isinstance(event, HoldBegan | HoldEnded) and event.reason in BY_WORD
    return said or isinstance(event, _BY_HAND)


def _hear(turn: Turn, event: Event) -> None:
    match event:
        case Sampled(idle_s=idle_s):
            presence.sampled(turn, idle_s)
        case Slept(since=since):
            presence.slept(turn, since)
        case WasAway(since=since, back=back):
            presence.was_away(turn, since, back)
        case Locked():
            presence.lock(turn)
        case Unlocked():
            presence.unlock(turn)
        case PostureChosen(posture=posture):
            presence.choose_posture(turn, posture)
            _forget_due(turn)
        case SittingClaimed():
            claims.claim_sitting(turn)
        case StandingClaimed(seconds=seconds):
            claims.claim_standing(turn, seconds)
            _forget_due(turn)
        case DoubtAnswered(there=there):
            doubt.answer(turn, there=there)
        case HoldBegan() | HoldEnded() | PausedFor() | PausedUntil() | Resumed():
            _hear_hold(turn, event)
        case HintPrepared(uid=uid, routine=routine):
            hints.chosen(turn, uid, routine)
        case HintAnswered(uid=uid, answer=said):
            hints.answer(turn, uid, said)
        case HintDied(uid=uid):
            hints.died(turn, uid)
        case RulesChanged(rules=rules):
            before = turn.state.rules
            turn.change(rules=rules)
            weekly.rules_changed(turn, before)
        case _:
            _hear_offer(turn, event)


def _hear_hold(
    turn: Turn, event: HoldBegan | HoldEnded | PausedFor | PausedUntil | Resumed
) -> None:
    now = turn.now
    match event:
        case HoldBegan(reason=reason, detail=detail, lasts_s=lasts):
            end = None if lasts is None else now.elapsed + lasts
            schedule.hold(turn, Hold(reason, now, detail, until_elapsed=end))
            presence.held(turn)
        case HoldEnded(reason=reason):
            schedule.lift(turn, reason)
        case PausedFor(seconds=seconds):
            end = now.elapsed + seconds
            schedule.hold(turn, Hold(Reason.PAUSED, now, until_elapsed=end))
        case PausedUntil(wall=wall):
            schedule.hold(turn, Hold(Reason.PAUSED, now, until_wall=wall))
        case Resumed():
            schedule.lift(turn, Reason.PAUSED)
        case _:
            assert_never(event)


def _hear_offer(
    turn: Turn,
    event: OfferPrepared
    | OfferAccepted
    | OfferSnoozed
    | OfferSkipped
    | CardDied
    | OfferForbidden
    | BreakRequested
    | OfferRequested
    | PlayerFinished
    | PlayerDied,
) -> None:
    match event:
        case OfferPrepared():
            _remember_choice(turn, event)
        case OfferAccepted(how=how, routine=routine):
            breaks.accept(turn, how, routine)
        case OfferSnoozed(how=how, seconds=seconds):
            schedule.snooze(turn, how, seconds)
        case OfferSkipped(how=how):
            schedule.skip(turn, how)
        case CardDied(offer=offer):
            schedule.card_died(turn, offer)
        case OfferForbidden(offer=offer):
            schedule.forbid(turn, offer)
        case BreakRequested(routine=routine):
            breaks.request(turn, routine)
        case OfferRequested(why=why):
            schedule.ask(turn, why)
        case PlayerFinished():
            breaks.finished(turn, event)
        case PlayerDied(uid=uid):
            breaks.died(turn, uid)
        case _:
            assert_never(event)


def _remember_choice(turn: Turn, choice: OfferPrepared) -> None:
    phase = turn.state.phase
    if isinstance(phase, (Waiting, Offered)) and phase.offer == choice.offer:
        turn.change(phase=replace(phase, routine=choice.routine, reason=choice.reason))


def _forget_due(turn: Turn) -> None:
    """A change of posture: the other clock decides now; a card on the screen stays."""
    if isinstance(turn.state.phase, (Waiting, Later)):
        schedule.withdraw(turn)


def next_deadline(state: State) -> float | None:
    """When `step(Sampled)` is needed next, on the elapsed scale; None: only by an event.

    Between now and then no answer can change by time alone, so nobody needs to look.
    """
    marks = [
        *_presence_marks(state),
        *doubt.doubt_marks(state),
        *_phase_marks(state),
        *_hold_marks(state),
        *hints.marks(state),
        *weekly.marks(state),
    ]
    return min(marks, default=None)


def awaits_quiet(state: State) -> bool:
    """True while a gap in typing is awaited: watch the idle time closely."""
    lull = isinstance(state.phase, Waiting) and state.phase.lull_since is not None
    return lull or hints.awaits_lull(state)


def _presence_marks(state: State) -> list[float]:
    if isinstance(state.phase, Running) or state.away_since:
        return []
    limit = state.rules.natural_break
    if state.locked_since:
        return [state.locked_since.elapsed + limit]
    if not state.idle_known or state.bout is None or keep_present(state.holds):
        return []
    extra = state.rules.media_cap if find(state.holds, Reason.MEDIA) else 0.0
    mark = state.last_input.elapsed + limit + extra
    return [max(mark, state.at.elapsed + 1.0)]


def _phase_marks(state: State) -> list[float]:
    rules, at = state.rules, state.at.elapsed
    match state.phase:
        case Counting(warned=warned):
            left = schedule.due_in(state, state.at)
            if left is None:
                return []
            return [at + left] if warned else [at + max(0.0, left - rules.warn), at + left]
        case Later(until=until, warned=warned):
            return [until.elapsed] if warned else [until.elapsed - rules.warn, until.elapsed]
        case Waiting() as phase:
            return _waiting_marks(state, phase)
        case Offered(shown=shown):
            timeout = shown.elapsed + rules.offer_timeout
            return [timeout] if at < timeout else [at + 5.0]
        case Running(began=began):
            return [at + schedule.SAMPLE_BREAK, began.elapsed + schedule.LONGEST_BREAK]


def _waiting_marks(state: State, phase: Waiting) -> list[float]:
    rules, at = state.rules, state.at.elapsed
    if blocking(state.holds) or phase.clear_since is None:
        return []
    if phase.lull_since is None:
        return [phase.clear_since.elapsed + rules.peace]
    quiet = max(state.last_input.elapsed + rules.lull_quiet, at + 0.2)
    return [min(quiet, phase.lull_since.elapsed + rules.lull_limit)]


def _hold_marks(state: State) -> list[float]:
    lefts = [hold.left(state.at) for hold in state.holds]
    lefts.append(state.rules.hours.next_change(state.at))
    return [state.at.elapsed + left for left in lefts if left is not None]
