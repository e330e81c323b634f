"""System parts that pip cannot bring: what is missing, and how it is installed.

On Debian and Ubuntu they are installed when this may be done without a password. Everywhere else,
and when HIPBREAK_INSTALL=no, the exact command is named.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

from prepare.trouble import Trouble, say

DESKTOP = {
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "dbus-daemon": "dbus",
    "dunst": "dunst",
    "xfce4-panel": "xfce4-panel",
    "xterm": "xterm",
}
"""Program -> Debian package: the private desktop of the rehearsal and the bench."""

PICTURES = {**DESKTOP, "xsetroot": "x11-xserver-utils"}

TESTING = {
    **PICTURES,
    "trayer": "trayer",
    "sway": "sway",
    "mutter": "mutter",
    "gio": "libglib2.0-bin",
    "xrandr": "x11-xserver-utils",
    "xprop": "x11-utils",
    "/usr/lib/python3/dist-packages/dbusmock": "python3-dbusmock",
    "pulseaudio": "pulseaudio",
    "parec": "pulseaudio-utils",
    "espeak-ng": "espeak-ng",
    "speech-dispatcher": "speech-dispatcher",
    "/usr/lib/speech-dispatcher-modules/sd_espeak-ng": "speech-dispatcher-espeak-ng",
    "pipewire-pulse": "pipewire-pulse",
    "dconf": "dconf-cli",
    "/usr/libexec/dconf-service": "dconf-service",
}
"""An absolute path is a part without a program: there when something lies there."""

PROGRAMS: dict[str, dict[str, str]] = {
    "run": {},
    "rehearse": DESKTOP,
    "bench": DESKTOP,
    "shots": PICTURES,
    "test": TESTING,
    "lint": {},
}

PYTHON = ("python3", "python3-venv", "python3-tk")


def ensure_programs(purpose: str) -> None:
    """All programs that `purpose` needs are on the PATH afterwards; Trouble names the command."""
    wanted = PROGRAMS.get(purpose, {})
    missing = [program for program in wanted if not _is_there(program)]
    if missing:
        install(tuple(dict.fromkeys(wanted[program] for program in missing)), ", ".join(missing))


def _is_there(part: str) -> bool:
    return Path(part).exists() if part.startswith("/") else bool(shutil.which(part))


def install(packages: tuple[str, ...], what: str) -> None:
    """Install Debian packages, saying first what and how; Trouble when that cannot be done."""
    by_hand = f"apt-get install {' '.join(packages)}"
    if not shutil.which("apt-get"):
        raise Trouble(
            f"missing on this machine: {what}. Please install it with the system's own package"
            f" manager (Debian calls it: {' '.join(packages)})."
        )
    rights = _rights()
    if rights is None:
        raise Trouble(f"missing on this machine: {what}. Please run: sudo {by_hand}")
    say(f"missing on this machine: {what}")
    say(f"installing with: {' '.join([*rights, by_hand])}")
    _apt(rights, "update")
    if not _apt(rights, "install", *packages):
        raise Trouble(f"that did not work. Please run: {' '.join(['sudo', by_hand])}")


def _rights() -> list[str] | None:
    """The words before a command that make it root's; None when they would need a password."""
    if os.environ.get("HIPBREAK_INSTALL", "").lower() in ("no", "0", "false"):
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        asked = subprocess.run(["sudo", "-n", "true"], capture_output=True)
        return None if asked.returncode else ["sudo", "-n"]
    return None


def _apt(rights: list[str], verb: str, *packages: str) -> bool:
    command = [
        *rights, "env", "DEBIAN_FRONTEND=noninteractive",
        "apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120", verb,
    ]  # fmt: skip
    if packages:
        command += ["-y", "--no-install-recommends", *packages]
    done = subprocess.run(command, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode:
        print(done.stderr.strip()[-2000:], flush=True)
    return done.returncode == 0


def on_debian() -> bool:
    return Path("/etc/debian_version").exists() and shutil.which("apt-get") is not None
