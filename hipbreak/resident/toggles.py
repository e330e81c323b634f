""" "In a meeting" and "reading": said by hand, for a while, and always over by themselves."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from hipbreak.core.durations import parse_duration
from hipbreak.core.errors import Refused, UserError
from hipbreak.core.events import Event, HoldBegan, HoldEnded
from hipbreak.core.holds import Reason, find
from hipbreak.core.hours import Week
from hipbreak.core.moment import Moment
from hipbreak.core.state import State
from hipbreak.core.view import clock_time
from hipbreak.ports import MenuEntry
from hipbreak.resident.ends import end_of, zone_offset

UNLESS_SAID_S = 3600.0
OFF = "off"
TOGGLES = {"meeting": Reason.MEETING, "reading": Reason.READING}
_BEGUN = {
    Reason.MEETING: "In a meeting until {}: nothing is offered.",
    Reason.READING: "Reading until {}: you count as sitting without a key.",
}
_ENDED = {Reason.MEETING: "The meeting is over.", Reason.READING: "You are not reading any more."}
_NOT_ON = {
    Reason.MEETING: "no meeting was set by hand",
    Reason.READING: "reading was not set by hand",
}
_LABELS = {Reason.MEETING: "In a meeting", Reason.READING: "Reading"}
LENGTHS = (("30 minutes", "30 min"), ("1 hour", "1 h"), ("2 hours", "2 h"))


def verbs(
    hear: Callable[[Event], None],
    state: Callable[[], State],
    now: Callable[[], Moment],
    offset_at: Callable[[float], int] = zone_offset,
) -> dict[str, Callable[[str, str], str]]:
    """The commands `meeting` and `reading`: a duration, `until` a time, or off."""
    return {
        verb: partial(_toggle, reason, hear, state, now, offset_at)
        for verb, reason in TOGGLES.items()
    }


def _toggle(
    reason: Reason,
    hear: Callable[[Event], None],
    state: Callable[[], State],
    now: Callable[[], Moment],
    offset_at: Callable[[float], int],
    rest: str,
    how: str,
) -> str:
    if rest == OFF:
        if not find(state().holds, reason):
            raise Refused(_NOT_ON[reason])
        hear(HoldEnded(reason))
        return _ENDED[reason]
    seconds = UNLESS_SAID_S
    if rest:
        seconds = _lasting(rest, now(), state().rules.hours, offset_at)
    hear(HoldBegan(reason, lasts_s=seconds))
    return _BEGUN[reason].format(clock_time(now().after(seconds), now()))


def _lasting(words: str, now: Moment, hours: Week, offset_at: Callable[[float], int]) -> float:
    """Seconds: `45 min`, `until 15:00`."""
    if words.startswith("until"):
        return end_of(words, now, hours, offset_at) - now.wall
    try:
        return parse_duration(words)
    except ValueError as error:
        raise UserError(str(error), exit_code=2) from None


def entries(state: State, now: Moment) -> tuple[MenuEntry, ...]:
    """A line of the menu for each: for how long, or until when it stands."""
    return tuple(_entry(verb, reason, state, now) for verb, reason in TOGGLES.items())


def _entry(verb: str, reason: Reason, state: State, now: Moment) -> MenuEntry:
    hold = find(state.holds, reason)
    if hold is None:
        children = tuple(MenuEntry(label, f"{verb} {words}") for label, words in LENGTHS)
        return MenuEntry(_LABELS[reason], children=children)
    until = clock_time(now.after(hold.left(now) or 0.0), now)
    return MenuEntry(f"{_LABELS[reason]} until {until}", f"{verb} {OFF}", checked=True)
