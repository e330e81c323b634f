"""The safety questions: what each asks, who says so, and which answer holds now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hipbreak.core.errors import UserError
from hipbreak.core.facts import SafetyAnswered
from hipbreak.core.moment import Moment
from hipbreak.core.record import Record
from hipbreak.core.tree import suggestion

BLOOD_CLOTS = "blood-clots"
SWELLING = "swelling-or-bruising"


@dataclass(frozen=True, slots=True)
class Question:
    """One yes/no question. `words` name the thing within a sentence."""

    key: str
    text: str
    words: str
    source: str
    """`D2`, or `ours` for our cautious additions."""


QUESTIONS = (
    Question(BLOOD_CLOTS, "Do you have, or have you had, blood clots?", "blood clots", "D2"),
    Question("infection", "Do you have an infection now?", "an infection", "D2"),
    Question("recent-surgery", "Have you had surgery recently?", "recent surgery", "D2"),
    Question("pregnancy", "Are you pregnant?", "pregnancy", "ours"),
    Question("hernia-or-aneurysm", "Do you have a hernia or an aneurysm in the belly?",
             "a hernia or aneurysm in the belly", "ours"),
    Question("hip-replacement", "Do you have a hip replacement?", "a hip replacement", "ours"),
    Question("osteoporosis", "Do you have osteoporosis?", "osteoporosis", "ours"),
    Question("blood-thinners", "Do you take blood thinners?", "blood thinners", "ours"),
    Question("cancer-treatment", "Are you in cancer treatment?", "cancer treatment", "ours"),
    Question(SWELLING, "Is there swelling or bruising near your hip?",
             "swelling or bruising near the hip", "D2"),
)  # fmt: skip
"""In the order in which they are asked. A yes to any but the last needs a doctor's word first."""

BY_KEY: Mapping[str, Question] = {question.key: question for question in QUESTIONS}
_YES, _NO = ("yes", "y", "true"), ("no", "n", "false")


def standing_answers(record: Record) -> Mapping[str, SafetyAnswered]:
    """The last answer to each question, by its key."""
    return {fact.question: fact for fact in record.answers if fact.question in BY_KEY}


def unanswered(record: Record) -> tuple[Question, ...]:
    """What was never answered."""
    known = standing_answers(record)
    return tuple(question for question in QUESTIONS if question.key not in known)


def doctor_first(record: Record) -> tuple[Question, ...]:
    """The questions answered yes that need a doctor's word first (protocols, 3.1)."""
    known = standing_answers(record)
    medical = (question for question in QUESTIONS if question.key != SWELLING)
    return tuple(item for item in medical if item.key in known and known[item.key].yes)


def answered(
    uid: str, now: Moment, key: str, word: str, injured: Moment | None = None
) -> SafetyAnswered:
    """The fact for `hipbreak safety set KEY yes|no`. UserError, exit 2, for a wrong call.

    `injured`: when the injury happened, for swelling or bruising; unknown means just now.
    """
    key = key.lower().replace("_", "-")
    if key not in BY_KEY:
        hint = suggestion(key, BY_KEY)
        raise UserError(f'no safety question "{key[:40]}"{hint}', exit_code=2)
    if word.lower() not in _YES + _NO:
        raise UserError(f"{key}: answer yes or no", exit_code=2)
    if injured and key != SWELLING:
        raise UserError(f"{key}: only {SWELLING} has a time of injury", exit_code=2)
    if injured and injured.wall > now.wall:
        raise UserError(f"{key}: the injury cannot be in the future", exit_code=2)
    return SafetyAnswered(uid, now, key, word.lower() in _YES, injured)
