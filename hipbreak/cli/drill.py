"""Playing one drill in the terminal: the player's own state, told in lines, steered by keys."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable
from typing import IO

from hipbreak.adapters import outbox
from hipbreak.adapters.clock import read_elapsed
from hipbreak.adapters.control_client import NotRunning
from hipbreak.adapters.paths import Paths
from hipbreak.adapters.voice import Voice
from hipbreak.cli import drill_words as words
from hipbreak.cli.drill_calls import Calls
from hipbreak.cli.keys import Keys, keys_of
from hipbreak.cli.remote import ask
from hipbreak.core.facts import TIGHTEST, Feel
from hipbreak.protocol import Finished, OpenPlayer, to_line
from hipbreak.ui.beats import beat
from hipbreak.ui.player_report import report
from hipbreak.ui.player_state import STOP_REASONS, Phase, Play, start

LOOK_S = 0.25
"""How often the time is looked at (ours)."""
HAND_IN_S = 5.0

_WORKING: dict[str, Callable[[Play], Play]] = {
    "\n": Play.next,
    "\r": Play.next,
    "p": Play.pause_or_resume,
    " ": Play.pause_or_resume,
    "b": Play.back,
    "h": Play.hurts,
    "d": Play.done_already,
    "y": lambda play: play.looser(True),
    "n": lambda play: play.looser(False),
}


def drill(opening: OpenPlayer) -> int:
    """Play it on standard input and output, and report exactly once, whatever happens."""
    voice = Voice.of(opening.sound)
    terminal = Terminal(opening, keys_of(sys.stdin), sys.stdout, voice)
    for name in ("SIGHUP", "SIGTERM"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.default_int_handler)
    try:
        terminal.run()
    finally:
        hand_in(report(terminal.play, opening.uid))
        voice.close()
    return 0


def hand_in(message: Finished) -> None:
    """To the resident; to its outbox when it has gone in the meantime."""
    try:
        answer = ask("report", to_line(message).decode().strip(), timeout_s=HAND_IN_S)
    except NotRunning:
        outbox.deliver(Paths.from_env().outbox, message)
        return
    if not answer.ok:
        print(f"hipbreak: {answer.text}", file=sys.stderr)


class Terminal:
    """One drill on one terminal. `play` is how far it has come."""

    def __init__(self, opening: OpenPlayer, keys: Keys, out: IO[str], voice: Voice) -> None:
        self._opening, self._keys, self._out, self._voice = opening, keys, out, voice
        self._rewrites = out.isatty()
        self._open_line = False
        self.play = start(opening.routine, opening.first_side)

    def run(self) -> None:
        """To its end."""
        self._say(words.opening(self._opening.routine, self._keys.present))
        with self._keys:
            self._tell(None)
            last = read_elapsed()
            calls = Calls(self._voice.quiet, last)
            while self.play.phase is not Phase.CLOSED:
                pressed = self._keys.wait(LOOK_S)
                now = read_elapsed()
                if self._voice.sounds and calls.quiet(now) is not self._voice.quiet:
                    self._voice.quiet = not self._voice.quiet
                self._become(self.play.tick(now - last))
                last = now
                for key in pressed:
                    self._become(press(self.play, key.lower()))
                if not self._keys.present:
                    self._become(go_on(self.play))
                if self.play.phase is Phase.ADVICE:
                    self._become(self.play.leave())
        self._end_line()

    def _become(self, play: Play) -> None:
        before, self.play = self.play, play
        if play != before:
            self._tell(before)

    def _tell(self, before: Play | None) -> None:
        self._say(words.told(before, self.play, self._keys.present))
        left = words.countdown(before, self.play)
        if left:
            self._count(left)
        self._voice.at(beat(self.play))

    def _say(self, lines: list[str]) -> None:
        if lines:
            self._end_line()
            self._out.write("\n".join(lines) + "\n")
            self._out.flush()

    def _count(self, left: str) -> None:
        """On a terminal one line that is written over; else a line each."""
        if self._rewrites:
            self._out.write(f"\r\x1b[K{left}")
        else:
            self._out.write(f"{left}\n")
        self._open_line = self._rewrites
        self._out.flush()

    def _end_line(self) -> None:
        if self._open_line:
            self._open_line = False
            self._out.write("\n")
            self._out.flush()


def press(play: Play, key: str) -> Play:
    """What a key does to a play."""
    if key in ("q", "\x1b", "\x04"):
        return play.leave()
    match play.phase:
        case Phase.CAUTION | Phase.READY:
            if key == "t" or key.isdecimal():
                return play.begin(TIGHTEST if key == "t" else int(key))
            return play.begin() if key in "\r\n" else play
        case Phase.HURT:
            at = int(key) - 1 if key.isdecimal() else -1
            return play.because(STOP_REASONS[at]) if 0 <= at < len(STOP_REASONS) else play
        case Phase.ENDING:
            feels = tuple(Feel)
            at = int(key) - 1 if key.isdecimal() else -1
            if 0 <= at < len(feels):
                return play.felt(feels[at])
            return play.leave() if key in "\r\n" else play
        case Phase.TIGHTNESS:
            if key == "t" or key.isdecimal():
                return play.rated(TIGHTEST if key == "t" else int(key))
            return play.leave() if key in "\r\n" else play
    change = _WORKING.get(key)
    return change(play) if change else play


def go_on(play: Play) -> Play:
    """Without keys nobody can answer: questions are passed over, the end is the end."""
    match play.phase:
        case Phase.READY:
            return play.begin()
        case Phase.ASKING:
            return play.next()
        case Phase.ENDING | Phase.TIGHTNESS:
            return play.leave()
    return play
