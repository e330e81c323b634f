"""The control socket of the resident: one command and one reply for each connection.

Made for a loop that waits on file descriptors: nothing here blocks, and no client, be it mute,
slow, huge, speaking garbage or gone, holds up another.

    loop:  wait for `fds()` until `deadline()`; `ready(fd)` for the readable ones; then `tick()`
"""

from __future__ import annotations

import contextlib
import socket
import stat
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from hipbreak.adapters.control_client import NotRunning, address_of, ask_plain
from hipbreak.core.codec import DecodeError
from hipbreak.core.errors import Unavailable, UserError
from hipbreak.protocol import VERSION, Command, Reply, from_line, to_line

__all__ = ["Client", "ControlServer", "NotRunning", "ask"]

LONGEST_COMMAND = 65_536
PATIENCE_S = 1.0
"""A client that has not finished its command by then is dropped."""
ANSWER_S = 10.0
"""A command that nobody replied to by then is given up."""
RETRY_S = 0.02
"""How soon a full pipe to a slow reader is tried again."""
MOST_CLIENTS = 32


@dataclass(eq=False, slots=True)
class Client:
    """One connection. To callers only a token for `reply`."""

    wire: socket.socket
    until: float
    heard: bytearray = field(default_factory=bytearray)
    asked: bool = False
    unsent: bytes = b""


class ControlServer:
    """The listening end. UserError when it cannot listen, Unavailable where nothing can."""

    def __init__(self, path: Path, monotonic: Callable[[], float] = time.monotonic) -> None:
        if not hasattr(socket, "AF_UNIX"):
            raise Unavailable("this system has no local sockets: commands cannot reach hipbreak")
        self._path, self._monotonic = path, monotonic
        self._clients: dict[int, Client] = {}
        self._wire = _listen(path)

    def fileno(self) -> int:
        return self._wire.fileno()

    def fds(self) -> tuple[int, ...]:
        """What to wait for, to be readable: the listening socket, and who has yet to ask."""
        return (self.fileno(), *(fd for fd, c in self._clients.items() if not c.asked))

    def deadline(self) -> float | None:
        """When `tick` has something to do, on the monotonic scale; None: not by itself."""
        waiting = (c.until if not c.unsent else self._monotonic() + RETRY_S for c in self._all())
        return min(waiting, default=None)

    def ready(self, fd: int) -> list[tuple[Client, Command]]:
        """Take what has come on this descriptor; the commands that are now complete."""
        if fd == self.fileno():
            self._accept()
            return []
        client = self._clients.get(fd)
        command = self._hear(client) if client and not client.asked else None
        return [(client, command)] if client and command else []

    def reply(self, client: object, reply: Reply) -> None:
        """Answer the client that `ready` gave, and hang up. Ignored when it has gone."""
        if isinstance(client, Client) and client.wire.fileno() >= 0:
            client.unsent = to_line(reply)
            client.until = self._monotonic() + PATIENCE_S
            self._send(client)

    def tick(self) -> None:
        """Send what a slow reader left unsent, and drop those whose time is over."""
        now = self._monotonic()
        for client in self._all():
            if client.unsent:
                self._send(client)
            if client.until <= now:
                self._drop(client)

    def close(self) -> None:
        """Hang up on everybody and take the socket away."""
        for client in self._all():
            self._drop(client)
        self._wire.close()
        with contextlib.suppress(OSError):
            self._path.unlink()

    def _all(self) -> tuple[Client, ...]:
        return tuple(self._clients.values())

    def _accept(self) -> None:
        try:
            wire, _ = self._wire.accept()
        except OSError:
            return
        wire.setblocking(False)
        if len(self._clients) >= MOST_CLIENTS:
            self._drop(self._all()[0])
        self._clients[wire.fileno()] = Client(wire, self._monotonic() + PATIENCE_S)

    def _hear(self, client: Client) -> Command | None:
        try:
            piece = client.wire.recv(LONGEST_COMMAND)
        except BlockingIOError:
            return None
        except OSError:
            piece = b""
        if not piece:
            self._drop(client)
            return None
        client.heard += piece
        if b"\n" in client.heard:
            return self._understand(client)
        if len(client.heard) > LONGEST_COMMAND:
            client.asked = True
            self.reply(client, Reply(False, "the command is too long"))
        return None

    def _understand(self, client: Client) -> Command | None:
        client.asked, client.until = True, self._monotonic() + ANSWER_S
        line = bytes(client.heard.partition(b"\n")[0])
        client.heard.clear()
        try:
            command = from_line(line)
        except DecodeError as error:
            self.reply(client, Reply(False, f"not a command: {error}"))
            return None
        if not isinstance(command, Command):
            self.reply(client, Reply(False, "not a command"))
        elif command.version != VERSION:
            self.reply(client, Reply(False, "hipbreak was updated: restart the one running"))
        else:
            return command
        return None

    def _send(self, client: Client) -> None:
        try:
            client.unsent = client.unsent[client.wire.send(client.unsent) :]
        except BlockingIOError:
            return
        except OSError:
            client.unsent = b""
        if not client.unsent:
            self._drop(client)

    def _drop(self, client: Client) -> None:
        self._clients.pop(client.wire.fileno(), None)
        client.wire.close()


def _listen(path: Path) -> socket.socket:
    """A listening socket at `path`. The lock is ours, so one found there is a dead one."""
    wire = socket.socket(socket.AF_UNIX)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.exists() and stat.S_ISSOCK(path.stat().st_mode):
            path.unlink()
        with address_of(path) as address:
            wire.bind(address)
        path.chmod(0o600)
        wire.listen(16)
    except OSError as error:
        wire.close()
        raise UserError(f"cannot listen at {path}: {error.strerror or error}") from None
    wire.setblocking(False)
    return wire


def ask(path: Path, command: Command, timeout_s: float = 1.0) -> Reply:
    """Send a command and wait for its reply. NotRunning when none comes in time."""
    answer = ask_plain(path, command.verb, command.arguments, timeout_s)
    return Reply(answer.ok, answer.text, answer.data)
