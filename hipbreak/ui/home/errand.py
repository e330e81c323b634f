"""Commands of ours run beside a window: it goes on while they work."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import tkinter as tk
from collections.abc import Callable

LOOK_MS = 60


def errand(
    root: tk.Misc, words: tuple[str, ...], typed: str, done: Callable[[bool, str], object]
) -> None:
    """Run `hipbreak WORDS…` with `typed` on its input; `done(well, what it said)` in the loop."""
    frozen = getattr(sys, "frozen", False)
    program = [sys.executable] if frozen else [sys.executable, "-P", "-m", "hipbreak"]
    said = tempfile.TemporaryFile()  # noqa: SIM115  # closed in `look`, when the child has ended
    child = subprocess.Popen(
        [*program, *words], stdin=subprocess.PIPE, stdout=said, stderr=subprocess.STDOUT
    )
    if child.stdin:
        child.stdin.write(typed.encode())
        child.stdin.close()

    def look() -> None:
        code = child.poll()
        if code is None:
            root.after(LOOK_MS, look)
            return
        said.seek(0)
        text = said.read().decode(errors="replace").strip()
        said.close()
        done(code == 0, text.replace("hipbreak: ", ""))

    root.after(LOOK_MS, look)
