"""Everything else that can be done just now: the tray's own menu, opened at a button."""

from __future__ import annotations

import tkinter as tk
from collections.abc import Callable, Iterable
from functools import partial

from hipbreak.ports import SEPARATOR, MenuEntry
from hipbreak.ui.look.kit import Kit
from hipbreak.ui.look.menus import menu

ELSEWHERE = frozenset({"home", "quit", "now", "start"})
"""Actions of the tray's menu that this window has its own places for."""


def open_menu(
    kit: Kit,
    at: tk.Misc,
    entries: Iterable[MenuEntry],
    act: Callable[[str], object],
    name: str = "",
) -> None:
    """Show these entries below the widget `at`, worked by mouse or keys.

    What has entries of its own opens them in the same place: no arrow, which Tk draws as of old,
    nothing to aim at, and never more lines than a small screen holds. `name` stands above them.
    """
    heading = (MenuEntry(name),) if name else ()
    made = _menu(kit, at, (*heading, *_wanted(entries)), act)
    made.tk_popup(at.winfo_rootx(), at.winfo_rooty() + at.winfo_height())


def _wanted(entries: Iterable[MenuEntry]) -> list[MenuEntry]:
    """Without what this window shows itself, and without separators that separate nothing."""
    kept: list[MenuEntry] = []
    for entry in entries:
        if entry == SEPARATOR:
            if kept and kept[-1] != SEPARATOR:
                kept.append(entry)
        elif entry.children or (entry.action and entry.action not in ELSEWHERE):
            kept.append(entry)
    while kept and kept[-1] == SEPARATOR:
        kept.pop()
    return kept


def _menu(
    kit: Kit, at: tk.Misc, entries: Iterable[MenuEntry], act: Callable[[str], object]
) -> tk.Menu:
    made = menu(kit, at)
    for entry in entries:
        if entry == SEPARATOR:
            made.add_separator()
        elif entry.children:
            opens = partial(open_menu, kit, at, entry.children, act, entry.label)
            # Once this menu has given the keyboard back.
            made.add_command(label=f"{entry.label}…", command=partial(at.after_idle, opens))
        elif not entry.action:
            made.add_command(label=entry.label, state="disabled")
        elif entry.checked is None:
            made.add_command(label=entry.label, command=partial(act, entry.action))
        else:
            tick = tk.BooleanVar(made, entry.checked)
            made.add_checkbutton(
                label=entry.label,
                variable=tick,
                command=lambda action=entry.action, tick=tick: act(action),  # type: ignore[misc]
            )
    return made
