"""What a frame of the player's figure costs, as time on the processor: no window, no clock."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator

from hipbreak.ui.figure import Scene
from hipbreak.ui.stage import TALL
from tests.bench.figure import Figure

SIZE = int(TALL.figure[0]), int(TALL.figure[1])
SECONDS, RATE = 8, 15
MOVEMENTS = ("hip-circles", "glute-press", "walk", "couch-stretch", "kd4-press")


def drawing() -> Iterator[Figure]:
    """Frames of some movements as the player asks for them, at 96 dpi."""
    for name in MOVEMENTS:
        scene = Scene(name, size=SIZE)
        scene.part(0.0)
        took = []
        for i in range(SECONDS * RATE):
            began = time.process_time()
            scene.part(i / RATE)
            took.append((time.process_time() - began) * 1000)
        note = f"median {statistics.median(took):.1f}, worst {max(took):.1f}"
        yield Figure(f"a frame of {name} (mean)", statistics.mean(took), "ms", 4, note)
