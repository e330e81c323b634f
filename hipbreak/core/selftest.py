"""Self-tests: their results as words, and what they say beside earlier ones.

A result is a personal mark to compare with, never a diagnosis. The Thomas test means little unless
the lower back stays flat on the table (10.7717/peerj.2325), so a lifting spine is a result of its
own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hipbreak.core.calendar import short_date
from hipbreak.core.errors import UserError
from hipbreak.core.facts import Marked, SelfTested, Timing
from hipbreak.core.moment import Moment

if TYPE_CHECKING:
    from hipbreak.core.record import Record

THOMAS, LEG_LENGTH, WARNING_SIGNS = "thomas", "leg-length", "warning-signs"
OWN_WORD = "own-word"
"""Which side feels tighter, as the person says without a test."""
SIDES = ("left", "right")
CLEAR, TIGHT, SPINE = "clear", "tight", "spine lifts"
SHORTER, EVEN, TIGHTER, NONE = "shorter", "even", "tighter", "none"

RESULTS: Mapping[str, tuple[str, ...]] = {
    THOMAS: (CLEAR, TIGHT, SPINE),
    LEG_LENGTH: (SHORTER, EVEN),
    OWN_WORD: (TIGHTER, EVEN),
}
"""The words of each test; the Thomas test's from best to worst."""
SIGNS: Mapping[str, str] = {
    "band": "a tight band across the hip crease on standing straight",
    "shorter-leg": "one leg seeming shorter",
    "popping": "hips popping on walking or stairs",
    "stiff-back": "a lower back stiff after sitting",
}
"""The warning signs (D2), by the words that a result joins with commas."""
SPINE_LIFTED, LEG_LIFTED = "spine", "leg"
LEFT_SHORTER, RIGHT_SHORTER = "left-shorter", "right-shorter"
MARKS: Mapping[str, tuple[str, ...]] = {
    THOMAS: (SPINE_LIFTED, LEG_LIFTED),
    LEG_LENGTH: (LEFT_SHORTER, RIGHT_SHORTER),
    WARNING_SIGNS: tuple(SIGNS),
}
"""The questions of each test, as its routine's steps name them."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One result beside the one before it."""

    test: str
    side: str
    now: SelfTested
    before: SelfTested | None
    sentence: str


def self_tested(
    uid: str,
    at: Moment,
    test: str,
    side: str,
    result: str,
    timing: Timing = Timing.ALONE,
    break_uid: str = "",
) -> SelfTested:
    """The fact of one result. UserError, exit 2, when there is no such result."""
    if test == WARNING_SIGNS:
        words = () if result == NONE else tuple(result.split(","))
        fits = not side and set(words) <= set(SIGNS) and len(set(words)) == len(words)
    else:
        sided = result not in (EVEN,)
        fits = result in RESULTS.get(test, ()) and (side in SIDES if sided else not side)
    if not fits:
        raise UserError(f"{test}: there is no result {side} {result}".strip(), exit_code=2)
    return SelfTested(uid, at, test, side, result, timing, break_uid)


def results(test: str, marks: Iterable[Marked]) -> tuple[tuple[str, str], ...]:
    """What these answers amount to: side and word of each result, ready for `self_tested`.

    A question left out makes no result; a lifting spine is one by itself (D2).
    """
    said = {(mark.mark, mark.side): mark.yes for mark in marks}
    match test:
        case "thomas":
            found = ((side, _thomas_word(said, side)) for side in SIDES)
            return tuple((side, word) for side, word in found if word)
        case "leg-length":
            return _leg_length(said.get((LEFT_SHORTER, "")), said.get((RIGHT_SHORTER, "")))
        case "warning-signs" if all((sign, "") in said for sign in SIGNS):
            return (("", ",".join(sign for sign in SIGNS if said[sign, ""]) or NONE),)
    return ()


def _thomas_word(said: Mapping[tuple[str, str], bool], side: str) -> str:
    spine, leg = said.get((SPINE_LIFTED, side)), said.get((LEG_LIFTED, side))
    if spine:
        return SPINE
    if spine is None or leg is None:
        return ""
    return TIGHT if leg else CLEAR


def _leg_length(left: bool | None, right: bool | None) -> tuple[tuple[str, str], ...]:
    """Both legs at once cannot be the shorter one: then nothing is known."""
    match left, right:
        case False, False:
            return (("", EVEN),)
        case (True, False | None):
            return (("left", SHORTER),)
        case (False | None, True):
            return (("right", SHORTER),)
    return ()


def thomas(uid: str, at: Moment, side: str, *, leg_lifts: bool, spine_lifts: bool) -> SelfTested:
    """One side of the Thomas test: a lifting spine outweighs all else (D2)."""
    result = SPINE if spine_lifts else TIGHT if leg_lifts else CLEAR
    return self_tested(uid, at, THOMAS, side, result)


def last(record: Record, test: str, side: str = "") -> SelfTested | None:
    """The last result of this test and side."""
    found = (f for f in reversed(record.tests) if f.test == test and f.side == side)
    return next(found, None)


def spine_lifts(record: Record) -> bool:
    """Whether the spine lifted, on any side, and that side has not been clear since (D2).

    Merely tight is not clear: the careful reading.
    """
    gate = dict.fromkeys(SIDES, False)
    for fact in record.tests:
        if fact.test == THOMAS and fact.result in (SPINE, CLEAR):
            gate[fact.side] = fact.result == SPINE
    return any(gate.values())


def comparisons(record: Record) -> tuple[Comparison, ...]:
    """The last result of every test and side, beside the one before it."""
    series: dict[tuple[str, str], list[SelfTested]] = {}
    for fact in record.tests:
        side = fact.side if fact.test == THOMAS else ""
        series.setdefault((fact.test, side), []).append(fact)
    found = []
    for (test, side), facts in series.items():
        before = facts[-2] if len(facts) > 1 else None
        found.append(Comparison(test, side, facts[-1], before, _sentence(facts[-1], before)))
    return tuple(found)


def describe(fact: SelfTested) -> str:
    """The result in words for people."""
    match fact.test, fact.result:
        case "thomas", _:
            return f"{fact.side} side: {_THOMAS_WORDS.get(fact.result, fact.result)}"
        case "leg-length", "even":
            return "legs: even"
        case "leg-length", _:
            return f"legs: the {fact.side} one looks shorter"
        case "own-word", "even":
            return "neither side feels tighter"
        case "own-word", _:
            return f"the {fact.side} side feels tighter"
        case "warning-signs", "none":
            return "warning signs: none"
        case "warning-signs", _:
            words = [SIGNS.get(word, word) for word in fact.result.split(",")]
            return f"warning signs: {'; '.join(words)}"
        case _:
            return f"{fact.test}: {fact.side} {fact.result}"


_THOMAS_WORDS = {
    CLEAR: "the leg stays down",
    TIGHT: "the leg lifts",
    SPINE: "the spine lifts",
}


def _sentence(now: SelfTested, before: SelfTested | None) -> str:
    said = describe(now)
    said = said[0].upper() + said[1:]
    if before is None:
        return f"{said}. The first mark; later ones are compared with it."
    if (now.result, now.side) == (before.result, before.side):
        return f"{said}, as on {_date(before)}."
    earlier = describe(before).rpartition(": ")[2]
    return f"{said}; on {_date(before)}: {earlier}."


def _date(fact: SelfTested) -> str:
    return " ".join(short_date(fact.at.local_day).split())
