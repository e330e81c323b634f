"""What a play amounts to: its outcome, and the evidence for it."""

from __future__ import annotations

from hipbreak.core.facts import Evidence, Outcome, StepDone
from hipbreak.protocol import Finished
from hipbreak.ui.player_state import Play, Slot


def outcome(play: Play) -> tuple[Outcome, Evidence]:
    """Completed only when every planned step ran to its end, or the person says so."""
    if play.hurt:
        return Outcome.HURT, Evidence.NONE
    if play.complete:
        return Outcome.COMPLETED, Evidence.STEPS
    if play.by_hand:
        return Outcome.COMPLETED, Evidence.BY_HAND
    asked = [slot for slot in play.slots if not slot.repeat]
    planned = sum(slot.cue.seconds for slot in asked)
    half = planned > 0 and sum(slot.ran for slot in asked) >= planned / 2
    return Outcome.PARTIAL if half else Outcome.LEFT, Evidence.NONE


def report(play: Play, uid: str) -> Finished:
    """The play as a message. Repeats were asked for on the spot: their plan is what ran."""
    kind, evidence = outcome(play)
    steps = tuple(
        StepDone(play.routine.id, slot.cue.side, _planned(slot), slot.ran)
        for slot in play.slots
        if slot.cue.seconds and (slot.ran or not slot.repeat)
    )
    return Finished(
        uid=uid,
        outcome=kind,
        evidence=evidence,
        planned_s=sum(step.planned_s for step in steps),
        done_s=sum(step.done_s for step in steps),
        steps=steps,
        feel=play.feel,
        stop_reason=play.stop_reason,
        marks=play.marks,
        tightness=play.tightness,
        tightness_before=play.tightness_before,
    )


def _planned(slot: Slot) -> float:
    return slot.ran if slot.repeat else slot.cue.seconds
