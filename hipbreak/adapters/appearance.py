"""Whether the desktop is light or dark, and in high contrast.

Asked once per window, and never waited for long.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jeepney.io.blocking import DBusConnection

WAIT_S = 0.05
"""The longest a window waits for the desktop's answer."""
_PREFERS_DARK, _PREFERS_LIGHT = 1, 2
_KEYS = (
    ("org.freedesktop.appearance", "color-scheme"),
    ("org.freedesktop.appearance", "contrast"),
    ("org.gnome.desktop.a11y.interface", "high-contrast"),
)


def system_theme(env: Mapping[str, str] = os.environ) -> str:
    """`light` or `dark`, or one of both in high contrast; light when nobody says."""
    if sys.platform == "win32":
        return _windows()
    if sys.platform == "darwin":
        return _macos()
    scheme, contrast = _portal(env)
    scheme = scheme or _kde(env)
    gtk = _gtk(env) if scheme is None or not contrast else None
    named, named_contrast = gtk or (None, False)
    return _theme(scheme or named, contrast or named_contrast)


def _theme(scheme: str | None, contrast: bool) -> str:
    if contrast:
        return "contrast-dark" if scheme == "dark" else "contrast"
    return scheme or "light"


def _portal(env: Mapping[str, str]) -> tuple[str | None, bool]:
    """What the XDG desktop portal knows: GNOME, Plasma and others. GNOME's own switch is asked
    for besides, since portals before 1.17 know no common name for high contrast."""
    if not env.get("DBUS_SESSION_BUS_ADDRESS") and not env.get("XDG_RUNTIME_DIR"):
        return None, False
    from jeepney.io.blocking import open_dbus_connection

    try:
        bus = open_dbus_connection("SESSION")
    except (OSError, KeyError, ValueError, RuntimeError):
        return None, False
    end = time.monotonic() + WAIT_S
    try:
        said = [_read(bus, space, key, end) for space, key in _KEYS]
    except (OSError, TimeoutError):
        return None, False
    finally:
        bus.close()
    scheme, contrast, gnome = said
    high = contrast == 1 or gnome is True
    return {_PREFERS_DARK: "dark", _PREFERS_LIGHT: "light"}.get(scheme), high  # type: ignore[call-overload]


def _read(bus: DBusConnection, space: str, key: str, end: float) -> object:
    """One setting; None where nobody knows it.

    Not all at once: where several desktops are installed, `ReadAll` names a key once for each of
    them, `Read` gives the word of the desktop that runs.
    """
    from jeepney import DBusAddress, MessageFlag, MessageType, new_method_call

    portal = DBusAddress(
        "/org/freedesktop/portal/desktop",
        bus_name="org.freedesktop.portal.Desktop",
        interface="org.freedesktop.portal.Settings",
    )
    call = new_method_call(portal, "Read", "ss", (space, key))
    call.header.flags = MessageFlag.no_auto_start
    reply = bus.send_and_get_reply(call, timeout=max(0.0, end - time.monotonic()))
    if reply.header.message_type is not MessageType.method_return:
        return None
    return _value(reply.body)


def _value(value: object) -> object:
    """A setting without its wrappings of (signature, value); None when it is no plain one."""
    while isinstance(value, tuple) and value:
        value = value[-1]
    return value if isinstance(value, int | str) else None


def _kde(env: Mapping[str, str]) -> str | None:
    """Plasma's own colours, for when its portal does not run; None where it set none."""
    if "KDE" not in env.get("XDG_CURRENT_DESKTOP", "").split(":"):
        return None
    ground = _section(env, "Colors:Window", "kdeglobals").get("backgroundnormal", "")
    parts = [int(part) for part in ground.split(",") if part.strip().isdigit()]
    return ("light" if sum(parts) > 3 * 127 else "dark") if len(parts) == 3 else None


def _section(env: Mapping[str, str], name: str, *files: str) -> Mapping[str, str]:
    """One section of settings files in the person's folder; empty without it."""
    import configparser

    home = Path(env.get("HOME") or "~").expanduser()
    folder = env.get("XDG_CONFIG_HOME") or str(home / ".config")
    parsed = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        parsed.read([f"{folder}/{file}" for file in files])
    except (configparser.Error, OSError, UnicodeDecodeError):
        return {}
    return parsed[name] if parsed.has_section(name) else {}


def _gtk(env: Mapping[str, str]) -> tuple[str | None, bool]:
    """GTK's own settings, for desktops without a portal; a theme's name tells its contrast."""
    theme = env.get("GTK_THEME", "").lower()
    if theme:
        return ("dark" if theme.endswith(_DARK_NAMES) else "light"), "highcontrast" in theme
    section = _section(env, "Settings", "gtk-3.0/settings.ini", "gtk-4.0/settings.ini")
    if not section:
        return None, False
    wanted = section.get("gtk-application-prefer-dark-theme", "").strip().lower()
    named = section.get("gtk-theme-name", "").strip().lower()
    high = "highcontrast" in named
    if wanted in ("1", "true") or named.endswith(_DARK_NAMES):
        return "dark", high
    return ("light" if wanted or named else None), high


_DARK_NAMES = (":dark", "-dark", "highcontrastinverse")


def _windows() -> str:
    light = _registry(r"Software\Microsoft\Windows\CurrentVersion\Themes\Personalize",
                      "AppsUseLightTheme", 1)  # fmt: skip
    flags = str(_registry(r"Control Panel\Accessibility\HighContrast", "Flags", "0"))
    if flags.isdigit() and int(flags) & 1:
        ground = str(_registry(r"Control Panel\Colors", "Window", "0 0 0")).split()
        bright = sum(int(part) for part in ground if part.isdigit()) > 3 * 127
        return _theme("light" if bright else "dark", True)
    return "light" if light else "dark"


def _registry(place: str, name: str, default: object) -> object:
    import winreg

    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, place) as key:  # type: ignore[attr-defined]
            value, _kind = winreg.QueryValueEx(key, name)  # type: ignore[attr-defined]
    except OSError:
        return default
    return value


def _macos() -> str:
    dark = _default("-g", "AppleInterfaceStyle").lower() == "dark"
    high = _default("com.apple.universalaccess", "increaseContrast") == "1"
    return _theme("dark" if dark else "light", high)


def _default(domain: str, name: str) -> str:
    import subprocess

    command = ("defaults", "read", domain, name)
    try:
        said = subprocess.run(command, capture_output=True, text=True, timeout=0.5, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return said.stdout.strip()
