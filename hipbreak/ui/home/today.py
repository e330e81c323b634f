"""The home window's first page: this moment, what can be done, and the day so far."""

from __future__ import annotations

import tkinter as tk

from hipbreak.core.codec import DecodeError, decode
from hipbreak.core.day_text import entries
from hipbreak.core.errors import HipbreakError
from hipbreak.core.moment import DAY
from hipbreak.core.week import Day, week
from hipbreak.core.week_words import doubted
from hipbreak.ports import MenuEntry
from hipbreak.ui.home.asks import Asks
from hipbreak.ui.home.desk import Desk
from hipbreak.ui.home.entry_list import EntryList
from hipbreak.ui.home.figures import FigureRow
from hipbreak.ui.home.late_figure import LateFigure
from hipbreak.ui.home.page import Page
from hipbreak.ui.home.ribbon import Ribbon
from hipbreak.ui.home.strip import strip
from hipbreak.ui.home.today_model import Choice, Now, Status, day_figures, describe, due_at
from hipbreak.ui.look.kit import BUTTON_MARGIN
from hipbreak.ui.look.widgets import Bar

LAUNCH = "launch"
NOTHING_YET = "Nothing yet. The first break of the day will stand here."
HELLO, HELLO_SIZE = "glute-press", (238, 168)
"""The movement of the first hour, and its size in pixels at 96 dpi."""


class TodayPage(Page):
    """Now, what can be done, and the day so far."""

    def __init__(self, parent: tk.Misc, desk: Desk) -> None:
        super().__init__(parent, desk)
        kit, inner = self.kit, desk.inner
        self._choices: tuple[Choice, ...] | None = None
        self._menu: tuple[MenuEntry, ...] = ()
        self._headline = kit.label(self, "", "large", wrap=inner)
        self.put(self._headline)
        self._why = kit.label(self, "", "text", "muted", inner)
        self.put(self._why, 6)
        self._bar = Bar(kit, self, inner, 6)
        self.put(self._bar, 18)
        self._row = kit.frame(self)
        self._row.pack(anchor="w", pady=(kit.px(14), 0))
        self._asks = Asks(kit, self, inner, self._act)
        self.put(self._asks, 14, fill=True)
        self._ribbon = Ribbon(kit, self, inner)
        self.put(self._ribbon, 12)
        self._figures = FigureRow(kit, self, inner)
        self.put(self._figures, 26, fill=True)
        self._unsure = kit.label(self, "", "small", "muted", inner)
        self._list = EntryList(kit, self, inner, "What was done", nothing=NOTHING_YET)
        self.put(self._list, 26, fill=True)
        self._hello: LateFigure | None = None

    def refresh(self) -> None:
        status, now = self.desk.status(), self.desk.now()
        today = now.local_day
        notices = status.get("notices") if status else None
        first = str(notices[0]) if isinstance(notices, list) and notices else ""
        self.wrong = first.replace(". ", ".\n", 1)  # its first sentence, and what more it says
        try:
            facts = self.desk.facts(today, today)
        except HipbreakError:
            self._show_now(describe(status, readable=False), status)
            raise
        self._show_now(describe(status), status)
        at = now.local - today * DAY
        self._ribbon.show(strip(facts, today, at, due_at(status, at)))
        self._show_day(week(facts, today, days=1).days[0])
        done = entries(facts, today, self.desk.routines())
        self._list.show(done)
        self._greet(not done)

    def _greet(self, empty: bool) -> None:
        """A day on which nothing was done yet shows what it could be."""
        routine = self.desk.routines().get(HELLO)
        if empty and routine and not self._hello:
            self._hello = LateFigure(self.kit, self, routine, HELLO_SIZE)
            self.put(self._hello, 12)
        elif not empty and self._hello:
            self._hello.destroy()
            self._hello = None

    def _show_now(self, now: Now, status: Status | None) -> None:
        self.kit.say(self._headline, now.headline, self.desk.inner)
        self.kit.say(self._why, now.why, self.desk.inner)
        self._bar.show(now.share)
        if status is None:
            self._bar.pack_forget()
        elif not self._bar.winfo_manager():
            side, gap = self.kit.px(BUTTON_MARGIN), (self.kit.px(18), 0)
            self._bar.pack(before=self._row, anchor="w", padx=side, pady=gap)
        offered = self.desk.menu() if status else {}
        self._menu = _entries(offered.get("menu"))
        self._asks.show(_entries(offered.get("asks")))
        if now.choices != self._choices:
            self._choices = now.choices
            self._show_choices(now.choices)

    def _show_day(self, day: Day) -> None:
        self._figures.show(day_figures(day))
        self.below(self._figures, self._unsure, doubted(day.doubtful_s))

    # What the person does

    def _choose(self, choice: Choice) -> None:
        if choice.verb == LAUNCH:
            self.desk.launch()
        else:
            self.desk.do(choice.verb, *choice.arguments)

    def _act(self, action: str) -> None:
        """An action of the tray's menu: the words of the command line."""
        self.desk.do(*action.split())

    def _more(self, button: tk.Misc) -> None:
        from hipbreak.ui.home.more import open_menu

        open_menu(self.kit, button, self._menu, self._act)

    def _show_choices(self, choices: tuple[Choice, ...]) -> None:
        """New buttons; the keyboard stays where it was."""
        focused = self.focus_get()
        before = self._row.winfo_children()
        at = before.index(focused) if focused in before else None
        for button in before:
            button.destroy()
        for place, choice in enumerate(choices):
            made = self.kit.button(
                self._row,
                choice.text,
                "accent" if place == 0 else "soft",
                lambda choice=choice: self._choose(choice),  # type: ignore[misc]
            )
            made.pack(side="left", padx=(0, self.kit.px(BUTTON_MARGIN)))
        if not any(choice.verb == LAUNCH for choice in choices):
            more = self.kit.button(self._row, "More…", "ghost", lambda: self._more(more))
            more.pack(side="left")
        if at is not None:
            children = self._row.winfo_children()
            children[min(at, len(children) - 1)].focus_set()


def _entries(plain: object) -> tuple[MenuEntry, ...]:
    """Menu entries from the resident's JSON; none from what is no such thing."""
    try:
        return decode(tuple[MenuEntry, ...], plain)  # type: ignore[return-value]
    except DecodeError:
        return ()
