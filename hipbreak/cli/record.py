"""What commands about health begin with: this moment, and what the journal says of health."""

from __future__ import annotations

from hipbreak.adapters.clock import SystemClock
from hipbreak.adapters.journal.reader import JournalReader
from hipbreak.adapters.paths import Paths
from hipbreak.core.moment import Moment
from hipbreak.core.record import Record


def this_moment() -> Moment:
    return SystemClock().now()


def read_record(now: Moment) -> Record:
    """What the journal says of health: answers, breaks, how they felt."""
    with JournalReader(Paths.from_env().journal) as reader:
        return reader.record(now)
