"""The tray icon: which tray there is, and an icon in it that survives that tray's restarts."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from os import environ as _environ

from hipbreak.core.errors import Unavailable
from hipbreak.ports import Tray

WANTED = ("auto", "sni", "xembed", "none")


def choose(
    wanted: str, on_action: Callable[[str], None], environ: Mapping[str, str] = _environ
) -> Tray:
    """The tray for this desktop; never fails: without any it is one that says why.

    `wanted` is one of WANTED; sni and xembed mean something on Linux only. `on_action` gets the
    action of a menu entry, from any thread, and should return at once.
    """
    from hipbreak.adapters.tray.none import NOT_WANTED, NoTray

    if sys.platform in ("win32", "darwin"):
        if wanted == "none":
            return NoTray(NOT_WANTED)
        from hipbreak.adapters.tray.native import NativeTray

        try:
            return NativeTray(on_action)
        except Unavailable as error:
            return NoTray(f"no tray: {error.reason}")
    if not (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY") or _has_bus(environ)):
        return NoTray("no tray: there is neither a display nor a session bus")
    from hipbreak.adapters.tray.linux import LinuxTray

    return LinuxTray(wanted, on_action, environ)


def _has_bus(environ: Mapping[str, str]) -> bool:
    return bool(environ.get("DBUS_SESSION_BUS_ADDRESS") or environ.get("XDG_RUNTIME_DIR"))
