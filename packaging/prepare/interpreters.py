"""Which Python to build the environment on: one with Tk, and with smooth type if there is one."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass

OLDEST = (3, 11)
NEWEST_KNOWN = 15

# A Tk without Xft draws jagged type. Asking Tk itself needs a display; what it has loaded does not.
PROBE = """
import json, sys
said = {"path": sys.executable, "version": list(sys.version_info[:2])}
try:
    import ensurepip, venv
    said["venv"] = True
except ImportError:
    said["venv"] = False
try:
    import tkinter
    said["tk"] = True
except ImportError:
    said["tk"] = False
try:
    said["smooth"] = "libXft" in open("/proc/self/maps").read()
except OSError:
    said["smooth"] = True
print(json.dumps(said))
"""


@dataclass(frozen=True)
class Interpreter:
    path: str
    version: tuple[int, int]
    venv: bool
    tk: bool
    smooth: bool

    @property
    def usable(self) -> bool:
        return self.version >= OLDEST and self.venv and self.tk


def best() -> Interpreter | None:
    """The first usable Python with smooth type, else the first usable one, else None."""
    fallback = None
    for path in _candidates():
        found = _probe(path)
        if found and found.usable:
            if found.smooth:
                return found
            fallback = fallback or found
    return fallback


def _candidates() -> list[str]:
    """The running Python first: whoever chose it had a reason."""
    names = ["python3", *(f"python3.{minor}" for minor in range(NEWEST_KNOWN, OLDEST[1] - 1, -1))]
    found = [sys.executable, *(shutil.which(name) for name in names), shutil.which(
        "python3", path="/usr/bin")]  # fmt: skip
    return list(dict.fromkeys(path for path in found if path))


def _probe(path: str) -> Interpreter | None:
    try:
        done = subprocess.run(
            [path, "-I", "-c", PROBE], capture_output=True, text=True, timeout=30, check=True
        )
        said = json.loads(done.stdout)
    except (OSError, subprocess.SubprocessError, ValueError):
        return None
    return Interpreter(
        said["path"], tuple(said["version"]), said["venv"], said["tk"], said["smooth"]
    )
