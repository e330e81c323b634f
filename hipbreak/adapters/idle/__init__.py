"""How long there was no input: one mechanism a file, tried in order.

`choose` takes the first that works and keeps the reasons of those that refused. A new mechanism is
one line in `SOURCES`; each loads its module only when it is tried.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from hipbreak.adapters.idle.unknown import UnknownIdle
from hipbreak.core.errors import Unavailable
from hipbreak.ports import IdleSource

Environ = Mapping[str, str]


def _x11(environ: Environ) -> IdleSource:
    from hipbreak.adapters.idle.x11_sync import X11SyncIdle

    return X11SyncIdle(environ)


SOURCES: Mapping[str, Callable[[Environ], IdleSource]] = {"x11": _x11}
"""By name, as the setting `idle.source` says it, in the order of trying."""


def choose(wanted: str, environ: Environ) -> tuple[IdleSource, str]:
    """The idle source and one sentence why it. `wanted` is auto, none or a name of `SOURCES`."""
    if wanted == "none":
        reason = "switched off in the settings"
        return UnknownIdle(reason), reason
    refused: list[str] = []
    for name in SOURCES if wanted == "auto" else (wanted,):
        try:
            source = SOURCES[name](environ)
        except Unavailable as error:
            refused.append(f"{name}: {error.reason}")
        else:
            return source, "; ".join([f"{name} tells of input by itself", *refused])
    reason = f"nothing tells of input here ({'; '.join(refused)})"
    return UnknownIdle(reason), reason
