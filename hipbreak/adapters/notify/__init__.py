"""Notifications: a courtesy. Never the only way to act, never proof that somebody saw them."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from hipbreak.ports import Notifier

__all__ = ["NullNotifier", "choose"]


class NullNotifier:
    """Tells nobody."""

    def notify(self, title: str, text: str) -> None:
        """Nothing to tell it with."""

    def close(self) -> None:
        """Nothing is open."""


def choose(environ: Mapping[str, str]) -> Notifier:
    """The notifier for this desktop. Opens nothing yet: that costs memory until it is needed."""
    if sys.platform in ("win32", "darwin"):
        from hipbreak.adapters.notify.others import PlyerNotifier

        return PlyerNotifier()
    if not (environ.get("DBUS_SESSION_BUS_ADDRESS") or environ.get("XDG_RUNTIME_DIR")):
        return NullNotifier()
    from hipbreak.adapters.notify.freedesktop import FreedesktopNotifier

    return FreedesktopNotifier(environ)
