"""The safety page, for a terminal and for scripts: answers, what they rule out, what rests."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping

from hipbreak.core.advice import DISCLAIMER, EMERGENCY, EMERGENCY_WORDS, PRESSURE_WORDS, advice
from hipbreak.core.moment import Moment
from hipbreak.core.record import Record
from hipbreak.core.rest import Rest, resting
from hipbreak.core.routine import Routine
from hipbreak.core.safety import Refusal, ruled_out
from hipbreak.core.screening import QUESTIONS, standing_answers
from hipbreak.core.selftest import comparisons

WIDTH = 80


def render_text(routines: Mapping[str, Routine], record: Record, now: Moment) -> str:
    """Everything on one page; what is most pressing stands first."""
    parts: list[str] = []
    for item in advice(record, now):
        parts += [_fill(item.text), ""]
    parts += ["Safety questions", *_answers(record), ""]
    parts += _refused(routines, ruled_out(routines, record, now))
    rests = resting(record, now)
    if rests:
        parts += ["Resting", *(_item(rest.reason, _who(rest, routines)) for rest in rests), ""]
    marks = comparisons(record)
    if marks:
        parts += ["Self-tests, to compare, no diagnosis", *(_item(m.sentence) for m in marks), ""]
    parts += [EMERGENCY_WORDS, *(_item(sign) for sign in EMERGENCY), ""]
    parts += [_fill(PRESSURE_WORDS), _fill(DISCLAIMER)]
    return "\n".join(parts) + "\n"


def to_plain(routines: Mapping[str, Routine], record: Record, now: Moment) -> dict[str, object]:
    """For `--json`; docs/safety.md lists the keys. Instants are UTC seconds."""
    answers = standing_answers(record)
    return {
        "questions": [
            {
                "key": question.key,
                "text": question.text,
                "source": question.source,
                "answer": answers[question.key].yes if question.key in answers else None,
            }
            for question in QUESTIONS
        ],
        "ruled_out": {
            key: {"reason": refusal.reason, "until": _wall(refusal.until)}
            for key, refusal in ruled_out(routines, record, now).items()
        },
        "resting": [
            {
                "what": rest.scope.value,
                "routine": rest.routine or None,
                "reason": rest.reason,
                "until": _wall(rest.until),
            }
            for rest in resting(record, now)
        ],
        "advice": [{"key": item.key, "text": item.text} for item in advice(record, now)],
        "self_tests": [
            {"test": mark.test, "side": mark.side or None, "result": mark.now.result,
             "at": mark.now.at.wall, "sentence": mark.sentence}
            for mark in comparisons(record)
        ],
        "emergency": list(EMERGENCY),
        "disclaimer": DISCLAIMER,
    }  # fmt: skip


def _answers(record: Record) -> list[str]:
    answers = standing_answers(record)
    words = {True: "yes", False: "no", None: "not answered"}
    lines = []
    for question in QUESTIONS:
        answer = answers.get(question.key)
        said = words[answer.yes if answer else None]
        lines.append(f"  {question.key:<21} {question.text:<52} {said}")
    return lines


def _refused(routines: Mapping[str, Routine], refusals: Mapping[str, Refusal]) -> list[str]:
    """The routines that are ruled out, gathered under each reason."""
    if not refusals:
        return ["Nothing is ruled out.", ""]
    reasons: dict[str, list[str]] = {}
    for key, refusal in refusals.items():
        reasons.setdefault(refusal.reason, []).append(routines[key].name)
    parts = ["Ruled out for now"]
    for reason, names in reasons.items():
        parts += [_item(", ".join(names)), _fill(reason, "      ")]
    return [*parts, ""]


def _who(rest: Rest, routines: Mapping[str, Routine]) -> str:
    known = routines.get(rest.routine)
    return known.name if known else rest.routine


def _item(text: str, name: str = "") -> str:
    said = f"{name}: {text}" if name else text
    return textwrap.fill(said, WIDTH, initial_indent="  - ", subsequent_indent="    ")


def _fill(text: str, indent: str = "") -> str:
    return textwrap.fill(text, WIDTH, initial_indent=indent, subsequent_indent=indent)


def _wall(at: Moment | None) -> float | None:
    return at.wall if at else None
