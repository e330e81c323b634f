"""A compositor that draws nothing: only a seat and ext-idle-notify, on a real Wayland socket.

Debian's sway is older than that protocol. Timers, the seat, inhibitors and what a client may do
wrong are as the protocol's text has them; the wire is written here a second time on purpose, from
the other side.
"""

from __future__ import annotations

import contextlib
import os
import select
import socket
import struct
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

NOTIFIER, SEAT = "ext_idle_notifier_v1", "wl_seat"


@dataclass
class _Notification:
    """One threshold of one client."""

    thing: int
    seconds: float
    obeys: bool
    """Whether an inhibitor holds it up."""
    since: float
    idle: bool = False


class _Client:
    """One connection: its objects, and which interface each has."""

    def __init__(self, wire: socket.socket) -> None:
        self.wire = wire
        self.heard = b""
        self.things: dict[int, str] = {1: "wl_display"}
        self.notifications: dict[int, _Notification] = {}

    def event(self, thing: int, number: int, values: bytes = b"") -> None:
        with contextlib.suppress(ConnectionError):  # it may have hung up
            self.wire.sendall(struct.pack("=II", thing, (8 + len(values)) << 16 | number) + values)


class Compositor:
    """Runs in a thread of its own. `version` is that of the protocol; None: it lacks it."""

    def __init__(self, folder: Path, version: int | None = 2, seat: bool = True) -> None:
        self.path = folder / "wayland-test"
        self.offers = {7: (NOTIFIER, version)} if version else {}
        self.offers |= {9: (SEAT, 7)} if seat else {}
        self.errors: list[str] = []
        """What clients did wrong."""
        self._inhibited = False
        self._lock = threading.Lock()
        self._clients: dict[int, _Client] = {}

    @property
    def env(self) -> dict[str, str]:
        return {"WAYLAND_DISPLAY": str(self.path)}

    def __enter__(self) -> Self:
        self._poke, self._poked = os.pipe()
        self._stopping = False
        self._listener = socket.socket(socket.AF_UNIX)
        self.path.unlink(missing_ok=True)
        self._listener.bind(str(self.path))
        self._listener.listen()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()

    # What tests do to it

    def key(self) -> None:
        """Input."""
        with self._lock:
            self._input(time.monotonic(), everyone=True)

    move = key

    def inhibit(self, on: bool) -> None:
        """A film begins or ends to keep the screen on."""
        with self._lock:
            self._inhibited = on
            self._input(time.monotonic(), everyone=False)

    def take_back(self, interface: str) -> None:
        """Withdraw an offer."""
        with self._lock:
            number = next(n for n, (name, _) in self.offers.items() if name == interface)
            del self.offers[number]
            for client in self._clients.values():
                for thing, kind in client.things.items():
                    if kind == "wl_registry":
                        client.event(thing, 1, struct.pack("=I", number))

    def say(self, raw: bytes) -> None:
        """Send anything to every client."""
        with self._lock:
            for client in self._clients.values():
                client.wire.sendall(raw)

    def things(self) -> int:
        """How many objects the clients have."""
        with self._lock:
            return sum(len(client.things) for client in self._clients.values())

    def hang(self) -> None:
        """Answer nobody until `go_on`."""
        self._lock.acquire()

    def go_on(self) -> None:
        self._lock.release()

    def kill(self) -> None:
        """End without a word."""
        if self._stopping:
            return
        self._stopping = True
        os.write(self._poked, b"x")
        self._thread.join()
        for end in (self._poke, self._poked):
            os.close(end)
        self.path.unlink(missing_ok=True)

    # The loop

    def _run(self) -> None:
        while not self._stopping:
            with self._lock:
                watched = [self._poke, self._listener.fileno(), *self._clients]
                left = self._tell_idle(time.monotonic())
            ready, _, _ = select.select(watched, [], [], left)
            with self._lock:
                self._handle(ready)
        with self._lock:
            self._listener.close()
            for client in self._clients.values():
                client.wire.close()
            self._clients.clear()

    def _handle(self, ready: list[int]) -> None:
        for fd in ready:
            if fd == self._poke:
                os.read(fd, 64)
            elif fd == self._listener.fileno():
                wire, _ = self._listener.accept()
                self._clients[wire.fileno()] = _Client(wire)
            else:
                self._read(fd)

    def _read(self, fd: int) -> None:
        client = self._clients[fd]
        try:
            piece = client.wire.recv(65_536)
        except ConnectionError:
            piece = b""
        if not piece:
            client.wire.close()
            del self._clients[fd]
            return
        client.heard += piece
        while len(client.heard) >= 8:
            thing, word = struct.unpack_from("=II", client.heard)
            size = word >> 16
            if len(client.heard) < size:
                return
            values, client.heard = client.heard[8:size], client.heard[size:]
            self._request(client, thing, word & 0xFFFF, values)

    def _tell_idle(self, now: float) -> float | None:
        """Tell those whose time has come; seconds until the next."""
        lefts = []
        for client in self._clients.values():
            for one in client.notifications.values():
                if one.idle or (one.obeys and self._inhibited):
                    continue
                left = one.since + one.seconds - now
                if left <= 0:
                    one.idle = True
                    client.event(one.thing, 0)
                else:
                    lefts.append(left)
        return min(lefts, default=None)

    def _input(self, now: float, everyone: bool) -> None:
        for client in self._clients.values():
            for one in client.notifications.values():
                if not (everyone or one.obeys):
                    continue
                one.since = now
                if one.idle:
                    one.idle = False
                    client.event(one.thing, 1)
        os.write(self._poked, b"x")

    # Requests

    def _request(self, client: _Client, thing: int, number: int, values: bytes) -> None:
        match client.things.get(thing), number:
            case "wl_display", 0:
                (callback,) = struct.unpack("=I", values)
                self._make(client, callback, "wl_callback")
                client.event(callback, 0, struct.pack("=I", 0))
                self._unmake(client, callback)
            case "wl_display", 1:
                (registry,) = struct.unpack("=I", values)
                self._make(client, registry, "wl_registry")
                for name, (interface, version) in self.offers.items():
                    about = struct.pack("=I", name) + _text(interface)
                    client.event(registry, 0, about + struct.pack("=I", version or 0))
            case "wl_registry", 0:
                self._bind(client, values)
            case "ext_idle_notifier_v1", 1 | 2:
                self._notify(client, number, values)
            case "ext_idle_notification_v1", 0:
                del client.notifications[thing]
                self._unmake(client, thing)
            case kind, _:
                self._refuse(client, f"no request {number} for {kind}")

    def _bind(self, client: _Client, values: bytes) -> None:
        name, length = struct.unpack_from("=II", values)
        interface = values[8 : 7 + length].decode()
        version, thing = struct.unpack("=II", values[-8:])
        offered, highest = self.offers.get(name, ("", 0))
        if offered != interface or not 0 < version <= (highest or 0):
            self._refuse(client, f"cannot bind {interface} {version}")
            return
        self._make(client, thing, interface)
        if interface == SEAT:
            client.event(thing, 0, struct.pack("=I", 3))

    def _notify(self, client: _Client, number: int, values: bytes) -> None:
        thing, milliseconds, seat = struct.unpack("=III", values)
        version = next(v for name, v in self.offers.values() if name == NOTIFIER)
        if number == 2 and version == 1:
            self._refuse(client, "version 1 has no get_input_idle_notification")
            return
        if client.things.get(seat) != SEAT:
            self._refuse(client, "that is no seat")
            return
        self._make(client, thing, "ext_idle_notification_v1")
        client.notifications[thing] = _Notification(
            thing, milliseconds / 1000, number == 1, time.monotonic()
        )

    def _make(self, client: _Client, thing: int, interface: str) -> None:
        if thing in client.things:
            self._refuse(client, f"object {thing} is there already")
        client.things[thing] = interface

    def _unmake(self, client: _Client, thing: int) -> None:
        del client.things[thing]
        client.event(1, 1, struct.pack("=I", thing))

    def _refuse(self, client: _Client, why: str) -> None:
        self.errors.append(why)
        client.event(1, 0, struct.pack("=II", 1, 0) + _text(why))


def _text(text: str) -> bytes:
    raw = text.encode() + b"\0"
    return struct.pack("=I", len(raw)) + raw + bytes(-len(raw) % 4)
