"""`bootstrap.py PURPOSE [COMMAND...]`: make what the purpose needs, then run the command in it.

`run` without a command starts hipbreak in the tray, or rehearses where there is no display.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from prepare import environment, parts, places
from prepare.trouble import Trouble, say

PROJECT = Path(__file__).resolve().parent.parent.parent
PURPOSES = ("run", "rehearse", "test", "lint", "bench", "shots", "icons")
DEVELOPING = frozenset({"test", "lint"})


def main(arguments: list[str]) -> int:
    try:
        return _prepare(arguments)
    except Trouble as trouble:
        print(f"hipbreak: {trouble}", file=sys.stderr)
    except KeyboardInterrupt:
        print("hipbreak: stopped", file=sys.stderr)
    except OSError as error:
        print(f"hipbreak: {error.strerror or error}: {error.filename or ''}", file=sys.stderr)
    return 1


def _prepare(arguments: list[str]) -> int:
    if not arguments or arguments[0] not in PURPOSES:
        raise Trouble(f"say what for: {', '.join(PURPOSES)}")
    purpose, rest = arguments[0], arguments[1:]
    if purpose == "run" and not rest:
        purpose, rest = _run_or_rehearse()
    env = places.environment(PROJECT)
    parts.ensure_programs(purpose)
    extras = frozenset({"dev"} if purpose in DEVELOPING else ())
    python = environment.ensure(PROJECT, _folder(), extras, env)
    if not rest:
        return 0
    return _hand_over(rest, python, env)


def _run_or_rehearse() -> tuple[str, list[str]]:
    if sys.platform != "linux" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return "run", ["hipbreak"]
    say("there is no display here, so hipbreak rehearses on a screen of its own")
    return "rehearse", ["python", "-m", "tests.rehearsal"]


def _folder() -> Path:
    named = os.environ.get("HIPBREAK_VENV")
    return Path(named).expanduser().absolute() if named else PROJECT / ".venv"


def _hand_over(command: list[str], python: Path, env: dict[str, str]) -> int:
    """Become the command, with the environment's programs first on the PATH."""
    path = os.pathsep.join([str(python.parent), os.environ.get("PATH", os.defpath)])
    full = {k: v for k, v in os.environ.items() if k not in ("PYTHONHOME", "PYTHONPATH")}
    full |= env | {"PATH": path, "VIRTUAL_ENV": str(python.parent.parent)}
    program = shutil.which(command[0], path=path)
    if program is None:
        raise Trouble(f"there is no program {command[0]!r}")
    os.chdir(PROJECT)
    if sys.platform != "win32":
        os.execve(program, command, full)
    return subprocess.call([program, *command[1:]], env=full)
