"""Run the rehearsal: one line a stage, pictures and logs in build/rehearsal."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType

from tests.rehearsal.stages import STAGES, Rehearsal
from tests.rig import Desktop, RigError

OUTPUT = Path(__file__).parent.parent.parent / "build" / "rehearsal"


def main() -> int:
    signal.signal(signal.SIGTERM, _end)
    shutil.rmtree(OUTPUT, ignore_errors=True)
    OUTPUT.mkdir(parents=True)
    print("A compressed hour on a screen of its own; it takes about two minutes.", flush=True)
    try:
        with Desktop(panel="xfce", notifications=True) as desktop:
            return _play(Rehearsal(desktop, OUTPUT))
    except KeyboardInterrupt:
        print("Stopped.")
        return 130
    except RigError as error:
        print(f"The rehearsal could not begin: {error}")
        return 1


def _play(rehearsal: Rehearsal) -> int:
    began = time.monotonic()
    for stage in STAGES:
        told = (stage.__doc__ or "").splitlines()[0]
        try:
            found = stage(rehearsal)
        except (RigError, subprocess.TimeoutExpired, sqlite3.Error) as error:
            _keep_logs(rehearsal)
            rehearsal.picture("failed")
            reason = str(error).partition("\n")[0]
            print(f"  failed   {told}\nThe reason: {reason}. Logs: {OUTPUT}", flush=True)
            return 1
        seconds = time.monotonic() - began
        print(f"  {seconds:5.1f} s  {told}{f'  {found}' if found else ''}", flush=True)
    _keep_logs(rehearsal)
    print(f"All of it worked. Pictures: {OUTPUT}")
    return 0


def _keep_logs(rehearsal: Rehearsal) -> None:
    logs = OUTPUT / "logs"
    shutil.copytree(rehearsal.desktop.logs, logs, dirs_exist_ok=True)
    if rehearsal.home.exists():
        shutil.copytree(
            rehearsal.home, OUTPUT / "hipbreak", ignore=shutil.ignore_patterns("*.sock", "lock")
        )


def _end(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)


if __name__ == "__main__":
    sys.exit(main())
