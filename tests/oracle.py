"""The safety rules told once more, from the facts alone and in other words than the product's.

Tests compare the product with this; it shares no code with `hipbreak.core.safety`.
"""

from __future__ import annotations

from hipbreak.core.facts import NextDay, Outcome, SafetyAnswered
from hipbreak.core.moment import DAY, Moment
from hipbreak.core.record import Record
from tests.health import NOON

QUESTIONS = {
    "blood-clots", "infection", "recent-surgery", "pregnancy", "hernia-or-aneurysm",
    "hip-replacement", "osteoporosis", "blood-thinners", "cancer-treatment",
    "swelling-or-bruising",
}  # fmt: skip
MEDICAL = QUESTIONS - {"swelling-or-bruising"}
PRESSURE = ("psoas-ball", "quad-sweep", "kd4-press", "foam-roll", "leg-pull")
STAYING = ("walk", "belly-breath", "hip-circles", "weight-shift", "glute-press")


def forbidden(routine: str, record: Record, now: Moment = NOON) -> bool:
    """Whether protocols.md, part 3, forbids this routine of ours now."""
    answers: dict[str, SafetyAnswered] = {}
    for fact in record.answers:
        answers[fact.question] = fact
    yes = {key for key, fact in answers.items() if fact.yes}
    pressing = routine in PRESSURE
    if "blood-clots" in yes and routine not in ("walk", "belly-breath"):
        return True
    if yes & MEDICAL and routine not in (*STAYING, "warning-signs"):
        return True
    if pressing and set(answers) != QUESTIONS:
        return True
    if pressing and "swelling-or-bruising" in yes:
        swollen = answers["swelling-or-bruising"]
        if now.wall - (swollen.injured or swollen.at).wall < 72 * 3600:
            return True
    if routine in ("psoas-ball", "foam-roll") and _spine_lifted(record):
        return True
    return _rests(routine, record, now)


def _spine_lifted(record: Record) -> bool:
    for side in ("left", "right"):
        words = [fact.result for fact in record.tests if (fact.test, fact.side) == ("thomas", side)]
        words = [word for word in words if word in ("spine lifts", "clear")]
        if words and words[-1] == "spine lifts":
            return True
    return False


def _rests(routine: str, record: Record, now: Moment) -> bool:
    mine = {fact.uid: fact for fact in record.breaks if fact.routine == routine}
    hurt = [fact.end for fact in mine.values() if fact.outcome is Outcome.HURT]
    worse = [
        fact.at
        for fact in record.followups
        if fact.answer is NextDay.WORSE and fact.break_uid in mine
    ]
    return any(now.wall - at.wall < 7 * DAY for at in hurt + worse)
