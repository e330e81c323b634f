"""`hipbreak plan`: what is meant for a day, what is done of it; `plan play ID` does it."""

from __future__ import annotations

import argparse
import json
import sys

from hipbreak.adapters.paths import Paths, data_dir
from hipbreak.adapters.plan_shelf import load_plans
from hipbreak.adapters.shelf import Shelf
from hipbreak.cli.record import read_record, this_moment
from hipbreak.cli.remote import request
from hipbreak.cli.start import ensure_running
from hipbreak.cli.types import Commands
from hipbreak.core.calendar import parse_date
from hipbreak.core.errors import UserError
from hipbreak.core.plan_text import day_plan, render_text, to_plain


def add(commands: Commands) -> None:
    parser = commands.add_parser("plan", help="what is meant for a day, and what is done of it")
    parser.add_argument("--on", metavar="DATE", help="a day, as 2026-11-23; today unless said")
    parser.add_argument("--json", action="store_true", help="for scripts; see docs/plans.md")
    parser.set_defaults(run=show)
    play = parser.add_subparsers(metavar="play").add_parser("play", help="do a plan now")
    play.add_argument("id", metavar="ID", help="morning, week or after-training")
    play.set_defaults(run=play_now)


def show(args: argparse.Namespace) -> int:
    now = this_moment()
    day = _day(args.on) if args.on else now.local_day
    folders = (data_dir("routines"), Paths.from_env().routines)
    plans, problems = load_plans(folders)
    routines, more = Shelf(folders).load()
    found = day_plan(plans, routines, read_record(now), day, now)
    if args.json:
        print(json.dumps(to_plain(found), ensure_ascii=False, indent=2))
    else:
        print(render_text(found), end="")
    for problem in (*problems, *more):
        print(f"hipbreak: {problem}", file=sys.stderr)
    return 1 if problems or more else 0


def play_now(args: argparse.Namespace) -> int:
    ensure_running()
    return request("plan", args.id, window=True)


def _day(text: str) -> int:
    try:
        return parse_date(text)
    except ValueError as error:
        raise UserError(str(error), exit_code=2) from None
