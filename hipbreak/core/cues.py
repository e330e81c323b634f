"""What is heard of a drill: which tone and which words at which moment of the player's time.

So that the eyes may leave the screen. Nothing sounds here: `signal` compares two moments.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from hipbreak.core.routine import Cue, Pace

HALF_FROM_S = 20.0
"""Only steps at least this long have a half that is worth a tone (ours)."""
NEAR_END_S = 5.0
"""So long before the end of a long step the voice says so (ours)."""
LONG_S = 30.0
"""From here on a step counts as long (ours)."""

_SIDES = {"left": "Left side.", "right": "Right side."}


class Tone(Enum):
    START = "start"
    HALF = "half"
    SWITCH = "switch side"
    RELEASE = "release"
    """Let go: a rest begins."""
    END = "end"


class Stage(Enum):
    """What the player is doing, as far as it can be heard."""

    WAITING = "waiting"
    """Before the start, paused, stopped or closed: silence."""
    RUNNING = "running"
    ASKING = "asking"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class Beat:
    """One moment of a drill."""

    stage: Stage
    at: int
    """Number of the step in playing order, from 0."""
    cue: Cue | None
    """None after the last step."""
    position: float
    """Seconds into the step."""

    @property
    def left_s(self) -> float:
        return self.cue.seconds - self.position if self.cue else 0.0

    @property
    def side(self) -> str:
        return self.cue.side if self.cue else ""

    @property
    def active(self) -> bool:
        return self.stage in (Stage.RUNNING, Stage.ASKING)


@dataclass(frozen=True, slots=True)
class Signal:
    """What is to be heard now."""

    tone: Tone | None = None
    words: str = ""
    hush: bool = False
    """What is being said is out of date: stop it."""


SILENCE = Signal()
_HUSH = Signal(hush=True)


def signal(before: Beat | None, after: Beat) -> Signal:
    """What is heard on the way from one moment to the next; `before` is None at first."""
    if after.stage is Stage.ENDED:
        new = before is None or before.stage is not Stage.ENDED
        return Signal(Tone.END, "Finished.") if new else SILENCE
    if not after.active or after.cue is None:
        return _HUSH if before is not None and before.active else SILENCE
    if _begins(before, after):
        return Signal(_opening(before, after), _words(before, after))
    return _on_the_way(before, after) if before is not None else SILENCE


def _begins(before: Beat | None, after: Beat) -> bool:
    """A step begins, for the first time or again. Going on after a pause is none."""
    if before is None or before.at != after.at or after.position < before.position:
        return True
    if not before.active:
        return after.position == 0.0
    return before.stage is not after.stage


def _opening(before: Beat | None, after: Beat) -> Tone | None:
    if after.cue is None or after.stage is Stage.ASKING:
        return None
    if _changes_side(before, after) and before is not None and before.active:
        return Tone.SWITCH
    return Tone.RELEASE if after.cue.step.pace is Pace.REST else Tone.START


def _words(before: Beat | None, after: Beat) -> str:
    if after.cue is None:
        return ""
    step = after.cue.step
    said = step.question if after.stage is Stage.ASKING else step.cue
    new_side = before is None or not before.active or _changes_side(before, after)
    return f"{_SIDES[after.side]} {said}" if after.side in _SIDES and new_side else said


def _changes_side(before: Beat | None, after: Beat) -> bool:
    return bool(after.side) and (before is None or before.side != after.side)


def _on_the_way(before: Beat, after: Beat) -> Signal:
    """Half of a longer step, and shortly before its end."""
    if after.cue is None or after.stage is not Stage.RUNNING:
        return SILENCE
    whole = after.cue.seconds
    if whole >= HALF_FROM_S and before.left_s > whole / 2 >= after.left_s:
        return Signal(Tone.HALF, "Half.")
    if whole >= LONG_S and before.left_s > NEAR_END_S >= after.left_s:
        return Signal(words="Five more seconds.")
    return SILENCE
