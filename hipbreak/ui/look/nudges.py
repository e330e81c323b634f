"""Less and more beside a field that holds a time, for the pointer; the keyboard has its arrows."""

from __future__ import annotations

import tkinter as tk

from hipbreak.ui.look.buttons import joined
from hipbreak.ui.look.entry import Field
from hipbreak.ui.look.kit import Kit

CLASS = "Nudges"
"""Tk's name for it: the keyboard does not stop here."""


class Nudges(tk.Frame):
    """Two buttons that do what the arrow keys do in the field."""

    def __init__(self, kit: Kit, parent: tk.Misc, field: Field) -> None:
        super().__init__(parent, class_=CLASS, background=kit.theme.edge)
        for text, kind, way in zip(("\u2212", "+"), joined(2), (-1, 1), strict=True):
            button = kit.button(self, text, kind, lambda way=way: field.nudge(way))  # type: ignore[misc]
            button.configure(takefocus=False)
            button.pack(side="left", padx=(0, kit.seam if way < 0 else 0))
