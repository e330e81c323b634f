"""What stands on the four pages of the first start."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from functools import partial

from hipbreak.adapters.paths import data_dir
from hipbreak.adapters.shelf import Shelf
from hipbreak.adapters.stating import new_uid, write
from hipbreak.core.advice import DISCLAIMER
from hipbreak.core.errors import HipbreakError
from hipbreak.core.screening import QUESTIONS, answered, standing_answers
from hipbreak.core.settings import BY_KEY
from hipbreak.ui.home.desk import Desk
from hipbreak.ui.home.late_figure import LateFigure
from hipbreak.ui.home.settings_hours import WORKDAYS
from hipbreak.ui.home.settings_model import SettingsFile
from hipbreak.ui.home.settings_row import Labelled, Row
from hipbreak.ui.home.today_model import Status
from hipbreak.ui.look.kit import BUTTON_MARGIN, Kit
from hipbreak.ui.look.ranges import Ranges
from hipbreak.ui.look.segmented import Segmented

SHOWN, FIGURE, SMALLER = "glute-press", (330, 233), (260, 184)
"""Which movement stands for all, its size in pixels at 96 dpi, and that on a low screen."""
LOW = 720
"""A screen of less height is low."""
IN_TRAY = (
    "It sits in the tray and knows how long you have sat, from the keyboard and the mouse, and "
    "never from what you type."
)
WITHOUT_TRAY = (
    "It has no icon here, as this desktop shows no tray: start hipbreak again and its window comes "
    "back. It knows how long you have sat, from the keyboard and the mouse, and never from what "
    "you type."
)
WHAT_IT_DOES = (
    "About once an hour a small card offers one movement: a squeeze in the chair, a stretch, a "
    "short walk. It waits for a gap in your typing and never takes the keyboard.",
    "In a call, or when you say so, it is silent. What you did stays on this machine.",
)
NOT_ADVICE = f"{DISCLAIMER} When something hurts, stop; when you are unsure, ask a doctor."
EXAMPLES = {
    "glute-press": "In your chair", "hip-circles": "Standing", "kneeling-lunge": "On the floor"
}  # fmt: skip
"""A movement for each place of the body; the last at home only."""
TEN_SECONDS = "This is what a break is like: ten seconds, in your chair. Try one now."
EXAMPLE, BETWEEN = (170, 120), 24
"""Their size and the gap between them, in pixels at 96 dpi."""
ANSWER_WIDTH = 130
"""Room for No and Yes, in pixels at 96 dpi."""


def low(kit: Kit) -> bool:
    """The screen is low for these letters."""
    return kit.root.winfo_screenheight() < kit.px(LOW)


def introduced(status: Status | None) -> tuple[str, ...]:
    """What it does, as it is on this desktop."""
    tray = (status or {}).get("tray")
    bare = isinstance(tray, dict) and tray.get("backend") == "none"
    return (WITHOUT_TRAY if bare else IN_TRAY, *WHAT_IT_DOES)


class StartPart(tk.Frame):
    """One page: a title, a sentence, and what is asked."""

    title, about = "", ""

    def __init__(self, parent: tk.Misc, desk: Desk) -> None:
        super().__init__(parent, background=desk.kit.theme.bg)
        self.desk, self.kit = desk, desk.kit
        self.words(self.title, "large", "ink", 0)
        if self.about:
            self.words(self.about, "text", "muted", 10)
        self.build()

    def words(self, text: str, role: str, colour: str, above: float) -> None:
        made = self.kit.label(self, text, role, colour, self.desk.inner)
        made.pack(anchor="w", padx=self.kit.px(BUTTON_MARGIN), pady=(self.kit.px(above), 0))

    def build(self) -> None:
        """What stands below the words."""

    def refresh(self) -> None:
        """Show what is so now."""

    def leaving(self) -> None:
        """What is typed and not yet taken is taken."""


class Welcome(StartPart):
    """What it is, and what it is not."""

    title = "A small break for the hips."

    def build(self) -> None:
        kit = self.kit
        routine = Shelf((data_dir("routines"),)).get(SHOWN)
        LateFigure(kit, self, routine, SMALLER if low(kit) else FIGURE).pack(pady=(kit.px(10), 0))
        for text in introduced(self.desk.status()):
            self.words(text, "text", "ink", 10)
        self.words(NOT_ADVICE, "small", "muted", 16)


class Safety(StartPart):
    """The safety questions; each answer is written at once, as `hipbreak safety set` does."""

    title = "Does any of this apply to you?"
    about = (
        "Until all ten are answered, nothing that presses is offered. They stand on the page "
        "Safety too."
    )

    def build(self) -> None:
        kit = self.kit
        grid = kit.frame(self)
        grid.columnconfigure(0, weight=1)
        wrap = self.desk.inner - ANSWER_WIDTH * kit.text_scale
        self._bars: dict[str, Segmented] = {}
        for row, question in enumerate(QUESTIONS):
            label = kit.label(grid, question.text, "text", "ink", wrap)
            label.grid(row=row, column=0, sticky="w", pady=kit.px(2))
            words = {"no": "No", "yes": "Yes"}
            bar = Segmented(kit, grid, words, partial(self._answer, question.key), slim=True)
            bar.grid(row=row, column=1, sticky="e", pady=kit.px(2))
            self._bars[question.key] = bar
        grid.pack(fill="x", padx=kit.px(BUTTON_MARGIN), pady=(kit.px(10), 0))
        none = kit.button(self, "None of these applies", "soft", self._none)
        none.pack(anchor="e", pady=(kit.px(6), 0))

    def refresh(self) -> None:
        with self.desk.journal() as journal:
            answers = standing_answers(journal.record(self.desk.now()))
        for key, bar in self._bars.items():
            bar.show(("yes" if answers[key].yes else "no") if key in answers else "")

    def _answer(self, key: str, word: str) -> None:
        try:
            write(answered(new_uid(), self.desk.now(), key, word))
        except HipbreakError as error:
            self.desk.say(str(error))
        self.refresh()

    def _none(self) -> None:
        for question in QUESTIONS:
            self._answer(question.key, "no")


class _Asking(StartPart):
    """Some rows of the settings page."""

    options: tuple[str, ...] = ()

    def build(self) -> None:
        self.file = SettingsFile(self.desk.paths.settings)
        self.rows = {key: self._row(key) for key in self.options}

    def _row(self, key: str) -> Row:
        made = Row(self.kit, self, self.desk.inner, BY_KEY[key], self.file, self._changed)
        made.pack(fill="x", pady=(self.kit.px(22), 0))
        return made

    def _changed(self, key: str) -> None:
        self.desk.ask("reload")

    def refresh(self) -> None:
        self.file.read()
        for row in self.rows.values():
            row.show()

    def leaving(self) -> None:
        for row in self.rows.values():
            row.done()


class Place(_Asking):
    """Where the person is, and what is there."""

    title = "Where do you sit?"
    about = "Only what can be done there is offered."
    options = ("place.place", "place.things")

    def build(self) -> None:
        super().build()
        kit, shelf = self.kit, Shelf((data_dir("routines"),))
        line = kit.frame(self)
        line.pack(anchor="w", pady=(kit.px(24), 0))
        for at, (name, words) in enumerate(EXAMPLES.items()):
            example = kit.frame(line)
            LateFigure(kit, example, shelf.get(name), EXAMPLE).pack()
            kit.label(example, words, "small", "muted").pack()
            example.grid(row=0, column=at, padx=(0, kit.px(BETWEEN)))
            self._floor = example  # the last

    def refresh(self) -> None:
        super().refresh()
        if self.file.settings.word("place.place") == "home":
            self._floor.grid()
        else:
            self._floor.grid_remove()

    def _changed(self, key: str) -> None:
        super()._changed(key)
        self.refresh()


class Rhythm(_Asking):
    """When it may ask, and how often."""

    title = "When may it ask?"
    about = "All of this, and more, can be changed on the page Settings."
    options = ("schedule.every", "schedule.firmness")

    def build(self) -> None:
        words = "Working hours, Monday to Friday", "Without any it asks at all hours."
        self._line = Labelled(self.kit, self, self.desk.inner, words, wide=True)
        self._hours = Ranges(self.kit, self._line.side, self._take)
        self._hours.pack()
        self._line.pack(fill="x", pady=(self.kit.px(22), 0))
        super().build()
        if not low(self.kit):
            self._show_first()

    def _show_first(self) -> None:
        """What the button below is about to show."""
        kit = self.kit
        row = kit.frame(self)
        LateFigure(kit, row, Shelf((data_dir("routines"),)).get(SHOWN), EXAMPLE).pack(side="left")
        wrap = self.desk.inner - EXAMPLE[0] - BETWEEN
        words = kit.label(row, "", "text", "muted", wrap)
        kit.say(words, TEN_SECONDS, wrap)
        words.pack(side="left", padx=(kit.px(BETWEEN), 0))
        row.pack(anchor="w", pady=(kit.px(34), 0))

    def refresh(self) -> None:
        super().refresh()
        self._hours.show(self.file.text(BY_KEY[WORKDAYS[0]]))

    def leaving(self) -> None:
        self._hours.done()
        super().leaving()

    def _take(self, text: str) -> None:
        """The same for the five days; what is wrong is said below."""
        for key in WORKDAYS:
            wrong = self.file.put(key, text)
            if wrong:
                break
        self._line.say_wrong(wrong)
        if not wrong:
            self._hours.reset(self.file.text(BY_KEY[WORKDAYS[0]]))
            self._changed(WORKDAYS[0])


PAGES: tuple[Callable[[tk.Misc, Desk], StartPart], ...] = (Welcome, Safety, Place, Rhythm)
