"""What was done on a day, line by line."""

from __future__ import annotations

import tkinter as tk

from hipbreak.core.day_text import Entry
from hipbreak.ui.look.kit import Kit

MOST = 12
"""Lines; a day with more says how many more there are."""
CLOCK, MARK = 52, 22
"""Widths of the first columns, in pixels at 96 dpi."""


class EntryList(tk.Frame):
    """The time, a mark, the name, and how it ended. Changes only through `show`."""

    def __init__(self, kit: Kit, parent: tk.Misc, inner: float) -> None:
        super().__init__(parent, background=kit.theme.bg)
        self._kit, self._inner = kit, inner
        self._shown: tuple[Entry, ...] | None = None

    def show(self, found: tuple[Entry, ...]) -> None:
        if found == self._shown:
            return
        self._shown = found
        for child in self.winfo_children():
            child.destroy()
        kit = self._kit
        kit.label(self, "What was done", "strong").grid(
            row=0, column=0, columnspan=4, sticky="w", pady=(0, kit.px(8))
        )
        self.columnconfigure(0, minsize=kit.px(CLOCK * kit.text_scale))
        self.columnconfigure(1, minsize=kit.px(MARK))
        self.columnconfigure(3, weight=1)
        for row, entry in enumerate(found[:MOST], start=1):
            self._line(row, entry)
        rest = len(found) - MOST
        last = f"and {rest} earlier" if rest > 0 else "" if found else "Nothing yet today."
        if last:
            kit.label(self, last, "text", "muted").grid(
                row=MOST + 1, column=0, columnspan=4, sticky="w"
            )

    def _line(self, row: int, entry: Entry) -> None:
        kit = self._kit
        mark, colour = ("●", "accent") if entry.counted else ("○", "muted")
        if entry.natural:
            mark, colour = "●", "disabled"
        texts = (
            (entry.clock, "text", "muted"),
            (mark, "small", colour),
            (entry.title, "label", "ink" if entry.counted and not entry.natural else "muted"),
            (entry.detail, "text", "muted"),
        )
        for column, (text, role, tone) in enumerate(texts):
            made = kit.label(self, text, role, tone)
            gap = kit.px(14) if column == 2 else 0
            made.grid(row=row, column=column, sticky="w", padx=(0, gap), pady=kit.px(2))
