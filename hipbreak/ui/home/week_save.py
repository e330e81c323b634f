"""Keep the week: as a report to print, a picture, or a table."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from pathlib import Path
from tkinter import filedialog

from hipbreak.core.calendar import format_week
from hipbreak.ui.home.desk import Desk
from hipbreak.ui.home.errand import errand
from hipbreak.ui.look.kit import Kit

KINDS = (("Report to print…", "html"), ("Picture…", "png"))


class SaveRow(tk.Frame):
    """A button for each kind; the command line does the work."""

    def __init__(self, kit: Kit, parent: tk.Misc, desk: Desk, first: Callable[[], int]) -> None:
        super().__init__(parent, background=kit.theme.bg)
        self._desk, self._first = desk, first
        for words, ending in KINDS:
            kit.button(self, words, "soft", lambda ending=ending: self._save(ending)).pack(  # type: ignore[misc]
                side="left", padx=(0, kit.px(4))
            )

    def _save(self, ending: str) -> None:
        week = format_week(self._first())
        chosen = filedialog.asksaveasfilename(
            parent=self,
            title="Keep the week",
            defaultextension=f".{ending}",
            initialfile=f"hipbreak-{week}.{ending}",
            initialdir=str(Path.home()),
        )
        if chosen:  # the dialog has asked already whether to replace
            words = ("week", "--of", week, f"--{ending}", chosen, "--force")
            errand(self, words, "", lambda _well, said: self._desk.say(said))
