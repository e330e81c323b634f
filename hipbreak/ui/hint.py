"""A hint: small, in the tray's corner, without focus and without a sound; it leaves by itself.

When it goes is the resident's to say; without the resident it goes at once.
"""

from __future__ import annotations

import time
import tkinter as tk

from hipbreak.adapters.monitors import Rect
from hipbreak.protocol import Answered, Close, Message, OpenHint, Ready, Show, Shown
from hipbreak.ui.card import ALREADY_COMING_S
from hipbreak.ui.look.kit import BUTTON_MARGIN
from hipbreak.ui.look.paint import panel
from hipbreak.ui.look.photos import photo
from hipbreak.ui.on_top import MENU_MS, OnTop, has_menu
from hipbreak.ui.pipe import Pipe
from hipbreak.ui.place import corner, pointer_screen
from hipbreak.ui.root import Begun
from hipbreak.ui.scenes import still
from hipbreak.ui.shell import Shell, open_shell
from hipbreak.ui.words import length_and_position, named

TITLE = "hipbreak: a hint"
FIGURE, TEXT, PAD, GAP, RADIUS, EDGE = (108, 76), 196, 12, 12 - BUTTON_MARGIN, 12, 16
"""Pixels at 96 dpi."""


class Hint:
    """One line to read; in a call a drill that can be started from it."""

    def __init__(self, shell: Shell, opening: OpenHint, pipe: Pipe) -> None:
        self.root, self._kit, self._opening, self._pipe = shell.root, shell.kit, opening, pipe
        self._shown_at: float | None = None
        self.root.title(named(TITLE, opening.routine.name))
        self.root.overrideredirect(True)
        body = self._body()
        body.pack()
        self.root.update_idletasks()
        self._outline(body)
        self.root.bind("<Map>", self._mapped)
        OnTop(self.root)
        pipe.send(Ready())

    def _body(self) -> tk.Frame:
        kit, routine = self._kit, self._opening.routine
        body = kit.frame(self.root)
        pad = kit.px(PAD)
        row = kit.frame(body)
        row.pack(padx=pad, pady=pad)
        size = kit.px(FIGURE[0]), kit.px(FIGURE[1])
        kit.picture(row, still(kit.theme, routine, size)).pack(side="left")
        texts = kit.frame(row)
        texts.pack(side="left", padx=(kit.px(GAP), 0))
        wide = TEXT * max(1.0, kit.text_scale)
        name, below = routine.name, length_and_position(routine)
        if not self._opening.may_start:
            below = routine.steps[0].cue
        left = kit.px(BUTTON_MARGIN)
        kit.label(texts, name, "strong", "ink", wide).pack(anchor="w", padx=left)
        line = kit.label(texts, below, "small", "muted", wide)
        line.pack(anchor="w", padx=left, pady=(kit.px(2), 0))
        if self._opening.may_start:
            self._answers(texts).pack(anchor="w", pady=(kit.px(6), 0))
        else:
            self._leave_by_click(body)
        return body

    def _answers(self, parent: tk.Frame) -> tk.Frame:
        row = self._kit.frame(parent)
        for text, kind, answer in (("Start", "soft", "start"), ("Not now", "ghost", "skip")):
            button = self._kit.button(row, text, kind, lambda said=answer: self._press(said))  # type: ignore[misc]
            button.configure(takefocus=False)
            button.pack(side="left", padx=(0, self._kit.px(4)))
        return row

    def _leave_by_click(self, part: tk.Misc) -> None:
        """Where there is no button a click anywhere sends it away."""
        part.bind("<ButtonRelease-1>", lambda _event: self._press("skip"))
        for child in part.winfo_children():
            self._leave_by_click(child)

    def _outline(self, body: tk.Frame) -> None:
        """A hairline around the rounded edge, below everything else."""
        kit, line = self._kit, max(1, self._kit.px(1))
        width, height = self.root.winfo_reqwidth(), self.root.winfo_reqheight()
        edge, ground, radius = kit.theme.edge, kit.theme.bg, kit.px(RADIUS)
        picture = panel(width, height, radius, edge, edge)
        inner = panel(width - 2 * line, height - 2 * line, radius - line, edge, ground)
        picture.paste(inner, (line, line))
        self._edge = photo(self.root, picture)
        below = tk.Label(body, image=self._edge, borderwidth=0)
        below.place(x=0, y=0)
        below.lower()

    def show(self) -> None:
        """Appear, once, where the card would."""
        if self._shown_at is None:
            self._shown_at = time.monotonic()
            self._appear(self._shown_at)

    def _appear(self, asked: float) -> None:
        from hipbreak.adapters.rounding import round_window

        root, kit = self.root, self._kit
        width, height = root.winfo_reqwidth(), root.winfo_reqheight()
        x, y = corner(pointer_screen(root), width, height, kit.px(EDGE))
        if has_menu(Rect(x, y, width, height), asked):
            root.after(MENU_MS, self._appear, asked)
            return
        root.geometry(f"{width}x{height}+{x}+{y}")
        root.deiconify()
        root.attributes("-topmost", True)
        root.lift()
        root.update_idletasks()
        round_window(root.winfo_id(), width, height, kit.px(RADIUS))

    def _mapped(self, event: tk.Event[tk.Misc]) -> None:
        if event.widget is self.root:
            self.root.unbind("<Map>")
            self._shown_at = time.monotonic()
            self._pipe.send(Shown())

    def _press(self, answer: str) -> None:
        """A press this soon after it appeared was meant for what lay below."""
        if self._shown_at is not None and time.monotonic() - self._shown_at >= ALREADY_COMING_S:
            self._pipe.send(Answered(self._opening.offer, answer))
            self.root.destroy()

    def on_message(self, message: Message) -> None:
        match message:
            case Show():
                self.show()
            case Close():
                self.root.destroy()


def main(begun: Begun) -> int:
    """Run one hint on standard input and output."""
    pipe = Pipe()
    opening = pipe.first()
    if not isinstance(opening, OpenHint):
        return 0 if opening is None else 2
    shell = open_shell("hint", opening.look, begun=begun)
    hint = Hint(shell, opening, pipe)
    pipe.attach(shell.root, shell.barrier, hint.on_message, shell.root.destroy)
    shell.root.mainloop()
    return 0
