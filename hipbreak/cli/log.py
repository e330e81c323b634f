"""`hipbreak log`: the last facts of the journal, one plain line each."""

from __future__ import annotations

import argparse

from hipbreak.adapters.journal.reader import JournalReader
from hipbreak.adapters.paths import Paths
from hipbreak.cli.types import Commands
from hipbreak.core.calendar import short_date
from hipbreak.core.durations import rough_duration
from hipbreak.core.facts import (
    BreakEnded,
    CheckedIn,
    Evidence,
    Fact,
    FollowedUp,
    HoldLifted,
    OfferClosed,
    SafetyAnswered,
    SelfTested,
    Span,
    SpanKind,
    TightnessRated,
    Voided,
)
from hipbreak.core.moment import Moment
from hipbreak.core.week import standing_facts

ID_DIGITS = 8
"""So many of a uid's last digits tell a machine's entries apart."""

_DID = {
    SpanKind.SITTING: "sat",
    SpanKind.STANDING: "stood",
    SpanKind.AWAY: "away",
    SpanKind.DOUBTFUL: "input that may be nobody's",
}


def add(subparsers: Commands) -> None:
    parser = subparsers.add_parser("log", help="the last things that were logged")
    parser.add_argument("-n", metavar="N", type=int, default=20, help="how many (20)")
    parser.add_argument("--ids", action="store_true", help="with each entry's id, for `correct`")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    count = min(max(args.n, 0), 100_000)
    with JournalReader(Paths.from_env().journal) as journal:
        facts = journal.last_facts(count)
    for line in lines(facts, count, args.ids):
        print(line)
    if not facts:
        print("Nothing has been logged yet.")
    return 0


def lines(facts: tuple[Fact, ...], count: int, ids: bool = False) -> list[str]:
    """The last `count` facts, oldest first; those that were taken back say so."""
    valid = {fact.uid for fact in standing_facts(facts)}
    last = sorted(facts, key=lambda fact: _when(fact).wall)[-count:] if count else []
    return [
        (f"{fact.uid[-ID_DIGITS:]}  " if ids else "")
        + f"{_stamp(_when(fact))}  {_say(fact)}{'' if fact.uid in valid else ' (taken back)'}"
        for fact in last
    ]


def _when(fact: Fact) -> Moment:
    match fact:
        case Span() | BreakEnded() | HoldLifted():
            return fact.end
        case OfferClosed():
            return fact.closed
        case _:
            return fact.at


def _stamp(at: Moment) -> str:
    minutes = int(at.second_of_day) // 60
    return f"{short_date(at.local_day)} {minutes // 60:02d}:{minutes % 60:02d}"


def _say(fact: Fact) -> str:
    match fact:
        case Span():
            lasted = rough_duration(fact.end.since(fact.start))
            return f"{_DID[fact.kind]} for {lasted}{_aside(fact.ended_by)}"
        case OfferClosed():
            later = f" for {rough_duration(fact.snooze_s)}" if fact.snooze_s else ""
            return f"offered {fact.routine}: {fact.answer.value}{later}{_aside(fact.how)}"
        case BreakEnded():
            return _say_break(fact)
        case CheckedIn():
            return f"felt: {fact.feel.value}"
        case HoldLifted():
            lasted = rough_duration(fact.end.since(fact.start))
            return f"held for {lasted}: {fact.reason}{_aside(fact.detail)}"
        case Voided():
            return f"corrected: {fact.why}"
        case SafetyAnswered():
            return f"safety: {fact.question}, {'yes' if fact.yes else 'no'}"
        case SelfTested():
            side = f"{fact.side} " if fact.side else ""
            return f"{fact.test}: {side}{fact.result}{_aside(fact.timing.value)}"
        case FollowedUp():
            return f"the day after: {fact.answer.value}"
        case TightnessRated():
            return f"tightness {fact.tightness} of 10{_aside(fact.timing.value)}"


def _say_break(fact: BreakEnded) -> str:
    done = rough_duration(fact.done_s)
    if fact.evidence is Evidence.ABSENCE:
        return f"natural break of {done}"
    pain = f", {fact.stop_reason}" if fact.stop_reason else ""
    return f"{fact.routine}: {fact.outcome.value}{pain}, {done}{_aside(fact.evidence.value)}"


def _aside(text: str) -> str:
    return f" ({text})" if text else ""
