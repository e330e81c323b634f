"""Puts the resident together: the only place, with `app`, that names concrete adapters."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from hipbreak.adapters import idle, notify
from hipbreak.adapters.clock import SystemClock, boot_id
from hipbreak.adapters.control import ControlServer
from hipbreak.adapters.journal.reader import JournalReader
from hipbreak.adapters.journal.sqlite import SqliteJournal
from hipbreak.adapters.outbox import collect
from hipbreak.adapters.paths import Paths, data_dir
from hipbreak.adapters.plan_shelf import load_plans
from hipbreak.adapters.settings_file import load
from hipbreak.adapters.shelf import Shelf
from hipbreak.adapters.window import ChildWindows
from hipbreak.core.events import Event, RulesChanged
from hipbreak.core.moment import Moment
from hipbreak.core.plans import Prompt
from hipbreak.core.record import Record
from hipbreak.core.state import State
from hipbreak.ports import Tray
from hipbreak.protocol import Answered, Asked, Finished
from hipbreak.resident.choice import Chooser
from hipbreak.resident.commands import Commands
from hipbreak.resident.conductor import Conductor
from hipbreak.resident.health import Health
from hipbreak.resident.idlewatch import IdleWatch
from hipbreak.resident.keeper import Keeper, take_up
from hipbreak.resident.mailbox import Mailbox
from hipbreak.resident.menu import Extras
from hipbreak.resident.report import status_json
from hipbreak.resident.sessions import Sessions
from hipbreak.resident.stage import Stage
from hipbreak.resident.worker import Worker

log = logging.getLogger(__name__)


class Resident:
    """The parts, and the few strings between them that none of them should hold."""

    def __init__(self, paths: Paths, tray: Tray, mailbox: Mailbox) -> None:
        settings, problems = load(paths.settings)
        self.paths, self.tray, self.notices = paths, tray, list(problems)
        self.clock = SystemClock()
        journal = SqliteJournal(paths.journal)
        if journal.notice:
            self.notices.append(journal.notice)
        self.idle = IdleWatch(
            partial(idle.choose, settings.word("idle.source"), os.environ), self.clock
        )
        folders = (data_dir("routines"), paths.routines)
        shelf = Shelf(folders)
        chooser = Chooser(shelf, self._record)
        sessions = Sessions(shelf, lambda: load_plans(folders)[0], self._record)
        self.notifier = notify.choose(os.environ)
        self.conductor = Conductor(
            settings,
            chooser,
            sessions,
            self.notifier,
            self.hear,
            self.state,
            self.clock.now,
            self._left,
        )
        boot = boot_id()
        state, effects = take_up(
            journal.load_state(), settings.rules(), self.clock.now(), boot, os.urandom(12).hex()
        )
        self.keeper = Keeper(journal, self.clock, state, boot, self.conductor.perform)
        windows = ChildWindows(paths.outbox, paths.log)
        stage = Stage(windows, self.reported, self.conductor.ended)
        self.conductor.stage = stage
        self.control = ControlServer(paths.socket)
        self.health = Health(shelf, self._record, self.keeper.note)
        self.plans = _on_request(folders)
        self.commands = Commands(
            self.conductor,
            self.health,
            self.hear,
            self.state,
            self.clock.now,
            self.status,
            self.keeper.note,
            self.reload,
            self.quit,
        )
        self.worker = Worker(
            self.clock,
            self.keeper,
            self.conductor,
            stage,
            self.commands,
            self.idle,
            self.control,
            windows,
            tray,
            mailbox,
            self.extras,
        )
        self.journal = journal
        self.keeper.settle(effects)
        self.conductor.take_in()
        self._tell_notices()

    def run(self) -> None:
        """Until quit; then everything is put away."""
        log.info("idle source: %s (%s)", self.idle.name, self.idle.reason)
        try:
            self.worker.run()
        finally:
            self.conductor.end()
            self.keeper.save()
            self.control.close()
            self.idle.close()
            self.notifier.close()
            self.journal.close()

    def hear(self, event: Event) -> None:
        self.keeper.hear(event)

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
            notices=self.notices,
        )

    def extras(self) -> Extras:
        question = self.health.question(self.clock.now())
        return Extras(self.plans, question.text if question else "")

    def reload(self) -> str:
        """Read the settings file again; a broken one changes nothing but is told."""
        settings, problems = load(self.paths.settings)
        if problems:
            self.notices = list(problems)
            return "The settings file is broken, so nothing was changed: " + "; ".join(problems)
        self.notices = []
        self.conductor.settings = settings
        self.hear(RulesChanged(settings.rules()))
        return "The settings were read again."

    def quit(self) -> None:
        self.worker.stop()

    def _record(self, now: Moment) -> Record:
        with JournalReader(self.paths.journal) as reader:
            return reader.record(now)

    def _left(self) -> Iterator[Finished]:
        """Reports of windows that outlived the resident before this one."""
        return (m for m in collect(self.paths.outbox) if isinstance(m, Finished))

    def _tell_notices(self) -> None:
        for notice in self.notices:
            log.warning("%s", notice)
        if self.notices:
            self.notifier.notify("hipbreak", "\n".join(self.notices))


def _on_request(folders: Sequence[Path]) -> tuple[tuple[str, str], ...]:
    """Id and name of every plan that is done as a whole."""
    plans, _ = load_plans(folders)
    return tuple((plan.id, plan.name) for plan in plans if plan.prompt is not Prompt.HOURLY)
