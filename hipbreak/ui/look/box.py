"""A rounded box around words that must not be missed."""

from __future__ import annotations

import tkinter as tk
from tkinter import ttk
from typing import Any

from hipbreak.ui.look.kit import Kit
from hipbreak.ui.look.paint import plate

RADIUS, LINE = 12, 1.5
"""In pixels at 96 dpi; the corner is that of the library's pictures."""


def boxed(kit: Kit, parent: tk.Misc, colour: str, pad: float) -> ttk.Frame:
    """A frame inside a line of this colour; `pad` pixels at 96 dpi lie between the two."""

    def make(name: str) -> None:
        radius, line = kit.px(RADIUS), max(1, kit.px(LINE))
        ground = kit.theme.bg
        drawn = plate(2 * radius + 4, radius, ground, ground, line=(kit.colour(colour), line))
        style, element = ttk.Style(kit.root), f"{name}.plate"
        style.element_create(element, "image", kit.photo(drawn), border=radius, sticky="nsew")
        spec: Any = [(element, {"sticky": "nsew"})]
        style.layout(name, spec)

    style = kit.style(f"{colour}.TFrame", make)
    return ttk.Frame(parent, style=style, padding=kit.px(pad))
