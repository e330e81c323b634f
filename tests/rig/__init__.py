"""A real desktop of its own for tests, the rehearsal and the bench: nothing is pretended.

`Desktop` starts Xvfb, a message bus, a window manager, a panel with a tray and a notification
daemon, with a private home, and ends all of it again. `wait_for` is the only way to wait.
"""

from __future__ import annotations

from tests.rig.desktop import Desktop
from tests.rig.waiting import RigError, wait_for
from tests.rig.windows import WindowInfo

__all__ = ["Desktop", "RigError", "WindowInfo", "wait_for"]
