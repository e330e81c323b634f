"""How soon hipbreak answers: each works on a desktop with it in the tray and yields figures."""

from __future__ import annotations

import contextlib
import resource
import select
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from Xlib import X
from Xlib.display import Display

from tests.bench.figure import Figure
from tests.bench.lasting import USUAL, end_the_break
from tests.bench.probe import Snapshot, memory
from tests.bench.running import Bench, pause
from tests.rig import Desktop, wait_for

PROJECT = Path(__file__).parent.parent.parent
STARTS, CARDS, STATUSES, BREAKS = 5, 5, 10, 7


def starting(bench: Bench) -> Iterator[Figure]:
    """How soon the icon is there."""
    took = []
    for at in range(STARTS):
        took.append(bench.start())
        if at < STARTS - 1:
            bench.stop()
    yield _delay("start to icon", took, 0.1)


def asking(bench: Bench) -> Iterator[Figure]:
    """From the decision to ask, as the journal has it, to the card on the screen."""
    quick = {"schedule__lull": "1 s", "schedule__skip": "4 s", "schedule__peace": "1 s"}
    bench.set(**quick, schedule__every="6 s")
    wait_for(lambda: _offered(bench), timeout=90, what="a first offer", every=3.0)
    bench.ask("skip")
    bench.desktop.wait_no_window(wm_class="Hipbreak")
    took: list[float] = []
    for _ in range(CARDS):
        before = len(_offers(bench))
        with _maps(bench.desktop) as mapped:
            shown = mapped(lambda: _type_until_due(bench))
        bench.ask("skip")
        bench.desktop.wait_no_window(wm_class="Hipbreak")
        wait_for(lambda: len(_offers(bench)) > before, what="the offer in the journal")  # noqa: B023
        took.append(shown - _offers(bench)[-1])
    bench.set(schedule__every="1 h", **{key: USUAL[key] for key in quick})
    yield Figure("decision to card", statistics.median(took), "s", 0.03, f"worst {max(took):.3f}")


def _offered(bench: Bench) -> object:
    """Somebody is there, whatever was measured before."""
    bench.desktop.key("shift")
    return bench.status()["offer"]


def breaking(bench: Bench) -> Iterator[Figure]:
    """A break asked for by hand, and what its player costs while it plays."""
    took = []
    for _ in range(BREAKS):
        with _maps(bench.desktop) as mapped:
            began = time.time()
            waited = mapped(lambda: bench.ask("now", "glute-press")) - began
        player = _player_pid(bench.desktop)
        took.append((waited, Snapshot.of(player).cpu_s))
        if len(took) == BREAKS:
            yield _player(player)
        end_the_break(bench)
    yield _delay("break asked for, decided, to its window", took, None)


def answering(bench: Bench) -> Iterator[Figure]:
    """How long `hipbreak status` takes, as a whole process."""
    took = []
    for _ in range(STATUSES):
        began, used = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
        bench.desktop.run("hipbreak", "status")
        now = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime
        took.append((time.monotonic() - began, cpu))
    yield _delay("hipbreak status", took, 0.1)


def _delay(name: str, took: list[tuple[float, float]], budget: float | None) -> Figure:
    """Seconds on the clock, which a busy machine stretches, and on the processor."""
    waits, works = zip(*took, strict=True)
    note = f"best {min(waits):.3f}; on the processor {statistics.median(works):.3f}"
    return Figure(name, statistics.median(waits), "s", budget, note)


def packing() -> Iterator[Figure]:
    """The size of what people download."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", folder]
        subprocess.run([*command, str(PROJECT)], check=True)
        (wheel,) = Path(folder).glob("*.whl")
        yield Figure("wheel", wheel.stat().st_size / 1e6, "MB", 3)


def _player_pid(desktop: Desktop) -> int:
    (pid,) = (
        pid
        for pid in desktop.processes()
        if b"\0player\0" in Path(f"/proc/{pid}/cmdline").read_bytes()
    )
    return pid


def _player(pid: int) -> Figure:
    pause(1)
    before = Snapshot.of(pid)
    pause(8)
    early = Snapshot.of(pid)
    pause(16)  # frames that come round are drawn once, so that the first seconds cost most
    end = Snapshot.of(pid)
    spans = (before, early), (early, end), (before, end)
    first, later, whole = (a.until(b).cpu_s_a_minute / 60 * 100 for a, b in spans)
    note = f"first 8 s {first:.1f}, then {later:.1f}; {memory(pid).pss:.0f} MB"
    return Figure("player while a drill runs (24 s)", whole, "%", 8, note)


def _type_until_due(bench: Bench) -> None:
    def due() -> bool:
        bench.desktop.type("words ")
        return "gap in your typing" in bench.status().get("why", "")

    wait_for(due, timeout=30, what="a due break", every=0.2)


@contextlib.contextmanager
def _maps(desktop: Desktop) -> Iterator[Callable[[Callable[[], object]], float]]:
    """Inside, a function that does something and gives the wall time a window of ours appeared."""
    display = Display(desktop.env["DISPLAY"])
    display.screen().root.change_attributes(event_mask=X.SubstructureNotifyMask)
    display.sync()

    def mapped(cause: Callable[[], object]) -> float:
        cause()
        end = time.monotonic() + 20
        while time.monotonic() < end:
            if not display.pending_events() and not select.select([display], [], [], 0.5)[0]:
                continue
            while display.pending_events():
                event, at = display.next_event(), time.time()
                if event.type == X.MapNotify and _is_ours(event.window):
                    return at
        raise TimeoutError("no window appeared")

    try:
        yield mapped
    finally:
        display.close()


def _is_ours(window: Any) -> bool:
    """A window of ours, or the frame that the window manager has just put around one."""
    return any(
        (each.get_wm_class() or ("", ""))[1] == "Hipbreak"
        for each in (window, *window.query_tree().children)
    )


def _offers(bench: Bench) -> list[float]:
    """Wall times of the decisions for all offers that were answered."""
    path = f"file:{bench.home / 'journal.sqlite3'}?mode=ro"
    with contextlib.closing(sqlite3.connect(path, uri=True)) as journal:
        rows = journal.execute("SELECT shown_ms FROM offers ORDER BY shown_ms").fetchall()
    return [shown / 1000 for (shown,) in rows]
