"""What people ask for: at the tray, on the command line, in a window."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace

from hipbreak.consult import Chosen, Objections
from hipbreak.core.errors import HipbreakError, Refused
from hipbreak.core.events import (
    BreakRequested,
    Event,
    HintAnswered,
    HintDied,
    OfferAccepted,
    OfferForbidden,
    OfferRequested,
    OfferSkipped,
    OfferSnoozed,
)
from hipbreak.core.facts import Answer
from hipbreak.core.holds import in_a_call
from hipbreak.core.moment import Moment
from hipbreak.core.state import Counting, Offered, Running, State, Waiting
from hipbreak.protocol import Answered, Finished, OpenPlayer
from hipbreak.resident.adviser import Adviser
from hipbreak.resident.conductor import HOME, OFFER, PLAYER, Conductor
from hipbreak.resident.repertoire import Repertoire
from hipbreak.resident.sessions import Sessions

log = logging.getLogger(__name__)


class Requests:
    """Each method does one thing, or raises Refused or UserError with nothing changed."""

    def __init__(
        self,
        conductor: Conductor,
        adviser: Adviser,
        repertoire: Repertoire,
        sessions: Sessions,
        hear: Callable[[Event], None],
        state: Callable[[], State],
        now: Callable[[], Moment],
    ) -> None:
        self._conductor, self._adviser = conductor, adviser
        self._repertoire, self._sessions = repertoire, sessions
        self._hear, self._state, self._now = hear, state, now

    # -- a break --------------------------------------------------------------------------

    def request(self, routine_id: str = "", *, short: bool = False) -> str:
        """Start a break now, `short`: the ten-second drill; the routine's name for people."""
        self._refuse_a_second()
        with self._conductor.stage.ahead(PLAYER):
            return self._request(routine_id, short)

    def _request(self, routine_id: str, short: bool = False) -> str:
        if routine_id:
            choice = self._adviser.routine(routine_id, self._now())
        else:
            seed = str(self._state().serial)
            talking = in_a_call(self._state().holds)
            advice = self._adviser.offer(
                self._conductor.settings, self._now(), seed, short=short, in_a_call=talking
            )
            choice = advice.choices[0]
        self._sessions.end()
        return self._start(choice)

    def request_plan(self, plan_id: str) -> str:
        """Do a plan now, one routine after another. Refused when nothing of it is for now."""
        self._refuse_a_second()
        now = self._now()
        with self._conductor.stage.ahead(PLAYER):
            advice = self._adviser.plan(plan_id, self._conductor.settings, now)
            return self._start(self._sessions.begin(advice, now))

    def look_for_plan(self) -> None:
        """Ask for an offer when a plan's chosen time has come and nothing else is due."""
        state = self._state()
        if not isinstance(state.phase, Counting) or not state.bout:
            return
        now, settings = self._now(), self._conductor.settings
        times = self._sessions.to_look_at(settings, now)
        if not times:
            return
        try:
            plan = self._adviser.due(settings, now, times)
        except HipbreakError as error:
            log.error("whether a plan is due is not known: %s", error)
            return
        if plan:
            self._hear(OfferRequested(f"It is time for your plan: {plan.name}."))

    def begin(self, routine_id: str) -> OpenPlayer:
        """Start a break that is played elsewhere, in a terminal: what a window would have got.

        Its player reports by `reported`.
        """
        self._refuse_a_second()
        with self._conductor.elsewhere():
            self._request(routine_id)
        phase = self._state().phase
        if not isinstance(phase, Running):
            raise Refused("the break did not start")
        return self._conductor.player(
            phase.uid, self._repertoire.chosen(phase.routine, self._now())
        )

    def _start(self, choice: Chosen) -> str:
        self._repertoire.take(choice)
        self._hear(BreakRequested(choice.routine.id))
        return choice.routine.name

    def _refuse_a_second(self) -> None:
        if isinstance(self._state().phase, Running):
            raise Refused("a break is running already")

    # -- the offer ------------------------------------------------------------------------

    def accept(self, how: str) -> str:
        """Start what is offered; what is due but waits starts too.

        Whether it may be done is not asked again: it was chosen by the rules of health a moment
        ago, and whatever the person says about their health takes it back by `recheck`.
        """
        phase = self._state().phase
        if isinstance(phase, Waiting):
            if not (phase.lull_since and phase.routine):
                return self.request(phase.routine)  # nothing was prepared, or long ago
            self._hear(BreakRequested(phase.routine))
        else:
            self._hear(OfferAccepted(how))
        self._sessions.accept(self._now())
        running = self._state().phase
        return self._repertoire.name_of(running.routine) if isinstance(running, Running) else ""

    def accept_other(self, how: str, routine_id: str) -> None:
        """Start one of the others instead of what is offered; no plan follows it, and one that was
        offered does not come by itself again today."""
        self._repertoire.take(self._sessions.other(routine_id))
        self._hear(OfferAccepted(how, routine_id))
        self._sessions.end()
        self._sessions.turn_down(self._now())

    def skip(self, how: str) -> None:
        """Turn the offer down; a plan is turned down for today."""
        self._hear(OfferSkipped(how))
        self._sessions.turn_down(self._now())

    def recheck(self) -> None:
        """The person has said something about their health: an offer of anything that it rules out
        goes, and what it rules out of a plan is left out. What cannot be checked counts as ruled
        out."""
        self._sessions.look_again()
        hint = self._state().hint
        if hint:
            self._hear(HintDied(hint.uid))
        phase = self._state().phase
        if not isinstance(phase, Offered | Waiting | Running) or not phase.routine:
            return
        offered = not isinstance(phase, Running)
        ahead = self._sessions.ahead(offered=offered)
        if not offered and not ahead:
            return
        found = self._objections(phase.routine, ahead, self._sessions.others if offered else ())
        first, *later = found.reasons
        allowed = (one for one, reason in zip(ahead, later, strict=True) if not reason)
        self._sessions.keep(tuple(allowed), offered=offered)
        if isinstance(phase, Running):
            return
        objection = first or next(filter(None, found.others), "")
        if objection:
            log.info("the offer is taken back: %s", objection)
            self._conductor.close_offer()
            self._hear(OfferForbidden(phase.offer))

    def _objections(
        self, routine: str, ahead: tuple[Chosen, ...], others: tuple[Chosen, ...]
    ) -> Objections:
        """One question for all of them."""
        ids, beside = (tuple(one.routine.id for one in some) for some in (ahead, others))
        try:
            return self._adviser.objections((routine, *ids), self._now(), beside)
        except HipbreakError as error:
            return Objections((str(error),) * (len(ids) + 1), (str(error),) * len(beside))

    # -- windows --------------------------------------------------------------------------

    def show_offer(self) -> None:
        """The waiting offer as an ordinary window, for the keyboard."""
        phase, stage = self._state().phase, self._conductor.stage
        if not isinstance(phase, Offered):
            raise Refused("no break is being offered right now; hipbreak now starts one")
        if not stage.raise_(OFFER):
            choice = self._repertoire.chosen(phase.routine, self._now())
            card = self._conductor.card(phase.offer, choice, phase.why)
            stage.open(OFFER, replace(card, ordinary=True))
            stage.show(OFFER)

    def show_home(self, page: str = "") -> None:
        """The home window on this page; without one it stays where it is, or begins with today."""
        stage, opening = self._conductor.stage, self._conductor.home(page or "today")
        if not (stage.send(HOME, opening) if page else stage.raise_(HOME)):
            stage.open(HOME, opening)
            stage.show(HOME)

    def reported(self, message: Answered | Finished) -> None:
        """A card's answer or the player's report. Refused when it comes too late."""
        state = self._state()
        phase = state.phase
        if isinstance(message, Answered) and state.hint and state.hint.uid == message.offer:
            said = Answer.STARTED if message.answer == "start" else Answer.SKIPPED
            if said is Answer.STARTED:
                self._sessions.end()
            self._hear(HintAnswered(message.offer, said))
            return
        if isinstance(message, Answered) and getattr(phase, "offer", "") != message.offer:
            raise Refused("that offer is not open any more")
        match message:
            case Answered(answer="start", routine=""):
                self.accept("card")
            case Answered(answer="start", routine=other):
                self.accept_other("card", other)
            case Answered(answer="snooze", seconds=seconds):
                self._hear(OfferSnoozed("card", seconds))
            case Answered(answer="skip"):
                self.skip("card")
            case Answered():
                log.warning("an answer that nobody knows: %s", message)
            case Finished():
                self._conductor.finish(message)
