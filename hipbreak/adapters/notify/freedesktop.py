"""Notifications of Linux desktops, by org.freedesktop.Notifications on the session bus.

The connection opens with the first notification and stays, because some desktops take a
notification away when its sender leaves the bus. It is nobody else's: what the daemon sends back
is dropped when the next notification goes out.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping

from jeepney import DBusAddress, HeaderFields, Message, MessageType, new_method_call

from hipbreak.adapters.paths import data_dir
from hipbreak.adapters.tray.bus import Connection, connect
from hipbreak.core.errors import Unavailable, UserError

OPEN_S, ASK_S, SEND_S = 0.25, 0.2, 0.3
"""The longest waits; with all of them a notification still takes less than a second."""
SHOWN_MS = 10_000
_ADDRESS = DBusAddress(
    "/org/freedesktop/Notifications",
    "org.freedesktop.Notifications",
    "org.freedesktop.Notifications",
)

log = logging.getLogger(__name__)


class FreedesktopNotifier:
    """Each notification takes the place of the one before. Never raises, never waits long."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ
        self._bus: Connection | None = None
        self._shown = 0
        """The daemon's number of our last notification; 0: none that we know of."""
        self._unanswered: int | None = None

    def notify(self, title: str, text: str) -> None:
        try:
            self._bus = self._bus or self._connect()
            self._collect(self._bus)
            self._send(self._bus, title, text)
        except Unavailable as error:
            log.info("no notification: %s", error.reason)
        except (OSError, ValueError) as error:  # TimeoutError is an OSError
            log.info("no notification: %s", error or "no answer in time")
            if not isinstance(error, TimeoutError):
                self.close()

    def close(self) -> None:
        if self._bus:
            self._bus.close()
        self._bus, self._unanswered = None, None

    def _connect(self) -> Connection:
        bus = connect(self._environ, OPEN_S)
        bus.patience_s = ASK_S
        return bus

    def _send(self, bus: Connection, title: str, text: str) -> None:
        body = self._body(bus, text)
        serial = next(bus.outgoing_serial)
        bus.send(_notification(self._shown, title, body), serial)
        self._unanswered = serial
        end = time.monotonic() + SEND_S
        while self._unanswered is not None:
            self._take(bus.receive(timeout=end - time.monotonic()))

    def _body(self, bus: Connection, text: str) -> str:
        """The text as this daemon reads it: where it reads markup, ours has none."""
        try:
            asked = new_method_call(_ADDRESS, "GetCapabilities")
            reply = bus.send_and_get_reply(asked, timeout=ASK_S)
        except TimeoutError:
            return _escape(text)  # it may be starting just now; most read markup
        if reply.header.message_type is MessageType.error:
            raise Unavailable("nobody on the session bus shows notifications")
        return _escape(text) if "body-markup" in reply.body[0] else text

    def _collect(self, bus: Connection) -> None:
        """Read what came since last time: a late answer tells which notification to replace."""
        try:
            while True:
                self._take(bus.receive(timeout=0))
        except TimeoutError:
            self._unanswered = None

    def _take(self, message: Message) -> None:
        answers = message.header.fields.get(HeaderFields.reply_serial)
        if answers is not None and answers == self._unanswered:
            self._unanswered = None
            failed = message.header.message_type is MessageType.error
            self._shown = 0 if failed else int(message.body[0])


def _notification(replaces: int, title: str, body: str) -> Message:
    hints = {
        "urgency": ("y", 1),
        "transient": ("b", True),
        "desktop-entry": ("s", "hipbreak"),
    }
    given: tuple[object, ...] = ("hipbreak", replaces, _icon(), title, body, [], hints, SHOWN_MS)
    return new_method_call(_ADDRESS, "Notify", "susssasa{sv}i", given)


def _icon() -> str:
    try:
        return (data_dir("icons") / "hipbreak-64.png").as_uri()
    except UserError:
        return ""


def _escape(text: str) -> str:
    from html import escape  # here: half a megabyte for what is rarely said

    return escape(text, quote=False)
