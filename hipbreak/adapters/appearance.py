"""Whether the desktop is light or dark. Asked once per window, and never waited for long."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

WAIT_S = 0.05
"""The longest a window waits for the desktop's answer."""
_PREFERS_DARK, _PREFERS_LIGHT = 1, 2


def system_theme(env: Mapping[str, str] = os.environ) -> str:
    """`light` or `dark`; light when nobody says."""
    if sys.platform == "win32":
        return _windows()
    if sys.platform == "darwin":
        return _macos()
    return _portal(env) or _gtk(env) or "light"


def _portal(env: Mapping[str, str]) -> str | None:
    """The XDG desktop portal's color-scheme, which GNOME, Plasma and others set."""
    if not env.get("DBUS_SESSION_BUS_ADDRESS") and not env.get("XDG_RUNTIME_DIR"):
        return None
    from jeepney import DBusAddress, MessageFlag, MessageType, new_method_call
    from jeepney.io.blocking import open_dbus_connection

    portal = DBusAddress(
        "/org/freedesktop/portal/desktop",
        bus_name="org.freedesktop.portal.Desktop",
        interface="org.freedesktop.portal.Settings",
    )
    names = ("org.freedesktop.appearance", "color-scheme")
    call = new_method_call(portal, "Read", "ss", names)
    call.header.flags = MessageFlag.no_auto_start
    try:
        bus = open_dbus_connection("SESSION")
    except (OSError, KeyError, ValueError, RuntimeError):
        return None
    try:
        reply = bus.send_and_get_reply(call, timeout=WAIT_S)
    except (OSError, TimeoutError):
        return None
    finally:
        bus.close()
    if reply.header.message_type is not MessageType.method_return:
        return None
    return _scheme(reply.body)


def _scheme(body: object) -> str | None:
    """The answer is the number 0, 1 or 2, in one or two wrappings of (signature, value)."""
    while isinstance(body, tuple) and body:
        body = body[-1]
    return {_PREFERS_DARK: "dark", _PREFERS_LIGHT: "light"}.get(body)  # type: ignore[call-overload, no-any-return]


def _gtk(env: Mapping[str, str]) -> str | None:
    """GTK's own settings, for desktops without a portal."""
    theme = env.get("GTK_THEME", "")
    if theme:
        return "dark" if theme.lower().endswith((":dark", "-dark")) else "light"
    import configparser

    home = Path(env.get("HOME") or "~").expanduser()
    folder = env.get("XDG_CONFIG_HOME") or str(home / ".config")
    parsed = configparser.ConfigParser(interpolation=None, strict=False)
    try:
        parsed.read([f"{folder}/gtk-3.0/settings.ini", f"{folder}/gtk-4.0/settings.ini"])
    except (configparser.Error, OSError, UnicodeDecodeError):
        return None
    if not parsed.has_section("Settings"):
        return None
    section = parsed["Settings"]
    wanted = section.get("gtk-application-prefer-dark-theme", "").strip().lower()
    named = section.get("gtk-theme-name", "").strip().lower()
    if wanted in ("1", "true") or named.endswith("-dark"):
        return "dark"
    return "light" if wanted or named else None


def _windows() -> str:
    import winreg

    place = r"Software\Microsoft\Windows\CurrentVersion\Themes\Personalize"
    try:
        with winreg.OpenKey(winreg.HKEY_CURRENT_USER, place) as key:  # type: ignore[attr-defined]
            light, _kind = winreg.QueryValueEx(key, "AppsUseLightTheme")  # type: ignore[attr-defined]
    except OSError:
        return "light"
    return "light" if light else "dark"


def _macos() -> str:
    import subprocess

    command = ("defaults", "read", "-g", "AppleInterfaceStyle")
    try:
        said = subprocess.run(command, capture_output=True, text=True, timeout=0.5, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return "light"
    return "dark" if said.stdout.strip().lower() == "dark" else "light"
