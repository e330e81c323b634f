"""Ranges of hours: a pair of small fields for each, one more with +, one less with ×."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable

from hipbreak.core.nudge import time_of_day
from hipbreak.ui.look.entry import Field
from hipbreak.ui.look.kit import Kit

LETTERS, IN_LINE = 5, 2
"""Letters that a field shows; how many ranges stand side by side."""
USUAL = "9:00-17:00"
"""What the first + gives."""


class Ranges(tk.Frame):
    """Its text is that of the settings file: `9:00-12:30, 13:00-17:00`.

    `take(text)` is called when the keyboard leaves a changed range or Return is pressed in one,
    and when one is added or taken away. The whole text may be typed into one field, too.
    """

    def __init__(self, kit: Kit, parent: tk.Misc, take: Callable[[str], object]) -> None:
        super().__init__(parent, background=kit.theme.bg)
        self._kit, self._take, self._shown = kit, take, ""
        self._ranges: list[_Range] = []
        self._more = kit.button(self, "", "chip", self._add)
        self.rowconfigure(0, minsize=kit.px(26 + 17 * kit.text_scale))
        self._place()

    def get(self) -> str:
        return ", ".join(one.text for one in self._ranges if one.text)

    @property
    def changed(self) -> bool:
        """The person has typed something that was not taken yet."""
        return self.get() != self._shown

    def show(self, text: str) -> None:
        """These are so now; what the person is typing stays."""
        if not self.changed or text == self.get():
            self.reset(text)
        else:
            self._shown = text

    def reset(self, text: str) -> None:
        """These are so now, whatever was typed; a new one that is still empty stays."""
        self._shown = text
        wanted = text.split(", ") if text else []
        for one in self._ranges[len(wanted) :]:
            if one.text or not one.has_focus:
                self._drop(one)
        while len(self._ranges) < len(wanted):
            self._ranges.append(_Range(self._kit, self, self._left, self._remove))
        for one, piece in zip(self._ranges, wanted, strict=False):
            one.show(piece)
        self._place()

    def done(self) -> None:
        """What was typed is handed over."""
        if self.changed:
            self._take(self.get())

    def focus_set(self) -> None:
        (self._ranges[0].start if self._ranges else self._more).focus_set()

    def _place(self) -> None:
        for at, one in enumerate(self._ranges):
            one.grid(row=at // IN_LINE, column=at % IN_LINE, sticky="w")
        many = len(self._ranges)
        column = (many - 1) % IN_LINE + 1 if many else 0
        self._more.configure(text="+" if many else "+ Add hours")
        self._more.grid(row=max(0, many - 1) // IN_LINE, column=column, sticky="w")
        self._more.lift()  # the keyboard comes to it last

    def _add(self) -> None:
        """The first is a usual day's; a further one is to be typed."""
        if self._ranges:
            self._ranges.append(_Range(self._kit, self, self._left, self._remove))
            self._place()
        else:
            self._take(USUAL)
        if self._ranges:
            self.update_idletasks()  # the focus does not wait for its mapping
            self._ranges[-1].start.focus_set()

    def _remove(self, one: _Range) -> None:
        self._drop(one)
        self._place()
        self._more.focus_set()
        self.done()

    def _drop(self, one: _Range) -> None:
        self._ranges.remove(one)
        one.destroy()

    def _left(self, one: _Range) -> None:
        """The keyboard has moved, perhaps only to the other field of the same range."""
        if not self.winfo_exists() or one not in self._ranges or one.has_focus:
            return
        if not one.text:
            self._drop(one)
            self._place()
        self.done()

    def settle(self) -> None:
        """Escape: what was wrong may be right again."""
        self._take(self.get())


class _Range(tk.Frame):
    """From, to, and the way to be rid of it."""

    def __init__(
        self,
        kit: Kit,
        parent: Ranges,
        left: Callable[[_Range], object],
        remove: Callable[[_Range], object],
    ) -> None:
        super().__init__(parent, background=kit.theme.bg)
        self._parent, self._remove = parent, remove
        self.start, self.end = (
            Field(kit, self, LETTERS, self._heard, time_of_day) for _ in range(2)
        )
        self.start.pack(side="left")
        kit.label(self, "–", "text", "muted").pack(side="left", padx=kit.px(1))
        self.end.pack(side="left")
        kit.button(self, "×", "link", lambda: remove(self)).pack(side="left")
        kit.frame(self).pack(side="left", padx=kit.px(5))
        for field in (self.start, self.end):
            # The new focus is known a moment later.
            field.bind("<FocusOut>", lambda _event: self.after_idle(left, self), add=True)
            field.bind("<Escape>", self._give_up, add=True)
            for key in ("<Return>", "<KP_Enter>"):
                field.bind(key, lambda _event: self._on(), add=True)

    @property
    def text(self) -> str:
        start, end = self.start.get().strip(), self.end.get().strip()
        if not end and (not start or "-" in start):
            return start
        return f"{start}-{end}"

    @property
    def half(self) -> bool:
        """One of its ends is still to be typed."""
        return self.text.startswith("-") or self.text.endswith("-")

    @property
    def has_focus(self) -> bool:
        return self.focus_get() in (self.start, self.end)

    def show(self, text: str) -> None:
        start, _, end = text.partition("-")
        self.start.reset(start)
        self.end.reset(end)

    def _heard(self, _text: str) -> None:
        """A field hands over what it has; the range waits for its other one, but for Escape."""
        if not (self.start.changed or self.end.changed):
            self._parent.settle()

    def _on(self) -> None:
        """Return: on to the field that is still empty, or all of it is taken."""
        if self.half:
            (self.start if self.end.get().strip() else self.end).focus_set()
        else:
            self._parent.done()

    def _give_up(self, _event: tk.Event[tk.Misc]) -> str | None:
        """Escape in a new one takes it away again."""
        if self.text:
            return None
        self._remove(self)
        return "break"
