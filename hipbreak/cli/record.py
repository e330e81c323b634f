"""Writing a fact that the person states: through the resident, or by hand when none runs."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence

from hipbreak.adapters.clock import SystemClock
from hipbreak.adapters.control_client import NotRunning
from hipbreak.adapters.instance import acquire
from hipbreak.adapters.journal.reader import JournalReader
from hipbreak.adapters.journal.sqlite import SqliteJournal
from hipbreak.adapters.paths import Paths
from hipbreak.cli.remote import ask
from hipbreak.core.codec import encode
from hipbreak.core.errors import HipbreakError
from hipbreak.core.facts import Fact, Stated
from hipbreak.core.moment import Moment
from hipbreak.core.record import Record


def new_uid() -> str:
    """32 hexadecimal digits that no other fact has."""
    return os.urandom(16).hex()


def this_moment() -> Moment:
    return SystemClock().now()


def read_record(now: Moment) -> Record:
    """What the journal says of health: answers, breaks, how they felt."""
    with JournalReader(Paths.from_env().journal) as reader:
        return reader.record(now)


def write(fact: Stated) -> None:
    """Into the journal, whoever may write it at this moment. UserError or HipbreakError."""
    try:
        answer = ask("record", json.dumps(encode(fact)))
    except NotRunning:
        write_alone((fact,))
        return
    if not answer.ok:
        raise HipbreakError(answer.text)


def write_alone(facts: Sequence[Fact]) -> None:
    """Under the resident's lock, so that the journal never has two writers."""
    paths = Paths.from_env()
    paths.ensure()
    lock = acquire(paths.lock)
    try:
        journal = SqliteJournal(paths.journal)
        journal.commit(facts, None)
        journal.close()
    finally:
        lock.release()
