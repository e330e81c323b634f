"""`hipbreak backup`: a copy of the journal, now."""

from __future__ import annotations

import argparse
from pathlib import Path

from hipbreak.adapters.own_data import back_up_data
from hipbreak.adapters.paths import Paths
from hipbreak.cli.types import Commands


def add(commands: Commands) -> None:
    parser = commands.add_parser("backup", help="a copy of the journal, now (daily by itself)")
    parser.add_argument("folder", nargs="?", metavar="DIR", type=Path, help="elsewhere")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    print(f"The journal was copied to {back_up_data(Paths.from_env(), args.folder)}.")
    return 0
