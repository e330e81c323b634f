"""The tray's menu where the panel cannot draw one: a small window that lives until it is answered.

It reads one JSON object from standard input, `{"x": …, "y": …, "entries": […]}` with a place on the
screen and MenuEntry records, and prints the chosen action, or nothing. Submenus are laid out flat
under their name: one movement less, and nothing to aim at.
"""

from __future__ import annotations

import json
import sys
import tkinter as tk
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hipbreak.core.codec import DecodeError, decode
from hipbreak.ports import SEPARATOR, MenuEntry
from hipbreak.protocol import Look
from hipbreak.ui.look.kit import Kit
from hipbreak.ui.place import pointer_screen
from hipbreak.ui.shell import open_shell

PAD, MARK, INDENT, RIGHT, ROW = 6, 30, 18, 28, 6
"""Pixels at 96 dpi: around all lines, the check mark's column, a step inwards, free room at the
right, above and below the words of a line."""
GRAB_TRIES, GRAB_PAUSE_MS = 25, 40
"""Another program may hold the pointer just now; after this long the menu gives up."""


WINDOW_CLASS = "HipbreakMenu"


@dataclass(frozen=True, slots=True)
class Line:
    """One line as it is drawn: an entry, and how far in it stands."""

    entry: MenuEntry
    depth: int = 0


def flat(entries: Iterable[MenuEntry], depth: int = 0) -> Iterator[Line]:
    """All entries in one column, what is inside a submenu a step further in."""
    for entry in entries:
        yield Line(entry, depth)
        yield from flat(entry.children, depth + 1)


class TrayMenu:
    """One menu at one place."""

    def __init__(self, root: tk.Tk, kit: Kit, entries: Iterable[MenuEntry]) -> None:
        self._root, self._kit = root, kit
        self._rows: list[tuple[tk.Frame, str]] = []
        self._at: int | None = None
        self._chosen = ""
        self._window = window = tk.Toplevel(root, background=kit.theme.edge, class_=WINDOW_CLASS)
        window.withdraw()
        window.overrideredirect(True)
        if window.tk.call("tk", "windowingsystem") == "x11":
            window.attributes("-type", "popup_menu")  # our card keeps away from menus
        body = kit.frame(window)
        body.pack(padx=max(1, kit.px(1)), pady=max(1, kit.px(1)))
        kit.frame(body).pack(pady=kit.px(PAD) // 2)
        for line in flat(entries):
            self._add(body, line)
        kit.frame(body).pack(pady=kit.px(PAD) // 2)
        self._bind()

    def run(self, x: int, y: int) -> str:
        """Show the menu at this place and wait for an answer; the action, or nothing."""
        window = self._window
        window.update_idletasks()
        left, top = self._place(x, y, window.winfo_reqwidth(), window.winfo_reqheight())
        window.geometry(f"+{left}+{top}")
        window.deiconify()
        window.wait_visibility()
        self._grab(GRAB_TRIES)
        self._root.mainloop()
        return self._chosen

    # Building

    def _add(self, body: tk.Frame, line: Line) -> None:
        kit, entry = self._kit, line.entry
        if entry == SEPARATOR:
            rule = tk.Frame(body, background=kit.theme.edge, height=max(1, kit.px(1)))
            rule.pack(fill="x", pady=kit.px(PAD))
            return
        row = kit.frame(body)
        row.pack(fill="x")
        mark = kit.frame(row)
        mark.configure(width=kit.px(MARK + INDENT * line.depth), height=1)
        mark.pack(side="left", fill="y")
        mark.pack_propagate(False)
        if entry.checked:
            self._tick(mark)
        words = kit.label(row, entry.label, role="text", colour="ink" if entry.action else "muted")
        words.pack(side="left", pady=kit.px(ROW), padx=(0, kit.px(RIGHT)))
        if entry.action:
            number = len(self._rows)
            self._rows.append((row, entry.action))
            row.bind("<Enter>", lambda _event: self._light(number))

    def _tick(self, parent: tk.Frame) -> None:
        side = self._kit.px(MARK)
        canvas = self._kit.canvas(parent, side, side)
        canvas.place(relx=1, rely=0.5, anchor="e")
        spots = [(0.30, 0.52), (0.44, 0.66), (0.71, 0.34)]
        canvas.create_line(
            *[part * side for spot in spots for part in spot],
            fill=self._kit.theme.teal,
            width=max(2, self._kit.px(2)),
            capstyle="round",
            joinstyle="round",
        )

    def _bind(self) -> None:
        window = self._window
        for key, step in (("<Up>", -1), ("<Down>", 1), ("<Shift-Tab>", -1), ("<Tab>", 1)):
            window.bind(key, lambda _event, step=step: self._step(step))  # type: ignore[misc]
        for key in ("<Return>", "<KP_Enter>", "<space>"):
            window.bind(key, lambda _event: self._answer(self._at))
        window.bind("<Home>", lambda _event: self._light(0))
        window.bind("<End>", lambda _event: self._light(len(self._rows) - 1))
        window.bind("<Escape>", lambda _event: self._answer(None))
        window.bind("<ButtonRelease>", self._released)

    # Showing

    def _place(self, x: int, y: int, width: int, height: int) -> tuple[int, int]:
        """Beside the pointer, on the side where there is room, and never over a panel."""
        area = pointer_screen(self._root).work
        right, bottom = area.x + area.width, area.y + area.height
        left = x - width if x + width > right else x
        top = y - height if y + height > bottom else y
        left, top = min(left, right - width), min(top, bottom - height)
        return max(area.x, left), max(area.y, top)

    def _grab(self, tries: int) -> None:
        """Take pointer and keyboard, so that a click anywhere else ends the menu."""
        try:
            self._window.grab_set_global()
        except tk.TclError:
            if tries:
                self._root.after(GRAB_PAUSE_MS, self._grab, tries - 1)
            else:
                self._root.quit()
            return
        # The keyboard is ours by the grab, but Tk gives keys only to a window it thinks focused.
        self._window.focus_force()

    def _light(self, number: int | None) -> None:
        """Show line `number` as the one that Return chooses."""
        for at in (self._at, number):
            if at is not None:
                ground = self._kit.theme.tint if at == number else self._kit.theme.bg
                row = self._rows[at][0]
                for part in (row, *row.winfo_children(), *row.winfo_children()[0].winfo_children()):
                    part.configure(background=ground)  # type: ignore[call-arg]  # all have one
        self._at = number

    # Answers

    def _step(self, step: int) -> None:
        if self._rows:
            first = 0 if step > 0 else -1
            at = first if self._at is None else self._at + step
            self._light(at % len(self._rows))

    def _released(self, event: tk.Event[tk.Misc]) -> None:
        under = self._window.winfo_containing(event.x_root, event.y_root)
        if under is None:
            self._answer(None)
            return
        for number, (row, _) in enumerate(self._rows):
            if f"{under}.".startswith(f"{row}."):
                self._answer(number)

    def _answer(self, number: int | None) -> None:
        if number is not None:
            self._chosen = self._rows[number][1]
        self._window.grab_release()
        self._root.quit()


def _look() -> Look:
    """As the person wants all windows to look."""
    from hipbreak.adapters.paths import Paths
    from hipbreak.adapters.settings_file import load

    return Look.of(load(Paths.from_env().settings)[0])


def main() -> int:
    """Show the menu that standard input describes; 2 when it describes none."""
    try:
        given = json.load(sys.stdin.buffer)
        entries = decode(tuple[MenuEntry, ...], given["entries"])
        x, y = int(given["x"]), int(given["y"])
    except (ValueError, KeyError, TypeError, DecodeError) as error:
        print(f"not a menu: {error}", file=sys.stderr)
        return 2
    shell = open_shell("traymenu", _look())
    chosen = TrayMenu(shell.root, shell.kit, entries).run(x, y)  # type: ignore[arg-type]  # decoded
    print(chosen, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
