"""`hipbreak play`: do one routine now, in a window or as plain text in the terminal."""

from __future__ import annotations

import argparse
import sys

from hipbreak.adapters.control_client import NotRunning
from hipbreak.adapters.paths import Paths, data_dir
from hipbreak.adapters.shelf import Shelf
from hipbreak.cli.remote import ask, request
from hipbreak.cli.routine_text import before_start
from hipbreak.cli.types import Commands
from hipbreak.core.errors import HipbreakError, UserError


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
    words = before_start(routine)
    if words:
        print(words, flush=True)  # to be read before the window comes
    return play(routine.id)


def play(routine_id: str) -> int:
    """Play it in a window; 0 started, 1 refused with the reason."""
    _wake()
    return request("now", routine_id)


def play_text(routine_id: str) -> int:
    """Play it here; 0 when it was written down, however it ended. HipbreakError: refused."""
    _wake()
    answer = ask("begin", routine_id)
    if not answer.ok:
        raise HipbreakError(answer.text)
    from hipbreak.cli.drill import drill
    from hipbreak.protocol import OpenPlayer, from_line

    opening = from_line(answer.text)
    if not isinstance(opening, OpenPlayer):
        raise HipbreakError("the hipbreak that runs is another version: restart it")
    return drill(opening)


def _wake() -> None:
    """hipbreak is started when it does not run yet."""
    try:
        ask("status")
    except NotRunning:
        from hipbreak.cli.start import start

        start()
