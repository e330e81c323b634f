"""Real Wayland desktops: sway in a window of a private X server, and GNOME's mutter without any."""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from tests.rig.desktop import Desktop
from tests.rig.waiting import wait_for

NOBODY = 65_534
SHIFT = 42
"""The key's number in the kernel."""
REMOTE = "org.gnome.Mutter.RemoteDesktop"
MONITOR = "org.gnome.Mutter.IdleMonitor"


class Sway:
    """sway as a window on a private screen, so that xdotool drives it. It refuses to be root."""

    def __enter__(self) -> Self:
        self._cleanup = contextlib.ExitStack()
        with self._cleanup:
            self._folder = Path(tempfile.mkdtemp(prefix="rig-"))
            self._cleanup.callback(shutil.rmtree, self._folder, ignore_errors=True)
            self.screen = self._cleanup.enter_context(Desktop(wm=None, bus=False))
            (self._folder / "config").touch()
            if os.geteuid() == 0:
                shutil.chown(self._folder, NOBODY, NOBODY)
            self.start()
            self._cleanup = self._cleanup.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._cleanup.close()

    def start(self) -> None:
        """Start the compositor; after `kill` it is there again under the same name."""
        user = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
        command = ("sway", "-c", str(self._folder / "config"))
        self.process = self.screen.start(
            *(user if os.geteuid() == 0 else ()),
            *command,
            cwd=self._folder,
            env={
                "HOME": str(self._folder),
                "XDG_RUNTIME_DIR": str(self._folder),
                "WLR_BACKENDS": "x11",
                "WLR_RENDERER": "pixman",
            },
        )
        socket = wait_for(lambda: next(self._folder.glob("wayland-?"), None), 20, "sway")
        self.screen.wait_window(timeout=20)
        self.env = self.screen.env | {
            "WAYLAND_DISPLAY": socket.name,
            "XDG_RUNTIME_DIR": str(self._folder),
        }

    def kill(self) -> None:
        """Kill the compositor without a warning."""
        self.screen.end(self.process, kill=True)
        for left in self._folder.glob("wayland-*"):
            left.unlink()

    def key(self) -> None:
        self.screen.key("shift")

    def move(self) -> None:
        self.screen.move(300, 300)
        self.screen.move(310, 310)


class Mutter:
    """GNOME's compositor with a virtual monitor; its own remote control is hands and keyboard."""

    def __enter__(self) -> Self:
        self._cleanup = contextlib.ExitStack()
        with self._cleanup:
            self.desktop = self._cleanup.enter_context(Desktop(wm=None))
            self.env = self.desktop.env | {"WAYLAND_DISPLAY": "wayland-0"}
            self.start()
            self._cleanup = self._cleanup.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._hands.close()
        self._cleanup.close()

    def start(self) -> None:
        """Start the compositor; after `kill` it is there again under the same names."""
        self.process: subprocess.Popen[bytes] = self.desktop.start(
            "mutter", "--headless", "--wayland", "--no-x11", "--virtual-monitor", "800x600",
            "--wayland-display=wayland-0",
        )  # fmt: skip
        bus = self.desktop.bus
        wait_for(lambda: bus.has_owner(MONITOR) and bus.has_owner(REMOTE), 20, "mutter")
        self._hands: DBusConnection = open_dbus_connection(bus.address)
        (session,) = self._call("/org/gnome/Mutter/RemoteDesktop", REMOTE, "CreateSession")
        self._session = str(session)
        self._act("Start")

    def kill(self) -> None:
        """Kill the compositor without a warning."""
        self._hands.close()
        self.desktop.end(self.process, kill=True)
        wait_for(lambda: not self.desktop.bus.has_owner(MONITOR), 20, "the end of mutter")

    def key(self) -> None:
        for pressed in (True, False):
            self._act("NotifyKeyboardKeycode", "ub", (SHIFT, pressed))

    def move(self) -> None:
        self._act("NotifyPointerMotionRelative", "dd", (5.0, 5.0))

    def _act(
        self, member: str, signature: str | None = None, values: tuple[object, ...] = ()
    ) -> None:
        self._call(self._session, f"{REMOTE}.Session", member, signature, values)

    def _call(
        self,
        path: str,
        interface: str,
        member: str,
        signature: str | None = None,
        values: tuple[object, ...] = (),
    ) -> tuple[object, ...]:
        address = DBusAddress(path, bus_name=REMOTE, interface=interface)
        call = new_method_call(address, member, signature, values)
        reply = self._hands.send_and_get_reply(call, timeout=10)
        assert reply.header.message_type.name == "method_return", reply.body
        return tuple(reply.body)
