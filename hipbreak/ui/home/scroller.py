"""A page higher than its window: moved by wheel, keys and the focus, with a thin thumb."""

from __future__ import annotations

import tkinter as tk

from hipbreak.ui.look.kit import Kit

THUMB, LEAST_THUMB = 5, 36
"""Width and least length of the thumb, in pixels at 96 dpi."""
WHEEL = 56
"""How far one notch of the wheel goes, in pixels at 96 dpi."""


class Scroller(tk.Frame):
    """Holds `body`; show a page in it by packing it there."""

    def __init__(self, kit: Kit, parent: tk.Misc) -> None:
        super().__init__(parent, background=kit.theme.bg)
        self._kit = kit
        self._view = kit.canvas(self, 1, 1)
        self._thumb = kit.canvas(self, kit.px(THUMB), 1)
        self._thumb.pack(side="right", fill="y", padx=kit.px(3))
        self._view.pack(side="left", fill="both", expand=True)
        self.body = kit.frame(self._view)
        self._item = self._view.create_window(0, 0, window=self.body, anchor="nw")
        self._mark = self._thumb.create_rectangle(0, 0, 0, 0, width=0, fill=kit.theme.track)
        self._view.configure(yscrollcommand=self._moved, yscrollincrement=1)
        self.body.bind("<Configure>", lambda _event: self._measure())
        self._view.bind("<Configure>", lambda _event: self._measure())
        self._grip: float | None = None
        self._thumb.bind("<Button-1>", self._take)
        self._thumb.bind("<B1-Motion>", self._drag)

    @property
    def overflow(self) -> int:
        """Pixels of the page that do not fit."""
        return max(0, self.body.winfo_reqheight() - self._view.winfo_height())

    def by(self, pixels: float) -> None:
        """Move down by so many pixels at 96 dpi, or up."""
        if self.overflow:
            self._view.yview_scroll(self._kit.px(pixels), "units")

    def by_page(self, pages: float) -> None:
        if self.overflow:
            self._view.yview_scroll(round(pages * 0.9 * self._view.winfo_height()), "units")

    def to(self, share: float) -> None:
        """To the top (0) or the end (1)."""
        self._view.yview_moveto(share)

    def reveal(self, widget: tk.Misc) -> None:
        """Move so far that this widget of the page is seen whole."""
        if not self.overflow or not str(widget).startswith(f"{self.body}."):
            return
        room, edge = self._view.winfo_height(), self._kit.px(16)
        if room <= 1:
            return  # not laid out yet
        top = widget.winfo_rooty() - self._view.winfo_rooty()
        bottom = top + widget.winfo_height()
        if top < edge:
            self._view.yview_scroll(top - edge, "units")
        elif bottom > room - edge:
            self._view.yview_scroll(min(bottom - room + edge, top - edge), "units")

    def _measure(self) -> None:
        height = max(self.body.winfo_reqheight(), self._view.winfo_height())
        self._view.itemconfigure(self._item, width=self._view.winfo_width())
        self._view.configure(scrollregion=(0, 0, self._view.winfo_width(), height))

    def _moved(self, first: float, last: float) -> None:
        """Draw the thumb where the page is; none when all of it is seen."""
        top, bottom = float(first), float(last)  # Tk hands over words
        height = self._thumb.winfo_height()
        if bottom - top >= 1.0 or height <= 1:
            self._thumb.coords(self._mark, 0, 0, 0, 0)
            return
        length = max((bottom - top) * height, self._kit.px(LEAST_THUMB))
        start = top / (1 - (bottom - top)) * (height - length)
        self._thumb.coords(self._mark, 0, start, self._kit.px(THUMB), start + length)

    def _take(self, event: tk.Event[tk.Misc]) -> None:
        top, bottom = self._thumb.coords(self._mark)[1::2]
        self._grip = event.y - top if top <= event.y <= bottom else (bottom - top) / 2
        self._drag(event)

    def _drag(self, event: tk.Event[tk.Misc]) -> None:
        top, bottom = self._thumb.coords(self._mark)[1::2]
        room = self._thumb.winfo_height() - (bottom - top)
        if self._grip is None or room <= 0 or not self.overflow:
            return
        share = min(1.0, max(0.0, (event.y - self._grip) / room))
        self._view.yview_moveto(share * self.overflow / self.body.winfo_reqheight())


def scroller_of(widget: tk.Misc) -> Scroller | None:
    """The scroller that this widget lies in."""
    above: tk.Misc | None = widget
    while above is not None and not isinstance(above, Scroller):
        above = above.master
    return above
