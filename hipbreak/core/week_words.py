"""The words of the week's page that a report and a picture share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hipbreak.core.calendar import MONTHS, WEEKDAYS, civil, weekday
from hipbreak.core.durations import rough_duration
from hipbreak.core.facts import Evidence, Fact, Outcome, Span, SpanKind
from hipbreak.core.overlap import once
from hipbreak.core.week import standing_facts
from hipbreak.core.week_parts import Comparison, KindLine, Stretch, WeekPage

EVIDENCE = {
    Evidence.STEPS: "its steps ran to the end",
    Evidence.BY_HAND: "said by hand",
    Evidence.ABSENCE: "away from the desk",
}
UNFINISHED = {
    Outcome.COMPLETED: "nothing proves it",
    Outcome.PARTIAL: "done in part",
    Outcome.HURT: "stopped: it hurt",
    Outcome.LEFT: "left",
    Outcome.DISMISSED: "window closed",
}
NATURAL = "natural"
HOUR = 3600.0
IN_DOUBT = "is in doubt: it may have been nobody's, and counts neither as sitting nor as a break."


def dates(page: WeekPage) -> str:
    """As in 16 to 22 November 2026, or 28 December 2026 to 3 January 2027."""
    first, last = civil(page.week.days[0].day), civil(page.week.days[-1].day)
    start = f"{first[2]}"
    if first[1] != last[1]:
        start += f" {MONTHS[first[1] - 1]}"
    if first[0] != last[0]:
        start += f" {first[0]}"
    return f"{start} to {last[2]} {MONTHS[last[1] - 1]} {last[0]}"


def day_name(day: int) -> str:
    """As in Mon 16."""
    return f"{WEEKDAYS[weekday(day)][:3]} {civil(day)[2]}"


def clock(second: float) -> str:
    """Seconds since midnight as in 9:05."""
    minutes = int(second) // 60
    return f"{minutes // 60}:{minutes % 60:02d}"


def length(seconds: float) -> str:
    return rough_duration(seconds) if seconds else "–"


def doubted(seconds: float) -> str:
    """Time that is not known to be anybody's; empty when there is none."""
    if seconds < 1:
        return ""
    return f"{rough_duration(seconds)} of input {IN_DOUBT}"


def doubt_at(facts: Iterable[Fact], wall: float) -> str:
    """What of the input around one instant (UTC seconds) is in doubt; empty when nothing is."""
    spans = [fact for fact in once(standing_facts(facts)) if isinstance(fact, Span)]
    for fact in spans:
        if fact.kind is SpanKind.DOUBTFUL and fact.start.wall <= wall < fact.end.wall:
            first, last = clock(fact.start.second_of_day), clock(fact.end.second_of_day)
            return f"Input from {first} to {last} {IN_DOUBT}"
    return ""


def kind_name(line: KindLine) -> str:
    return "natural break" if line.kind == NATURAL else line.kind


def proofs(line: KindLine) -> str:
    """How often what proves them, the most frequent first."""
    ranked = sorted(line.by.items(), key=lambda item: (-item[1], item[0].value))
    return ", ".join(f"{number} × {EVIDENCE.get(proof, 'other')}" for proof, number in ranked)


def unfinished(line: KindLine) -> str:
    ranked = sorted(line.unfinished.items(), key=lambda item: (-item[1], item[0].value))
    return ", ".join(f"{number} × {UNFINISHED[outcome]}" for outcome, number in ranked)


def weekdays(compared: Comparison) -> str:
    """The days that are compared, as in Monday to Thursday."""
    if compared.weekdays == 1:
        return WEEKDAYS[0]
    return f"{WEEKDAYS[0]} to {WEEKDAYS[compared.weekdays - 1]}"


def hour_range(hour: int) -> str:
    return f"{hour}:00 to {(hour + 1) % 24}:00"


def hours_shown(stretches: Sequence[Stretch]) -> tuple[int, int]:
    """The first and last hour of the days' ribbons, even ones: the working day at least."""
    first = min((int(one.start_s // HOUR) for one in stretches), default=8)
    last = max((-int(-(one.start_s + one.length_s) // HOUR) for one in stretches), default=18)
    first, last = max(0, min(8, first)), min(24, max(18, last))
    return first - first % 2, last + last % 2
