"""`hipbreak why`: why now or why not now, and what was decided before."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from contextlib import suppress

from hipbreak.adapters.control_client import NotRunning
from hipbreak.adapters.decision_file import read
from hipbreak.adapters.journal.reader import JournalReader
from hipbreak.adapters.paths import Paths
from hipbreak.cli.remote import NOT_RUNNING, ask
from hipbreak.cli.types import Commands
from hipbreak.core.calendar import short_date
from hipbreak.core.decisions import Decision
from hipbreak.core.errors import HipbreakError, UserError
from hipbreak.core.moment import DAY
from hipbreak.core.week_words import doubt_at

SHOWN = 8
"""So many of the last decisions are told."""
BEFORE, AFTER = 3, 3
"""Around a time that is asked for: what led to it, and what came of it."""


def add(commands: Commands) -> None:
    parser = commands.add_parser("why", help="why now or why not now, and what was decided before")
    parser.add_argument("--at", metavar="14:30", help="what stood at this time, today or yesterday")
    parser.add_argument("--json", action="store_true", help="for scripts; see docs/contract.md")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    return _then(args.at, args.json) if args.at else _now(args.json)


def _now(as_json: bool) -> int:
    try:
        answer = ask("why")
    except NotRunning as error:
        if not as_json:
            print(f"hipbreak: {error}; start it with: hipbreak", file=sys.stderr)
            return NOT_RUNNING
        _print_json(False, f"{error}.", _remembered()[-SHOWN:])
        return NOT_RUNNING
    if not answer.ok:
        raise HipbreakError(answer.text)
    last = _remembered()[-SHOWN:]
    if as_json:
        _print_json(True, answer.text, last)
    else:
        print(answer.text)
        _print_all(last, "The last decisions:")
    return 0


def _then(text: str, as_json: bool) -> int:
    decisions, at = _remembered(), last_time(text, time.time())
    standing = sum(one.at.wall <= at for one in decisions)
    if not standing:
        raise HipbreakError(f"nothing is remembered from before {text}")
    words = " ".join(filter(None, (decisions[standing - 1].words, _doubt(at))))
    around = decisions[max(0, standing - BEFORE) : standing + AFTER]
    if as_json:
        _print_json(None, words, around)
    else:
        print(f"At {text}: {words}")
        _print_all(around, "Before and after:")
    return 0


def _doubt(wall: float) -> str:
    """The week leaves it out, so it is said here; nothing when the journal cannot be read."""
    day = int(wall // DAY)
    with suppress(UserError), JournalReader(Paths.from_env().journal) as journal:
        return doubt_at((*journal.spans(day, day), *journal.open_spans()), wall)
    return ""


def last_time(text: str, now: float) -> float:
    """When it was last so late, in UTC seconds, to the end of that minute. UserError, exit 2."""
    hours, _, minutes = text.partition(":")
    parts = (hours, minutes)
    if not all(part.isdecimal() and len(part) <= 2 for part in parts) or not (
        int(hours) < 24 and int(minutes) < 60
    ):
        raise UserError(f"not a time of day: {text!r}; write 14:30", exit_code=2)
    today = time.localtime(now)
    for back in (0, 1):
        day = (today.tm_year, today.tm_mon, today.tm_mday - back)
        begin = time.mktime((*day, int(hours), int(minutes), 0, 0, 0, -1))
        if begin <= now:
            return min(begin + 59.9, now)
    return now - DAY


def _remembered() -> list[Decision]:
    return read(Paths.from_env().decisions)


def _print_all(decisions: Sequence[Decision], head: str) -> None:
    if decisions:
        print(f"\n{head}")
    today = time.strftime("%Y-%m-%d")
    for one in decisions:
        local = time.gmtime(one.at.local)
        other = time.strftime("%Y-%m-%d", local) != today
        day = f"{short_date(one.at.local_day)} " if other else ""
        print(f"  {day}{time.strftime('%H:%M:%S', local)}  {one.words}")


def _print_json(running: bool | None, why: str, decisions: Sequence[Decision]) -> None:
    plain: dict[str, object] = {} if running is None else {"running": running}
    plain["why"] = why
    plain["decisions"] = [{"at": _utc(one.at.wall), "words": one.words} for one in decisions]
    print(json.dumps(plain, ensure_ascii=False))


def _utc(wall: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(wall))
