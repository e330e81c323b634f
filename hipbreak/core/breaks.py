"""Breaks being done: their start, the player's report, and what they do to the clocks."""

from __future__ import annotations

from dataclasses import replace

from hipbreak.core.effects import ClosePlayer, DropCard, HushPlayer, OpenPlayer
from hipbreak.core.errors import Refused
from hipbreak.core.events import PlayerFinished
from hipbreak.core.facts import (
    TIGHTEST,
    Answer,
    BreakEnded,
    CheckedIn,
    Evidence,
    Outcome,
    TightnessRated,
    Timing,
    Voided,
)
from hipbreak.core.holds import Hold, Reason, in_a_call, put
from hipbreak.core.moment import Moment
from hipbreak.core.presence import end_bout, same_clock, sit_down
from hipbreak.core.schedule import LONGEST_BREAK, close_offer, offered
from hipbreak.core.selftest import SPINE, results, self_tested
from hipbreak.core.state import ZERO, Counting, Later, Offered, Running, Turn, Waiting

TAKEN = frozenset({Outcome.COMPLETED, Outcome.PARTIAL, Outcome.HURT})
"""Outcomes after which the clock starts anew: nobody is nagged after a pain stop."""
STILL_HERE = 20.0
"""Input within this many seconds before the end: the person is back at the desk (ours)."""


def accept(turn: Turn, how: str, routine: str = "") -> None:
    """The offer is started, or `routine` instead of what it held."""
    phase = offered(turn)
    start(turn, routine or phase.routine, phase.offer, how)


def request(turn: Turn, routine: str) -> None:
    """A break asked for by hand; an open offer is answered by it."""
    phase = turn.state.phase
    if isinstance(phase, Running):
        raise Refused("a break is running already")
    start(turn, routine, phase.offer if isinstance(phase, Offered) else "", "by hand")


def start(turn: Turn, routine: str, offer: str, how: str) -> None:
    """Play this now; `offer` is what asked for it, or empty."""
    phase = turn.state.phase
    if isinstance(phase, Offered):
        close_offer(turn, Answer.STARTED, how)
    if isinstance(phase, Offered) or (isinstance(phase, Waiting) and phase.lull_since):
        turn.emit(DropCard(phase.offer))
    uid = turn.uid()
    quiet = in_a_call(turn.state.holds)
    turn.change(phase=Running(uid, routine, offer, turn.now, quiet=quiet))
    turn.emit(OpenPlayer(uid, routine))


def finished(turn: Turn, report: PlayerFinished) -> None:
    """The player has reported: write the break, then decide about bout and clocks."""
    phase = turn.state.phase
    if not isinstance(phase, Running) or phase.uid != report.uid:
        _hear_late(turn, report)
        return
    seen = _input_seen(phase)
    _write(turn, phase, report, seen)
    stood_up = report.leaves_chair and report.outcome in TAKEN and not seen
    _settle_bout(turn, phase, stood_up)
    if report.outcome in TAKEN:
        _begin_clocks_anew(turn)
    else:
        _ask_again(turn)


def _hear_late(turn: Turn, report: PlayerFinished) -> None:
    """The report of a player that was given up: that it was dismissed is taken back, and what it
    did is written."""
    phase = turn.state.given_up
    if phase is None or phase.uid != report.uid:
        return
    turn.change(given_up=None)
    why = "its report came after it was given up"
    turn.record(Voided(turn.uid(), turn.now, (phase.uid,), why))
    _write(turn, replace(phase, uid=turn.uid()), report, _input_seen(phase))
    if report.outcome in TAKEN and isinstance(turn.state.phase, Counting | Later):
        turn.change(phase=Counting())
        _begin_clocks_anew(turn)


def died(turn: Turn, uid: str) -> None:
    """A player that ended without a report was dismissed, never done."""
    finished(turn, PlayerFinished(uid, "", False, Outcome.DISMISSED, Evidence.NONE, 0.0, 0.0))


def keep_quiet(turn: Turn) -> None:
    """A call that begins or ends while a break runs silences its player or lets it be heard."""
    phase, quiet = turn.state.phase, in_a_call(turn.state.holds)
    if isinstance(phase, Running) and phase.quiet is not quiet:
        turn.change(phase=replace(phase, quiet=quiet))
        turn.emit(HushPlayer(phase.uid, quiet))


def give_up(turn: Turn) -> None:
    """A player that never reports must not block the day."""
    phase = turn.state.phase
    if isinstance(phase, Running) and turn.now.since(phase.began) >= LONGEST_BREAK:
        turn.emit(ClosePlayer(phase.uid))
        died(turn, phase.uid)
        turn.change(given_up=phase)


def _input_seen(phase: Running) -> bool | None:
    """Input in most samples is work at the desk; the clicks that start and end a break, and a
    few moves around them, are not."""
    return phase.busy > max(2, phase.samples // 2) if phase.samples else None


def _write(turn: Turn, phase: Running, report: PlayerFinished, seen: bool | None) -> None:
    start = same_clock(phase.began, turn.now)
    turn.record(
        BreakEnded(
            phase.uid,
            phase.routine,
            report.kind,
            start,
            turn.now,
            report.outcome,
            report.evidence,
            report.planned_s,
            report.done_s,
            seen,
            phase.offer,
            report.stop_reason,
            report.steps,
        )
    )
    _write_what_was_said(turn, phase.uid, report)


def _write_what_was_said(turn: Turn, uid: str, report: PlayerFinished) -> None:
    """The feel, the tightness and a self-test's results, each a fact of its own."""
    now = turn.now
    if report.feel:
        turn.record(CheckedIn(turn.uid(), uid, now, report.feel))
    rated = ((Timing.BEFORE, report.tightness_before), (Timing.AFTER, report.tightness))
    for timing, number in rated:
        if number is not None and 0 <= number <= TIGHTEST:
            turn.record(TightnessRated(turn.uid(), uid, now, timing, number))
    for side, word in results(report.self_test, report.marks):
        if word == SPINE or report.outcome is not Outcome.HURT:  # nothing is clear after pain
            test = report.self_test
            turn.record(self_tested(turn.uid(), now, test, side, word, break_uid=uid))


def _settle_bout(turn: Turn, phase: Running, stood_up: bool) -> None:
    state, now = turn.state, turn.now
    turn.change(phase=Counting())
    if not stood_up or state.bout is None:
        turn.change(last_input=now)
        return
    end_bout(turn, _later(phase.began, state.bout.began), "break")
    turn.change(sitting=state.sitting.stopped(now), standing=state.standing.stopped(now))
    if not state.idle_known or now.since(state.last_input) <= STILL_HERE:
        sit_down(turn, now)
    else:
        turn.change(away_since=now, mend=None)
        turn.change(holds=put(turn.state.holds, Hold(Reason.AWAY, now)))


def _begin_clocks_anew(turn: Turn) -> None:
    turn.change(sitting=ZERO, standing=ZERO, snoozes=0, mend=None)
    bout = turn.state.bout
    if bout is not None:
        turn.change(bout=None)
        sit_down(turn, turn.now)
        turn.change(bout=bout)


def _ask_again(turn: Turn) -> None:
    state = turn.state
    if state.since_break.value(turn.now) >= state.rules.every:
        turn.change(phase=Later(turn.now.after(state.rules.ignored), Answer.DISMISSED))


def _later(one: Moment, other: Moment) -> Moment:
    return one if one.since(other) >= 0 else other
