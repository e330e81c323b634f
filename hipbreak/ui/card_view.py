"""What the card shows: figure, name, length and position, reason, and three kinds of answer."""

from __future__ import annotations

import tkinter as tk
from tkinter import ttk
from typing import Protocol

from hipbreak.protocol import OpenCard
from hipbreak.ui.look.buttons import joined
from hipbreak.ui.look.kit import BUTTON_MARGIN, Kit
from hipbreak.ui.look.paint import panel
from hipbreak.ui.look.photos import photo
from hipbreak.ui.scenes import still
from hipbreak.ui.words import length_and_position, snooze_labels

PAD, GAP, FIGURE, TEXT = 20, 18, (226, 160), 244


class OnAnswer(Protocol):
    def __call__(self, answer: str, seconds: float = 0.0) -> None: ...


class CardView(tk.Frame):
    """The card's content, as large as it needs to be."""

    RADIUS = 12

    def __init__(self, kit: Kit, opening: OpenCard, answer: OnAnswer) -> None:
        super().__init__(kit.root, background=kit.theme.bg)
        self._kit, self._opening, self._answer = kit, opening, answer
        self.buttons: list[ttk.Button] = []
        pad = kit.px(PAD)
        self._body().pack(fill="x", padx=pad, pady=(pad, 0))
        inset = kit.px(PAD - BUTTON_MARGIN)
        self._row().pack(fill="x", padx=inset, pady=(kit.px(14), inset))
        if not opening.ordinary:
            self._outline()

    def _body(self) -> tk.Frame:
        kit, opening = self._kit, self._opening
        body = kit.frame(self)
        size = kit.px(FIGURE[0]), kit.px(FIGURE[1])
        kit.picture(body, still(kit.theme, opening.routine, size)).pack(side="left", anchor="n")
        texts = kit.frame(body)
        wide = TEXT * max(1.0, kit.text_scale)
        kit.frame(texts).pack(padx=(kit.px(wide), 0))  # holds the width open
        texts.pack(side="left", fill="both", expand=True, padx=(kit.px(GAP), 0))
        lines = (
            (opening.routine.name, "name", "ink", 2),
            (length_and_position(opening.routine), "label", "teal", 4),
            (opening.reason, "text", "ink", 12),
        )
        for text, role, colour, above in lines:
            line = kit.label(texts, text, role, colour, wide)
            line.pack(anchor="w", pady=(kit.px(above), 0))
        why = kit.label(texts, f"Why now: {opening.why}", "small", "muted", wide)
        why.pack(anchor="w", side="bottom", pady=(kit.px(10), 0))
        return body

    def _row(self) -> tk.Frame:
        kit = self._kit
        row = kit.frame(self)
        self._add(row, "Start", "accent", "start").pack(side="left")
        self._later(row).pack(side="left", padx=kit.px(8), pady=kit.px(BUTTON_MARGIN), fill="y")
        if self._opening.may_skip:
            self._add(row, "Skip", "ghost", "skip").pack(side="right")
        return row

    def _later(self, row: tk.Frame) -> tk.Frame:
        """The snoozes as one piece: In 5 | 10 | 20 min."""
        kit = self._kit
        group = kit.frame(row, "edge")
        waits = self._opening.snoozes
        labels = snooze_labels(waits)
        kinds = joined(len(waits))
        for wait, text, kind in zip(waits, labels, kinds, strict=True):
            button = self._add(group, text, kind, "snooze", wait)
            gap = 0 if kit.theme.line or text is labels[-1] else 1
            button.pack(side="left", fill="y", padx=(0, gap))
        return group

    def _add(
        self, parent: tk.Frame, text: str, kind: str, answer: str, seconds: float = 0.0
    ) -> ttk.Button:
        button = self._kit.button(parent, text, kind, lambda: self._answer(answer, seconds))
        if not self._opening.ordinary:
            button.configure(takefocus=False)
        self.buttons.append(button)
        return button

    def _outline(self) -> None:
        """A hairline around the rounded edge, below everything else."""
        kit = self._kit
        self.update_idletasks()
        width, height = self.winfo_reqwidth(), self.winfo_reqheight()
        line = max(1, kit.px(1))
        picture = panel(width, height, kit.px(self.RADIUS), kit.theme.edge, kit.theme.edge)
        inner = panel(
            width - 2 * line,
            height - 2 * line,
            kit.px(self.RADIUS) - line,
            kit.theme.edge,
            kit.theme.bg,
        )
        picture.paste(inner, (line, line))
        self._edge = photo(kit.root, picture)
        edge = tk.Label(self, image=self._edge, borderwidth=0)
        edge.place(x=0, y=0)
        edge.lower()

    # The ordinary window's keyboard

    def focus_first(self) -> None:
        self.buttons[0].focus_set()

    def focus_next(self, step: int) -> None:
        """Move the focus to the next (1) or previous (-1) button, around the end."""
        focused = self._kit.root.focus_get()
        at = next((i for i, button in enumerate(self.buttons) if button is focused), -step)
        self.buttons[(at + step) % len(self.buttons)].focus_set()
