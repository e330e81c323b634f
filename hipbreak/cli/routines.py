"""`hipbreak routines`: what there is, one in full, checking a file, playing one."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from hipbreak.adapters.paths import Paths, data_dir
from hipbreak.adapters.shelf import Shelf, read_routine
from hipbreak.cli.routine_text import before_start, describe, table, to_plain
from hipbreak.cli.types import Commands
from hipbreak.core.errors import UserError


def add(subparsers: Commands) -> None:
    parser = subparsers.add_parser("routines", help="list, show, check or play routines")
    parser.set_defaults(run=run, action="list", json=False)
    actions = parser.add_subparsers(metavar="ACTION")
    listing = actions.add_parser("list", help="all routines, one a line")
    listing.add_argument("--json", action="store_true", help="every field, for scripts")
    listing.set_defaults(action="list")
    show = actions.add_parser("show", help="one routine in full")
    show.add_argument("id", metavar="ID")
    show.add_argument("--json", action="store_true", help="every field, for scripts")
    show.set_defaults(action="show")
    check = actions.add_parser("check", help="say all that is wrong with routine files")
    check.add_argument("files", metavar="FILE", nargs="+", type=Path)
    check.set_defaults(action="check")
    play = actions.add_parser("play", help="do one routine now")
    play.add_argument("id", metavar="ID")
    play.set_defaults(action="play")


def run(args: argparse.Namespace) -> int:
    match args.action:
        case "show":
            return _show(args.id, args.json)
        case "check":
            return _check(args.files)
        case "play":
            return _play(args.id)
        case _:
            return _list(args.json)


def _shelf() -> Shelf:
    return Shelf((data_dir("routines"), Paths.from_env().routines))


def _list(as_json: bool) -> int:
    routines, problems = _shelf().load()
    if as_json:
        print(json.dumps([to_plain(item) for item in routines.values()], indent=2))
    else:
        print(table(tuple(routines.values())))
    for problem in problems:
        print(f"not loaded: {problem}", file=sys.stderr)
    return 0


def _show(routine_id: str, as_json: bool) -> int:
    routine = _shelf().get(routine_id)
    print(json.dumps(to_plain(routine), indent=2) if as_json else describe(routine))
    return 0


def _check(files: list[Path]) -> int:
    failed = 0
    for file in files:
        try:
            routine = read_routine(file)
        except UserError as error:
            failed += 1
            print("\n".join(error.problems))
        else:
            print(f"{file.name}: ok ({routine.name})")
    return 1 if failed else 0


def _play(routine_id: str) -> int:
    words = before_start(_shelf().get(routine_id))
    if words:
        print(words, flush=True)  # to be read before the window comes
    from hipbreak.cli.play import play

    return play(routine_id)
