"""The working hours: the ranges of each day, and one way to say the same for a whole week."""

from __future__ import annotations

from hipbreak.core.hours import Range
from hipbreak.core.settings import DAYS, Option
from hipbreak.ui.home.settings_model import past_midnight
from hipbreak.ui.home.settings_parts import Part
from hipbreak.ui.home.settings_row import Control, Row
from hipbreak.ui.look.ranges import Ranges

WORKDAYS = tuple(f"hours.{day}" for day in DAYS[:5])
DAY = 104
"""Room for a day's name, in pixels at 96 dpi."""


class DayRow(Row):
    """One day: its name, its ranges, and in words what ends on the next day."""

    def show(self) -> None:
        self._show(self._file.text(self.option))
        value = self._file.settings[self.option.key]
        assert isinstance(value, tuple)
        ranges = [one for one in value if isinstance(one, Range)]
        self.say(past_midnight(self.option.key, ranges))

    def _make(self) -> Control:
        self.columnconfigure(0, weight=0, minsize=self.kit.px(DAY * self.kit.text_scale))
        self.columnconfigure(1, weight=1)
        self._edge, self._under = "w", 1
        room = self.inner - DAY * self.kit.text_scale - 8
        self._wrong.configure(wraplength=self.kit.px(room))
        self.side.grid(sticky="w")
        ranges = Ranges(self.kit, self.side, self.put)
        self._show = ranges.show
        ranges.pack()
        return ranges


class HoursPart(Part):
    """Monday's hours can be copied to the other days of work."""

    between = 4

    def row(self, option: Option) -> Row:
        return DayRow(self.kit, self, self.desk.inner, option, self.file, self.changed)

    def after_rows(self) -> None:
        copy = self.kit.button(self, "Same hours Monday to Friday", "soft", self._copy_monday)
        indent = self.kit.px(DAY * self.kit.text_scale)
        copy.pack(anchor="w", padx=(indent, 0), pady=(self.kit.px(14), 0))

    def _copy_monday(self) -> None:
        """A Monday that is not understood is not copied; the mistake stands beside it."""
        monday, *others = (self.rows[key] for key in WORKDAYS)
        monday.done()
        if monday.wrong:
            monday.control.focus_set()
            return
        text = self.file.text(monday.option)
        for row in others:
            row.put(text)
