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
    kit: Kit, at: tk.Misc, entries: Iterable[MenuEntry], act: Callable[[str], object]
) -> None:
    """Show these entries below the widget `at`, worked by mouse or keys."""
    made = _menu(kit, at, _wanted(entries), act)
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
    kit: Kit, parent: tk.Misc, entries: Iterable[MenuEntry], act: Callable[[str], object]
) -> tk.Menu:
    made = menu(kit, parent)
    for entry in entries:
        if entry == SEPARATOR:
            made.add_separator()
        elif entry.children:
            made.add_cascade(label=entry.label, menu=_menu(kit, made, entry.children, act))
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
