"""Starting with the session: one mechanism a file, chosen by the system alone."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from hipbreak.core.errors import UserError

__all__ = ["Autostart", "autostart", "command"]


class Autostart(Protocol):
    """What a system starts when this person logs in."""

    @property
    def place(self) -> str:
        """Where it is written, for people."""

    def enable(self, command: Sequence[str]) -> None:
        """Start this at each login, instead of whatever it was. UserError: it cannot be written."""

    def disable(self) -> None:
        """Start nothing of ours. UserError: it cannot be written."""

    def state(self) -> tuple[str, ...] | None:
        """What is started; None: nothing, or somebody has switched it off."""


def autostart(environ: Mapping[str, str] = os.environ, platform: str = sys.platform) -> Autostart:
    """The mechanism of this system."""
    if platform == "win32":
        from hipbreak.adapters.autostart.run_key import RunKey, WindowsRegistry

        return RunKey(WindowsRegistry())
    home = Path(environ.get("HOME") or Path.home())
    if platform == "darwin":
        from hipbreak.adapters.autostart.launch_agent import LaunchAgent

        return LaunchAgent(home / "Library" / "LaunchAgents")
    from hipbreak.adapters.autostart.xdg import XdgAutostart

    return XdgAutostart.from_env(environ, home)


def command(
    environ: Mapping[str, str] = os.environ, platform: str = sys.platform
) -> tuple[str, ...]:
    """What starts this very hipbreak: absolute paths, since a login knows no others."""
    own = environ.get("HIPBREAK_HOME", "")
    if own and platform == "win32":
        raise UserError("HIPBREAK_HOME is set, and Windows cannot set it at login")
    folder = str(Path(own).expanduser().absolute())
    before = ("/usr/bin/env", f"HIPBREAK_HOME={folder}") if own else ()
    return (*before, *_program(Path(sys.executable), platform), "run")


def _program(python: Path, platform: str) -> tuple[str, ...]:
    """The installed program beside this Python, without a console; else Python itself."""
    if getattr(sys, "frozen", False):
        return (str(python),)
    names = ("hipbreak-tray.exe", "pythonw.exe") if platform == "win32" else ("hipbreak",)
    found = next((python.with_name(n) for n in names if python.with_name(n).exists()), python)
    return (str(found),) if "hipbreak" in found.name else (str(found), "-m", "hipbreak")
