"""Who is there: presence, sitting bouts, absences and their correction (design, part 3)."""

from __future__ import annotations

from dataclasses import replace

from hipbreak.core.facts import BreakEnded, Evidence, Outcome, Posture, Span, SpanKind
from hipbreak.core.holds import Hold, Reason, drop, find, keep_present, put
from hipbreak.core.moment import Moment
from hipbreak.core.state import ZERO, Bout, Doubt, Mend, Running, State, Turn

TOLERANCE = 0.25
"""Seconds by which two readings of one idle clock may differ."""
SHORTEST_SPAN = 1.0
"""A shorter span is noise and is not written."""
NATURAL = "natural"


def sampled(turn: Turn, idle_s: float | None) -> None:
    """The idle time was read: come back, or learn when the last input was."""
    turn.fresh = True
    if idle_s is None:
        turn.change(idle_known=False, last_input=turn.now, signed=None)
        if turn.state.away_since and not turn.state.locked_since:
            come_back(turn, turn.now)
        return
    turn.change(idle_known=True)
    input_at = turn.now.back(idle_s)
    _note_activity(turn, input_at)
    _note_pause(turn, input_at)
    if input_at.since(turn.state.last_input) > 0:
        turn.change(last_input=input_at)
    away = turn.state.away_since
    if away and not turn.state.locked_since and input_at.since(away) > TOLERANCE:
        come_back(turn, input_at)


def slept(turn: Turn, since: Moment) -> None:
    """Nothing is known from `since` to now: long enough, it is an absence. Whoever touched
    nothing before it, or had locked, was gone by then."""
    state = turn.state
    if isinstance(state.phase, Running) or state.away_since or not state.bout:
        return
    gone = absence_start(state, since, fresh=True)
    if gone is None or gone.since(since) > 0:
        gone = since
    if turn.now.since(gone) >= state.rules.natural_break:
        leave(turn, gone, "asleep")
        if not state.idle_known:
            come_back(turn, turn.now)


def was_away(turn: Turn, since: Moment, back: Moment) -> None:
    """An absence that is over, and was not seen while it lasted: this process did not run."""
    state = turn.state
    if isinstance(state.phase, Running) or state.away_since or not state.bout:
        return
    since = latest(since, state.last_input)  # which a call or a film may have put later
    gone = absence_start(replace(state, idle_known=True, last_input=since), back, fresh=True)
    if gone is None or state.locked_since or gone.since(state.bout.began) < 0:
        return
    if back.since(gone) >= state.rules.natural_break - TOLERANCE:
        leave(turn, gone, "away")
        come_back(turn, back)


def settle_presence(turn: Turn) -> None:
    """End the bout when the absence is long enough; begin one when somebody is there."""
    state = turn.state
    if isinstance(state.phase, Running) or state.away_since:
        return
    start = absence_start(state, turn.now, turn.fresh)
    if start and turn.now.since(start) >= state.rules.natural_break - TOLERANCE:
        leave(turn, start, "locked" if state.locked_since else "away")
    elif state.bout is None and turn.fresh and not state.locked_since:
        sit_down(turn, turn.now)


def absence_start(state: State, now: Moment, fresh: bool) -> Moment | None:
    """Since when nobody has been there, as far as is known; None when somebody is."""
    if state.locked_since:
        return state.locked_since
    if not (fresh and state.idle_known) or keep_present(state.holds):
        return None
    if find(state.holds, Reason.MEDIA):
        film_over = state.last_input.after(state.rules.media_cap)
        return film_over if now.since(film_over) > 0 else None
    return state.last_input


def sit_down(turn: Turn, at: Moment) -> None:
    """A bout begins in the chosen posture, and its clock runs."""
    sitting = turn.state.posture is Posture.SITTING
    kind = SpanKind.SITTING if sitting else SpanKind.STANDING
    clock = turn.state.since_break.started(at)
    turn.change(bout=Bout(kind, at), **{"sitting" if sitting else "standing": clock})


def end_bout(turn: Turn, at: Moment, ended_by: str) -> tuple[str, ...]:
    """Write the bout up to `at`, a doubtful part of it by itself; what is too short is noise."""
    bout, doubt = turn.state.bout, turn.state.doubt
    turn.change(bout=None)
    if bout is None:
        return ()
    doubted = None if doubt is None or doubt.written else doubt
    spans = tuple(
        Span(turn.uid(), kind, same_clock(start, at), same_clock(end, at), why)
        for kind, start, end, why in parts(bout, doubted, at, ended_by)
        if end.since(start) >= SHORTEST_SPAN
    )
    for span in spans:
        turn.record(span)
    if doubted:
        drop_doubt(turn)
        if any(span.kind is SpanKind.DOUBTFUL for span in spans):
            turn.change(doubt=replace(doubted, written=spans))
    return tuple(span.uid for span in spans)


def parts(
    bout: Bout, doubt: Doubt | None, at: Moment, ended_by: str
) -> tuple[tuple[SpanKind, Moment, Moment, str], ...]:
    """The certain, the doubtful and again the certain part: kind, start, end, what ended it."""
    if doubt is None or doubt.since.since(at) >= 0:
        return ((bout.kind, bout.began, at, ended_by),)
    before = (bout.kind, bout.began, doubt.since, "doubt")
    if doubt.until is None or doubt.until.since(at) >= 0:
        return before, (SpanKind.DOUBTFUL, doubt.since, at, ended_by)
    unsure = (SpanKind.DOUBTFUL, doubt.since, doubt.until, "doubt")
    return before, unsure, (bout.kind, doubt.until, at, ended_by)


def leave(turn: Turn, start: Moment, ended_by: str) -> None:
    """The absence counts from `start`: the bout ended there and the clocks begin anew."""
    turn.left = True
    state = turn.state
    bout = state.bout
    watched_from = bout.began if bout else turn.now
    start = start if start.since(watched_from) > 0 else watched_from
    sitting, standing = state.sitting.stopped(start), state.standing.stopped(start)
    uids = end_bout(turn, start, ended_by)
    mend = Mend(bout, sitting, standing, uids, start) if bout else None
    turn.change(mend=mend, away_since=start, sitting=ZERO, standing=ZERO, signed=None)
    turn.change(holds=put(turn.state.holds, Hold(Reason.AWAY, start)))


def come_back(turn: Turn, at: Moment) -> None:
    """Write the absence, credit it as a natural break, begin a new bout."""
    state = turn.state
    away = state.away_since
    assert away is not None
    turn.change(away_since=None, holds=drop(state.holds, Reason.AWAY), last_input=at)
    start, gone = same_clock(away, at), at.since(away)
    uids = [turn.record(Span(turn.uid(), SpanKind.AWAY, start, at, "input"))]
    if gone >= state.rules.natural_break:
        uids.append(turn.record(natural_break(turn.uid(), start, at, gone)))
    if state.mend:
        turn.change(mend=replace(state.mend, uids=(*state.mend.uids, *uids), back=at))
    sit_down(turn, at)


def natural_break(uid: str, start: Moment, end: Moment, gone: float) -> BreakEnded:
    """The break that an absence of `gone` seconds is."""
    return BreakEnded(
        uid, NATURAL, NATURAL, start, end, Outcome.COMPLETED, Evidence.ABSENCE, 0.0, gone,
        input_seen=False,
    )  # fmt: skip


def choose_posture(turn: Turn, posture: Posture) -> None:
    """Standing stops the sitting clock and starts its own; sitting down again continues the
    sitting clock, or begins it anew when the standing lasted as long as a natural break."""
    state, now = turn.state, turn.now
    if posture is state.posture:
        return
    there = state.bout is not None
    stood = state.standing.value(now)
    if there:
        end_bout(turn, now, "posture")
    if posture is Posture.STANDING:
        turn.change(sitting=state.sitting.stopped(now), standing=ZERO)
    else:
        fresh = stood >= state.rules.natural_break
        turn.change(sitting=ZERO if fresh else state.sitting, standing=ZERO)
    turn.change(posture=posture, mend=None)
    if there:
        sit_down(turn, now)


def lock(turn: Turn) -> None:
    if turn.state.locked_since is None:
        hold = Hold(Reason.LOCKED, turn.now)
        turn.change(locked_since=turn.now, holds=put(turn.state.holds, hold))


def unlock(turn: Turn) -> None:
    """Unlocking is input: whoever unlocks is there."""
    settle_presence(turn)
    turn.change(locked_since=None, holds=drop(turn.state.holds, Reason.LOCKED))
    if turn.state.away_since:
        come_back(turn, turn.now)
    turn.change(last_input=turn.now)


def close_doubt(turn: Turn, at: Moment) -> None:
    """A sign of the person: what is doubtful ends here, and offers go on."""
    doubt = turn.state.doubt
    if doubt and doubt.open:
        drop_doubt(turn)
        turn.change(doubt=replace(doubt, until=latest(at, doubt.since)))


def drop_doubt(turn: Turn) -> None:
    """The question is answered, or the bout is over: it holds no offer any more."""
    turn.change(doubt=None, holds=drop(turn.state.holds, Reason.DOUBT))


def latest(one: Moment, other: Moment) -> Moment:
    return one if one.since(other) >= 0 else other


def held(turn: Turn) -> None:
    """A call or a word by hand while away: somebody is there again, unless the screen is locked."""
    state = turn.state
    if state.away_since and not state.locked_since and keep_present(state.holds):
        come_back(turn, turn.now)


def same_clock(earlier: Moment, later: Moment) -> Moment:
    """`earlier` on the wall clock that `later` was read from, so that a clock set in between
    does not change how long the stretch was."""
    return replace(later.back(later.since(earlier)), offset=earlier.offset)


def _note_pause(turn: Turn, input_at: Moment) -> None:
    """A pause as long as an absence is certain: a device that drifts makes none."""
    if turn.now.since(input_at) >= turn.state.rules.natural_break - TOLERANCE:
        close_doubt(turn, latest(input_at, turn.state.last_input))
        turn.change(signed=None)
    elif turn.state.signed is None:
        turn.change(signed=input_at)


def _note_activity(turn: Turn, input_at: Moment) -> None:
    phase = turn.state.phase
    if isinstance(phase, Running):
        busy = input_at.since(turn.state.last_input) > TOLERANCE
        turn.change(phase=replace(phase, samples=phase.samples + 1, busy=phase.busy + int(busy)))
