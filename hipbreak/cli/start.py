"""`hipbreak` alone: start it in the background, or open the window of the one that runs."""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import tempfile
import time
from typing import IO

from hipbreak.adapters.control_client import NotRunning
from hipbreak.adapters.paths import Paths
from hipbreak.cli.remote import ask, ask_for_window
from hipbreak.cli.status import without_tray
from hipbreak.core.errors import HipbreakError

PATIENCE_S = 10.0
LOOK_S = 0.05


def run() -> int:
    """The pages of the first start come first, as long as nobody has gone through them."""
    try:
        answer = ask_for_window("open", *_first_steps())
    except NotRunning:
        code = start()
        if _first_steps():
            _show_first_steps()
        return code
    if not answer.ok:
        raise HipbreakError(answer.text)
    print(f"hipbreak is running already. {answer.text}")
    return 0


def _show_first_steps() -> None:
    """It runs with and without them: that they do not come up is only told."""
    with contextlib.suppress(NotRunning):
        answer = ask_for_window("home", *_first_steps())
        if not answer.ok:
            print(f"hipbreak: {answer.text}", file=sys.stderr)


def _first_steps() -> tuple[str, ...]:
    """The page to open while nobody has gone through the first start; nothing afterwards."""
    return ("start",) if Paths.from_env().first_start.exists() else ()


def start() -> int:
    """Start the resident in the background and wait until it answers."""
    paths = Paths.from_env()
    paths.ensure()
    # A file, not a pipe: whoever stays must still be able to complain when we have gone.
    with tempfile.TemporaryFile() as complaints:
        child = subprocess.Popen(
            _command(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=complaints,
            start_new_session=True,
        )
        return _await_answer(child, complaints, paths)


def _await_answer(child: subprocess.Popen[bytes], complaints: IO[bytes], paths: Paths) -> int:
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        try:
            seen = json.loads(ask("status").data)
        except NotRunning:
            _check(child, complaints)
            continue
        print(*("hipbreak runs.", *without_tray(seen)))
        return 0
    raise HipbreakError(f"hipbreak did not answer within {PATIENCE_S:.0f} s; see {paths.log}")


def ensure_running() -> None:
    """Start the resident unless it answers already."""
    try:
        ask("status")
    except NotRunning:
        start()


def _command() -> list[str]:
    frozen = getattr(sys, "frozen", False)
    return [sys.executable, "run"] if frozen else [sys.executable, "-m", "hipbreak", "run"]


def _check(child: subprocess.Popen[bytes], complaints: IO[bytes]) -> None:
    """Wait a moment; an early end is a failure, told in its own words."""
    try:
        child.wait(LOOK_S)
    except subprocess.TimeoutExpired:
        return
    complaints.seek(0)
    said = complaints.read().decode(errors="replace").strip()
    raise HipbreakError(said.removeprefix("hipbreak: ") or "hipbreak ended at once")
