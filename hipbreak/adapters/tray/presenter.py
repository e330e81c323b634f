"""A view on a pystray icon: only what differs from the view before is set."""

from __future__ import annotations

from hipbreak.adapters.tray import pixmaps
from hipbreak.adapters.tray.base import Icon
from hipbreak.adapters.tray.menu import OnAction, to_menu
from hipbreak.ports import TrayView


class Presenter:
    """Keeps one icon showing the last view. Raises Unavailable when a picture is missing."""

    def __init__(self, icon: Icon, on_action: OnAction) -> None:
        self._icon, self._on_action = icon, on_action
        self._shown = TrayView("", "", ())

    def show(self, view: TrayView) -> None:
        before, self._shown = self._shown, view
        if view.icon != before.icon:
            self._icon.icon = pixmaps.load(view.icon)
        if view.tooltip != before.tooltip:
            self._icon.title = view.tooltip
        if view.menu != before.menu:
            self._icon.menu = to_menu(view.menu, self._on_action)
        self._icon.visible = True
