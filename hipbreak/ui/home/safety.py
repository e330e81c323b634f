"""The safety page: when to get help, the questions, what rests, and what hipbreak is not."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Iterable
from functools import partial
from tkinter import ttk

from hipbreak.adapters.stating import new_uid, write
from hipbreak.core.advice import (
    EMERGENCY,
    EMERGENCY_WORDS,
    NO_TREATMENT,
    PRESSURE_WORDS,
    STOP_SIGNS,
    WHOM,
)
from hipbreak.core.screening import answered
from hipbreak.ui.home.desk import Desk
from hipbreak.ui.home.page import Page
from hipbreak.ui.home.safety_model import (
    INJURED_AGO,
    Asked,
    SafetyView,
    view,
)
from hipbreak.ui.look.box import boxed
from hipbreak.ui.look.kit import Kit
from hipbreak.ui.look.segmented import Segmented

STOP_TEXT = "On every running movement H, or “It hurts”, stops it and remembers why."
NO_YES = {"no": "No", "yes": "Yes"}
AGO = {key: words for key, (words, _) in INJURED_AGO.items()}
ANSWER_WIDTH = 130
"""Room for Yes and No, in pixels at 96 dpi."""
BOX_PAD = 18
WHO_WIDTH = 164
"""Room for the one to see, in pixels at 96 dpi."""


class SafetyPage(Page):
    """What never changes is built once; the rest is drawn anew when it has changed."""

    def __init__(self, parent: tk.Misc, desk: Desk) -> None:
        super().__init__(parent, desk)
        kit, inner = self.kit, desk.inner
        self._shown: SafetyView | None = None
        self._bars: dict[str, Segmented] = {}
        self.put(kit.label(self, "Safety", "large", wrap=inner))
        self.put(_boxed(kit, self, inner, EMERGENCY_WORDS, EMERGENCY), 14, fill=True)
        self._changing = kit.frame(self)
        self.put(self._changing, 0, fill=True)
        self._title("The questions")
        self._open = kit.label(self, "", "text", "muted", inner)
        self.put(self._open, 6)
        self._questions = kit.frame(self)
        self.put(self._questions, 6, fill=True)
        self._ago: Segmented | None = None
        self._ruled_out = kit.frame(self)
        self.put(self._ruled_out, 0, fill=True)
        self._title("Stop at once for")
        self._bullets(STOP_SIGNS)
        self._text(f"{PRESSURE_WORDS} {STOP_TEXT}", 8)
        self._title("When to see whom")
        self._whom()
        self._tests = kit.frame(self)
        self.put(self._tests, 0, fill=True)
        self._title("What hipbreak is not")
        self._text(NO_TREATMENT, 6)

    def refresh(self) -> None:
        now = self.desk.now()
        with self.desk.journal() as journal:
            seen = view(self.desk.routines(), journal.record(now), now)
        if seen == self._shown:
            return
        if self._shown is None:
            self._build_questions(seen.asked)
        self._shown = seen
        self._show_answers(seen)
        self._show_changing(seen)
        self._show_ruled_out(seen)
        self._show_tests(seen)

    # Building

    def _title(self, text: str, parent: tk.Misc | None = None) -> None:
        label = self.kit.label(parent or self, text, "cue")
        if parent is None:
            self.put(label, 28)
        else:
            label.pack(anchor="w", pady=(self.kit.px(28), 0))

    def _text(self, text: str, above: float) -> None:
        self.put(self.kit.label(self, text, "text", "ink", self.desk.inner), above)

    def _bullets(self, lines: Iterable[str]) -> None:
        for line in lines:
            self._text(f"•  {line}", 4)

    def _whom(self) -> None:
        """Who, and beside it when."""
        kit = self.kit
        table = kit.frame(self)
        table.columnconfigure(0, minsize=kit.px(WHO_WIDTH * kit.text_scale))
        wrap = self.desk.inner - WHO_WIDTH * kit.text_scale
        for row, (who, when) in enumerate(WHOM):
            gap = kit.px(5), 0
            kit.label(table, who, "label", "ink").grid(row=row, column=0, sticky="nw", pady=gap)
            kit.label(table, when, "text", "ink", wrap).grid(
                row=row, column=1, sticky="w", pady=gap
            )
        self.put(table, 1)

    def _build_questions(self, asked: Iterable[Asked]) -> None:
        kit = self.kit
        wrap = self.desk.inner - ANSWER_WIDTH * kit.text_scale
        self._questions.columnconfigure(0, weight=1)
        for row, item in enumerate(asked):
            words = kit.label(self._questions, item.text, "text", "ink", wrap)
            words.grid(row=2 * row, column=0, sticky="w", pady=kit.px(4))
            bar = Segmented(kit, self._questions, NO_YES, partial(self._answer, item.key))
            bar.grid(row=2 * row, column=1, sticky="e", pady=kit.px(4))
            self._bars[item.key] = bar

    # Showing

    def _show_answers(self, seen: SafetyView) -> None:
        left = "one question is" if seen.open == 1 else f"{seen.open} questions are"
        text = (
            f"Until all are answered, nothing that presses is offered: {left} open. "
            "Answers stay on this machine."
            if seen.open
            else "The last answer counts; it can be changed at any time. All of it stays on this "
            "machine."
        )
        self._open.configure(text=text)
        for row, item in enumerate(seen.asked):
            self._bars[item.key].show(item.answer)
            if item.ago or (self._ago and item is seen.asked[-1]):
                self._show_ago(row, item)

    def _show_ago(self, row: int, item: Asked) -> None:
        """Since when the swelling is there; only asked when it is."""
        if self._ago is None:
            self._ago = Segmented(self.kit, self._questions, AGO, self._injured)
        if item.ago:
            self._ago.grid(row=2 * row + 1, column=0, columnspan=2, sticky="e")
            self._ago.show(item.ago)
        else:
            self._ago.grid_remove()

    def _show_changing(self, seen: SafetyView) -> None:
        kit = self.kit
        _clear(self._changing)
        for text in seen.advice:
            self._even(text, "label", "ink").pack(anchor="w", pady=(kit.px(14), 0))
        if seen.rests:
            self._title("Resting now", self._changing)
        for what, why in seen.rests:
            kit.label(self._changing, what, "label", "ink").pack(anchor="w", pady=(kit.px(8), 0))
            self._even(why, "text", "muted").pack(anchor="w")

    def _even(self, text: str, role: str, colour: str) -> tk.Label:
        """A paragraph of what changes, in even lines."""
        made = self.kit.label(self._changing, "", role, colour, self.desk.inner)
        self.kit.say(made, text, self.desk.inner)
        return made

    def _show_ruled_out(self, seen: SafetyView) -> None:
        kit, inner = self.kit, self.desk.inner
        _clear(self._ruled_out)
        for reason, names in seen.ruled_out:
            said = f"{reason} Ruled out: " if reason else "Not offered until then: "
            kit.label(self._ruled_out, f"{said}{', '.join(names)}.", "text", "muted", inner).pack(
                anchor="w", pady=(kit.px(10), 0)
            )

    def _show_tests(self, seen: SafetyView) -> None:
        _clear(self._tests)
        if seen.tests:
            self._title("Your self-tests", self._tests)
        for line in seen.tests:
            self.kit.label(self._tests, line, "text", "muted", self.desk.inner).pack(
                anchor="w", pady=(self.kit.px(5), 0)
            )

    # What the person does

    def _answer(self, key: str, word: str) -> None:
        write(answered(new_uid(), self.desk.now(), key, word))
        self.refresh()
        self.desk.refresh_soon()

    def _injured(self, ago: str) -> None:
        now = self.desk.now()
        key = self._shown.asked[-1].key if self._shown else ""
        write(answered(new_uid(), now, key, "yes", now.back(INJURED_AGO[ago][1])))
        self.refresh()


def _clear(frame: tk.Frame) -> None:
    """Empty it; a frame without children would keep its old height."""
    for child in frame.winfo_children():
        child.destroy()
    tk.Frame(frame, background=str(frame.cget("background")), width=1, height=1).pack()


def _boxed(kit: Kit, parent: tk.Misc, inner: float, title: str, lines: Iterable[str]) -> ttk.Frame:
    """Words that must not be missed, inside a line of the alarm's colour."""
    box = boxed(kit, parent, "alarm", BOX_PAD)
    wrap = inner - 2 * BOX_PAD
    kit.label(box, title, "label", "alarm", wrap).pack(anchor="w", pady=(0, kit.px(4)))
    for text in lines:
        kit.label(box, f"•  {text}", "text", "ink", wrap).pack(anchor="w", pady=kit.px(2))
    return box
