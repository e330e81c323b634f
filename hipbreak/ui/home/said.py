"""The window's last lines: what was just done, for some seconds; what is wrong, while it is."""

from __future__ import annotations

import tkinter as tk

from hipbreak.ui.look.kit import Kit, gathered

SAID_MS = 6000
PAD = 28
"""Beside a page's contents, in pixels at 96 dpi."""


class Said(tk.Frame):
    """Takes no room while there is nothing to say."""

    def __init__(self, kit: Kit, parent: tk.Misc, inner: float) -> None:
        super().__init__(parent, background=kit.theme.bg)
        self._kit = kit
        self._wrong = kit.label(self, "", "text", "alarm", inner)
        self._detail = kit.label(self, "", "small", "muted", inner)
        self._done = kit.label(self, "", "small", "teal", inner)
        self._waiting = ""

    def say(self, text: str, wrong: bool = False) -> None:
        """One sentence, for a few seconds; none that stands there already."""
        if self._waiting:
            self.after_cancel(self._waiting)
            self._waiting = ""
        text = "" if gathered(text) == self._wrong.cget("text") else text
        self._done.configure(foreground=self._kit.colour("alarm" if wrong else "teal"))
        _fill(self._done, text)
        self._place()
        if text:
            self._waiting = self.after(SAID_MS, self.say, "")

    def warn(self, text: str) -> None:
        """What is wrong, until it is said to be so no more by an empty text.

        Its first line is one short sentence; the others say more of it.
        """
        lead, _, detail = text.partition("\n")
        if (gathered(lead), gathered(detail)) != (
            self._wrong.cget("text"), self._detail.cget("text")
        ):  # fmt: skip
            _fill(self._detail, detail)
            _fill(self._wrong, lead)
            self._place()

    def _place(self) -> None:
        if self._done.cget("text") or self._wrong.cget("text"):
            self.pack(side="bottom", fill="x", padx=self._kit.px(PAD), pady=self._kit.px(10))
        else:
            self.pack_forget()


def _fill(label: tk.Label, text: str) -> None:
    label.configure(text=gathered(text))
    if text:
        label.pack(side="bottom", anchor="w")
    else:
        label.pack_forget()
