"""The tray's own logic: menu numbers, what hosts are told, pixels, the choice without a desktop."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

import pytest

from hipbreak.adapters.tray import choose, xpaint
from hipbreak.adapters.tray.base import Icon, Menu, MenuItem
from hipbreak.adapters.tray.dbusmenu import DBusMenu, UnknownCall
from hipbreak.adapters.tray.menu import to_entries, to_menu
from hipbreak.adapters.tray.menutree import MenuTree
from hipbreak.adapters.tray.pixmaps import Pixmap
from hipbreak.ports import SEPARATOR, MenuEntry, TrayView
from tests.rig import wait_for
from tests.tray_resident import MENU, OFFER

RELABELLED = (replace(MENU[0], label="Next break in 23 min"), *MENU[1:])


def _numbers(tree: MenuTree) -> dict[str, int]:
    return {node.action: node.number for node in tree.root.all() if node.action}


def test_numbers_stay_with_their_entries_when_others_come_and_go() -> None:
    """A click on its way while the offer appears or goes never lands on another line."""
    tree = MenuTree()
    tree.update(MENU)
    before = _numbers(tree)
    tree.update((*OFFER, *MENU))
    during = _numbers(tree)
    assert before.items() <= during.items()
    assert len(set(during.values())) == len(during)
    tree.update(MENU)
    assert _numbers(tree) == before


def test_equal_menu_is_no_change() -> None:
    """Nothing is sent for a menu that says the same."""
    tree = MenuTree()
    tree.update(MENU)
    revision = tree.revision
    assert tree.update(tuple(MENU)) is None
    assert tree.revision == revision


def test_other_words_are_told_without_a_new_layout() -> None:
    """A menu that is open stays open while its minutes count down."""
    tree = MenuTree()
    tree.update(MENU)
    change = tree.update(RELABELLED)
    assert change and not change.layout
    assert [node.properties["label"] for node in change.nodes] == [("s", "Next break in 23 min")]


def test_more_lines_are_a_new_layout() -> None:
    """Lines that come or go, or become checkable, raise the revision as a layout."""
    tree = MenuTree()
    tree.update(MENU)
    revision = tree.revision
    change = tree.update((*OFFER, *MENU))
    assert change and change.layout and tree.revision > revision
    checkable = tree.update((*OFFER, replace(MENU[0], checked=True), *MENU[1:]))
    assert checkable and checkable.layout


def test_a_new_layout_tells_the_new_words_of_lines_that_stay() -> None:
    """Hosts that read words only of new lines, as GNOME's does, have none that are old."""
    menu = DBusMenu(lambda action: None)
    menu.tree.update(MENU)
    change = menu.tree.update((RELABELLED[0], *OFFER, *RELABELLED[1:]))
    assert change
    words, layout = menu.signals(change)
    assert (words[0], layout[0]) == ("ItemsPropertiesUpdated", "LayoutUpdated")
    assert words[2] == ([(1, menu.tree.root.children[0].properties)], [])
    plain = menu.tree.update(RELABELLED)
    assert plain and [signal[0] for signal in menu.signals(plain)] == ["LayoutUpdated"]


def test_lines_say_what_they_are() -> None:
    """Underscores are doubled, lines to read are disabled, check marks and submenus are marked."""
    tree = MenuTree()
    tree.update(MENU)
    by_label = {node.properties.get("label", ("", ""))[1]: node for node in tree.root.all()}
    assert by_label["Quit snake__case"].action == "quit"
    assert by_label["Next break in 24 min"].properties["enabled"] == ("b", False)
    assert by_label["I am standing"].properties["toggle-state"] == ("i", 1)
    assert by_label["Pause"].properties["children-display"] == ("s", "submenu")
    assert by_label["Pause"].children[0].action == "pause 30 min"


def test_pystray_drops_separators_that_separate_nothing() -> None:
    """The way through pystray's Menu keeps entries and removes doubled or outer separators."""
    one, other = MenuEntry("One", "one"), MenuEntry("Other", "other")
    messy = (SEPARATOR, one, SEPARATOR, SEPARATOR, other, SEPARATOR)
    assert to_entries(to_menu(messy, print)) == (one, SEPARATOR, other)
    assert to_entries(to_menu(MENU, print)) == MENU


def _menu() -> tuple[DBusMenu, list[str]]:
    chosen: list[str] = []
    menu = DBusMenu(chosen.append)
    menu.tree.update(MENU)
    return menu, chosen


def test_layout_goes_as_deep_as_asked() -> None:
    """Depth 0 is the line alone, 1 its children, -1 all; names filter the properties."""
    menu, _ = _menu()

    def layout(*request: Any) -> Any:
        return menu.answer("GetLayout", request)[1][1]

    def depth(node: Any) -> int:
        return max((1 + depth(child[1]) for child in node[2]), default=0)

    assert depth(layout(0, 0, [])) == 0
    assert depth(layout(0, 1, [])) == 1
    assert depth(layout(0, -1, [])) == 2
    named = layout(0, -1, ["label"])
    assert {key for child in named[2] for key in child[1][1]} == {"label"}


def test_only_clicks_on_lines_with_an_action_act() -> None:
    """Hovering, opening, lines to read and unknown numbers do nothing."""
    menu, chosen = _menu()
    numbers = _numbers(menu.tree)
    menu.act("Event", (numbers["now"], "hovered", ("i", 0), 0))
    menu.act("Event", (0, "opened", ("i", 0), 0))
    menu.act("Event", (12345, "clicked", ("i", 0), 0))
    assert chosen == []
    menu.act("Event", (numbers["now"], "clicked", ("i", 0), 0))
    menu.act("EventGroup", ([(numbers["quit"], "clicked", ("i", 0), 0)],))
    assert chosen == ["now", "quit"]


@pytest.mark.parametrize(
    ("member", "body"),
    [
        ("GetLayout", (12345, -1, [])),
        ("GetLayout", ("0", -1, [])),
        ("GetProperty", (0, "no-such")),
        ("GetProperty", (777, "label")),
        ("Sing", ()),
    ],
)
def test_nonsense_calls_are_refused(member: str, body: tuple[Any, ...]) -> None:
    """Unknown lines, wrong types and unknown methods are one kind of refusal."""
    with pytest.raises(UnknownCall):
        _menu()[0].answer(member, body)


def test_stale_clicks_of_a_group_are_reported() -> None:
    """EventGroup and AboutToShowGroup answer with the numbers they do not know."""
    menu, _ = _menu()
    assert menu.answer("EventGroup", ([(999, "clicked", ("i", 0), 0)],)) == ("ai", ([999],))
    assert menu.answer("AboutToShowGroup", ([0, 999],)) == ("aiai", ([], [999]))


RED_HALF = Pixmap(1, 1, bytes((128, 255, 0, 0)))


def test_picture_is_laid_over_what_is_behind() -> None:
    """Half-transparent red over white is pink, in the middle of the window only."""
    white = b"\xff" * 4 * 9
    painted = xpaint.over(RED_HALF, white, 3, 3)
    assert painted[16:20] == bytes((127, 127, 255, 255))
    assert painted[:16] + painted[20:] == b"\xff" * 32


def test_picture_with_alpha_is_premultiplied() -> None:
    """A visual with alpha gets colours already multiplied, and nothing around them."""
    painted = xpaint.premultiplied(RED_HALF, 3, 1)
    assert painted == bytes(4) + bytes((0, 0, 128, 128)) + bytes(4)


def test_picture_larger_than_the_window_is_cut() -> None:
    """A tiny panel shows the middle of the smallest picture and nothing breaks."""
    picture = Pixmap(3, 3, bytes((255, 9, 9, 9)) * 9)
    assert xpaint.premultiplied(picture, 1, 1) == bytes((9, 9, 9, 255))


def test_without_display_and_bus_there_is_none_and_says_why() -> None:
    """The choice never fails: no desktop means no tray, with a reason, and run() waits for stop."""
    tray = choose("auto", print, environ={})
    assert tray.backend == "none"
    assert "neither a display nor a session bus" in tray.reason
    tray.show(TrayView("due", "x", MENU))
    started = threading.Event()
    running = threading.Thread(target=tray.run, args=(started.set,))
    running.start()
    assert started.wait(5) and running.is_alive()
    tray.stop()
    wait_for(lambda: not running.is_alive(), what="the end of run")


def test_none_can_be_wished_for() -> None:
    """The setting `none` needs no reason but itself."""
    tray = choose("none", print, environ={"DISPLAY": ":987"})
    seen: list[tuple[str, str]] = []

    def look() -> None:
        seen.append((tray.backend, tray.reason))
        tray.stop()

    tray.run(look)
    assert seen == [("none", "no tray: the settings say so")]


def test_stop_before_run_ends_run_at_once() -> None:
    """A programme that is told to quit while it starts does not hang, and later calls are safe."""
    tray = choose("auto", print, environ={"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"})
    tray.stop()
    tray.run(lambda: None)
    tray.show(TrayView("due", "x", MENU))
    tray.stop()


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # python-xlib's
def test_dead_ends_are_all_named() -> None:
    """Where nothing works, the reason names both ways and what to do instead."""
    environ = {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere", "DISPLAY": ":987"}
    tray = choose("auto", print, environ)
    seen: list[tuple[str, str]] = []

    def look() -> None:
        seen.append((tray.backend, tray.reason))
        tray.stop()

    tray.run(look)
    assert seen == [
        (
            "none",
            "no tray: the session bus does not answer and no X server at display :987; "
            "open hipbreak again to see its window",
        )
    ]


def test_pystray_is_what_we_rely_on() -> None:
    """The private base class still has every attribute and habit that our icons use."""

    class Probe(Icon):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__("probe")
            self.calls: list[str] = []

        def _show(self) -> None:
            self.calls.append("show")

        def _hide(self) -> None:
            self.calls.append("hide")

        def _update_icon(self) -> None:
            self.calls.append("icon")
            self._icon_valid = True

        def _update_title(self) -> None:
            self.calls.append("title")

        def _update_menu(self) -> None:
            self.calls.append("menu")

    probe, chosen = Probe(), list[str]()
    assert (probe.name, probe.icon, probe.title, probe.menu, probe.visible) == (
        "probe", None, "", None, False,
    )  # fmt: skip
    probe.icon, probe.title = ("any", "truthy", "value"), "words"
    assert probe.calls == []
    probe.menu = to_menu(MENU, chosen.append)
    probe.visible = True
    assert probe.calls == ["menu", "icon", "show"]
    probe.icon, probe.title = ("another",), "other words"
    assert probe.calls[3:] == ["icon", "title"]
    probe()
    assert chosen == ["now"]
    probe.visible = False
    assert probe.calls[-1] == "hide"
    assert isinstance(Menu.SEPARATOR, MenuItem)


def test_importing_the_base_loads_no_toolkit() -> None:
    """pystray comes in without Pillow, X or a display, and leaves the environment as it was."""
    import os
    import subprocess
    import sys

    code = (
        "import os, sys; import hipbreak.adapters.tray.sni\n"
        "assert not {'PIL', 'Xlib', 'tkinter', 'gi', 'subprocess'} & set(sys.modules)\n"
        "assert os.environ['PYSTRAY_BACKEND'] == 'gtk'\n"
    )
    env = {"PATH": os.environ["PATH"], "PYSTRAY_BACKEND": "gtk"}
    subprocess.run([sys.executable, "-c", code], env=env, check=True)
