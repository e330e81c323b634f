"""The words of the command line, the tray and the home window, carried out."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import cast

from hipbreak.core.codec import DecodeError, decode
from hipbreak.core.durations import parse_duration, rough_duration
from hipbreak.core.errors import HipbreakError, Refused, UserError
from hipbreak.core.events import (
    DoubtAnswered,
    Event,
    OfferSnoozed,
    PausedFor,
    PausedUntil,
    PostureChosen,
    Resumed,
    SittingClaimed,
    StandingClaimed,
)
from hipbreak.core.facts import Posture, Stated
from hipbreak.core.holds import Reason, find
from hipbreak.core.hours import ALWAYS, Week
from hipbreak.core.moment import Moment
from hipbreak.core.state import Offered, State
from hipbreak.core.until import TOMORROW
from hipbreak.core.view import clock_time, why
from hipbreak.protocol import Finished, Reply, from_line, to_line
from hipbreak.resident import corrections, toggles
from hipbreak.resident.conductor import told_of
from hipbreak.resident.ends import ago, end_of, zone_offset
from hipbreak.resident.health import Health
from hipbreak.resident.requests import Requests


class Commands:
    """One method a verb; each answers with a sentence or raises Refused or UserError."""

    def __init__(
        self,
        requests: Requests,
        health: Health,
        hear: Callable[[Event], None],
        state: Callable[[], State],
        now: Callable[[], Moment],
        views: Mapping[str, Callable[[], str]],
        write: corrections.Write,
        reload: Callable[[], str],
        quit_: Callable[[], None],
    ) -> None:
        self._requests, self._health = requests, health
        self._hear, self._state, self._now = hear, state, now
        self._views, self._write, self._reload, self._quit = views, write, reload, quit_
        self._verbs: dict[str, Callable[[str, str], str]] = {
            "why": lambda rest, how: why(state(), now()),
            "now": self._start_now,
            "plan": self._start_plan,
            "card": self._card,
            "home": self._home,
            "open": self._open,
            "start": self._start,
            "snooze": self._snooze,
            "skip": self._skip,
            "pause": self._pause,
            "resume": self._resume,
            "stand": self._stand,
            "sit": self._sit,
            "reload": lambda rest, how: self._reload(),
            "sat": self._sat,
            "begin": self._begin,
            "report": self._report,
            "record": self._record,
            "followup": self._followup,
            "quit": self._end,
            **toggles.verbs(hear, state, now),
            **corrections.verbs(write, self._heal),
        }

    def learn(self, verbs: Mapping[str, Callable[[str, str], str]]) -> None:
        """Verbs that others carry out."""
        self._verbs.update(verbs)

    def obey(self, verb: str, arguments: Sequence[str], how: str) -> Reply:
        """Carry out one command; `how` says where it came from. Never raises."""
        if verb in self._views:
            return Reply(True, data=self._views[verb]())
        action = self._verbs.get(verb)
        if action is None:
            return Reply(False, f"unknown command: {verb}")
        try:
            return Reply(True, action(" ".join(arguments).strip(), how))
        except (Refused, UserError) as error:
            return Reply(False, str(error))
        except HipbreakError as error:
            return Reply(False, f"that did not work: {error}")

    def _start_now(self, rest: str, how: str) -> str:
        if rest == "--short":
            return f"Started: {self._requests.request(short=True)}."
        return f"Started: {self._requests.request(rest)}."

    def _start_plan(self, rest: str, how: str) -> str:
        return f"Started: {self._requests.request_plan(rest)}."

    def _begin(self, rest: str, how: str) -> str:
        """A break that a terminal plays; the answer is the line that opens a player."""
        return to_line(self._requests.begin(rest)).decode().strip()

    def _report(self, rest: str, how: str) -> str:
        """What such a player says at its end, as a protocol line."""
        try:
            message = from_line(rest)
        except DecodeError as error:
            raise Refused(f"not a report: {error}") from None
        if not isinstance(message, Finished):
            raise Refused("not a report")
        if told_of(self._state(), message.uid) is None:
            raise Refused("this break is not running any more")
        self._requests.reported(message)
        return "Written down."

    def _record(self, rest: str, how: str) -> str:
        """Something the person states, as JSON: an answer, a self-test, how it is today."""
        try:
            fact = cast(Stated, decode(Stated, json.loads(rest)))
        except (ValueError, RecursionError, DecodeError) as error:
            raise Refused(f"not something to write down: {error}") from None
        self._write(fact)
        self._health.stated(fact)
        self._requests.recheck()
        return "Written down."

    def _heal(self) -> None:
        """What was done has been put right: the question and the offer are looked at again."""
        self._health.look_again()
        self._requests.recheck()

    def _followup(self, rest: str, how: str) -> str:
        self._health.answer(rest, self._now())
        return "Noted. Thank you."

    def _start(self, rest: str, how: str) -> str:
        return f"Started: {self._requests.accept(how)}."

    def _card(self, rest: str, how: str) -> str:
        self._requests.show_offer()
        return "The offer is on the screen."

    def _home(self, rest: str, how: str) -> str:
        self._requests.show_home(rest)
        return "The window is on the screen."

    def _open(self, rest: str, how: str) -> str:
        """A second start: the offer when there is one, else the home window."""
        if isinstance(self._state().phase, Offered):
            return self._card(rest, how)
        return self._home(rest, how)

    def _snooze(self, rest: str, how: str) -> str:
        seconds = _duration(rest) if rest else self._state().rules.snoozes[0]
        self._hear(OfferSnoozed(how, seconds))
        return f"Again in {rough_duration(seconds)}."

    def _skip(self, rest: str, how: str) -> str:
        self._requests.skip(how)
        return f"Skipped; the next one in {rough_duration(self._state().rules.skip)}."

    def _pause(self, rest: str, how: str) -> str:
        self._hear(pause_event(rest, self._now(), self._state().rules.hours))
        hold, now = find(self._state().holds, Reason.PAUSED), self._now()
        left = (hold.left(now) if hold else None) or 0.0
        return f"Paused until {clock_time(now.after(left), now)}."

    def _resume(self, rest: str, how: str) -> str:
        if not find(self._state().holds, Reason.PAUSED):
            raise Refused("hipbreak is not paused")
        self._hear(Resumed())
        return "Counting again."

    def _stand(self, rest: str, how: str) -> str:
        if rest == "--all-along":
            self._hear(StandingClaimed())
            return "Noted: you were standing."
        if rest:
            self._hear(StandingClaimed(ago(rest.removeprefix("since").strip(), self._now())))
            return f"Noted: standing {rest}."
        self._hear(PostureChosen(Posture.STANDING))
        return "Standing; the sitting clock has stopped."

    def _sit(self, rest: str, how: str) -> str:
        if rest == "--all-along":
            self._hear(SittingClaimed())
            return "Noted: you were sitting all along."
        self._hear(PostureChosen(Posture.SITTING))
        return "Sitting."

    def _sat(self, rest: str, how: str) -> str:
        """Yes or no, to the question about hours of input."""
        if rest not in ("yes", "no"):
            raise UserError("say: sat yes, or: sat no", exit_code=2)
        self._hear(DoubtAnswered(rest == "yes"))
        return "Noted: you were there." if rest == "yes" else "Noted: you were away."

    def _end(self, rest: str, how: str) -> str:
        self._quit()
        return "hipbreak ends."


def _duration(text: str) -> float:
    try:
        return parse_duration(text)
    except ValueError as error:
        raise UserError(str(error), exit_code=2) from None


def pause_event(
    words: str,
    now: Moment,
    hours: Week = ALWAYS,
    offset_at: Callable[[float], int] = zone_offset,
) -> PausedFor | PausedUntil:
    """`30 min`, `until 14:00`, `until tomorrow 9:00`; an hour when nothing is said. UserError."""
    if words.startswith(("until", TOMORROW)):
        return PausedUntil(end_of(words, now, hours, offset_at))
    return PausedFor(_duration(words) if words else 3600.0)
