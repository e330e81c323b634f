"""Whether a program keeps the screen from going dark: films, slides, calls.

Asked of the desktop (GNOME's session, KDE's power management) and of logind. Only that somebody is
there without input is concluded from it, and only for the time a film may last.
"""

from __future__ import annotations

from jeepney import DBusAddress, Message, new_method_call

from hipbreak.adapters.meeting.asking import Round
from hipbreak.adapters.session.line import Line
from hipbreak.core.holds import Reason

IDLE = 8
"""GNOME's flag for "the session counts as idle"."""
_GNOME = DBusAddress(
    "/org/gnome/SessionManager", "org.gnome.SessionManager", "org.gnome.SessionManager"
)
_POWER = "org.freedesktop.PowerManagement"
_KDE = DBusAddress("/org/freedesktop/PowerManagement/Inhibit", _POWER, f"{_POWER}.Inhibit")
_LOGIND = DBusAddress(
    "/org/freedesktop/login1", "org.freedesktop.login1", "org.freedesktop.login1.Manager"
)


class DesktopInhibitors:
    """`ports.MeetingProbe` on the session's line."""

    name = "desktop inhibitors"
    reason = Reason.MEDIA

    def __init__(self, line: Line) -> None:
        self._line, self._round = line, Round(line, self._told)
        self._seen: str | None = None
        line.add(self)

    def look(self) -> None:
        self._round.ask(
            (
                ("gnome", new_method_call(_GNOME, "IsInhibited", "u", (IDLE,))),
                ("kde", new_method_call(_KDE, "HasInhibit")),
            )
        )

    def seen(self) -> str | None:
        return self._seen

    def trouble(self) -> str:
        return self._line.trouble

    def begin(self) -> None:
        """Nobody is asked before it matters."""

    def heard(self, member: str, signal: Message) -> None:
        """Asked, not listened to."""

    def lost(self) -> None:
        self._round.forget()
        self._seen = None

    def _told(self, replies: dict[str, object]) -> None:
        self._seen = "the screen is kept awake" if any(replies.values()) else None


class LogindInhibitors(DesktopInhibitors):
    """`ports.MeetingProbe` on the system's line."""

    name = "logind inhibitors"

    def look(self) -> None:
        self._round.ask((("logind", new_method_call(_LOGIND, "ListInhibitors")),))

    def _told(self, replies: dict[str, object]) -> None:
        rows = replies.get("logind")
        idle = (
            str(who)
            for what, who, _, mode, *_ in (rows if isinstance(rows, list) else [])
            if "idle" in str(what).split(":") and mode == "block"
        )
        self._seen = next(idle, None)
