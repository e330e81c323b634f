"""`hipbreak erase`: takes the history out for good, after the word was typed."""

from __future__ import annotations

import argparse
import sys
from datetime import date

from hipbreak.adapters.own_data import Erased, erase_data
from hipbreak.adapters.paths import Paths
from hipbreak.cli.export import parse_day
from hipbreak.cli.types import Commands
from hipbreak.core.errors import UserError

WORD = "erase"


def add(commands: Commands) -> None:
    parser = commands.add_parser("erase", help="take the history out for good, backups too")
    parser.add_argument("--before", metavar="DATE", help="only what began before this day")
    parser.add_argument(
        "--yes-erase-everything", action="store_true", help="for scripts: do not ask"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    paths, before = Paths.from_env(), parse_day(args.before)
    if not args.yes_erase_everything:
        print(warning(before))
        if not _typed():
            raise UserError("nothing was erased")
    print("\n".join(lines(erase_data(paths, before))))
    return 0


def warning(before: date | None) -> str:
    """What will go and what stays, before the word is asked for."""
    if before is not None:
        return (
            f"This erases what began before {before}, for good: sitting, offers, breaks and how "
            "they felt.\nThe log and all backups go as well; one new backup is made of what "
            "stays. Your last answer\nto each safety question stays."
        )
    return (
        "This erases everything hipbreak wrote down, for good: the journal, the log and all "
        "backups.\nThe safety answers go too, so what presses waits until you answer again, and "
        "rests after a\npain stop are forgotten. Settings and routine files stay."
    )


def _typed() -> bool:
    print(f"Type {WORD} to go on: ", end="", flush=True)
    return sys.stdin.readline().strip() == WORD


def lines(done: Erased) -> list[str]:
    """What went, for people."""
    said = [
        f"Erased: facts: {done.facts}; backups and other copies: {done.copies}; and the log.",
        "Exports and copies that you made elsewhere are not touched.",
    ]
    if not done.clean:
        said.append(
            "A window still reads the journal, so traces may remain in its files until it is "
            "closed. Close it and run this again."
        )
    return said
