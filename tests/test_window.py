"""Windows as child processes: spoken to over pipes, and ended for certain."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from hipbreak.adapters.window import GRACE_S, ChildWindow, ChildWindows, window_command
from hipbreak.core.errors import Unavailable
from hipbreak.protocol import (
    Answered,
    Asked,
    Close,
    Look,
    Message,
    OpenHome,
    Raise,
    Ready,
    Show,
    Shown,
    to_line,
)
from tests.rig import wait_for

HOME = OpenHome(Look())
SPEAK = "import sys\ndef say(raw): sys.stdout.buffer.write(raw); sys.stdout.flush()\n"


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


class Rig:
    """The resident's part: opens windows that run a few lines of Python, and turns the loop."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.clock, self.program = folder, Clock(), ""
        self.windows = ChildWindows(folder / "outbox", folder / "log", self._command, self.clock)
        self.opened: list[ChildWindow] = []

    def _command(self, kind: str) -> tuple[str, ...]:
        return (sys.executable, "-c", SPEAK + self.program, kind)

    def open(self, program: str, first: Message = HOME) -> ChildWindow:
        self.program = program
        self.opened.append(self.windows.open(first))
        return self.opened[-1]

    def read(self, window: ChildWindow) -> list[Message] | None:
        """What it says next, waited for; None: it has ended."""
        select.select([window.fileno()], [], [], 20)
        said = window.read()
        return None if said is None else list(said)

    def gone(self, window: ChildWindow) -> bool:
        self.windows.tick()
        return window.gone


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    rig = Rig(tmp_path)
    yield rig
    for window in rig.opened:
        if not window.gone:
            os.kill(window.pid, signal.SIGKILL)
        window.close()
        while window.read() is not None:
            select.select([window.fileno()], [], [], 1)
        wait_for(partial(rig.gone, window), what="the end of the window")


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_window_hears_and_answers(rig: Rig) -> None:
    """Its opening message is the first line it reads; what it says is read as messages."""
    window = rig.open(
        "first = sys.stdin.readline(); say(first.encode()); say(sys.stdin.readline().encode())"
    )
    assert rig.read(window) == [HOME]
    window.send(Raise())
    assert rig.read(window) == [Raise()]
    assert rig.read(window) is None
    assert window.read() is None and window.fileno() == -1
    wait_for(lambda: rig.gone(window), what="its end")
    assert not alive(window.pid)
    assert rig.windows.deadline() is None


def test_a_window_is_told_what_it_is_and_where_to_leave_reports(rig: Rig) -> None:
    """The kind on its command line, the outbox in its environment, a session of its own."""
    window = rig.open(
        "import os; print(sys.argv[1], os.environ['HIPBREAK_OUTBOX'], os.getsid(0) == os.getpid(),"
        " file=sys.stderr)"
    )
    assert rig.read(window) is None
    assert (rig.folder / "log").read_text() == f"home {rig.folder / 'outbox'} True\n"


def test_a_window_inherits_nothing_of_ours(rig: Rig) -> None:
    """Neither the lock nor the journal nor another window's pipes stay open in it."""
    first = rig.open("sys.stdin.read()")
    with (rig.folder / "mine").open("w"):
        second = rig.open(
            "from pathlib import Path\n"
            "for fd in range(3, 300):\n"
            "    link = Path(f'/proc/self/fd/{fd}')\n"
            "    if link.is_symlink(): print(link.readlink(), file=sys.stderr)"
        )
        assert rig.read(second) is None
    theirs = (rig.folder / "log").read_text()
    ours = Path(f"/proc/self/fd/{first.fileno()}").readlink()
    assert "mine" not in theirs and str(ours) not in theirs


def test_messages_come_in_pieces_and_in_heaps(rig: Rig) -> None:
    """A line may arrive in parts, and several at once."""
    window = rig.open(
        "sys.stdin.readline()\n"
        f"line = {to_line(Ready())!r}\n"
        "say(line + line + line[:7]); sys.stdin.readline(); say(line[7:])"
    )
    assert rig.read(window) == [Ready(), Ready()]
    window.send(Show())
    assert rig.read(window) == [Ready()]


def test_what_is_no_message_is_skipped(rig: Rig, caplog: pytest.LogCaptureFixture) -> None:
    """Garbage is noted in the log and the next message is heard."""
    window = rig.open(f"say(b'\\xff\\xfe{{[\\n\\n' + {to_line(Shown())!r})")
    assert rig.read(window) == [Shown()]
    assert len(caplog.records) == 2


def test_an_endless_line_does_not_fill_the_memory(rig: Rig) -> None:
    """After a megabyte without an end it is thrown away."""
    window = rig.open(
        f"[say(b'x' * 1_000_000) for _ in range(20)]; say(b'\\n' + {to_line(Shown())!r})"
    )
    heard: list[Message] = []
    tracemalloc.start()
    while (said := rig.read(window)) is not None:
        heard += said
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert heard == [Shown()]
    assert peak < 8_000_000


def test_a_killed_window_ends_without_a_word(rig: Rig) -> None:
    """kill -9 is None from `read`, at once, and no zombie stays."""
    window = rig.open(f"say({to_line(Ready())!r}); sys.stdin.read()")
    assert rig.read(window) == [Ready()]
    os.kill(window.pid, signal.SIGKILL)
    assert rig.read(window) is None
    window.send(Show())
    window.close()
    wait_for(lambda: rig.gone(window), what="its end")


def test_closing_asks_first(rig: Rig) -> None:
    """The window hears `Close`, then the end of its input; its last words are still read."""
    answer = Answered("o", "skip")
    window = rig.open(
        f"first, close, end = sys.stdin.readline(), sys.stdin.readline(), sys.stdin.read()\n"
        f"assert close.encode() == {to_line(Close())!r} and end == ''\n"
        f"say({to_line(answer)!r})"
    )
    window.close()
    window.close()
    assert rig.read(window) == [answer]
    assert rig.read(window) is None
    wait_for(lambda: rig.gone(window), what="its end")
    assert (rig.folder / "log").read_text() == ""


def test_a_window_that_will_not_end_is_killed(rig: Rig) -> None:
    """After the grace, not before, and without anybody waiting for it."""
    window = rig.open(f"say({to_line(Ready())!r})\nimport threading; threading.Event().wait()")
    assert rig.read(window) == [Ready()]
    assert rig.windows.deadline() is None
    window.close()
    assert rig.windows.deadline() == rig.clock.now + GRACE_S
    rig.clock.now += GRACE_S - 0.1
    rig.windows.tick()
    assert alive(window.pid)
    rig.clock.now += 0.1
    rig.windows.tick()
    assert rig.read(window) is None
    wait_for(lambda: rig.gone(window), what="its end")
    assert not alive(window.pid)


def test_a_window_that_hangs_up_but_stays_is_killed(rig: Rig) -> None:
    """Closing its output counts as ending: the process is made to follow."""
    window = rig.open(
        "import os, threading; sys.stdin.readline(); os.close(1); threading.Event().wait()"
    )
    assert rig.read(window) is None
    rig.windows.tick()
    assert not window.gone
    rig.clock.now += GRACE_S
    wait_for(lambda: rig.gone(window), what="its end")


def test_a_window_that_does_not_listen_holds_nobody_up(rig: Rig) -> None:
    """What does not fit into the pipe waits, in order, for a later tick."""
    window = rig.open(
        "import signal; signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])\n"
        f"say({to_line(Ready())!r}); signal.sigwait([signal.SIGUSR1])\n"
        "lines = [sys.stdin.readline() for _ in range(301)]\n"
        "say(lines[-1].encode())"
    )
    assert rig.read(window) == [Ready()]
    for number in range(300):
        window.send(Asked((str(number), "x" * 1000)))
    deadline = rig.windows.deadline()
    assert deadline is not None and deadline < rig.clock.now + 0.5
    os.kill(window.pid, signal.SIGUSR1)

    def answer() -> list[Message]:
        rig.windows.tick()
        ready, _, _ = select.select([window.fileno()], [], [], 0)
        return list(window.read() or ()) if ready else []

    assert wait_for(answer, what="its answer") == [Asked(("299", "x" * 1000))]
    assert rig.windows.deadline() is None


def test_a_player_outlives_a_killed_resident(tmp_path: Path) -> None:
    """kill -9 of the resident and all its group leaves the window running, its input ended."""
    resident = (
        "import sys; from pathlib import Path; from hipbreak.protocol import OpenHome, Look\n"
        "from hipbreak.adapters.window import ChildWindows\n"
        "run = 'import sys; sys.stdin.read(); open(sys.argv[2], \\'w\\').write(\\'ended\\')\\n'\n"
        "run += 'import threading; threading.Event().wait()'\n"
        "command = lambda kind: (sys.executable, '-c', run, kind, sys.argv[1] + '/said')\n"
        "windows = ChildWindows(Path(sys.argv[1]), command=command)\n"
        "print(windows.open(OpenHome(Look())).pid, flush=True); sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", resident, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        start_new_session=True,
    ) as process:
        assert process.stdout is not None
        child = int(process.stdout.readline())
        os.killpg(process.pid, signal.SIGKILL)
    try:
        said = tmp_path / "said"
        wait_for(lambda: said.exists() and said.read_text() == "ended", what="its input's end")
        assert alive(child)
    finally:
        os.kill(child, signal.SIGKILL)


def test_a_window_tells_that_it_is_shown_and_why_it_ended(rig: Rig) -> None:
    """Its own last words, without the lines that are the resident's or a traceback's middle."""
    shown = rig.open(f"say({to_line(Shown())!r}); sys.stdin.read()")
    assert not shown.shown and rig.read(shown) == [Shown()]
    assert shown.shown and shown.fate() is None
    ended = rig.open(
        "print('2026-11-22 07:00:00,123 I hipbreak.resident: a line of ours', file=sys.stderr)\n"
        "raise RuntimeError('no room')"
    )
    assert rig.read(ended) is None
    wait_for(lambda: rig.gone(ended), what="its end")
    assert ended.fate() == "no room (its process ended with code 1)"
    silent = rig.open("import os; os.kill(os.getpid(), 9)")
    assert rig.read(silent) is None
    wait_for(lambda: rig.gone(silent), what="its end")
    assert silent.fate() == "its process was ended by signal 9"


def test_a_window_that_cannot_start_is_unavailable(tmp_path: Path) -> None:
    """A missing interpreter is a reason, and no pipe is left open."""
    before = len(list(Path("/proc/self/fd").iterdir()))
    windows = ChildWindows(tmp_path, command=lambda kind: ("/nowhere/python", kind))
    with pytest.raises(Unavailable, match="could not be started: No such file"):
        windows.open(HOME)
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_only_an_opening_message_opens_a_window(tmp_path: Path) -> None:
    """Anything else is a mistake of ours, said at once."""
    with pytest.raises(ValueError, match="Show opens no window"):
        ChildWindows(tmp_path).open(Show())


def test_the_command_of_a_window(monkeypatch: pytest.MonkeyPatch) -> None:
    """From Python: our own module, never one from the current folder; frozen: ourselves."""
    assert window_command("card") == (sys.executable, "-P", "-m", "hipbreak.ui", "card")
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert window_command("card") == (sys.executable, "_window", "card")


def test_a_window_may_be_started_before_it_is_known_what_it_shows(rig: Rig) -> None:
    """The process that waits is the one that is opened; nothing is started a second time."""
    rig.program = "say(sys.stdin.readline().encode())"
    with rig.windows.ahead("home"):
        waiting = rig.windows._children[-1]
        rig.opened.append(rig.windows.open(HOME))
    assert rig.opened == [waiting] == rig.windows._children
    assert rig.read(waiting) == [HOME]


def test_one_that_was_started_for_nothing_ends(rig: Rig) -> None:
    """Also when what was wanted is refused: its input ends, and nothing is left of it."""
    rig.program = "sys.stdin.readline()"
    with pytest.raises(KeyError), rig.windows.ahead("home"):
        waiting = rig.windows._children[-1]
        raise KeyError
    wait_for(lambda: rig.gone(waiting), what="its end")
    assert not alive(waiting.pid)
    assert rig.windows._children == [] and rig.windows.deadline() is None
