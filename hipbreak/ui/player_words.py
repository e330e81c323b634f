"""What the player says for a play: rhythm, side, what comes next, and what was done."""

from __future__ import annotations

import math

from hipbreak.core.durations import rough_duration
from hipbreak.core.facts import Outcome
from hipbreak.core.routine import Pace, Sides
from hipbreak.ui.player_report import outcome
from hipbreak.ui.player_state import Phase, Play, Slot
from hipbreak.ui.words import named

_RHYTHM = {
    Pace.HOLD: "Hold",
    Pace.REST: "Rest",
    Pace.MOVE: "Move",
    Pace.BREATHE: "Breathe",
    Pace.ASK: "A question",
}
_SIDES = {"left": "Left side", "right": "Right side"}

STOP_WORDS = {
    "sharp": "Sharp pain",
    "numb": "Numb or tingling",
    "nerve": "Nerve pain",
    "other": "Something else",
}
_ADVICE = {
    "sharp": "A deep ache is fine; sharp pain is not. Leave this one alone today.",
    "numb": "Numbness or tingling means that something is pressed or pulled too far. "
    "Change position and let it settle.",
    "nerve": "Shooting or burning pain is a reason to stop, every time. "
    "Change position and let it settle.",
    "other": "Leave this one alone today. There is nothing to push through.",
}
ADVICE_ALWAYS = "If it goes on or gets worse, see a doctor or a physiotherapist."
EMERGENCY = (
    "Numbness between the legs, weakness in both legs, or loss of bladder or bowel control: "
    "get medical help now."
)

TIGHTNESS = "How tight does it feel now?"
TIGHTNESS_BEFORE = "Or tap how tight it is now, and start."
TIGHTNESS_READY = "How tight does it feel now? One tap starts."
STARTS_BY_ITSELF = "Get into place: this starts by itself in a moment."
TIGHTNESS_ENDS = ("0  not at all", "10  very tight")


def advice(reason: str) -> str:
    """What to do after this kind of pain (D2: stop; see a professional if it goes on)."""
    return _ADVICE[reason]


def clock(seconds: float) -> str:
    """Seconds left as `0:23`, counting down to the end of the second."""
    whole = math.ceil(seconds - 1e-6)
    return f"{whole // 60}:{whole % 60:02d}"


def side(play: Play) -> str:
    """The side as words; both when the routine works both at once."""
    if play.slot is None:
        return ""
    if play.routine.sides is Sides.TOGETHER:
        return "Both sides"
    return _SIDES.get(play.slot.cue.side, "")


def rhythm(play: Play, breathing_in: bool | None) -> str:
    """Hold, rest, move or the half of the breath."""
    if play.phase is Phase.PAUSED:
        return "Paused"
    if play.slot is None:
        return ""
    if breathing_in is not None:
        return "Breathe in" if breathing_in else "Breathe out"
    return _RHYTHM[play.slot.cue.step.pace]


def place(play: Play) -> str:
    """`Step 2 of 5`; the routine in a sentence when there is only one."""
    if len(play.slots) == 1:
        return play.routine.summary
    return f"Step {min(play.at + 1, len(play.slots))} of {len(play.slots)}"


def title(play: Play, short: bool = False) -> str:
    """The window's title: the drill and where it is, for task switchers and screen readers.

    `short`: of the place only which side it is, for the title bar of a small window.
    """
    where = place(play).lower() if len(play.slots) > 1 else "", side(play).lower()
    if short:
        where = "", play.slot.cue.side if play.slot else ""
    now = {
        Phase.CAUTION: ("read this first",),
        Phase.READY: ("get into place",),
        Phase.PAUSED: ("paused",),
        Phase.HURT: ("stopped",),
        Phase.ADVICE: ("stopped",),
        Phase.ENDING: (headline(play).rstrip(".").lower(),),
        Phase.TIGHTNESS: ("how tight is it?",),
    }.get(play.phase) or where
    return named("hipbreak", ", ".join(filter(None, (play.routine.name, *now))))


def following(play: Play) -> str:
    """What comes after this step."""
    here, after = play.slot, play.upcoming
    if here is None or after is None:
        return "Last step" if len(play.slots) > 1 else ""
    turn = _SIDES.get(after.cue.side, "") if after.cue.side != here.cue.side else ""
    return f"Next: {turn.lower() + ': ' if turn else ''}{_short(after)}"


def _short(slot: Slot) -> str:
    """The first sentence of a cue, short enough for one line."""
    if slot.cue.step.pace is Pace.REST:
        return f"rest {rough_duration(slot.cue.seconds)}"
    first = slot.cue.step.cue.split(". ")[0].rstrip(".")
    return first[0].lower() + first[1:] if first else ""


def headline(play: Play) -> str:
    return {
        Outcome.COMPLETED: "Done.",
        Outcome.PARTIAL: "Partly done.",
    }.get(outcome(play)[0], "Enough for now.")


def summary(play: Play) -> str:
    """What was really done, in a sentence."""
    planned = sum(slot.cue.seconds for slot in play.slots if not slot.repeat)
    if play.complete:
        return f"{play.routine.name}, {_length(play.done_s)}. Every step ran to its end."
    if play.by_hand:
        return f"{play.routine.name}. Noted as done by your own word."
    return f"{play.routine.name}, {_length(play.done_s)} of {_length(planned)}."


def _length(seconds: float) -> str:
    return f"{round(seconds)} s" if seconds < 90 else rough_duration(seconds)
