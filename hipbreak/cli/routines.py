"""`hipbreak routines`: what there is, one in full, playing one, and files of your own."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from hipbreak.adapters.paths import Paths, data_dir
from hipbreak.adapters.shelf import Shelf, read_routine
from hipbreak.cli.routine_text import describe, table, to_plain
from hipbreak.cli.types import Commands
from hipbreak.core.errors import UserError


def add(subparsers: Commands) -> None:
    parser = subparsers.add_parser("routines", help="list, show, play, check or add routines")
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
    own = actions.add_parser("add", help="put a routine file into your own folder")
    own.add_argument("file", metavar="FILE", type=Path)
    own.add_argument("--replace", action="store_true", help="even if you have one of that id")
    own.set_defaults(action="add")
    template = actions.add_parser("template", help="print a file to start a routine from")
    template.add_argument("id", metavar="ID", nargs="?", help="its id, or one of ours to change")
    template.set_defaults(action="template")


def run(args: argparse.Namespace) -> int:
    match args.action:
        case "show":
            return _show(args.id, args.json)
        case "check":
            return _check(args.files)
        case "play":
            return _play(args.id)
        case "add":
            return _add(args.file, args.replace)
        case "template":
            return _template(args.id)
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
    from hipbreak.cli.play import play

    return play(_shelf().get(routine_id))


def _add(file: Path, replace: bool) -> int:
    from hipbreak.adapters.shelf_add import add_routine

    added = add_routine(file, Paths.from_env().routines, replace=replace)
    routine = added.routine
    print(f"{routine.name} ({routine.id}) is in {added.path}")
    if added.kept:
        print(f"The one that was there is kept as {added.kept}")
    if (data_dir("routines") / added.path.name).exists():
        print("It stands in for ours of that id; remove the file to have ours back.")
    if routine.pressure:
        print("It presses: not offered unasked before the safety questions are answered.")
    return 0


def _template(routine_id: str | None) -> int:
    from hipbreak.cli.routine_template import skeleton

    text = _shelf().text(routine_id) if routine_id else None
    print(skeleton(routine_id) if text is None else text, end="")
    return 0
