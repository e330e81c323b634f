"""A process that writes to a journal until it is killed: `python -m tests.journal_writer PATH N`.

Commit number N holds two facts and the state "N"; the number is printed once it is committed.
"""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

from hipbreak.adapters.journal.sqlite import SqliteJournal
from hipbreak.core.facts import BreakEnded, Evidence, Outcome, Span, SpanKind, StepDone
from hipbreak.core.moment import Moment


def facts(number: int) -> tuple[Span, BreakEnded]:
    """The two facts of commit `number`."""
    start = Moment(1_700_000_000.0 + 60 * number, float(number), 3600)
    end = start.after(30)
    steps = tuple(StepDone("walk", "", 10.0, 10.0) for _ in range(3))
    return (
        Span(f"{number:031x}a", SpanKind.SITTING, start, end, "away"),
        BreakEnded(
            f"{number:031x}b", "walk", "walk", start, end, Outcome.COMPLETED, Evidence.STEPS,
            30.0, 30.0, steps=steps,
        ),
    )  # fmt: skip


def main() -> None:
    journal = SqliteJournal(Path(sys.argv[1]))
    for number in count(int(sys.argv[2])):
        journal.commit(facts(number), str(number))
        print(number, flush=True)


if __name__ == "__main__":
    main()
