"""`hipbreak import`: another machine's journal, or an export, into this one."""

from __future__ import annotations

import argparse
from pathlib import Path

from hipbreak.adapters.own_data import Imported, import_data
from hipbreak.adapters.paths import Paths
from hipbreak.cli.progress import Progress
from hipbreak.cli.types import Commands

SHOWN = 10


def add(commands: Commands) -> None:
    parser = commands.add_parser("import", help="take in another machine's journal or an export")
    parser.add_argument("file", metavar="FILE", type=Path, help="journal.sqlite3 or an export zip")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    with Progress() as tell:
        done = import_data(Paths.from_env(), args.file, tell)
    print("\n".join(lines(done)))
    return 0


def lines(done: Imported) -> list[str]:
    """What was taken in, for people."""
    said = [f"{done.added:,} facts were added, {done.known:,} were here already."]
    if done.doubtful:
        said.append(
            f"{len(done.doubtful)} had an id that stands for something else here. Both are kept; "
            "theirs got a new id:"
        )
        said += [f"  {table}: {old} → {new}" for table, old, new in done.doubtful[:SHOWN]]
        if len(done.doubtful) > SHOWN:
            said.append(f"  and {len(done.doubtful) - SHOWN} more")
    return said
