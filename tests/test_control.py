"""The control socket: clients of every kind, none of which harms."""

from __future__ import annotations

import json
import select
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from hipbreak.adapters import control_client
from hipbreak.adapters.control import MOST_CLIENTS, ControlServer, NotRunning, ask
from hipbreak.core.errors import UserError
from hipbreak.protocol import VERSION, Command, Reply, from_line, to_line
from tests.rig import wait_for

Handler = Callable[[Command], Reply]


def echo(command: Command) -> Reply:
    return Reply(True, command.verb, json.dumps(command.arguments))


class Loop:
    """A resident's loop in small, turned by hand."""

    def __init__(self, path: Path, handler: Handler = echo) -> None:
        self.now = 1000.0
        self.server = ControlServer(path, monotonic=lambda: self.now)
        self.handler = handler
        self.heard: list[Command] = []

    def turn(self) -> None:
        readable, _, _ = select.select(self.server.fds(), [], [], 0)
        for fd in readable:
            for client, command in self.server.ready(fd):
                self.heard.append(command)
                self.server.reply(client, self.handler(command))
        self.server.tick()

    def forgot_everybody(self) -> bool:
        self.turn()
        return self.server.deadline() is None


@pytest.fixture
def loop(tmp_path: Path) -> Iterator[Loop]:
    loop = Loop(tmp_path / "run" / "control.sock")
    yield loop
    loop.server.close()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "run" / "control.sock"


@contextmanager
def client(path: Path) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX) as wire:
        wire.connect(str(path))
        wire.setblocking(False)
        yield wire


def hear(loop: Loop, wire: socket.socket) -> bytes:
    """All that the server says until it hangs up."""
    said = bytearray()

    def ended() -> bool:
        loop.turn()
        try:
            piece = wire.recv(1 << 20)
        except BlockingIOError:
            return False
        except ConnectionResetError:  # it hung up without reading all of ours
            return True
        said.extend(piece)
        return not piece

    wait_for(ended, what="the end of the reply")
    return bytes(said)


@contextmanager
def turning(path: Path, handler: Handler = echo) -> Iterator[Loop]:
    """The loop in a thread, for a client that blocks."""
    loop, stop = Loop(path, handler), threading.Event()

    def work() -> None:
        while not stop.is_set():
            select.select(loop.server.fds(), [], [], 0.02)
            loop.turn()

    thread = threading.Thread(target=work)
    thread.start()
    yield loop
    stop.set()
    thread.join()
    loop.server.close()


def test_a_command_gets_its_reply(path: Path) -> None:
    """What was asked arrives whole, and so does the answer."""
    with turning(path):
        reply = ask(path, Command("pause", ("1 h", "für später")))
    assert reply == Reply(True, "pause", json.dumps(["1 h", "für später"]))


def test_the_socket_is_for_its_owner_only(loop: Loop, path: Path) -> None:
    """0600 in a 0700 folder, and gone after `close`."""
    assert path.stat().st_mode & 0o777 == 0o600
    assert path.parent.stat().st_mode & 0o777 == 0o700
    loop.server.close()
    assert not path.exists()


def test_nobody_there(path: Path) -> None:
    """No socket, and a socket left behind by a killed resident, are both "not running"."""
    with pytest.raises(NotRunning, match="is not running"):
        ask(path, Command("status"))
    path.parent.mkdir()
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(path))
    with pytest.raises(NotRunning, match="is not running"):
        ask(path, Command("status"))
    with turning(path):
        assert ask(path, Command("status")).ok


def test_a_resident_that_hangs_is_said(loop: Loop, path: Path) -> None:
    """A listening but silent resident does not hold the command line longer than asked."""
    before = time.monotonic()
    with pytest.raises(NotRunning, match="does not answer"):
        ask(path, Command("status"), timeout_s=0.2)
    assert 0.15 < time.monotonic() - before < 5


def test_a_foreign_server_is_not_believed(path: Path) -> None:
    """Something else that answers with garbage counts as not running."""
    path.parent.mkdir()
    with socket.socket(socket.AF_UNIX) as foreign:
        foreign.bind(str(path))
        foreign.listen()

        def babble() -> None:
            wire, _ = foreign.accept()
            wire.sendall(b"[1, 2]\n")
            wire.close()

        thread = threading.Thread(target=babble)
        thread.start()
        with pytest.raises(NotRunning):
            ask(path, Command("status"))
        thread.join()


def test_a_mute_client_is_dropped_and_harms_nobody(loop: Loop, path: Path) -> None:
    """It is given one second; others are served meanwhile."""
    with client(path) as mute, client(path) as other:
        loop.turn()
        assert loop.server.deadline() == loop.now + 1
        other.sendall(to_line(Command("status")))
        assert isinstance(from_line(hear(loop, other)), Reply)
        loop.now += 1.01
        assert hear(loop, mute) == b""
    assert loop.server.deadline() is None


def test_a_slow_client_is_heard_in_pieces_until_its_time_is_over(loop: Loop, path: Path) -> None:
    """Bytes may trickle, but a trickle does not buy more time."""
    line = to_line(Command("stand"))
    with client(path) as slow, client(path) as slower:
        for byte in line:
            slow.sendall(bytes([byte]))
            loop.turn()
        assert loop.heard == [Command("stand")]
        for _ in range(11):
            loop.now += 0.1
            loop.turn()
            if loop.server.deadline() is not None:
                slower.sendall(b" ")
        assert hear(loop, slower) == b""


@pytest.mark.parametrize(
    "sent",
    [b"\n", b"\xff\xfe\n", b"{}\n", b"[[[\n", b'{"type": "Show"}\n', b'{"type": "Command"}\n'],
)
def test_garbage_is_answered_with_a_refusal(loop: Loop, path: Path, sent: bytes) -> None:
    """One line says that it was no command, and nothing is done."""
    with client(path) as wire:
        wire.sendall(sent)
        reply = from_line(hear(loop, wire))
    assert isinstance(reply, Reply) and not reply.ok and "not a command" in reply.text
    assert loop.heard == []


def test_a_huge_command_is_refused(loop: Loop, path: Path) -> None:
    """An endless line ends at 64 kB."""
    with client(path) as wire:
        wire.sendall(b"x" * 100_000)
        assert b"too long" in hear(loop, wire)
    assert loop.server.fds() == (loop.server.fileno(),)


def test_a_command_of_another_version_is_told_so(loop: Loop, path: Path) -> None:
    """After an update the old resident asks to be restarted instead of guessing."""
    with client(path) as wire:
        wire.sendall(to_line(Command("status", (), VERSION + 1)))
        assert b"restart" in hear(loop, wire)
    assert loop.heard == []


def test_a_client_that_hangs_up_is_forgotten(loop: Loop, path: Path) -> None:
    """Before, in the middle of or right after its command."""
    for sent in (b"", b'{"type"', to_line(Command("status"))):
        with client(path) as wire:
            wire.sendall(sent)
        loop.turn()
        wait_for(loop.forgot_everybody, what="the end of it")
    assert loop.server.fds() == (loop.server.fileno(),)


def test_a_client_that_has_finished_speaking_still_gets_its_reply(loop: Loop, path: Path) -> None:
    """As `nc -N` does: the sending side is closed, the other one waits."""
    with client(path) as wire:
        wire.sendall(to_line(Command("why")))
        wire.shutdown(socket.SHUT_WR)
        reply = from_line(hear(loop, wire))
    assert reply == Reply(True, "why", "[]")


def test_a_reply_larger_than_the_pipe_arrives_whole(loop: Loop, path: Path) -> None:
    """A slow reader gets the rest on later turns, without anybody waiting for it."""
    loop.handler = lambda command: Reply(True, "x" * 900_000)
    with client(path) as wire:
        wire.sendall(to_line(Command("week")))
        loop.turn()
        loop.turn()
        deadline = loop.server.deadline()
        assert deadline is not None and deadline < loop.now + 0.1
        reply = from_line(hear(loop, wire))
    assert isinstance(reply, Reply) and len(reply.text) == 900_000


def test_a_reader_that_never_reads_is_dropped(loop: Loop, path: Path) -> None:
    """Its unsent reply is given up after a second."""
    loop.handler = lambda command: Reply(True, "x" * 900_000)
    with client(path) as wire:
        wire.sendall(to_line(Command("week")))
        loop.turn()
        loop.turn()
        assert loop.server.deadline() is not None
        loop.now += 1.01
        loop.turn()
        assert loop.server.deadline() is None


def test_a_crowd_pushes_out_the_oldest(loop: Loop, path: Path) -> None:
    """The number of connections is limited; a newcomer is still served."""
    crowd = []
    for _ in range(MOST_CLIENTS + 5):
        wire = socket.socket(socket.AF_UNIX)
        wire.connect(str(path))
        crowd.append(wire)
        loop.turn()
    crowd[-1].sendall(to_line(Command("status")))
    assert hear(loop, crowd[-1])
    assert len(loop.server.fds()) <= 1 + MOST_CLIENTS
    for wire in crowd:
        wire.close()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no way around the limit")
def test_a_path_longer_than_an_address_works(tmp_path: Path) -> None:
    """HIPBREAK_HOME may lie as deep as it likes."""
    deep = tmp_path / ("a" * 100) / ("b" * 100) / "control.sock"
    with turning(deep):
        assert ask(deep, Command("status")).ok
    assert not deep.exists()


def test_a_place_where_no_socket_can_be_is_a_clear_error(tmp_path: Path) -> None:
    """One line with the path; a file of somebody else's is not removed."""
    (tmp_path / "control.sock").write_text("mine")
    with pytest.raises(UserError, match="cannot listen at"):
        ControlServer(tmp_path / "control.sock")
    assert (tmp_path / "control.sock").read_text() == "mine"


def test_the_light_client_speaks_the_same_version() -> None:
    """It repeats the number so as not to load the protocol, which it indeed does not."""
    assert control_client.VERSION == VERSION
    program = (
        "import sys, hipbreak.adapters.control_client\n"
        "heavy = {'hipbreak.protocol', 'dataclasses', 'tkinter', 'PIL'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
