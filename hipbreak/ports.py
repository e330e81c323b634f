"""The outside world as hipbreak sees it: small protocols, one adapter each per mechanism.

An adapter that cannot work here raises `Unavailable(reason)` from its constructor; the chooser
takes the next one and the reason is shown to people.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # the tray needs this module and has no time for the others
    from hipbreak.core.events import Locked, Slept, Unlocked
    from hipbreak.core.facts import Fact
    from hipbreak.core.holds import Reason
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
    remark: str
    """What people should know of it; empty: nothing."""

    def fileno(self) -> int | None:
        """Readable when something interesting happened; None: the source must be polled."""

    def drain(self) -> None:
        """Take what made `fileno` readable."""

    def idle_s(self) -> float:
        """Seconds since the last input. Raises Unavailable when the source has died."""

    def absences(self) -> Sequence[tuple[float, float]]:
        """Seconds since each absence (as long as `away_s`) began and ended, as far as the source
        kept its dates; each is told once. May raise Unavailable."""

    def watch(self, away_s: float, quiet_s: float | None) -> None:
        """Become readable when the idle time crosses `away_s` (either way) or reaches `quiet_s`."""

    def close(self) -> None: ...


class Wire(Protocol):
    """Something outside that is listened to; it opens itself again after it was lost."""

    def fileno(self) -> int | None:
        """Readable when there is news; None while nothing is open."""

    def drain(self) -> None:
        """Take the news. Never raises, never waits longer than 50 ms."""

    def deadline(self) -> float | None:
        """When `tick` wants to be called, on the monotonic scale; None: not by itself."""

    def tick(self) -> None:
        """Open it again when that is due. Never raises, never waits longer than 50 ms."""

    def close(self) -> None:
        """For good."""


class SessionWatch(Protocol):
    """Whether the screen is locked, and when the machine has slept."""

    def take(self) -> Sequence[Locked | Unlocked | Slept]:
        """What has happened since the last call, each thing once however often it was told."""

    def noticed_input(self, at: Moment) -> None:
        """Somebody typed or pointed at that time: ends a lock that was only guessed."""

    def troubles(self) -> Sequence[str]:
        """Why some way of knowing does not work here; empty when all do."""


class MeetingProbe(Protocol):
    """Whether one thing stands that makes a break wait, or that makes quiet people present."""

    name: str
    reason: Reason

    def look(self) -> None:
        """Ask afresh. What cannot be known at once comes later, with the news of its wire."""

    def seen(self) -> str | None:
        """Which program, the empty text when that is not known; None: nothing stands."""

    def trouble(self) -> str:
        """Why it cannot tell here, now; empty when it can."""


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

    def prefer(self, wanted: str) -> bool:
        """Follow a changed setting `tray.backend`, from any thread; False: only the next start
        can."""

    def stop(self) -> None:
        """End `run`. From any thread, also from a menu action."""


class Window(Protocol):
    """A window of ours in its own process, at the other end of a pipe."""

    @property
    def shown(self) -> bool:
        """It has said that it is on the screen."""

    def fate(self) -> str | None:
        """Why it has ended; None while it has not for certain."""

    def fileno(self) -> int: ...

    def read(self) -> Sequence[Message] | None:
        """Messages that have come; None once the window has ended. Never blocks."""

    def send(self, message: Message) -> None:
        """Ignored when the window has gone."""

    def close(self) -> None:
        """Ask it to end, and make sure that it does. Never blocks."""


class Windows(Protocol):
    def open(self, first: Message) -> Window: ...

    def ahead(self, kind: str) -> AbstractContextManager[None]:
        """Inside, the process of a window of this kind is there already when it is opened."""


class Journal(Protocol):
    """The only writer of the journal."""

    def commit(self, facts: Sequence[Fact], state: str | None) -> None:
        """Facts and the engine's state in one transaction; safe to repeat."""

    def load_state(self) -> str | None: ...

    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Button:
    """A thing to press. `word` is sent back when it is."""

    word: str
    label: str


@dataclass(frozen=True, slots=True)
class Notice:
    """One notification. Where the desktop has no buttons it is shown without them."""

    title: str
    text: str
    click: Button | None = None
    """What a press on the words themselves means."""
    buttons: tuple[Button, ...] = ()
    for_s: float = 10.0
    """How long it stays by itself, in seconds."""
    lasting: bool = False
    """It stays in the desktop's list until somebody takes it away."""


class Notifier(Protocol):
    """A courtesy: never the only way to act, never proof that it was seen. Never raises, never
    waits. At most one notice stands in each slot; the next one takes its place."""

    def show(self, slot: str, notice: Notice) -> None: ...

    def withdraw(self, slot: str) -> None:
        """Take the notice away if it still stands."""

    def close(self) -> None:
        """hipbreak ends: only what lasts stays."""
