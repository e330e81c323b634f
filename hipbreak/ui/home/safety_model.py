"""The safety page as values: the questions with their answers, what rests, whom to see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hipbreak.core.advice import advice
from hipbreak.core.moment import DAY, Moment
from hipbreak.core.record import Record
from hipbreak.core.rest import Scope, resting
from hipbreak.core.routine import Routine
from hipbreak.core.safety import ruled_out
from hipbreak.core.screening import QUESTIONS, SWELLING, standing_answers
from hipbreak.core.selftest import comparisons

INJURED_AGO: Mapping[str, tuple[str, float]] = {
    "0": ("Today", 0.0),
    "1": ("Yesterday", DAY),
    "2": ("Two days ago", 2 * DAY),
    "3": ("Longer ago", 4 * DAY),
}
"""How long ago a swelling or bruise came: words and seconds. 72 hours decide (D2)."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question as it stands."""

    key: str
    text: str
    answer: str
    """yes, no, or empty when it was never answered."""
    ago: str = ""
    """For swelling that is there: a key of `INJURED_AGO`."""


@dataclass(frozen=True, slots=True)
class SafetyView:
    """Everything on the page that may change."""

    asked: tuple[Asked, ...]
    advice: tuple[str, ...]
    rests: tuple[tuple[str, str], ...]
    """What rests, and the sentence why and until when."""
    ruled_out: tuple[tuple[str, tuple[str, ...]], ...]
    """A reason, and the names of what it rules out."""
    tests: tuple[str, ...]

    @property
    def open(self) -> int:
        """Questions that were never answered."""
        return sum(not item.answer for item in self.asked)


def view(routines: Mapping[str, Routine], record: Record, now: Moment) -> SafetyView:
    """The page at this moment."""
    return SafetyView(
        asked=_asked(record, now),
        advice=tuple(item.text for item in advice(record, now)),
        rests=tuple(
            (_what(rest.scope, rest.routine, routines), rest.reason)
            for rest in resting(record, now)
        ),
        ruled_out=_reasons(routines, record, now),
        tests=tuple(mark.sentence for mark in comparisons(record)),
    )


def _asked(record: Record, now: Moment) -> tuple[Asked, ...]:
    answers = standing_answers(record)
    found = []
    for question in QUESTIONS:
        fact = answers.get(question.key)
        word = "" if fact is None else "yes" if fact.yes else "no"
        ago = ""
        if fact and fact.yes and question.key == SWELLING:
            days = int((now.wall - (fact.injured or fact.at).wall) // DAY)
            ago = str(min(max(days, 0), 3))
        found.append(Asked(question.key, question.text, word, ago))
    return tuple(found)


def _what(scope: Scope, routine: str, routines: Mapping[str, Routine]) -> str:
    if scope is not Scope.ROUTINE:
        words = str(scope.value)
        return words[0].upper() + words[1:]
    return routines[routine].name if routine in routines else routine


def _reasons(
    routines: Mapping[str, Routine], record: Record, now: Moment
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What is ruled out for another reason than a rest, which stands by itself."""
    resting_now = {rest.reason for rest in resting(record, now)}
    found: dict[str, list[str]] = {}
    for key, refusal in ruled_out(routines, record, now).items():
        if refusal.reason not in resting_now:
            reason = "" if refusal.unanswered else refusal.reason
            found.setdefault(reason, []).append(routines[key].name)
    return tuple((reason, tuple(names)) for reason, names in found.items())
