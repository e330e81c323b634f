"""Our menu entries as pystray's menu, and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from hipbreak.adapters.tray.base import Menu, MenuItem
from hipbreak.ports import SEPARATOR, MenuEntry

OnAction = Callable[[str], None]


class Line(MenuItem):  # type: ignore[misc]  # pystray has no types
    """A pystray menu item that remembers the entry it was made of."""

    def __init__(self, entry: MenuEntry, on_action: OnAction) -> None:
        super().__init__(
            entry.label,
            to_menu(entry.children, on_action) if entry.children else _teller(entry, on_action),
            checked=None if entry.checked is None else lambda _: bool(entry.checked),
            default=entry.default,
            enabled=bool(entry.action or entry.children),
        )
        self.entry = entry


def _teller(entry: MenuEntry, on_action: OnAction) -> Callable[..., None] | None:
    # A partial, because pystray looks into a plain function with `inspect`: 1.4 MB.
    return partial(_tell, on_action, entry.action) if entry.action else None


def _tell(on_action: OnAction, action: str, *_icon_and_item: object) -> None:
    on_action(action)


def to_menu(entries: Iterable[MenuEntry], on_action: OnAction) -> Menu:
    """pystray's menu of these entries; choosing one calls `on_action` with its action."""
    return Menu(*(Menu.SEPARATOR if e == SEPARATOR else Line(e, on_action) for e in entries))


def to_entries(menu: Menu | None) -> tuple[MenuEntry, ...]:
    """The entries of a menu by `to_menu`, without separators that separate nothing."""
    return tuple(_entry(item) for item in menu or ())


def _entry(item: MenuItem) -> MenuEntry:
    if item is Menu.SEPARATOR:
        return SEPARATOR
    entry: MenuEntry = item.entry
    return replace(entry, children=to_entries(item.submenu)) if item.submenu else entry
