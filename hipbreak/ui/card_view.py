"""What the card shows: figure, name, length and position, reason, and three kinds of answer.

"Something else" turns it to what may be done instead; "Back" turns it back.
"""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from tkinter import ttk
from typing import Protocol

from hipbreak.protocol import OpenCard
from hipbreak.ui.card_others import Others
from hipbreak.ui.look.buttons import joined
from hipbreak.ui.look.kit import BUTTON_MARGIN, Kit
from hipbreak.ui.look.paint import panel
from hipbreak.ui.look.photos import photo
from hipbreak.ui.scenes import still
from hipbreak.ui.words import length_and_position, snooze_labels

PAD, GAP, FIGURE, TEXT = 20, 18, (226, 160), 244
LEAVING = " A click here and Esc twice put it away."
"""Said where nothing else does, as there is no Skip."""


class OnAnswer(Protocol):
    def __call__(self, answer: str, seconds: float = 0.0, routine: str = "") -> None: ...


class CardView(tk.Frame):
    """The card's content, as large as it needs to be. While it does not `heed`, a press is none."""

    RADIUS = 12

    def __init__(
        self,
        kit: Kit,
        opening: OpenCard,
        answer: OnAnswer,
        heeds: Callable[[], bool],
        parent: tk.Misc | None = None,
    ) -> None:
        super().__init__(parent or kit.root, background=kit.theme.bg)
        self._kit, self._opening, self._answer, self._heeds = kit, opening, answer, heeds
        self.turned = False
        """What may be done instead is shown."""
        pad = kit.px(PAD)
        pages = kit.frame(self)
        pages.pack(fill="x", padx=pad, pady=(pad, 0))
        self._offer, self._others = self._body(pages), self._other_page(pages)
        self._row = kit.frame(self)
        inset = kit.px(PAD - BUTTON_MARGIN)
        self._row.pack(fill="x", padx=inset, pady=(kit.px(14), inset))
        self._fill_row()
        self._lay_out()
        self._hold_room(pages)
        if not opening.ordinary:
            self._take_no_focus()
            self._outline()

    @property
    def buttons(self) -> list[ttk.Button]:
        """What can be pressed now, in reading order."""
        if self.turned:
            return [*self._others.buttons, self._back, *self._snoozes, *self._skips]
        other = [self._other] if self._others.buttons else []
        return [self._start, *self._snoozes, *other, *self._skips]

    def turn(self) -> None:
        """To what may be done instead, or back to the offer."""
        self.turned = not self.turned
        self._others.draw()
        self._lay_out()
        if self._opening.ordinary:
            self.update_idletasks()  # the focus would wait for the mapping, and keys would not
            (self._others.buttons[0] if self.turned else self._other).focus_set()

    def _lay_out(self) -> None:
        """Show the page that is turned up, and below it the buttons that go with it."""
        hidden, shown = self._offer, self._others
        if not self.turned:
            hidden, shown = shown, hidden
        hidden.grid_forget()
        shown.grid(row=0, column=0, sticky="nsew")
        for button in self._row.pack_slaves():
            button.pack_forget()
        margin = self._kit.px(BUTTON_MARGIN)
        (self._back if self.turned else self._start).pack(side="left")
        self._later.pack(side="left", padx=self._kit.px(8), pady=margin, fill="y")
        for button in self._skips:
            button.pack(side="right")
        if self._others.buttons and not self.turned:
            self._other.pack(side="right")

    def _hold_room(self, pages: tk.Frame) -> None:
        """Turned or not, the card keeps its size."""
        self.update_idletasks()
        sizes = [
            (page.winfo_reqwidth(), page.winfo_reqheight()) for page in (self._offer, self._others)
        ]
        width, height = map(max, zip(*sizes, strict=True))
        pages.grid_rowconfigure(0, minsize=height)
        pages.grid_columnconfigure(0, weight=1, minsize=width)
        self.update_idletasks()  # the offer's row of buttons is the longer one
        self.configure(width=self.winfo_reqwidth(), height=self.winfo_reqheight())
        self.pack_propagate(False)

    def _other_page(self, pages: tk.Frame) -> Others:
        def start(routine: str) -> None:
            self._press(lambda: self._answer("start", routine=routine))

        return Others(self._kit, pages, self._opening.others, start)

    def _body(self, pages: tk.Frame) -> tk.Frame:
        kit, opening = self._kit, self._opening
        body = kit.frame(pages)
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
            kit.say(line, text, wide)
            line.pack(anchor="w", pady=(kit.px(above), 0))
        why = kit.label(texts, "", "small", "muted", wide)
        strict = opening.everywhere and not opening.may_skip
        kit.say(why, f"Why now: {opening.why}{LEAVING if strict else ''}", wide)
        why.pack(anchor="w", side="bottom", pady=(kit.px(10), 0))
        return body

    def _fill_row(self) -> None:
        """The buttons below; which of them are shown is for `_lay_out`."""
        row = self._row
        self._start = self._answering(row, "Start", "accent", "start")
        self._back = self._button(row, "Back", "soft", self.turn)
        self._later = self._kit.frame(row, "edge")
        self._snoozes = self._fill_later()
        self._other = self._button(row, "Something else", "ghost", self.turn)
        may_skip = self._opening.may_skip
        self._skips = [self._answering(row, "Skip", "ghost", "skip")] if may_skip else []

    def _fill_later(self) -> list[ttk.Button]:
        """The snoozes as one piece: In 5 | 10 | 20 min."""
        waits = self._opening.snoozes
        labels = snooze_labels(waits)
        made = []
        for wait, text, kind in zip(waits, labels, joined(len(waits)), strict=True):
            button = self._answering(self._later, text, kind, "snooze", wait)
            gap = 0 if text is labels[-1] else self._kit.seam
            button.pack(side="left", fill="y", padx=(0, gap))
            made.append(button)
        return made

    def _answering(
        self, parent: tk.Frame, text: str, kind: str, answer: str, seconds: float = 0.0
    ) -> ttk.Button:
        return self._button(parent, text, kind, lambda: self._answer(answer, seconds))

    def _button(
        self, parent: tk.Frame, text: str, kind: str, action: Callable[[], None]
    ) -> ttk.Button:
        return self._kit.button(parent, text, kind, lambda: self._press(action))

    def _press(self, action: Callable[[], None]) -> None:
        if self._heeds():
            action()

    def _take_no_focus(self) -> None:
        for button in (*self.buttons, *self._others.buttons, self._back):
            button.configure(takefocus=False)

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
