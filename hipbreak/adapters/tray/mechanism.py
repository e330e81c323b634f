"""What the Linux tray asks of each way to show an icon."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol

from hipbreak.core.errors import Unavailable
from hipbreak.ports import TrayView

OpenMenu = Callable[[int, int], None]
"""Open our own pop-up menu at this place of the screen, in pixels."""


class Superseded(Unavailable):
    """The tray that was waited for is there: to be opened anew."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a mechanism is made with."""

    name: str
    environ: Mapping[str, str]
    on_action: Callable[[str], None]
    open_menu: OpenMenu


class Mechanism(Protocol):
    """One way to show the icon, driven by one loop in one thread.

    The constructor and every method but `close` raise Unavailable when the mechanism has died.
    """

    backend: str

    @property
    def known(self) -> bool:
        """Whether it is decided if there is a tray of this kind."""

    @property
    def usable(self) -> bool:
        """Whether a tray shows the icon."""

    @property
    def why(self) -> str:
        """Which tray, or why none: a part of a sentence."""

    def fileno(self) -> int: ...

    def drain(self) -> None:
        """Handle all that has come in."""

    def due(self) -> float | None:
        """When `tick` wants to be called, on time.monotonic's scale; None: never."""

    def tick(self) -> None: ...

    def show(self, view: TrayView) -> None:
        """Show this; tells the desktop only what differs from before."""

    def close(self) -> None:
        """Take the icon away."""
