"""The groups of the settings page: most are rows of options, some have more to them."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Iterator

from hipbreak.core.settings import Option
from hipbreak.ui.home.desk import Desk
from hipbreak.ui.home.settings_model import Group, SettingsFile, options_of
from hipbreak.ui.home.settings_row import Row
from hipbreak.ui.look.nudges import CLASS as NUDGES
from hipbreak.ui.look.slider import CLASS as SLIDER

STOPS = ("TButton", "TEntry", "TCheckbutton", SLIDER)
"""Tk's classes of widgets that take the keyboard."""
BETWEEN = 18
"""From row to row, in pixels at 96 dpi."""


class Part(tk.Frame):
    """One group: a row for each of its options."""

    def __init__(self, parent: tk.Misc, desk: Desk, file: SettingsFile, group: Group) -> None:
        super().__init__(parent, background=desk.kit.theme.bg)
        self.desk, self.kit, self.file, self.group = desk, desk.kit, file, group
        self.rows: dict[str, Row] = {}
        self.before()
        for option in options_of(group):
            row = self.row(option)
            self.rows[option.key] = row
            self.add(row)
        self.after_rows()

    between = BETWEEN

    def add(self, widget: tk.Widget) -> None:
        widget.pack(fill="x", pady=(self.kit.px(self.between), 0))

    def row(self, option: Option) -> Row:
        """What shows this option."""
        return Row(self.kit, self, self.desk.inner, option, self.file, self.changed)

    def before(self) -> None:
        """What stands above the rows."""

    def after_rows(self) -> None:
        """What stands below the rows."""

    def changed(self, key: str) -> None:
        """A setting has a new value in the file: hipbreak reads it, the window follows."""
        self.desk.ask("reload")
        self.desk.settings_changed()

    def refresh(self) -> None:
        for row in self.rows.values():
            row.show()

    def leaving(self) -> None:
        for row in self.rows.values():
            row.done()

    # The keyboard's place

    def focused(self) -> str:
        """Which stop of the keyboard has it, as `:3`; empty when it is elsewhere."""
        focus = self.focus_get()
        stops = list(_stops(self))
        return f":{stops.index(focus)}" if focus in stops else ""

    def focus_on(self, at: str) -> None:
        stops = list(_stops(self))
        if at.isdecimal() and stops:
            stops[min(int(at), len(stops) - 1)].focus_set()


def _stops(widget: tk.Misc) -> Iterator[tk.Misc]:
    """Everything shown inside that the keyboard can come to, in the order it was made."""
    for child in widget.winfo_children():
        if child.winfo_class() == NUDGES:
            continue
        if child.winfo_class() in STOPS and child.winfo_manager():
            yield child
        yield from _stops(child)
