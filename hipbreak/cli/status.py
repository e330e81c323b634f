"""`hipbreak status`: this moment, for people or for scripts. Light: it must answer at once."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

from hipbreak.adapters.control_client import NotRunning
from hipbreak.cli.remote import NOT_RUNNING, ask
from hipbreak.core.durations import rough_duration
from hipbreak.core.errors import HipbreakError

if TYPE_CHECKING:
    import argparse

    from hipbreak.cli.types import Commands

NO_TRAY = "There is no icon in the tray: hipbreak opens the window, and hipbreak doctor says why."


def add(commands: Commands) -> None:
    parser = commands.add_parser("status", help="how long you have sat, and what comes next")
    parser.add_argument("--json", action="store_true", help="for scripts; see docs/contract.md")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    return show(as_json=args.json)


def show(*, as_json: bool) -> int:
    """Print how things stand; 3 when hipbreak is not running."""
    try:
        answer = ask("status")
    except NotRunning as error:
        if as_json:
            print(json.dumps({"running": False, "why": f"{error}."}))
        else:
            print(f"hipbreak: {error}; start it with: hipbreak", file=sys.stderr)
        return NOT_RUNNING
    if not answer.ok:
        raise HipbreakError(answer.text)
    print(answer.data if as_json else _text(json.loads(answer.data)))
    return 0


def _clock(utc: str) -> str:
    """Local time of day of a time as the status tells it."""
    from datetime import datetime  # here: most answers do without, and come sooner

    return datetime.fromisoformat(utc).astimezone().strftime("%H:%M")


def _hold(hold: dict) -> str:  # type: ignore[type-arg]  # as above
    return f"{hold['reason']} ({hold['detail']})" if hold["detail"] else str(hold["reason"])


def without_tray(seen: dict) -> tuple[str, ...]:  # type: ignore[type-arg]  # as above
    """What a person has to know who sees no icon; nothing when there is one."""
    return (NO_TRAY,) if seen["tray"]["backend"] == "none" else ()


def _text(seen: dict) -> str:  # type: ignore[type-arg]  # the status as decoded JSON
    since = f"{rough_duration(seen['since_break_s'])} since the last break"
    there = {"away": "Away", "unknown": "Present (as far as can be told)"}
    doing = there.get(seen["presence"], seen["posture"].capitalize())
    lines = [
        f"{doing} for {rough_duration(seen['bout_s'])}, {since}." if seen["bout_s"] else "Away.",
        seen["why"],
        *([f"{seen['question']} Answer: hipbreak sat yes|no"] if seen["question"] else []),
        *(f"Since {_clock(hold['since'])}: {_hold(hold)}" for hold in seen["holds"]),
        *without_tray(seen),
    ]
    return "\n".join(lines + [f"Note: {notice}" for notice in seen["notices"]])
