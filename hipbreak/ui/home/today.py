"""The home window's first page: this moment, what can be done, and today's numbers."""

from __future__ import annotations

import tkinter as tk

from hipbreak.core.calendar import monday
from hipbreak.core.week import Day, week
from hipbreak.ui.home.desk import Desk
from hipbreak.ui.home.page import Page
from hipbreak.ui.home.strip import Strip, StripView, strip
from hipbreak.ui.home.today_model import Choice, Now, day_figures, describe
from hipbreak.ui.look.kit import gathered
from hipbreak.ui.look.widgets import Bar


class TodayPage(Page):
    """Now, what can be done, and the day so far."""

    def __init__(self, parent: tk.Misc, desk: Desk) -> None:
        super().__init__(parent, desk)
        kit, inner = self.kit, desk.inner
        self._choices: tuple[Choice, ...] = ()
        self._headline = kit.label(self, "", "large", wrap=inner)
        self.put(self._headline)
        self._why = kit.label(self, "", "text", "muted", inner)
        self.put(self._why, 6)
        self._bar = Bar(kit, self, inner, 6)
        self.put(self._bar, 20)
        self._row = kit.frame(self)
        self._row.pack(anchor="w", pady=(kit.px(16), 0))
        self._strip = StripView(kit, self, inner)
        self.put(self._strip, 24)
        self._figures = kit.frame(self)
        self.put(self._figures, 26, fill=True)
        self._cells = [self._cell(at) for at in range(4)]

    def _cell(self, at: int) -> tuple[tk.Label, tk.Label]:
        kit = self.kit
        number = kit.label(self._figures, "–", "title")
        words = kit.label(self._figures, "", "small", "muted")
        number.grid(row=0, column=at, sticky="w")
        words.grid(row=1, column=at, sticky="w", pady=(kit.px(2), 0))
        self._figures.columnconfigure(at, weight=1, uniform="figures")
        return number, words

    def refresh(self) -> None:
        number = self.desk.now().local_day
        facts = self.desk.facts(monday(number), number)
        day = week(facts, monday(number)).days[number - monday(number)]
        self._show(describe(self.desk.status()), day, strip(facts, number))

    def _show(self, now: Now, day: Day, times: Strip) -> None:
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

    def _choose(self, choice: Choice) -> None:
        if choice.verb == "launch":
            self.desk.launch()
        else:
            self.desk.do(choice.verb, *choice.arguments)

    def _show_choices(self, choices: tuple[Choice, ...]) -> None:
        """New buttons; the keyboard stays where it was."""
        focused = self.focus_get()
        before = self._row.winfo_children()
        at = before.index(focused) if focused in before else None
        for button in before:
            button.destroy()
        for place, choice in enumerate(choices):
            button = self.kit.button(
                self._row,
                choice.text,
                "accent" if place == 0 else "soft",
                lambda choice=choice: self._choose(choice),  # type: ignore[misc]
            )
            button.pack(side="left", padx=(0, self.kit.px(4)))
        if at is not None:
            self._row.winfo_children()[min(at, len(choices) - 1)].focus_set()
