"""Writing a fact that the person states: through the resident, or by hand when none runs."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence

from hipbreak.adapters.control_client import NotRunning, ask_plain
from hipbreak.adapters.instance import acquire
from hipbreak.adapters.paths import Paths
from hipbreak.core.codec import encode
from hipbreak.core.errors import HipbreakError
from hipbreak.core.facts import Fact, Stated


def new_uid() -> str:
    """32 hexadecimal digits that no other fact has."""
    return os.urandom(16).hex()


def write(fact: Stated) -> None:
    """Into the journal, whoever may write it at this moment. UserError or HipbreakError."""
    try:
        answer = ask_plain(Paths.from_env().socket, "record", (json.dumps(encode(fact)),))
    except NotRunning:
        write_alone((fact,))
        return
    if not answer.ok:
        raise HipbreakError(answer.text)


def write_alone(facts: Sequence[Fact]) -> None:
    """Under the resident's lock, so that the journal never has two writers."""
    from hipbreak.adapters.journal.sqlite import SqliteJournal

    paths = Paths.from_env()
    paths.ensure()
    lock = acquire(paths.lock)
    try:
        journal = SqliteJournal(paths.journal)
        journal.commit(facts, None)
        journal.close()
    finally:
        lock.release()
