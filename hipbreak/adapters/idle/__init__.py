"""How long there was no input: one mechanism a file, tried in order.

`choose` takes the first that works and keeps the reasons of those that refused. A new mechanism is
one line in `SOURCES`; each loads its module only when it is tried.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping

from hipbreak.adapters.idle.unknown import UnknownIdle
from hipbreak.core.errors import Unavailable
from hipbreak.ports import IdleSource

Environ = Mapping[str, str]


def _mutter(environ: Environ) -> IdleSource:
    from hipbreak.adapters.idle.mutter_dbus import MutterIdle

    return MutterIdle(environ)


def _wayland(environ: Environ) -> IdleSource:
    if not environ.get("WAYLAND_DISPLAY"):  # here: most desktops need not load what follows
        raise Unavailable("this is no Wayland desktop")
    from hipbreak.adapters.idle.wayland_notify import WaylandIdle

    return WaylandIdle(environ)


def _x11(environ: Environ) -> IdleSource:
    from hipbreak.adapters.idle.x11_sync import X11SyncIdle

    return X11SyncIdle(environ)


def _screensaver(environ: Environ) -> IdleSource:
    from hipbreak.adapters.idle.screensaver_dbus import ScreenSaverIdle

    return ScreenSaverIdle(environ)


def _windows(environ: Environ) -> IdleSource:
    from hipbreak.adapters.idle.windows_input import WindowsInputIdle

    return WindowsInputIdle(environ)


def _macos(environ: Environ) -> IdleSource:
    from hipbreak.adapters.idle.macos_quartz import MacosQuartzIdle

    return MacosQuartzIdle(environ)


SOURCES: Mapping[str, Callable[[Environ], IdleSource]] = {
    "mutter": _mutter,
    "wayland": _wayland,
    "x11": _x11,
    "screensaver": _screensaver,
    "windows": _windows,
    "macos": _macos,
}
"""By name, as the setting `idle.source` says it, in the order of trying.

The screen saver comes after the X server although it knows as much: it has to be asked again and
again, the X server tells by itself."""
ELSEWHERE: Mapping[str, tuple[str, ...]] = {"win32": ("windows",), "darwin": ("macos",)}
FREE_DESKTOPS = ("mutter", "wayland", "x11", "screensaver")
"""What is worth trying by itself, by system."""


def choose(wanted: str, environ: Environ) -> tuple[IdleSource, str]:
    """The idle source and one sentence why it. `wanted` is auto, none or a name of `SOURCES`."""
    if wanted == "none":
        reason = "switched off in the settings"
        return UnknownIdle(reason), reason
    refused: list[str] = []
    for name in ELSEWHERE.get(sys.platform, FREE_DESKTOPS) if wanted == "auto" else (wanted,):
        try:
            source = SOURCES[name](environ)
        except Unavailable as error:
            refused.append(f"{name}: {error.reason}")
        else:
            return source, "; ".join([_praise(source), *refused])
    reason = f"nothing tells of input here ({'; '.join(refused)})"
    return UnknownIdle(reason), reason


def _praise(source: IdleSource) -> str:
    how = "is asked now and then" if source.fileno() is None else "tells of input by itself"
    return f"{source.name} {how}" + (f" ({source.remark})" if source.remark else "")
