"""The parts of pystray that our own Linux backends stand on.

`pystray._base` is private, so pyproject.toml pins the version and tests/test_tray_contract.py
holds every attribute that is used here.
"""

from __future__ import annotations

import os
import queue
import sys

from hipbreak.lean import postpone

_BACKEND = "PYSTRAY_BACKEND"


def _import_quietly() -> None:
    """Import pystray without letting it look for a display, a bus or a toolkit.

    It chooses a backend while it is imported, and on Linux the choice fails or loads Pillow. Of
    six, which knows Python 2, it only wants to hear where `queue` is.
    """
    if sys.platform in ("win32", "darwin"):
        return
    postpone("six")
    postpone("six.moves", queue=queue)
    before = os.environ.get(_BACKEND)
    os.environ[_BACKEND] = "dummy"
    try:
        import pystray  # noqa: F401
    finally:
        if before is None:
            del os.environ[_BACKEND]
        else:
            os.environ[_BACKEND] = before


_import_quietly()

from pystray._base import Icon, Menu, MenuItem  # noqa: E402

__all__ = ["Icon", "Menu", "MenuItem"]
