"""Widgets one after another, as many in a line as there is room for."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Iterable

from hipbreak.ui.look.kit import Kit


def flow(kit: Kit, parent: tk.Misc, widgets: Iterable[tk.Widget], width: float) -> None:
    """Place them in `parent`, in lines of at most `width` pixels at 96 dpi."""
    room, used = kit.px(width), 0
    line: tk.Frame | None = None
    for widget in widgets:
        wide = widget.winfo_reqwidth()
        if line is None or used + wide > room:
            line = kit.frame(parent)
            line.pack(anchor="w")
            line.lower()
            used = 0
        widget.pack(in_=line, side="left")
        used += wide
