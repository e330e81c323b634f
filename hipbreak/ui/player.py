"""The player: an ordinary window, opened by the person's own click, that guides one drill.

It keeps its own clock and reports exactly once what really happened. When the resident has gone
it plays on, and the report waits in the outbox.
"""

from __future__ import annotations

import sys
import time
import tkinter as tk
from collections.abc import Callable
from tkinter import ttk

from hipbreak.adapters.voice import Voice
from hipbreak.core.facts import TIGHTEST, Feel
from hipbreak.protocol import Close, Hush, Message, OpenPlayer, Raise, Show, Shown
from hipbreak.ui.beats import beat
from hipbreak.ui.compact import Compact
from hipbreak.ui.fitting import Fitted, fit
from hipbreak.ui.pages import FEELS, AdvicePage, CautionPage, HurtPage, ReadyPage, TightnessPage
from hipbreak.ui.pipe import Pipe
from hipbreak.ui.player_report import report
from hipbreak.ui.player_state import BEFORE, STOP_REASONS, Phase, Play, start
from hipbreak.ui.player_words import title
from hipbreak.ui.root import Begun
from hipbreak.ui.scenes import Figures
from hipbreak.ui.shell import Shell, open_shell, show_icon

_FRAME_MS, _WAITING_MS, _FORGET_MS = 66, 150, 2000
"""15 frames a second while it runs: one that would look as the last did costs next to nothing."""
_TAPPED_ALREADY_S = 0.3
"""A tap this soon after the page came belongs to the one before: a double click (ours)."""


def awake_clock() -> float:
    """Seconds that also pass in sleep, so that a gap shows it (monotonic does on Windows)."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC)
    return time.monotonic()


class Player:
    """One drill in one window."""

    def __init__(self, shell: Shell, opening: OpenPlayer, pipe: Pipe) -> None:
        self.root, self._kit, self._opening, self._pipe = shell.root, shell.kit, opening, pipe
        self._reduced = shell.reduced_motion
        self._shell, self._small = shell, opening.compact and opening.routine.fits_corner
        self._play = start(opening.routine, opening.first_side)
        self._told = False
        self.voice = Voice.of(opening.sound)
        self._page: tk.Frame | None = None
        self._name()
        self.root.resizable(False, False)
        self._fitted = self._build(shell)
        self._kit = self._fitted.kit
        self._turn_to(self._play.phase)
        self._bind()
        self._fitted.stage.show_words(self._play)
        self._place()

    def _build(self, shell: Shell) -> Fitted | Compact:
        do: dict[str, Callable[[], object]] = {
            "pause": lambda: self._do(Play.pause_or_resume),
            "back": lambda: self._do(Play.back),
            "next": lambda: self._do(Play.next),
            "hurt": lambda: self._do(Play.hurts),
            "done": lambda: self._do(Play.done_already),
            "leave": self.leave,
            "yes": lambda: self._do(lambda play: play.looser(True)),
            "no": lambda: self._do(lambda play: play.looser(False)),
            "size": self._change_size,
        }
        routine = self._opening.routine
        figures = Figures(shell.kit.theme, routine, shell.reduced_motion)
        build = Compact if self._small else fit
        return build(shell.kit, routine, self._opening.first_side, do, figures)

    def _place(self) -> None:
        self._fitted.put(self.root)
        self.root.bind("<Map>", self._mapped)
        self._come_forward()
        self.root.after_idle(show_icon, self.root)

    def _mapped(self, event: tk.Event[tk.Misc]) -> None:
        if event.widget is self.root:
            self.root.unbind("<Map>")
            self._pipe.send(Shown())
            self.root.update_idletasks()  # what is not mapped yet cannot take the focus
            self._last = awake_clock()
            self.root.after(1, self._tick)  # the words are painted before the first figure

    def _change_size(self) -> None:
        """Small in a corner, or large again, while a drill for the chair is being done."""
        working = self._play.phase in (Phase.RUNNING, Phase.PAUSED, Phase.ASKING)
        if not working or not self._opening.routine.fits_corner:
            return
        self._small = not self._small
        self._name()
        old, self._page = self._fitted.stage, None
        old.place_forget()
        self._fitted = self._build(self._shell)
        self._kit = self._fitted.kit
        self._turn_to(self._play.phase)
        self._fitted.stage.show_words(self._play)
        self.root.attributes("-topmost", False)
        self._fitted.put(self.root)
        self.root.after(_FORGET_MS, old.destroy)

    def _come_forward(self) -> None:
        self.root.deiconify()
        self.root.lift()
        self.root.focus_force()

    # Time

    def _tick(self) -> None:
        now = awake_clock()
        gap, self._last = now - self._last, now
        try:
            self._become(self._play.tick(gap))
        finally:  # a frame that fails must not stop the clock
            if self._play.phase is not Phase.CLOSED:
                spent = (awake_clock() - now) * 1000
                self.root.after(max(5, round(self._frame_ms() - spent)), self._tick)

    def _frame_ms(self) -> int:
        """Time to the next picture."""
        waits = self._play.phase is not Phase.RUNNING or self._reduced or self._play.slot is None
        return _WAITING_MS if waits else _FRAME_MS

    def _do(self, change: Callable[[Play], Play]) -> None:
        self._become(change(self._play))

    def _become(self, play: Play) -> None:
        before, self._play = self._play, play
        self.voice.at(beat(play))
        if play.phase is Phase.CLOSED:
            self.tell()
            self.root.destroy()
            return
        if play.phase is Phase.ADVICE:
            self.tell()
        if play.phase is not before.phase or play.at != before.at:
            self._name()
        if play.phase is not before.phase:
            self._turn_to(play.phase)
        if self._page is self._fitted.stage:
            self._fitted.stage.show(play, play.phase is not Phase.RUNNING)

    def _name(self) -> None:
        """The title says which drill this is, and where it is."""
        self.root.title(title(self._play, short=self._small))

    def tell(self) -> None:
        """The one report, however the window ends."""
        if not self._told:
            self._told = True
            self._pipe.send(report(self._play, self._opening.uid))

    # Pages

    def _turn_to(self, phase: Phase) -> None:
        page = self._page_for(phase)
        if page is self._page:
            return
        old, self._page = self._page, page
        if old is not None:
            old.place_forget()
            if old is not self._fitted.stage:
                # Later: keys pressed over the page are on their way to it, and would be lost.
                self.root.after(_FORGET_MS, old.destroy)
        page.place(x=0, y=0, relwidth=1, relheight=1)
        if old is not None or page is not self._fitted.stage:
            self._fitted.make_room(self.root, page)
        self.root.update_idletasks()  # a Tab that is typed already finds its buttons mapped
        self.root.focus_set()

    def _page_for(self, phase: Phase) -> tk.Frame:
        kit, wide = self._kit, self._fitted.inner
        match phase:
            case Phase.CAUTION:
                routine = self._opening.routine
                return CautionPage(kit, wide, routine, self._begin, self._rated, self.leave)
            case Phase.READY:
                ready = ReadyPage(kit, wide, self._opening.routine, self._begin, self._rated)
                ready.show_figure(self._fitted.height)
                return ready
            case Phase.HURT:
                return HurtPage(kit, wide, self._because)
            case Phase.ADVICE:
                return AdvicePage(kit, wide, self._play.stop_reason, self.leave)
            case Phase.ENDING:
                return self._fitted.end(self._play, self._felt)
            case Phase.TIGHTNESS:
                rating = TightnessPage(kit, wide, self._play, self._rated)
                rating.show_figure(self._fitted.height)
                return rating
        return self._fitted.stage

    def _begin(self) -> None:
        self._do(Play.begin)

    def _because(self, reason: str) -> None:
        self._do(lambda play: play.because(reason))

    def _felt(self, feel: Feel) -> None:
        self._do(lambda play: play.felt(feel))

    def _rated(self, tightness: int) -> None:
        """Before: it also starts. Afterwards: the last tap; one that came too soon is none."""
        if self._play.phase in BEFORE:
            self._do(lambda play: play.begin(tightness))
        elif self._play.waited >= _TAPPED_ALREADY_S:
            self._do(lambda play: play.rated(tightness))

    def leave(self) -> None:
        self._do(Play.leave)

    # Keys

    def _bind(self) -> None:
        self.root.protocol("WM_DELETE_WINDOW", self.leave)
        self.root.bind("<KeyPress>", self._key)

    def _key(self, event: tk.Event[tk.Misc]) -> None:
        if event.keysym in ("space", "Return", "KP_Enter"):
            if not isinstance(event.widget, ttk.Button):  # which they press
                self._do(Play.begin if self._play.phase in BEFORE else _pause(event.keysym))
            return
        if event.keysym in ("c", "C"):
            self._change_size()
            return
        if event.keysym == "Escape" and self._fitted.stage.close_details():
            return
        change = _KEYS.get(event.keysym.lower())
        if change is not None:
            self._do(change)
        elif event.char.isdecimal():
            self._number(int(event.char))
        elif event.char in ("t", "T"):
            self._rated(TIGHTEST)

    def _number(self, number: int) -> None:
        """1, 2, 3 on the pages that ask, 0 to 9 on the scale."""
        at = number - 1
        if self._play.phase in (*BEFORE, Phase.TIGHTNESS):
            self._rated(number)
        elif self._play.phase is Phase.ENDING and 0 <= at < len(FEELS):
            self._felt(FEELS[at][0])
        elif self._play.phase is Phase.HURT and 0 <= at < len(STOP_REASONS):
            self._because(STOP_REASONS[at])

    # What the resident says

    def on_message(self, message: Message) -> None:
        match message:
            case Close():
                self.leave()
            case Raise() | Show():
                self._come_forward()
            case Hush(quiet=quiet):
                self.voice.quiet = quiet


_KEYS: dict[str, Callable[[Play], Play]] = {
    "right": Play.next,
    "left": Play.back,
    "h": Play.hurts,
    "d": Play.done_already,
    "y": lambda play: play.looser(True),
    "n": lambda play: play.looser(False),
    "escape": Play.leave,
}


def _pause(keysym: str) -> Callable[[Play], Play]:
    return Play.pause_or_resume if keysym == "space" else lambda play: play


def main(begun: Begun) -> int:
    """Run one player on standard input and output; it may not be known yet what to play."""
    pipe = Pipe()
    opening = pipe.first()
    if not isinstance(opening, OpenPlayer):
        return 0 if opening is None else 2
    shell = open_shell("player", opening.look, begun=begun)
    player = Player(shell, opening, pipe)
    pipe.attach(shell.root, shell.barrier, player.on_message, lambda: None)
    shell.root.mainloop()
    player.tell()
    player.voice.close()
    return 0
