"""The measurements: each works on a desktop with hipbreak in its tray and yields figures."""

from __future__ import annotations

import contextlib
import json
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

from hipbreak.adapters.control_client import NotRunning, ask_plain
from tests.bench.figure import Figure
from tests.bench.probe import Memory, Snapshot, memory
from tests.rig import Desktop, wait_for

PROJECT = Path(__file__).parent.parent.parent
SETTLE_S = 8.0
STARTS, CARDS, STATUSES, BREAKS = 5, 5, 10, 3


class Bench:
    """A running hipbreak on its own desktop."""

    def __init__(self, desktop: Desktop) -> None:
        self.desktop = desktop
        self.home = Path(desktop.env["HIPBREAK_HOME"])
        self.resident: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self.resident is not None
        return self.resident.pid

    def start(self) -> float:
        """Seconds from the start of the process to its icon in the panel's list."""
        with self.desktop.bus.watching_items() as items:
            began = time.monotonic()
            self.resident = self.desktop.start("hipbreak", "run")
            wait_for(items, what="the icon", every=0.002)
            took = time.monotonic() - began
        wait_for(lambda: self.status().get("running"), what="hipbreak")
        return took

    def stop(self) -> None:
        assert self.resident is not None
        self.ask("quit")
        self.resident.wait(10)
        self.desktop.end(self.resident)
        wait_for(lambda: not self.desktop.bus.tray_items(), what="the end of the icon")

    def ask(self, *words: str) -> str:
        """Say something on the control socket, without the cost of a command."""
        answer = ask_plain(self.home / "control.sock", words[0], words[1:], timeout_s=5)
        return answer.data or answer.text

    def status(self) -> dict[str, Any]:
        try:
            return dict(json.loads(self.ask("status")))
        except NotRunning:
            return {}

    def set(self, key: str, value: str) -> None:
        self.desktop.run("hipbreak", "set", key, value)


def starting(bench: Bench) -> Iterator[Figure]:
    """How soon the icon is there."""
    took = []
    for at in range(STARTS):
        took.append(bench.start())
        if at < STARTS - 1:
            bench.stop()
    yield Figure("start to icon", statistics.median(took), "s", 0.1, f"best {min(took):.3f}")


def staying(bench: Bench, seconds: float) -> Iterator[Figure]:
    """What the resident costs while it waits."""
    _pause(SETTLE_S)
    yield from _memory("memory on an SNI tray (PSS)", memory(bench.pid))
    ways: tuple[tuple[str, Callable[[], None]], ...] = (
        ("typing", lambda: _type_for(bench.desktop, seconds)),
        ("reading", lambda: _pause(seconds)),
    )
    for name, spend in ways:
        yield from _effort(bench, name, spend)
    bench.set("schedule.natural_break", "2 s")
    wait_for(lambda: bench.status()["presence"] == "away", timeout=20, what="being away")
    _pause(3)
    yield from _effort(bench, "away", lambda: _pause(seconds))
    bench.set("schedule.natural_break", "3 min")


def asking(bench: Bench) -> Iterator[Figure]:
    """From the decision to ask, as the journal has it, to the card on the screen."""
    bench.set("schedule.every", "6 s")
    bench.set("schedule.lull", "1 s")
    bench.set("schedule.skip", "4 s")
    took: list[float] = []
    for _ in range(CARDS):
        with _maps(bench.desktop) as mapped:
            shown = mapped(lambda: _type_until_due(bench))
        bench.ask("skip")
        bench.desktop.wait_no_window(wm_class="Hipbreak")
        took.append(shown - _offer(bench, len(took)))
    bench.set("schedule.every", "1 h")
    yield Figure("decision to card", statistics.median(took), "s", 0.03, f"worst {max(took):.3f}")


def breaking(bench: Bench) -> Iterator[Figure]:
    """A break asked for by hand, and what stays in memory after a few."""
    _pause(SETTLE_S)
    before, took = memory(bench.pid), []
    for _ in range(BREAKS):
        with _maps(bench.desktop) as mapped:
            began = time.time()
            took.append(mapped(lambda: bench.ask("now", "glute-press")) - began)
        player = bench.desktop.wait_window(wm_class="Hipbreak")
        wait_for(lambda info=player: bench.desktop.focused() == info.id, what="the player")  # type: ignore[misc]
        if len(took) == BREAKS:
            yield _player(bench.desktop)
        bench.desktop.key("d")
        bench.desktop.key("1")
        bench.desktop.wait_no_window(wm_class="Hipbreak")
        wait_for(lambda: not bench.status()["break"], what="the end of the break")
    _pause(SETTLE_S)
    kept = memory(bench.pid).pss - before.pss
    note = f"best {min(took):.3f}"
    yield Figure("break asked for, to its window (cold)", statistics.median(took), "s", 0.15, note)
    yield Figure(f"memory kept after {BREAKS} breaks (PSS)", kept, "MB", 0.5)


def answering(bench: Bench) -> Iterator[Figure]:
    """How long `hipbreak status` takes, as a whole process."""
    took = []
    for _ in range(STATUSES):
        began = time.monotonic()
        bench.desktop.run("hipbreak", "status")
        took.append(time.monotonic() - began)
    note = f"best {min(took):.3f}"
    yield Figure("hipbreak status", statistics.median(took), "s", 0.1, note)


def packing() -> Iterator[Figure]:
    """The size of what people download."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", folder]
        subprocess.run([*command, str(PROJECT)], check=True)
        (wheel,) = Path(folder).glob("*.whl")
        yield Figure("wheel", wheel.stat().st_size / 1e6, "MB", 3)


def _player(desktop: Desktop) -> Figure:
    (pid,) = (
        pid
        for pid in desktop.processes()
        if b"\0player\0" in Path(f"/proc/{pid}/cmdline").read_bytes()
    )
    _pause(1)
    before = Snapshot.of(pid)
    _pause(8)
    early = Snapshot.of(pid)
    _pause(16)  # frames that come round are drawn once, so that the first seconds cost most
    end = Snapshot.of(pid)
    spans = (before, early), (early, end), (before, end)
    first, later, whole = (a.until(b).cpu_s_a_minute / 60 * 100 for a, b in spans)
    note = f"first 8 s {first:.1f}, then {later:.1f}; {memory(pid).pss:.0f} MB"
    return Figure("player while a drill runs (24 s)", whole, "%", 8, note)


def _memory(name: str, seen: Memory) -> Iterator[Figure]:
    yield Figure(name, seen.pss, "MB", 13, f"unshared {seen.uss:.1f}, resident {seen.rss:.1f}")


def _effort(bench: Bench, name: str, spend: Callable[[], None]) -> Iterator[Figure]:
    before = Snapshot.of(bench.pid)
    spend()
    effort = before.until(Snapshot.of(bench.pid))
    yield Figure(f"{name}: CPU a minute", effort.cpu_s_a_minute, "s", 0.005)
    yield Figure(f"{name}: context switches", effort.switches_a_second, "/s", 0.2)


def _pause(seconds: float) -> None:
    """Let time pass: here time itself is what is measured."""
    select.select([], [], [], seconds)


def _type_for(desktop: Desktop, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        desktop.type("a few words ")
        _pause(0.4)


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


def _offer(bench: Bench, at: int) -> float:
    """Wall time of the decision for one offer, counted from 0."""

    def read() -> list[tuple[int]]:
        path = f"file:{bench.home / 'journal.sqlite3'}?mode=ro"
        with contextlib.closing(sqlite3.connect(path, uri=True)) as journal:
            return journal.execute(
                "SELECT shown_ms FROM offers ORDER BY shown_ms LIMIT 1 OFFSET ?", (at,)
            ).fetchall()

    return wait_for(read, what="the offer in the journal")[0][0] / 1000
