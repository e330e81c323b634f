"""What a frame of the player's figure costs, as time on the processor: no window, no clock."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator

from hipbreak.ui.figure import Kept, Scene
from hipbreak.ui.figure.loop import RATE
from hipbreak.ui.stage import TALL
from tests.bench.figure import Figure

SIZE = int(TALL.figure[0]), int(TALL.figure[1])
SECONDS = 8
MOVEMENTS = (
    "hip-circles",
    "glute-press",
    "walk",
    "couch-stretch",
    "kd4-press",
    "quad-sweep",  # a close-up with a body in it
    "leg-pull",  # two people
)


def drawing() -> Iterator[Figure]:
    """Frames of some movements as the player asks for them the first time, at 96 dpi, and again."""
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
        yield _again(name)


def _again(name: str) -> Figure:
    """The second round, in which all but blinks is found in what was kept."""
    kept = Kept()
    scene = Scene(name, size=SIZE, kept=kept)
    count = round(scene.figure.round * RATE)
    for i in range(count):
        scene.part(i / RATE)
    began = time.process_time()
    for i in range(count, 2 * count):
        scene.part(i / RATE)
    took = (time.process_time() - began) * 1000 / count
    return Figure(f"a frame of {name}, again", took, "ms", 4, f"{kept.size / 1e6:.1f} MB kept")
