"""Where things may be written when the home or the temporary folder may not."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from prepare.trouble import Trouble, say


def writable(folder: Path) -> bool:
    """Whether a file can really be made there; permission bits do not tell of mounts and root."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def environment(project: Path) -> dict[str, str]:
    """What to set so that everything finds a place to write. Trouble if there is none."""
    if not writable(project):
        raise Trouble(f"{project} cannot be written; copy the project to a folder of your own.")
    found: dict[str, str] = {}
    if not any(writable(Path(folder)) for folder in _temporary()):
        found["TMPDIR"] = str(_made(project / "build" / "tmp"))
    if not writable(Path.home()):
        found |= _instead_of_home(project)
    return found


def _temporary() -> list[str]:
    named = [os.environ[name] for name in ("TMPDIR", "TEMP", "TMP") if os.environ.get(name)]
    return [*named, *(["/tmp", "/var/tmp"] if os.name == "posix" else [])]


def _instead_of_home(project: Path) -> dict[str, str]:
    home = _made(project / ".home")
    say(f"your home folder cannot be written; {home} is used instead")
    return {"HOME": str(home), "PIP_CACHE_DIR": str(home / "pip")}


def _made(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
