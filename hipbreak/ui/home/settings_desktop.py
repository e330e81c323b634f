"""This desktop: starting at login, and the mechanisms that are used here."""

from __future__ import annotations

from hipbreak.adapters.autostart import autostart, command
from hipbreak.core.errors import UserError
from hipbreak.ui.home.settings_parts import Part
from hipbreak.ui.home.settings_row import Labelled
from hipbreak.ui.look.switch import Switch


class DesktopPart(Part):
    """Starting at login is not in the settings file: the system keeps it."""

    def before(self) -> None:
        words = "Start at login", "hipbreak sits in the tray as soon as you have logged in."
        self._line = Labelled(self.kit, self, self.desk.inner, words, wide=False)
        self._login = Switch(self.kit, self._line.side, self._turn)
        self._login.pack()
        self.add(self._line)

    def refresh(self) -> None:
        super().refresh()
        try:
            self._login.show(bool(autostart().state()))
        except UserError as error:
            self._line.say_wrong(str(error))

    def _turn(self, on: bool) -> None:
        try:
            if on:
                autostart().enable(command())
            else:
                autostart().disable()
            self._line.say_wrong("")
        except UserError as error:
            self._line.say_wrong(str(error))
        self._login.show(bool(autostart().state()))
