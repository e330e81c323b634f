"""The player's other pages: cautions before, what hurt, advice, and the end."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from typing import TYPE_CHECKING

from hipbreak.core.facts import TIGHTEST, Feel
from hipbreak.core.routine import Routine
from hipbreak.ui import player_words as words
from hipbreak.ui.look.buttons import joined
from hipbreak.ui.look.kit import BUTTON_MARGIN, Kit
from hipbreak.ui.look.paint import hand, tick
from hipbreak.ui.player_state import STOP_REASONS, Play
from hipbreak.ui.scenes import still

if TYPE_CHECKING:
    from PIL import Image

WIDEST = 504
PLACE = (288, 180)
"""The figure that shows where to get into place."""
SMALL_TICK = 30
FEELS = ((Feel.GOOD, "Good ache"), (Feel.NOTHING, "Nothing"), (Feel.BAD, "Not good"))


class _Page(tk.Frame):
    """A column of words with buttons below, in the middle of the window."""

    def __init__(self, kit: Kit, width: float) -> None:
        super().__init__(kit.root, background=kit.theme.bg)
        self._kit = kit
        self.width = min(width, WIDEST * max(1.0, kit.text_scale))
        self.column = kit.frame(self)
        self.column.pack(expand=True, padx=kit.px(18), pady=kit.px(18))

    def line(
        self, text: str, role: str = "text", colour: str = "ink", above: float = 0
    ) -> tk.Label:
        """One paragraph across the middle."""
        made = self._kit.label(self.column, text, role, colour, self.width)
        made.configure(justify="center", anchor="center")
        self._kit.say(made, text, self.width)
        made.pack(pady=(self._kit.px(above), 0))
        return made

    def picture(
        self, draw: Callable[[int, str, str, str], Image.Image], fill: str, mark: str
    ) -> tk.Label:
        kit = self._kit
        drawn = draw(kit.px(64), kit.theme.bg, kit.colour(fill), kit.colour(mark))
        made = kit.picture(self.column, drawn)
        made.pack(pady=(0, kit.px(16)))
        return made

    def row(self, above: float = 22) -> tk.Frame:
        made = self._kit.frame(self.column)
        made.pack(pady=(self._kit.px(above), 0))
        return made

    def choice(
        self, row: tk.Frame, text: str, key: str, kind: str, action: Callable[[], object]
    ) -> None:
        """A button with the key that presses it below."""
        kit = self._kit
        cell = kit.frame(row)
        cell.pack(side="left", padx=kit.px(2))
        kit.button(cell, text, kind, action).pack()
        kit.label(cell, key, "tiny", "muted").pack(pady=(kit.px(2), 0))


class _FigurePage(_Page):
    """A page with the movement above its words, where there is room."""

    _routine: Routine
    _below: tk.Label
    """What the figure stands above."""

    def show_figure(self, height: int) -> bool:
        """Above the words, if a window of this height in pixels has room for it."""
        kit = self._kit
        size, gap = (kit.px(PLACE[0]), kit.px(PLACE[1])), kit.px(10)
        self.update_idletasks()
        room = self.winfo_reqheight() + size[1] + gap <= height
        if room:
            picture = kit.picture(self.column, still(kit.theme, self._routine, size))
            picture.pack(before=self._below, pady=(0, gap))
        return room


class CautionPage(_Page):
    """Before a pressure technique: how hard, when not, when to stop (D2)."""

    def __init__(
        self,
        kit: Kit,
        width: float,
        routine: Routine,
        begin: Callable[[], object],
        rated: Callable[[int], object],
        leave: Callable[[], object],
    ) -> None:
        super().__init__(kit, width)
        self._left(routine.name, "label", "teal")
        self._left(routine.pressure_words, "cue", "ink", 4)
        for at, caution in enumerate(routine.cautions):
            self._bullet(caution, 14 if at == 0 else 8)
        row = self._kit.frame(self.column)
        row.pack(anchor="w", pady=(kit.px(20), 0))
        self._start = kit.button(row, "Start", "accent", begin)
        self._start.pack(side="left", padx=(0, kit.px(6)))
        kit.button(row, "Leave", "ghost", leave).pack(side="left")
        self._left(words.TIGHTNESS_BEFORE, "text", "muted", 20)
        block = kit.frame(self.column)
        block.pack(anchor="w", padx=kit.px(BUTTON_MARGIN), pady=(kit.px(8), 0))
        scale_of(kit, block, rated)
        self.column.pack_configure(pady=kit.px(18 - BUTTON_MARGIN))

    def _left(self, text: str, role: str, colour: str, above: float = 0) -> None:
        made = self._kit.label(self.column, text, role, colour, self.width)
        self._kit.say(made, text, self.width)
        made.pack(anchor="w", padx=self._kit.px(BUTTON_MARGIN), pady=(self._kit.px(above), 0))

    def _bullet(self, text: str, above: float) -> None:
        kit = self._kit
        line = kit.frame(self.column)
        line.pack(anchor="w", padx=kit.px(BUTTON_MARGIN), pady=(kit.px(above), 0))
        kit.label(line, "•", "strong", "teal").pack(side="left", anchor="n")
        kit.label(line, text, "text", "ink", self.width - 20).pack(
            side="left", padx=(kit.px(10), 0)
        )


class ReadyPage(_FigurePage):
    """Before a release or a stretch: time to get into place, and one tap; or none."""

    def __init__(
        self,
        kit: Kit,
        width: float,
        routine: Routine,
        begin: Callable[[], object],
        rated: Callable[[int], object],
    ) -> None:
        super().__init__(kit, width)
        self._routine = routine
        self._below = self.line(routine.name, "title")
        self.line(words.STARTS_BY_ITSELF, "text", "muted", 6)
        kit.button(self.row(14), "Start now", "accent", begin).pack()
        self.line(words.TIGHTNESS_READY, "strong", "ink", 26)
        scale_of(kit, self.row(10), rated)


class HurtPage(_Page):
    """It has stopped; which pain was it?"""

    def __init__(self, kit: Kit, width: float, because: Callable[[str], object]) -> None:
        super().__init__(kit, width)
        self.picture(hand, "soft", "alarm")
        self.line("Stopped.", "title")
        self.line("Well noticed. What was it?", "text", "muted", 6)
        grid = self.row()
        for at, reason in enumerate(STOP_REASONS):
            text = f"{at + 1}    {words.STOP_WORDS[reason]}"
            button = kit.button(grid, text, "listed", lambda reason=reason: because(reason))  # type: ignore[misc]
            button.grid(row=at // 2, column=at % 2, sticky="ew", padx=kit.px(2))
        grid.columnconfigure((0, 1), uniform="reasons", weight=1)


class AdvicePage(_Page):
    """What to do after a pain."""

    def __init__(self, kit: Kit, width: float, reason: str, leave: Callable[[], object]) -> None:
        super().__init__(kit, width)
        self.picture(hand, "soft", "alarm")
        self.line(words.STOP_WORDS[reason], "title")
        self.line(words.advice(reason), "text", "ink", 10)
        self.line(words.ADVICE_ALWAYS, "text", "ink", 10)
        self.line(words.EMERGENCY, "small", "alarm", 12)
        kit.button(self.row(), "Close", "soft", leave).pack()


class _Ending(_FigurePage):
    """What was done; below it stands one question."""

    def __init__(self, kit: Kit, width: float, play: Play, question: str) -> None:
        super().__init__(kit, width)
        self._routine = play.routine
        self._below = self.picture(tick, "tint", "teal")
        self._row = self.row(0)
        self._headline = kit.label(self._row, words.headline(play), "title", wrap=self.width)
        self._headline.pack(side="left")
        self.line(words.summary(play), "text", "muted", 6)
        self.line(question, "strong", "ink", 26)

    def show_figure(self, height: int) -> bool:
        """What was done, and the tick no larger than its word."""
        shown = super().show_figure(height)
        if shown:
            kit = self._kit
            self._below.destroy()
            small = tick(kit.px(SMALL_TICK), kit.theme.bg, kit.theme.tint, kit.theme.teal)
            beside = {"side": "left", "before": self._headline, "padx": (0, kit.px(10))}
            kit.picture(self._row, small).pack(**beside)  # type: ignore[arg-type]  # pack's own
        return shown


class EndPage(_Ending):
    """What was done, and one tap about how it felt."""

    def __init__(self, kit: Kit, width: float, play: Play, felt: Callable[[Feel], object]) -> None:
        super().__init__(kit, width, play, "How did it feel?")
        row = self.row(8)
        for at, (feel, text) in enumerate(FEELS):
            self.choice(row, text, str(at + 1), "soft", lambda feel=feel: felt(feel))  # type: ignore[misc]
        self.line("No answer is fine too: this closes by itself.", "tiny", "muted", 16)


def scale_of(kit: Kit, block: tk.Frame, rated: Callable[[int], object]) -> None:
    """Eleven numbers in one piece, with a word at each end."""
    scale = kit.frame(block, "edge")
    scale.grid(row=0, column=0, columnspan=2)
    for number, kind in enumerate(joined(TIGHTEST + 1)):
        button = kit.button(scale, str(number), kind, lambda number=number: rated(number))  # type: ignore[misc]
        button.configure(width=2)
        button.pack(side="left", padx=(kit.seam if number else 0, 0))
    for at, (text, side) in enumerate(zip(words.TIGHTNESS_ENDS, "we", strict=True)):
        end = kit.label(block, text, "tiny", "muted")
        end.grid(row=1, column=at, sticky=side, pady=(kit.px(6), 0))
    block.columnconfigure((0, 1), weight=1)


class TightnessPage(_Ending):
    """One more tap, on a scale that is one piece; or none."""

    def __init__(self, kit: Kit, width: float, play: Play, rated: Callable[[int], object]) -> None:
        super().__init__(kit, width, play, words.TIGHTNESS)
        scale_of(kit, self.row(10), rated)
        text = "Keys 0 to 9, T for ten. No answer is fine too: this closes by itself."
        self.line(text, "tiny", "muted", 16)
