"""Questions on the session bus over a connection of their own, each answered within a second."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from jeepney import (
    DBusAddress,
    HeaderFields,
    MatchRule,
    Message,
    MessageFlag,
    MessageType,
    message_bus,
    new_method_call,
)

from hipbreak.adapters.tray.bus import connect
from hipbreak.core.errors import Unavailable

REPLY_S = 1.0
"""Who answers later hangs."""
OWNER_CHANGED = "NameOwnerChanged"
_DEATHS = (OSError, ValueError)
"""What a connection raises once the bus has gone or talks nonsense."""


class CallRefused(Unavailable):
    """Somebody answered with an error; the connection is still good."""


class BusCalls:
    """Calls one object, and hands every signal that comes to `on_signal(member, values)`."""

    def __init__(
        self,
        environ: Mapping[str, str],
        name: str,
        path: str,
        interface: str,
        on_signal: Callable[[str, tuple[object, ...]], None],
    ) -> None:
        self._bus = connect(environ, REPLY_S)
        self._on_signal = on_signal
        try:
            owner = self._owner(name)
            self._to = DBusAddress(path, bus_name=owner, interface=interface)
            # By its own name nobody else can be meant, should another take over.
            self._listen(MatchRule(type="signal", sender=owner, interface=interface, path=path))
            gone = MatchRule(type="signal", interface=message_bus.interface, member=OWNER_CHANGED)
            gone.add_arg_condition(0, owner)
            self._listen(gone)
        except Unavailable:
            self.close()
            raise

    def fileno(self) -> int:
        return int(self._bus.sock.fileno())

    def close(self) -> None:
        self._bus.close()

    def drain(self) -> None:
        """Take what has come. Unavailable when the bus or the one we call has gone."""
        while (message := self._receive(0)) is not None:
            self._take(message)

    def ask(
        self, member: str, signature: str | None = None, values: tuple[object, ...] = ()
    ) -> tuple[object, ...]:
        """The values of the reply. Unavailable: an error, none in time, or the end."""
        return self._ask(new_method_call(self._to, member, signature, values))

    def owner(self, name: str) -> str | None:
        """Who has this name on the bus; None: nobody."""
        try:
            return self._owner(name)
        except CallRefused:
            return None

    def _owner(self, name: str) -> str:
        try:
            return str(self._ask(message_bus.GetNameOwner(name))[0])
        except CallRefused:
            raise CallRefused(f"nobody on the session bus is {name}") from None

    def _listen(self, rule: MatchRule) -> None:
        self._ask(message_bus.AddMatch(rule))

    def _ask(self, call: Message) -> tuple[object, ...]:
        call.header.flags |= MessageFlag.no_auto_start
        serial = next(self._bus.outgoing_serial)
        try:
            self._bus.send(call, serial)
        except _DEATHS as error:
            raise Unavailable("the session bus has gone") from error
        end = time.monotonic() + REPLY_S
        while (message := self._receive(end - time.monotonic())) is not None:
            if message.header.fields.get(HeaderFields.reply_serial) != serial:
                self._take(message)
            elif message.header.message_type is MessageType.error:
                error_name = message.header.fields.get(HeaderFields.error_name, "an error")
                raise CallRefused(f"the session bus answered with {error_name}")
            else:
                return tuple(message.body)
        raise Unavailable("no answer on the session bus")

    def _receive(self, within_s: float) -> Message | None:
        try:
            return self._bus.receive(timeout=max(0.0, within_s))
        except TimeoutError:
            return None
        except _DEATHS as error:
            raise Unavailable("the session bus has gone") from error

    def _take(self, message: Message) -> None:
        if message.header.message_type is not MessageType.signal:
            return
        member = str(message.header.fields.get(HeaderFields.member))
        if member == OWNER_CHANGED and message.body[0] == self._to.bus_name:
            raise Unavailable("the one who told of input has left the session bus")
        self._on_signal(member, tuple(message.body))
