"""`hipbreak export`: everything that was written down, in one zip."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from hipbreak.adapters.own_data import default_name, export_data
from hipbreak.adapters.paths import Paths
from hipbreak.cli.types import Commands
from hipbreak.core.errors import UserError


def add(commands: Commands) -> None:
    parser = commands.add_parser("export", help="everything in one zip: CSV and JSON")
    parser.add_argument("file", nargs="?", metavar="FILE.zip", type=Path)
    parser.add_argument("--since", metavar="DATE", help="from this day on, as in 2026-11-22")
    parser.add_argument("--until", metavar="DATE", help="up to this day")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    target = args.file or Path(default_name(date.today()))
    since, until = parse_day(args.since), parse_day(args.until)
    if since and until and since > until:
        raise UserError("--since lies after --until", exit_code=2)
    count = export_data(Paths.from_env(), target, since, until)
    print(f"{count} facts are in {target}. Only you can read it.")
    return 0


def parse_day(text: str | None) -> date | None:
    """A date as in 2026-11-22; None when nothing was said. UserError."""
    try:
        return date.fromisoformat(text) if text is not None else None
    except ValueError:
        raise UserError(f"not a date: {text!r}; write 2026-11-22", exit_code=2) from None
