"""`hipbreak safety`: the questions, what their answers rule out, and what rests now."""

from __future__ import annotations

import argparse
import json

from hipbreak.adapters.paths import Paths, data_dir
from hipbreak.adapters.shelf import Shelf
from hipbreak.adapters.stating import new_uid, write
from hipbreak.cli.record import read_record, this_moment
from hipbreak.cli.types import Commands
from hipbreak.core.durations import parse_duration
from hipbreak.core.errors import UserError
from hipbreak.core.safety_text import render_text, to_plain
from hipbreak.core.screening import answered


def add(commands: Commands) -> None:
    parser = commands.add_parser("safety", help="what is safe for you, and why the rest is not")
    parser.add_argument("--json", action="store_true", help="for scripts; see docs/safety.md")
    parser.set_defaults(run=show)
    change = parser.add_subparsers(metavar="set").add_parser("set", help="answer a question")
    change.add_argument("key", metavar="KEY")
    change.add_argument("answer", metavar="yes|no")
    change.add_argument(
        "--injured", metavar="DURATION", help="for swelling or bruising: how long ago it happened"
    )
    change.set_defaults(run=answer)


def show(args: argparse.Namespace) -> int:
    now = this_moment()
    record = read_record(now)
    routines, _ = Shelf((data_dir("routines"), Paths.from_env().routines)).load()
    if args.json:
        print(json.dumps(to_plain(routines, record, now), ensure_ascii=False, indent=2))
    else:
        print(render_text(routines, record, now), end="")
    return 0


def answer(args: argparse.Namespace) -> int:
    now = this_moment()
    injured = now.back(_ago(args.injured)) if args.injured else None
    fact = answered(new_uid(), now, args.key, args.answer, injured)
    write(fact)
    print(f"{fact.question}: {'yes' if fact.yes else 'no'}")
    return 0


def _ago(text: str) -> float:
    try:
        return parse_duration(text)
    except ValueError as error:
        raise UserError(str(error), exit_code=2) from None
