"""What waits for one tap: yesterday's question, an absence that was none. Quiet, in a box."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from tkinter import ttk

from hipbreak.ports import MenuEntry
from hipbreak.ui.look.box import boxed
from hipbreak.ui.look.kit import BUTTON_MARGIN, Kit

PAD = 12
"""Around a question, in pixels at 96 dpi."""


class Asks(tk.Frame):
    """A block for each question; nothing at all when there is none."""

    def __init__(
        self, kit: Kit, parent: tk.Misc, inner: float, act: Callable[[str], object]
    ) -> None:
        super().__init__(parent, background=kit.theme.bg)
        self._kit, self._inner, self._act = kit, inner, act
        self._shown: tuple[MenuEntry, ...] = ()

    def show(self, entries: tuple[MenuEntry, ...]) -> None:
        if entries == self._shown:
            return
        self._shown = entries
        for child in self.winfo_children():
            child.destroy()
        for entry in entries:
            self._block(entry).pack(fill="x", pady=(0, self._kit.px(10)))
        if not entries:
            tk.Frame(self, background=self._kit.theme.bg, width=1, height=1).pack()

    def _block(self, entry: MenuEntry) -> ttk.Frame:
        kit = self._kit
        block = boxed(kit, self, "edge", PAD)
        edge = kit.px(BUTTON_MARGIN)
        words = kit.label(block, entry.label, "label", "ink", self._inner - 2 * (PAD + 4))
        words.pack(anchor="w", padx=edge, pady=(0, kit.px(4)))
        row = kit.frame(block)
        row.pack(anchor="w")
        for answer in entry.children:
            button = kit.button(
                row,
                answer.label,
                "soft" if answer is not entry.children[-1] else "ghost",
                lambda action=answer.action: self._act(action),  # type: ignore[misc]
            )
            button.pack(side="left")
        return block
