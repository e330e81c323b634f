"""Whether somebody else sees this screen: cast by GNOME's Mutter, or by any desktop's portal.

Both keep an object for each running cast, and what objects there are can be read by anyone. The
portal keeps some for other things too (a program's own shortcuts): in doubt it counts as shared,
which costs nobody more than a hint. On X11 every program may read the screen and nobody can tell.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from jeepney import DBusAddress, new_method_call

from hipbreak.adapters.meeting.inhibitors import DesktopInhibitors
from hipbreak.adapters.session.line import Line
from hipbreak.core.holds import Reason

_INTROSPECTABLE = "org.freedesktop.DBus.Introspectable"
_MUTTER = DBusAddress(
    "/org/gnome/Mutter/ScreenCast/Session", "org.gnome.Mutter.ScreenCast", _INTROSPECTABLE
)
_PORTAL = DBusAddress(
    "/org/freedesktop/portal/desktop/session", "org.freedesktop.portal.Desktop", _INTROSPECTABLE
)
_CHILD = re.compile(r"""<node name=["'][^/"']""")
"""The asked object itself is named by its whole path, if at all."""


class ScreenShare(DesktopInhibitors):
    """`ports.MeetingProbe` on the session's line."""

    name = "screen share"
    reason = Reason.SHARED

    def __init__(self, line: Line, environ: Mapping[str, str]) -> None:
        super().__init__(line)
        self._on_x11 = not environ.get("WAYLAND_DISPLAY")

    def trouble(self) -> str:
        anybody = "on X11 every program may read the screen, and nobody can tell"
        return anybody if self._on_x11 else super().trouble()

    def look(self) -> None:
        self._round.ask(
            (
                ("mutter", new_method_call(_MUTTER, "Introspect")),
                ("portal", new_method_call(_PORTAL, "Introspect")),
            )
        )

    def _told(self, replies: dict[str, object]) -> None:
        shared = any(_CHILD.search(str(tree)) for tree in replies.values())
        self._seen = "" if shared else None
