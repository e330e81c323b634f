"""The few words of the Wayland protocol that we need, spoken on the compositor's own socket.

Not libwayland: nothing of ours is ever drawn through it, and it costs memory and a library that may
be missing. No message that we ask for carries a file descriptor. Everything that goes wrong is
`Unavailable`, after which the connection is of no more use.
"""

from __future__ import annotations

import select
import socket
import struct
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from hipbreak.core.errors import Unavailable

REPLY_S = 1.0
"""A compositor that answers later hangs."""
DISPLAY = 1
SYNC, GET_REGISTRY = 0, 1
ERROR, DELETE_ID = 0, 1
GLOBAL, GLOBAL_REMOVE = 0, 1
BIND = 0

Handler = Callable[[int, bytes], None]
"""Called with the number of the event and its values."""


@dataclass(frozen=True, slots=True)
class Global:
    """Something that the compositor offers."""

    number: int
    version: int


class WaylandConnection:
    """A connection of our own to the compositor."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._heard = bytearray()
        self._last_id, self._free = DISPLAY, list[int]()
        self._handlers: dict[int, Handler] = {DISPLAY: self._on_display}
        self._bound: set[int] = set()
        self._awaited = 0
        """The object whose deletion ends a round trip."""
        self.offers: dict[str, Global] = {}
        """By interface; the first where there are several, as with seats."""
        self._wire = _connect(environ)
        try:
            self._registry = self.new_object(self._on_registry)
            self.tell(DISPLAY, GET_REGISTRY, struct.pack("=I", self._registry))
            self.round_trip()
        except Unavailable:
            self.close()
            raise

    def fileno(self) -> int:
        return self._wire.fileno()

    def close(self) -> None:
        self._wire.close()

    def bind(self, interface: str, version: int) -> int:
        """The object behind an offer, at the given version."""
        offer = self.offers[interface]
        self._bound.add(offer.number)
        thing = self.new_object()
        self.tell(
            self._registry,
            BIND,
            struct.pack("=I", offer.number) + _text(interface) + struct.pack("=II", version, thing),
        )
        return thing

    def new_object(self, handler: Handler | None = None) -> int:
        """A number for something that a request makes, and who hears its events."""
        if self._free:
            thing = self._free.pop()
        else:
            self._last_id += 1
            thing = self._last_id
        if handler is not None:
            self._handlers[thing] = handler
        return thing

    def forget(self, thing: int) -> None:
        """Hear no more of something that a request has just destroyed."""
        self._handlers.pop(thing, None)

    def tell(self, thing: int, request: int, values: bytes = b"") -> None:
        """Send a request."""
        message = struct.pack("=II", thing, (8 + len(values)) << 16 | request) + values
        try:
            if self._wire.send(message) != len(message):
                raise Unavailable("the compositor takes no more requests")
        except OSError as error:
            raise Unavailable(f"the compositor has gone: {error}") from None

    def round_trip(self) -> None:
        """Wait until everything sent so far was obeyed, and handle all that came before."""
        self._awaited = self.new_object()
        self.tell(DISPLAY, SYNC, struct.pack("=I", self._awaited))
        end = time.monotonic() + REPLY_S
        while self._awaited:  # its deletion is the very last that it causes: nothing comes after
            if not self._wait(end - time.monotonic()):
                raise Unavailable("the compositor does not answer")
            self.drain()

    def drain(self) -> None:
        """Handle what has come. Unavailable when that is an error, or the end."""
        try:
            piece = self._wire.recv(65_536)
        except BlockingIOError:
            return
        except OSError as error:
            raise Unavailable(f"the compositor has gone: {error}") from None
        if not piece:
            raise Unavailable("the compositor has gone")
        self._heard += piece
        self._handle()

    def _wait(self, seconds: float) -> bool:
        waiting = select.poll()
        waiting.register(self._wire, select.POLLIN)
        return bool(waiting.poll(max(0.0, seconds) * 1000))

    def _handle(self) -> None:
        while len(self._heard) >= 8:
            thing, word = struct.unpack_from("=II", self._heard)
            size = word >> 16
            if size < 8:
                raise Unavailable("the compositor talks nonsense")
            if len(self._heard) < size:
                return
            values = bytes(self._heard[8:size])
            del self._heard[:size]
            handler = self._handlers.get(thing)
            if handler is not None:
                self._give(handler, word & 0xFFFF, values)

    def _give(self, handler: Handler, event: int, values: bytes) -> None:
        try:
            handler(event, values)
        except (struct.error, UnicodeDecodeError):
            raise Unavailable("the compositor talks nonsense") from None

    def _on_display(self, event: int, values: bytes) -> None:
        if event == ERROR:
            raise Unavailable(f"the compositor refused a request: {_read_text(values, 8)}")
        if event == DELETE_ID:
            (thing,) = struct.unpack("=I", values)
            self._free.append(thing)
            if thing == self._awaited:
                self._awaited = 0

    def _on_registry(self, event: int, values: bytes) -> None:
        (number,) = struct.unpack_from("=I", values)
        if event == GLOBAL:
            (version,) = struct.unpack("=I", values[-4:])
            self.offers.setdefault(_read_text(values, 4), Global(number, version))
        elif event == GLOBAL_REMOVE:
            if number in self._bound:
                raise Unavailable("the compositor has taken back what it offered")
            self.offers = {k: v for k, v in self.offers.items() if v.number != number}


def _connect(environ: Mapping[str, str]) -> socket.socket:
    display = environ.get("WAYLAND_DISPLAY", "")
    if not display or not hasattr(socket, "AF_UNIX"):
        raise Unavailable("this is no Wayland desktop")
    path = Path(environ.get("XDG_RUNTIME_DIR", "/")) / display
    wire = socket.socket(socket.AF_UNIX)
    wire.setblocking(False)
    try:
        wire.connect(str(path))
    except OSError as error:
        wire.close()
        raise Unavailable(f"no compositor at {path}: {error.strerror or error}") from None
    return wire


def _text(text: str) -> bytes:
    raw = text.encode() + b"\0"
    return struct.pack("=I", len(raw)) + raw + bytes(-len(raw) % 4)


def _read_text(values: bytes, at: int) -> str:
    (length,) = struct.unpack_from("=I", values, at)
    return values[at + 4 : at + 3 + length].decode()
