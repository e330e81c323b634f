"""The virtual environment with hipbreak in it: made once, renewed when it has to be."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from prepare import interpreters, parts
from prepare.trouble import Trouble, say

STAMP = "hipbreak-stamp.json"
WORDS_KEPT = 1500
"""Characters of pip's own words that are shown after a failure."""


def python_of(folder: Path) -> Path:
    return folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def ensure(project: Path, folder: Path, extras: frozenset[str], env: dict[str, str]) -> Path:
    """The environment's Python, with hipbreak (editable) and `extras` installed."""
    old = _read(folder / STAMP)
    wanted = {"project": str(project), "pyproject": _digest(project / "pyproject.toml")}
    python = python_of(folder)
    have = frozenset(old.get("extras", ()))
    current = all(old.get(key) == value for key, value in wanted.items())
    if current and extras <= have and _answers(python):
        return python
    if old.get("project") != str(project) or not _answers(python):
        _create(folder, env)
    extras |= have
    _install(python, project, extras, env)
    (folder / STAMP).write_text(json.dumps(wanted | {"extras": sorted(extras)}))
    return python


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _read(stamp: Path) -> dict[str, object]:
    try:
        return dict(json.loads(stamp.read_text()))
    except (OSError, ValueError):
        return {}


def _answers(python: Path) -> bool:
    """A Python whose base was removed or upgraded away does not start any more."""
    try:
        return subprocess.run([python, "-c", ""], capture_output=True).returncode == 0
    except OSError:
        return False


def _create(folder: Path, env: dict[str, str]) -> None:
    if folder.exists():
        if not (folder / "pyvenv.cfg").exists() and any(folder.iterdir()):
            raise Trouble(f"{folder} is not a virtual environment; it is left as it is.")
        shutil.rmtree(folder)
    base = _base()
    say(f"making an environment in {folder} (Python {base.version[0]}.{base.version[1]})")
    if not base.smooth:
        say("this Python's Tk draws jagged type; a Python with Xft would look better")
    _run([base.path, "-m", "venv", str(folder)], env, "the environment could not be made")


def _base() -> interpreters.Interpreter:
    base = interpreters.best()
    if base is None and parts.on_debian():
        parts.install(parts.PYTHON, "a Python 3.11 or newer with Tk")
        base = interpreters.best()
    if base is None:
        raise Trouble(
            "no Python 3.11 or newer with Tk was found (on Debian and Ubuntu:"
            f" sudo apt-get install {' '.join(parts.PYTHON)})."
        )
    return base


def _install(python: Path, project: Path, extras: frozenset[str], env: dict[str, str]) -> None:
    say("installing hipbreak and the packages it uses (once, about a minute)")
    target = f"{project}[{','.join(sorted(extras))}]" if extras else str(project)
    command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _run([*map(str, command), "--editable", target], env, "pip could not install hipbreak")


def _run(command: list[str], env: dict[str, str], problem: str) -> None:
    done = subprocess.run(
        command,
        env=os.environ | env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if done.returncode:
        raise Trouble(f"{problem}:\n{done.stdout.strip()[-WORDS_KEPT:]}")
