"""What stays of breaks, of offers that were held, and of a day: memory, files and threads."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator
from pathlib import Path

from tests.bench.figure import Figure
from tests.bench.probe import memory
from tests.bench.running import SETTLE_S, Bench, pause
from tests.rig import wait_for

CARD = "hipbreak: a break"
WARM_UP = 3
"""So often each thing is done before it counts: what a first time loads is not what stays."""
QUICK = {
    "schedule__lull": "1 s",
    "schedule__lull_limit": "2 s",
    "schedule__peace": "1 s",
    "schedule__warn": "1 s",
    "schedule__skip": "1 min",
    "schedule__every": "2 s",
}
USUAL = {
    "schedule__every": "1 h",
    "schedule__lull": "3 s",
    "schedule__lull_limit": "1 min",
    "schedule__peace": "1 min",
    "schedule__warn": "30 s",
    "schedule__skip": "30 min",
}


def lasting(bench: Bench, rounds: int) -> Iterator[Figure]:
    """So many breaks, so many held offers, so many rounds of everything a day brings."""
    yield from _stays(bench, "breaks", rounds, lambda: take_a_break(bench))
    bench.set(**QUICK)
    yield from _stays(bench, "held offers", rounds, lambda: _hold_an_offer(bench))
    yield from _stays(bench, "rounds of a day", rounds, lambda: _day(bench))
    bench.set(**USUAL)


def take_a_break(bench: Bench) -> None:
    """One that was asked for and is ended by keys."""
    bench.ask("now", "glute-press")
    end_the_break(bench)


def end_the_break(bench: Bench) -> None:
    """Done, and better, by the player's keys."""
    desktop = bench.desktop
    player = desktop.wait_window(wm_class="Hipbreak")
    wait_for(lambda: desktop.focused() == player.id, what="the player")
    desktop.key("d")
    desktop.key("1")
    desktop.wait_no_window(wm_class="Hipbreak")
    wait_for(lambda: not bench.status()["break"], what="the end of the break")


def _hold_an_offer(bench: Bench) -> None:
    """Due in a meeting, offered after it, and turned down."""
    bench.ask("meeting", "1h")
    wait_for(lambda: "due" in bench.status()["why"], timeout=90, what="a held break", every=0.2)
    bench.desktop.type("w")
    bench.ask("meeting", "off")
    _be_offered(bench)
    bench.ask("skip")
    bench.desktop.wait_no_window(wm_class="Hipbreak")
    # Saying how the rules are forgets that an offer was turned down a moment ago.
    bench.ask("pause", "1 h")
    bench.ask("resume")
    bench.ask("stand")
    bench.ask("sit")


def _day(bench: Bench) -> None:
    """Work, an offer put off, a break, standing, a pause, an absence, a look at the status."""
    bench.desktop.type("some words of work ")
    _be_offered(bench)
    bench.ask("snooze", "1 s")
    bench.desktop.wait_no_window(wm_class="Hipbreak")
    take_a_break(bench)
    for words in (("stand",), ("sit",), ("pause", "1 h"), ("resume",), ("reading", "1 h")):
        bench.ask(*words)
    bench.ask("reading", "off")
    for words in (("status",), ("why",), ("menu",), ("changed",)):
        bench.ask(*words)


def _be_offered(bench: Bench) -> None:
    wait_for(lambda: bench.status()["offer"], timeout=90, what="an offer", every=0.2)
    bench.desktop.wait_window(title=CARD)


def _stays(bench: Bench, name: str, rounds: int, do: Callable[[], None]) -> Iterator[Figure]:
    for _ in range(WARM_UP):
        do()
    before, things = _settled(bench), _open(bench.pid)
    for _ in range(rounds):
        do()
    after = _settled(bench)
    more = sum(_open(bench.pid)) - sum(things)
    files, threads = _open(bench.pid)
    note = f"{before:.2f} to {after:.2f} unshared; {files} files, {threads} threads"
    yield Figure(f"kept after {rounds} {name}", after - before, "MB", 0.5, note)
    yield Figure(f"files and threads kept after {rounds} {name}", more, "", 0)


def _settled(bench: Bench) -> float:
    """Unshared megabytes, once everything of before has ended."""
    seen = []
    for _ in range(3):
        pause(SETTLE_S / 3)
        seen.append(memory(bench.pid).uss)
    return statistics.median(seen)


def _open(pid: int) -> tuple[int, int]:
    files, threads = (len(list(Path(f"/proc/{pid}/{what}").iterdir())) for what in ("fd", "task"))
    return files, threads
