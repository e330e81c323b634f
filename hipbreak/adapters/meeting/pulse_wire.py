"""The few words of PulseAudio's native protocol that we need, spoken on its own socket.

Not libpulse by pulsectl, which costs 3.3 MB where this costs 0.06; not `pactl` as a child, which
costs 1.6 MB and a process for as long as one listens, and is not installed everywhere. PipeWire
speaks the same words. Only servers of this machine, only by AF_UNIX.

Packets are a head of 20 bytes and a list of values, each with a letter for its type. Version 21
of the protocol (2011) is the last without formats, which we have no use for; all servers still
know it.

Everything that goes wrong is `Unavailable`, after which the connection is of no more use.
"""

from __future__ import annotations

import select
import socket
import struct
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

from hipbreak.core.errors import Unavailable

ANSWER_S = 0.05
VERSION = 21
ERROR, REPLY, AUTH, SET_CLIENT_NAME = 0, 2, 8, 9
GET_SOURCE_INFO, GET_SOURCE_OUTPUT_INFO_LIST, SUBSCRIBE, SUBSCRIBE_EVENT = 23, 32, 35, 66
RECORDINGS = 0x8
"""Of all that can be subscribed to, the streams that record."""
HEAD = struct.Struct(">IIIII")
CONTROL = 0xFFFFFFFF
LONGEST = 1 << 20
COOKIE_BYTES = 256

Value = int | str | bool | None | dict[str, str]


class PulseRefusal(Unavailable):
    """The server refused this one request; the connection is still good."""


class PulseConnection:
    """A connection that has introduced itself."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._heard = bytearray()
        self._tag = 0
        self._news = False
        self._wire = _connect(environ)
        try:
            self.ask(AUTH, _number(VERSION) + _bytes(_cookie(environ)))
            name = b"P" + _text("application.name") + _property("hipbreak") + b"N"
            self.ask(SET_CLIENT_NAME, name)
        except Unavailable:
            self.close()
            raise

    def fileno(self) -> int:
        return self._wire.fileno()

    def close(self) -> None:
        self._wire.close()

    def subscribe(self, what: int) -> None:
        """Be told of changes; `drain` says that there were some."""
        self.ask(SUBSCRIBE, _number(what))

    def drain(self) -> bool:
        """Take what has come; whether it was news of a change."""
        self._receive()
        for _ in self._packets():
            pass
        news, self._news = self._news, False
        return news

    def ask(self, command: int, arguments: bytes = b"") -> list[Value]:
        """Send a request; the values of its reply, which must come within `ANSWER_S`."""
        self._tag += 1
        body = _number(command) + _number(self._tag) + arguments
        try:
            self._wire.sendall(HEAD.pack(len(body), CONTROL, 0, 0, 0) + body)
        except OSError as error:
            raise Unavailable(f"the sound server has gone: {error}") from None
        end = time.monotonic() + ANSWER_S
        while True:
            for kind, tag, values in self._packets():
                if tag == self._tag and kind == REPLY:
                    return values
                if tag == self._tag:
                    raise PulseRefusal(f"the sound server refused a request ({values})")
            if not self._wait(end - time.monotonic()):
                raise Unavailable("the sound server does not answer")
            self._receive()

    def _wait(self, seconds: float) -> bool:
        waiting = select.poll()
        waiting.register(self._wire, select.POLLIN)
        return seconds > 0 and bool(waiting.poll(seconds * 1000))

    def _receive(self) -> None:
        try:
            piece = self._wire.recv(65_536)
        except (BlockingIOError, TimeoutError):
            return
        except OSError as error:
            raise Unavailable(f"the sound server has gone: {error}") from None
        if not piece:
            raise Unavailable("the sound server has gone")
        self._heard += piece

    def _packets(self) -> Iterator[tuple[int, int, list[Value]]]:
        """Command, tag and values of the complete packets that have come."""
        while len(self._heard) >= HEAD.size:
            length, channel, *_ = HEAD.unpack_from(self._heard)
            if length > LONGEST:
                raise Unavailable("the sound server talks nonsense")
            if len(self._heard) < HEAD.size + length:
                return
            body = bytes(self._heard[HEAD.size : HEAD.size + length])
            del self._heard[: HEAD.size + length]
            if channel != CONTROL:
                continue
            kind, tag, *values = read_values(body)
            if kind == SUBSCRIBE_EVENT:
                self._news = True
            elif isinstance(kind, int) and isinstance(tag, int):
                yield kind, tag, values


def read_values(body: bytes) -> list[Value]:
    """The values of a packet, in their order. Unavailable when it is none."""
    try:
        return list(_values(body))
    except (struct.error, ValueError, IndexError) as error:
        raise Unavailable(f"the sound server talks nonsense: {error}") from None


_FIXED = {"L": ">I", "B": ">B", "R": ">Q", "r": ">q", "U": ">Q", "V": ">I"}
_SKIPPED = {"a": 6, "T": 8}
_CONSTANT: dict[str, Value] = {"N": None, "1": True, "0": False}


def _values(body: bytes) -> Iterator[Value]:
    at = 0
    while at < len(body):
        value, at = _value(body, at)
        if at > len(body):
            raise ValueError("the last value is cut off")
        yield value


def _value(body: bytes, at: int) -> tuple[Value, int]:
    """One value and where the next begins. What nobody here asks about is None."""
    kind, at = chr(body[at]), at + 1
    if kind in _CONSTANT:
        return _CONSTANT[kind], at
    if kind in _FIXED:
        number: int = struct.unpack_from(_FIXED[kind], body, at)[0]
        return number, at + struct.calcsize(_FIXED[kind])
    if kind in _SKIPPED:
        return None, at + _SKIPPED[kind]
    match kind:
        case "t":
            end = body.index(0, at)
            return body[at:end].decode(errors="replace"), end + 1
        case "x":
            (length,) = struct.unpack_from(">I", body, at)
            piece = body[at + 4 : at + 4 + length].rstrip(b"\0")
            return piece.decode(errors="replace"), at + 4 + length
        case "m":
            return None, at + 1 + body[at]
        case "v":
            return None, at + 1 + 4 * body[at]
        case "P":
            return _properties(body, at)
        case "f":  # PipeWire sends formats to everybody
            return _properties(body, at + 3)
    raise ValueError(f"an unknown type {kind!r}")


def _properties(body: bytes, at: int) -> tuple[dict[str, str], int]:
    found: dict[str, str] = {}
    while True:
        key, at = _value(body, at)
        if key is None:
            return found, at
        _, at = _value(body, at)
        value, at = _value(body, at)
        found[str(key)] = str(value)


def _number(value: int) -> bytes:
    return b"L" + struct.pack(">I", value)


def _text(value: str) -> bytes:
    return b"t" + value.encode() + b"\0"


def _bytes(value: bytes) -> bytes:
    return b"x" + struct.pack(">I", len(value)) + value


def _property(value: str) -> bytes:
    raw = value.encode() + b"\0"
    return _number(len(raw)) + _bytes(raw)


def source_request(index: int) -> bytes:
    """What GET_SOURCE_INFO wants: a number, and no name."""
    return _number(index) + b"N"


def _connect(environ: Mapping[str, str]) -> socket.socket:
    address = _address(environ)
    wire = socket.socket(socket.AF_UNIX)
    wire.settimeout(ANSWER_S)
    try:
        wire.connect(address)
    except OSError:
        wire.close()
        raise Unavailable("no sound server of PulseAudio's kind answers") from None
    return wire


def _address(environ: Mapping[str, str]) -> str:
    server = environ.get("PULSE_SERVER", "").split()
    if server:
        where = server[0].rpartition("}")[2].removeprefix("unix:")
        if not where.startswith("/"):
            raise Unavailable("the sound server is on another machine")
        return where
    folder = environ.get("PULSE_RUNTIME_PATH")
    runtime = environ.get("XDG_RUNTIME_DIR")
    if folder or runtime:
        return f"{folder or f'{runtime}/pulse'}/native"
    raise Unavailable("no sound server of PulseAudio's kind is known here")


def _cookie(environ: Mapping[str, str]) -> bytes:
    """The key to the server; servers of one's own machine know their user without."""
    config = environ.get("XDG_CONFIG_HOME") or f"{environ.get('HOME', '')}/.config"
    path = Path(environ.get("PULSE_COOKIE") or f"{config}/pulse/cookie")
    try:
        cookie = path.read_bytes()
    except OSError:
        cookie = b""
    return cookie[:COOKIE_BYTES].ljust(COOKIE_BYTES, b"\0")
