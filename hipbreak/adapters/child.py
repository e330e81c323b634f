"""Starting a process of ours that is spoken to over two pipes.

`os.posix_spawn` instead of `subprocess`: 0.3 MB less in the resident, and no copy of it to start.
"""

from __future__ import annotations

import contextlib
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import hipbreak
from hipbreak.core.errors import Unavailable


@dataclass(frozen=True, slots=True)
class Child:
    """Its process id, the pipe to it, and the pipe from it; neither pipe blocks."""

    pid: int
    to: int
    of: int


def own_command(module: str, frozen_word: str, *arguments: str) -> tuple[str, ...]:
    """The command that runs a module of ours; a frozen build has no `-m`, but a word for it."""
    if getattr(sys, "frozen", False):
        return (sys.executable, frozen_word, *arguments)
    # -P: a file named tkinter.py in the folder where hipbreak was started is not the real one.
    return (sys.executable, "-P", "-m", module, *arguments)


def start(command: tuple[str, ...], log_file: Path | None, **extra: str) -> Child:
    """Start it in a session of its own, with `extra` in its environment.

    Its complaints go to `log_file`, or nowhere. Unavailable when it cannot be started.
    """
    if not hasattr(os, "posix_spawn"):
        raise Unavailable("this system cannot start hipbreak's own processes yet")
    try:
        return _spawn(command, {**_environment(), **extra}, log_file)
    except OSError as error:
        raise Unavailable(f"{command[0]} could not be started: {error.strerror}") from None


def _spawn(command: tuple[str, ...], environment: dict[str, str], log_file: Path | None) -> Child:
    with contextlib.ExitStack() as theirs, contextlib.ExitStack() as ours:
        their_in, to = os.pipe()
        theirs.callback(os.close, their_in)
        ours.callback(os.close, to)
        of, their_out = os.pipe()
        theirs.callback(os.close, their_out)
        ours.callback(os.close, of)
        their_log = _open_log(log_file)
        theirs.callback(os.close, their_log)
        os.set_blocking(to, False)
        os.set_blocking(of, False)
        streams = ((their_in, 0), (their_out, 1), (their_log, 2))
        pid = os.posix_spawn(
            command[0],
            command,
            environment,
            file_actions=[(os.POSIX_SPAWN_DUP2, fd, target) for fd, target in streams],
            setsid=True,
            setsigmask=(),
        )
        ours.pop_all()
        return Child(pid, to, of)
    raise AssertionError("unreachable")


def _environment() -> dict[str, str]:
    environment = dict(os.environ)
    source = Path(hipbreak.__file__).parents[1]
    if (source / "pyproject.toml").exists():
        # Run from a source tree: the child finds the same one, whatever its folder.
        paths = (str(source), environment.get("PYTHONPATH", ""))
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, paths))
    return environment


def _open_log(log_file: Path | None) -> int:
    with contextlib.suppress(OSError):
        if log_file is not None:
            return os.open(log_file, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    return os.open(os.devnull, os.O_WRONLY)
