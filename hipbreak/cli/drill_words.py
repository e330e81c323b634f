"""A drill told line by line, for a terminal and for who listens to one.

Sparsely: a step when it begins, its half, the last five seconds. Nothing here prints.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from hipbreak.core.durations import format_duration, rough_duration
from hipbreak.core.facts import Feel
from hipbreak.core.routine import Pace, Routine
from hipbreak.ui.player_state import READY_SHOWN, STOP_REASONS, Phase, Play
from hipbreak.ui.player_words import (
    ADVICE_ALWAYS,
    EMERGENCY,
    STOP_WORDS,
    TIGHTNESS,
    TIGHTNESS_ENDS,
    advice,
    headline,
    place,
    rhythm,
    side,
    summary,
)

WIDTH = 76
NEAR_END_S = 5.0
TOLD_FROM_S = 10.0
"""A shorter step is over before its half could be read (ours)."""

LONG_S = 20.0
"""Only longer steps say their last seconds besides their half (ours)."""

KEYS = "Keys: Enter next, p pause, b back, h it hurts, d done already, q leave."

RATE_FIRST = "A number from 0 to 9, or t for ten, says how tight it is now and starts too."


def opening(routine: Routine, keys: bool) -> list[str]:
    """What is said before the first step."""
    facts = f"{format_duration(routine.seconds)}, {routine.position.value}"
    lines = [f"{routine.name}: {facts}.", *_wrap(routine.summary)]
    if routine.pressure_words:
        lines += _wrap(routine.pressure_words)
    for caution in routine.cautions:
        lines += _wrap(f"Caution: {caution}")
    return [*lines, *([KEYS] if keys else []), ""]


def told(before: Play | None, after: Play, keys: bool) -> list[str]:
    """The lines for what has changed."""
    if before is None or after.phase is not before.phase:
        return [*_phase(before, after, keys)]
    if after.phase is Phase.RUNNING and _anew(before, after):
        return [*_step(after)]
    return []


def countdown(before: Play | None, after: Play) -> str:
    """How much is left, at the half of a step and shortly before its end; mostly empty."""
    if before is None or after.phase is not Phase.RUNNING or after.slot is None:
        return ""
    whole = after.slot.cue.seconds
    if whole < TOLD_FROM_S or _anew(before, after):
        return ""
    for mark in (whole / 2, *((NEAR_END_S,) if whole >= LONG_S else ())):
        if before.left_s > mark >= after.left_s:
            return f"  {rough_duration(mark)} left"
    return ""


def _anew(before: Play, after: Play) -> bool:
    return after.at != before.at or after.position < before.position


def _phase(before: Play | None, after: Play, keys: bool) -> Iterator[str]:
    match after.phase:
        case Phase.CAUTION:
            yield "Press Enter once you have read this, or q to leave."
            yield RATE_FIRST
        case Phase.READY:
            if keys:
                yield f"Get into place: it starts in {READY_SHOWN:.0f} s, or with Enter."
                yield RATE_FIRST
        case Phase.RUNNING:
            if before is not None and before.phase is Phase.PAUSED and not _anew(before, after):
                yield f"Going on, {rough_duration(after.left_s)} left."
            else:
                yield from _step(after)
        case Phase.PAUSED:
            yield "Paused. p goes on, q leaves."
        case Phase.ASKING:
            yield from _question(after, keys)
        case Phase.HURT:
            yield "Stopped. Which pain was it?"
            yield ", ".join(f"{n} {STOP_WORDS[r].lower()}" for n, r in enumerate(STOP_REASONS, 1))
        case Phase.ADVICE:
            for text in (advice(after.stop_reason), ADVICE_ALWAYS, EMERGENCY):
                yield from _wrap(text)
        case Phase.ENDING:
            yield ""
            yield from _wrap(f"{headline(after)} {summary(after)}")
            if keys:
                feels = ", ".join(f"{n} {feel.value}" for n, feel in enumerate(Feel, 1))
                yield f"How did it feel? {feels}, Enter to say nothing."
        case Phase.TIGHTNESS:
            least, most = TIGHTNESS_ENDS
            yield f"{TIGHTNESS} {least} ... {most} (key t), Enter to say nothing."
        case Phase.CLOSED:
            pass


def _step(play: Play) -> Iterator[str]:
    if play.slot is None:
        return
    step = play.slot.cue.step
    what = rhythm(play, None)
    if step.pace is Pace.BREATHE and step.breath_in:
        what = f"Breathe {step.breath_in:g} s in, {step.breath_out:g} s out"
    number = place(play) if len(play.slots) > 1 else ""
    time = f"{what}, {format_duration(step.seconds)}"
    yield ". ".join(filter(None, (number, side(play), time))) + "."
    yield from _wrap(step.cue)


def _question(play: Play, keys: bool) -> Iterator[str]:
    if play.slot is None:
        return
    head = ". ".join(filter(None, (place(play), side(play))))
    yield f"{head}."
    yield from _wrap(play.slot.cue.step.question)
    if keys:
        yield "  y yes, n no"


def _wrap(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent="  ", subsequent_indent="  ")
