"""The screen saver's word on the session bus: the desktop's lock, under one of several names."""

from __future__ import annotations

from functools import partial

from jeepney import DBusAddress, MatchRule, Message, new_method_call

from hipbreak.adapters.session.line import Line, interface_of, owner_change
from hipbreak.adapters.session.locks import Locks
from hipbreak.ports import Clock

NAMES = (
    "org.freedesktop.ScreenSaver",
    "org.gnome.ScreenSaver",
    "org.cinnamon.ScreenSaver",
    "org.mate.ScreenSaver",
    "org.xfce.ScreenSaver",
)


class ScreenSavers:
    """Tells the locks of each of them."""

    def __init__(self, line: Line, locks: Locks, clock: Clock) -> None:
        self._line, self._locks, self._clock = line, locks, clock
        line.add(self)

    def begin(self) -> None:
        for name in NAMES:
            news = MatchRule(type="signal", interface=name, member="ActiveChanged")
            self._line.listen((news, owner_change(name)))
            self._ask(name)

    def heard(self, member: str, signal: Message) -> None:
        if member == "ActiveChanged" and interface_of(signal) in NAMES:
            self._locks.tell(interface_of(signal), bool(signal.body[0]))
        elif member == "NameOwnerChanged" and signal.body[0] in NAMES:
            name, _, owner = signal.body
            if owner:
                self._ask(name)
            else:
                self._locks.silence(name, self._clock.now())

    def lost(self) -> None:
        for name in NAMES:
            self._locks.silence(name, self._clock.now())

    def _ask(self, name: str) -> None:
        address = DBusAddress("/" + name.replace(".", "/"), name, name)
        self._line.call(new_method_call(address, "GetActive"), partial(self._answered, name))

    def _answered(self, name: str, reply: tuple[object, ...] | None) -> None:
        if reply:
            self._locks.tell(name, bool(reply[0]))
