"""Whether a film or music plays, by the players' own word on the session bus (MPRIS)."""

from __future__ import annotations

from jeepney import DBusAddress, Message, Properties, message_bus

from hipbreak.adapters.meeting.asking import Round
from hipbreak.adapters.session.line import Line
from hipbreak.core.holds import Reason

PREFIX = "org.mpris.MediaPlayer2."
PATH = "/org/mpris/MediaPlayer2"


class Players:
    """`ports.MeetingProbe` on the session's line."""

    name = "players"
    reason = Reason.MEDIA

    def __init__(self, line: Line) -> None:
        self._line = line
        self._names = Round(line, self._named)
        self._statuses = Round(line, self._told)
        self._seen: str | None = None
        line.add(self)

    def look(self) -> None:
        self._names.ask((("names", message_bus.ListNames()),))

    def seen(self) -> str | None:
        return self._seen

    def trouble(self) -> str:
        return self._line.trouble

    def begin(self) -> None:
        """Nobody is asked before it matters."""

    def heard(self, member: str, signal: Message) -> None:
        """Players are asked, not listened to: some have news every second."""

    def lost(self) -> None:
        self._names.forget()
        self._statuses.forget()
        self._seen = None

    def _named(self, replies: dict[str, object]) -> None:
        names = replies.get("names")
        players = [n for n in names if n.startswith(PREFIX)] if isinstance(names, list) else []
        self._statuses.ask((name, _status(name)) for name in players)

    def _told(self, replies: dict[str, object]) -> None:
        playing = (name for name, value in replies.items() if value == ("s", "Playing"))
        name = next(playing, None)
        self._seen = None if name is None else name.removeprefix(PREFIX).partition(".")[0]


def _status(name: str) -> Message:
    player = DBusAddress(PATH, name, "org.mpris.MediaPlayer2.Player")
    return Properties(player).get("PlaybackStatus")
