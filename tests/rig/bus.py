"""A private session bus, and questions to it.

The bus has a folder of services of its own: the machine's services would start real daemons
behind a test's back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, MessageType, new_method_call
from jeepney.io.blocking import open_dbus_connection

CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>session</type><keep_umask/><listen>unix:path={socket}</listen>
<auth>EXTERNAL</auth><servicedir>{services}</servicedir>
<policy context="default"><allow send_destination="*" eavesdrop="true"/>
<allow eavesdrop="true"/><allow own="*"/></policy></busconfig>
"""
SERVICES = Path("/usr/share/dbus-1/services")
NEEDED = ("org.xfce.Xfconf.service",)  # xfce4-panel reads its settings from it

WATCHER = DBusAddress(
    "/StatusNotifierWatcher",
    bus_name="org.kde.StatusNotifierWatcher",
    interface="org.freedesktop.DBus.Properties",
)
DAEMON = DBusAddress(
    "/org/freedesktop/DBus",
    bus_name="org.freedesktop.DBus",
    interface="org.freedesktop.DBus",
)


def write_config(folder: Path, socket: Path) -> Path:
    """The bus's configuration file, with only the services that a panel needs."""
    services = folder / "services"
    services.mkdir()
    for name in NEEDED:
        if (SERVICES / name).exists():
            (services / name).write_text((SERVICES / name).read_text())
    config = folder / "bus.conf"
    config.write_text(CONFIG.format(socket=socket, services=services))
    return config


class Bus:
    """Questions, each over a connection of its own, so that the bus may die in between."""

    def __init__(self, address: str) -> None:
        self.address = address

    def call(
        self, to: DBusAddress, method: str, signature: str = "", body: tuple[object, ...] = ()
    ) -> Any:
        """The reply's values, or None when the call failed."""
        with open_dbus_connection(self.address) as connection:
            message = new_method_call(to, method, signature or None, body)
            reply = connection.send_and_get_reply(message, timeout=5)
        return None if reply.header.message_type is MessageType.error else reply.body

    def listens(self) -> bool:
        """The socket is there a moment before anybody listens at it."""
        try:
            return self.has_owner("org.freedesktop.DBus")
        except OSError:
            return False

    def has_owner(self, name: str) -> bool:
        """True while somebody owns this name."""
        reply = self.call(DAEMON, "NameHasOwner", "s", (name,))
        return bool(reply and reply[0])

    def tray_items(self) -> list[str]:
        """What a StatusNotifierWatcher lists; empty without one."""
        return list(self._watcher("RegisteredStatusNotifierItems") or [])

    @contextmanager
    def watching_items(self) -> Iterator[Callable[[], list[str]]]:
        """Inside, a quick function for what the watcher lists, over one connection."""
        with open_dbus_connection(self.address) as connection:
            body = ("org.kde.StatusNotifierWatcher", "RegisteredStatusNotifierItems")
            message = new_method_call(WATCHER, "Get", "ss", body)
            yield lambda: connection.send_and_get_reply(message, timeout=5).body[0][1]

    def tray_host(self) -> bool:
        """True once a tray that shows items has come."""
        return bool(self._watcher("IsStatusNotifierHostRegistered"))

    def _watcher(self, what: str) -> Any:
        if not self.has_owner("org.kde.StatusNotifierWatcher"):
            return None
        reply = self.call(WATCHER, "Get", "ss", ("org.kde.StatusNotifierWatcher", what))
        return reply[0][1] if reply else None
