"""How soon a window is there that nobody made ready: it is decided already what it shows."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator

from hipbreak.adapters.paths import data_dir
from hipbreak.adapters.shelf import Shelf
from hipbreak.protocol import Close, Look, OpenPlayer, Shown
from tests.bench.figure import Figure
from tests.bench.probe import Snapshot
from tests.rig import Desktop
from tests.window_child import WindowChild

ROUNDS = 9


def opening() -> Iterator[Figure]:
    """A player, from the start of its process to its word that it is on the screen."""
    with Desktop() as desktop:
        seen = [_opened(desktop) for _ in range(ROUNDS)]
    waits, works = zip(*seen, strict=True)
    note = f"best {min(waits):.3f}; on the processor {statistics.median(works):.3f}"
    yield Figure("decision to a window, cold", statistics.median(waits), "s", 0.15, note)


def _opened(desktop: Desktop) -> tuple[float, float]:
    """Seconds that passed, and seconds on the processor."""
    drill = Shelf([data_dir("routines")]).get("glute-press")
    began = time.monotonic()
    child = WindowChild(desktop, "player", OpenPlayer("u", drill, "left", Look(theme="light")))
    child.wait(Shown)
    took, cpu = time.monotonic() - began, Snapshot.of(child.process.pid).cpu_s
    child.send(Close())
    child.wait_end()
    return took, cpu
