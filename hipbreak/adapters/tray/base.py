"""The parts of pystray that our own Linux backends stand on.

`pystray._base` is private, so pyproject.toml pins the version and tests/test_tray_contract.py
holds every attribute that is used here.
"""

from __future__ import annotations

import os
import sys

_BACKEND = "PYSTRAY_BACKEND"


def _import_quietly() -> None:
    """Import pystray without letting it look for a display, a bus or a toolkit.

    It chooses a backend while it is imported, and on Linux the choice fails or loads Pillow.
    """
    if sys.platform in ("win32", "darwin"):
        return
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
