"""`hipbreak run`: the resident, in the foreground."""

from __future__ import annotations

import argparse

from hipbreak.adapters.paths import Paths
from hipbreak.cli.types import Commands


def add(commands: Commands) -> None:
    parser = commands.add_parser(
        "run", help="stay in the foreground (hipbreak alone starts it in the background)"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    from hipbreak.resident.app import run as stay

    return stay(Paths.from_env())
