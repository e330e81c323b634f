"""Left and right: how long each side was worked on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from hipbreak.core.facts import BreakEnded
from hipbreak.core.routine import Routine
from hipbreak.core.week_parts import SideLine


def balance_of(
    breaks: Iterable[BreakEnded], routines: Mapping[str, Routine]
) -> tuple[SideLine, ...]:
    """Each technique that was done on a side, the longest first.

    A break logged by hand has no steps and so says nothing of sides.
    """
    seconds: dict[str, dict[str, float]] = {}
    # In an order of its own: sums of floats depend on it.
    for fact in sorted(breaks, key=lambda fact: fact.uid):
        for step in fact.steps:
            if step.side in ("left", "right"):
                sides = seconds.setdefault(fact.routine, {"left": 0.0, "right": 0.0})
                sides[step.side] += step.done_s
    lines = (
        SideLine(routine, name_of(routine, routines), sides["left"], sides["right"])
        for routine, sides in seconds.items()
        if sides["left"] or sides["right"]
    )
    return tuple(sorted(lines, key=lambda line: (-(line.left_s + line.right_s), line.routine)))


def name_of(routine: str, routines: Mapping[str, Routine]) -> str:
    """The routine's name for people; its id when the file is gone."""
    known = routines.get(routine)
    return known.name if known else routine
