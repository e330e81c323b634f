"""Commands of ours run beside a window: it goes on while they work."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import tkinter as tk
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

LOOK_MS = 60


def errand(
    root: tk.Misc,
    words: tuple[str, ...],
    typed: str,
    done: Callable[[bool, str], object],
    part: Callable[[str], object] = lambda _: None,
) -> None:
    """Run `hipbreak WORDS…` with `typed` on its input; `done(well, what it said)` in the loop.

    `part` hears meanwhile what the command says it is doing: lines that end in `…`.
    """
    frozen = getattr(sys, "frozen", False)
    program = [sys.executable] if frozen else [sys.executable, "-P", "-m", "hipbreak"]
    out, name = tempfile.mkstemp(prefix="hipbreak-")
    kept = Path(name)
    said = kept.open("rb")  # closed in `look`, when the child has ended
    with suppress(OSError):  # Windows keeps a name while somebody writes
        kept.unlink()
    child = subprocess.Popen(
        [*program, *words], stdin=subprocess.PIPE, stdout=out, stderr=subprocess.STDOUT
    )
    os.close(out)
    if child.stdin:
        child.stdin.write(typed.encode())
        child.stdin.close()

    def look() -> None:
        code = child.poll()
        said.seek(0)
        parts, rest = _told(said.read().decode(errors="replace"))
        if code is None:
            if parts:
                part(parts[-1])
            root.after(LOOK_MS, look)
            return
        said.close()
        kept.unlink(missing_ok=True)
        done(code == 0, rest.replace("hipbreak: ", ""))

    root.after(LOOK_MS, look)


def _told(text: str) -> tuple[list[str], str]:
    """What the command said it was doing, and all else."""
    lines = text.strip().splitlines()
    parts = [line for line in lines if line.endswith("…")]
    return parts, "\n".join(line for line in lines if not line.endswith("…"))
