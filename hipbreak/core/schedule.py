"""When to ask: due, held, peace, lull, offered, put off (design, part 3)."""

from __future__ import annotations

from dataclasses import replace

from hipbreak.core.durations import rough_duration
from hipbreak.core.effects import ClosePlayer, DropCard, PrepareCard, ShowCard, TellResumed, Warn
from hipbreak.core.errors import Refused
from hipbreak.core.facts import Answer, HoldLifted, OfferClosed, Posture
from hipbreak.core.holds import Hold, Reason, blocking, drop, find, put
from hipbreak.core.moment import Moment
from hipbreak.core.presence import same_clock
from hipbreak.core.rules import Firmness
from hipbreak.core.state import Counting, Later, Offered, Phase, Running, State, Turn, Waiting

LONGEST_BREAK = 45 * 60.0
"""A player that has not reported by then is given up (ours: three times the longest routine)."""
SAMPLE_BREAK = 15.0
"""How often input is looked for while a break runs, in seconds."""

_WHY_AGAIN = {
    Answer.SNOOZED: "You put it off until now.",
    Answer.SKIPPED: "The last one was skipped.",
}


def settle_schedule(turn: Turn) -> None:
    """Let time do its work until nothing changes any more."""
    _settle_holds(turn)
    before = None
    while before != turn.state.phase:
        before = turn.state.phase
        match before:
            case Counting():
                _count(turn, before)
            case Later():
                _put_off(turn, before)
            case Waiting():
                _wait(turn, before)
            case Offered():
                _offer(turn, before)
            case Running():
                pass


def _settle_holds(turn: Turn) -> None:
    for hold in turn.state.holds:
        left = hold.left(turn.now)
        if left is not None and left <= 0:
            lift(turn, hold.reason)
            if hold.reason is Reason.PAUSED:
                turn.change(resumed=turn.now)
                turn.emit(TellResumed())
    is_open = turn.state.rules.hours.is_open(turn.now)
    if is_open and find(turn.state.holds, Reason.HOURS):
        lift(turn, Reason.HOURS)
    elif not is_open and not find(turn.state.holds, Reason.HOURS):
        turn.change(holds=put(turn.state.holds, Hold(Reason.HOURS, turn.now)))


def hold(turn: Turn, new: Hold) -> None:
    turn.change(holds=put(turn.state.holds, new))


def lift(turn: Turn, reason: Reason) -> None:
    """A hold ends; what kept the person present counts as input up to now."""
    old = find(turn.state.holds, reason)
    if old is None:
        return
    turn.change(holds=drop(turn.state.holds, reason))
    if reason in (Reason.MICROPHONE, Reason.CAMERA, Reason.MEETING, Reason.READING):
        turn.change(last_input=turn.now)
    elif reason is Reason.MEDIA:
        _count_film(turn)
    start = same_clock(old.since, turn.now)
    turn.record(HoldLifted(turn.uid(), reason.value, old.detail, start, turn.now))


def _count_film(turn: Turn) -> None:
    """Whoever touched nothing for as long as an absence sat before the film, up to its cap."""
    state = turn.state
    quiet = turn.now.since(state.last_input)
    if quiet >= state.rules.natural_break and not state.away_since:
        turn.change(last_input=state.last_input.after(min(quiet, state.rules.media_cap)))


def due_in(state: State, now: Moment) -> float | None:
    """Seconds until a break is due; 0 when it is; None while nothing counts down."""
    match state.phase:
        case Counting():
            if state.bout is None:
                return None
            return max(0.0, state.rules.every - state.since_break.value(now))
        case Later(until=until):
            return max(0.0, until.since(now))
        case Waiting() | Offered():
            return 0.0
        case Running():
            return None


def _count(turn: Turn, phase: Counting) -> None:
    left = due_in(turn.state, turn.now)
    if left is None:
        return
    if left <= 0:
        over = turn.state.since_break.value(turn.now) - turn.state.rules.every
        _fall_due(turn, turn.now.back(over), _why_due(turn.state, turn.now))
    elif left <= turn.state.rules.warn and not phase.warned:
        turn.change(phase=Counting(warned=True))
        turn.emit(Warn())
    elif left > turn.state.rules.warn and phase.warned:
        turn.change(phase=Counting())


def _why_due(state: State, now: Moment) -> str:
    doing = "sitting" if state.posture is Posture.SITTING else "standing"
    spent = rough_duration(state.since_break.value(now))
    return f"{spent} of {doing} since the last break."


def _put_off(turn: Turn, phase: Later) -> None:
    left = phase.until.since(turn.now)
    if left <= 0:
        _fall_due(turn, phase.until, _WHY_AGAIN.get(phase.answer, "The last one went unanswered."))
    elif left <= turn.state.rules.warn and not phase.warned:
        turn.change(phase=replace(phase, warned=True))
        turn.emit(Warn())


def _fall_due(turn: Turn, due: Moment, why: str) -> None:
    turn.change(phase=Waiting(turn.uid(), due, why))


def ask(turn: Turn, why: str) -> None:
    """Offer something although no hour has passed; held and lulled like any other offer."""
    if not isinstance(turn.state.phase, Counting | Later):
        raise Refused("an offer or a break is under way")
    _fall_due(turn, turn.now, why)


def _wait(turn: Turn, phase: Waiting) -> None:
    if blocking(turn.state.holds):
        if phase.lull_since:
            turn.emit(DropCard(phase.offer))
        turn.change(phase=replace(phase, held=True, clear_since=None, lull_since=None))
    elif phase.clear_since is None:
        turn.change(phase=replace(phase, clear_since=turn.now))
    elif phase.lull_since is None:
        if not phase.held or turn.now.since(phase.clear_since) >= turn.state.rules.peace:
            _await_lull(turn, phase)
    elif _is_lull(turn, phase.lull_since):
        _show(turn, phase)


def _await_lull(turn: Turn, phase: Waiting) -> None:
    turn.change(phase=replace(phase, lull_since=turn.now))
    short = turn.state.snoozes >= turn.state.rules.short_after
    turn.emit(PrepareCard(phase.offer, short, phase.why))


def _is_lull(turn: Turn, since: Moment) -> bool:
    state = turn.state
    if not state.idle_known or turn.now.since(since) >= state.rules.lull_limit:
        return True
    return turn.fresh and turn.now.since(state.last_input) >= state.rules.lull_quiet


def _show(turn: Turn, phase: Waiting) -> None:
    turn.change(
        phase=Offered(phase.offer, phase.due, turn.now, phase.why, phase.routine, phase.reason)
    )
    turn.emit(ShowCard(phase.offer))


def _offer(turn: Turn, phase: Offered) -> None:
    state = turn.state
    if blocking(state.holds):
        away = state.away_since is not None
        close_offer(turn, Answer.AWAY if away else Answer.HELD, "hold")
        turn.emit(DropCard(phase.offer))
        again = Waiting(turn.uid(), phase.due, phase.why, held=True)
        turn.change(phase=Counting() if away else again)
    elif turn.now.since(phase.shown) >= state.rules.offer_timeout and not _walked_off(turn, phase):
        close_offer(turn, Answer.IGNORED, "timeout")
        turn.emit(DropCard(phase.offer))
        firm = state.rules.firmness is not Firmness.GENTLE
        put_off(turn, Answer.IGNORED, state.rules.ignored / (2 if firm else 1))


def _walked_off(turn: Turn, phase: Offered) -> bool:
    """Untouched since the card came: perhaps nobody is there; the absence rule will tell."""
    state = turn.state
    if not state.idle_known:
        return False
    untouched = phase.shown.since(state.last_input) >= -1.0
    gone = turn.now.since(state.last_input)
    return untouched and gone < state.rules.natural_break


def offered(turn: Turn) -> Offered:
    if not isinstance(turn.state.phase, Offered):
        raise Refused("no break is being offered right now")
    return turn.state.phase


def close_offer(turn: Turn, answer: Answer, how: str, snooze_s: float = 0.0) -> Offered:
    """Write how the offer ended."""
    phase = offered(turn)
    now = turn.now
    shown, due = same_clock(phase.shown, now), same_clock(phase.due, now)
    turn.record(
        OfferClosed(phase.offer, phase.routine, due, shown, now, answer, phase.why, snooze_s, how)
    )
    return phase


def put_off(turn: Turn, answer: Answer, seconds: float) -> None:
    turn.change(phase=Later(turn.now.after(seconds), answer), snoozes=turn.state.snoozes + 1)


def soon(state: State) -> bool:
    """Whether a break was announced that is not offered yet."""
    match state.phase:
        case Counting(warned=True) | Later(warned=True):
            return True
        case Waiting(lull_since=since):
            return since is not None
        case _:
            return False


def snooze(turn: Turn, how: str, seconds: float) -> None:
    """Put an offer off, or one that was only announced: then there is none to be written."""
    phase: Phase = turn.state.phase
    if not soon(turn.state):
        phase = close_offer(turn, Answer.SNOOZED, how, seconds)
    if isinstance(phase, Offered | Waiting):
        turn.emit(DropCard(phase.offer))
    put_off(turn, Answer.SNOOZED, seconds)


def skip(turn: Turn, how: str) -> None:
    offered(turn)
    if turn.state.rules.firmness is Firmness.STRICT:
        raise Refused("skipping is off (schedule.firmness is strict); later is possible")
    phase = close_offer(turn, Answer.SKIPPED, how)
    turn.emit(DropCard(phase.offer))
    turn.change(phase=Later(turn.now.after(turn.state.rules.skip), Answer.SKIPPED))


def card_died(turn: Turn, offer: str) -> None:
    """A window that ends without a word was dismissed; ask again later."""
    phase = turn.state.phase
    if isinstance(phase, Offered) and phase.offer == offer:
        close_offer(turn, Answer.DISMISSED, "window ended")
        put_off(turn, Answer.DISMISSED, turn.state.rules.ignored)
    elif isinstance(phase, Waiting) and phase.offer == offer and phase.lull_since:
        put_off(turn, Answer.DISMISSED, turn.state.rules.ignored)


def forbid(turn: Turn, offer: str) -> None:
    """Safety took back what is offered: no fault of the person's, so another comes in a moment."""
    phase = turn.state.phase
    if not isinstance(phase, Offered | Waiting) or phase.offer != offer:
        return
    if isinstance(phase, Offered):
        close_offer(turn, Answer.HELD, "safety")
    elif phase.lull_since is None:
        return  # nothing was chosen yet
    turn.emit(DropCard(offer))
    turn.change(phase=Later(turn.now.after(turn.state.rules.peace), Answer.HELD))


def withdraw(turn: Turn) -> None:
    """The person left: whatever was due is not any more."""
    match turn.state.phase:
        case Offered(offer=offer):
            close_offer(turn, Answer.AWAY, "natural break")
            turn.emit(DropCard(offer))
        case Waiting(offer=offer, lull_since=lull) if lull:
            turn.emit(DropCard(offer))
        case Running(uid=uid):
            turn.emit(ClosePlayer(uid))
        case _:
            pass
    turn.change(phase=Counting(), snoozes=0)
