"""The home window's second page: seven days as bars, with their numbers below."""

from __future__ import annotations

import tkinter as tk

from hipbreak.core.calendar import WEEKDAYS, civil, monday, weekday
from hipbreak.core.week import Day, Week, week
from hipbreak.ui.home.desk import Desk
from hipbreak.ui.home.page import Page
from hipbreak.ui.home.ribbon import legend
from hipbreak.ui.home.today_model import evidence_sentences, length, short_length
from hipbreak.ui.look.kit import gathered
from hipbreak.ui.look.paint import day_bar
from hipbreak.ui.look.photos import photo

BAR_WIDTH, BAR_HEIGHT, CAPTION = 30, 132, 104
LEAST_SCALE_S = 4 * 3600.0
"""The tallest bar stands for at least this, so that a quiet week looks quiet."""
LEGEND = (
    ("●", "sitting", "sitting"),
    ("●", "standing", "standing"),
    ("●", "accent", "a sit of more than an hour"),
)
_ROWS = ("", "sitting", "sits over 1 h", "breaks done", "natural breaks")


class WeekPage(Page):
    """The seven days of one week."""

    def __init__(self, parent: tk.Misc, desk: Desk) -> None:
        super().__init__(parent, desk)
        self._drawn: tuple[Week, int] | None = None
        self._photos: list[tk.PhotoImage] = []
        self._title = self.kit.label(self, "", "large", wrap=desk.inner)
        self.put(self._title)
        self.put(legend(self.kit, self, LEGEND), 6)
        self._table = self.kit.frame(self)
        self.put(self._table, 14, fill=True)
        self._below = self.kit.label(self, "", "text", "muted", desk.inner)
        self.put(self._below, 16)

    def refresh(self) -> None:
        today = self.desk.now().local_day
        first = monday(today)
        self._show(week(self.desk.facts(first, first + 6), first), today)

    def _show(self, figures: Week, today: int) -> None:
        """These seven days; nothing is drawn anew when nothing has changed."""
        if self._drawn == (figures, today):
            return
        self._drawn = figures, today
        for child in self._table.winfo_children():
            child.destroy()
        self._photos.clear()
        self._title.configure(text=f"{length(figures.total.sitting_s)} of sitting this week.")
        if figures.total.sitting_s < 1:
            self._title.configure(text="Nothing counted yet this week.")
        self._captions()
        most = max(LEAST_SCALE_S, *(day.sitting_s + day.standing_s for day in figures.days))
        for column, day in enumerate(figures.days, start=1):
            self._column(column, day, most, day.day == today)
        self._below.configure(
            text=gathered("Breaks: " + "; ".join(evidence_sentences(figures)) + ".")
        )
        if not figures.total.breaks:
            self._below.configure(text=evidence_sentences(figures)[0])

    def _captions(self) -> None:
        kit = self.kit
        self._table.columnconfigure(0, minsize=kit.px(CAPTION * max(1.0, kit.text_scale)))
        for row, text in enumerate(_ROWS, start=1):
            kit.label(self._table, text, "small", "muted").grid(row=row, column=0, sticky="w")

    def _column(self, column: int, day: Day, most: float, today: bool) -> None:
        kit, theme = self.kit, self.kit.theme
        size = kit.px(BAR_WIDTH), kit.px(BAR_HEIGHT)
        picture = day_bar(
            size,
            (day.sitting_s / most, day.standing_s / most),
            (theme.bg, theme.track, theme.sitting, theme.standing, theme.accent),
            day.long_bouts,
        )
        self._photos.append(photo(kit.root, picture))
        bar = tk.Label(
            self._table, image=self._photos[-1], background=theme.bg, borderwidth=0, padx=0, pady=0
        )
        bar.grid(row=0, column=column, pady=(0, kit.px(8)))
        name = WEEKDAYS[weekday(day.day)][:3] + f" {civil(day.day)[2]}"
        texts = (
            (name, "strong" if today else "label", "ink" if today else "muted"),
            (short_length(day.sitting_s), "text", "ink"),
            (_count(day.long_bouts), "text", "alarm" if day.long_bouts else "muted"),
            (_count(day.breaks_done), "text", "ink"),
            (_count(day.natural_breaks), "text", "ink"),
        )
        for row, (text, role, colour) in enumerate(texts, start=1):
            made = kit.label(self._table, text, role, colour)
            made.grid(row=row, column=column, pady=kit.px(1 if row > 1 else 3))
        self._table.columnconfigure(column, weight=1, uniform="days")


def _count(number: int) -> str:
    return str(number) if number else "–"
