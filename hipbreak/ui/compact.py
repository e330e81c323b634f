"""The player in a corner: small and above other windows, for a seated drill during a call.

It has what a drill needs that is known already: figure, ring, cue, pause and the ways out. What
needs more words, as after a pain, makes the window larger for that page.
"""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from tkinter import ttk

from hipbreak.core.facts import Feel
from hipbreak.core.routine import Routine
from hipbreak.ui import player_words as words
from hipbreak.ui.breathing import breath
from hipbreak.ui.fitting import FRAME, own_pages, sizes_of, usual_pages
from hipbreak.ui.look.buttons import joined
from hipbreak.ui.look.kit import Kit
from hipbreak.ui.look.photos import MovingPart
from hipbreak.ui.look.widgets import Bar, Ring
from hipbreak.ui.pages import FEELS
from hipbreak.ui.place import corner, pointer_screen
from hipbreak.ui.player_state import Phase, Play
from hipbreak.ui.playing import Playing
from hipbreak.ui.samples import samples
from hipbreak.ui.scenes import Figures
from hipbreak.ui.stage import Actions

WIDTH, PAD, GAP = 348, 12, 12
"""Inside the window's frame, in pixels at 96 dpi."""
FIGURE = 112, 104
RING = 50
PAGE = 380
"""Width of the words on a page that makes the window larger."""
_SHRINK = 0.93


class CompactStage(Playing):
    """The small size."""

    def __init__(self, kit: Kit, actions: Actions, figures: Figures) -> None:
        super().__init__(kit, figures)
        self._said: tuple[object, ...] = ()
        pad = kit.px(PAD)
        top = kit.frame(self)
        top.pack(fill="x", padx=pad, pady=(pad, 0))
        self._figure = MovingPart(top, kit.theme.bg)
        self._figure.pack(side="left", padx=(0, kit.px(GAP)))
        self.size_figure(kit.px(FIGURE[0]), kit.px(FIGURE[1]))
        self._beat(top, actions).pack(side="left", fill="both", expand=True)
        self._bar = Bar(kit, self, self.inner, 4)
        self._bar.pack(padx=pad, pady=(kit.px(8), kit.px(8)))
        self._controls(actions).pack(fill="x", padx=pad, pady=(0, pad))

    @property
    def inner(self) -> float:
        """Width between the margins; larger letters need more of it."""
        return (WIDTH - 2 * PAD) * self._kit.text_scale

    def _beat(self, parent: tk.Misc, do: Actions) -> tk.Frame:
        """Ring, rhythm and the way to the large window, and the cue below."""
        kit = self._kit
        beat = self._beat_frame = kit.frame(parent)
        size = RING * kit.text_scale
        self._ring = Ring(kit, beat, size, "strong")
        self._ring.grid(row=0, column=0, padx=(0, kit.px(9)))
        self._rhythm = kit.label(beat, "", "label", "teal")
        self._rhythm.grid(row=0, column=1, sticky="w")
        self._cue_wrap = self.inner - FIGURE[0] - GAP
        self._cue = kit.label(beat, "", "label", wrap=self._cue_wrap)
        kit.button(beat, "Large", "link", do["size"]).grid(row=0, column=2, sticky="e")
        self._cue.grid(row=1, column=0, columnspan=3, sticky="nw", pady=(kit.px(6), 0))
        beat.columnconfigure(1, weight=1)
        beat.rowconfigure(1, weight=1)
        return beat

    def _controls(self, do: Actions) -> tk.Frame:
        kit = self._kit
        row = kit.frame(self)
        self._usual, self._choice = kit.frame(row, "edge"), kit.frame(row, "edge")
        made = _piece(
            kit,
            self._usual,
            (("Pause", do["pause"]), ("It hurts", do["hurt"]), ("Leave", do["leave"])),
        )
        self._pause = made[0]
        answers = (("Yes", do["yes"]), ("No", do["no"]), ("It hurts", do["hurt"]))
        _piece(kit, self._choice, answers)
        for group in (self._choice, self._usual):
            group.grid(row=0, column=0, sticky="ew")
        row.columnconfigure(0, weight=1)
        return row

    def reserve(self, plays: tuple[Play, ...]) -> None:
        super().reserve(plays)
        self._beat_frame.configure(width=self._kit.px(self.inner - FIGURE[0] - GAP))

    def _say(self, play: Play) -> None:
        if play.slot is None:
            return
        step, asking = play.slot.cue.step, play.phase is Phase.ASKING
        pace = breath(step, play.position)
        lines = filter(None, (words.rhythm(play, pace[1] if pace else None), _one_side(play)))
        said = ("\n".join(lines), step.question if asking else step.cue, play.phase)
        if said == self._said:
            return
        self._said = said
        self._rhythm.configure(text=said[0])
        self._kit.say(self._cue, said[1], self._cue_wrap)
        self._pause.configure(text="Go on" if play.phase is Phase.PAUSED else "Pause")
        (self._choice if asking else self._usual).tkraise()


class CompactEnd(tk.Frame):
    """Done, and one tap; no larger than the drill was."""

    def __init__(self, kit: Kit, play: Play, felt: Callable[[Feel], object]) -> None:
        super().__init__(kit.root, background=kit.theme.bg)
        column = kit.frame(self)
        column.pack(expand=True, padx=kit.px(PAD), pady=kit.px(PAD))
        kit.label(column, words.headline(play), "name").pack()
        kit.label(column, "How did it feel?", "text", "muted").pack(pady=(kit.px(2), 0))
        row = kit.frame(column, "edge")
        row.pack(pady=(kit.px(14), kit.px(14)))
        taps = ((text, lambda feel=feel: felt(feel)) for feel, text in FEELS)
        _piece(kit, row, tuple(taps))
        kit.label(column, "Or nothing: this closes by itself.", "tiny", "muted").pack()


class Compact:
    """The small window's stage, its size, and its place beside the tray's corner."""

    def __init__(
        self, kit: Kit, routine: Routine, first_side: str, actions: Actions, figures: Figures
    ) -> None:
        self._screen = pointer_screen(kit.root)
        self.inner = PAGE * max(1.0, kit.text_scale)
        plays = samples(routine, first_side)
        self.kit = self._fitting(kit, routine, plays[0])
        self.stage = CompactStage(self.kit, actions, figures)
        self.stage.reserve(plays)
        end = self.end(plays[0], lambda _feel: None)
        kit.root.update_idletasks()
        self._width = max(self.stage.winfo_reqwidth(), end.winfo_reqwidth())
        self.height = max(self.stage.winfo_reqheight(), end.winfo_reqheight())
        end.destroy()

    def _fitting(self, kit: Kit, routine: Routine, play: Play) -> Kit:
        """The look, smaller where the screen has not the room for the largest page."""
        work, least = self._screen.work, kit.smallest
        while kit.scale * _SHRINK >= least:
            pages = (*usual_pages(kit, self.inner, play), *own_pages(kit, self.inner, routine))
            width, height = map(max, zip(*sizes_of(kit, pages), strict=True))
            if width <= work.width and height + kit.px(FRAME) <= work.height:
                break
            kit = kit.smaller(_SHRINK)
        return kit

    def end(self, play: Play, felt: Callable[[Feel], object]) -> tk.Frame:
        return CompactEnd(self.kit, play, felt)

    def put(self, root: tk.Tk) -> None:
        root.attributes("-topmost", True)
        self._put(root, self._width, self.height)

    def make_room(self, root: tk.Tk, page: tk.Frame) -> None:
        """As large as this page needs."""
        page.update_idletasks()
        if page.winfo_reqwidth() > self._width or page.winfo_reqheight() > self.height:
            width = max(self._width, page.winfo_reqwidth())
            self._put(root, width, max(self.height, page.winfo_reqheight()))

    def _put(self, root: tk.Tk, width: int, height: int) -> None:
        high = height + self.kit.px(FRAME)
        x, y = corner(self._screen, width, high, self.kit.px(16))
        root.geometry(f"{width}x{height}+{x}+{y}")


def _one_side(play: Play) -> str:
    """The side, where there is one; that it is both the figure shows."""
    return words.side(play) if play.slot is not None and play.slot.cue.side else ""


def _piece(
    kit: Kit, group: tk.Frame, parts: tuple[tuple[str, Callable[[], object]], ...]
) -> list[ttk.Button]:
    """Buttons side by side as one piece that fills its row."""
    made = []
    kinds = zip(joined(len(parts)), parts, strict=True)
    for at, (kind, (text, action)) in enumerate(kinds):
        button = kit.button(group, text, kind, action)
        button.grid(row=0, column=at, sticky="ew", padx=(kit.seam if at else 0, 0))
        group.columnconfigure(at, weight=1, uniform="parts")
        made.append(button)
    return made
