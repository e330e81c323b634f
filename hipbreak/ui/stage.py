"""The player's main page: the moving figure, ring and cue, the whole's progress, the controls."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from hipbreak.core.routine import Routine
from hipbreak.ui import player_words as words
from hipbreak.ui.breathing import breath
from hipbreak.ui.how import HowPanel
from hipbreak.ui.look.kit import BUTTON_MARGIN, Kit, gathered
from hipbreak.ui.look.photos import MovingPart
from hipbreak.ui.look.widgets import Bar, Pill, Ring
from hipbreak.ui.player_state import Phase, Play
from hipbreak.ui.playing import Playing
from hipbreak.ui.scenes import Figures

Actions = Mapping[str, Callable[[], object]]
"""What the buttons do: pause, back, next, hurt, done, leave, yes, no, size."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Sizes in pixels at 96 dpi. Wide: the figure stands beside the words, for low screens."""

    wide: bool
    width: float
    pad: float
    figure: tuple[float, float]
    keys: bool
    """A line that names the keys."""

    @property
    def inner(self) -> float:
        return self.width - 2 * self.pad

    @property
    def column(self) -> float:
        """Width of the words."""
        return self.inner - self.figure[0] - 20 if self.wide else self.inner


PAUSING = "pause", "go on"
KEYS = (
    ("Space", PAUSING[0]),
    ("←  →", "steps"),
    ("H", "it hurts"),
    ("D", "done"),
    ("C", "small"),
    ("Esc", "leave"),
)
"""The keys and what they do; C only where the drill has a small window."""

TALL = Layout(False, 560, 28, (504, 312), True)
LOW = Layout(True, 640, 18, (232, 216), False)


class Stage(Playing):
    """The ordinary size."""

    def __init__(
        self, kit: Kit, layout: Layout, routine: Routine, actions: Actions, figures: Figures
    ) -> None:
        super().__init__(kit, figures)
        self._layout, self._routine, self._actions = layout, routine, actions
        self._said: tuple[object, ...] = ()
        self._how: HowPanel | None = None
        self._space: tk.Label | None = None
        """What the space bar does, where the keys are named."""
        pad, gap = kit.px(layout.pad), kit.px(20)
        words_at = {"row": 0, "column": 1, "sticky": "nsew", "padx": (gap, pad)}
        if not layout.wide:
            words_at = {"row": 1, "column": 0, "sticky": "nsew", "padx": pad}
            above = kit.px(layout.pad - 10)
            self._head(self).grid(row=0, column=0, sticky="ew", padx=pad, pady=(above, 0))
        self._words(self, words_at)
        self._foot()
        self.columnconfigure(1 if layout.wide else 0, weight=1)

    # Building

    def _head(self, parent: tk.Misc) -> tk.Frame:
        kit = self._kit
        head = kit.frame(parent)
        links: list[tuple[str, Callable[[], object]]] = [("How?", self.toggle_how)]
        if self._routine.fits_corner:
            links.insert(0, ("Small", self._actions["size"]))
        wrap = self._layout.column - 60 * len(links) * kit.text_scale
        kit.label(head, self._routine.name, "title", wrap=wrap).grid(row=0, column=0, sticky="w")
        for at, (text, action) in enumerate(links):
            kit.button(head, text, "link", action).grid(row=0, column=at + 1, sticky="e")
        line = kit.frame(head)
        line.grid(row=1, column=0, columnspan=3, sticky="w", pady=(kit.px(4), 0))
        self._side = Pill(kit, line)
        self._side.pack(side="left", padx=(0, 0))
        self._place = kit.label(line, "", "text", "muted")
        self._place.pack(side="left")
        head.columnconfigure(0, weight=1)
        return head

    def _words(self, parent: tk.Misc, at: Mapping[str, object]) -> None:
        kit, layout = self._kit, self._layout
        column = kit.frame(parent)
        if layout.wide:
            self._head(column).pack(fill="x", pady=(kit.px(layout.pad - 4), 0))
            self._figure = MovingPart(self, kit.theme.bg)
            self._figure.grid(
                row=0, column=0, padx=(kit.px(layout.pad), 0), pady=(kit.px(layout.pad), 0)
            )
        else:
            self._figure = MovingPart(column, kit.theme.bg)
            self._figure.pack(pady=(kit.px(6), kit.px(10)))
        self._beat(column).pack(fill="x", expand=layout.wide)
        column.grid(**at)  # type: ignore[arg-type]  # grid's own keywords

    def _beat(self, parent: tk.Misc) -> tk.Frame:
        """Ring, rhythm, cue and what comes next."""
        kit = self._kit
        beat = kit.frame(parent)
        size = 92 * kit.text_scale
        self._ring = Ring(kit, beat, size)
        self._ring.grid(row=0, column=0, rowspan=3, padx=(0, kit.px(20 - BUTTON_MARGIN)))
        wrap = self._cue_wrap = self._layout.column - size - 24
        edge = kit.px(BUTTON_MARGIN)
        self._rhythm = kit.label(beat, "", "label", "teal")
        self._cue = kit.label(beat, "", "cue", wrap=wrap)
        self._next = kit.label(beat, "", "small", "muted", wrap=wrap)
        self._choice = kit.frame(beat)
        for text, action in (("Yes", "yes"), ("No", "no")):  # neither is the better one
            kit.button(self._choice, text, "soft", self._actions[action]).pack(side="left")
        self._rhythm.grid(row=0, column=1, sticky="sw", padx=edge)
        self._cue.grid(row=1, column=1, sticky="w", padx=edge, pady=kit.px(2))
        self._next.grid(row=2, column=1, sticky="nw", padx=edge)
        beat.columnconfigure(1, weight=1)
        beat.rowconfigure((0, 2), weight=1)
        self._beat_frame = beat
        return beat

    def _foot(self) -> None:
        kit, layout = self._kit, self._layout
        pad, inset = kit.px(layout.pad), kit.px(layout.pad - BUTTON_MARGIN)
        both = 2 if layout.wide else 1
        self._bar = Bar(kit, self, layout.inner)
        self._bar.grid(
            row=2, column=0, columnspan=both, padx=pad, pady=(kit.px(14), kit.px(10)), sticky="w"
        )
        row = self._controls()
        row.grid(row=3, column=0, columnspan=both, sticky="ew", padx=(pad, inset))
        if layout.keys:
            self._keys().grid(row=4, column=0, columnspan=both, pady=(kit.px(8), 0))
        kit.frame(self).grid(row=5, column=0, pady=(0, kit.px(layout.pad - 10)))

    def _keys(self) -> tk.Frame:
        """What the keys do."""
        kit = self._kit
        row = kit.frame(self)
        known = [item for item in KEYS if item[0] != "C" or self._routine.fits_corner]
        for at, (key, meaning) in enumerate(known):
            gap = kit.px(20 if at else 0), kit.px(5)
            kit.label(row, key, "tiny", "ink").grid(row=0, column=2 * at, padx=gap)
            words = kit.label(row, meaning, "tiny", "muted")
            words.grid(row=0, column=2 * at + 1, sticky="w")
            if not at:
                self._space = words
        lengths = (kit.root.tk.call("font", "measure", kit.faces("tiny"), w) for w in PAUSING)
        row.columnconfigure(1, minsize=max(map(int, lengths)))  # so that no other key moves
        return row

    def _controls(self) -> tk.Frame:
        kit, do = self._kit, self._actions
        row = kit.frame(self)
        group = kit.frame(row, "edge")
        group.pack(side="left", fill="y", pady=kit.px(BUTTON_MARGIN))
        kit.button(group, "‹", "first", do["back"]).pack(side="left", fill="y", padx=(0, kit.seam))
        self._pause = kit.button(group, "Pause", "middle", do["pause"])
        self._pause.configure(width=7)
        self._pause.pack(side="left", fill="y", padx=(0, kit.seam))
        kit.button(group, "›", "last", do["next"]).pack(side="left", fill="y")
        for text, kind, action in (
            ("Leave", "ghost", "leave"),
            ("Done already", "ghost", "done"),
            ("It hurts", "alarm", "hurt"),
        ):
            kit.button(row, text, kind, do[action]).pack(side="right")
        return row

    # Showing

    def _say(self, play: Play) -> None:
        if play.slot is None:
            return
        step = play.slot.cue.step
        pace = breath(step, play.position)
        asking = play.phase is Phase.ASKING
        said = (
            words.rhythm(play, pace[1] if pace else None),
            step.question if asking else step.cue,
            words.following(play),
            words.side(play),
            words.place(play),
            asking,
            play.phase is Phase.PAUSED,
            step.detail,
        )
        if said == self._said:
            return
        if self._said and said[7] != self._said[7]:
            self.hide_how()
        self._said = said
        self._rhythm.configure(text=said[0])
        self._kit.say(self._cue, said[1], self._cue_wrap)
        self._next.configure(text=gathered(said[2]))
        self._side.show(words.side(play))
        self._side.pack_configure(padx=(0, self._kit.px(10) if said[3] else 0))
        self._place.configure(text=said[4])
        self._name_pause(PAUSING[play.phase is Phase.PAUSED])
        self._pause.state(["disabled" if asking else "!disabled"])
        if asking:
            self._next.grid_remove()
            self._choice.grid(row=2, column=1, sticky="nw")
        else:
            self._choice.grid_remove()
            self._next.grid()

    def _name_pause(self, word: str) -> None:
        """What the middle button and the space bar do now."""
        self._pause.configure(text=word.capitalize())
        if self._space:
            self._space.configure(text=word)

    # How?

    def toggle_how(self) -> None:
        """The details behind the cue, over the figure; the clock goes on. A click closes them."""
        if self._how is not None:
            self.hide_how()
            return
        kit, layout = self._kit, self._layout
        detail = str(self._said[7]) if self._said else ""
        across = layout.inner if layout.wide else layout.figure[0]
        texts = detail or self._routine.summary, self._routine.evidence.sentence
        top, least = kit.px(layout.pad) // 2, 0
        if layout.wide:  # all of what lies there: half a ring and half a word would look out
            least = self._bar.winfo_y() - top - kit.px(8)
        self._how = HowPanel(kit, self, across, *texts, close=self.hide_how, least=least)
        if layout.wide:
            self._how.place(x=kit.px(layout.pad), y=top, height=self._how.room[1])
        else:
            self._how.place(in_=self._figure, relx=0.5, rely=1, anchor="s")

    def close_details(self) -> bool:
        shown = self._how is not None
        self.hide_how()
        return shown

    def hide_how(self) -> None:
        if self._how is not None:
            self._how.destroy()
            self._how = None
