"""Facts to rows and back. Instants keep milliseconds; lengths keep every digit.

The elapsed scale means nothing outside the run of the machine that measured it. Read back, a
fact's first moment has `elapsed` equal to its wall time, and its last one lies `lasted_s` later.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hipbreak.core.facts import (
    Answer,
    BreakEnded,
    CheckedIn,
    Evidence,
    Fact,
    Feel,
    FollowedUp,
    HoldLifted,
    NextDay,
    OfferClosed,
    Outcome,
    SafetyAnswered,
    SelfTested,
    Span,
    SpanKind,
    StepDone,
    TightnessRated,
    Timing,
    Voided,
)
from hipbreak.core.moment import Moment

Value = str | int | float | None
Row = Mapping[str, Value]
Line = tuple[str, Row]
"""A table's name and one row for it."""


def to_lines(fact: Fact) -> tuple[Line, ...]:
    """All rows of one fact."""
    match fact:
        case Span():
            span: Row = {"kind": fact.kind.value, "ended_by": fact.ended_by}
            return (("spans", {"uid": fact.uid, **span, **_stretch(fact.start, fact.end)}),)
        case OfferClosed():
            return (("offers", _offer_row(fact)),)
        case BreakEnded():
            return (("breaks", _break_row(fact)), *_step_lines(fact))
        case CheckedIn():
            checkin: Row = {"break_uid": fact.break_uid, "feel": fact.feel.value}
            return (("checkins", {"uid": fact.uid, **checkin, **_instant("at", fact.at)}),)
        case HoldLifted():
            hold: Row = {"reason": fact.reason, "detail": fact.detail}
            return (("holds", {"uid": fact.uid, **hold, **_stretch(fact.start, fact.end)}),)
        case Voided():
            void: Row = {"uid": fact.uid, "why": fact.why, **_instant("at", fact.at)}
            return tuple(("voids", {**void, "fact": uid}) for uid in fact.voids)
        case SafetyAnswered():
            return (("answers", _answer_row(fact)),)
        case SelfTested():
            return (("selftests", _test_row(fact)),)
        case FollowedUp():
            followup: Row = {"break_uid": fact.break_uid, "answer": fact.answer.value}
            return (("followups", {"uid": fact.uid, **followup, **_instant("at", fact.at)}),)
        case TightnessRated():
            rated: Row = {"break_uid": fact.break_uid, "tightness": fact.tightness}
            timing: Row = {"timing": fact.timing.value, **_instant("at", fact.at)}
            return (("tightness", {"uid": fact.uid, **rated, **timing}),)


def _offer_row(fact: OfferClosed) -> Row:
    return {
        "uid": fact.uid,
        "routine": fact.routine,
        **_instant("due", fact.due),
        **_instant("shown", fact.shown),
        **_instant("closed", fact.closed),
        "answer": fact.answer.value,
        "why": fact.why,
        "snooze_s": fact.snooze_s,
        "how": fact.how,
    }


def _break_row(fact: BreakEnded) -> Row:
    return {
        "uid": fact.uid,
        "routine": fact.routine,
        "kind": fact.kind,
        **_stretch(fact.start, fact.end),
        "outcome": fact.outcome.value,
        "evidence": fact.evidence.value,
        "planned_s": fact.planned_s,
        "done_s": fact.done_s,
        "input_seen": None if fact.input_seen is None else int(fact.input_seen),
        "offer": fact.offer,
        "stop_reason": fact.stop_reason,
    }


def _answer_row(fact: SafetyAnswered) -> Row:
    injured = _instant("injured", fact.injured) if fact.injured else {}
    row: Row = {"uid": fact.uid, "question": fact.question, "yes": int(fact.yes)}
    return {**row, **_instant("at", fact.at), **injured}


def _test_row(fact: SelfTested) -> Row:
    return {
        "uid": fact.uid,
        **_instant("at", fact.at),
        "test": fact.test,
        "side": fact.side,
        "result": fact.result,
        "timing": fact.timing.value,
        "break_uid": fact.break_uid,
    }


def _step_lines(fact: BreakEnded) -> list[Line]:
    return [
        (
            "steps",
            {
                "break_uid": fact.uid,
                "position": position,
                "technique": step.technique,
                "side": step.side,
                "planned_s": step.planned_s,
                "done_s": step.done_s,
            },
        )
        for position, step in enumerate(fact.steps, 1)
    ]


def _instant(name: str, at: Moment) -> dict[str, Value]:
    return {f"{name}_ms": round(at.wall * 1000), f"{name}_offset": at.offset}


def _stretch(start: Moment, end: Moment) -> dict[str, Value]:
    return {**_instant("start", start), **_instant("end", end), "lasted_s": end.since(start)}


# SQLite's values come untyped; the schema's NOT NULL columns and the enums below check them.
Found = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """One table of facts: its columns in time, and how a row reads."""

    table: str
    begins: str
    ends: str
    read: Callable[[Found], Fact]


def _moment(row: Found, name: str, elapsed: float | None = None) -> Moment:
    wall = row[f"{name}_ms"] / 1000
    return Moment(wall, wall if elapsed is None else elapsed, row[f"{name}_offset"])


def _ends(row: Found) -> tuple[Moment, Moment]:
    start = _moment(row, "start")
    return start, _moment(row, "end", start.elapsed + row["lasted_s"])


def _span(row: Found) -> Span:
    return Span(row["uid"], SpanKind(row["kind"]), *_ends(row), row["ended_by"])


def _offer(row: Found) -> OfferClosed:
    return OfferClosed(
        uid=row["uid"],
        routine=row["routine"],
        due=_moment(row, "due"),
        shown=_moment(row, "shown"),
        closed=_moment(row, "closed"),
        answer=Answer(row["answer"]),
        why=row["why"],
        snooze_s=row["snooze_s"],
        how=row["how"],
    )


def _break(row: Found) -> BreakEnded:
    start, end = _ends(row)
    return BreakEnded(
        uid=row["uid"],
        routine=row["routine"],
        kind=row["kind"],
        start=start,
        end=end,
        outcome=Outcome(row["outcome"]),
        evidence=Evidence(row["evidence"]),
        planned_s=row["planned_s"],
        done_s=row["done_s"],
        input_seen=None if row["input_seen"] is None else bool(row["input_seen"]),
        offer=row["offer"],
        stop_reason=row["stop_reason"],
    )


def _checkin(row: Found) -> CheckedIn:
    return CheckedIn(row["uid"], row["break_uid"], _moment(row, "at"), Feel(row["feel"]))


def _hold(row: Found) -> HoldLifted:
    return HoldLifted(row["uid"], row["reason"], row["detail"], *_ends(row))


def _answer(row: Found) -> SafetyAnswered:
    injured = None if row["injured_ms"] is None else _moment(row, "injured")
    return SafetyAnswered(
        row["uid"], _moment(row, "at"), row["question"], bool(row["yes"]), injured
    )


def _selftest(row: Found) -> SelfTested:
    return SelfTested(
        row["uid"], _moment(row, "at"), row["test"], row["side"], row["result"],
        Timing(row["timing"]), row["break_uid"],
    )  # fmt: skip


def _followup(row: Found) -> FollowedUp:
    return FollowedUp(row["uid"], row["break_uid"], _moment(row, "at"), NextDay(row["answer"]))


def _tightness(row: Found) -> TightnessRated:
    timing = Timing(row["timing"])
    return TightnessRated(
        row["uid"], row["break_uid"], _moment(row, "at"), timing, row["tightness"]
    )


KEPT = (
    Kept("spans", "start_ms", "end_ms", _span),
    Kept("offers", "shown_ms", "shown_ms", _offer),
    Kept("breaks", "start_ms", "start_ms", _break),
    Kept("checkins", "at_ms", "at_ms", _checkin),
    Kept("holds", "start_ms", "start_ms", _hold),
    Kept("answers", "at_ms", "at_ms", _answer),
    Kept("selftests", "at_ms", "at_ms", _selftest),
    Kept("followups", "at_ms", "at_ms", _followup),
    Kept("tightness", "at_ms", "at_ms", _tightness),
)


def read_step(row: Found) -> StepDone:
    return StepDone(row["technique"], row["side"], row["planned_s"], row["done_s"])


def read_voids(rows: Sequence[Found]) -> list[Voided]:
    """The corrections in `rows` of the table voids, which has a row for each voided fact."""
    gathered: dict[str, list[Found]] = {}
    for row in rows:
        gathered.setdefault(row["uid"], []).append(row)
    return [
        Voided(uid, _moment(found[0], "at"), tuple(row["fact"] for row in found), found[0]["why"])
        for uid, found in gathered.items()
    ]
