"""`hipbreak play`: do one routine now, in a window or as plain text in the terminal."""

from __future__ import annotations

import argparse
import sys

from hipbreak.adapters.paths import Paths, data_dir
from hipbreak.adapters.shelf import Shelf
from hipbreak.cli.remote import ask, request
from hipbreak.cli.routine_text import before_start
from hipbreak.cli.start import ensure_running
from hipbreak.cli.types import Commands
from hipbreak.core.errors import HipbreakError, UserError
from hipbreak.core.routine import Routine


def add(commands: Commands) -> None:
    parser = commands.add_parser("play", help="do one routine now")
    parser.add_argument("id", metavar="ID")
    parser.add_argument(
        "--text",
        action="store_true",
        help="as plain text in this terminal, also for a screen reader",
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    routine = Shelf((data_dir("routines"), Paths.from_env().routines)).get(args.id)
    if args.text:
        if routine.pressure and not sys.stdin.isatty():
            raise UserError(
                f"{routine.id} presses: it needs a terminal where you say that you read on"
            )
        return play_text(routine.id)
    return play(routine)


def play(routine: Routine) -> int:
    """Play it in a window, and print its cautions here too; 0 started, 1 refused with the reason
    and nothing else."""
    ensure_running()
    refused = request("now", routine.id, window=True)
    words = before_start(routine)
    if words and not refused:
        print(words)
    return refused


def play_text(routine_id: str) -> int:
    """Play it here; 0 when it was written down, however it ended. HipbreakError: refused."""
    ensure_running()
    answer = ask("begin", routine_id)
    if not answer.ok:
        raise HipbreakError(answer.text)
    from hipbreak.cli.drill import drill
    from hipbreak.protocol import OpenPlayer, from_line

    opening = from_line(answer.text)
    if not isinstance(opening, OpenPlayer):
        raise HipbreakError("the hipbreak that runs is another version: restart it")
    return drill(opening)
