"""What both sizes of the player's main page share: the moving figure, the ring, the whole's bar."""

from __future__ import annotations

import tkinter as tk

from hipbreak.ui import player_words as words
from hipbreak.ui.breathing import breath
from hipbreak.ui.look.kit import Kit
from hipbreak.ui.look.photos import MovingPart
from hipbreak.ui.look.widgets import Bar, Ring
from hipbreak.ui.player_state import Phase, Play
from hipbreak.ui.scenes import Figures


class Playing(tk.Frame):
    """One play, drawn. Changes only through `show`. Whoever builds it puts all its parts there."""

    _figure: MovingPart
    _figure_size: tuple[int, int]
    _beat_frame: tk.Frame
    _ring: Ring
    _bar: Bar

    def __init__(self, kit: Kit, figures: Figures) -> None:
        super().__init__(kit.root, background=kit.theme.bg)
        self._kit, self._figures = kit, figures

    def size_figure(self, width: int, height: int) -> None:
        """The figure's room in real pixels."""
        self._figure_size = width, height
        self._figure.paint(self._figures.blank(self._figure_size))

    def reserve(self, plays: tuple[Play, ...]) -> None:
        """Make room for the tallest of these, so that nothing moves while it plays."""
        tallest = 0
        for play in plays:
            self._say(play)
            self.update_idletasks()
            tallest = max(tallest, self._beat_frame.winfo_reqheight())
        self._beat_frame.configure(height=tallest)
        self._beat_frame.grid_propagate(False)

    def show(self, play: Play, still: bool) -> None:
        """Draw this play; `still` leaves the figure as it is while nothing moves."""
        self.show_words(play)
        if play.slot is not None:
            cue, fullness = play.slot.cue, _fullness(play)
            self._figures.paint(
                self._figure, cue, self._figure_size, play.position, fullness, still
            )

    def show_words(self, play: Play) -> None:
        """All but the figure, which takes a moment to draw for the first time."""
        if play.slot is None:
            return
        self._say(play)
        colour = "teal" if play.slot.cue.step.pace.value in ("rest", "breathe") else "accent"
        text = "?" if play.phase is Phase.ASKING else words.clock(play.left_s)
        self._ring.show(text, play.share, colour, _fullness(play))
        self._bar.show(play.total_share)

    def _say(self, play: Play) -> None:
        """Put the words there, when they have changed."""
        raise NotImplementedError

    def close_details(self) -> bool:
        """Esc: put away what lies over the figure. False: nothing does."""
        return False


def _fullness(play: Play) -> float | None:
    """How full the lungs are where the step paces them."""
    pace = breath(play.slot.cue.step, play.position) if play.slot else None
    return pace[0] if pace else None
