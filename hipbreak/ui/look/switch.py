"""A switch: on or off, with its knob at the right or the left."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from tkinter import ttk
from typing import Any

from PIL import Image, ImageDraw

from hipbreak.ui.look.buttons import GAP, RING
from hipbreak.ui.look.kit import Kit

WIDTH, HEIGHT, RIM = 42, 24, 2
"""In pixels at 96 dpi, without the focus ring."""
SS = 4


class Switch(ttk.Checkbutton):
    """Space, Return and a click turn it; `turned(on)` is told."""

    def __init__(self, kit: Kit, parent: tk.Misc, turned: Callable[[bool], object]) -> None:
        style = kit.style("TCheckbutton", lambda name: _make(kit, name))
        self._on = tk.BooleanVar(parent)
        super().__init__(
            parent, style=style, variable=self._on, command=lambda: turned(self._on.get())
        )
        self.bind("<Return>", lambda _event: self.invoke())
        self.bind("<KP_Enter>", lambda _event: self.invoke())

    @property
    def on(self) -> bool:
        return self._on.get()

    def show(self, on: bool) -> None:
        self._on.set(on)


def _make(kit: Kit, name: str) -> None:
    def drawn(on: bool, ring: bool) -> tk.PhotoImage:
        return kit.photo(_picture(kit, on, ring))

    style = ttk.Style(kit.root)
    mark = f"{name}.mark"
    style.element_create(
        mark,
        "image",
        drawn(False, False),
        ("selected", "focus", drawn(True, True)),
        ("selected", drawn(True, False)),
        ("focus", drawn(False, True)),
    )
    spec: Any = [(mark, {"sticky": ""})]
    style.layout(name, spec)
    style.configure(name, background=kit.theme.bg, padding=0, borderwidth=0)


def _picture(kit: Kit, on: bool, ring: bool) -> Image.Image:
    """Filled with the knob at the right when on; an outline with the knob at the left when off."""
    theme, unit = kit.theme, kit.scale * SS
    margin = (RING + GAP) * unit
    width, height = WIDTH * unit + 2 * margin, HEIGHT * unit + 2 * margin
    big = Image.new("RGB", (round(width), round(height)), theme.bg)
    draw = ImageDraw.Draw(big)

    def pill(inset: float, fill: str) -> None:
        box = (inset, inset, width - 1 - inset, height - 1 - inset)
        draw.rounded_rectangle(box, (height - 2 * inset) / 2, fill=fill)

    if ring:
        pill(0, theme.focus)
        pill(RING * unit, theme.bg)
    pill(margin, theme.focus if on else theme.muted)
    if not on:
        pill(margin + RIM * unit, theme.bg)
    radius = (HEIGHT / 2 - (4 if on else 6)) * unit
    x = width - margin - HEIGHT / 2 * unit if on else margin + HEIGHT / 2 * unit
    y = height / 2
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), theme.bg if on else theme.muted)
    return big.resize((round(width / SS), round(height / SS)), Image.Resampling.BOX)
