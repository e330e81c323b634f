"""What the person says of the time just past: "I was sitting", "I was standing"."""

from __future__ import annotations

from dataclasses import replace

from hipbreak.core.errors import Refused
from hipbreak.core.facts import Posture, SpanKind, Voided
from hipbreak.core.moment import Moment
from hipbreak.core.presence import come_back, end_bout, latest
from hipbreak.core.state import ZERO, Bout, Mend, Running, State, Stopwatch, Turn


def can_mend(state: State, now: Moment) -> bool:
    """Whether "I was sitting all along" can be said now."""
    mend = state.mend
    if mend is None or isinstance(state.phase, Running):
        return False
    return mend.back is None or now.since(mend.back) <= state.rules.mend_window


def claim_sitting(turn: Turn) -> None:
    """The last absence was none: void what it wrote and let the old bout run on."""
    if not can_mend(turn.state, turn.now):
        raise Refused("there is no recent absence to correct")
    if turn.state.away_since:
        come_back(turn, turn.now)
    mend = turn.state.mend
    assert mend is not None
    turn.record(Voided(turn.uid(), turn.now, mend.uids, "there all along, said by hand"))
    turn.change(
        bout=mend.bout,
        sitting=_resumed(mend.sitting, mend, mend.bout.kind is SpanKind.SITTING),
        standing=_resumed(mend.standing, mend, mend.bout.kind is SpanKind.STANDING),
        posture=Posture(mend.bout.kind.value),
        mend=None,
    )
    doubt = turn.state.doubt
    if doubt and {span.uid for span in doubt.written} & set(mend.uids):
        turn.change(doubt=replace(doubt, until=doubt.until or mend.away_since, written=()))


def claim_standing(turn: Turn, seconds: float | None) -> None:
    """Standing for the last `seconds`, at most since the bout began; None: in the last absence."""
    state, mend = turn.state, turn.state.mend
    if isinstance(state.phase, Running):
        raise Refused("a break is running; say it afterwards")
    if seconds is None:
        claim_sitting(turn)
        assert mend is not None
        since = mend.away_since
    elif state.bout is None:
        raise Refused("you count as away; say it when you are back")
    else:
        since = latest(state.bout.began, turn.now.back(seconds))
    if turn.state.posture is Posture.SITTING:
        _stand_from(turn, since)
    elif seconds is not None:
        raise Refused("you count as standing already")


def _stand_from(turn: Turn, since: Moment) -> None:
    clock = turn.state.sitting
    counted = latest(since, clock.running_since or since)  # a break meanwhile began it anew
    end_bout(turn, since, "posture")
    turn.change(
        posture=Posture.STANDING,
        bout=Bout(SpanKind.STANDING, since),
        sitting=clock.stopped(since),
        standing=ZERO.started(counted),
        mend=None,
    )


def _resumed(clock: Stopwatch, mend: Mend, runs: bool) -> Stopwatch:
    return clock.started(mend.away_since) if runs else clock
