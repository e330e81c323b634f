"""What the resident costs while it waits, in each way of being at the desk."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator

from tests.bench.figure import Figure
from tests.bench.probe import Memory, Snapshot, memory
from tests.bench.running import SETTLE_S, Bench, pause, type_for
from tests.rig import Desktop, wait_for
from tests.rig.desktop import Panel

START_S = 75.0


def staying(bench: Bench, seconds: float) -> Iterator[Figure]:
    """Typing, reading and away, each for so many seconds. What is new today is asked once after a
    start, at the first look, which comes after a minute: that belongs to the start."""
    desktop = bench.desktop
    yield from _effort(bench, "the start", lambda: type_for(desktop, START_S), budget=False)
    yield _memory("memory on an SNI tray (PSS)", memory(bench.pid), 13)
    yield from _effort(bench, "typing", lambda: type_for(desktop, seconds))
    yield from _effort(bench, "reading", lambda: pause(seconds))
    bench.set(schedule__natural_break="2 s")
    wait_for(lambda: bench.status()["presence"] == "away", timeout=20, what="being away")
    pause(3)
    yield from _effort(bench, "away", lambda: pause(seconds))
    bench.set(schedule__natural_break="3 min")


def without_a_tray() -> Iterator[Figure]:
    """Memory where nothing shows icons, and where only an XEmbed tray does."""
    kinds: tuple[tuple[str, Panel | None, float | None], ...] = (
        ("memory without a tray (PSS)", None, 13),
        ("memory on an XEmbed tray (PSS)", "trayer", None),
    )
    for name, panel, budget in kinds:
        if panel and not shutil.which(panel):
            continue
        with Desktop(panel=panel) as desktop:
            bench = Bench(desktop)
            bench.begin()
            pause(SETTLE_S)
            yield _memory(name, memory(bench.pid), budget)


def calling(bench: Bench, seconds: float) -> Iterator[Figure]:
    """A microphone in use, and a break that is due and waits for its end, as long each."""
    desktop = bench.desktop
    call = bench.sound.record() if bench.sound else None
    if not call:
        bench.ask("meeting", "1h")
    desktop.type("hello ")
    bench.set(schedule__every="5 s")
    wait_for(lambda: "due" in bench.status()["why"], timeout=30, what="a break that waits")
    pause(SETTLE_S)
    yield from _effort(bench, "held in a call", lambda: pause(seconds))
    yield from _effort(bench, "typing in a call", lambda: type_for(desktop, seconds))
    bench.set(schedule__every="1 h")
    if call:
        desktop.end(call)
    else:
        bench.ask("meeting", "off")
    wait_for(lambda: not bench.status()["holds"], what="the end of the call")


def _memory(name: str, seen: Memory, budget: float | None) -> Figure:
    return Figure(name, seen.pss, "MB", budget, f"unshared {seen.uss:.1f}, resident {seen.rss:.1f}")


def _effort(
    bench: Bench, name: str, spend: Callable[[], None], *, budget: bool = True
) -> Iterator[Figure]:
    before = Snapshot.of(bench.pid)
    spend()
    effort = before.until(Snapshot.of(bench.pid))
    cpu, switches = (0.005, 0.2) if budget else (None, None)
    yield Figure(f"{name}: CPU a minute", effort.cpu_s_a_minute, "s", cpu)
    yield Figure(f"{name}: context switches", effort.switches_a_second, "/s", switches)
