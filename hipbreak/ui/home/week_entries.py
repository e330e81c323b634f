"""The entries of one day of the week, put right: taken back, added, or time cut out."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable

from hipbreak.core.calendar import format_date
from hipbreak.core.day_text import Entry, entries
from hipbreak.core.week_words import day_name
from hipbreak.ui.home.desk import Desk
from hipbreak.ui.home.entry_list import EntryList
from hipbreak.ui.home.errand import errand
from hipbreak.ui.look.entry import Field
from hipbreak.ui.look.kit import BUTTON_MARGIN, Kit
from hipbreak.ui.look.picker import Picker
from hipbreak.ui.look.segmented import Segmented

NOTE = "A correction is a new row: what was written first stays in the journal, marked."
TIME_LETTERS = 6


class DayEntries(tk.Frame):
    """Seven days to choose from, the chosen one's entries, and what puts them right."""

    def __init__(
        self, kit: Kit, parent: tk.Misc, desk: Desk, changed: Callable[[], object]
    ) -> None:
        super().__init__(parent, background=kit.theme.bg)
        self._kit, self._desk, self._changed = kit, desk, changed
        self._first = self._today = self._day = 0
        self._days: Segmented | None = None
        kit.label(self, "Entries, and corrections", "cue").pack(anchor="w")
        kit.label(self, NOTE, "small", "muted", desk.inner).pack(
            anchor="w", pady=(kit.px(4), kit.px(10))
        )
        self._choice = kit.frame(self)
        self._choice.pack(anchor="w")
        self._list = EntryList(kit, self, desk.inner, take_back=self._take_back)
        self._list.pack(anchor="w", fill="x", pady=(kit.px(12), 0))
        self._adding()
        self._cutting()
        self._wrong = kit.label(self, "", "small", "alarm", desk.inner)

    def show(self, first: int, today: int) -> None:
        """This week's days; the last one that has come is chosen at first."""
        if (first, today) != (self._first, self._today):
            self._first, self._today = first, today
            self._day = min(first + 6, today)
            self._choose_from(first)
        self._fill()

    def _choose_from(self, first: int) -> None:
        if self._days:
            self._days.destroy()
        days = {str(day): day_name(day) for day in range(first, first + 7)}
        self._days = Segmented(self._kit, self._choice, days, self._turn)
        self._days.pack(anchor="w")

    def _turn(self, day: str) -> None:
        self._day = int(day)
        self._fill()

    def _fill(self) -> None:
        if self._days:
            self._days.show(str(self._day))
        facts = self._desk.facts(self._day, self._day)
        self._list.show(entries(facts, self._day, self._desk.routines()))

    def _adding(self) -> None:
        kit = self._kit
        names = {key: item.name for key, item in self._desk.routines().items() if item.seconds}
        ordered = dict(sorted(names.items(), key=lambda item: item[1]))
        row = self._row("You also did")
        self._routine = "walk" if "walk" in ordered else next(iter(ordered), "")
        self._picker = Picker(kit, row, ordered, self._pick)
        self._picker.show(self._routine)
        self._picker.pack(side="left", padx=kit.px(8))
        self._time = self._time_of(row, "at", self._add)
        kit.button(row, "Add", "soft", self._add).pack(side="left")

    def _cutting(self) -> None:
        """Time that was no sitting, whatever was at the keys."""
        row = self._row("You did not sit")
        self._from = self._time_of(row, "from", self._cut)
        self._to = self._time_of(row, "to", self._cut)
        self._kit.button(row, "Cut out", "soft", self._cut).pack(side="left")

    def _row(self, words: str) -> tk.Frame:
        row = self._kit.frame(self)
        row.pack(anchor="w", pady=(self._kit.px(14), 0))
        self._kit.label(row, words, "text", "muted").pack(side="left", padx=(0, self._kit.px(4)))
        return row

    def _time_of(self, row: tk.Frame, words: str, done: Callable[[], object]) -> Field:
        kit = self._kit
        kit.label(row, words, "text", "muted").pack(side="left")
        field = Field(kit, row, TIME_LETTERS, lambda _text: None)
        field.pack(side="left", padx=kit.px(4))
        field.bind("<Return>", lambda _event: done())
        return field

    def _pick(self, routine: str) -> None:
        self._routine = routine
        self._picker.show(routine)

    def _add(self) -> None:
        when = self._time.get().strip()
        if not when:
            self._tell(False, "Give the time at which it began, as 14:10.")
            self._time.focus_set()
            return
        words = ("correct", "add", self._routine, "--at", when, "--on", format_date(self._day))
        errand(self, words, "", self._tell)

    def _cut(self) -> None:
        times = [field.get().strip() for field in (self._from, self._to)]
        if not all(times):
            self._tell(False, "Give both times, as 14:10 and 14:40.")
            (self._to if times[0] else self._from).focus_set()
            return
        words = ("correct", "not-sitting", *times, "--on", format_date(self._day))
        errand(self, words, "", self._tell)

    def _take_back(self, entry: Entry) -> None:
        errand(self, ("correct", "take-back", entry.uid), "", self._tell)

    def _tell(self, well: bool, said: str) -> None:
        """What came of it: well in the last line, and what is wrong beside the field."""
        self._wrong.pack_forget()
        if not well:
            self._wrong.configure(text=said)
            self._wrong.pack(anchor="w", padx=self._kit.px(BUTTON_MARGIN), pady=self._kit.px(4))
            return
        for field in (self._time, self._from, self._to):
            field.reset("")
        self._desk.say(said)
        self._changed()
