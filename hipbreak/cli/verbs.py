"""The short commands that the resident carries out: now, start, snooze, pause and so on."""

from __future__ import annotations

import argparse

from hipbreak.cli.remote import request
from hipbreak.cli.types import Commands
from hipbreak.core import until
from hipbreak.core.durations import parse_duration
from hipbreak.core.errors import UserError
from hipbreak.core.until import TOMORROW

PLAIN = {
    "card": "show the waiting offer as an ordinary window, for the keyboard",
    "start": "start what is offered",
    "skip": "skip what is offered",
    "resume": "end a pause",
    "quit": "end hipbreak",
}
TOGGLES = {
    "meeting": "I am in a meeting: offer nothing until it ends",
    "reading": "I am reading: I sit here without touching a key",
}
OPENING = ("now", "start", "card")
"""What opens a window: it is done when that is on the screen."""
DURATIONS = ("snooze", "pause", *TOGGLES)
FLAGS = ("all_along", "short")
UNTIL = {"pause": ("until", TOMORROW), "meeting": ("until",), "reading": ("until",)}


def add(commands: Commands) -> None:
    for verb, words in PLAIN.items():
        commands.add_parser(verb, help=words).set_defaults(run=run, verb=verb, words=[])
    now = commands.add_parser("now", help="start a break now")
    now.add_argument("words", nargs="*", metavar="ROUTINE", help="a routine's id")
    now.add_argument("--short", action="store_true", help="the ten-second drill")
    now.set_defaults(run=run, verb="now")
    snooze = commands.add_parser("snooze", help="put the offer off")
    snooze.add_argument("words", nargs="*", metavar="DURATION", help="for example 10 min")
    snooze.set_defaults(run=run, verb="snooze")
    pause = commands.add_parser("pause", help="offer nothing for a while (1 h unless said)")
    ends = "1 h, or: until 14:00, until tomorrow 9:00, until monday, until 2026-12-28"
    pause.add_argument("words", nargs="*", metavar="DURATION", help=ends)
    pause.set_defaults(run=run, verb="pause")
    for verb, words in TOGGLES.items():
        toggle = commands.add_parser(verb, help=f"{words} (1 h unless said)")
        ends = "45 min, or: until 15:00, or: off"
        toggle.add_argument("words", nargs="*", metavar="DURATION", help=ends)
        toggle.set_defaults(run=run, verb=verb)
    stand = commands.add_parser("stand", help="I am standing: stop the sitting clock")
    stand.add_argument("words", nargs="*", metavar="since", help="since 14:10: I forgot to say so")
    stand.add_argument(
        "--all-along", action="store_true", help="the last absence was none: I was standing"
    )
    stand.set_defaults(run=run, verb="stand")
    sit = commands.add_parser("sit", help="I am sitting again")
    sit.add_argument(
        "--all-along", action="store_true", help="the last absence was none: I was sitting"
    )
    sit.set_defaults(run=run, verb="sit", words=[])
    sat = commands.add_parser("sat", help="answer whether you were there in hours of mere input")
    sat.add_argument("words", nargs=1, choices=("yes", "no"), metavar="yes|no")
    sat.set_defaults(run=run, verb="sat")


def run(args: argparse.Namespace) -> int:
    flags = [f"--{name.replace('_', '-')}" for name in FLAGS if getattr(args, name, False)]
    if flags and args.words:
        raise UserError(f"{flags[0]} goes without a name", exit_code=2)
    words = [*args.words, *flags]
    _check(args.verb, " ".join(words))
    return request(args.verb, *words, window=args.verb in OPENING)


def _check(verb: str, text: str) -> None:
    """A wrong duration or time is a wrong call, whether hipbreak runs or not."""
    if verb == "stand" and text and text != "--all-along":
        _check_since(text)
    if text and verb in DURATIONS and not (verb in TOGGLES and text == "off"):
        try:
            if text.startswith(UNTIL.get(verb, ())):
                until.check(text.removeprefix("until"))
            else:
                parse_duration(text)
        except ValueError as error:
            raise UserError(str(error), exit_code=2) from None


def _check_since(text: str) -> None:
    since, _, time = text.partition(" ")
    try:
        until.time_of_day(time if since == "since" else text)
    except ValueError as error:
        raise UserError(str(error), exit_code=2) from None
