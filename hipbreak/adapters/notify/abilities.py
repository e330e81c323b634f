"""What the desktop's notifications can do, asked once by `hipbreak doctor`."""

from __future__ import annotations

from collections.abc import Mapping

from jeepney import DBusAddress, Message, MessageType, new_method_call

from hipbreak.adapters.tray.bus import Connection, connect
from hipbreak.core.errors import Unavailable

OPEN_S, ASK_S = 0.5, 0.6
"""The longest waits; an answer may have to start the daemon first."""
NAME = "org.freedesktop.Notifications"
_ADDRESS = DBusAddress("/org/freedesktop/Notifications", NAME, NAME)


def abilities(environ: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """The daemon's name, and what it can do ("actions" are buttons).

    Unavailable when nobody shows notifications.
    """
    bus = connect(environ, OPEN_S)
    try:
        can = _ask(bus, "GetCapabilities")
        about = _ask(bus, "GetServerInformation")
    except (OSError, ValueError):  # TimeoutError is an OSError
        raise Unavailable("what shows notifications does not answer") from None
    finally:
        bus.close()
    return str(about.body[0]), tuple(str(one) for one in can.body[0])


def _ask(bus: Connection, method: str) -> Message:
    reply = bus.send_and_get_reply(new_method_call(_ADDRESS, method), timeout=ASK_S)
    if reply.header.message_type is MessageType.error:
        raise Unavailable("nobody on the session bus shows notifications")
    return reply
