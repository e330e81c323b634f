"""Puts the resident together: the only place, with `app`, that names concrete adapters."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from functools import partial

from hipbreak.adapters import idle, meeting, notify, session
from hipbreak.adapters.clock import SystemClock, boot_id
from hipbreak.adapters.control import ControlServer
from hipbreak.adapters.converse import converse
from hipbreak.adapters.decision_file import append
from hipbreak.adapters.journal.sqlite import SqliteJournal
from hipbreak.adapters.outbox import collect
from hipbreak.adapters.paths import Paths
from hipbreak.adapters.settings_file import load
from hipbreak.adapters.window import ChildWindows
from hipbreak.core.effects import Effect
from hipbreak.core.events import Event, RulesChanged
from hipbreak.core.moment import Moment
from hipbreak.core.settings import RELOADED, Settings
from hipbreak.core.state import State
from hipbreak.ports import Tray, TrayView
from hipbreak.protocol import Answered, Asked, Finished
from hipbreak.resident.adviser import Adviser, adviser_command
from hipbreak.resident.commands import Commands
from hipbreak.resident.conductor import Conductor
from hipbreak.resident.courier import HOW as NOTIFICATION
from hipbreak.resident.courier import Courier
from hipbreak.resident.health import Health
from hipbreak.resident.idlewatch import Choose, IdleWatch
from hipbreak.resident.keeper import Keeper, take_up
from hipbreak.resident.mailbox import Mailbox
from hipbreak.resident.menu import Extras, asks, view
from hipbreak.resident.reasons import Reasons
from hipbreak.resident.repertoire import Repertoire
from hipbreak.resident.report import menu_json, status_json
from hipbreak.resident.requests import Requests
from hipbreak.resident.sessions import Sessions
from hipbreak.resident.stage import Stage
from hipbreak.resident.upkeep import Chores, DailyBackup, Tidying, backup_command
from hipbreak.resident.upkeep import verbs as upkeep_verbs
from hipbreak.resident.watches import Watches
from hipbreak.resident.worker import Worker

log = logging.getLogger(__name__)


class Resident:
    """The parts, and the few strings between them that none of them should hold."""

    def __init__(self, paths: Paths, tray: Tray, mailbox: Mailbox) -> None:
        settings, problems = load(paths.settings)
        self.paths, self.tray, self.notices = paths, tray, list(problems)
        self._of_copy = ""
        """What the last daily copy brought back, until the next one."""
        self.clock = SystemClock()
        if not paths.journal.exists():
            paths.first_start.touch(mode=0o600)
        self.journal = SqliteJournal(paths.journal)
        if self.journal.notice:
            self.notices.append(self.journal.notice)
        self._watch(settings)
        self._think(settings)
        effects = self._remember(settings)
        self._talk(mailbox)
        self.keeper.settle(effects)
        self.conductor.take_in()
        self._tell_notices()

    def _watch(self, settings: Settings) -> None:
        """Who is there, and what keeps an offer waiting."""
        self.idle = IdleWatch(_idle_source(settings), self.clock)
        buses = session.lines(os.environ)
        session.when_open(buses, self.idle.hurry)
        probes, wires = meeting.choose(buses, os.environ)
        memory = self.paths.socket.with_name("notices.json")
        self.notifier, timed = notify.choose(buses, memory, self.pressed)
        self.probes, self.locks = probes, session.choose(buses, self.clock, os.environ)
        self.watches = Watches(self.locks, probes, (*(buses or ()), *wires, *timed))

    def _think(self, settings: Settings) -> None:
        """What is offered, and what people ask for."""
        adviser = Adviser(
            partial(converse, adviser_command(), log_file=self.paths.log),
            lambda: self.journal.waiting,
        )
        self.sessions, self.repertoire = Sessions(), Repertoire(adviser)
        self.health = Health(adviser, lambda fact: self.keeper.note(fact), self.clock.now())
        self.conductor = Conductor(
            settings,
            adviser,
            self.repertoire,
            self.sessions,
            self.hear,
            self.state,
            self.clock.now,
            self._left,
            self.health.look_again,
        )
        self.courier = Courier(
            self.notifier,
            lambda: self.conductor.settings,
            self.state,
            self.clock.now,
            self.repertoire.name_of,
            adviser.week,
            lambda words: self.worker.obey(words, NOTIFICATION),
        )
        self.requests = Requests(
            self.conductor,
            adviser,
            self.repertoire,
            self.sessions,
            self.hear,
            self.state,
            self.clock.now,
        )

    def _remember(self, settings: Settings) -> tuple[Effect, ...]:
        """The state as it was saved, taken up; what that asks for is still to be performed."""
        boot = boot_id()
        body, lineage = self.journal.load_state(), os.urandom(12).hex()
        state, effects = take_up(body, settings.rules(), self.clock.now(), boot, lineage)
        self.reasons = Reasons(partial(append, self.paths.decisions), self.clock.now())
        follow = self.reasons.follow
        self.keeper = Keeper(self.journal, self.clock, state, boot, self.perform, follow)
        return effects

    def _talk(self, mailbox: Mailbox) -> None:
        """The windows, the command line, the tray, and the loop between them."""
        windows = ChildWindows(self.paths.outbox, self.paths.log)
        stage = Stage(windows, self.reported, self.conductor.ended)
        self.conductor.stage = stage
        self.control = ControlServer(self.paths.socket)
        commands = Commands(
            self.requests,
            self.health,
            self.hear,
            self.state,
            self.clock.now,
            {"status": self.status, "menu": self.menu},
            self.keeper.note,
            self.reload,
            self.quit,
        )
        commands.learn(upkeep_verbs(self.keeper, self._look_again))
        command = backup_command(self.paths.journal)
        backup = DailyBackup(
            command, self.paths.log, self.clock, self._nobody_there, self._hear_of_copy
        )
        self.worker = Worker(
            self.clock,
            self.keeper,
            self.requests,
            stage,
            commands,
            self.idle,
            self.watches,
            self.control,
            Chores(windows.deadline, windows.tick, backup.tick, Tidying().tick),
            self.tray,
            mailbox,
            self.view,
            self.courier.follow,
        )

    def run(self) -> None:
        """Until quit; then everything is put away."""
        log.info("idle source: %s (%s)", self.idle.name, self.idle.reason)
        try:
            self.worker.run()
        finally:
            self.conductor.end()
            self.keeper.save()
            self.reasons.end(self.clock.now())
            self.control.close()
            self.idle.close()
            self.notifier.close()
            self.watches.close()
            self.journal.close()

    def hear(self, event: Event) -> None:
        self.keeper.hear(event)

    def perform(self, effect: Effect) -> None:
        self.conductor.perform(effect)
        self.courier.perform(effect)

    def pressed(self, slot: str, word: str) -> None:
        """A notification's button."""
        self.courier.pressed(slot, word)

    def state(self) -> State:
        return self.keeper.state

    def reported(self, message: Answered | Finished | Asked) -> None:
        self.worker.reported(message)

    def status(self) -> str:
        return status_json(
            self.keeper.state,
            self.clock.now(),
            tray=(self.tray.backend, self.tray.reason),
            idle=(self.idle.name, self.idle.reason),
            notices=[*filter(None, (self.keeper.trouble, self._of_copy)), *self.notices],
            lock=self.locks.troubles(),
            probes={probe.name: probe.trouble() for probe in self.probes},
        )

    def view(self) -> TrayView:
        now = self.clock.now()
        return view(self.keeper.state, now, self.repertoire.name_of, self._extras(now))

    def menu(self) -> str:
        now = self.clock.now()
        return menu_json(asks(self.keeper.state, now, self._extras(now)), self.view().menu)

    def _extras(self, now: Moment) -> Extras:
        news = self.health.news(now)
        plans = tuple((plan.id, plan.name) for plan in news.plans)
        asked = news.question.text if news.question else ""
        return Extras(plans, asked, self.keeper.trouble, self.paths.first_start.exists())

    def reload(self) -> str:
        """Read the settings file again; a broken one changes nothing but is told."""
        settings, problems = load(self.paths.settings)
        if problems:
            self.notices = list(problems)
            return "The settings file is broken, so nothing was changed: " + "; ".join(problems)
        self.notices = []
        before, self.conductor.settings = self.conductor.settings, settings
        self.sessions.look_again()
        self.hear(RulesChanged(settings.rules()))
        return " ".join((RELOADED, *self._replace(before, settings)))

    def _replace(self, before: Settings, after: Settings) -> Iterator[str]:
        """Parts that the settings want to be others; what has to wait for the next start."""
        if after["idle.source"] != before["idle.source"]:
            self.idle.prefer(_idle_source(after))
        wanted = after.word("tray.backend")
        if wanted != before.word("tray.backend") and not self.tray.prefer(wanted):
            yield "The tray follows when hipbreak is started again."

    def quit(self) -> None:
        self.worker.stop()

    def _look_again(self) -> None:
        """The journal was changed by somebody else."""
        self.health.look_again()
        self.requests.recheck()

    def _hear_of_copy(self, words: str) -> None:
        """Said once, and to be read until the next copy."""
        self._of_copy = words
        if words:
            self._look_again()
            self.courier.complain((words,))

    def _nobody_there(self) -> bool:
        return self.state().away_since is not None

    def _left(self) -> Iterator[Finished]:
        """Reports of windows that outlived the resident before this one."""
        return (m for m in collect(self.paths.outbox) if isinstance(m, Finished))

    def _tell_notices(self) -> None:
        for notice in self.notices:
            log.warning("%s", notice)
        if self.notices:
            self.courier.complain(self.notices)


def _idle_source(settings: Settings) -> Choose:
    return partial(idle.choose, settings.word("idle.source"), os.environ)
