"""The library as values: which movements are shown, and what is said of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hipbreak.core.durations import rough_duration
from hipbreak.core.plan import Place, suits
from hipbreak.core.routine import Grade, Kind, Pace, Position, Routine, Sides, Step
from hipbreak.core.safety import Refusal

POSITIONS: Mapping[str, tuple[Position, ...]] = {
    "": tuple(Position),
    "chair": (Position.SEATED, Position.ANY),
    "feet": (Position.STANDING, Position.ANY),
    "floor": (Position.KNEELING, Position.LYING),
}
POSITION_WORDS = {
    "": "All",
    "chair": "In the chair",
    "feet": "On your feet",
    "floor": "On the floor",
}
MINUTES_WORDS = {"": "Any length", "1": "Up to 1 min", "3": "Up to 3 min"}
MINE_WORDS = {"": "Everything", "mine": "With what I have"}
GRADES = {
    Grade.TRIAL: "Tested in trials",
    Grade.EXPERT: "Taught by experts",
    Grade.TRADITION: "Handed down",
}
SOURCES = {
    "D1": "an acupuncturist's article on lower back pain",
    "D2": "a self-help article on massaging the hips for lower back pain",
    "ours": "hipbreak itself",
}
UNANSWERED = "It presses on the body, so the safety questions come first."
_ORDER = (
    Kind.DRILL,
    Kind.WALK,
    Kind.BREATH,
    Kind.STRETCH,
    Kind.RELEASE,
    Kind.CHECK,
    Kind.SELF_TEST,
)


@dataclass(frozen=True, slots=True)
class Filter:
    """What the person looks for; an empty word looks for all."""

    position: str = ""
    """A key of `POSITIONS`."""
    minutes: str = ""
    """A key of `MINUTES_WORDS`."""
    mine: str = ""
    """`mine`: only what can be done here, with the things at hand."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where the person is and what is there: from the settings."""

    place: Place = Place.OFFICE
    things: frozenset[str] = frozenset()


def shown(routines: Iterable[Routine], wanted: Filter, around: Surroundings) -> tuple[Routine, ...]:
    """The movements that pass the filter: gentle ones first, then by name."""
    found = [
        routine
        for routine in routines
        if routine.position in POSITIONS[wanted.position]
        and (not wanted.minutes or 0 < routine.seconds <= float(wanted.minutes) * 60)
        and (not wanted.mine or suits(routine, around.place, around.things))
    ]
    return tuple(sorted(found, key=lambda item: (_ORDER.index(item.kind), item.name)))


def brief(routine: Routine) -> str:
    """`1 min · with a ball`: how long, and what it takes."""
    if not routine.seconds:
        length = "a few questions"
    else:
        seconds = routine.seconds
        length = f"{round(seconds)} s" if seconds < 90 else rough_duration(seconds)
    return " · ".join([length, *(f"with a {thing}" for thing in routine.to_bring)])


def source_words(source: str) -> str:
    """Who says so, for people who know none of our short names: an article, or a study's DOI."""
    return SOURCES.get(source, f"doi.org/{source}" if source.startswith("10.") else source)


def words(refusal: Refusal | None) -> str:
    """Why it is not done now, for a window; empty when it may be."""
    if refusal is None:
        return ""
    return UNANSWERED if refusal.unanswered else refusal.reason


def timing(step: Step) -> str:
    """`20 s on each side`, or what is asked."""
    if step.pace is Pace.ASK:
        return step.question
    length = rough_duration(step.seconds) if step.seconds >= 90 else f"{step.seconds:g} s"
    most = f", later up to {step.seconds_max:g} s" if step.seconds_max > step.seconds else ""
    breath = f"; {step.breath_in:g} s in, {step.breath_out:g} s out" if step.breath_in else ""
    return f"{length}{' on each side' if step.each_side else ''}{most}{breath}"


def facts(routine: Routine) -> tuple[tuple[str, str], ...]:
    """What a person wants to know before, each with its name."""
    sides = {Sides.EACH: "one after the other", Sides.TOGETHER: "both at once"}
    found = (
        ("Position", routine.position.value if routine.position is not Position.ANY else "any"),
        ("Sides", sides.get(routine.sides, "")),
        ("Where", {"room": "anywhere with room to step"}.get(routine.place, routine.place)),
        ("Needs", _listed(routine.to_bring)),
        ("Helps", _listed(routine.helps)),
        ("Others", "will notice" if routine.visible else "will not notice"),
    )
    return tuple((name, text) for name, text in found if text)


def _listed(things: Iterable[str]) -> str:
    return ", ".join("lines on the floor" if thing == "lines" else thing for thing in things)
