"""Private message buses with services on them that Debian's python3-dbusmock plays."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from jeepney import DBusAddress

from tests.rig import wait_for
from tests.rig.bus import Bus, write_config

SYSTEM_PYTHON = "/usr/bin/python3"
"""The one that sees Debian's packages."""
CONTROL = "org.freedesktop.DBus.Mock"
LOGIND = "org.freedesktop.login1"


class Service:
    """One name on a bus, with an object whose answers and signals the test decides."""

    def __init__(self, bus: Bus, name: str, path: str, interface: str) -> None:
        self._bus, self.name, self.path, self.interface = bus, name, path, interface

    def method(self, name: str, takes: str, gives: str, code: str) -> None:
        """Add a method; `code` sets `ret`."""
        self.control("AddMethod", "sssss", (self.interface, name, takes, gives, code))

    def property(self, name: str, signature: str, value: object) -> None:
        """Add a property."""
        self.control("AddProperty", "ssv", (self.interface, name, (signature, value)))

    def change(self, name: str, signature: str, value: object) -> None:
        """Change a property, with its signal."""
        self.control("UpdateProperties", "sa{sv}", (self.interface, {name: (signature, value)}))

    def emit(self, signal: str, signature: str = "", *values: object) -> None:
        body = [(kind, value) for kind, value in zip(signature, values, strict=True)]
        self.control("EmitSignal", "sssav", (self.interface, signal, signature, body))

    def at(self, path: str, interface: str) -> Service:
        """Another object of the same program."""
        return Service(self._bus, self.name, path, interface)

    def control(self, method: str, signature: str, body: tuple[Any, ...]) -> Any:
        reply = self._bus.call(DBusAddress(self.path, self.name, CONTROL), method, signature, body)
        assert reply is not None, f"{self.name} refused {method}{body}"
        return reply


class MockBus:
    """A bus of its own. Use it in a `with` statement; `restart` is a crash and a new start."""

    def __enter__(self) -> Self:
        self._cleanup = contextlib.ExitStack()
        self.folder = Path(tempfile.mkdtemp(prefix="bus-"))
        self._cleanup.callback(shutil.rmtree, self.folder, ignore_errors=True)
        self._socket = self.folder / "bus"
        self._config = write_config(self.folder, self._socket)
        self.address = f"unix:path={self._socket}"
        self._programs: list[subprocess.Popen[bytes]] = []
        self._cleanup.callback(self.stop)
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._cleanup.close()

    def start(self) -> None:
        self._run("dbus-daemon", f"--config-file={self._config}", "--nofork", "--nopidfile")
        self.bus = Bus(self.address)
        wait_for(self.bus.listens, what="the bus")

    def stop(self) -> None:
        """The bus and everything on it dies."""
        for program in reversed(self._programs):
            program.kill()
            program.wait()
        self._programs.clear()
        self._socket.unlink(missing_ok=True)

    def service(self, name: str, path: str, interface: str = "") -> Service:
        """Start a program that owns `name`."""
        self._mock(name, path, interface or name)
        return Service(self.bus, name, path, interface or name)

    def end(self, name: str) -> None:
        """Kill the program that owns `name`."""
        for program in self._programs:
            if name in program.args:  # type: ignore[operator]  # a list of words here
                program.kill()
                program.wait()
        wait_for(lambda: not self.bus.has_owner(name), what=f"the end of {name}")

    def freeze(self, name: str) -> None:
        """Stop the program that owns `name`, as one that hangs."""
        for program in self._programs:
            if name in program.args:  # type: ignore[operator]  # a list of words here
                program.send_signal(signal.SIGSTOP)

    def logind(self, session: str = "c1") -> Service:
        """The session manager with one session of ours; returns that session."""
        self._run(SYSTEM_PYTHON, "-m", "dbusmock", "--system", "--template", "logind",
                  env={"DBUS_SYSTEM_BUS_ADDRESS": self.address})  # fmt: skip
        wait_for(lambda: self.bus.has_owner(LOGIND), what="logind")
        manager = Service(self.bus, LOGIND, "/org/freedesktop/login1", f"{LOGIND}.Manager")
        ours = (session, "seat0", os.getuid(), "somebody", True)
        manager.control("AddSession", "ssusb", ours)
        return manager.at(f"/org/freedesktop/login1/session/{session}", f"{LOGIND}.Session")

    def _mock(self, name: str, path: str, interface: str) -> None:
        self._run(SYSTEM_PYTHON, "-m", "dbusmock", name, path, interface,
                  env={"DBUS_SESSION_BUS_ADDRESS": self.address})  # fmt: skip
        wait_for(lambda: self.bus.has_owner(name), what=name)

    def _run(self, *command: str, env: dict[str, str] | None = None) -> None:
        self._programs.append(
            subprocess.Popen(
                command, env={"PATH": "/usr/bin:/bin", **(env or {})}, stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )
        )  # fmt: skip
