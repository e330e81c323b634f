"""One setting on the page: its name, what it does, its control, and what is wrong with it."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from typing import Protocol

from hipbreak.core import nudge
from hipbreak.core.setting_kinds import (
    Choice,
    Choices,
    Duration,
    Durations,
    Flag,
    Number,
    TimeOfDay,
    WeekTime,
)
from hipbreak.core.settings import Option
from hipbreak.ui.home.scroller import scroller_of
from hipbreak.ui.home.settings_model import (
    SettingsFile,
    explained,
    number_words,
    step_of,
    title,
    words_of,
)
from hipbreak.ui.look.chips import Chips
from hipbreak.ui.look.entry import Field
from hipbreak.ui.look.kit import BUTTON_MARGIN, Kit
from hipbreak.ui.look.nudges import Nudges
from hipbreak.ui.look.picker import Picker
from hipbreak.ui.look.ranges import Ranges
from hipbreak.ui.look.segmented import Segmented
from hipbreak.ui.look.slider import Slider
from hipbreak.ui.look.stepper import Stepper
from hipbreak.ui.look.switch import Switch

SLIDING = ("sound.volume",)
"""Numbers on a line: those without a step that means something."""
FEW = 3
"""Up to so many words stand beside the text; more go below it, across the page."""
MANY = 5
"""More words than this are a menu."""
BESIDE_SMALL, BESIDE_TIME, BESIDE_CHOICE, BESIDE_LINE, BESIDE_LIST = 0.73, 0.62, 0.6, 0.56, 0.48
"""Of the page's width that words take beside a switch, a time, some choices, a line, a list."""
LAID_OUT_MS = 40
"""A line that was just put in has its place by then (ours)."""
TIMED, LIST = 11, 30
"""Letters that a field shows."""


class Control(Protocol):
    """What every control can do beside being a widget."""

    def focus_set(self) -> None: ...


class Labelled(tk.Frame):
    """A name and a sentence, a control beside or below them, and room for what is wrong."""

    def __init__(
        self,
        kit: Kit,
        parent: tk.Misc,
        inner: float,
        words: tuple[str, str],
        wide: bool,
        share: float = BESIDE_SMALL,
    ) -> None:
        super().__init__(parent, background=kit.theme.bg)
        self.kit, self.inner = kit, inner
        self.columnconfigure(0, weight=1)
        texts = kit.frame(self)
        kit.label(texts, words[0], "label").pack(anchor="w")
        if words[1]:
            wrap = inner * (1.0 if wide else share) - 8
            about = kit.label(texts, "", "small", "muted", wrap)
            kit.say(about, words[1], wrap)
            about.pack(anchor="w", pady=(kit.px(3), 0))
        texts.grid(row=0, column=0, sticky="w", padx=kit.px(BUTTON_MARGIN))
        self.side = kit.frame(self)
        if wide:
            self.side.grid(row=1, column=0, columnspan=2, sticky="w", pady=(kit.px(6), 0))
        else:
            self.side.grid(row=0, column=1, sticky="e")
        self._edge, self._under = "w" if wide else "e", 0
        self._wrong = kit.label(self, "", "small", "alarm", inner - 8)
        self._well = kit.label(self, "", "small", "teal", inner - 8)

    def say_wrong(self, text: str) -> None:
        """What is wrong, right below the control; nothing when all is well."""
        self._say(self._wrong, text[:1].upper() + text[1:], 2)

    def say(self, text: str) -> None:
        """What was done."""
        self._say(self._well, text, 3)

    def _say(self, label: tk.Label, text: str, row: int) -> None:
        label.configure(text=text)
        if text:
            pad = self.kit.px(BUTTON_MARGIN)
            at = self._under
            label.grid(
                row=row, column=at, columnspan=2 - at, sticky=self._edge, padx=pad, pady=(pad, 0)
            )
            self.after(LAID_OUT_MS, self._reveal, label)
        else:
            label.grid_forget()

    def _reveal(self, label: tk.Label) -> None:
        """What is said to the person at work here is seen whole."""
        at_work = str(self.focus_get()).startswith(f"{self}.")
        if at_work and label.winfo_ismapped() and (scroller := scroller_of(self)):
            scroller.reveal(label)

    @property
    def wrong(self) -> str:
        return str(self._wrong.cget("text"))


class Row(Labelled):
    """One option. `changed(key)` is told when the file has a new value."""

    def __init__(
        self,
        kit: Kit,
        parent: tk.Misc,
        inner: float,
        option: Option,
        file: SettingsFile,
        changed: Callable[[str], object],
    ) -> None:
        self.option, self._file, self._told = option, file, changed
        words = title(option.key), explained(option)
        super().__init__(kit, parent, inner, words, _wide(option), _share(option))
        self._show: Callable[[str], object] = lambda text: None
        self.control: Control = self._make()
        self._back = kit.button(self, "", "link", self._unset)
        self.show()

    def show(self) -> None:
        """The value that holds now."""
        text = self._file.text(self.option)
        self._show(text)
        if self._file.differs(self.option):
            default = self._default()
            self._back.configure(text=f"Back to {default}")
            self._back.grid(
                row=4, column=0, columnspan=2, sticky="w" if _wide(self.option) else "e"
            )
        else:
            if self.focus_get() is self._back:
                self.control.focus_set()
            self._back.grid_forget()

    def done(self) -> None:
        """What is typed and not yet taken is taken."""
        if isinstance(self.control, Field | Ranges):
            self.control.done()

    def put(self, text: str) -> None:
        """Write this, as it would be typed on the command line."""
        if isinstance(self.option.kind, TimeOfDay | WeekTime) and not text:
            text = "off"
        if text == self._file.text(self.option):
            self.say_wrong("")
            if isinstance(self.control, Field | Ranges):
                self.control.reset(text)
            return
        self._settle(self._file.put(self.option.key, text))

    def _unset(self) -> None:
        self._settle(self._file.take_out(self.option.key))

    def _settle(self, wrong: str) -> None:
        """A refused text stays in its field, with what is wrong below; the old value holds."""
        self.say_wrong(wrong)
        if not wrong and isinstance(self.control, Field | Ranges):
            self.control.reset(self._file.text(self.option))
        self.show()
        if not wrong:
            self._told(self.option.key)

    def _default(self) -> str:
        option = self.option
        plain = option.kind.plain(option.default)
        match option.kind:
            case Number():
                return number_words(option.key, float(str(plain)))
            case Flag():
                return "on" if option.default else "off"
            case Choice(words=words):
                return words_of(option.key, words)[str(plain)]
        if isinstance(plain, list):
            return ", ".join(str(item) for item in plain) or "none"
        return str(plain)

    def _make(self) -> Control:
        kit, option = self.kit, self.option
        match option.kind:
            case Flag():
                return self._switch()
            case Choice(words=words):
                named = words_of(option.key, words)
                kind = Picker if len(words) > MANY else Segmented
                chosen = kind(kit, self.side, named, self.put)
                self._show = chosen.show
                chosen.pack(padx=kit.px(BUTTON_MARGIN), pady=kit.px(BUTTON_MARGIN))
                return chosen
            case Choices(words=words):
                chips = Chips(kit, self.side, words_of(option.key, words), self.inner,
                              lambda on: self.put(", ".join(on)))  # fmt: skip
                self._show = lambda text: chips.show(text.split(", ") if text else ())
                chips.pack()
                return chips
            case Number() as kind:
                return self._number(kind)
        return self._field()

    def _switch(self) -> Control:
        switch = Switch(self.kit, self.side, lambda on: self.put("yes" if on else "no"))
        self._show = lambda text: switch.show(text == "yes")
        switch.pack()
        return switch

    def _number(self, kind: Number) -> Control:
        key = self.option.key
        stepper = (Slider if key in SLIDING else Stepper)(
            self.kit,
            self.side,
            (kind.low, kind.high),
            step_of(kind),
            lambda number: number_words(key, number),
            lambda number: self.put(f"{number:g}"),
        )
        self._show = lambda text: stepper.show(float(text))
        stepper.pack(padx=self.kit.px(BUTTON_MARGIN), pady=self.kit.px(BUTTON_MARGIN))
        return stepper

    def _field(self) -> Control:
        letters, nudged = _typed(self.option)
        field = Field(self.kit, self.side, letters, self.put, nudged)
        self._show = field.show
        field.pack(side="left")
        if nudged:
            Nudges(self.kit, self.side, field).pack(side="left", padx=self.kit.px(BUTTON_MARGIN))
        return field


def _typed(option: Option) -> tuple[int, Callable[[str, int], str] | None]:
    """How many letters a field shows, and how it is stepped."""
    match option.kind:
        case Duration():
            return TIMED, nudge.duration
        case TimeOfDay():
            return TIMED, nudge.time_of_day
        case WeekTime():
            return TIMED, nudge.week_time
    return LIST, None


def _wide(option: Option) -> bool:
    """The control stands below the words."""
    match option.kind:
        case Choice(words=words):
            return FEW < len(words) <= MANY
        case Choices():
            return True
    return False


def _share(option: Option) -> float:
    """Of the width that the words take."""
    match option.kind:
        case Durations():
            return BESIDE_LIST
        case Choice(words=words) if len(words) <= FEW:
            return BESIDE_CHOICE
        case Duration() | TimeOfDay() | WeekTime():
            return BESIDE_TIME
        case Number() if option.key in SLIDING:
            return BESIDE_LINE
    return BESIDE_SMALL
