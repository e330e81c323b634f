"""The command line: one file per command, imported only when chosen."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from hipbreak.core.errors import HipbreakError, UserError
from hipbreak.lean import start_lean

TYPE_CHECKING = False  # for the type checker it is true; `typing` itself is not loaded here
if TYPE_CHECKING:
    import argparse

VERBS = "verbs"
MODULES = {
    "run": "run",
    "status": "status",
    "why": "why",
    "now": VERBS,
    "card": VERBS,
    "start": VERBS,
    "snooze": VERBS,
    "skip": VERBS,
    "pause": VERBS,
    "resume": VERBS,
    "meeting": VERBS,
    "reading": VERBS,
    "stand": VERBS,
    "sit": VERBS,
    "sat": VERBS,
    "quit": VERBS,
    "week": "week",
    "log": "log",
    "export": "export",
    "import": "import_",
    "backup": "backup",
    "erase": "erase",
    "folder": "folder",
    "correct": "correct",
    "play": "play",
    "routines": "routines",
    "plan": "plan",
    "safety": "safety",
    "followup": "followup",
    "settings": "settings",
    "set": "settings",
    "unset": "settings",
    "autostart": "autostart",
    "doctor": "doctor",
}
ABOUT = """hipbreak knows how long you have sat and, about once an hour, offers one small
movement for the hips. Without a command it starts in the tray, or opens the window of the one
that runs."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command. 0: done; 1: it failed; 2: a wrong call; 3: hipbreak is not running."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _dispatch(words)
    except UserError as error:
        for problem in error.problems:
            print(f"hipbreak: {problem}", file=sys.stderr)
        return error.exit_code
    except HipbreakError as error:
        print(f"hipbreak: {error}", file=sys.stderr)
        return 1
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except KeyboardInterrupt:
        return 130


def _dispatch(words: list[str]) -> int:
    start_lean()
    if words[:1] == ["_window"]:
        from hipbreak.ui.__main__ import main as window  # a frozen build has no -m

        return window(words[1:])
    if words == ["_adviser"]:
        from hipbreak.adviser.__main__ import main as adviser

        return adviser()
    if words[:1] == ["_backup"]:
        from hipbreak.adapters.journal.daily import main as backup

        return backup(words[1:])
    if not words:
        from hipbreak.cli.start import run as start

        return start()
    if words == ["run"]:
        from hipbreak.cli.run import stay  # without the parser's memory: it lives for days

        return stay()
    if words in (["status"], ["status", "--json"]):
        from hipbreak.cli.status import show  # panels and scripts ask often: without the parser

        return show(as_json=words[1:] == ["--json"])
    args = _parser(words[0]).parse_args(words)
    result: int = args.run(args)
    return result


def _parser(first: str) -> argparse.ArgumentParser:
    """A parser that knows the chosen command only; all of them for help and for mistakes."""
    import argparse  # here: `run` does without
    import importlib

    parser = argparse.ArgumentParser(prog="hipbreak", description=ABOUT)
    parser.add_argument("--version", action="version", version=f"hipbreak {_version()}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)
    chosen = [MODULES[first]] if first in MODULES else list(dict.fromkeys(MODULES.values()))
    for name in chosen:
        importlib.import_module(f"hipbreak.cli.{name}").add(commands)
    return parser


def _version() -> str:
    from hipbreak import __version__

    return __version__
