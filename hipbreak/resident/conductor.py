"""Performs what the engine wants, and tells it what the windows report."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace

from hipbreak.core import effects as do
from hipbreak.core.errors import HipbreakError, Refused
from hipbreak.core.events import (
    BreakRequested,
    CardDied,
    Event,
    OfferAccepted,
    OfferPrepared,
    OfferRequested,
    OfferSkipped,
    OfferSnoozed,
    PlayerDied,
    PlayerFinished,
)
from hipbreak.core.holds import Reason, find
from hipbreak.core.moment import Moment
from hipbreak.core.plan import Choice
from hipbreak.core.plans import Plan
from hipbreak.core.routine import Routine
from hipbreak.core.rules import Firmness
from hipbreak.core.settings import Settings
from hipbreak.core.state import Counting, Offered, Running, State, Waiting
from hipbreak.ports import Notifier
from hipbreak.protocol import Answered, Finished, Look, OpenCard, OpenHome, OpenPlayer, Sound
from hipbreak.resident.choice import Chooser
from hipbreak.resident.sessions import Sessions
from hipbreak.resident.stage import Stage

log = logging.getLogger(__name__)

CARD, OFFER, PLAYER, HOME = "card", "offer", "player", "home"
GROWTH = 0.15
"""By how much a firm offer grows with each time it is put off (ours)."""
LARGEST = 1.5
MEETING = (Reason.MICROPHONE, Reason.CAMERA, Reason.MEETING)
"""While one of these stands a drill makes no sound."""


class Conductor:
    """Between the engine and the windows. `hear` takes an event to the engine, `collect` gives
    reports that windows left behind when nobody listened."""

    def __init__(
        self,
        settings: Settings,
        chooser: Chooser,
        sessions: Sessions,
        notifier: Notifier,
        hear: Callable[[Event], None],
        state: Callable[[], State],
        now: Callable[[], Moment],
        collect: Callable[[], Iterable[Finished]],
    ) -> None:
        self.settings = settings
        self._chooser, self._sessions, self._notifier = chooser, sessions, notifier
        self._hear, self._state, self._now, self._collect = hear, state, now, collect
        self._choice: Choice | None = None
        self._plan: Plan | None = None
        """The plan that the open offer begins; None for a single routine."""
        self._elsewhere = False
        self.stage: Stage | None = None

    # -- effects --------------------------------------------------------------------------

    def perform(self, effect: do.Effect) -> None:
        stage = self._stage
        match effect:
            case do.PrepareCard():
                self._prepare(effect)
            case do.ShowCard(offer=offer):
                if not stage.show(CARD):
                    self._hear(CardDied(offer))
            case do.DropCard():
                stage.close(CARD)
                stage.close(OFFER)
            case do.OpenPlayer(uid=uid, routine=routine):
                self._play(uid, routine)
            case do.ClosePlayer():
                stage.close(PLAYER)
            case do.Warn():
                if self.settings.flag("notify.soon"):
                    self._notifier.notify("hipbreak", "A break is due soon.")
            case do.TellResumed():
                self._notifier.notify("hipbreak", "The pause is over; hipbreak counts again.")
            case do.Record():
                pass  # the keeper has written it already

    def _prepare(self, effect: do.PrepareCard) -> None:
        try:
            choice = self._choose(effect.offer, short=effect.short)
        except HipbreakError as error:
            log.error("nothing can be offered: %s", error)
            self._hear(CardDied(effect.offer))
            return
        self._choice = choice
        self._hear(OfferPrepared(effect.offer, choice.routine.id, choice.reason))
        self._stage.open(CARD, self._card(effect.offer, choice, effect.why))

    def _choose(self, seed: str, *, short: bool) -> Choice:
        """A plan at its chosen time, else one routine."""
        now = self._now()
        self._plan = self._sessions.due(self.settings, now)
        if self._plan:
            return self._sessions.first(self._plan, self.settings, now)
        return self._chooser.choose(self.settings, now, seed, short=short)

    def _card(self, offer: str, choice: Choice, why: str) -> OpenCard:
        state = self._state()
        firmness = state.rules.firmness
        growth = {Firmness.GENTLE: 0.0, Firmness.FIRM: GROWTH * state.snoozes}
        scale = 1.0 + growth.get(firmness, LARGEST - 1.0)
        return OpenCard(
            offer=offer,
            routine=choice.routine,
            reason=choice.reason,
            why=why,
            look=self.look,
            snoozes=state.rules.snoozes,
            may_skip=firmness is not Firmness.STRICT,
            scale=min(scale, LARGEST),
        )

    def _play(self, uid: str, routine_id: str) -> None:
        try:
            choice = self._chosen(routine_id)
        except HipbreakError as error:
            log.error("cannot play %s: %s", routine_id, error)
            self._hear(PlayerDied(uid))
            return
        self._choice = choice
        if self._elsewhere:
            self._stage.close(PLAYER)  # the end page of the last one must not end this one
        else:
            self._stage.open(PLAYER, self._opening(uid, choice))

    def _opening(self, uid: str, choice: Choice) -> OpenPlayer:
        return OpenPlayer(uid, choice.routine, choice.first_side, self.look, self.sound)

    def _chosen(self, routine_id: str) -> Choice:
        if self._choice and self._choice.routine.id == routine_id:
            return self._choice
        return self._chooser.by_name(routine_id, self._now())

    def _known(self, routine_id: str) -> Routine:
        """The routine for its name and nature, whether it may be done now or not."""
        if self._choice and self._choice.routine.id == routine_id:
            return self._choice.routine
        return self._chooser.read(routine_id)

    # -- what people ask for --------------------------------------------------------------

    def request(self, routine_id: str = "") -> str:
        """Start a break now; the routine's name for people. Refused or UserError."""
        if isinstance(self._state().phase, Running):
            raise Refused("a break is running already")
        self._sessions.end()
        if routine_id:
            return self._start(self._chooser.by_name(routine_id, self._now()))
        seed = str(self._state().serial)
        return self._start(self._chooser.choose(self.settings, self._now(), seed, short=False))

    def request_plan(self, plan_id: str) -> str:
        """Do a plan now, one routine after another. Refused when nothing of it is for now."""
        if isinstance(self._state().phase, Running):
            raise Refused("a break is running already")
        plan = self._sessions.named(plan_id)
        return self._start(self._sessions.begin(plan, self.settings, self._now()))

    def look_for_plan(self) -> None:
        """Ask for an offer when a plan's chosen time has come and nothing else is due."""
        state = self._state()
        if isinstance(state.phase, Counting) and state.bout:
            plan = self._sessions.due(self.settings, self._now())
            if plan:
                self._hear(OfferRequested(f"It is time for your plan: {plan.name}."))

    def _start(self, choice: Choice) -> str:
        self._choice = choice
        self._hear(BreakRequested(choice.routine.id))
        return choice.routine.name

    def begin(self, routine_id: str) -> OpenPlayer:
        """Start a break that is played elsewhere, in a terminal: what a window would have got.

        Its player reports by `reported`. Refused or UserError.
        """
        self._elsewhere = True
        try:
            self.request(routine_id)
        finally:
            self._elsewhere = False
        phase = self._state().phase
        if not isinstance(phase, Running):
            raise Refused("the break did not start")
        return self._opening(phase.uid, self._chosen(phase.routine))

    def accept(self, how: str) -> str:
        """Start what is offered; what is due but waits starts too."""
        phase = self._state().phase
        if isinstance(phase, Waiting):
            return self.request(phase.routine)
        self._still_allowed()
        self._sessions.end()
        if isinstance(phase, Offered) and self._plan:
            self._choice = self._sessions.begin(self._plan, self.settings, self._now())
        self._hear(OfferAccepted(how))
        return self._choice.routine.name if self._choice else ""

    def recheck(self) -> None:
        """The person has said something about their health: an offer that it rules out goes."""
        with suppress(Refused):
            self._still_allowed()

    def _still_allowed(self) -> None:
        """Refused, with the offer taken back, when what is offered may not be done any more."""
        phase = self._state().phase
        if not isinstance(phase, Offered | Waiting) or not phase.routine:
            return
        reason = self._chooser.why_not(phase.routine, self._now())
        if reason:
            self._stage.close(CARD)
            self._stage.close(OFFER)
            self._hear(CardDied(phase.offer))
            raise Refused(reason)

    def show_offer(self) -> None:
        """The waiting offer as an ordinary window, for the keyboard."""
        phase = self._state().phase
        if not isinstance(phase, Offered):
            raise Refused("no break is being offered right now; hipbreak now starts one")
        if not self._stage.raise_(OFFER):
            card = self._card(phase.offer, self._chosen(phase.routine), phase.why)
            self._stage.open(OFFER, replace(card, ordinary=True))
            self._stage.show(OFFER)

    def show_home(self, page: str = "today") -> None:
        if not self._stage.raise_(HOME):
            self._stage.open(HOME, OpenHome(self.look, page))
            self._stage.show(HOME)

    def name_of(self, routine_id: str) -> str:
        try:
            return self._known(routine_id).name
        except HipbreakError:
            return routine_id

    # -- windows --------------------------------------------------------------------------

    def reported(self, message: Answered | Finished) -> None:
        """A card's answer or the player's report. Refused when it comes too late."""
        phase = self._state().phase
        if isinstance(message, Answered) and getattr(phase, "offer", "") != message.offer:
            raise Refused("that offer is not open any more")
        match message:
            case Answered(answer="start"):
                self.accept("card")
            case Answered(answer="snooze", seconds=seconds):
                self._hear(OfferSnoozed("card", seconds))
            case Answered(answer="skip"):
                self.skip("card")
            case Answered():
                log.warning("an answer that nobody knows: %s", message)
            case Finished():
                self._finish(message)

    def skip(self, how: str) -> None:
        """Turn the offer down; a plan is turned down for today."""
        self._hear(OfferSkipped(how))
        if self._plan:
            self._sessions.settle(self._plan, self._now())

    def ended(self, name: str) -> None:
        """A window has ended by itself; without a report it was dismissed."""
        phase = self._state().phase
        if name == PLAYER and isinstance(phase, Running):
            self.take_in()
            if self._state().phase == phase:
                self._hear(PlayerDied(phase.uid))
        elif name == CARD and isinstance(phase, Offered | Waiting):
            self._hear(CardDied(phase.offer))

    def end(self) -> None:
        """hipbreak quits: every window goes; a player that still runs reports to the outbox."""
        self._stage.close_all()

    def take_in(self) -> None:
        """Reports that were left behind while nobody listened."""
        for report in self._collect():
            self._finish(report)

    def _finish(self, report: Finished) -> None:
        phase = self._state().phase
        if not isinstance(phase, Running):
            log.warning("a report for no running break: %s", report)
            return
        kind, leaves_chair = self._nature(phase.routine)
        self._hear(
            PlayerFinished(
                report.uid,
                kind,
                leaves_chair,
                report.outcome,
                report.evidence,
                report.planned_s,
                report.done_s,
                report.steps,
                report.feel,
                report.stop_reason,
            )
        )
        following = self._sessions.next(report.outcome)
        if following:
            self._start(following)

    def _nature(self, routine_id: str) -> tuple[str, bool]:
        try:
            routine = self._known(routine_id)
        except HipbreakError:
            return "", False
        return routine.kind.value, routine.leaves_chair

    @property
    def look(self) -> Look:
        return Look(
            theme=self.settings.word("look.theme"),
            reduced_motion=self.settings.word("look.motion") == "reduced",
            text_scale=self.settings.seconds("look.text_scale"),
        )

    @property
    def sound(self) -> Sound:
        meeting = any(find(self._state().holds, reason) for reason in MEETING)
        return Sound(
            tones=self.settings.flag("sound.tones") and not meeting,
            speech=self.settings.flag("sound.speech") and not meeting,
            volume=self.settings.seconds("sound.volume"),
        )

    @property
    def _stage(self) -> Stage:
        assert self.stage is not None, "the stage is set before anything is performed"
        return self.stage
