"""The week: one sentence, the days, the breaks, plan and done, the sides, tightness, the hours."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Collection, Sequence

from hipbreak.adapters.week_page import read_meaning, read_week_page
from hipbreak.core.calendar import format_week, monday
from hipbreak.core.errors import HipbreakError
from hipbreak.core.week_parts import WEEKS, WeekPage
from hipbreak.core.week_words import (
    dates,
    doubted,
    hour_range,
    kind_name,
    length,
    proofs,
    unfinished,
)
from hipbreak.ui.home import week_charts as charts
from hipbreak.ui.home.chart import Chart
from hipbreak.ui.home.desk import Desk
from hipbreak.ui.home.figures import FigureRow
from hipbreak.ui.home.page import Page
from hipbreak.ui.home.ribbon import legend
from hipbreak.ui.home.week_entries import DayEntries
from hipbreak.ui.home.week_save import SaveRow
from hipbreak.ui.home.week_words import asked, compared, hourly, totals

LEGEND = (
    ("●", "sitting", "sitting"),
    ("●", "accent", "a sit of more than an hour"),
    ("●", "standing", "standing"),
)
COLUMNS = (0.36, 0.17, 0.11, 0.17)
"""At least so wide are the columns of plan and done, of the page's width."""
UNREAD = "This week cannot be read just now."
TIGHTNESS = (("○", "ink", "before"), ("●", "teal", "after, the middle of each week's ratings"))


class WeekPageView(Page):
    """One week at a time; the arrow keys go to the weeks before."""

    def __init__(self, parent: tk.Misc, desk: Desk) -> None:
        super().__init__(parent, desk)
        self._drawn: WeekPage | None = None
        self._back = 0
        """How many weeks back from this one."""
        self._stepping = ""
        kit, inner = self.kit, desk.inner
        self._head()
        self._sentence = kit.label(self, "", "title", "ink", inner)
        self.put(self._sentence, 12)
        self._figures = FigureRow(kit, self, inner)
        self.put(self._figures, 22, fill=True)
        self._unsure = kit.label(self, "", "small", "muted", inner)
        self._compared = kit.label(self, "", "small", "muted", inner)
        self._days = Chart(kit, self, inner)
        self.put(self._days, 26)
        self._legend = legend(kit, self, LEGEND)
        self._rest = kit.frame(self)
        self._entries = DayEntries(kit, self, desk, self.refresh)
        self._save = SaveRow(kit, self, desk, lambda: self._first)

    def _lay_out(self) -> None:
        """What only makes sense of a week that could be read."""
        self.put(self._legend, 6)
        self.put(self._rest, 0, fill=True)
        self.put(self._entries, 32, fill=True)
        self._save.pack(anchor="w", pady=(self.kit.px(30), 0))

    # Which week

    def _head(self) -> None:
        kit = self.kit
        row = kit.frame(self)
        row.pack(anchor="w", fill="x")
        self._earlier = kit.button(row, "‹", "chip", lambda: self._step(1))
        self._earlier.pack(side="left")
        self._title = kit.label(row, "", "strong")
        self._title.pack(side="left", padx=kit.px(6))
        self._later = kit.button(row, "›", "chip", lambda: self._step(-1))
        self._later.pack(side="left")

    def sideways(self, by: int) -> None:
        self._step(-by)

    def _step(self, by: int) -> None:
        """So many weeks back. A key that is held down is followed when it pauses."""
        back = max(0, self._back + by)
        if back != self._back:
            self._back = back
            if not self._stepping:
                self._stepping = self.after_idle(self._stepped)

    def _stepped(self) -> None:
        self._stepping = ""
        self.refresh()

    @property
    def _first(self) -> int:
        """The Monday of the week that is shown."""
        return monday(self.desk.now().local_day) - 7 * self._back

    # What is shown

    def refresh(self) -> None:
        meaning = read_meaning(self.desk.paths, self.desk.routines())
        today = self.desk.now().local_day
        try:
            page = read_week_page(self.desk.paths.journal, self._first, today, meaning)
        except HipbreakError:
            if self._drawn is None:
                self._title.configure(text=format_week(self._first))
                self.kit.say(self._sentence, UNREAD, self.desk.inner)
            raise
        if self._drawn is None:
            self._lay_out()
        if page != self._drawn:
            self._drawn = page
            self._show(page)
        self._entries.show(self._first, today)

    def _show(self, page: WeekPage) -> None:
        so_far = "" if page.over else ", so far"
        self._title.configure(text=f"{dates(page)}{so_far}  ·  {format_week(page.first_day)}")
        self._later.state(["disabled" if not self._back else "!disabled"])
        self.kit.say(self._sentence, page.sentence, self.desk.inner)
        self._figures.show(totals(page))
        self.below(self._figures, self._unsure, doubted(page.week.total.doubtful_s))
        above = self._unsure if self._unsure.winfo_manager() else self._figures
        self.below(above, self._compared, compared(page))
        self.kit.say(self._compared, compared(page), self.desk.inner)
        charts.draw_days(self._days, page)
        for child in self._rest.winfo_children():
            child.destroy()
        self._breaks(page)
        self._techniques(page)
        self._sides(page)
        self._tightness(page)
        self._heat(page)
        tk.Frame(self._rest, background=self.kit.theme.bg, width=1, height=1).pack()

    # Sections

    def _section(self, title: str, note: str = "") -> tk.Frame:
        kit = self.kit
        kit.label(self._rest, title, "cue").pack(anchor="w", pady=(kit.px(32), 0))
        if note:
            below = kit.label(self._rest, "", "small", "muted", self.desk.inner)
            kit.say(below, note, self.desk.inner)
            below.pack(anchor="w", pady=(kit.px(4), 0))
        frame = kit.frame(self._rest)
        frame.pack(anchor="w", fill="x", pady=(kit.px(10), 0))
        return frame

    def _table(
        self,
        frame: tk.Frame,
        rows: Sequence[tuple[str, ...]],
        numbers: Collection[int],
        wide: int | None = None,
    ) -> None:
        """Rows of words. Columns of `numbers` end below each other; the column `wide` takes the
        room that is left, and without one the columns stay near each other."""
        kit = self.kit
        if wide is None:
            for column, share in enumerate(COLUMNS):
                frame.columnconfigure(column, minsize=kit.px(share * self.desk.inner))
        else:
            frame.columnconfigure(wide, weight=1)
        for at, row in enumerate(rows):
            for column, text in enumerate(row):
                head = at == 0
                role, tone = (
                    ("tiny", "muted") if head else ("text", "ink" if not column else "muted")
                )
                wrap = self.desk.inner * (0.48 if column == wide else 0.2)
                kit.label(frame, text, role, tone, wrap).grid(
                    row=at,
                    column=column,
                    sticky="ne" if column in numbers else "nw",
                    padx=(0, kit.px(18)),
                    pady=kit.px(3),
                )

    def _breaks(self, page: WeekPage) -> None:
        frame = self._section("Breaks, and what shows them")
        if not page.kinds:
            self.kit.label(frame, "None this week.", "text", "muted").pack(anchor="w")
            return
        rows = [("", "done", "what shows it", "begun, not finished")]
        for one in page.kinds:
            name = kind_name(one)
            shown = (name[0].upper() + name[1:], str(one.done or "–"), proofs(one) or "–")
            rows.append((*shown, unfinished(one) or "–"))
        self._table(frame, rows, numbers=(1,), wide=2)

    def _techniques(self, page: WeekPage) -> None:
        if not page.techniques and not page.hourly:
            return
        frame = self._section("Plan and done", hourly(page))
        rows = [("", "asked", "done", "time spent")]
        rows += [
            (one.name, asked(one), str(one.done or "–"), length(one.done_s))
            for one in page.techniques
        ]
        if page.techniques:
            self._table(frame, rows, numbers=(2, 3))

    def _sides(self, page: WeekPage) -> None:
        if page.balance:
            frame = self._section("Left and right")
            chart = Chart(self.kit, frame, self.desk.inner)
            chart.pack(anchor="w")
            charts.draw_sides(chart, page.balance)

    def _tightness(self, page: WeekPage) -> None:
        if not page.pairs:
            return
        note = f"Your own marks over {WEEKS} weeks, 0 (not at all) to 10."
        frame = self._section("Tightness before and after", note)
        chart = Chart(self.kit, frame, self.desk.inner)
        chart.pack(anchor="w")
        charts.draw_tightness(chart, page.tightness)
        legend(self.kit, frame, TIGHTNESS).pack(anchor="w", pady=(self.kit.px(6), 0))

    def _heat(self, page: WeekPage) -> None:
        heat = page.heat
        if not any(heat.days):
            return
        note = f"How many minutes of each hour were sat, on the average of up to {WEEKS} weeks."
        if heat.hardest is not None:
            mean = f"{heat.by_hour[heat.hardest]:.0f} min"
            note += f" The most: {hour_range(heat.hardest)}, {mean} on the average day."
        frame = self._section("When you sit", note)
        chart = Chart(self.kit, frame, self.desk.inner)
        chart.pack(anchor="w")
        charts.draw_heat(chart, heat, self.kit.theme)
