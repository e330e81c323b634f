"""Calls and films: whether a break should wait, or a quiet person is there. One thing a file."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from hipbreak.ports import MeetingProbe, Wire

if TYPE_CHECKING:
    from hipbreak.adapters.session.line import Line

GNOME = {"GNOME", "Unity"}


def choose(
    both: tuple[Line, Line] | None, environ: Mapping[str, str]
) -> tuple[Sequence[MeetingProbe], Sequence[Wire]]:
    """The probes of this system, and the wires that they hear by. Nothing is opened yet."""
    if sys.platform == "win32":
        return _windows(), ()
    if both is None or not sys.platform.startswith("linux"):
        return (), ()
    from hipbreak.adapters.meeting.camera import Camera
    from hipbreak.adapters.meeting.do_not_disturb import DoNotDisturb
    from hipbreak.adapters.meeting.fullscreen import Fullscreen
    from hipbreak.adapters.meeting.inhibitors import DesktopInhibitors, LogindInhibitors
    from hipbreak.adapters.meeting.microphone import Microphone
    from hipbreak.adapters.meeting.players import Players
    from hipbreak.adapters.meeting.screen_share import ScreenShare

    session, system = both
    wired = (Microphone(environ), Camera(), Fullscreen(environ))
    asked = (
        DoNotDisturb(session),
        *_gnome(session, environ),
        Players(session),
        DesktopInhibitors(session),
        LogindInhibitors(system),
        ScreenShare(session, environ),
    )
    return (*wired, *asked), wired


def _windows() -> Sequence[MeetingProbe]:
    from hipbreak.adapters.meeting.windows_consent import DEVICES, WindowsConsent
    from hipbreak.adapters.meeting.windows_quiet import STATES, WindowsQuiet

    return (*map(WindowsConsent, DEVICES), *map(WindowsQuiet, STATES))


def _gnome(session: Line, environ: Mapping[str, str]) -> Sequence[MeetingProbe]:
    """What only GNOME's own desktops have."""
    if not GNOME & set(environ.get("XDG_CURRENT_DESKTOP", "").split(":")):
        return ()
    from hipbreak.adapters.meeting.gnome_banners import GnomeBanners

    return (GnomeBanners(session, environ),)
