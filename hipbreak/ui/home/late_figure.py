"""A still figure that is drawn when the window is seen: drawing takes longer than opening."""

from __future__ import annotations

import tkinter as tk

from hipbreak.core.routine import Routine
from hipbreak.ui.look.kit import Kit


class LateFigure(tk.Frame):
    """Keeps the figure's room, and shows it at once when it is there."""

    def __init__(
        self, kit: Kit, parent: tk.Misc, routine: Routine, size: tuple[float, float]
    ) -> None:
        """`size`: in pixels at 96 dpi."""
        self._kit, self._routine = kit, routine
        self._room = kit.px(size[0]), kit.px(size[1])
        super().__init__(parent, background=kit.theme.bg, width=self._room[0], height=self._room[1])
        self.pack_propagate(False)
        self.bind("<Expose>", self._seen)

    def _seen(self, _event: tk.Event[tk.Misc]) -> None:
        self.unbind("<Expose>")
        self.after(1, self._draw)

    def _draw(self) -> None:
        from hipbreak.ui.scenes import still

        picture = still(self._kit.theme, self._routine, self._room)
        self._kit.picture(self, picture).pack()
