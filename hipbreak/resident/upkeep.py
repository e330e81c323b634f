"""Care while the day goes on: a copy of the journal each day, what others did to it, and memory.

The copy is made by a process of its own. It is started when nobody sits there, at the latest some
hours into the day; after a sleep the next turn of the loop notices the new day.
"""

from __future__ import annotations

import gc
import logging
import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from hipbreak.adapters.child import own_command, start
from hipbreak.core.errors import Unavailable
from hipbreak.core.moment import Moment
from hipbreak.ports import Clock
from hipbreak.resident.keeper import Keeper

log = logging.getLogger(__name__)

FIRST_LOOK_S = 600.0
"""Not while the desktop starts (ours)."""
PATIENCE_S = 2 * 3600.0
"""So long a moment without a person is waited for (ours)."""
TRY_AGAIN_S = 3600.0
NOBODY = -1
LONGEST = 1000
"""Bytes of what is said of a run; a sentence."""
TIDY_EVERY_S = 10.0


def backup_command(journal: Path) -> tuple[str, ...]:
    """The command that makes the daily copy of this journal."""
    return own_command("hipbreak.adapters.journal.daily", "_backup", str(journal))


class DailyBackup:
    """To be asked at each turn of the loop; it never wakes the loop by itself."""

    def __init__(
        self,
        command: tuple[str, ...],
        log_file: Path,
        clock: Clock,
        quiet: Callable[[], bool],
        tell: Callable[[str], object],
    ) -> None:
        """`tell` hears after each run what the person should know of it; mostly nothing."""
        self._command, self._log_file = command, log_file
        self._clock, self._quiet, self._tell = clock, quiet, tell
        self._look_at = clock.now().elapsed + FIRST_LOOK_S
        self._since: float | None = None
        """Since when a quiet moment is waited for."""
        self._day: int | None = None
        """The local day of the last copy."""
        self._pid = self._said = NOBODY

    def tick(self) -> None:
        """Start today's copy when its time has come; put away the process that has ended."""
        if self._pid != NOBODY:
            self._reap()
            return
        now = self._clock.now()
        if now.local_day == self._day or now.elapsed < self._look_at:
            self._since = None
            return
        self._since = now.elapsed if self._since is None else self._since
        if self._quiet() or now.elapsed - self._since >= PATIENCE_S:
            self._start(now)

    def _start(self, now: Moment) -> None:
        self._day, self._look_at = now.local_day, now.elapsed + TRY_AGAIN_S
        try:
            child = start(self._command, self._log_file)
        except Unavailable as error:
            log.warning("no backup today: %s", error)
            return
        os.close(child.to)
        self._pid, self._said = child.pid, child.of

    def _reap(self) -> None:
        code = 0
        with suppress(ChildProcessError):
            pid, code = os.waitpid(self._pid, os.WNOHANG)
            if not pid:
                return
        self._pid = NOBODY
        try:
            words = os.read(self._said, LONGEST).decode(errors="replace").strip()
        finally:
            os.close(self._said)
        if code:
            log.error("the backup failed; the lines above say why")
            self._day = None
        self._tell(words)


class Tidying:
    """Python keeps tuples that were let go of for later, thousands of each length, until it looks
    for litter everywhere, which it may not do for days: 1 MB after fifty offers. A look takes a
    millisecond, since `lean.settle` has left little to look at. It never wakes the loop.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._last = monotonic()

    def tick(self) -> None:
        if self._monotonic() - self._last >= TIDY_EVERY_S:
            self._last = self._monotonic()
            gc.collect()


class Chores:
    """The windows' housekeeping, the backup and the tidying as one."""

    def __init__(self, deadline: Callable[[], float | None], *ticks: Callable[[], None]) -> None:
        self.deadline = deadline
        self._ticks = ticks

    def tick(self) -> None:
        for tick in self._ticks:
            tick()


def verbs(
    keeper: Keeper, look_again: Callable[[], None]
) -> Mapping[str, Callable[[str, str], str]]:
    """What the command line says around its own writing: `changed` after it, `forget` before all
    is erased."""

    def changed(rest: str, how: str) -> str:
        look_again()
        return "Noted."

    def forget(rest: str, how: str) -> str:
        keeper.begin_anew(os.urandom(12).hex())
        look_again()
        return "What was is forgotten."

    return {"changed": changed, "forget": forget}
