"""One connection to the session bus, driven by the tray's own loop: nothing here waits."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping
from pathlib import Path

from jeepney import (
    DBusAddress,
    DBusErrorResponse,
    HeaderFields,
    MatchRule,
    Message,
    MessageFlag,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.auth import AuthenticationError
from jeepney.io.blocking import DBusConnection, prep_socket

from hipbreak.core.errors import Unavailable

OnReply = Callable[[tuple[object, ...] | None], None]
"""Called with the values of a reply, or None when the call failed."""

_OPEN_S = 1.0
_DEATHS = (OSError, ValueError)
"""What a connection raises once the bus has gone or talks nonsense."""


class Connection(DBusConnection):  # type: ignore[misc]  # jeepney has no types
    """jeepney's connection, but no wait in it is endless, not even that for the greeting."""

    patience_s = 1.0

    def send_and_get_reply(self, message: Message, *, timeout: float | None = None) -> Message:
        return super().send_and_get_reply(message, timeout=timeout or self.patience_s)


def connect(environ: Mapping[str, str], within_s: float) -> Connection:
    """A connection to the session bus in about `within_s` seconds, else Unavailable."""
    address = _address(environ)
    with contextlib.ExitStack() as undo:
        try:
            socket = undo.enter_context(prep_socket(address, timeout=within_s))
            connection = Connection(socket)
        except (OSError, AuthenticationError, DBusErrorResponse) as error:
            raise Unavailable("the session bus does not answer") from error
        undo.pop_all()
        return connection


class SessionBus:
    """Sends calls, signals and answers; hands out what comes in. Raises Unavailable once dead."""

    def __init__(self, environ: Mapping[str, str], within_s: float = _OPEN_S) -> None:
        self._connection = connection = connect(environ, within_s)
        self._waiting: dict[int, OnReply] = {}
        self.name: str = connection.unique_name
        self.on_call: Callable[[Message], None] = self._refuse
        self.on_signal: Callable[[str, tuple[object, ...]], None] = lambda member, body: None

    def fileno(self) -> int:
        return int(self._connection.sock.fileno())

    def call(self, message: Message, on_reply: OnReply | None = None) -> None:
        """Send a method call; its reply comes later, through `drain`."""
        serial = next(self._connection.outgoing_serial)
        if on_reply:
            self._waiting[serial] = on_reply
        self._send(message, serial)

    def listen(self, rule: MatchRule) -> None:
        """Ask for signals; they go to `on_signal`."""
        self.call(message_bus.AddMatch(rule))

    def emit(
        self, address: DBusAddress, member: str, signature: str | None, body: tuple[object, ...]
    ) -> None:
        """Send a signal."""
        self._send(new_signal(address, member, signature, body))

    def answer(self, call: Message, signature: str | None, body: tuple[object, ...]) -> None:
        """Reply to a call, if it wants a reply."""
        if not call.header.flags & MessageFlag.no_reply_expected:
            self._send(new_method_return(call, signature, body))

    def refuse(self, call: Message, error: str, text: str) -> None:
        """Reply to a call with an error such as `UnknownMethod`."""
        if not call.header.flags & MessageFlag.no_reply_expected:
            name = f"org.freedesktop.DBus.Error.{error}"
            self._send(new_error(call, name, "s", (text,)))

    def heard(self, signal: Message) -> None:
        """A signal has come; who needs to know its sender takes it here."""
        self.on_signal(str(signal.header.fields.get(HeaderFields.member)), tuple(signal.body))

    def drain(self) -> None:
        """Handle everything that has come in."""
        while (message := self._receive()) is not None:
            self._dispatch(message)

    def close(self) -> None:
        self._connection.close()

    def _send(self, message: Message, serial: int | None = None) -> None:
        try:
            self._connection.send(message, serial)
        except OSError as error:
            raise Unavailable("the session bus has gone") from error

    def _receive(self) -> Message | None:
        try:
            return self._connection.receive(timeout=0)
        except TimeoutError:
            return None
        except _DEATHS as error:
            raise Unavailable("the session bus has gone") from error

    def _dispatch(self, message: Message) -> None:
        fields = message.header.fields
        match message.header.message_type:
            case MessageType.method_call:
                self.on_call(message)
            case MessageType.signal:
                self.heard(message)
            case kind:
                on_reply = self._waiting.pop(fields.get(HeaderFields.reply_serial, -1), None)
                if on_reply:
                    on_reply(None if kind is MessageType.error else tuple(message.body))

    def _refuse(self, call: Message) -> None:
        self.refuse(call, "UnknownObject", "nothing is here")


def _address(environ: Mapping[str, str]) -> str:
    """The socket of the session bus, as jeepney connects to it."""
    from jeepney.bus import get_connectable_addresses

    given = environ.get("DBUS_SESSION_BUS_ADDRESS", "")
    runtime = environ.get("XDG_RUNTIME_DIR", "")
    if not given and runtime and (Path(runtime) / "bus").exists():
        return f"{runtime}/bus"
    if not given:
        raise Unavailable("there is no session bus")
    try:
        return str(next(iter(get_connectable_addresses(given))))
    except (RuntimeError, ValueError, StopIteration) as error:
        raise Unavailable("the session bus has no address that can be used") from error
