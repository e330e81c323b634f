"""The first start: four quiet pages, and then ten seconds that show what it is all about.

Everything on them is written at once and can be left out: what was not answered counts as not
safe, and every setting has a default. They come once; leaving them in any way is enough.
"""

from __future__ import annotations

import tkinter as tk

from hipbreak.ui.home.desk import Desk
from hipbreak.ui.home.page import Page
from hipbreak.ui.home.said import PAD
from hipbreak.ui.home.scroller import scroller_of
from hipbreak.ui.home.start_pages import PAGES, StartPart
from hipbreak.ui.look.kit import BUTTON_MARGIN

BODY, ABOVE_FOOT = 534, 14
"""The height of a page's contents where there is room, and the gap below it, at 96 dpi."""
LAST = len(PAGES) - 1


class StartPage(Page):
    """One page at a time, with its place among the four below it."""

    bare = True

    def __init__(self, parent: tk.Misc, desk: Desk) -> None:
        super().__init__(parent, desk)
        kit = self.kit
        self._at = -1
        column = kit.frame(self)
        column.pack(anchor="n")
        if scroller := scroller_of(self):
            scroller.bind("<Configure>", lambda event: self._fit(event.height))
        column.columnconfigure(0, minsize=kit.px(desk.inner + 2 * BUTTON_MARGIN))
        self._column, self._parts = column, dict[int, StartPart]()
        foot = kit.frame(column)
        foot.grid(row=1, column=0, sticky="ew", pady=(kit.px(ABOVE_FOOT), 0))
        self._foot = foot
        self._next = kit.button(foot, "", "accent", self._forward)
        self._next.pack(side="left")
        self._back = kit.button(foot, "Back", "soft", self._backward)
        self._skip = kit.button(foot, "", "ghost", self._leave)
        self._skip.pack(side="right")
        self._dots = [kit.label(foot, "●", "small", "track") for _ in PAGES]
        for dot in reversed(self._dots):
            dot.pack(side="right", padx=kit.px(3))
        # Tab goes through what is asked first, then through the buttons as they are read.
        self._back.lift(self._next)
        self._turn(0)

    def _fit(self, height: int) -> None:
        """The buttons keep their place from page to page, and are seen in a low window too."""
        around = 2 * self.kit.px(PAD) + self.kit.px(ABOVE_FOOT) + self._foot.winfo_reqheight()
        body = min(self.kit.px(BODY), height - around)
        self._column.rowconfigure(0, minsize=max(0, body))

    def refresh(self) -> None:
        self._parts[self._at].refresh()

    def leaving(self) -> None:
        """Left in whatever way: these pages do not come again by themselves."""
        self._parts[self._at].leaving()
        self.desk.paths.first_start.unlink(missing_ok=True)

    @property
    def where(self) -> str:
        return str(self._at)

    def go_to(self, place: str) -> None:
        if place.isdecimal():
            self._turn(min(int(place), LAST))
        self._next.focus_set()

    def _turn(self, at: int) -> None:
        if at == self._at:
            return
        if self._at >= 0:
            self._parts[self._at].leaving()
            self._parts[self._at].grid_forget()
        self._at = at
        if at not in self._parts:
            self._parts[at] = PAGES[at](self._column, self.desk)
            self._parts[at].lower()  # Tab goes through what is asked before the buttons
        self._parts[at].grid(row=0, column=0, sticky="new")
        self._parts[at].refresh()
        self._next.configure(text="Try ten seconds" if at == LAST else "Next")
        self._skip.configure(text="Not now" if at == LAST else "Skip all")
        if at:
            self._back.pack(side="left", after=self._next, padx=self.kit.px(4))
        else:
            self._back.pack_forget()
        for place, dot in enumerate(self._dots):
            dot.configure(foreground=self.kit.colour("teal" if place == at else "track"))
        self.update_idletasks()  # the next key finds what is asked here
        self._next.focus_set()

    def _forward(self) -> None:
        if self._at < LAST:
            self._turn(self._at + 1)
            return
        self._leave()
        self.desk.do("now", "--short")

    def _backward(self) -> None:
        self._turn(self._at - 1)

    def _leave(self) -> None:
        self.desk.turn_to("today")
