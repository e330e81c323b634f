"""The icon in an XEmbed tray: trayer, stalonetray, older panels."""

from __future__ import annotations

import re

from Xlib import X
from Xlib.display import Display
from Xlib.error import ConnectionClosedError, DisplayError, XError
from Xlib.xobject.drawable import Window

from hipbreak.adapters.tray.mechanism import Setting
from hipbreak.adapters.tray.presenter import Presenter
from hipbreak.adapters.tray.xorg_icon import XorgIcon
from hipbreak.core.errors import Unavailable
from hipbreak.ports import TrayView

_DEATHS = (ConnectionClosedError, OSError)


class XorgMechanism:
    """Docks the icon in whatever tray the screen has, now or later."""

    backend = "xembed"

    def __init__(self, setting: Setting) -> None:
        self._display = _open(setting.environ.get("DISPLAY", ""))
        self._display.set_error_handler(lambda *_: None)  # windows of others vanish at any time
        self._icon = XorgIcon(self._display, setting.name, setting.open_menu)
        self._presenter = Presenter(self._icon, setting.on_action)
        self._manager: Window | None = None
        number = self._display.get_default_screen()
        self._selection = self._display.intern_atom(f"_NET_SYSTEM_TRAY_S{number}")
        self._news = self._display.intern_atom("MANAGER")
        self._display.screen().root.change_attributes(event_mask=X.StructureNotifyMask)
        self._look()

    @property
    def known(self) -> bool:
        return self._manager is None or self._icon.docked

    @property
    def usable(self) -> bool:
        return bool(self._icon.docked)

    @property
    def why(self) -> str:
        if self._manager is None:
            return "no XEmbed tray owns the selection"
        if not self._icon.docked:
            return "the XEmbed tray has not taken the icon"
        return f"XEmbed tray {self._icon.panel}".rstrip()

    def fileno(self) -> int:
        return int(self._display.fileno())

    def drain(self) -> None:
        try:
            while self._display.pending_events():
                self._handle(self._display.next_event())
        except _DEATHS as error:
            raise Unavailable("the X display has gone") from error

    def due(self) -> float | None:
        return None

    def tick(self) -> None:
        """Nothing: X tells of everything by itself."""

    def show(self, view: TrayView) -> None:
        try:
            self._presenter.show(view)
            self._display.flush()
        except _DEATHS as error:
            raise Unavailable("the X display has gone") from error
        self.drain()  # answers may have brought events along

    def close(self) -> None:
        try:
            self._display.close()
        except _DEATHS:
            return

    def _look(self) -> None:
        """Find the tray of now and dock in it."""
        self._manager = None
        self._display.grab_server()
        try:
            owner = self._display.get_selection_owner(self._selection)
            if owner != X.NONE:
                owner.change_attributes(event_mask=X.StructureNotifyMask)
                self._manager = owner
        finally:
            self._display.ungrab_server()
            self._display.flush()
        try:
            if self._manager:
                self._icon.dock(self._manager)
            else:
                self._icon.undock()
        except XError:
            self._manager = None  # it went while we looked; the next one announces itself

    def _handle(self, event: object) -> None:
        kind, window = getattr(event, "type", None), getattr(event, "window", None)
        ended = kind == X.DestroyNotify and self._manager and window == self._manager
        if ended or (kind == X.ClientMessage and self._announces_tray(event)):
            self._look()
        elif self._icon.owns(window):
            self._icon.handle(event)

    def _announces_tray(self, event: object) -> bool:
        kind: int = getattr(event, "client_type", 0)
        data: list[int] = list(getattr(event, "data", (0, ()))[1])
        return kind == self._news and self._selection in data[1:2]


def _open(name: str) -> Display:
    if not name:
        raise Unavailable("there is no X display")
    local = re.fullmatch(r"(?:unix)?(:\d+(?:\.\d+)?)", name)
    if not local:
        raise Unavailable(f"the X display {name} is on another machine")
    try:
        return Display(f"unix/{local[1]}")  # without the prefix python-xlib falls back to TCP
    except (DisplayError, ConnectionClosedError, OSError) as error:
        raise Unavailable(f"the X display {name} cannot be opened") from error
