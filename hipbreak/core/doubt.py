"""Input for hours without a pause or an answer: a drifting device, or a very long sit. It is asked
once; until it is answered that time is doubtful: neither sitting nor a break."""

from __future__ import annotations

from dataclasses import replace

from hipbreak.core.errors import Refused
from hipbreak.core.facts import Span, SpanKind, Voided
from hipbreak.core.holds import Hold, Reason, put
from hipbreak.core.moment import DAY, Moment
from hipbreak.core.presence import (
    close_doubt,
    drop_doubt,
    end_bout,
    latest,
    natural_break,
    sit_down,
)
from hipbreak.core.state import ZERO, Doubt, Running, State, Turn

ANSWERABLE = 3 * DAY
"""The question stands for so long after the bout: also over a weekend (ours)."""
SAID = "said by hand"


def sign(turn: Turn) -> None:
    """A word by hand: somebody is there now."""
    turn.change(signed=turn.now)
    close_doubt(turn, turn.now)


def settle_doubt(turn: Turn) -> None:
    """Begin to doubt when it is time; forget a question that was never answered."""
    state, now = turn.state, turn.now
    if state.doubt and state.doubt.written and now.since(_end(state.doubt)) > ANSWERABLE:
        turn.change(doubt=None)
    since, bout = _counted_from(state), state.bout
    if not (since and bout and turn.fresh) or now.since(since) < state.rules.doubt_after:
        return
    if state.doubt and not state.doubt.written:  # an older one of this bout keeps its own part
        end_bout(turn, since, "doubt")
        turn.change(bout=replace(bout, began=since))
    turn.change(doubt=Doubt(bout.kind, since), holds=put(state.holds, Hold(Reason.DOUBT, now)))


def doubt_marks(state: State) -> list[float]:
    """When `settle_doubt` has to look, on the elapsed scale."""
    since = _counted_from(state)
    if since is None:
        return []
    return [max(since.elapsed + state.rules.doubt_after, state.at.elapsed + 1.0)]


def _counted_from(state: State) -> Moment | None:
    """Since when there has been nothing but input; None when nothing is to be doubted now."""
    if state.bout is None or state.signed is None or state.away_since or state.locked_since:
        return None
    if isinstance(state.phase, Running) or (state.doubt and state.doubt.open):
        return None
    quiet = state.at.since(state.last_input) >= state.rules.natural_break
    return None if quiet or not state.idle_known else latest(state.signed, state.bout.began)


def answer(turn: Turn, *, there: bool) -> None:
    """The one answer. Refused when nothing is asked, or while a break runs."""
    doubt = turn.state.doubt
    if doubt is None:
        raise Refused("nothing is being asked about your sitting")
    if isinstance(turn.state.phase, Running):
        raise Refused("a break is running; say it afterwards")
    drop_doubt(turn)
    if doubt.written:
        _mend_written(turn, doubt, there)
    elif not there:
        _was_away(turn, doubt)


def _was_away(turn: Turn, doubt: Doubt) -> None:
    """The bout ended at the last sign, and another began at the next one."""
    back = doubt.until or turn.now
    end_bout(turn, doubt.since, SAID)
    _write_absence(turn, doubt.since, back, credited=True)
    clock = turn.state.since_break.running_since
    if clock is None or back.since(clock) > 0:
        turn.change(sitting=ZERO, standing=ZERO)
    sit_down(turn, back)
    turn.change(mend=None)
    turn.left = turn.state.since_break.value(turn.now) < turn.state.rules.every


def _mend_written(turn: Turn, doubt: Doubt, there: bool) -> None:
    first, last = doubt.written[0], doubt.written[-1]
    unsure = tuple(span for span in doubt.written if span.kind is SpanKind.DOUBTFUL)
    wrong = doubt.written if there else unsure
    uids = tuple(span.uid for span in wrong)
    turn.record(Voided(turn.uid(), turn.now, uids, f"sitting or away, {SAID}"))
    if there:
        whole = Span(turn.uid(), doubt.kind, first.start, last.end, last.ended_by)
        told: tuple[str, ...] = (turn.record(whole),)
    else:
        inside = unsure[0] is not last  # else the absence that follows is credited by itself
        told = _write_absence(turn, unsure[0].start, unsure[0].end, credited=inside)
    mend = turn.state.mend
    if mend and set(uids) <= set(mend.uids):
        kept = tuple(uid for uid in mend.uids if uid not in uids)
        turn.change(mend=replace(mend, uids=(*kept, *told)))


def _write_absence(turn: Turn, start: Moment, end: Moment, *, credited: bool) -> tuple[str, ...]:
    uids = [turn.record(Span(turn.uid(), SpanKind.AWAY, start, end, SAID))]
    gone = end.since(start)
    if credited and gone >= turn.state.rules.natural_break:
        uids.append(turn.record(natural_break(turn.uid(), start, end, gone)))
    return tuple(uids)


def _end(doubt: Doubt) -> Moment:
    return doubt.written[-1].end
