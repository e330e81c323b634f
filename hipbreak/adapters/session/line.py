"""A line to a message bus that several listeners share, and that is opened again when it is lost.

Nothing here waits for an answer: replies come with the news. A bus that is not there is asked for
again after 2 s, 10 s, a minute, then every five minutes, or every minute when it was there once.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from typing import Protocol

from jeepney import HeaderFields, MatchRule, Message, MessageFlag, message_bus

from hipbreak.adapters.backoff import BackOff
from hipbreak.adapters.tray.bus import OnReply, SessionBus
from hipbreak.core.errors import Unavailable

OPEN_S = 0.05
SYSTEM_BUS = "unix:path=/run/dbus/system_bus_socket"


class Listener(Protocol):
    """Hears what comes on a line."""

    def begin(self) -> None:
        """The line is open, perhaps again: say what you want to hear, ask how things stand."""

    def heard(self, member: str, signal: Message) -> None:
        """A signal that some listener of this line has asked for."""

    def lost(self) -> None:
        """The line is dead; what it told is no longer known."""


class Line:
    """`ports.Wire` over one bus. Calls on a line that is not open are answered with None."""

    def __init__(
        self,
        name: str,
        environ: Mapping[str, str],
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.name, self._environ, self._now = name, environ, now
        self._listeners: list[Listener] = []
        self._bus: SessionBus | None = None
        self._again = BackOff()
        self._again.at = now()

    @classmethod
    def of_system(cls, environ: Mapping[str, str]) -> Line:
        """The line to the machine's own bus."""
        address = environ.get("DBUS_SYSTEM_BUS_ADDRESS") or SYSTEM_BUS
        return cls("system", {"DBUS_SESSION_BUS_ADDRESS": address})

    @property
    def trouble(self) -> str:
        return "" if self._bus else f"the {self.name} bus cannot be reached"

    def add(self, listener: Listener) -> None:
        """Before the first `tick`."""
        self._listeners.append(listener)

    def fileno(self) -> int | None:
        return self._bus.fileno() if self._bus else None

    def drain(self) -> None:
        if self._bus:
            self._guarded(self._bus.drain)

    def deadline(self) -> float | None:
        return self._again.at

    def tick(self) -> None:
        if self._bus or not self._again.is_due(self._now()):
            return
        try:
            self._bus = _Ear(self._environ, self._hand_out)
        except Unavailable:
            self._again.failed(self._now())
            return
        self._again.at = None
        for listener in self._listeners:
            self._guarded(listener.begin)
        if self._bus:
            self._again.worked()

    def call(self, message: Message, on_reply: OnReply, *, start: bool = False) -> None:
        """Ask a service; one that does not run is started only with `start`."""
        if not start:
            message.header.flags |= MessageFlag.no_auto_start
        bus = self._bus
        if bus is None:
            on_reply(None)
        else:
            self._guarded(lambda: bus.call(message, on_reply))

    def listen(self, rules: Iterable[MatchRule]) -> None:
        for rule in rules:
            self.call(message_bus.AddMatch(rule), lambda reply: None)

    def ignore(self, rules: Iterable[MatchRule]) -> None:
        """The opposite of `listen`, with equal rules."""
        for rule in rules:
            self.call(message_bus.RemoveMatch(rule), lambda reply: None)

    def close(self) -> None:
        if self._bus:
            self._bus.close()
        self._bus = self._again.at = None

    def _hand_out(self, signal: Message) -> None:
        member = str(signal.header.fields.get(HeaderFields.member))
        for listener in self._listeners:
            listener.heard(member, signal)

    def _guarded(self, use: Callable[[], None]) -> None:
        try:
            use()
        except Unavailable:
            self._lose()

    def _lose(self) -> None:
        if self._bus is None:
            return
        self._bus.close()
        self._bus = None
        self._again.failed(self._now())
        for listener in self._listeners:
            listener.lost()


class WhenOpen:
    """A listener that calls `then` each time the line opens."""

    def __init__(self, then: Callable[[], None]) -> None:
        self._then = then

    def begin(self) -> None:
        self._then()

    def heard(self, member: str, signal: Message) -> None:
        """Nothing was asked for."""

    def lost(self) -> None:
        """Others tell of it."""


class _Ear(SessionBus):
    """The bus, with whole signals handed on."""

    def __init__(self, environ: Mapping[str, str], hand_out: Callable[[Message], None]) -> None:
        super().__init__(environ, OPEN_S)
        self._hand_out = hand_out

    def heard(self, signal: Message) -> None:
        self._hand_out(signal)


def owner_change(name: str) -> MatchRule:
    """A rule for the news that somebody has taken or left this name."""
    rule = MatchRule(
        type="signal",
        sender="org.freedesktop.DBus",
        interface="org.freedesktop.DBus",
        member="NameOwnerChanged",
    )
    rule.add_arg_condition(0, name)
    return rule


def sender_of(signal: Message) -> str:
    return str(signal.header.fields.get(HeaderFields.sender, ""))


def interface_of(signal: Message) -> str:
    return str(signal.header.fields.get(HeaderFields.interface, ""))


def path_of(signal: Message) -> str:
    return str(signal.header.fields.get(HeaderFields.path, ""))
