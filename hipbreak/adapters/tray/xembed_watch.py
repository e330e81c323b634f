"""Waiting for an XEmbed tray: whether one is there, and the news that one has come.

The icon itself stands on python-xlib, 3 MB. Most desktops never have such a tray, and at login a
StatusNotifier panel is often later than we are: until a tray is there, a bare connection is enough.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

from hipbreak.adapters.tray.mechanism import Setting, Superseded
from hipbreak.adapters.x11_wire import XConnection
from hipbreak.core.errors import Unavailable
from hipbreak.ports import TrayView

CHANGE_WINDOW_ATTRIBUTES, GET_SELECTION_OWNER = 2, 23
EVENT_MASK, STRUCTURE_CHANGES = 0x800, 0x20000
"""A tray that takes the selection says so to whoever hears of the root window's structure."""


def is_there(x: XConnection, environ: Mapping[str, str]) -> bool:
    """Whether a tray owns the selection of this display's screen."""
    screen = environ.get("DISPLAY", "").rpartition(":")[2].partition(".")[2] or "0"
    selection = x.atom(f"_NET_SYSTEM_TRAY_S{screen}".encode())
    reply = x.ask(GET_SELECTION_OWNER, 0, struct.pack("<I", selection)) if selection else b""
    return bool(int.from_bytes(reply[8:12], "little"))


class XembedWatch:
    """A mechanism that shows nothing and is superseded once there is a tray."""

    backend = "xembed"
    known = True
    usable = False
    why = "no XEmbed tray owns the selection"

    def __init__(self, setting: Setting) -> None:
        self._environ = setting.environ
        self._x = XConnection(setting.environ)
        try:
            wanted = struct.pack("<III", self._x.root, EVENT_MASK, STRUCTURE_CHANGES)
            self._x.tell(CHANGE_WINDOW_ATTRIBUTES, 0, wanted)
            self._look()
        except Unavailable:
            self.close()
            raise

    def fileno(self) -> int:
        return self._x.fileno()

    def drain(self) -> None:
        self._x.drain()
        self._look()

    def due(self) -> float | None:
        return None

    def tick(self) -> None:
        """Nothing: X tells of everything by itself."""

    def show(self, view: TrayView) -> None:
        """Nothing to show it in."""

    def close(self) -> None:
        self._x.close()

    def _look(self) -> None:
        if is_there(self._x, self._environ):
            raise Superseded("an XEmbed tray has come")
