"""The home window: today and the week. It reads the journal itself and asks the resident.

One window: a second start raises the first. Works with no resident running, and says so.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
import tkinter as tk
from tkinter import ttk
from typing import Final

from hipbreak.adapters.clock import SystemClock
from hipbreak.adapters.control_client import NotRunning, ask_plain
from hipbreak.adapters.journal.reader import JournalReader
from hipbreak.adapters.paths import Paths
from hipbreak.core.calendar import monday
from hipbreak.core.errors import HipbreakError
from hipbreak.core.facts import Fact
from hipbreak.core.week import week
from hipbreak.protocol import Close, Message, OpenHome, Raise, Show, Shown
from hipbreak.ui.home_model import Choice, Status, describe
from hipbreak.ui.home_strip import strip
from hipbreak.ui.home_today import TodayPage
from hipbreak.ui.home_week import WeekPage
from hipbreak.ui.look.buttons import joined
from hipbreak.ui.look.kit import BUTTON_MARGIN, Kit
from hipbreak.ui.pipe import Pipe
from hipbreak.ui.place import centre, pointer_screen
from hipbreak.ui.shell import Shell, open_shell, show_icon

TITLE = "hipbreak: today"
REFRESH_MS, SOON_MS = 5000, 400
ANSWER_S = 0.5
"""The longest this window stands still for the resident's answer."""
SAID_S = 6.0
WIDTH, PAD, FRAME = 620, 28, 34
PAGES: Final = ("today", "week")


class Home:
    """Two pages in one window."""

    def __init__(self, shell: Shell, opening: OpenHome, pipe: Pipe) -> None:
        self.root, self._pipe, self._barrier = shell.root, pipe, shell.barrier
        self._paths, self._clock = Paths.from_env(), SystemClock()
        self._said_at = 0.0
        self._kit = shell.kit
        self.root.title(TITLE)
        self.root.resizable(False, False)
        self._fit()
        self.turn_to(opening.page if opening.page in PAGES else "today")
        self._bind()
        self.root.bind("<Map>", self._mapped)
        self.come_forward()
        self.root.after_idle(show_icon, self.root)
        self.root.after(REFRESH_MS, self._again)

    # Building

    def _fit(self) -> None:
        """Build, and build smaller until it fits the screen."""
        screen = pointer_screen(self.root)
        kit = whole = self._kit
        while True:
            width, height = self._build(kit)
            room = screen.work.height - whole.px(FRAME)
            if (width <= screen.work.width and height <= room) or kit.scale < whole.scale * 0.6:
                break
            for child in self.root.winfo_children():
                child.destroy()
            kit = kit.smaller(0.93)
        self._kit = kit
        x, y = centre(screen.work, width, height + whole.px(FRAME))
        self.root.geometry(f"{width}x{height}+{x}+{y}")

    def _build(self, kit: Kit) -> tuple[int, int]:
        """The widgets; the size that holds either page."""
        inner = WIDTH * max(1.0, 0.4 + 0.6 * kit.text_scale) - 2 * PAD
        pad = kit.px(PAD)
        self._bar = kit.frame(self.root)
        self._bar.pack(anchor="w", padx=pad, pady=(kit.px(PAD - 8), kit.px(16)))
        self._pages: dict[str, tk.Frame] = {
            "today": TodayPage(kit, inner, self._choose),
            "week": WeekPage(kit, inner),
        }
        self._tabs: dict[str, ttk.Button] = {}
        self._add_tabs(kit)
        self._refresh()
        self.root.update_idletasks()
        sizes = [(page.winfo_reqwidth(), page.winfo_reqheight()) for page in self._pages.values()]
        top = self._bar.winfo_reqheight() + kit.px(PAD - 8) + kit.px(16)
        width = max(kit.px(inner), *(size[0] for size in sizes)) + 2 * pad
        return width, top + max(size[1] for size in sizes) + pad

    def _add_tabs(self, kit: Kit) -> None:
        for name, words in zip(PAGES, ("Today", "This week"), strict=True):
            self._tabs[name] = kit.button(
                self._bar,
                words,
                "first",
                lambda name=name: self.turn_to(name),  # type: ignore[misc]
            )
            self._tabs[name].pack(side="left")

    def turn_to(self, page: str) -> None:
        """Show `today` or `week`."""
        kit = self._kit
        for name, kind in zip(PAGES, joined(len(PAGES)), strict=True):
            kit.restyle(self._tabs[name], f"{kind}-on" if name == page else kind)
        for name, frame in self._pages.items():
            if name == page:
                edge = kit.px(PAD - BUTTON_MARGIN)
                frame.pack(fill="both", expand=True, padx=edge, pady=(0, kit.px(PAD)))
            else:
                frame.pack_forget()

    def _bind(self) -> None:
        self.root.bind("<Escape>", lambda _event: self.root.destroy())
        for number, page in enumerate(PAGES, start=1):
            self.root.bind(str(number), lambda _event, page=page: self.turn_to(page))  # type: ignore[misc]

    def _mapped(self, event: tk.Event[tk.Misc]) -> None:
        if event.widget is self.root:
            self.root.unbind("<Map>")
            self._pipe.send(Shown())

    def come_forward(self) -> None:
        self.root.deiconify()
        self.root.lift()
        self.root.focus_force()

    # What is shown

    def _again(self) -> None:
        self.root.after(REFRESH_MS, self._again)
        self._refresh()

    def _refresh(self) -> None:
        today, week_page = self._pages["today"], self._pages["week"]
        assert isinstance(today, TodayPage) and isinstance(week_page, WeekPage)
        number = self._clock.now().local_day
        facts: tuple[Fact, ...] = ()
        try:
            facts = self._facts(monday(number))
        except HipbreakError as error:
            self._say(str(error))
        figures = week(facts, monday(number))
        day = figures.days[number - monday(number)]
        today.show(describe(self._status()), day, strip(facts, number))
        week_page.show(figures, number)
        if self._said_at and time.monotonic() - self._said_at > SAID_S:
            self._said_at = 0.0
            today.say("")

    def _facts(self, first: int) -> tuple[Fact, ...]:
        """This week's facts, and the stretch that still goes on."""
        with JournalReader(self._paths.journal) as journal:
            return (*journal.facts(first, first + 6), *journal.open_spans())

    def _status(self) -> Status | None:
        try:
            answer = ask_plain(self._paths.socket, "status", timeout_s=ANSWER_S)
            seen = json.loads(answer.data)
        except (NotRunning, ValueError):
            return None
        return seen if isinstance(seen, dict) else None

    # What the person does

    def _choose(self, choice: Choice) -> None:
        if choice.verb == "launch":
            self._launch()
        else:
            try:
                self._say(ask_plain(self._paths.socket, choice.verb, choice.arguments).text)
            except NotRunning as error:
                self._say(f"{error}.")
        self.root.after(SOON_MS, self._refresh)

    def _launch(self) -> None:
        frozen = getattr(sys, "frozen", False)
        command = [sys.executable] if frozen else [sys.executable, "-m", "hipbreak"]
        quiet = subprocess.DEVNULL
        subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
        self._say("Starting…")
        for wait in (1500, 3000):
            self.root.after(wait, self._refresh)

    def _say(self, text: str) -> None:
        page = self._pages["today"]
        assert isinstance(page, TodayPage)
        page.say(text)
        self._said_at = time.monotonic()

    # What the resident says

    def on_message(self, message: Message) -> None:
        match message:
            case Close():
                self.root.destroy()
            case Raise() | Show():
                self.come_forward()


def main() -> int:
    """Run the home window on standard input and output."""
    pipe = Pipe()
    opening = pipe.first()
    if not isinstance(opening, OpenHome):
        return 0 if opening is None else 2
    shell = open_shell("home", opening.look)
    home = Home(shell, opening, pipe)
    pipe.attach(shell.root, shell.barrier, home.on_message, shell.root.destroy)
    shell.root.mainloop()
    return 0
