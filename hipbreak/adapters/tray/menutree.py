"""A menu as com.canonical.dbusmenu sees it: numbered nodes with properties. Pure.

Numbers stay with their entries when labels change or lines come and go, so that a click that was
on its way while the menu changed never lands on another line.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from hipbreak.ports import SEPARATOR, MenuEntry

Variant = tuple[str, object]
Properties = dict[str, Variant]
_Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Node:
    """One line of the menu; number 0 is the menu itself."""

    number: int
    properties: Properties = field(default_factory=dict)
    action: str = ""
    children: tuple[Node, ...] = ()

    def all(self) -> Iterator[Node]:
        """This node and all below it."""
        yield self
        for child in self.children:
            yield from child.all()

    def shape(self) -> object:
        """Equal for two nodes that differ only in what their properties say."""
        return (self.number, sorted(self.properties), [child.shape() for child in self.children])


@dataclass(frozen=True, slots=True)
class Change:
    """What hosts must be told: another layout, other properties of `nodes`, or both.

    Some read anew with a layout, some (GNOME's) only what they have not seen yet.
    """

    layout: bool
    nodes: tuple[Node, ...] = ()


class MenuTree:
    """The menu with its numbers and the count of its changes."""

    def __init__(self) -> None:
        self._numbers: dict[_Key, int] = {}
        self.revision = 1
        self.root = self._branch((), (), 0, {})

    def update(self, entries: Iterable[MenuEntry]) -> Change | None:
        """Take a new menu; None when nothing differs."""
        before, self.root = self.root, self._branch((), tuple(entries), 0, {})
        known = {node.number: node.properties for node in before.all()}
        changed = tuple(
            node
            for node in self.root.all()
            if known.get(node.number, node.properties) != node.properties
        )
        layout = before.shape() != self.root.shape()
        if not changed and not layout:
            return None
        self.revision += 1
        return Change(layout, changed)

    def find(self, number: int) -> Node | None:
        """The node of that number in the menu of now."""
        return next((node for node in self.root.all() if node.number == number), None)

    def _branch(
        self, key: _Key, entries: tuple[MenuEntry, ...], number: int, own: Properties
    ) -> Node:
        seen: Counter[str] = Counter()
        children = []
        for entry in entries:
            kind = _kind(entry)
            seen[kind] += 1
            children.append(self._node((*key, kind, seen[kind]), entry))
        if entries or number == 0:
            own = own | {"children-display": ("s", "submenu")}
        return Node(number, own, children=tuple(children))

    def _node(self, key: _Key, entry: MenuEntry) -> Node:
        number = self._numbers.setdefault(key, len(self._numbers) + 1)
        if entry.children:
            return self._branch(key, entry.children, number, _properties(entry))
        return Node(number, _properties(entry), entry.action)


def _kind(entry: MenuEntry) -> str:
    """What an entry is, whatever its label says just now."""
    if entry == SEPARATOR:
        return "separator"
    return f"action {entry.action}" if entry.action else "menu" if entry.children else "line"


def _properties(entry: MenuEntry) -> Properties:
    if entry == SEPARATOR:
        return {"type": ("s", "separator"), "visible": ("b", True)}
    found: Properties = {
        "label": ("s", entry.label.replace("_", "__")),  # a single one marks an access key
        "enabled": ("b", bool(entry.action or entry.children)),
        "visible": ("b", True),
    }
    if entry.checked is not None:
        found["toggle-type"] = ("s", "checkmark")
        found["toggle-state"] = ("i", int(entry.checked))
    return found
