"""Routines as text in a terminal, and as JSON for scripts."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

from hipbreak.core.codec import encode
from hipbreak.core.durations import format_duration
from hipbreak.core.routine import CONTRAINDICATIONS, Kind, Pace, Routine, Sides, Step

WIDTH = 78
PRESSES = "presses"
LEGEND = """+ starts small and grows by the dose rule.
What presses is never offered unasked before the safety questions are answered."""

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
    legend = ["", LEGEND] if any(routine.pressure for routine in routines) else []
    return "\n".join([lines[0], rule, *lines[1:], *legend])


def _row(routine: Routine) -> tuple[str, ...]:
    grows = " +" if routine.seconds_max > routine.seconds else ""
    time = format_duration(routine.seconds) + grows if routine.seconds else "–"
    kind, position = routine.kind.value, routine.position.value
    return routine.id, kind, position, time, routine.name, _note(routine)


def _note(routine: Routine) -> str:
    """Why it does not simply come as a break."""
    notes = (
        PRESSES if routine.pressure else "",
        "after a release" if routine.after_release else "",
        "a test" if routine.kind in (Kind.CHECK, Kind.SELF_TEST) else "",
        "only a nudge" if routine.nudge else "",
        f"needs {', '.join(routine.to_bring)}" if routine.to_bring else "",
    )
    return "; ".join(note for note in notes if note)


def describe(routine: Routine) -> str:
    """Everything about one routine that a person may want to know."""
    parts = [f"{routine.name} ({routine.id})", _wrapped(routine.summary, ""), ""]
    parts += [_labelled(label, text) for label, text in _facts(routine) if text]
    where = f"on the {routine.only_side} side" if routine.only_side else "a side"
    parts += ["", *_steps(routine.steps, where), "", *_evidence(routine)]
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
    return {
        **plain,
        "total_s": routine.seconds,
        "total_max_s": routine.seconds_max,
        "leaves_chair": routine.leaves_chair,
    }


def _untyped(value: object) -> object:
    """Without the class names that our own messages carry."""
    if isinstance(value, dict):
        return {key: _untyped(item) for key, item in value.items() if key != "type"}
    if isinstance(value, list):
        return [_untyped(item) for item in value]
    return value


def _facts(routine: Routine) -> Iterable[tuple[str, str]]:
    yield "Kind", routine.kind.value
    yield "Time", ", ".join(filter(None, (_time(routine), _sides(routine))))
    yield "Position", routine.position.value
    yield "Place", {"room": "anywhere with room to step"}.get(routine.place, routine.place)
    yield "Others", "see it" if routine.visible else "see nothing of it"
    yield "Needs", ", ".join(routine.needs)
    yield "Helps", ", ".join(routine.helps)
    yield from _rules(routine)
    yield "Pressure", routine.pressure_words
    for caution in routine.cautions:
        yield "Caution", caution


def _rules(routine: Routine) -> Iterable[tuple[str, str]]:
    """When it may come and what it does to others."""
    ruled_out_by = routine.contraindications
    every = len(ruled_out_by) == len(CONTRAINDICATIONS)
    who = "by " + ("any of " if every else "") + _words(ruled_out_by)
    yield "Ruled out", who if ruled_out_by else ""
    yield "Releases", _words(routine.releases)
    after = _words(routine.after_release)
    yield "After", f"a release of {after}, never before it" if after else ""
    yield "Deep", "rests until the Thomas test is clear, once it was not" if routine.deep else ""
    yield "Result", _words([routine.self_test])
    yield "Nudge", "comes silently between breaks, if asked for" if routine.nudge else ""


def _words(keys: Iterable[str]) -> str:
    return ", ".join(key.replace("-", " ") for key in keys)


def _time(routine: Routine) -> str:
    if not routine.seconds:
        return "as long as the questions take"
    first, most = format_duration(routine.seconds), format_duration(routine.seconds_max)
    return first if first == most else f"{first} at first, at most {most}"


def _sides(routine: Routine) -> str:
    if routine.only_side:
        return f"the {routine.only_side} side alone"
    first = f", the {routine.first} one first" if routine.first else ""
    return _SIDES[routine.sides] + first


def _steps(steps: Iterable[Step], where: str) -> Iterable[str]:
    for number, step in enumerate(steps, 1):
        yield _wrapped(f"{number}. {step.cue}", "", "   ")
        yield _wrapped(_timing(step, where), "   ")
        if step.detail:
            yield _wrapped(step.detail, "   ")


def _timing(step: Step, where: str) -> str:
    """How long, and who says so; `where` is said of what is done on one side at a time."""
    if step.pace is Pace.ASK:
        kept = f" (kept as {step.mark})" if step.mark else ""
        return f"[a question] {step.question}{kept}"
    side = f" {where}" if step.each_side else ""
    timing = f"{format_duration(step.seconds)}{side} [{step.source}]"
    if step.seconds_max:
        timing += f", growing to {format_duration(step.seconds_max)} [{step.max_source}]"
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
