"""Which tray would take the icon, asked without showing one (`hipbreak doctor`).

Trying it out would be surer, but some panels keep an icon for ever whose programme left at once.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping

from jeepney import (
    DBusAddress,
    Message,
    MessageFlag,
    MessageType,
    Properties,
    message_bus,
)

from hipbreak.adapters.tray.bus import Connection, connect
from hipbreak.adapters.tray.watcher import NAME, process_name
from hipbreak.adapters.tray.xembed_watch import XembedWatch, is_there
from hipbreak.adapters.x11_wire import XConnection
from hipbreak.core.errors import Unavailable

ANSWER_S = 0.4
_WATCHER = DBusAddress("/StatusNotifierWatcher", NAME, NAME)


def survey(wanted: str, environ: Mapping[str, str]) -> tuple[str, str]:
    """The backend that `choose(wanted, …)` would take now, and a sentence why; "none" for none."""
    if wanted == "none":
        return "none", "no tray: the settings say so"
    if sys.platform in ("win32", "darwin"):
        return "native", "the system has a tray of its own"
    refused: list[str] = []
    for backend, ask in (("sni", _sni), ("xembed", _xembed)):
        if wanted in ("auto", backend):
            try:
                return backend, "; ".join([ask(environ), *refused])
            except Unavailable as error:
                refused.append(error.reason)
    return "none", f"no tray: {' and '.join(refused)}"


def _sni(environ: Mapping[str, str]) -> str:
    bus = connect(environ, ANSWER_S)
    try:
        host = _ask(bus, Properties(_WATCHER).get("IsStatusNotifierHostRegistered"))
        pid = _ask(bus, message_bus.GetConnectionUnixProcessID(NAME))
    except (OSError, ValueError):  # TimeoutError is an OSError
        raise Unavailable("the StatusNotifierWatcher does not answer") from None
    finally:
        bus.close()
    if host != ("b", True):
        raise Unavailable("the StatusNotifierWatcher has no panel that shows icons")
    program = process_name(pid) if isinstance(pid, int) else ""
    return f"StatusNotifier host {program}".rstrip()


def _ask(bus: Connection, question: Message) -> object:
    question.header.flags |= MessageFlag.no_auto_start
    reply = bus.send_and_get_reply(question, timeout=ANSWER_S)
    if reply.header.message_type is MessageType.error:
        raise Unavailable("the session bus has no StatusNotifierWatcher")
    return reply.body[0]


def _xembed(environ: Mapping[str, str]) -> str:
    if environ.get("WAYLAND_DISPLAY"):
        raise Unavailable("Wayland has no XEmbed tray")
    x = XConnection(environ, ANSWER_S)
    try:
        if not is_there(x, environ):
            raise Unavailable(XembedWatch.why)
    finally:
        x.close()
    return "an XEmbed tray owns the selection"
