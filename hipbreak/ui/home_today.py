"""The home window's first page: this moment, what can be done, and today's numbers."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable

from hipbreak.core.week import Day
from hipbreak.ui.home_model import Choice, Now, day_figures
from hipbreak.ui.home_strip import Strip, StripView
from hipbreak.ui.look.kit import BUTTON_MARGIN, Kit, gathered
from hipbreak.ui.look.widgets import Bar


class TodayPage(tk.Frame):
    """Changes only through `show`."""

    def __init__(self, kit: Kit, inner: float, choose: Callable[[Choice], object]) -> None:
        super().__init__(kit.root, background=kit.theme.bg)
        self._kit, self._inner, self._choose = kit, inner, choose
        self._choices: tuple[Choice, ...] = ()
        self._headline = kit.label(self, "", "large", wrap=inner)
        self._put(self._headline, 0)
        self._why = kit.label(self, "", "text", "muted", inner)
        self._put(self._why, 6)
        self._bar = Bar(kit, self, inner, 6)
        self._put(self._bar, 20)
        self._row = kit.frame(self)
        self._row.pack(anchor="w", pady=(kit.px(16), 0))
        self._said = kit.label(self, " ", "small", "teal", inner)
        self._put(self._said, 4)
        self._strip = StripView(kit, self, inner)
        self._put(self._strip, 24)
        self._figures = kit.frame(self)
        self._figures.pack(fill="x", padx=kit.px(BUTTON_MARGIN), pady=(kit.px(26), 0))
        self._cells = [self._cell(at) for at in range(4)]

    def _put(self, widget: tk.Widget, above: float) -> None:
        kit = self._kit
        widget.pack(anchor="w", padx=kit.px(BUTTON_MARGIN), pady=(kit.px(above), 0))

    def _cell(self, at: int) -> tuple[tk.Label, tk.Label]:
        kit = self._kit
        number = kit.label(self._figures, "–", "title")
        words = kit.label(self._figures, "", "small", "muted")
        number.grid(row=0, column=at, sticky="w")
        words.grid(row=1, column=at, sticky="w", pady=(kit.px(2), 0))
        self._figures.columnconfigure(at, weight=1, uniform="figures")
        return number, words

    def show(self, now: Now, day: Day, times: Strip) -> None:
        self._headline.configure(text=gathered(now.headline))
        self._why.configure(text=gathered(now.why))
        self._bar.show(now.share)
        self._strip.show(times)
        if now.choices != self._choices:
            self._choices = now.choices
            self._show_choices(now.choices)
        for (number, words), (value, text) in zip(self._cells, day_figures(day), strict=True):
            number.configure(text=value)
            words.configure(text=text)

    def say(self, text: str) -> None:
        """The answer to what was chosen."""
        self._said.configure(text=text or " ")

    def _show_choices(self, choices: tuple[Choice, ...]) -> None:
        """New buttons; the keyboard stays where it was."""
        focused = self._kit.root.focus_get()
        before = self._row.winfo_children()
        at = before.index(focused) if focused in before else None
        for button in before:
            button.destroy()
        for place, choice in enumerate(choices):
            button = self._kit.button(
                self._row,
                choice.text,
                "accent" if place == 0 else "soft",
                lambda choice=choice: self._choose(choice),  # type: ignore[misc]
            )
            button.pack(side="left", padx=(0, self._kit.px(4)))
        if at is not None:
            self._row.winfo_children()[min(at, len(choices) - 1)].focus_set()
