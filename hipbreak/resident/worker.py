"""The worker's loop: one poll() over everything that can happen, nothing in between."""

from __future__ import annotations

import logging
import math
import select
import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Protocol

from hipbreak.core.engine import next_deadline
from hipbreak.core.errors import Refused
from hipbreak.core.events import Event, Sampled, Slept, WasAway
from hipbreak.core.moment import Moment
from hipbreak.ports import Clock, Tray, TrayView
from hipbreak.protocol import Answered, Asked, Command, Finished, Reply
from hipbreak.resident.commands import Commands
from hipbreak.resident.idlewatch import IdleWatch
from hipbreak.resident.keeper import Keeper
from hipbreak.resident.mailbox import Mailbox
from hipbreak.resident.openings import Openings
from hipbreak.resident.requests import Requests
from hipbreak.resident.stage import Stage
from hipbreak.resident.watches import Watches

log = logging.getLogger(__name__)

AFTER_A_FAULT = 1.0
"""Seconds between two tries after something unexpected, so that a fault never spins."""
ASKED_HOW = ("status", "why")
"""Who asks how things stand gets what is seen now, not what was seen when it last mattered."""
SHOWN = "shown"
"""Who asks this hears whether the window that was asked for is on the screen, once it is known."""
SLEPT_AT_LEAST = 1.0
STOPPED_S = 1800.0
"""While somebody sits there is a look every minute. After half an hour without one this process
was stopped, and what the person did meanwhile is unknown (ours). Within less, the idle time says
enough: who has typed since sat on, who has not was away from the last input on. Who left and came
back meanwhile was away where the idle source dates it (the X server does), else sat."""


class Control(Protocol):
    """The control socket, as the loop sees it."""

    def fds(self) -> tuple[int, ...]: ...

    def deadline(self) -> float | None: ...

    def ready(self, fd: int) -> Iterable[tuple[object, Command]]: ...

    def reply(self, client: object, reply: Reply) -> None: ...

    def tick(self) -> None: ...


class Housekeeping(Protocol):
    """Something that wants a call now and then: the windows' reaper."""

    def deadline(self) -> float | None:
        """On the monotonic scale; None: nothing to do."""

    def tick(self) -> None: ...


class Worker:
    """Waits, hears, performs. `run` returns after `stop`."""

    def __init__(
        self,
        clock: Clock,
        keeper: Keeper,
        requests: Requests,
        stage: Stage,
        commands: Commands,
        idle: IdleWatch,
        watches: Watches,
        control: Control,
        windows: Housekeeping,
        tray: Tray,
        mailbox: Mailbox,
        view: Callable[[], TrayView],
        follow: Callable[[], None],
    ) -> None:
        self._clock, self._keeper, self._requests, self._stage = clock, keeper, requests, stage
        self._commands, self._idle, self._control = commands, idle, control
        self._watches = watches
        self._windows, self._tray, self._mailbox = windows, tray, mailbox
        self._view, self._follow = view, follow
        self._openings = Openings(stage, control.reply)
        self._stopping = False
        self._last_look: Moment = clock.now()
        self._slept = clock.slept_s()

    def stop(self) -> None:
        self._stopping = True

    def run(self) -> None:
        """The loop. The barrier: whatever goes wrong in a turn is logged, and the day goes on."""
        self._guarded(self._turn_over)
        while not self._stopping:
            ready = self._wait()
            for handle in ready:
                self._guarded(handle)
            self._guarded(self._turn_over)
        self._keeper.save()

    def _guarded(self, handle: Callable[[], None]) -> None:
        try:
            handle()
        except Refused as refused:
            log.info("refused: %s", refused)
        except Exception:  # barrier: engine tick and each message
            log.exception("a fault in %s", getattr(handle, "__qualname__", handle))
            select.select([], [], [], AFTER_A_FAULT)

    def _wait(self) -> list[Callable[[], None]]:
        handlers = dict(self._handlers())
        poll = select.poll()
        for fd in handlers:
            poll.register(fd, select.POLLIN)
        left = self._patience()
        ready = poll.poll(None if left is None else math.ceil(max(0.0, left) * 1000))
        return [handlers[fd] for fd, _ in ready]

    def _handlers(self) -> Iterable[tuple[int, Callable[[], None]]]:
        yield self._mailbox.fileno(), self._read_mail
        for fd in self._control.fds():
            yield fd, partial(self._read_control, fd)
        source = self._idle.fileno()
        if source is not None:
            yield source, self._idle.drain
        yield from self._watches.fds()
        yield from self._stage.fds()

    def _patience(self) -> float | None:
        """Seconds until something is due by itself."""
        monotonic, now = time.monotonic(), self._clock.now().elapsed
        mark = next_deadline(self._keeper.state)
        marks = [mark - now] if mark is not None else []
        marks += [at - monotonic for at in self._own_deadlines() if at is not None]
        state = self._keeper.state
        lefts = (
            self._keeper.heartbeat_in(),
            self._idle.look_in(state),
            self._watches.look_in(state, self._clock.now()),
        )
        marks += [left for left in lefts if left is not None]
        return min(marks, default=None)

    def _own_deadlines(self) -> tuple[float | None, ...]:
        parts = self._control, self._windows, self._watches, self._openings
        return tuple(part.deadline() for part in parts)

    def _turn_over(self) -> None:
        """After every wake-up: sleep noticed, idle time read, time's work done, tray shown."""
        self.look()
        self._keeper.beat()
        self._requests.look_for_plan()
        self._control.tick()
        self._windows.tick()
        self._openings.tick()
        self._follow()
        self._tray.show(self._view())

    def look(self) -> None:
        """Bring the engine up to this instant."""
        now = self._clock.now()
        slept = self._clock.slept_s()
        gap, before = now.since(self._last_look), self._slept
        if gap >= STOPPED_S or slept - self._slept >= SLEPT_AT_LEAST:
            self._keeper.hear(Slept(self._last_look))
        self._slept, self._last_look = slept, now
        for event in self._watches.told(self._keeper.state, now):
            self._keeper.hear(event)
        idle_s = self._idle.sample()
        absences = self._idle.absences()
        if slept - before < SLEPT_AT_LEAST:  # the dates are on a clock that stands still in sleep
            self._catch_up(absences, gap, now)
        self._keeper.hear(Sampled(idle_s))
        for event in self._watches.filmed(self._keeper.state, now, idle_s):
            self._keeper.hear(event)
        self._idle.follow(self._keeper.state)

    def _catch_up(self, absences: Sequence[tuple[float, float]], gap: float, now: Moment) -> None:
        """What began and ended since the last look, `gap` seconds ago, was noticed by nobody."""
        for began, ended in absences:
            if ended < gap:
                self._keeper.hear(WasAway(now.back(began), now.back(ended)))

    def hear(self, event: Event) -> None:
        """An event from outside the loop's own looking."""
        self._keeper.hear(event)

    def obey(self, words: str, how: str) -> None:
        """Somebody pressed something that means these words of the command line."""
        verb, *rest = words.split()
        self.look()
        log.info("%s: %s", words, self._commands.obey(verb, rest, how).text)

    def reported(self, message: Answered | Finished | Asked) -> None:
        """A window has said something."""
        self.look()
        if isinstance(message, Asked):
            self._commands.obey(message.words[0], message.words[1:], "window")
        else:
            self._requests.reported(message)

    def _read_mail(self) -> None:
        for words in self._mailbox.take():
            self.obey(words, "tray")

    def _read_control(self, fd: int) -> None:
        for client, command in self._control.ready(fd):
            if command.verb in ASKED_HOW:
                self._watches.ask()
            self.look()
            if command.verb == SHOWN:
                self._openings.ask(client)
                continue
            reply = self._commands.obey(command.verb, command.arguments, "command line")
            self._control.reply(client, reply)
