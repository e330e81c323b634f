"""The working hours: a field for each day, and one way to say the same for a whole week."""

from __future__ import annotations

from hipbreak.core.settings import DAYS
from hipbreak.ui.home.settings_parts import Part

WORKDAYS = tuple(f"hours.{day}" for day in DAYS[:5])


class HoursPart(Part):
    """Monday's hours can be copied to the other days of work."""

    between = 8

    def after_rows(self) -> None:
        self._copy = self.kit.button(
            self, "Copy Monday to Tuesday – Friday", "soft", self._copy_monday
        )
        self._copy.pack(anchor="e", pady=(self.kit.px(14), 0))

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
