"""Notifications of the day: what is said, when it goes, and what a press on it means.

A press goes the road of the tray's and the card's answers, once, and only while what it answers
still stands.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence

from hipbreak.core import effects as do
from hipbreak.core.durations import rough_duration
from hipbreak.core.errors import HipbreakError
from hipbreak.core.holds import blocking
from hipbreak.core.moment import Moment
from hipbreak.core.schedule import due_in, soon
from hipbreak.core.settings import Settings
from hipbreak.core.state import Offered, State, Waiting
from hipbreak.core.weekly import WEEK_DAYS
from hipbreak.ports import Button, Notice, Notifier

log = logging.getLogger(__name__)

BREAK, PAUSE, TROUBLE, WEEK = "break", "pause", "trouble", "week"
"""The slots: what is on offer, the end of a pause, what went wrong, the week in a sentence."""
SOON = "soon"
HOW = "notification"
_WORDS = {"start": "start", "later": "snooze", "card": "card"}
"""What a button of an offer says -> the words of the command line."""


class Courier:
    """`obey` carries out words of the command line."""

    def __init__(
        self,
        notifier: Notifier,
        settings: Callable[[], Settings],
        state: Callable[[], State],
        now: Callable[[], Moment],
        name_of: Callable[[str], str],
        week: Callable[[int, Moment], str],
        obey: Callable[[str], None],
    ) -> None:
        self._notifier, self._settings = notifier, settings
        self._state, self._now, self._obey = state, now, obey
        self._name_of, self._week_in_words = name_of, week
        self._told = ""
        """What stands in the slot of the break: soon, or an offer's id."""

    def perform(self, effect: do.Effect) -> None:
        """What the engine wants said. Nothing is said into a call or to an empty chair."""
        held = bool(blocking(self._state().holds))
        match effect:
            case do.Warn() if not held and self._settings().flag("notify.soon"):
                self._tell(SOON, self._soon())
            case do.ShowCard() if self._settings().flag("notify.offer"):
                self._offer()
            case do.TellWeek(monday=monday):
                self._week(monday)
            case do.TellResumed() if not held:
                self._notifier.show(PAUSE, Notice("The pause is over", "hipbreak counts again."))
            case _:
                pass

    def follow(self) -> None:
        """Take away what has been answered, or has gone by itself."""
        if self._told and self._told != _standing(self._state()):
            self._told = ""
            self._notifier.withdraw(BREAK)

    def complain(self, problems: Sequence[str]) -> None:
        """What is wrong and went on without."""
        self._notifier.show(TROUBLE, Notice("hipbreak", "\n".join(problems), for_s=30.0))

    def pressed(self, slot: str, word: str) -> None:
        """A button was pressed, perhaps too late."""
        verb, _, about = word.partition(" ")
        if slot == WEEK:
            self._obey("home week")
            return
        if slot != BREAK or about != _standing(self._state()):
            return
        if about != SOON:
            self._obey(_WORDS.get(verb, "card"))
        elif verb == "later":
            self._obey("snooze")
        else:
            waits = isinstance(self._state().phase, Waiting)
            self._obey("start" if waits else "now")

    def _week(self, monday: int) -> None:
        try:
            sentence = self._week_in_words(monday, self._now())
        except HipbreakError as error:
            log.error("the week cannot be told: %s", error)
            return
        show = Button("show", "Show the week")
        this = monday + WEEK_DAYS > self._now().local_day
        title = "Your week" if this else "Your last week"
        self._notifier.show(WEEK, Notice(title, sentence, show, (show,), lasting=True))

    def _tell(self, about: str, notice: Notice) -> None:
        self._told = about
        self._notifier.show(BREAK, notice)

    def _soon(self) -> Notice:
        left = due_in(self._state(), self._now()) or 0.0
        return Notice(
            "A break soon",
            f"In about {rough_duration(left)}, when your hands rest.",
            buttons=(Button(f"start {SOON}", "Start now"), self._later(SOON)),
            for_s=self._state().rules.warn,
        )

    def _later(self, about: str) -> Button:
        return Button(f"later {about}", f"In {rough_duration(self._state().rules.snoozes[0])}")

    def _offer(self) -> None:
        state = self._state()
        phase = state.phase
        if not isinstance(phase, Offered):
            return
        offer = phase.offer
        notice = Notice(
            self._name_of(phase.routine),
            phase.why,
            click=Button(f"card {offer}", "Show the offer"),
            buttons=(Button(f"start {offer}", "Start"), self._later(offer)),
            for_s=state.rules.offer_timeout,
        )
        self._tell(offer, notice)


def _standing(state: State) -> str:
    """What a notification may be about now."""
    if isinstance(state.phase, Offered):
        return state.phase.offer
    return SOON if soon(state) else ""
