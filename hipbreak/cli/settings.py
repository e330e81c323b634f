"""`hipbreak settings`, `hipbreak set KEY VALUE` and `hipbreak unset KEY`."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys

from hipbreak.adapters.control_client import NotRunning
from hipbreak.adapters.paths import Paths
from hipbreak.adapters.settings_file import load, set_value, unset_value
from hipbreak.cli.remote import ask
from hipbreak.cli.types import Commands
from hipbreak.core.settings import OPTIONS, RELOADED, option


def add(commands: Commands) -> None:
    parser = commands.add_parser("settings", help="all settings, with their values")
    parser.add_argument("--json", action="store_true", help="for scripts")
    parser.set_defaults(run=show)
    change = commands.add_parser("set", help="change one setting")
    change.add_argument("key", metavar="KEY")
    change.add_argument("value", metavar="VALUE", nargs="+")
    change.set_defaults(run=change_one)
    back = commands.add_parser("unset", help="bring one setting back to its default")
    back.add_argument("key", metavar="KEY")
    back.set_defaults(run=unset_one)


def show(args: argparse.Namespace) -> int:
    settings, problems = load(Paths.from_env().settings)
    plain = {option.key: option.kind.plain(settings[option.key]) for option in OPTIONS}
    if args.json:
        print(json.dumps(plain, ensure_ascii=False, indent=2))
    else:
        width = max(len(key) for key in plain)
        for key, value in plain.items():
            text = ", ".join(value) if isinstance(value, list) else value
            print(f"{key:{width}}  {text}")
    for problem in problems:
        print(f"hipbreak: {problem}", file=sys.stderr)
    return 1 if problems else 0


def change_one(args: argparse.Namespace) -> int:
    paths = Paths.from_env()
    paths.ensure()
    set_value(paths.settings, args.key, " ".join(args.value))
    print(f"{args.key} = {' '.join(args.value)}")
    _reload()
    return 0


def unset_one(args: argparse.Namespace) -> int:
    paths = Paths.from_env()
    paths.ensure()
    unset_value(paths.settings, args.key)
    print(f"{args.key} = {option(args.key).default_text} (the default)")
    _reload()
    return 0


def _reload() -> None:
    """Whoever runs reads the file again; what it cannot follow at once is said."""
    with contextlib.suppress(NotRunning):
        left = ask("reload").text.removeprefix(RELOADED).strip()
        if left:
            print(left)
