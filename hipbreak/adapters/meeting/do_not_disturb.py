"""Do-not-disturb of the notification daemon, by its own word on the session bus (KDE, dunst)."""

from __future__ import annotations

from jeepney import DBusAddress, MatchRule, Message, Properties

from hipbreak.adapters.meeting.asking import Round
from hipbreak.adapters.session.line import Line, interface_of
from hipbreak.core.holds import Reason

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
SWITCHES = {NAME: "Inhibited", "org.dunstproject.cmd0": "paused"}
"""Interface -> the property that says so: KDE's Plasma, dunst."""
PROPERTIES = "org.freedesktop.DBus.Properties"


class DoNotDisturb:
    """`ports.MeetingProbe` on the session's line; changes are told, so that nobody polls."""

    name = "do not disturb"
    reason = Reason.DO_NOT_DISTURB

    def __init__(self, line: Line) -> None:
        self._line, self._round = line, Round(line, self._told)
        self._seen: str | None = None
        line.add(self)

    def look(self) -> None:
        self._round.ask(
            (interface, Properties(DBusAddress(PATH, NAME, interface)).get(switch))
            for interface, switch in SWITCHES.items()
        )

    def seen(self) -> str | None:
        return self._seen

    def trouble(self) -> str:
        return self._line.trouble

    def begin(self) -> None:
        for interface in SWITCHES:
            rule = MatchRule(
                type="signal", interface=PROPERTIES, member="PropertiesChanged", path=PATH
            )
            rule.add_arg_condition(0, interface)
            self._line.listen((rule,))

    def heard(self, member: str, signal: Message) -> None:
        if member == "PropertiesChanged" and interface_of(signal) == PROPERTIES:
            interface, changed, _ = signal.body
            if SWITCHES.get(interface) in changed:
                self.look()

    def lost(self) -> None:
        self._round.forget()
        self._seen = None

    def _told(self, replies: dict[str, object]) -> None:
        self._seen = "" if ("b", True) in replies.values() else None
