"""What shows notifications on the session bus: who it is, what it can do, and calls to it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from jeepney import DBusAddress, MatchRule, Message, message_bus, new_method_call

from hipbreak.adapters.notify.words import clamp, escape
from hipbreak.adapters.paths import data_dir
from hipbreak.adapters.session.line import Line
from hipbreak.core.errors import UserError
from hipbreak.ports import Button, Notice

NAME = "org.freedesktop.Notifications"
PRESSED, CLOSED = "ActionInvoked", "NotificationClosed"
DEFAULT = "default"
"""The action that a press on the words themselves is."""
LONGEST_TITLE, LONGEST_TEXT = 100, 600
"""Longer ones fill a screen with words (ours)."""
_ADDRESS = DBusAddress("/org/freedesktop/Notifications", NAME, NAME)
_NEWS = tuple(
    MatchRule(type="signal", sender=NAME, interface=NAME, member=member)
    for member in (PRESSED, CLOSED)
)


class Daemon:
    """Calls over the shared line; every answer comes later, or never."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._hears = False
        self.can: frozenset[str] | None = None
        """Its abilities, "actions" are buttons; None: not known."""
        self.identity = ""
        """The bus's id and the daemon's name on it; empty: not known."""

    def forget(self, *, bus: bool = False) -> None:
        """It has gone, perhaps with the bus."""
        self.can, self.identity = None, ""
        self._hears = self._hears and not bus

    def meet(self, met: Callable[[], None], *, start: bool) -> None:
        """Ask what it can do and who it is; `met` is called when that is known or refused."""
        self._line.call(
            new_method_call(_ADDRESS, "GetCapabilities"), partial(self._meets, met), start=start
        )

    def hear(self, wanted: bool) -> None:
        """Have presses and ends told only while something of ours stands: they come for the
        notifications of every program."""
        if wanted is not self._hears:
            self._hears = wanted
            (self._line.listen if wanted else self._line.ignore)(_NEWS)

    def notify(self, number: int, notice: Notice, answered: Callable[[int | None], None]) -> None:
        """Show it in place of `number` (0: in a new place); `answered` gets its number."""
        message = _notification(number, notice, self.can or frozenset())
        self._line.call(message, lambda body: answered(_number(body)), start=True)

    def take_away(self, number: int) -> None:
        message = new_method_call(_ADDRESS, "CloseNotification", "u", (number,))
        self._line.call(message, lambda body: None)

    def _meets(self, met: Callable[[], None], body: tuple[object, ...] | None) -> None:
        found = body[0] if body else None
        self.can = frozenset(map(str, found)) if isinstance(found, list) else None
        if self.can is None:
            met()
        else:
            self._line.call(message_bus.GetId(), partial(self._on_bus, met))

    def _on_bus(self, met: Callable[[], None], body: tuple[object, ...] | None) -> None:
        bus = str(body[0]) if body else ""
        self._line.call(message_bus.GetNameOwner(NAME), partial(self._owned, met, bus))

    def _owned(self, met: Callable[[], None], bus: str, body: tuple[object, ...] | None) -> None:
        self.identity = f"{bus} {body[0]}" if bus and body else ""
        met()


def _notification(number: int, notice: Notice, can: frozenset[str]) -> Message:
    text = clamp(notice.text, LONGEST_TEXT)
    given: tuple[object, ...] = (
        "hipbreak",
        number,
        _icon(),
        clamp(notice.title, LONGEST_TITLE),
        escape(text) if "body-markup" in can else text,
        _actions(notice) if "actions" in can else [],
        {
            "urgency": ("y", 0 if notice.lasting else 1),
            "transient": ("b", not notice.lasting),
            "desktop-entry": ("s", "hipbreak"),
        },
        -1 if notice.lasting else int(notice.for_s * 1000),
    )
    return new_method_call(_ADDRESS, "Notify", "susssasa{sv}i", given)


def _actions(notice: Notice) -> list[str]:
    click = (Button(DEFAULT, notice.click.label),) if notice.click else ()
    return [word for button in (*click, *notice.buttons) for word in (button.word, button.label)]


def _number(body: tuple[object, ...] | None) -> int | None:
    return body[0] if body and isinstance(body[0], int) else None


def _icon() -> str:
    try:
        return (data_dir("icons") / "hipbreak-64.png").as_uri()
    except UserError:
        return ""
