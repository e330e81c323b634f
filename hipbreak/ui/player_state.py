"""The player as a passive value: no window and no clock inside, time is given to it.

A step counts for the seconds that really ran in front of the person; a jump in time is never
credited.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from hipbreak.core.facts import LEAST_DONE_S, TIGHTEST, Feel, Marked
from hipbreak.core.routine import Cue, Kind, Pace, Routine, timeline

LONGEST_TICK = 5.0
"""A longer gap between two ticks was sleep or a stopped process: it pauses (ours)."""
LONGEST_WAIT = 600.0
"""A player left alone so long, paused or before a question, leaves by itself (ours)."""
END_SHOWN = 8.0
"""The end page closes itself after this (ours)."""
ADVICE_SHOWN = 120.0
"""So does the page after "It hurts" (ours)."""
READY_SHOWN = 10.0
"""Time to get into place before a release or a stretch, which then starts by itself (ours)."""
STOP_REASONS = ("sharp", "numb", "nerve", "other")


class Phase(Enum):
    CAUTION = "caution"
    READY = "ready"
    """Before a release or a stretch that says no cautions: get into place; how tight is it?"""
    RUNNING = "running"
    PAUSED = "paused"
    ASKING = "asking"
    HURT = "hurt"
    """Stopped at once; which pain was it?"""
    ADVICE = "advice"
    ENDING = "ending"
    TIGHTNESS = "tightness"
    """After the feel: how tight is it now?"""
    CLOSED = "closed"


LOOSENS = (Kind.RELEASE, Kind.STRETCH)
"""What is meant to make it less tight: how tight it is may be said before and after."""
_PATIENCE = {
    Phase.CAUTION: LONGEST_WAIT,
    Phase.PAUSED: LONGEST_WAIT,
    Phase.ASKING: LONGEST_WAIT,
    Phase.HURT: ADVICE_SHOWN,
    Phase.ADVICE: ADVICE_SHOWN,
    Phase.ENDING: END_SHOWN,
    Phase.TIGHTNESS: END_SHOWN,
}
BEFORE = (Phase.CAUTION, Phase.READY)
_WORKING = (Phase.RUNNING, Phase.PAUSED, Phase.ASKING)


@dataclass(frozen=True, slots=True)
class Slot:
    """One cue in playing order and the most seconds of it that ran in one go."""

    cue: Cue
    ran: float = 0.0
    repeat: bool = False
    """Added by "no, not looser": more than was planned."""

    @property
    def full(self) -> bool:
        return self.ran >= self.cue.seconds


@dataclass(frozen=True, slots=True)
class Play:
    """One drill being played."""

    routine: Routine
    slots: tuple[Slot, ...]
    phase: Phase
    at: int = 0
    position: float = 0.0
    """Seconds into the current slot."""
    waited: float = 0.0
    """Seconds in a phase that waits for the person."""
    hurt: bool = False
    by_hand: bool = False
    stop_reason: str = ""
    feel: Feel | None = None
    tightness_before: int | None = None
    tightness: int | None = None
    repeated: frozenset[str] = frozenset()
    """Sides whose steps were played once more."""
    marks: tuple[Marked, ...] = ()
    """The answers to a self-test's questions, one for each question and side."""

    @property
    def slot(self) -> Slot | None:
        """The slot being played, None after the last."""
        return self.slots[self.at] if self.at < len(self.slots) else None

    @property
    def upcoming(self) -> Slot | None:
        return self.slots[self.at + 1] if self.at + 1 < len(self.slots) else None

    @property
    def left_s(self) -> float:
        """Seconds left of the current slot."""
        return max(0.0, self.slot.cue.seconds - self.position) if self.slot else 0.0

    @property
    def share(self) -> float:
        """How much of the current slot has passed, 0 to 1."""
        seconds = self.slot.cue.seconds if self.slot else 0.0
        return min(1.0, self.position / seconds) if seconds else 0.0

    @property
    def total_share(self) -> float:
        """How much of the whole has been walked through, 0 to 1."""
        whole = sum(slot.cue.seconds for slot in self.slots)
        before = sum(slot.cue.seconds for slot in self.slots[: self.at])
        return min(1.0, (before + self.position) / whole) if whole else 0.0

    @property
    def complete(self) -> bool:
        """Every planned step ran to its end; without timed steps, every question was answered."""
        if any(slot.cue.seconds for slot in self.slots):
            return all(slot.full for slot in self.slots if not slot.repeat)
        return self.at >= len(self.slots) and self._all_marked

    @property
    def _all_marked(self) -> bool:
        asked = {(slot.cue.step.mark, slot.cue.side) for slot in self.slots if slot.cue.step.mark}
        return asked == {(mark.mark, mark.side) for mark in self.marks}

    @property
    def done_s(self) -> float:
        return sum(slot.ran for slot in self.slots)

    @property
    def _loosened(self) -> bool:
        """Something was done that is meant to make it less tight."""
        done = self.by_hand or self.done_s >= LEAST_DONE_S
        return done and self.routine.kind in LOOSENS

    # Time

    def tick(self, seconds: float) -> Play:
        """The same play `seconds` later."""
        if self.phase is Phase.READY:
            waited = self.waited + seconds
            return self.begin() if waited >= READY_SHOWN else replace(self, waited=waited)
        if self.phase in _PATIENCE:
            waited = self.waited + seconds
            over = waited >= _PATIENCE[self.phase]
            return self._enter(Phase.CLOSED) if over else replace(self, waited=waited)
        if self.phase is not Phase.RUNNING:
            return self
        return self._enter(Phase.PAUSED) if seconds > LONGEST_TICK else self._run(seconds)

    def _run(self, seconds: float) -> Play:
        play = self
        while play.phase is Phase.RUNNING and play.slot is not None and seconds > 0:
            here = min(seconds, play.left_s)
            seconds -= here
            play = play._credit(play.position + here)
            if play.left_s <= 0:
                play = play._move(play.at + 1)
        return play

    def _credit(self, position: float) -> Play:
        slot = self.slots[self.at]
        slots = list(self.slots)
        slots[self.at] = replace(slot, ran=max(slot.ran, position))
        return replace(self, slots=tuple(slots), position=position)

    def _enter(self, phase: Phase) -> Play:
        return replace(self, phase=phase, waited=0.0)

    def _move(self, at: int) -> Play:
        play = replace(self, at=at, position=0.0)
        if play.slot is None:
            return play._enter(Phase.ENDING)
        asks = play.slot.cue.step.pace is Pace.ASK
        return play._enter(Phase.ASKING if asks else Phase.RUNNING)

    # What the person does

    def begin(self, tightness: int | None = None) -> Play:
        """From the page before; with how tight it is, 0 to TIGHTEST, if that was said."""
        if self.phase not in BEFORE:
            return self
        if tightness is not None and not 0 <= tightness <= TIGHTEST:
            return self
        return replace(self, tightness_before=tightness)._move(0)

    def pause_or_resume(self) -> Play:
        match self.phase:
            case Phase.RUNNING:
                return self._enter(Phase.PAUSED)
            case Phase.PAUSED:
                return self._enter(Phase.RUNNING)
        return self

    def next(self) -> Play:
        """On to the next step; this one keeps only what really ran."""
        return self._move(self.at + 1) if self.phase in _WORKING else self

    def back(self) -> Play:
        """To the beginning of this step; within its first two seconds to the one before."""
        if self.phase not in _WORKING:
            return self
        return self._move(self.at if self.position > 2 else max(0, self.at - 1))

    def looser(self, yes: bool) -> Play:
        """The answer to a question: one with a mark is kept; after another the first "no" plays
        this side's steps once more."""
        if self.phase is not Phase.ASKING or self.slot is None:
            return self
        side, mark = self.slot.cue.side, self.slot.cue.step.mark
        if mark:
            others = tuple(m for m in self.marks if (m.mark, m.side) != (mark, side))
            kept = replace(self, marks=(*others, Marked(mark, side, yes)))
            return kept._move(self.at + 1)
        if yes or side in self.repeated:
            return self._move(self.at + 1)
        again = self._steps_before(side)
        slots = self.slots[: self.at + 1] + again + self.slots[self.at + 1 :]
        return replace(self, slots=slots, repeated=self.repeated | {side})._move(self.at + 1)

    def _steps_before(self, side: str) -> tuple[Slot, ...]:
        """The timed steps of this side that led to the question."""
        first = self.at
        while first > 0 and self.slots[first - 1].cue.side == side:
            first -= 1
        timed = (slot.cue for slot in self.slots[first : self.at] if slot.cue.seconds)
        return tuple(Slot(cue, repeat=True) for cue in timed)

    def hurts(self) -> Play:
        """Stop at once, from any page but the last."""
        if self.phase not in _WORKING:
            return self
        return replace(self, hurt=True)._enter(Phase.HURT)

    def because(self, reason: str) -> Play:
        """Which pain it was, one of STOP_REASONS."""
        if self.phase is not Phase.HURT or reason not in STOP_REASONS:
            return self
        return replace(self, stop_reason=reason)._enter(Phase.ADVICE)

    def done_already(self) -> Play:
        """The person says it is done."""
        if self.phase not in _WORKING:
            return self
        return replace(self, by_hand=True)._enter(Phase.ENDING)

    def felt(self, feel: Feel) -> Play:
        """The one tap at the end; after a release or a stretch one more may follow."""
        if self.phase is not Phase.ENDING:
            return self
        after = Phase.TIGHTNESS if self._loosened else Phase.CLOSED
        return replace(self, feel=feel)._enter(after)

    def rated(self, tightness: int) -> Play:
        """How tight it is now, 0 to TIGHTEST."""
        if self.phase is not Phase.TIGHTNESS or not 0 <= tightness <= TIGHTEST:
            return self
        return replace(self, tightness=tightness)._enter(Phase.CLOSED)

    def leave(self) -> Play:
        """Close, asking nothing."""
        return self._enter(Phase.CLOSED)


def start(routine: Routine, first_side: str) -> Play:
    """A play before its first second; pressure techniques say their cautions first, other releases
    and stretches ask how tight it is while the person gets into place."""
    slots = tuple(Slot(cue) for cue in timeline(routine, first_side or "left"))
    play = Play(routine, slots, Phase.CAUTION if routine.pressure else Phase.READY)
    return play if routine.pressure or routine.kind in LOOSENS else play._move(0)
