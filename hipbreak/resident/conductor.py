"""Performs what the engine wants, and tells it how the windows end."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from hipbreak.consult import Chosen
from hipbreak.core import effects as do
from hipbreak.core.errors import HipbreakError
from hipbreak.core.events import (
    BreakRequested,
    CardDied,
    Event,
    HintDied,
    HintPrepared,
    OfferPrepared,
    PlayerDied,
    PlayerFinished,
)
from hipbreak.core.hint import HintKind
from hipbreak.core.holds import in_a_call
from hipbreak.core.moment import Moment
from hipbreak.core.routine import Kind
from hipbreak.core.rules import Firmness
from hipbreak.core.settings import Settings
from hipbreak.core.state import Offered, Running, State, Waiting
from hipbreak.protocol import Finished, Hush, Look, OpenCard, OpenHint, OpenHome, OpenPlayer, Sound
from hipbreak.resident.adviser import Adviser
from hipbreak.resident.repertoire import Repertoire
from hipbreak.resident.sessions import Sessions
from hipbreak.resident.stage import Stage

log = logging.getLogger(__name__)

CARD, OFFER, HINT, PLAYER, HOME = "card", "offer", "hint", "player", "home"
GROWTH = 0.15
"""By how much a firm offer grows with each time it is put off (ours)."""
LARGEST = 1.5


class Conductor:
    """Between the engine and the windows. `hear` takes an event to the engine, `collect` gives
    reports that windows left behind when nobody listened, `released` is told of each release."""

    def __init__(
        self,
        settings: Settings,
        adviser: Adviser,
        repertoire: Repertoire,
        sessions: Sessions,
        hear: Callable[[Event], None],
        state: Callable[[], State],
        now: Callable[[], Moment],
        collect: Callable[[], Iterable[Finished]],
        released: Callable[[], None],
    ) -> None:
        self.settings = settings
        self._adviser, self._repertoire, self._sessions = adviser, repertoire, sessions
        self._released = released
        self._hear, self._state, self._now, self._collect = hear, state, now, collect
        self._elsewhere = False
        self._opened: Stage | None = None

    # -- effects --------------------------------------------------------------------------

    def perform(self, effect: do.Effect) -> None:
        match effect:
            case do.PrepareCard():
                self._prepare(effect)
            case do.ShowCard(offer=offer):
                if not self.stage.show(CARD):
                    self._hear(CardDied(offer))
            case do.DropCard():
                self.close_offer()
            case do.OpenPlayer(uid=uid, routine=routine):
                self._play(uid, routine)
            case do.ClosePlayer():
                self.stage.close(PLAYER)
            case do.PrepareHint():
                self._prepare_hint(effect)
            case do.ShowHint(uid=uid):
                if not self.stage.show(HINT):
                    self._hear(HintDied(uid))
            case do.DropHint():
                self.stage.close(HINT)
            case do.HushPlayer(quiet=quiet):
                self.stage.send(PLAYER, Hush(quiet))
            case do.Warn() | do.TellResumed() | do.TellWeek():
                pass  # the courier says it
            case do.Record():
                pass  # the keeper has written it already

    def _prepare(self, effect: do.PrepareCard) -> None:
        """A plan at its chosen time, else one routine."""
        now = self._now()
        times = self._sessions.near(self.settings, now)
        try:
            advice = self._adviser.offer(
                self.settings, now, effect.offer, short=effect.short, times=times
            )
        except HipbreakError as error:
            log.error("nothing can be offered: %s", error)
            self._hear(CardDied(effect.offer))
            return
        choice = self._repertoire.take(self._sessions.offer(advice))
        self._hear(OfferPrepared(effect.offer, choice.routine.id, choice.reason))
        self.stage.open(CARD, self.card(effect.offer, choice, effect.why))

    def _prepare_hint(self, effect: do.PrepareHint) -> None:
        try:
            choice = self._adviser.hint(effect.kind, self._now())
        except HipbreakError as error:
            log.info("no hint: %s", error)
            self._hear(HintDied(effect.uid))
            return
        routine = choice.routine
        self._hear(HintPrepared(effect.uid, routine.id))
        may_start = effect.kind is HintKind.CALL
        self.stage.open(HINT, OpenHint(effect.uid, routine, Look.of(self.settings), may_start))

    def card(self, offer: str, choice: Chosen, why: str) -> OpenCard:
        """The opening message of this offer's card."""
        state = self._state()
        firmness = state.rules.firmness
        growth = {Firmness.GENTLE: 0.0, Firmness.FIRM: GROWTH * state.snoozes}
        scale = 1.0 + growth.get(firmness, LARGEST - 1.0)
        return OpenCard(
            offer=offer,
            routine=choice.routine,
            reason=choice.reason,
            why=why,
            look=Look.of(self.settings),
            snoozes=state.rules.snoozes,
            may_skip=firmness is not Firmness.STRICT,
            everywhere=firmness is Firmness.STRICT,
            scale=min(scale, LARGEST),
            aside=self.settings.flag("notify.offer"),
            others=tuple(one.routine for one in self._sessions.others),
        )

    def close_offer(self) -> None:
        """Take the offer's windows away."""
        self.stage.close(CARD)
        self.stage.close(OFFER)

    def _play(self, uid: str, routine_id: str) -> None:
        """A break whose player cannot be opened ends at once; whoever asked for it hears why."""
        try:
            choice = self._repertoire.chosen(routine_id, self._now())
            if self._elsewhere:
                self.stage.close(PLAYER)  # the end page of the last one must not end this one
            else:
                self.stage.open(PLAYER, self.player(uid, choice))
        except HipbreakError:
            self._hear(PlayerDied(uid))
            raise

    def player(self, uid: str, choice: Chosen) -> OpenPlayer:
        """The opening message of this break's player."""
        routine = choice.routine
        compact = in_a_call(self._state().holds) and routine.fits_corner
        return OpenPlayer(
            uid, routine, choice.first_side, Look.of(self.settings), self._sound, compact
        )

    def home(self, page: str) -> OpenHome:
        """The opening message of the home window."""
        return OpenHome(Look.of(self.settings), page)

    @contextmanager
    def elsewhere(self) -> Iterator[None]:
        """A break that starts inside opens no window: it is played elsewhere."""
        self._elsewhere = True
        try:
            yield
        finally:
            self._elsewhere = False

    # -- windows --------------------------------------------------------------------------

    def ended(self, name: str) -> None:
        """A window has ended by itself; without a report it was dismissed."""
        phase = self._state().phase
        if name == PLAYER and isinstance(phase, Running):
            self.take_in()
            if self._state().phase == phase:
                self._hear(PlayerDied(phase.uid))
        elif name == CARD and isinstance(phase, Offered | Waiting):
            self._hear(CardDied(phase.offer))
        elif name == HINT and (hint := self._state().hint):
            self._hear(HintDied(hint.uid))

    def end(self) -> None:
        """hipbreak quits: every window goes; a player that still runs reports to the outbox."""
        self.stage.close_all()

    def take_in(self) -> None:
        """Reports that were left behind while nobody listened."""
        for report in self._collect():
            self.finish(report)

    def finish(self, report: Finished) -> None:
        """A player's report; what follows in its plan begins."""
        running = told_of(self._state(), report.uid)
        if running is None:
            log.warning("a report for no break that is known: %s", report)
            return
        on_time = running is self._state().phase
        routine = self._repertoire.known(running.routine)
        kind = routine.kind.value if routine else ""
        self._hear(
            PlayerFinished(
                report.uid,
                kind,
                routine is not None and routine.leaves_chair,
                report.outcome,
                report.evidence,
                report.planned_s,
                report.done_s,
                report.steps,
                report.feel,
                report.stop_reason,
                routine.self_test if routine else "",
                report.marks,
                report.tightness,
                report.tightness_before,
            )
        )
        if kind == Kind.RELEASE.value:
            self._released()
        following = self._sessions.next(report.outcome) if on_time else None
        if following:
            self._hear(BreakRequested(self._repertoire.take(following).routine.id))

    @property
    def _sound(self) -> Sound:
        return Sound(
            tones=self.settings.flag("sound.tones"),
            speech=self.settings.flag("sound.speech"),
            volume=self.settings.seconds("sound.volume"),
            quiet=in_a_call(self._state().holds),
        )

    @property
    def stage(self) -> Stage:
        assert self._opened is not None, "the stage is set before anything is performed"
        return self._opened

    @stage.setter
    def stage(self, stage: Stage) -> None:
        self._opened = stage


def told_of(state: State, uid: str) -> Running | None:
    """The break that a report of this uid is about: the running one, or the one that was
    given up."""
    phase, late = state.phase, state.given_up
    if isinstance(phase, Running) and phase.uid == uid:
        return phase
    return late if late and late.uid == uid else None
