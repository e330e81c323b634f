"""`hipbreak correct`: take an entry back, add a break that was not logged, say you did not sit."""

from __future__ import annotations

import argparse
import json

from hipbreak.adapters.clock import local_moment
from hipbreak.adapters.control_client import NotRunning
from hipbreak.adapters.journal.reader import JournalReader
from hipbreak.adapters.paths import Paths, data_dir
from hipbreak.adapters.shelf import Shelf
from hipbreak.adapters.stating import new_uid, write_alone
from hipbreak.cli.log import lines
from hipbreak.cli.record import this_moment
from hipbreak.cli.remote import ask
from hipbreak.cli.types import Commands
from hipbreak.core.calendar import parse_date
from hipbreak.core.codec import encode
from hipbreak.core.correct import Correction, add_break, not_sitting, take_back
from hipbreak.core.durations import parse_duration
from hipbreak.core.errors import HipbreakError, UserError
from hipbreak.core.facts import Fact, SpanKind
from hipbreak.core.moment import DAY, Moment
from hipbreak.core.week import standing_facts

SHORTEST_ID = 4
"""Of a uid's last digits."""


def add(commands: Commands) -> None:
    parser = commands.add_parser("correct", help="put a wrong entry right, by a new one")
    verbs = parser.add_subparsers(metavar="take-back | add | not-sitting | standing", required=True)
    back = verbs.add_parser("take-back", help="an entry that was wrong; `hipbreak log --ids`")
    back.add_argument("ids", nargs="+", metavar="ID")
    back.add_argument("--why", default="", help="a few words for later")
    back.set_defaults(run=_take_back)
    done = verbs.add_parser("add", help="a break that was done and not logged")
    done.add_argument("id", metavar="ROUTINE")
    done.add_argument("--at", metavar="TIME", required=True, help="when it began, as 14:10")
    done.add_argument("--took", metavar="DURATION", help="how long; its usual dose unless said")
    done.set_defaults(run=_add)
    absent = verbs.add_parser("not-sitting", help="a time that was no sitting")
    absent.add_argument("start", metavar="FROM", help="as 14:10")
    absent.add_argument("end", metavar="TO", help="as 14:40")
    absent.set_defaults(run=_not_sitting, was=SpanKind.AWAY)
    stood = verbs.add_parser("standing", help="a time in which you stood")
    stood.add_argument("start", metavar="FROM", help="as 14:10")
    stood.add_argument("end", metavar="TO", help="as 14:40")
    stood.set_defaults(run=_not_sitting, was=SpanKind.STANDING)
    for verb in (done, absent, stood):
        verb.add_argument("--on", metavar="DATE", help="a day, as 2026-11-22; today unless said")


def _take_back(args: argparse.Namespace) -> int:
    facts = []
    with JournalReader(Paths.from_env().journal) as journal:
        for end in args.ids:
            facts.append(_one(journal.named(end) if len(end) >= SHORTEST_ID else (), end))
    _write(take_back(facts, this_moment(), new_uid(), args.why))
    for line in lines(tuple(facts), len(facts)):
        print(f"Taken back: {line}")
    return 0


def _one(found: tuple[Fact, ...], end: str) -> Fact:
    if len(found) == 1:
        return found[0]
    what = "more than one entry's id ends" if found else "no entry's id ends"
    raise UserError(f"{what} with {end!r}; `hipbreak log --ids` shows them")


def _add(args: argparse.Namespace) -> int:
    routine = Shelf((data_dir("routines"), Paths.from_env().routines)).get(args.id)
    now = this_moment()
    start = local_moment(_day(args.on, now), _time(args.at), now)
    correction = add_break(routine, start, now, new_uid(), _length(args.took))
    _write(correction)
    for line in lines(correction.added, 1):
        print(f"Added: {line}")
    return 0


def _not_sitting(args: argparse.Namespace) -> int:
    now = this_moment()
    day = _day(args.on, now)
    first, last = _time(args.start), _time(args.end)
    start = local_moment(day, first, now)
    end = local_moment(day + (last < first), last, now)  # over midnight
    with JournalReader(Paths.from_env().journal) as journal:
        facts = (*journal.facts(day - 1, day + 1), *journal.open_spans())
    uids = iter(new_uid, "")
    _write(not_sitting(standing_facts(facts), start, end, now, uids, args.was))
    did = "stood" if args.was is SpanKind.STANDING else "did not sit"
    print(f"Noted: from {args.start} to {args.end} you {did}.")
    return 0


def _write(correction: Correction) -> None:
    """Whole or not at all, by whoever may write at this moment. UserError or HipbreakError."""
    try:
        answer = ask("correct", json.dumps(encode(correction)))
    except NotRunning:
        write_alone(correction.facts)
        return
    if not answer.ok:
        raise HipbreakError(answer.text)


def _day(text: str | None, now: Moment) -> int:
    if text is None:
        return now.local_day
    try:
        return parse_date(text)
    except ValueError as error:
        raise UserError(str(error), exit_code=2) from None


def _time(text: str) -> float:
    """Seconds since midnight."""
    hours, _, minutes = text.partition(":")
    if hours.isdecimal() and minutes.isdecimal() and len(minutes) == 2:
        seconds = int(hours) * 3600.0 + int(minutes) * 60.0
        if seconds < DAY and int(minutes) < 60:
            return seconds
    raise UserError(f"not a time of day: {text!r}; write it as 14:10", exit_code=2)


def _length(text: str | None) -> float:
    if text is None:
        return 0.0
    try:
        return parse_duration(text)
    except ValueError as error:
        raise UserError(str(error), exit_code=2) from None
