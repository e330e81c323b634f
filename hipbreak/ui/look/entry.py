"""A field to type in: a rounded plate with a ring when it has the focus."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable
from tkinter import ttk
from typing import Any

from hipbreak.ui.look.buttons import GAP, RADIUS, RING
from hipbreak.ui.look.kit import Kit
from hipbreak.ui.look.paint import plate

PAD_X, PAD_Y = 11, 9
"""Around the text, in pixels at 96 dpi."""


class Field(ttk.Entry):
    """One line of text. `take(text)` is called by Return, and when the focus leaves a changed one.

    Escape brings back what was there before the person typed. With `nudged(text, way)` the arrow
    keys, and the wheel while it has the keyboard, make it a step more (1) or less (-1).
    """

    def __init__(
        self,
        kit: Kit,
        parent: tk.Misc,
        letters: int,
        take: Callable[[str], object],
        nudged: Callable[[str, int], str] | None = None,
    ) -> None:
        style = kit.style("TEntry", lambda name: _make(kit, name))
        super().__init__(parent, style=style, width=letters, font=kit.faces("text"))
        self._take, self._shown, self._nudged = take, "", nudged
        self.bind("<Return>", lambda _event: self.done())
        self.bind("<KP_Enter>", lambda _event: self.done())
        self.bind("<Escape>", self._give_up)
        self.bind("<Control-a>", self._select_all)
        self.bind("<FocusOut>", lambda _event: self.done())
        if nudged:
            for keys, way in ((("Up", "Button-4"), 1), (("Down", "Button-5"), -1)):
                for key in keys:
                    self.bind(f"<{key}>", lambda _event, way=way: self._step(way))  # type: ignore[misc]
            self.bind("<MouseWheel>", lambda event: self._step(1 if event.delta > 0 else -1))

    @property
    def changed(self) -> bool:
        """The person has typed something that was not taken yet."""
        return self.get().strip() != self._shown

    def show(self, text: str) -> None:
        """This is so now; what the person is typing stays."""
        if not self.changed or text == self.get().strip():
            self.reset(text)
        else:
            self._shown = text

    def reset(self, text: str) -> None:
        """This is so now, whatever was typed."""
        self._shown = text
        if self.get() != text:
            self.delete(0, "end")
            self.insert(0, text)

    def done(self) -> None:
        """What was typed is handed over."""
        if self.changed:
            self._take(self.get().strip())

    def nudge(self, way: int) -> None:
        """One step more (1) or less (-1), handed over at once; the keyboard comes here."""
        self.focus_set()
        self._step(way)
        self.done()

    def _step(self, way: int) -> str | None:
        """Typed, as it were. The wheel moves the page while the keyboard is elsewhere."""
        if not self._nudged or self.focus_get() is not self:
            return None
        text = self._nudged(self.get().strip(), way)
        self.delete(0, "end")
        self.insert(0, text)
        return "break"

    def _select_all(self, _event: tk.Event[tk.Misc]) -> str:
        """What other programs do; Tk goes to the line's beginning instead."""
        self.selection_range(0, "end")
        self.icursor("end")
        return "break"

    def _give_up(self, _event: tk.Event[tk.Misc]) -> str | None:
        if not self.changed:
            return None
        self.reset(self._shown)
        self._take(self._shown)
        return "break"


def _make(kit: Kit, name: str) -> None:
    """The ttk style: a plate, and another with the ring."""
    theme, style = kit.theme, ttk.Style(kit.root)
    margin, radius = max(1, kit.px(RING + GAP)), max(1, kit.px(RADIUS))
    border = margin + radius

    def field(ring: str | None) -> tk.PhotoImage:
        line = (theme.line or theme.edge, max(1, kit.px(1)))
        size = 2 * border + 4
        made = plate(size, radius, theme.bg, theme.bg, ring, margin, max(1, kit.px(RING)),
                     line=line)  # fmt: skip
        return kit.photo(made)

    element = f"{name}.plate"
    style.element_create(
        element,
        "image",
        field(None),
        ("focus", field(theme.focus)),
        border=border,
        sticky="nsew",
        padding=0,
    )
    text = ("Entry.textarea", {"sticky": "nsew"})
    inner = ("Entry.padding", {"sticky": "nsew", "children": [text]})
    spec: Any = [(element, {"sticky": "nsew", "children": [inner]})]
    style.layout(name, spec)
    style.configure(
        name,
        padding=(margin + kit.px(PAD_X), margin + kit.px(PAD_Y)),
        foreground=theme.ink,
        fieldbackground=theme.bg,
        background=theme.bg,
        selectbackground=theme.tint,
        selectforeground=theme.on_tint,
        insertcolor=theme.ink,
        insertwidth=max(1, kit.px(1.5)),
        borderwidth=0,
    )
