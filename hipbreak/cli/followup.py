"""`hipbreak followup`: the next day's question after a release, and its answer."""

from __future__ import annotations

import argparse

from hipbreak.adapters.paths import Paths, data_dir
from hipbreak.adapters.shelf import Shelf
from hipbreak.adapters.stating import new_uid, write
from hipbreak.cli.record import read_record, this_moment
from hipbreak.cli.types import Commands
from hipbreak.core.errors import Refused
from hipbreak.core.facts import NextDay
from hipbreak.core.followup import NextDayQuestion, due_questions, followed_up
from hipbreak.core.followup_words import ANSWERS
from hipbreak.core.moment import Moment

NOTHING = "Nothing is asked just now."


def add(commands: Commands) -> None:
    parser = commands.add_parser("followup", help="how yesterday's release feels today")
    parser.add_argument(
        "answer", nargs="?", choices=[answer.value for answer in ANSWERS], help="answers it"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    now = this_moment()
    question = _open_question(now)
    if args.answer is None:
        print(f"{question.text}\n({' · '.join(a.value for a in ANSWERS)})" if question else NOTHING)
        return 0
    if question is None:
        raise Refused(NOTHING)
    write(followed_up(new_uid(), question.break_uid, now, NextDay(args.answer)))
    print("Noted. Thank you.")
    return 0


def _open_question(now: Moment) -> NextDayQuestion | None:
    routines, _ = Shelf((data_dir("routines"), Paths.from_env().routines)).load()
    return next(iter(due_questions(routines, read_record(now), now)), None)
