"""Reading a process from /proc: memory, time on the processor, wake-ups."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Memory:
    """Megabytes: `pss` counts shared pages by share, `uss` not at all, `rss` in full."""

    pss: float
    uss: float
    rss: float


@dataclass(frozen=True, slots=True)
class Effort:
    """What a process did in some time."""

    cpu_s_a_minute: float
    switches_a_second: float


def memory(pid: int) -> Memory:
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()[1:]
    kb = {line.split(":")[0]: int(line.split()[1]) for line in lines}
    uss = kb["Private_Clean"] + kb["Private_Dirty"]
    return Memory(kb["Pss"] / 1024, uss / 1024, kb["Rss"] / 1024)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All threads of a process together, at one time."""

    at: float
    cpu_s: float
    switches: int

    @classmethod
    def of(cls, pid: int) -> Snapshot:
        cpu_ns, switches = 0, 0
        for task in Path(f"/proc/{pid}/task").iterdir():
            cpu_ns += int((task / "schedstat").read_text().split()[0])
            for line in (task / "status").read_text().splitlines():
                if "ctxt_switches" in line:
                    switches += int(line.split()[1])
        return cls(time.monotonic(), cpu_ns / 1e9, switches)

    def until(self, later: Snapshot) -> Effort:
        seconds = later.at - self.at
        return Effort(
            (later.cpu_s - self.cpu_s) * 60 / seconds, (later.switches - self.switches) / seconds
        )
