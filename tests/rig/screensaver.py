"""KDE's screen locker on a real bus, as far as idle times go: a whole Plasma is too much here."""

from __future__ import annotations

import select
import threading
import time
from types import TracebackType
from typing import Self

from jeepney import (
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_error,
    new_method_return,
)
from jeepney.io.blocking import DBusConnection, open_dbus_connection

NAMES = ("org.freedesktop.ScreenSaver", "org.kde.screensaver")


class ScreenSaver:
    """Answers GetSessionIdleTime in milliseconds, from a thread of its own."""

    def __init__(self, address: str, names: tuple[str, ...] = NAMES, knows: bool = True) -> None:
        self._address, self._names, self._knows = address, names, knows
        self._last_input = time.monotonic()
        self.asked = 0

    def __enter__(self) -> Self:
        self._bus: DBusConnection = open_dbus_connection(self._address)
        for name in self._names:
            reply = self._bus.send_and_get_reply(message_bus.RequestName(name), timeout=5)
            assert reply.body == (1,)
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()

    def key(self) -> None:
        """Input."""
        self._last_input = time.monotonic()

    move = key

    def kill(self) -> None:
        """Leave the bus without a word."""
        self._stopping.set()
        self._thread.join()
        self._bus.close()

    def _run(self) -> None:
        while not self._stopping.is_set():
            readable, _, _ = select.select([self._bus.sock], [], [], 0.02)
            if not readable:
                continue
            try:
                message = self._bus.receive(timeout=1)
            except (OSError, ValueError):
                return
            if message.header.message_type is MessageType.method_call:
                self._bus.send(self._answer(message))

    def _answer(self, call: Message) -> Message:
        self.asked += 1
        member = call.header.fields.get(HeaderFields.member)
        if member != "GetSessionIdleTime" or not self._knows:
            return new_error(call, "org.freedesktop.DBus.Error.UnknownMethod")
        milliseconds = round((time.monotonic() - self._last_input) * 1000)
        return new_method_return(call, "u", (milliseconds,))
