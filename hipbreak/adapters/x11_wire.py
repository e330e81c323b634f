"""The few words of the X protocol that we need, spoken on the display's own socket.

Not Xlib, which ends the process when the server dies; not libxcb or python-xlib, which may reach
for the network, cost 0.3 and 3.4 MB where this costs 0.04, and 70 ms to load. Only displays of this
machine, only by AF_UNIX.

Everything that goes wrong is `Unavailable`, after which the connection is of no more use.
"""

from __future__ import annotations

import _socket  # `socket` around it gives all constants of the network names first, for 3 ms
import os
import re
import select
import struct
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from hipbreak.core.errors import Unavailable

REPLY_S = 1.0
"""A server that answers later hangs, or is held by another program."""
ERROR, REPLY, LONG_EVENT = 0, 1, 35
PACKET = 32
INTERN_ATOM, GET_PROPERTY, QUERY_EXTENSION = 16, 20, 98
LONGEST_PROPERTY = 65_536
COOKIE = b"MIT-MAGIC-COOKIE-1"
FAMILY_LOCAL, FAMILY_WILD = 256, 65535
_LOCAL_DISPLAY = re.compile(r"(?:unix|[^:/]*/unix)?:(\d+)(?:\.\d+)?")


class XRefusal(Unavailable):
    """The server refused this one request; the connection is still good."""


class XConnection:
    """A connection of our own to the X server."""

    root: int
    """The window that is the whole desktop."""
    size: tuple[int, int]
    """Its width and height in pixels, when we connected."""
    _next_id: int
    on_event: Callable[[bytes], None] | None = None
    """Gets each event on its way."""

    def __init__(self, environ: Mapping[str, str], patience_s: float = REPLY_S) -> None:
        """Waits at most `patience_s` seconds for each answer of the server."""
        self._patience_s = patience_s
        display = environ.get("DISPLAY", "")
        local = _LOCAL_DISPLAY.fullmatch(display)
        if not local:
            raise Unavailable(
                f"the display {display} is on another machine" if display else "there is no display"
            )
        self._heard = bytearray()
        self._count = 0
        self._wire = _connect(local[1], patience_s)
        try:
            self._greet(_cookie(environ, local[1]))
        except OSError as error:
            self.close()
            raise Unavailable(f"the X server does not answer: {error}") from None
        except Unavailable:
            self.close()
            raise

    def fileno(self) -> int:
        return self._wire.fileno()

    def close(self) -> None:
        self._wire.close()

    def new_id(self) -> int:
        """A name for something of ours in the server."""
        self._next_id += 1
        return self._next_id

    def extension(self, name: bytes) -> tuple[int, int] | None:
        """The opcode and the first event of an extension; None when the server lacks it."""
        wanted = struct.pack("<HH", len(name), 0) + _padded(name)
        present, opcode, first_event = self.ask(QUERY_EXTENSION, 0, wanted)[8:11]
        return (opcode, first_event) if present else None

    def atom(self, name: bytes) -> int:
        """The server's number for a name; 0 when nobody has used it yet."""
        reply = self.ask(INTERN_ATOM, 1, struct.pack("<HH", len(name), 0) + _padded(name))
        return int.from_bytes(reply[8:12], "little")

    def numbers(self, window: int, name: bytes) -> tuple[int, ...]:
        """A property of a window that is a list of numbers; empty when there is none."""
        atom = self.atom(name)
        if not atom:
            return ()
        wanted = struct.pack("<IIIII", window, atom, 0, 0, LONGEST_PROPERTY)
        reply = self.ask(GET_PROPERTY, 0, wanted)
        (length,) = struct.unpack_from("<I", reply, 16)
        return struct.unpack_from(f"<{length}I", reply, PACKET) if reply[1] == 32 else ()

    def tell(self, opcode: int, minor: int, payload: bytes = b"") -> None:
        """Send a request that has no reply."""
        self._count = (self._count + 1) & 0xFFFF
        request = struct.pack("<BBH", opcode, minor, 1 + len(payload) // 4) + payload
        try:
            if self._wire.send(request) != len(request):
                raise Unavailable("the X server takes no more requests")
        except OSError as error:
            raise Unavailable(f"the X server has gone: {error}") from None

    def ask(self, opcode: int, minor: int, payload: bytes = b"") -> bytes:
        """Send a request and wait for its reply. Events on the way are dropped: what is asked
        after an event happened is newer than the event."""
        self.tell(opcode, minor, payload)
        while True:
            for packet in self._packets():
                if packet[0] == REPLY and struct.unpack_from("<H", packet, 2)[0] == self._count:
                    return packet
            if not self.wait(self._patience_s):
                raise Unavailable("the X server does not answer")
            self._receive()

    def wait(self, seconds: float) -> bool:
        """Until something comes, at most so long; whether it has."""
        waiting = select.poll()
        waiting.register(self._wire, select.POLLIN)
        return bool(waiting.poll(seconds * 1000))

    def drain(self) -> None:
        """Take what has come. Unavailable when that is an error, or the end."""
        self._receive()
        for _ in self._packets():
            pass

    def _receive(self) -> None:
        try:
            piece = self._wire.recv(65_536)
        except BlockingIOError:
            return
        except OSError as error:
            raise Unavailable(f"the X server has gone: {error}") from None
        if not piece:
            raise Unavailable("the X server has gone")
        self._heard += piece

    def _packets(self) -> Iterator[bytes]:
        """The complete packets that have come."""
        while len(self._heard) >= PACKET:
            size = PACKET
            if self._heard[0] & 0x7F in (REPLY, LONG_EVENT):
                size += 4 * struct.unpack_from("<I", self._heard, 4)[0]
            if len(self._heard) < size:
                return
            packet = bytes(self._heard[:size])
            del self._heard[:size]
            if packet[0] == ERROR:
                raise XRefusal(f"the X server refused a request (error {packet[1]})")
            if packet[0] != REPLY and self.on_event:
                self.on_event(packet)
            yield packet

    def _greet(self, cookie: bytes) -> None:
        """Introduce ourselves, and hear which ids are ours and what the desktop is."""
        name = COOKIE if cookie else b""
        hello = struct.pack("<BxHHHHxx", ord("l"), 11, 0, len(name), len(cookie))
        self._wire.sendall(hello + _padded(name) + _padded(cookie))
        status, _, _, _, length = struct.unpack("<BBHHH", self._exactly(8))
        body = self._exactly(4 * length)
        if status != 1:
            raise Unavailable("the X server refused us: no right to use this display")
        self._wire.setblocking(False)
        self._next_id, vendor, formats = struct.unpack_from("<4xI8xH3xB", body)
        at = 32 + vendor + -vendor % 4 + 8 * formats
        self.root, width, height = struct.unpack_from("<I16xHH", body, at)
        self.size = width, height

    def _exactly(self, count: int) -> bytes:
        heard = bytearray()
        while len(heard) < count:
            piece = self._wire.recv(count - len(heard))
            if not piece:
                raise Unavailable("the X server hung up")
            heard += piece
        return bytes(heard)


def _connect(number: str, patience_s: float) -> _socket.socket:
    if not hasattr(_socket, "AF_UNIX"):
        raise Unavailable("this system has no X server")
    path = f"/tmp/.X11-unix/X{number}"
    for address in (path, f"\0{path}"):
        wire = _socket.socket(_socket.AF_UNIX)
        wire.settimeout(patience_s)
        try:
            wire.connect(address)
        except OSError:
            wire.close()
        else:
            return wire
    raise Unavailable(f"no X server at display :{number}")


def _cookie(environ: Mapping[str, str], number: str) -> bytes:
    """The key to the display from the person's Xauthority file; empty: try without."""
    path = Path(environ.get("XAUTHORITY") or Path(environ.get("HOME", "/")) / ".Xauthority")
    try:
        entries = list(_entries(path.read_bytes()))
    except (OSError, struct.error):
        return b""
    host = os.uname().nodename.encode()
    fitting = [
        (family == FAMILY_LOCAL and address != host, cookie)
        for family, address, display, name, cookie in entries
        if family in (FAMILY_LOCAL, FAMILY_WILD)
        and display in (b"", number.encode())
        and name == COOKIE
    ]
    # A machine that was renamed since has only an entry with its old name: better than none.
    return min(fitting, key=lambda entry: entry[0])[1] if fitting else b""


def _entries(raw: bytes) -> Iterator[tuple[int, bytes, bytes, bytes, bytes]]:
    at = 0
    while at < len(raw):
        (family,) = struct.unpack_from(">H", raw, at)
        at += 2
        parts = []
        for _ in range(4):
            (length,) = struct.unpack_from(">H", raw, at)
            parts.append(raw[at + 2 : at + 2 + length])
            at += 2 + length
        yield family, parts[0], parts[1], parts[2], parts[3]


def _padded(raw: bytes) -> bytes:
    return raw + bytes(-len(raw) % 4)
