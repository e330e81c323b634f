"""The icon in XEmbed trays, and the pop-up menu of our own, worked by real mouse and keys."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from hipbreak.adapters.tray.mechanism import Setting
from hipbreak.adapters.tray.popup import command
from hipbreak.adapters.tray.xorg import XorgMechanism
from hipbreak.core.codec import encode
from hipbreak.core.errors import Unavailable
from hipbreak.protocol import Look
from hipbreak.ui.look.theme import DARK, THEMES
from hipbreak.ui.traymenu import WINDOW_CLASS, flat
from tests.rig import Desktop, WindowInfo, wait_for
from tests.shots_rare import tray_menu
from tests.tray_app import ROOT, TrayApp
from tests.tray_resident import MENU

TEAL, CORAL = "#2c8079", "#f25a33"


@pytest.fixture
def trayer() -> Iterator[Desktop]:
    with Desktop(panel="trayer") as desktop:
        yield desktop


def _icon(desktop: Desktop, colour: str = TEAL) -> tuple[int, int]:
    return wait_for(lambda: desktop.find_colour(colour), 15, f"an icon of {colour}")


def _open_menu(desktop: Desktop, place: tuple[int, int]) -> WindowInfo:
    desktop.click(*place, button=3)
    menu = desktop.wait_window(wm_class=WINDOW_CLASS)
    wait_for(lambda: _lit(desktop, menu), what="a menu that takes keys")
    return menu


def _lit(desktop: Desktop, menu: WindowInfo) -> bool:
    """Whether Home has lit the first line: the menu has the keyboard."""
    desktop.key("Home")
    return desktop.find_colour(THEMES["light"].tint, inside=menu) is not None


def test_click_and_menu_in_a_real_tray(trayer: Desktop, tmp_path: Path) -> None:
    """Left click is the default action; right click opens a menu inside the screen; keys choose."""
    with TrayApp(trayer) as app:
        place = _icon(trayer)
        assert app.backend == "xembed"
        assert app.reason == "XEmbed tray trayer; the session bus has no StatusNotifierWatcher"
        trayer.click(*place)
        assert app.expect("action") == "now"
        menu = _open_menu(trayer, place)
        trayer.screenshot(tmp_path / "menu.png")
        assert menu.x >= 0 and menu.x + menu.width <= 1280
        assert menu.y >= 0 and menu.y + menu.height <= 800
        trayer.key("Down", "Down", "Return")
        assert app.expect("action") == "pause 1 h"
        trayer.wait_no_window(wm_class=WINDOW_CLASS)
        assert app.stop() == "Xlib"


def test_mouse_chooses_a_line(trayer: Desktop) -> None:
    """A click on a line of the menu is its action."""
    with TrayApp(trayer) as app:
        menu = _open_menu(trayer, _icon(trayer))
        trayer.click(menu.x + menu.width // 2, menu.y + menu.height - 22)
        assert app.expect("action") == "quit"


@pytest.mark.parametrize("how", ["Escape", "outside", "line to read", "icon"])
def test_menu_closes_without_an_action(trayer: Desktop, how: str) -> None:
    """Escape and a click elsewhere close the menu; one on a line to read does nothing at all."""
    with TrayApp(trayer) as app:
        place = _icon(trayer)
        menu = _open_menu(trayer, place)
        if how == "Escape":
            trayer.key("Escape")
        elif how == "outside":
            trayer.click(300, 300)
        elif how == "icon":
            trayer.click(menu.x + menu.width + 4, 795)
        else:
            trayer.click(menu.x + 60, menu.y + 18)
            assert trayer.find_window(wm_class=WINDOW_CLASS)
            trayer.key("Escape")
        trayer.wait_no_window(wm_class=WINDOW_CLASS)
        app.tell("tell")
        app.expect("backend")
        assert not [line for line in app.said() if line.startswith("action")]
        assert _open_menu(trayer, place).mapped


def test_typing_goes_on_after_the_menu(trayer: Desktop) -> None:
    """The window that had the keyboard has it again when the menu has gone."""
    trayer.start("xterm", "-title", "writing")
    window = trayer.wait_window(title="writing")
    wait_for(lambda: trayer.focused() == window.id, what="the keyboard for the terminal")
    with TrayApp(trayer):
        _open_menu(trayer, _icon(trayer))
        trayer.key("Escape")
        trayer.wait_no_window(wm_class=WINDOW_CLASS)
        wait_for(lambda: trayer.focused() == window.id, what="the keyboard for the terminal")


def test_icon_follows_the_state_and_shows_the_panel_through(trayer: Desktop) -> None:
    """Another state is another picture; the corners around the disc have the panel's colour."""
    with TrayApp(trayer) as app:
        x, y = _icon(trayer)
        picture = trayer.picture().convert("RGB")
        assert picture.getpixel((x - 11, y - 10)) == picture.getpixel((1257, 775))
        app.tell("icon due")
        _icon(trayer, CORAL)
        wait_for(lambda: not trayer.find_colour(TEAL), what="the end of the last picture")


def test_tray_that_restarts_gets_the_icon_back(trayer: Desktop) -> None:
    """Kill the tray: no icon stays behind on the desktop. Start it again: the icon is there."""
    with TrayApp(trayer) as app:
        _icon(trayer)
        trayer.kill_panel()
        app.await_backend("none")
        wait_for(lambda: not trayer.find_colour(TEAL), what="the end of the icon")
        trayer.start_panel()
        app.await_backend("xembed")
        trayer.click(*_icon(trayer))
        assert app.expect("action") == "now"


def test_tray_that_comes_later_gets_the_icon(desktop: Desktop) -> None:
    """Without any tray a small watch waits for one; the first that comes has the icon."""
    with TrayApp(desktop) as app:
        assert app.backend == "none"
        desktop.start_panel("trayer")
        app.await_backend("xembed")
        desktop.click(*_icon(desktop))
        assert app.expect("action") == "now"


def test_better_tray_takes_over(trayer: Desktop) -> None:
    """With a StatusNotifier panel the icon moves there: one icon, not two."""
    with TrayApp(trayer) as app:
        assert app.backend == "xembed"
        trayer.kill_panel()
        trayer.start_panel("xfce")
        app.await_backend("sni")
        x, y = _icon(trayer)
        app.tell("icon due")
        assert _icon(trayer, CORAL) == pytest.approx((x, y), abs=3)
        assert trayer.find_colour(TEAL) is None


def test_xembed_by_wish_in_a_panel_that_has_both() -> None:
    """Who asks for XEmbed gets it, and the reason names that panel."""
    with Desktop(panel="xfce", bus=True) as desktop, TrayApp(desktop, "xembed") as app:
        _icon(desktop)
        assert (app.backend, app.reason) == ("xembed", "XEmbed tray xfce4-panel")


def test_no_bus_is_no_hindrance() -> None:
    """Without a session bus an XEmbed tray still shows the icon."""
    with Desktop(bus=False, panel="trayer") as desktop, TrayApp(desktop) as app:
        _icon(desktop)
        assert app.reason == "XEmbed tray trayer; the session bus does not answer"


def test_menu_that_dies_leaves_the_tray_alone(trayer: Desktop) -> None:
    """Kill the menu's process: nothing is chosen, nothing spins, the next menu opens."""
    with TrayApp(trayer) as app:
        place = _icon(trayer)
        _open_menu(trayer, place)
        (menu,) = [p for p in trayer.processes() if "traymenu" in _words(p)]
        trayer.run("kill", "-9", str(menu))
        trayer.wait_no_window(wm_class=WINDOW_CLASS)
        app.tell("memory")
        before = float(app.expect("memory").split()[2])
        app.tell("memory")
        assert float(app.expect("memory").split()[2]) - before < 10
        assert _open_menu(trayer, place).mapped


def _words(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    except OSError:
        return []


def _ask(desktop: Desktop, x: int, y: int) -> subprocess.Popen[bytes]:
    asked = desktop.start(*command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT)
    assert asked.stdin
    with asked.stdin as pipe:
        pipe.write(json.dumps({"x": x, "y": y, "entries": encode(MENU)}).encode())
    return asked


@pytest.mark.parametrize("place", [(0, 0), (1279, 0), (0, 799), (1279, 799)])
def test_menu_stays_on_the_screen(desktop: Desktop, place: tuple[int, int]) -> None:
    """In every corner the whole menu is to be seen."""
    asked = _ask(desktop, *place)
    menu = desktop.wait_window(wm_class=WINDOW_CLASS)
    assert 0 <= menu.x <= 1280 - menu.width
    assert 0 <= menu.y <= 800 - menu.height
    desktop.end(asked)
    assert asked.stdout
    asked.stdout.close()


@pytest.mark.parametrize("given", ["", "[]", '{"x": 1}', '{"x": 1, "y": 2, "entries": [{}]}'])
def test_nonsense_is_no_menu(desktop: Desktop, given: str) -> None:
    """What describes no menu ends with one line of words and exit code 2."""
    done = desktop.run(sys.executable, *command()[1:], check=False, input=given)
    assert done.returncode == 2
    assert done.stderr.startswith("not a menu: ") and done.stderr.count("\n") == 1


def test_a_display_that_ends_while_it_is_opened_is_a_reason(trayer: Desktop) -> None:
    """The greeting came, then the X server went: no tray here, and no crash."""
    with ending_display(trayer.env["DISPLAY"]) as name, pytest.raises(Unavailable, match="opened"):
        XorgMechanism(Setting("hipbreak", {"DISPLAY": name}, print, print))


@contextmanager
def ending_display(real: str) -> Iterator[str]:
    """An X display that passes on the real one's greeting and hangs up."""
    folder = Path("/tmp/.X11-unix")
    number = next(n for n in range(200, 900) if not (folder / f"X{n}").exists())
    with socket.socket(socket.AF_UNIX) as door, ThreadPoolExecutor(1) as pool:
        door.bind(str(folder / f"X{number}"))
        door.listen(1)
        greeting = pool.submit(_greet, door, str(folder / f"X{real.removeprefix(':')}"))
        try:
            yield f":{number}"
        finally:
            (folder / f"X{number}").unlink()
        greeting.result(10)


def _greet(door: socket.socket, real: str) -> None:
    guest, _ = door.accept()
    with guest, socket.socket(socket.AF_UNIX) as server:
        server.connect(real)
        server.sendall(guest.recv(4096))
        head = server.recv(8, socket.MSG_WAITALL)
        rest = int.from_bytes(head[6:8], "little") * 4
        guest.sendall(head + server.recv(rest, socket.MSG_WAITALL))


def test_submenus_lie_flat() -> None:
    """What is inside a submenu follows its name, a step further in."""
    lines = [(line.entry.label, line.depth) for line in flat(MENU)]
    at = lines.index(("Pause", 0))
    assert lines[at + 1 : at + 4] == [
        ("For 30 minutes", 1),
        ("For 1 hour", 1),
        ("Until tomorrow", 1),
    ]


def test_the_menu_wears_the_persons_look(desktop: Desktop) -> None:
    """Dark where the settings say so, as all other windows are."""
    window = tray_menu(desktop, Look(theme="dark"))
    wait_for(lambda: desktop.find_colour(DARK.bg, window), what="a dark menu")
    assert not desktop.find_colour(THEMES["light"].bg, window)
