"""The outside world as hipbreak sees it: small protocols, one adapter each per mechanism.

An adapter that cannot work here raises `Unavailable(reason)` from its constructor; the chooser
takes the next one and the reason is shown to people.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # the tray needs this module and has no time for the others
    from hipbreak.core.facts import Fact
    from hipbreak.core.moment import Moment
    from hipbreak.protocol import Message


class Clock(Protocol):
    """The only reader of clocks."""

    def now(self) -> Moment: ...

    def slept_s(self) -> float:
        """Seconds the machine has slept since this clock was made; only grows."""

    def true_idle_s(self, idle_s: float) -> float:
        """Idle seconds that a source counted without sleep, with the sleep added."""


class IdleSource(Protocol):
    """Seconds since the last key or pointer input; never which key."""

    name: str

    def fileno(self) -> int | None:
        """Readable when something interesting happened; None: the source must be polled."""

    def drain(self) -> None:
        """Take what made `fileno` readable."""

    def idle_s(self) -> float:
        """Seconds since the last input. Raises Unavailable when the source has died."""

    def watch(self, away_s: float, quiet_s: float | None) -> None:
        """Become readable when the idle time crosses `away_s` (either way) or reaches `quiet_s`."""

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """One line of the tray menu. `action` is sent back when chosen; empty: a line to read."""

    label: str
    action: str = ""
    checked: bool | None = None
    default: bool = False
    children: tuple[MenuEntry, ...] = ()


SEPARATOR = MenuEntry("-")


@dataclass(frozen=True, slots=True)
class TrayView:
    """All that a tray shows: an icon by name, a tooltip, the menu."""

    icon: str
    """working, soon, due, held, paused or break."""
    tooltip: str
    menu: tuple[MenuEntry, ...]


class Tray(Protocol):
    """A tray icon. Calls `on_action(action)`, given to its constructor, from any thread."""

    @property
    def backend(self) -> str:
        """sni, xembed, native or none: what shows the icon at this moment."""

    @property
    def reason(self) -> str:
        """One sentence: why this backend, why not the others."""

    def run(self, ready: Callable[[], None]) -> None:
        """Show the icon; blocks the calling (main) thread until `stop`."""

    def show(self, view: TrayView) -> None:
        """Change what is shown. From any thread; cheap when nothing changed."""

    def stop(self) -> None:
        """End `run`. From any thread, also from a menu action."""


class Window(Protocol):
    """A window of ours in its own process, at the other end of a pipe."""

    def fileno(self) -> int: ...

    def read(self) -> Sequence[Message] | None:
        """Messages that have come; None once the window has ended. Never blocks."""

    def send(self, message: Message) -> None:
        """Ignored when the window has gone."""

    def close(self) -> None:
        """Ask it to end, and make sure that it does. Never blocks."""


class Windows(Protocol):
    def open(self, first: Message) -> Window: ...


class Journal(Protocol):
    """The only writer of the journal."""

    def commit(self, facts: Sequence[Fact], state: str | None) -> None:
        """Facts and the engine's state in one transaction; safe to repeat."""

    def load_state(self) -> str | None: ...

    def close(self) -> None: ...


class Notifier(Protocol):
    """A courtesy: never the only way to act, never proof that it was seen."""

    def notify(self, title: str, text: str) -> None: ...

    def close(self) -> None: ...
