"""`hipbreak play ID --text`: a drill in a real terminal, or without one, and its place in the
journal."""

from __future__ import annotations

import contextlib
import os
import pty
import signal
import subprocess
import sys
import termios
from collections.abc import Iterator
from pathlib import Path

import pytest

from hipbreak.cli.drill import press
from hipbreak.cli.drill_words import countdown, opening, told
from hipbreak.core.facts import Feel
from hipbreak.core.routine import Evidence, Grade, Kind, Pace, Position, Routine, Sides, Step
from hipbreak.ui.player_state import Phase, Play, start
from tests.resident import HIPBREAK, Resident
from tests.rig import Desktop, wait_for

ROUTINE = Routine(
    "x",
    "X",
    "An x.",
    Kind.STRETCH,
    Position.KNEELING,
    (
        Step("Hold it.", 30, "ours", each_side=True),
        Step("Looser?", 0, "ours", Pace.ASK, question="Does it feel looser?", each_side=True),
    ),
    Evidence(Grade.EXPERT, "Tried.", "ours"),
    sides=Sides.EACH,
    cautions=("Stop at sharp pain.",),
)

QUICK = """\
format = 1
id = "quick"
name = "Quick one"
summary = "Over soon."
kind = "drill"
position = "seated"
sides = "together"
cautions = ["Stop at sharp pain."]

[evidence]
grade = "expert"
sentence = "For trying out."
source = "ours"

[[steps]]
cue = "Press the floor."
seconds = {seconds}
source = "ours"

[[steps]]
cue = "Let go."
seconds = 1
source = "ours"
pace = "rest"
"""


# What is told


def narrated(play: Play, seconds: float, keys: bool = True) -> list[str]:
    lines = told(None, play, keys)
    for _ in range(round(seconds * 4)):
        before, play = play, play.tick(0.25)
        lines += told(before, play, keys)
        left = countdown(before, play)
        lines += [left] if left else []
    return lines


def test_a_step_is_told_at_its_beginning_half_and_near_its_end() -> None:
    """Sparse enough to be listened to: five lines for half a minute, then the question."""
    assert narrated(start(ROUTINE, "right").begin(), 31) == [
        "Step 1 of 4. Right side. Hold, 30 s.",
        "  Hold it.",
        "  15 s left",
        "  5 s left",
        "Step 2 of 4. Right side.",
        "  Does it feel looser?",
        "  y yes, n no",
    ]


def test_the_opening_says_what_it_is_with_its_cautions_and_keys() -> None:
    lines = opening(ROUTINE, keys=True)
    assert lines[0] == "X: 1 min, kneeling."
    assert "  Caution: Stop at sharp pain." in lines
    assert any("h it hurts" in line for line in lines)
    assert not any("Keys" in line for line in opening(ROUTINE, keys=False))


def test_pause_and_going_on_are_told() -> None:
    play = start(ROUTINE, "left").begin().tick(4)
    paused = play.pause_or_resume()
    assert told(play, paused, True) == ["Paused. p goes on, q leaves."]
    assert told(paused, paused.pause_or_resume(), True) == ["Going on, 26 s left."]


def test_keys_do_what_they_say() -> None:
    """Each key in each phase; a wrong one does nothing."""
    play = start(ROUTINE, "left").begin()
    assert press(play, "\n").at == 1
    assert press(play, "p").phase is Phase.PAUSED
    assert press(play, "q").phase is Phase.CLOSED
    assert press(play, "x") == press(play, "1") == play
    hurt = press(play, "h")
    assert hurt.phase is Phase.HURT
    assert press(hurt, "9") == press(hurt, "\n") == hurt
    assert press(hurt, "3").stop_reason == "nerve"
    end = press(play, "d")
    assert end.phase is Phase.ENDING
    tight = press(end, "3")
    assert (tight.phase, tight.feel) == (Phase.TIGHTNESS, Feel.BAD)
    assert press(tight, "7").tightness == 7 and press(tight, "t").tightness == 10
    assert press(tight, "\n").phase is Phase.CLOSED
    assert "10  very tight (key t)" in told(end, tight, True)[0]
    assert press(end, "\n").phase is Phase.CLOSED


def test_a_drill_in_the_terminal_loads_no_tk() -> None:
    code = "import sys, hipbreak.cli.drill; print({'tkinter', 'PIL'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


# The whole way


@pytest.fixture
def resident(desktop: Desktop) -> Iterator[Resident]:
    resident = Resident(desktop)
    bring(resident, 3)
    yield resident.start()


def bring(resident: Resident, seconds: int) -> None:
    """A routine of the person's own, this long and a second more."""
    folder = resident.folder / "routines"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "quick.toml").write_text(QUICK.format(seconds=seconds))


def breaks(resident: Resident) -> list[tuple[object, ...]]:
    return resident.query("SELECT routine, outcome, evidence, stop_reason FROM breaks")


class Terminal:
    """`hipbreak play quick --text` in a terminal of its own."""

    def __init__(self, desktop: Desktop) -> None:
        self._far, near = pty.openpty()
        self.near = near
        self.modes = termios.tcgetattr(near)
        os.set_blocking(self._far, False)
        self._seen = b""
        self.process = desktop.start(
            *HIPBREAK, "play", "quick", "--text", stdin=near, stdout=near, stderr=near
        )

    def text(self) -> str:
        with contextlib.suppress(BlockingIOError, OSError):
            while piece := os.read(self._far, 4096):
                self._seen += piece
        return self._seen.decode().replace("\r\n", "\n")

    def shows(self, words: str) -> None:
        try:
            wait_for(lambda: words in self.text(), 20, words)
        except Exception as error:
            raise AssertionError(f"{error}\n{self.text()}") from error

    def press(self, keys: str) -> None:
        os.write(self._far, keys.encode())

    def ended(self) -> int:
        return self.process.wait(15)

    def close(self) -> None:
        for fd in (self._far, self.near):
            with contextlib.suppress(OSError):
                os.close(fd)


@pytest.fixture
def terminal(desktop: Desktop, resident: Resident) -> Iterator[Terminal]:
    bring(resident, 60)
    terminal = Terminal(desktop)
    yield terminal
    terminal.close()


def test_without_a_terminal_it_runs_to_its_end_by_itself(resident: Resident) -> None:
    """Piped into a file: plain lines, no control characters, and the break is written down."""
    done = resident.cli("play", "quick", "--text")
    assert "Step 1 of 2. Both sides. Hold, 3 s.\n  Press the floor.\n" in done.stdout
    assert "Done. Quick one, 4 s." in done.stdout
    assert "\r" not in done.stdout and "\x1b" not in done.stdout
    assert breaks(resident) == [("quick", "completed", "steps", "")]
    assert resident.status()["break"] is None


def test_while_it_runs_there_is_a_break_and_no_window(
    resident: Resident, terminal: Terminal, desktop: Desktop
) -> None:
    """The resident counts it like any other, and a second one is refused."""
    terminal.shows("Press the floor.")
    assert resident.status()["break"]["routine"] == "quick"
    second = resident.cli("play", "quick", "--text", check=False)
    assert (second.returncode, second.stderr) == (1, "hipbreak: a break is running already\n")
    assert desktop.find_window(title="hipbreak") is None
    terminal.press("q")
    assert terminal.ended() == 0
    assert breaks(resident) == [("quick", "left", "none", "")]


def test_keys_of_a_real_terminal_steer_it(resident: Resident, terminal: Terminal) -> None:
    """Pause, on, next, done and the tap at the end; the terminal is as it was before."""
    terminal.shows("Press the floor.")
    terminal.press("p")
    terminal.shows("Paused.")
    terminal.press("p\x1b[C")
    terminal.shows("Going on, ")
    terminal.press("\r")
    terminal.shows("Let go.")
    terminal.press("d")
    terminal.shows("How did it feel? 1 good ache")
    terminal.press("1")
    assert terminal.ended() == 0
    assert termios.tcgetattr(terminal.near) == terminal.modes
    assert breaks(resident) == [("quick", "completed", "by hand", "")]
    assert resident.query("SELECT feel FROM checkins") == [("good ache",)]


def test_it_hurts_stops_at_once_and_says_what_to_do(resident: Resident, terminal: Terminal) -> None:
    terminal.shows("Press the floor.")
    terminal.press("h")
    terminal.shows("1 sharp pain")
    terminal.press("1")
    terminal.shows("get medical help now")
    assert terminal.ended() == 0
    assert breaks(resident) == [("quick", "hurt", "none", "sharp")]


def test_the_time_left_is_written_over_itself_on_a_terminal(
    desktop: Desktop, resident: Resident
) -> None:
    """One line is used again and again; what follows stands below it."""
    bring(resident, 12)
    terminal = Terminal(desktop)
    terminal.shows("\r\x1b[K  6 s left\nStep 2 of 2.")
    terminal.press("q")
    assert terminal.ended() == 0
    terminal.close()


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 130), (signal.SIGHUP, 130)]
)
def test_an_end_from_outside_is_reported_too(
    resident: Resident, terminal: Terminal, number: signal.Signals, code: int
) -> None:
    """Ctrl-C, a closed terminal, a logout: the break was left, and the next one may begin."""
    terminal.shows("Press the floor.")
    terminal.process.send_signal(number)
    assert terminal.ended() == code
    assert "Traceback" not in terminal.text()
    assert breaks(resident) == [("quick", "left", "none", "")]
    assert resident.status()["break"] is None


def test_kill_9_of_the_resident_loses_no_report(resident: Resident, terminal: Terminal) -> None:
    """The drill goes on in the terminal; the next resident finds its report."""
    terminal.shows("Press the floor.")
    resident.kill()
    terminal.press("d\r")
    assert terminal.ended() == 0
    resident.start()
    resident.wait_status(lambda seen: seen["break"] is None, "the break in the journal")
    assert breaks(resident) == [("quick", "completed", "by hand", "")]


def test_it_starts_hipbreak_when_it_does_not_run(desktop: Desktop) -> None:
    resident = Resident(desktop)
    bring(resident, 1)
    done = resident.cli("play", "quick", "--text")
    assert "Done. Quick one" in done.stdout
    assert breaks(resident) == [("quick", "completed", "steps", "")]
    resident.cli("quit")


def test_what_presses_needs_somebody_who_reads(resident: Resident) -> None:
    """Without a terminal nobody can say that the cautions were read: nothing begins."""
    done = resident.cli("play", "psoas-ball", "--text", check=False)
    assert done.returncode == 1
    assert "it needs a terminal" in done.stderr and done.stderr.count("\n") == 1
    assert breaks(resident) == []


def test_an_unknown_routine_is_one_clear_line(resident: Resident) -> None:
    done = resident.cli("play", "no-such", "--text", check=False)
    assert done.returncode in (1, 2)
    assert done.stderr.startswith("hipbreak: ") and done.stderr.count("\n") == 1


def test_a_report_that_is_none_is_refused(resident: Resident, tmp_path: Path) -> None:
    """Whoever writes to the socket cannot end a break that is not theirs."""
    from hipbreak.adapters.control_client import ask_plain

    socket = resident.folder / "control.sock"
    for line in ("", "garbage", '{"type": "Close"}'):
        answer = ask_plain(socket, "report", (line,))
        assert not answer.ok and "not a report" in answer.text
