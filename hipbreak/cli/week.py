"""`hipbreak week`: the figures of one week, for people or for scripts."""

from __future__ import annotations

import argparse
import json

from hipbreak.adapters.clock import SystemClock
from hipbreak.adapters.journal.reader import JournalReader
from hipbreak.adapters.paths import Paths
from hipbreak.cli.types import Commands
from hipbreak.core.calendar import monday, parse_week
from hipbreak.core.errors import UserError
from hipbreak.core.week import Week, week
from hipbreak.core.week_text import render_text, to_plain


def add(subparsers: Commands) -> None:
    parser = subparsers.add_parser("week", help="sitting, offers and breaks of a week")
    parser.add_argument("--of", metavar="WEEK", help="another week, as in 2026-W47")
    parser.add_argument("--json", action="store_true", help="for scripts")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    figures = _figures(_first_day(args.of))
    print(json.dumps(to_plain(figures), indent=2) if args.json else render_text(figures), end="")
    if args.json:
        print()
    return 0


def _figures(first_day: int) -> Week:
    with JournalReader(Paths.from_env().journal) as journal:
        return week(journal.facts(first_day, first_day + 6), first_day, journal.open_spans())


def _first_day(wanted: str | None) -> int:
    if wanted is None:
        return monday(SystemClock().now().local_day)
    try:
        return parse_week(wanted)
    except ValueError as error:
        raise UserError(str(error), exit_code=2) from None
