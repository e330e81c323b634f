"""What the home window says, from the status and the week: words and numbers without a window."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from hipbreak.core.durations import rough_duration
from hipbreak.core.week import Day

Status = Mapping[str, object]
"""The resident's status as decoded JSON (`hipbreak status --json`)."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A button: its words and the command behind it."""

    text: str
    verb: str
    arguments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Now:
    """This moment, for reading."""

    headline: str
    why: str
    share: float
    """How far the way to the next break has been gone, 0 to 1."""
    choices: tuple[Choice, ...]
    brief: str = ""
    """The sentence in fewer words, for the list of pages."""


JUST_NOW_S = 10.0
NOT_RUNNING = Now(
    "hipbreak is not running.",
    "Your week is still here. Start it, and it counts your sitting from then on.",
    0.0,
    (Choice("Start hipbreak", "launch"),),
    "Start it on the page Today.",
)
UNREADABLE = replace(
    NOT_RUNNING,
    why="Your days cannot be read just now; why is said below. Nothing in the file is deleted.",
)
"""Nobody answers, and the journal is damaged or not ours: hipbreak moves such a file aside."""


def describe(status: Status | None, readable: bool = True) -> Now:
    """The status in words; None when nobody answers. `readable`: the journal is."""
    if status is None:
        return NOT_RUNNING if readable else UNREADABLE
    why = str(status.get("why", ""))
    return Now(_headline(status), why, _share(status), _choices(status), why.split(". ")[0])


def due_at(status: Status | None, now: float) -> float | None:
    """When the next break is due, on the scale of `now`; None when that is not known."""
    if not status or status.get("due_in_s") is None or status.get("break"):
        return None
    return now + max(0.0, _number(status, "due_in_s"))


def _number(status: Status, name: str) -> float:
    value = status.get(name)
    return float(value) if isinstance(value, (int, float)) else 0.0


def _headline(status: Status) -> str:
    if status.get("break"):
        return "On a break."
    if status.get("presence") == "away":
        return "Away."
    bout = _number(status, "bout_s")
    standing = status.get("posture") == "standing"
    if bout < JUST_NOW_S:
        return "You have just stood up." if standing else "You have just sat down."
    return f"{'Standing' if standing else 'Sitting'} for {rough_duration(bout)}."


def _share(status: Status) -> float:
    if status.get("due_in_s") is None:
        return 0.0
    since, due = _number(status, "since_break_s"), max(0.0, _number(status, "due_in_s"))
    return since / (since + due) if since + due else 0.0


def _choices(status: Status) -> tuple[Choice, ...]:
    first = Choice("Start a break now", "now")
    if status.get("offer"):
        first = Choice("Start the break", "start")
    standing = status.get("posture") == "standing"
    posture = Choice("I sit now", "sit") if standing else Choice("I stand now", "stand")
    pause = Choice("Pause 30 min", "pause", ("30 min",))
    if _paused(status):
        pause = Choice("Resume", "resume")
    return (pause, posture) if status.get("break") else (first, pause, posture)


def _paused(status: Status) -> bool:
    holds = status.get("holds")
    if not isinstance(holds, list):
        return False
    return any(isinstance(hold, dict) and hold.get("reason") == "paused" for hold in holds)


def day_figures(day: Day) -> tuple[tuple[str, str], ...]:
    """The numbers of one day, each with its words."""
    return (
        (length(day.sitting_s), "sat today"),
        (length(day.longest_bout_s), "longest sit"),
        (str(day.breaks_done), "break done" if day.breaks_done == 1 else "breaks done"),
        (str(day.natural_breaks), "natural break" if day.natural_breaks == 1 else "natural breaks"),
    )


def length(seconds: float) -> str:
    """`3 h 05 min`, or a dash for nothing."""
    return rough_duration(seconds) if seconds >= 1 else "–"


def short_length(seconds: float) -> str:
    """For a narrow column: `3:05`, or a dash for nothing."""
    minutes = round(seconds / 60)
    return f"{minutes // 60}:{minutes % 60:02d}" if seconds >= 1 else "–"
