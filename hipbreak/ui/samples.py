"""A drill's moments, for measuring how much room it needs."""

from __future__ import annotations

from dataclasses import replace

from hipbreak.core.routine import Routine
from hipbreak.ui.player_state import Phase, Play, start


def samples(routine: Routine, first_side: str) -> tuple[Play, ...]:
    """A play at each of its steps."""
    play = start(routine, first_side)
    return tuple(
        replace(play, at=at, phase=Phase.RUNNING if slot.cue.seconds else Phase.ASKING)
        for at, slot in enumerate(play.slots)
    )
