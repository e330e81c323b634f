"""Windows and macOS: stock pystray. Written from its documentation and not tried on either."""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable

from hipbreak.adapters.paths import data_dir
from hipbreak.adapters.tray.menu import OnAction, to_menu
from hipbreak.core.errors import Unavailable
from hipbreak.ports import MenuEntry, TrayView

LONGEST_TOOLTIP = 127
"""Windows keeps 128 characters with the final zero, and raises beyond."""

log = logging.getLogger(__name__)


class NativeTray:
    """One pystray icon. Raises Unavailable when pystray finds no backend."""

    backend = "native"

    def __init__(self, on_action: OnAction) -> None:
        try:
            from pystray import Icon
        except Exception as error:  # pystray lets through whatever its backends raise
            raise Unavailable(f"pystray cannot start: {error}") from error
        self.reason = f"pystray on {sys.platform}"
        self._on_action = on_action
        self._icon = Icon("hipbreak", title="hipbreak")
        self._shown: TrayView | None = None

    def run(self, ready: Callable[[], None]) -> None:
        def begin(icon: object) -> None:
            self._apply(self._shown or TrayView("working", "hipbreak", ()))
            self._icon.visible = True
            ready()

        self._icon.run(setup=begin)

    def show(self, view: TrayView) -> None:
        if view != self._shown:
            before, self._shown = self._shown, view
            if self._icon.visible:
                self._apply(view, before)

    def prefer(self, wanted: str) -> bool:
        return wanted != "none"

    def stop(self) -> None:
        self._icon.stop()

    def _apply(self, view: TrayView, before: TrayView | None = None) -> None:
        self._shown = view
        if before is None or view.icon != before.icon:
            self._icon.icon = _picture(view.icon)
        self._icon.title = view.tooltip[:LONGEST_TOOLTIP]
        if before is None or view.menu != before.menu:
            self._icon.menu = self._menu(view.menu)

    def _menu(self, entries: tuple[MenuEntry, ...]) -> object:
        return to_menu(entries, self._act)

    def _act(self, action: str) -> None:
        try:
            self._on_action(action)
        except Exception:  # a named barrier: each tray callback
            log.exception("the tray's %s failed", action)


def _picture(icon: str) -> object:
    from PIL import Image

    with Image.open(data_dir("icons") / "tray" / f"{icon}-64.png") as picture:
        return picture.copy()
