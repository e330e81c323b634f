"""Keys that are pressed while the window is built anew: kept, and given to what has the keyboard
afterwards.

Two ways to lose one are closed here. Tk gives the keyboard to a widget only once that is on the
screen. And the X server names the widget below the pointer with each key; Tk drops a key whose
widget is gone, so what was there before goes only when no key for it can be on its way.
"""

from __future__ import annotations

import tkinter as tk
from collections.abc import Sequence

PATIENCE_MS = 5000
"""So long the keyboard may be on its way (ours)."""


class EarlyKeys(tk.Frame):
    """A dot below all else, so that it always is on the screen in Tk's eyes."""

    def __init__(self, root: tk.Tk) -> None:
        super().__init__(root, width=1, height=1, takefocus=0, background=root["background"])
        self._kept: list[tuple[int, int]] = []
        self.place(x=0, y=0)
        self.lower()
        self.bindtags((str(self),))  # no key of the window's own
        self.bind("<KeyPress>", self._keep)
        self.bind("<FocusOut>", lambda _event: self.after_idle(self._give))

    def listen(self, old: Sequence[tk.Misc]) -> None:
        """From now on, until another widget has the keyboard. To be called before that is asked
        to take it. `old` is put out of sight now, and destroyed once all is quiet."""
        self.focus_set()
        for widget in old:
            if isinstance(widget, tk.Frame):
                widget.pack_forget()
        self.winfo_pointerxy()  # answered by the server once it has put them out of sight
        self.after_idle(_destroy, old)
        self.after(PATIENCE_MS, self._tire)

    def _keep(self, event: tk.Event[tk.Misc]) -> None:
        self._kept.append((event.keycode, int(event.state)))

    def _give(self) -> None:
        found = self.focus_get()
        if found is self or found is None:
            return
        kept, self._kept = self._kept, []
        for code, state in kept:
            (self.focus_get() or found).event_generate("<KeyPress>", keycode=code, state=state)

    def _tire(self) -> None:
        """What was to have the keyboard never came."""
        if self.focus_get() is self and (other := self.tk_focusNext()):
            other.focus_set()


def _destroy(widgets: Sequence[tk.Misc]) -> None:
    for widget in widgets:
        widget.destroy()
