"""`hipbreak run`: the resident, in the foreground."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hipbreak.adapters.paths import Paths

if TYPE_CHECKING:
    import argparse

    from hipbreak.cli.types import Commands


def add(commands: Commands) -> None:
    parser = commands.add_parser(
        "run", help="stay in the foreground (hipbreak alone starts it in the background)"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    return stay()


def stay() -> int:
    """Be the resident until somebody says quit."""
    from hipbreak.resident.app import run as live

    return live(Paths.from_env())
