"""What people are told: the status, why now or why not now, the icon's state.

The same sentences serve the tray, the command line and the windows.
"""

from __future__ import annotations

from dataclasses import dataclass

from hipbreak.core.calendar import WEEKDAYS, short_date, weekday
from hipbreak.core.durations import rough_duration
from hipbreak.core.facts import SpanKind
from hipbreak.core.holds import Hold, Reason, blocking, find
from hipbreak.core.hours import Week
from hipbreak.core.moment import DAY, Moment
from hipbreak.core.schedule import due_in
from hipbreak.core.state import Counting, Later, Offered, Running, State, Waiting

_HELD = {
    Reason.AWAY: "you are away",
    Reason.LOCKED: "the screen is locked",
    Reason.PAUSED: "hipbreak is paused",
    Reason.HOURS: "it is outside your working hours",
    Reason.MICROPHONE: "the microphone is in use",
    Reason.CAMERA: "the camera is in use",
    Reason.FULLSCREEN: "a window fills the screen",
    Reason.DO_NOT_DISTURB: "do not disturb is on",
    Reason.MEETING: "you are in a meeting",
    Reason.DOUBT: "it is not certain that you are there",
}

ANNOUNCED = 300.0
"""For so long the icon's words say that a pause is over (ours)."""
_NOBODY_LOOKS = (Reason.AWAY, Reason.LOCKED)
"""Who is away does not look at the icon."""
_UNKNOWN = " Whether you are there is unknown here, so you count as present."


@dataclass(frozen=True, slots=True)
class HoldView:
    """One reason not to ask, for people."""

    reason: str
    since: float
    """UTC seconds."""
    detail: str


@dataclass(frozen=True, slots=True)
class Status:
    """The moment in numbers and one sentence. All durations in seconds."""

    presence: str
    """present, away, or unknown (taken as present)."""
    posture: str
    bout_s: float
    since_break_s: float
    due_in_s: float | None
    holds: tuple[HoldView, ...]
    offer: str | None
    """The routine on offer."""
    offer_shown_s: float
    running: str | None
    """The routine being done."""
    running_s: float
    why: str


def status(state: State, now: Moment) -> Status:
    phase = state.phase
    offered = phase if isinstance(phase, Offered) else None
    doing = phase if isinstance(phase, Running) else None
    return Status(
        presence=presence_word(state),
        posture=state.posture.value,
        bout_s=now.since(state.bout.began) if state.bout else 0.0,
        since_break_s=state.since_break.value(now),
        due_in_s=due_in(state, now),
        holds=tuple(HoldView(h.reason.value, h.since.wall, h.detail) for h in state.holds),
        offer=offered.routine if offered else None,
        offer_shown_s=now.since(offered.shown) if offered else 0.0,
        running=doing.routine if doing else None,
        running_s=now.since(doing.began) if doing else 0.0,
        why=why(state, now),
    )


def presence_word(state: State) -> str:
    if state.away_since:
        return "away"
    return "present" if state.idle_known else "unknown"


def why(state: State, now: Moment) -> str:
    """Why now, or why not now: one sentence, always."""
    match state.phase:
        case Running():
            return "A break is running."
        case Offered(why=reason):
            return f"A break is offered. {reason}"
        case Waiting() as phase:
            return _why_waiting(state, phase, now)
        case Counting() | Later():
            return _why_counting(state, now)


def _why_waiting(state: State, phase: Waiting, now: Moment) -> str:
    held = blocking(state.holds)
    if held:
        return f"A break is due, but {reasons(held, now, state.rules.hours)}."
    if phase.lull_since:
        return "A break is due; waiting for a gap in your typing."
    return "A break is due; waiting for a minute of peace."


def _why_counting(state: State, now: Moment) -> str:
    fresh = state.resumed is not None and now.since(state.resumed) < ANNOUNCED
    return ("The pause is over. " if fresh else "") + _why_not_yet(state, now)


def _why_not_yet(state: State, now: Moment) -> str:
    held, hours = blocking(state.holds), state.rules.hours
    left, words = due_in(state, now), reasons(held, now, hours)
    ends = [_left(hold, now, hours) for hold in held]
    if held and (left is None or any(end is not None and end > left for end in ends)):
        return f"Nothing will be offered: {words}."
    if left is None:
        return "Waiting for you to sit down."
    again = " again" if isinstance(state.phase, Later) else ""
    but = f"; {'held while ' if None in ends else ''}{words}" if held else ""
    unknown = "" if state.idle_known else _UNKNOWN
    return f"Next break{again} in {rough_duration(left)}{but}.{unknown}"


def question(state: State, now: Moment) -> str:
    """What is asked about input that went on for hours; empty when nothing is."""
    doubt = state.doubt
    if doubt is None:
        return ""
    doing = "sitting" if doubt.kind is SpanKind.SITTING else "standing there"
    since = _past_time(doubt.since, now)
    if doubt.open:
        return f"Have you been {doing} since {since}?"
    end = doubt.until or doubt.written[-1].end
    return f"Were you {doing} from {since} to {_past_time(end, now)}?"


def _past_time(at: Moment, now: Moment) -> str:
    """Local time of day, with the weekday where it is not today."""
    time = clock_time(at, at)
    return time if at.local_day == now.local_day else f"{WEEKDAYS[weekday(at.local_day)]} {time}"


def reasons(holds: tuple[Hold, ...], now: Moment, hours: Week) -> str:
    return " and ".join(_reason(hold, now, hours) for hold in holds)


def _reason(hold: Hold, now: Moment, hours: Week) -> str:
    words = _HELD[hold.reason]
    detail = f" ({hold.detail})" if hold.detail else ""
    left = _left(hold, now, hours)
    until = f" until {clock_time(now.after(left), now)}" if left is not None else ""
    return f"{words}{detail}{until}"


def _left(hold: Hold, now: Moment, hours: Week) -> float | None:
    """Seconds until it ends by itself, None when nobody can tell."""
    return hours.next_change(now) if hold.reason is Reason.HOURS else hold.left(now)


def clock_time(at: Moment, now: Moment) -> str:
    """Local time of day, with the day where it is not today."""
    hours, minutes = divmod(int(at.local % DAY) // 60, 60)
    return f"{_day(at.local_day, at.local_day - now.local_day)}{hours:02d}:{minutes:02d}"


def _day(number: int, ahead: int) -> str:
    """A name as long as it can mean only one day."""
    if ahead in (0, 1):
        return "tomorrow " if ahead else ""
    name = WEEKDAYS[weekday(number)] if 1 < ahead < 7 else " ".join(short_date(number).split())
    return f"{name} "


def icon(state: State) -> str:
    """The tray icon's state: working, soon, due, held, paused or break."""
    match state.phase:
        case Running():
            return "break"
        case Offered():
            return "due"
        case Waiting():
            if not blocking(state.holds):
                return "due"
            return "paused" if find(state.holds, Reason.PAUSED) else "held"
        case Counting(warned=warned) | Later(warned=warned):
            return _icon_before(state, warned=warned)


def _icon_before(state: State, *, warned: bool) -> str:
    """Before a break is due: what would hold it is shown, and "soon" only where it is true."""
    if find(state.holds, Reason.PAUSED) or find(state.holds, Reason.HOURS):
        return "paused"
    if any(hold.reason not in _NOBODY_LOOKS for hold in blocking(state.holds)):
        return "held"
    return "soon" if warned else "working"
