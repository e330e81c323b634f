"""A play as a moment that can be heard."""

from __future__ import annotations

from hipbreak.core.cues import Beat, Stage
from hipbreak.ui.player_state import Phase, Play

_STAGES = {
    Phase.RUNNING: Stage.RUNNING,
    Phase.ASKING: Stage.ASKING,
    Phase.ENDING: Stage.ENDED,
    Phase.TIGHTNESS: Stage.ENDED,
}


def beat(play: Play) -> Beat:
    """What `Voice.at` listens to."""
    cue = play.slot.cue if play.slot else None
    return Beat(_STAGES.get(play.phase, Stage.WAITING), play.at, cue, play.position)
