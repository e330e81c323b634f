"""The player is heard when it should be: recorded from a real sound server's monitor."""

from __future__ import annotations

import sys

import pytest

from hipbreak.core.routine import Evidence, Grade, Kind, Position, Routine, Step
from hipbreak.protocol import Finished, Look, OpenPlayer, Sound
from tests.rig import Desktop
from tests.rig.sound import SoundCard
from tests.window_child import WindowChild

SHORT = Routine(
    "short", "Short", "One step.", Kind.DRILL, Position.SEATED,
    (Step("Press both feet down.", 2, "ours"),), Evidence(Grade.EXPERT, "A test."),
)  # fmt: skip

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="PulseAudio is Linux's")


def peak_of_a_drill(desktop: Desktop, sound: Sound) -> int:
    """How loud a whole drill was, from its first frame to its report."""
    with SoundCard() as card:
        desktop.env.update(card.env)
        with card.recording() as heard:
            player = WindowChild(desktop, "player", OpenPlayer("u", SHORT, "left", Look(), sound))
            player.wait(Finished, 30)
            heard.wait_until(2.0)
        return heard.peak()


def test_with_tones_on_a_drill_is_heard(desktop: Desktop) -> None:
    assert peak_of_a_drill(desktop, Sound(tones=True, speech=False, volume=0.3)) > 100


def test_by_default_a_drill_is_silent(desktop: Desktop) -> None:
    assert peak_of_a_drill(desktop, Sound()) == 0
