"""The desktop's list of StatusNotifier icons: is it there, does a panel show it, are we in it?

A watcher that has just taken its name is often not ready to list anybody, and some forget icons
while the desktop starts. So the list is read again 1, 3 and 6 s after every change, and the icon
registers again whenever it is missing. In between nothing wakes.
"""

from __future__ import annotations

import time
from pathlib import Path

from jeepney import DBusAddress, MatchRule, Properties, message_bus, new_method_call

from hipbreak.adapters.tray.bus import SessionBus

NAME = "org.kde.StatusNotifierWatcher"
CHECKS_S = (1.0, 3.0, 6.0)
_ADDRESS = DBusAddress("/StatusNotifierWatcher", NAME, NAME)


class Watcher:
    """Keeps our icon in the list."""

    def __init__(self, bus: SessionBus) -> None:
        self._bus = bus
        self._owner = ""
        self._process = ""
        self._checks: list[float] = []
        self.known = False
        """Whether there is an answer yet."""
        self.hosted = False
        """Whether a panel shows the icons of the list."""
        self.listed = False
        """Whether the list had our icon when it was last read."""

    @property
    def why(self) -> str:
        """How things stand, as a part of a sentence."""
        if not self._owner:
            return "the session bus has no StatusNotifierWatcher"
        if not self.hosted:
            return f"the StatusNotifierWatcher{self._of()} has no panel that shows icons"
        missing = "" if self.listed or self._checks else ", which does not list the icon"
        return f"StatusNotifier host{self._of()}{missing}"

    def begin(self) -> None:
        """Start to listen and to ask."""
        self._bus.on_signal = self._signal
        owners = MatchRule(
            type="signal",
            sender="org.freedesktop.DBus",
            interface="org.freedesktop.DBus",
            member="NameOwnerChanged",
        )
        owners.add_arg_condition(0, NAME)
        self._bus.listen(owners)
        for member in ("StatusNotifierHostRegistered", "StatusNotifierHostUnregistered"):
            self._bus.listen(MatchRule(type="signal", interface=NAME, member=member))
        self._bus.call(
            message_bus.GetNameOwner(NAME),
            lambda body: self._owned_by(str(body[0]) if body else ""),
        )

    def due(self) -> float | None:
        """When `tick` wants to be called, on time.monotonic's scale."""
        return self._checks[0] if self._checks else None

    def tick(self) -> None:
        """Read the list if that is due."""
        if self._checks and time.monotonic() >= self._checks[0]:
            del self._checks[0]
            self._check()

    def _of(self) -> str:
        return f" {self._process}" if self._process else ""

    def _signal(self, member: str, body: tuple[object, ...]) -> None:
        if member == "NameOwnerChanged":
            self._owned_by(str(body[2]))
        elif self._owner and member.startswith("StatusNotifierHost"):
            self._look()

    def _owned_by(self, owner: str) -> None:
        if owner and owner == self._owner:
            return
        self._owner, self._process, self.listed = owner, "", False
        self.known, self.hosted = not owner, False
        self._checks = []
        if owner:
            pid = message_bus.GetConnectionUnixProcessID(owner)
            self._bus.call(pid, lambda body: self._run_by(owner, body))
            self._look()

    def _run_by(self, owner: str, body: tuple[object, ...] | None) -> None:
        if owner == self._owner and body and isinstance(body[0], int):
            self._process = process_name(body[0])

    def _look(self) -> None:
        now = time.monotonic()
        self._checks = [now + delay for delay in CHECKS_S]
        self._check()

    def _check(self) -> None:
        owner = self._owner
        everything = Properties(_ADDRESS).get_all()
        self._bus.call(everything, lambda body: self._checked(owner, body))

    def _checked(self, owner: str, body: tuple[object, ...] | None) -> None:
        if owner != self._owner:
            return
        found = body[0] if body else {}
        values = {k: v[1] for k, v in found.items()} if isinstance(found, dict) else {}
        items = values.get("RegisteredStatusNotifierItems", [])
        self.listed = any(self._is_ours(str(item)) for item in items)
        if not self.listed and body:
            # By the unique name: with a well-known one, icons that are there before the
            # desktop's shell are lost in about a third of all logins.
            self._bus.call(
                new_method_call(_ADDRESS, "RegisterStatusNotifierItem", "s", (self._bus.name,))
            )
        self.known, self.hosted = True, bool(values.get("IsStatusNotifierHostRegistered"))

    def _is_ours(self, item: str) -> bool:
        return item == self._bus.name or item.startswith(
            (f"{self._bus.name}/", f"{self._bus.name}@")
        )


def process_name(pid: int) -> str:
    """The program's name; for a panel's plug-in, that of the panel; empty when unknown."""
    try:
        name = _program(pid)
        if not name.startswith("wrapper-"):
            return name
        return _program(int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1]))
    except (OSError, ValueError):
        return ""


def _program(pid: int) -> str:
    return Path(Path(f"/proc/{pid}/cmdline").read_text().partition("\0")[0]).name
