"""`hipbreak folder`: where the data is."""

from __future__ import annotations

import argparse

from hipbreak.adapters.own_data import open_folder
from hipbreak.adapters.paths import Paths
from hipbreak.cli.types import Commands


def add(commands: Commands) -> None:
    parser = commands.add_parser("folder", help="where the data is; --open shows it")
    parser.add_argument("--open", action="store_true", help="in the file manager")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    paths = Paths.from_env()
    if args.open:
        paths.ensure()
        open_folder(paths.journal.parent)
    print(paths.journal.parent)
    return 0
