"""When to see somebody who knows, and what hipbreak says of itself."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hipbreak.core.facts import BreakEnded, Feel, FollowedUp, NextDay, Outcome, Timing
from hipbreak.core.moment import DAY, Moment
from hipbreak.core.record import Record, by_uid, within
from hipbreak.core.rest import PAIN_REST_S
from hipbreak.core.screening import doctor_first

EMERGENCY = (
    "new loss of bladder or bowel control",
    "numbness between the legs",
    "weakness in both legs",
    "fever with back pain",
    "pain after a fall or an accident",
)
"""Shown always on the safety page (ours)."""
EMERGENCY_WORDS = "Stop, and get medical help now, if you notice any of these:"
DISCLAIMER = "hipbreak gives general exercise information; it diagnoses nothing."
"""Said once at the first start and on the safety page."""
PRESSURE_WORDS = "Light at first. A deep ache is fine, sharp pain is not. Never force."

STOP_SIGNS = (
    "sharp pain while something presses",
    "numbness or tingling in the leg",
    "nerve pain, shooting down the leg",
)
"""When to stop at once (D2)."""
WHOM = (
    ("Your doctor first", "when you answer any of the safety questions with yes, except the last."),
    ("A professional", "when the day after a release is worse, or when you stopped for numbness, "
     "tingling or nerve pain."),
    ("An expert", "when pain grows or does not go away."),
    ("A massage therapist", "when relief keeps fading within two days. Ask: “Do you specialise in "
     "psoas release for lower back pain?”"),
)  # fmt: skip
"""When to see somebody (D1, D2); docs/safety.md has the numbers."""
NO_TREATMENT = (
    "It is no doctor and no treatment: it gives general exercise information and diagnoses "
    "nothing. Its self-tests are marks to compare with your own earlier ones."
)

FADES_WITHIN_S = 2 * DAY
"""Relief that is gone so soon has faded (D2)."""
FADED_TIMES = 3
RECENT_S = 14 * DAY
"""So many times within so long is "again and again" (ours)."""
PERSISTS_DAYS = 2
"""Pain on so many different days within `RECENT_S` persists (ours)."""


@dataclass(frozen=True, slots=True)
class Advice:
    """One suggestion to see somebody."""

    key: str
    """doctor, nerve, professional, expert or massage-therapist."""
    text: str


def advice(record: Record, now: Moment) -> tuple[Advice, ...]:
    """All that applies now, the most pressing first."""
    return (
        *_doctor(record),
        *_nerve(record, now),
        *_worse(record, now),
        *_persists(record, now),
        *_fades(record, now),
    )


def faded(record: Record) -> tuple[FollowedUp, ...]:
    """Answers that say that relief was there and gone within 48 hours.

    Either in so many words; or it was less tight, or felt good, right after the break and was
    no better the next day.
    """
    breaks = by_uid(record)
    relieved = _relieved(record)
    return tuple(
        fact
        for fact in record.followups
        if (done := breaks.get(fact.break_uid))
        and fact.at.wall - done.end.wall <= FADES_WITHIN_S
        and (fact.answer is NextDay.FADED or _gone(fact, relieved))
    )


def _gone(fact: FollowedUp, relieved: frozenset[str]) -> bool:
    return fact.answer in (NextDay.SAME, NextDay.WORSE) and fact.break_uid in relieved


def _relieved(record: Record) -> frozenset[str]:
    """Breaks that eased something, as far as anybody said."""
    rated = {(fact.break_uid, fact.timing): fact.tightness for fact in record.tightness}
    eased = {
        uid
        for uid, timing in rated
        if timing is Timing.AFTER and rated[uid, timing] < rated.get((uid, Timing.BEFORE), 0)
    }
    unrated = {fact.break_uid for fact in record.felt if fact.feel is Feel.GOOD}
    return frozenset(eased | {uid for uid in unrated if (uid, Timing.AFTER) not in rated})


def _doctor(record: Record) -> Iterator[Advice]:
    words = " and ".join(question.words for question in doctor_first(record))
    if words:
        yield Advice("doctor", f"Ask your doctor first: you said yes to {words}.")


def _nerve(record: Record, now: Moment) -> Iterator[Advice]:
    stops = (_stop(fact, now) for fact in record.breaks)
    if any(reason in ("numb", "nerve") for reason in stops):
        text = "You stopped for numbness, tingling or nerve pain. Have a professional look at it."
        yield Advice("nerve", text)


def _stop(fact: BreakEnded, now: Moment) -> str:
    hurt = fact.outcome is Outcome.HURT and within(fact.end, PAIN_REST_S, now)
    return fact.stop_reason if hurt else ""


def _worse(record: Record, now: Moment) -> Iterator[Advice]:
    recent = (fact for fact in record.followups if within(fact.at, PAIN_REST_S, now))
    if any(fact.answer is NextDay.WORSE for fact in recent):
        yield Advice("professional", "You felt worse the day after a release. See a professional.")


def _persists(record: Record, now: Moment) -> Iterator[Advice]:
    moments = [fact.end for fact in record.breaks if fact.outcome is Outcome.HURT]
    moments += [fact.at for fact in record.followups if fact.answer is NextDay.WORSE]
    days = {at.local_day for at in moments if within(at, RECENT_S, now)}
    if len(days) >= PERSISTS_DAYS:
        text = "Pain that grows or does not go away belongs in the hands of an expert."
        yield Advice("expert", text)


def _fades(record: Record, now: Moment) -> Iterator[Advice]:
    recent = [fact for fact in faded(record) if within(fact.at, RECENT_S, now)]
    if len(recent) >= FADED_TIMES:
        text = (
            "The relief keeps fading within two days. A massage therapist may help; ask: "
            "“Do you specialise in psoas release for lower back pain?”"
        )
        yield Advice("massage-therapist", text)
