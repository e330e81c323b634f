"""The card: one offer beside the tray's corner, worked by the mouse, never taking the keyboard.

Only an override-redirect window leaves the focus alone on every desktop tried. Built hidden while
the lull is awaited, shown on `Show`. The same offer as an ordinary window is for the keyboard.
"""

from __future__ import annotations

import time
import tkinter as tk

from hipbreak.adapters.monitors import Rect
from hipbreak.protocol import Answered, Close, Message, OpenCard, Raise, Ready, Show, Shown
from hipbreak.ui.card_view import CardView
from hipbreak.ui.on_top import MENU_MS, OnTop, has_menu
from hipbreak.ui.pipe import Pipe
from hipbreak.ui.place import beside, centre, clamp, corner, pointer_screen
from hipbreak.ui.root import Begun
from hipbreak.ui.shell import Shell, open_shell, show_icon
from hipbreak.ui.words import named

TITLE = "hipbreak: a break"
ALREADY_COMING_S = 0.3
"""A press this soon after the card appears was meant for what lay below it (ours)."""
_SLIDE, _SLIDE_MS, _FRAME_MS = 14, 160, 16
_SHRINK = 0.9


class Card:
    """One offer on the screen."""

    def __init__(self, shell: Shell, opening: OpenCard, pipe: Pipe) -> None:
        self.root, self._kit, self._opening, self._pipe = shell.root, shell.kit, opening, pipe
        self._still = shell.reduced_motion
        self._shown_at: float | None = None
        self._early_press = False
        self.root.title(named(TITLE, opening.routine.name))
        self.root.resizable(False, False)
        if not opening.ordinary:
            self.root.overrideredirect(True)
        self.view = self._fitting_view()
        self.view.pack()
        self.root.update_idletasks()
        self._bind()
        pipe.send(Ready())

    def _fitting_view(self) -> CardView:
        """The card, smaller where the pointer's screen has not the room."""
        work = pointer_screen(self.root).work
        least = self._kit.smallest
        while True:
            view = CardView(self._kit, self._opening, self._answer, self._heeds)
            room = work.width - view.winfo_reqwidth(), work.height - view.winfo_reqheight()
            if min(room) >= 0 or self._kit.scale * _SHRINK < least:
                return view
            view.destroy()
            self._kit = self._kit.smaller(_SHRINK)

    # Appearing

    def show(self) -> None:
        """Appear, once; an ordinary window also comes to the front again."""
        if self._shown_at is None:
            self._shown_at = time.monotonic()
            self._appear()
        elif self._opening.ordinary:
            self._come_forward()

    def _appear(self) -> None:
        root, kit = self.root, self._kit
        width, height = root.winfo_reqwidth(), root.winfo_reqheight()
        screen = pointer_screen(root)
        if self._opening.ordinary:
            x, y = centre(screen.work, width, height)
        else:
            place = beside if self._opening.aside else corner
            x, y = place(screen, width, height, kit.px(16))
            if has_menu(Rect(x, y, width, height), self._shown_at or 0.0):
                root.after(MENU_MS, self._appear)
                return
        slides = not (self._still or self._opening.ordinary)
        offset = kit.px(_SLIDE) if slides else 0
        start = clamp(screen.work, x, y + offset, width, height)[1]
        root.geometry(f"{width}x{height}+{x}+{start}")
        root.deiconify()
        if self._opening.ordinary:
            self._come_forward()
            self.view.focus_first()
            root.after_idle(show_icon, root)
            return
        root.attributes("-topmost", True)
        root.lift()
        self._round(width, height)
        if self._opening.everywhere:
            self._appear_everywhere()
        if slides:
            self._slide(x, start, y, time.monotonic())

    def _appear_everywhere(self) -> None:
        from hipbreak.ui.card_everywhere import EscapeTwice, show_copies

        copies = show_copies(self._kit, self._opening, self.root.title(), self._answer, self._heeds)
        EscapeTwice((self.root, *copies), self.root.destroy)

    def _round(self, width: int, height: int) -> None:
        from hipbreak.adapters.rounding import round_window

        self.root.update_idletasks()
        round_window(self.root.winfo_id(), width, height, self._kit.px(self.view.RADIUS))

    def _slide(self, x: int, start: int, end: int, began: float) -> None:
        share = min(1.0, (time.monotonic() - began) * 1000 / _SLIDE_MS)
        eased = 1 - (1 - share) ** 3
        self.root.geometry(f"+{x}+{round(start + (end - start) * eased)}")
        if share < 1:
            self.root.after(_FRAME_MS, self._slide, x, start, end, began)

    def _come_forward(self) -> None:
        self.root.deiconify()
        self.root.lift()
        self.root.focus_force()

    # What the person does

    def _bind(self) -> None:
        root = self.root
        root.bind("<Map>", self._mapped)
        root.bind("<ButtonPress-1>", self._pressed)
        root.bind("<ButtonRelease-1>", self._released)
        root.protocol("WM_DELETE_WINDOW", root.destroy)
        if self._opening.ordinary:
            root.bind("<Escape>", self._step_back)
            for key, step in (("<Left>", -1), ("<Right>", 1)):
                root.bind(key, lambda _event, step=step: self.view.focus_next(step))  # type: ignore[misc]
        else:
            OnTop(root)

    def _mapped(self, event: tk.Event[tk.Misc]) -> None:
        if event.widget is self.root:
            self.root.unbind("<Map>")
            self._shown_at = time.monotonic()
            self._pipe.send(Shown())

    def _too_early(self) -> bool:
        return self._shown_at is None or time.monotonic() - self._shown_at < ALREADY_COMING_S

    def _pressed(self, _event: tk.Event[tk.Misc]) -> None:
        self._early_press = self._too_early()

    def _released(self, _event: tk.Event[tk.Misc]) -> None:
        self._early_press = False

    def _heeds(self) -> bool:
        return not (self._early_press or self._too_early())

    def _step_back(self, _event: tk.Event[tk.Misc]) -> None:
        if self.view.turned:
            self.view.turn()
        else:
            self.root.destroy()

    def _answer(self, answer: str, seconds: float = 0.0, routine: str = "") -> None:
        self._pipe.send(Answered(self._opening.offer, answer, seconds, routine))
        self.root.destroy()

    # What the resident says

    def on_message(self, message: Message) -> None:
        match message:
            case Show() | Raise():
                self.show()
            case Close():
                self.root.destroy()


def main(begun: Begun) -> int:
    """Run one card on standard input and output."""
    pipe = Pipe()
    opening = pipe.first()
    if not isinstance(opening, OpenCard):
        return 0 if opening is None else 2
    shell = open_shell("card", opening.look, opening.scale, begun)
    card = Card(shell, opening, pipe)
    pipe.attach(shell.root, shell.barrier, card.on_message, shell.root.destroy)
    shell.root.mainloop()
    return 0
