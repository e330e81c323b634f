"""Routines as text in a terminal, and as JSON for scripts."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from hipbreak.core.codec import encode
from hipbreak.core.durations import format_duration
from hipbreak.core.routine import Pace, Routine, Sides, Step

WIDTH = 78

_SIDES = {
    Sides.NONE: "",
    Sides.TOGETHER: "both sides at once",
    Sides.EACH: "both sides, one after the other",
}


def table(routines: Sequence[Routine]) -> str:
    """One line a routine, in columns."""
    heads = ("id", "kind", "position", "time", "name", "")
    rows = [heads, *(_row(routine) for routine in routines)]
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
    rule = "  ".join("-" * width for width in widths[:-1])
    return "\n".join([lines[0], rule, *lines[1:]])


def _row(routine: Routine) -> tuple[str, ...]:
    time = format_duration(routine.seconds)
    note = "presses: never offered unasked" if routine.pressure else ""
    return routine.id, routine.kind.value, routine.position.value, time, routine.name, note


def describe(routine: Routine) -> str:
    """Everything about one routine that a person may want to know."""
    parts = [f"{routine.name} ({routine.id})", _wrapped(routine.summary, ""), ""]
    parts += [_labelled(label, text) for label, text in _facts(routine) if text]
    parts += ["", *_steps(routine.steps), "", *_evidence(routine)]
    return "\n".join(parts)


def before_start(routine: Routine) -> str:
    """What has to be read before a routine that presses; empty for the others."""
    if not routine.pressure:
        return ""
    lines = [f"{routine.name}: before you start", *_bullets(routine.cautions)]
    return "\n".join([*lines, _wrapped(routine.pressure_words, "")])


def to_plain(routine: Routine) -> dict[str, object]:
    """JSON values of every field; `total_s` is the time over all steps and sides."""
    plain = _untyped(encode(routine))
    assert isinstance(plain, dict)
    return {**plain, "total_s": routine.seconds, "leaves_chair": routine.leaves_chair}


def _untyped(value: object) -> object:
    """Without the class names that our own messages carry."""
    if isinstance(value, dict):
        return {key: _untyped(item) for key, item in value.items() if key != "type"}
    if isinstance(value, list):
        return [_untyped(item) for item in value]
    return value


def _facts(routine: Routine) -> Iterable[tuple[str, str]]:
    time = ", ".join(filter(None, (format_duration(routine.seconds), _SIDES[routine.sides])))
    yield "Kind", routine.kind.value
    yield "Time", time
    yield "Position", routine.position.value
    yield "Place", {"room": "anywhere with room to step"}.get(routine.place, routine.place)
    yield "Others", "see it" if routine.visible else "see nothing of it"
    yield "Needs", ", ".join(routine.needs)
    yield "Helps", ", ".join(routine.helps)
    yield "Pressure", routine.pressure_words
    for caution in routine.cautions:
        yield "Caution", caution


def _steps(steps: Iterable[Step]) -> Iterable[str]:
    for number, step in enumerate(steps, 1):
        yield _wrapped(f"{number}. {step.cue}", "", "   ")
        yield f"   {_timing(step)}"
        if step.detail:
            yield _wrapped(step.detail, "   ")


def _timing(step: Step) -> str:
    if step.pace is Pace.ASK:
        return f"[a question] {step.question}"
    side = " a side" if step.each_side else ""
    timing = f"{format_duration(step.seconds)}{side} [{step.source}]"
    if step.pace is Pace.BREATHE:
        timing += f", {step.breath_in:g} s in, {step.breath_out:g} s out [{step.breath_source}]"
    return timing


def _evidence(routine: Routine) -> Iterable[str]:
    evidence = routine.evidence
    yield _labelled("Evidence", f"{evidence.grade.value} [{evidence.source}]")
    yield _wrapped(evidence.sentence, "   ")


def _labelled(label: str, text: str) -> str:
    return _wrapped(f"{label:<9} {text}", "", " " * 10)


def _bullets(lines: Iterable[str]) -> list[str]:
    return [_wrapped(f"- {line}", "", "  ") for line in lines]


def _wrapped(text: str, indent: str, later: str | None = None) -> str:
    return textwrap.fill(
        text, WIDTH, initial_indent=indent, subsequent_indent=indent if later is None else later
    )
