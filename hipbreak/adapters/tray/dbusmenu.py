"""com.canonical.dbusmenu: the menu, drawn by the desktop. Answers calls; knows no connection."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hipbreak.adapters.tray.menutree import Change, MenuTree, Node, Properties, Variant

INTERFACE = "com.canonical.dbusmenu"
PATH = "/MenuBar"

Answer = tuple[str | None, tuple[object, ...]]
"""A signature, None for nothing, and the values."""

PROPERTIES: dict[str, Variant] = {
    "Version": ("u", 3),
    "Status": ("s", "normal"),
    "TextDirection": ("s", "ltr"),
    "IconThemePath": ("as", []),
}


class UnknownCall(Exception):
    """A method that we do not have, or a line that is not there."""


class DBusMenu:
    """One menu. `on_action` is called with the action of a chosen line."""

    def __init__(self, on_action: Callable[[str], None]) -> None:
        self.tree = MenuTree()
        self._on_action = on_action

    def answer(self, member: str, body: Sequence[object]) -> Answer:
        """The reply to a call. UnknownCall when there is none."""
        match member, *body:
            case "GetLayout", int(number), int(depth), list(names):
                layout = _layout(self._node(number), depth, names)
                return "u(ia{sv}av)", (self.tree.revision, layout)
            case "GetGroupProperties", list(numbers), list(names):
                wanted = [n for n in self.tree.root.all() if not numbers or n.number in numbers]
                return "a(ia{sv})", ([(n.number, _chosen(n, names)) for n in wanted],)
            case "GetProperty", int(number), str(name) if name in self._node(number).properties:
                return "v", (self._node(number).properties[name],)
            case "Event", int(), str(), _, _:
                return None, ()
            case "EventGroup", list(events):
                return "ai", ([e[0] for e in events if self.tree.find(e[0]) is None],)
            case "AboutToShow", int():
                return "b", (False,)
            case "AboutToShowGroup", list(numbers):
                return "aiai", ([], [n for n in numbers if self.tree.find(n) is None])
        raise UnknownCall(member)

    def act(self, member: str, body: Sequence[object]) -> None:
        """Do what an event asks for; to be called after its reply was sent."""
        match member, *body:
            case "Event", int(number), "clicked", _, _:
                self._click(number)
            case "EventGroup", list(events):
                for number, kind, _, _ in events:
                    if kind == "clicked":
                        self._click(number)

    def signals(self, change: Change) -> list[tuple[str, str, tuple[object, ...]]]:
        """Name, signature and values of each signal that announces a change."""
        told: list[tuple[str, str, tuple[object, ...]]] = []
        if change.nodes:
            updated = [(node.number, node.properties) for node in change.nodes]
            told.append(("ItemsPropertiesUpdated", "a(ia{sv})a(ias)", (updated, [])))
        if change.layout:
            told.append(("LayoutUpdated", "ui", (self.tree.revision, 0)))
        return told

    def _node(self, number: int) -> Node:
        node = self.tree.find(number)
        if node is None:
            raise UnknownCall(f"no line {number}")
        return node

    def _click(self, number: int) -> None:
        node = self.tree.find(number)
        if node and node.action:
            self._on_action(node.action)


def _chosen(node: Node, names: Sequence[str]) -> Properties:
    return {k: v for k, v in node.properties.items() if not names or k in names}


def _layout(node: Node, depth: int, names: Sequence[str]) -> tuple[object, ...]:
    below = node.children if depth else ()
    children = [("(ia{sv}av)", _layout(child, depth - 1, names)) for child in below]
    return node.number, _chosen(node, names), children
