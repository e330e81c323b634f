"""`hipbreak autostart on|off|status`."""

from __future__ import annotations

import argparse
import json
import shlex

from hipbreak.adapters.autostart import autostart, command
from hipbreak.cli.types import Commands


def add(commands: Commands) -> None:
    parser = commands.add_parser("autostart", help="start hipbreak at each login, or not")
    parser.add_argument(
        "what",
        nargs="?",
        choices=("on", "off", "status"),
        default="status",
        metavar="on|off|status",
    )
    parser.add_argument("--json", action="store_true", help="for scripts")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    here = autostart()
    if args.what == "on":
        here.enable(command())
    elif args.what == "off":
        here.disable()
    started = here.state()
    if args.json:
        print(json.dumps({"on": bool(started), "command": started, "place": here.place}))
    else:
        print(_words(started, here.place))
    return 0


def _words(started: tuple[str, ...] | None, place: str) -> str:
    if started is None:
        return "hipbreak does not start by itself at login."
    if started != command():
        return (
            f"Another hipbreak starts at login: {shlex.join(started)}\n"
            f"(written in {place}; `hipbreak autostart on` makes it this one)"
        )
    return f"hipbreak starts at each login (written in {place})."
