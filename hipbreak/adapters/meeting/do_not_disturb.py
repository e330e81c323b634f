"""Do-not-disturb of the notification daemon, on the session bus: by its own word (KDE, dunst), or
by Xfce's settings, where its daemon keeps it. A daemon that says nothing is told by `trouble`."""

from __future__ import annotations

from jeepney import DBusAddress, MatchRule, Message, Properties, new_method_call

from hipbreak.adapters.meeting.asking import Round
from hipbreak.adapters.session.line import Line, interface_of
from hipbreak.core.holds import Reason

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
SWITCHES = {NAME: "Inhibited", "org.dunstproject.cmd0": "paused"}
"""Interface -> the property that says so: KDE's Plasma, dunst."""
PROPERTIES = "org.freedesktop.DBus.Properties"
XFCE = DBusAddress("/org/xfce/Xfconf", "org.xfce.Xfconf", "org.xfce.Xfconf")
XFCE_KEY = ("xfce4-notifyd", "/do-not-disturb")
"""Channel and property. It is not there before it was switched on for the first time."""
SILENT = "what shows notifications here does not say whether it may"


class DoNotDisturb:
    """`ports.MeetingProbe` on the session's line; changes are told, so that nobody polls."""

    name = "do not disturb"
    reason = Reason.DO_NOT_DISTURB

    def __init__(self, line: Line) -> None:
        self._line, self._round = line, Round(line, self._told)
        self._seen: str | None = None
        self._silent = False
        line.add(self)

    def look(self) -> None:
        switches = [
            (interface, Properties(DBusAddress(PATH, NAME, interface)).get(switch))
            for interface, switch in SWITCHES.items()
        ]
        xfce = [
            (ask, new_method_call(XFCE, ask, "ss", XFCE_KEY))
            for ask in ("PropertyExists", "GetProperty")
        ]
        self._round.ask(switches + xfce)

    def seen(self) -> str | None:
        return self._seen

    def trouble(self) -> str:
        return self._line.trouble or (SILENT if self._silent else "")

    def begin(self) -> None:
        of_xfce = MatchRule(type="signal", interface=XFCE.interface, path=XFCE.object_path)
        of_xfce.add_arg_condition(0, XFCE_KEY[0])
        self._line.listen((of_xfce,))
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
        elif interface_of(signal) == XFCE.interface and signal.body[:2] == XFCE_KEY:
            self.look()

    def lost(self) -> None:
        self._round.forget()
        self._seen = None

    def _told(self, replies: dict[str, object]) -> None:
        self._seen = "" if ("b", True) in replies.values() else None
        self._silent = not replies
