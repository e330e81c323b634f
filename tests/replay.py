"""Days written by hand, played through the engine. The format: tests/data/traces/README.md."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hipbreak.core.effects import Effect, OpenPlayer, Record, ShowCard, TellResumed
from hipbreak.core.events import (
    DoubtAnswered,
    Event,
    HoldBegan,
    HoldEnded,
    Locked,
    OfferAccepted,
    OfferSkipped,
    OfferSnoozed,
    PausedFor,
    PausedUntil,
    PostureChosen,
    Resumed,
    SittingClaimed,
    Slept,
    StandingClaimed,
    Unlocked,
)
from hipbreak.core.facts import BreakEnded, OfferClosed, Posture, Span, Voided
from hipbreak.core.holds import Reason
from hipbreak.core.hours import EPOCH_WEEKDAY, Week
from hipbreak.core.moment import DAY, Moment
from hipbreak.core.rules import Rules
from hipbreak.core.save import restore, resume, save
from hipbreak.core.setting_kinds import parse_range
from hipbreak.core.state import begin
from hipbreak.resident.commands import pause_event
from hipbreak.resident.worker import STOPPED_S
from tests.timeline import BOOT, LINEAGE, Desk

TRACES = Path(__file__).parent / "data" / "traces"
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
HOLDS = {
    "call": Reason.MICROPHONE,
    "camera": Reason.CAMERA,
    "meeting": Reason.MEETING,
    "fullscreen": Reason.FULLSCREEN,
    "quiet": Reason.DO_NOT_DISTURB,
    "reading": Reason.READING,
    "film": Reason.MEDIA,
}


@dataclass(frozen=True)
class Trace:
    """One file: what happens, and what has to come of it."""

    name: str
    pains: tuple[int, ...]
    start: Moment
    rules: Rules
    happens: tuple[str, ...]
    offers: list[str]
    spans: list[str]


def read(path: Path) -> Trace:
    plain = tomllib.loads(path.read_text(encoding="utf-8"))
    offset = seconds(plain["zone"])
    days_since_1970 = plain["day"].toordinal() - 719_163
    local = days_since_1970 * DAY + seconds(plain["happens"][0].split()[0])
    return Trace(
        path.stem,
        tuple(plain["pains"]),
        Moment(local - offset, BOOT, offset),
        Rules(hours=_hours(plain.get("hours", {}))),
        tuple(plain["happens"]),
        plain["offers"],
        plain["spans"],
    )


def traces() -> list[Trace]:
    return [read(path) for path in sorted(TRACES.glob("*.toml"))]


def _hours(plain: dict[str, Any]) -> Week:
    return Week(tuple(tuple(parse_range(item) for item in plain.get(day, ())) for day in WEEKDAYS))


def seconds(text: str) -> int:
    """`09:05`, `9:05:30`, `-01:00`."""
    sign = -1 if text.startswith("-") else 1
    parts = [int(part) for part in text.strip("+-").split(":")]
    return sign * sum(part * unit for part, unit in zip(parts, (3600, 60, 1), strict=False))


class Day(Desk):
    """A desk that is told a trace, line by line."""

    def __init__(self, trace: Trace) -> None:
        super().__init__(trace.rules)
        self.now = self.start = trace.start
        self.state = begin(trace.rules, LINEAGE, self.now)
        self.offers: list[str] = []
        self.facts.clear()
        self.doing = "rests"
        for line in trace.happens:
            self._obey(line)

    def _obey(self, line: str) -> None:
        """One line: pass the time up to it, then let it happen."""
        words = line.split()
        self._spend(self._time(words) - self.now.local)
        verb, *rest = words
        if verb in ("types", "rests", "sleeps", "stalls", "ends"):
            self.doing = " ".join((verb, *rest))
            return
        if verb == "zone":
            self.now = Moment(self.now.wall, self.now.elapsed, seconds(rest[0]))
        elif verb == "clock":
            self.set_clock(seconds(rest[0]))
        elif verb == "restarts":
            self._restart()
        elif verb == "finishes":
            self.finishes(leaves_chair=rest == ["walk"])
        else:
            self.hear(self._event(verb, rest))
        self.hear(self.sample())

    def _time(self, words: list[str]) -> float:
        """The local second that a line begins with; what it says of time is taken off."""
        weekday = words.pop(0) if words[0] in WEEKDAYS else self.weekday(self.start)
        ahead = WEEKDAYS.index(weekday) - WEEKDAYS.index(self.weekday(self.start))
        return (self.start.local_day + ahead % 7) * DAY + seconds(words.pop(0))

    def _spend(self, duration: float) -> None:
        assert duration >= 0, f"the line is {-duration:g} s too early"
        if self.doing == "sleeps":
            self._before = self.sleeps(duration)
        elif self.doing.startswith("stalls"):
            self._stall(duration)
        elif duration:
            self._pass(duration, typing=self.doing == "types")

    def _stall(self, duration: float) -> None:
        """The process does not run; afterwards it looks, as `resident.worker` does."""
        before = self.sleeps(duration)
        if self.doing == "stalls typing":
            self._touch()
        if duration >= STOPPED_S:
            self.hear(Slept(before))
        self.hear(self.sample())

    def _event(self, verb: str, rest: list[str]) -> Event:
        simple: dict[str, Callable[[], Event]] = {
            "locks": Locked,
            "unlocks": Unlocked,
            "stands": lambda: PostureChosen(Posture.STANDING),
            "sits": lambda: PostureChosen(Posture.SITTING),
            "sat": SittingClaimed,
            "stood": StandingClaimed,
            "was": lambda: DoubtAnswered(rest == ["there"]),
            "resumes": Resumed,
            "starts": lambda: OfferAccepted("card"),
            "skips": lambda: OfferSkipped("card"),
            "wakes": self._wakes,
        }
        match verb, rest:
            case ("begins", [what]):
                return HoldBegan(HOLDS[what])
            case ("begins", [what, "for", lasting]):
                return HoldBegan(HOLDS[what], lasts_s=seconds(lasting))
            case ("stops", [what]):
                return HoldEnded(HOLDS[what])
            case ("stood", [lasting]):
                return StandingClaimed(seconds(lasting))
            case ("snoozes", [lasting]):
                return OfferSnoozed("card", seconds(lasting))
            case ("pauses", ["for", lasting]):
                return PausedFor(seconds(lasting))
            case ("pauses", ["until", "tomorrow"]):
                return pause_event("tomorrow", self.now, self.state.rules.hours, self._offset_at)
            case ("pauses", ["until", *words]):
                return PausedUntil(self._time(list(words)) - self.now.offset)
            case _:
                return simple[verb]()

    def _offset_at(self, wall: float) -> int:
        return self.now.offset

    def _restart(self) -> None:
        """Killed and started again at once from what was saved."""
        saved = restore(json.loads(json.dumps(save(self.state))), self.state.rules)
        self.state, effects = resume(saved, self.now, same_boot=True)
        self._keep(effects)

    def _wakes(self) -> Event:
        self.doing = "rests"
        return Slept(self._before)

    # -- what came of it ------------------------------------------------------------------

    def _keep(self, effects: tuple[Effect, ...]) -> None:
        for effect in effects:
            words = told(effect)
            if words:
                self.offers.append(f"{self.label(self.now)} {words}")
        super()._keep(effects)

    def written(self) -> list[str]:
        """Every span by its own clock: from, to, what, and what ended it."""
        return [
            f"{self.label(span.start)} - {self.label(span.end)} {span.kind.value}, {span.ended_by}"
            for span in self.facts
            if isinstance(span, Span)
        ]

    def label(self, at: Moment) -> str:
        """The local time of day, with the weekday where it is another than the first."""
        whole = round(at.local)
        time = f"{whole // 3600 % 24:02}:{whole // 60 % 60:02}:{whole % 60:02}"
        other = whole // int(DAY) != self.start.local_day
        return f"{self.weekday(at)} {time}" if other else time

    @staticmethod
    def weekday(at: Moment) -> str:
        return WEEKDAYS[(round(at.local) // int(DAY) + EPOCH_WEEKDAY) % 7]


def told(effect: Effect) -> str:
    """What a person notices or finds in the journal; empty for the rest and for spans."""
    match effect:
        case ShowCard():
            return "card"
        case OpenPlayer():
            return "player"
        case TellResumed():
            return "resumed"
        case Record(fact=OfferClosed(answer=answer)):
            return answer.value
        case Record(fact=BreakEnded(routine=routine, outcome=outcome)):
            return f"{routine} {outcome.value}"
        case Record(fact=Voided(voids=voids)):
            return f"{len(voids)} facts voided"
        case _:
            return ""
