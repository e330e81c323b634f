"""Notifications: a courtesy. Never the only way to act, never proof that somebody saw them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from hipbreak.ports import Notice, Notifier, Wire

if TYPE_CHECKING:
    from hipbreak.adapters.session.line import Line

__all__ = ["NullNotifier", "OnPress", "choose"]

OnPress = Callable[[str, str], None]
"""Called with the slot and the word of the button that was pressed."""


class NullNotifier:
    """Tells nobody."""

    def show(self, slot: str, notice: Notice) -> None:
        """Nothing to tell it with."""

    def withdraw(self, slot: str) -> None:
        """Nothing stands."""

    def close(self) -> None:
        """Nothing is open."""


def choose(
    both: tuple[Line, Line] | None, memory: Path, on_press: OnPress
) -> tuple[Notifier, Sequence[Wire]]:
    """The notifier for this desktop, and what keeps its time limits. Nothing is opened: it speaks
    over `both`, the lines to the session's and the system's bus.

    `memory` is the file in which what stands on the screen outlives a crash.
    """
    if sys.platform in ("win32", "darwin"):
        from hipbreak.adapters.notify.others import PlyerNotifier

        return PlyerNotifier(), ()
    if both is None:
        return NullNotifier(), ()
    from hipbreak.adapters.notify.freedesktop import FreedesktopNotifier

    notifier = FreedesktopNotifier(both[0], memory, on_press)
    return notifier, (notifier,)
