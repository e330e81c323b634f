"""Short words that several windows share."""

from __future__ import annotations

from hipbreak.core.durations import rough_duration
from hipbreak.core.routine import Position, Routine

POSITIONS = {
    Position.SEATED: "stays in your chair",
    Position.STANDING: "on your feet",
    Position.KNEELING: "needs the floor",
    Position.LYING: "needs the floor",
    Position.ANY: "sitting or standing",
}


def named(window: str, about: str) -> str:
    """The title of one of our windows, with what it is about."""
    return f"{window} – {about}"


def length_and_position(routine: Routine) -> str:
    """`40 s · stays in your chair`."""
    seconds = routine.seconds
    length = f"{round(seconds)} s" if seconds < 90 else rough_duration(seconds)
    place = POSITIONS[routine.position]
    return f"{length}  ·  {place}" if seconds else place


def snooze_labels(seconds: tuple[float, ...]) -> tuple[str, ...]:
    """`In 5`, `10`, `20 min` when all share a unit; otherwise each in full."""
    texts = [rough_duration(each) for each in seconds]
    units = {text.split(" ", 1)[1] for text in texts}
    if len(texts) > 1 and len(units) == 1:
        *bare, last = (text.split(" ", 1)[0] for text in texts)
        return (f"In {bare[0]}", *bare[1:], f"{last} {units.pop()}")
    return tuple(f"In {text}" if at == 0 else text for at, text in enumerate(texts))
