"""A notification daemon that a test works by hand: it answers when the test says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Self

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import open_dbus_connection

NAME = "org.freedesktop.Notifications"
_SELF = DBusAddress("/org/freedesktop/Notifications", NAME, NAME)


@dataclass(frozen=True)
class Shown:
    """One notification as the daemon was asked to show it."""

    number: int
    title: str
    text: str
    actions: tuple[str, ...]
    hints: dict[str, Any]
    expires_ms: int


class NoticeDaemon:
    """Owns the name until `leave`, or the end of a `with` statement. `hangs`: calls are taken in
    but not answered."""

    def __init__(self, address: str, *can: str, first: int = 1) -> None:
        self._bus = open_dbus_connection(address)
        self._can, self._next = can, first
        self.hangs = False
        self._put_off: list[Message] = []
        self.shown: dict[int, Shown] = {}
        """What stands on the screen, by number."""
        self.calls: list[str] = []
        """The names of all calls but those for notifications' news."""
        self._bus.send_and_get_reply(message_bus.RequestName(NAME), timeout=5)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.leave()

    def leave(self) -> None:
        """It dies."""
        self._bus.close()

    def press(self, number: int, word: str) -> None:
        self._bus.send(new_signal(_SELF, "ActionInvoked", "us", (number, word)))

    def dismiss(self, number: int) -> None:
        """The person takes it away."""
        del self.shown[number]
        self._bus.send(new_signal(_SELF, "NotificationClosed", "uu", (number, 2)))

    def serve(self) -> None:
        """Take what has come, and answer it unless it hangs."""
        try:
            while True:
                message = self._bus.receive(timeout=0)
                if message.header.message_type is MessageType.method_call:
                    self.calls.append(str(message.header.fields[HeaderFields.member]))
                    self._put_off.append(message)
        except TimeoutError:
            pass
        if not self.hangs:
            waiting, self._put_off = self._put_off, []
            for message in waiting:
                self._answer(message)

    def _answer(self, call: Message) -> None:
        match str(call.header.fields[HeaderFields.member]):
            case "GetCapabilities":
                self._bus.send(new_method_return(call, "as", (list(self._can),)))
            case "Notify":
                self._bus.send(new_method_return(call, "u", (self._show(call.body),)))
            case "CloseNotification":
                self._bus.send(new_method_return(call))
                if self.shown.pop(call.body[0], None):
                    body = (call.body[0], 3)
                    self._bus.send(new_signal(_SELF, "NotificationClosed", "uu", body))
            case _:
                self._bus.send(new_method_return(call))

    def _show(self, given: tuple[Any, ...]) -> int:
        _, number, _, title, text, actions, hints, expires = given
        if not number:
            number, self._next = self._next, self._next + 1
        plain = {key: value for key, (_, value) in hints.items()}
        self.shown[number] = Shown(number, title, text, tuple(actions), plain, expires)
        return int(number)
