"""The StatusNotifier icon in a real xfce4-panel, worked by real mouse and keys, and over D-Bus."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jeepney import DBusAddress, HeaderFields, MatchRule, MessageType, Properties, message_bus
from jeepney import new_method_call as call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from hipbreak.adapters.tray import dbusmenu, introspection
from hipbreak.adapters.tray.sni import PATH
from hipbreak.adapters.tray.watcher import NAME as WATCHER
from tests.rig import Desktop, wait_for
from tests.tray_app import TrayApp

TEAL, CORAL, SLATE = "#2c8079", "#f25a33", "#66727d"


@pytest.fixture
def xfce() -> Iterator[Desktop]:
    with Desktop(panel="xfce") as desktop:
        yield desktop


def _icon(desktop: Desktop, colour: str = TEAL, timeout: float = 15) -> tuple[int, int]:
    return wait_for(lambda: desktop.find_colour(colour), timeout, f"an icon of {colour}")


def _popups(desktop: Desktop) -> int:
    return sum(w.mapped and w.override_redirect for w in desktop.windows())


def test_icon_click_and_menu_in_a_real_panel(xfce: Desktop, tmp_path: Path) -> None:
    """Left click is the default action; right click opens the menu, where keys choose a line."""
    with TrayApp(xfce) as app:
        place = _icon(xfce)
        assert app.backend == "sni"
        assert app.reason == "StatusNotifier host xfce4-panel"
        xfce.click(*place)
        assert app.expect("action") == "now"
        before = _popups(xfce)
        xfce.click(*place, button=3)
        wait_for(lambda: _popups(xfce) > before, what="the menu")
        xfce.screenshot(tmp_path / "menu.png")
        xfce.key("Up", "Return")
        assert app.expect("action") == "quit"
        assert app.stop() == ""


def test_icon_follows_the_state(xfce: Desktop) -> None:
    """Another state is another picture in the panel, without a new icon."""
    with TrayApp(xfce) as app:
        place = _icon(xfce)
        app.tell("icon due")
        assert _icon(xfce, CORAL) == pytest.approx(place, abs=3)
        app.tell("icon paused")
        _icon(xfce, SLATE)
        wait_for(lambda: not xfce.find_colour(CORAL), what="the end of the last picture")


def test_panel_that_restarts_gets_the_icon_back(xfce: Desktop) -> None:
    """Kill the panel and its watcher, start them again: the icon is there, and only then."""
    with TrayApp(xfce) as app:
        _icon(xfce)
        xfce.kill_panel()
        app.await_backend("none")
        assert app.reason == (
            "no tray: the session bus has no StatusNotifierWatcher and no XEmbed tray owns the "
            "selection; open hipbreak again to see its window"
        )
        xfce.start_panel()
        app.await_backend("sni")
        place = _icon(xfce)
        xfce.click(*place)
        assert app.expect("action") == "now"
        assert not app.stop()  # and python-xlib, 3 MB, was not loaded to look for another tray


def test_panel_that_comes_later_gets_the_icon(desktop: Desktop) -> None:
    """At login the programme may be there before any tray: it waits without asking all the time."""
    with TrayApp(desktop) as app:
        assert app.backend == "none"
        desktop.start_panel("xfce")
        app.await_backend("sni")
        _icon(desktop)


def test_dead_bus_leaves_no_busy_loop(desktop: Desktop) -> None:
    """When the message bus ends, the tray says so, sleeps, and can still be stopped."""
    with TrayApp(desktop) as app:
        (bus,) = [p for p in desktop.processes() if _name(p) == "dbus-daemon"]
        desktop.run("kill", "-9", str(bus))
        wait_for(lambda: "the session bus has gone" in app.reason, what="the reason")
        app.tell("memory")
        before = float(app.expect("memory").split()[2])
        for _ in range(5):
            app.tell("tell")
            app.expect("reason")
        app.tell("memory")
        assert float(app.expect("memory").split()[2]) - before < 40
        app.stop()


def test_pain_13_a_bus_that_comes_back_gets_the_icon_back(xfce: Desktop) -> None:
    """Bus and panel die and are started again at the same place: the icon is there, with the view
    of now, and works. In between nobody spins."""
    with TrayApp(xfce) as app:
        _icon(xfce)
        xfce.kill_bus()
        app.await_backend("none")
        app.tell("icon due")
        xfce.kill_panel()
        xfce.start_bus()
        xfce.start_panel()
        app.await_backend("sni")
        xfce.click(*_icon(xfce, CORAL))
        assert app.expect("action") == "now"


def test_pain_13_a_dead_bus_is_asked_for_more_and_more_rarely(desktop: Desktop) -> None:
    """The tries are 2 s, 10 s and a minute apart, and cost nothing in between."""
    with TrayApp(desktop) as app:
        desktop.kill_bus()
        wait_for(lambda: "the session bus does not answer" in app.reason, 10, "a first try")
        before = _cpu_ticks(app.pid)
        desktop.start_bus()
        wait_for(lambda: "has no StatusNotifierWatcher" in app.reason, 15, "the second try")
        assert _cpu_ticks(app.pid) - before < 20


def _cpu_ticks(pid: int) -> int:
    """Hundredths of a second of processor time."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def test_another_tray_is_taken_without_a_restart(xfce: Desktop) -> None:
    """The setting changes: the icon goes, comes as an embedded one, and comes back."""
    with TrayApp(xfce) as app:
        _icon(xfce)
        app.tell("prefer none")
        app.await_backend("none")
        assert app.reason == "no tray: the settings say so"
        wait_for(lambda: not xfce.find_colour(TEAL), what="the end of the icon")
        for backend in ("xembed", "sni"):
            app.tell(f"prefer {backend}")
            app.await_backend(backend)
            _icon(xfce)


def _name(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except OSError:
        return ""


class Host:
    """A desktop's watcher and panel, as far as an icon can see them."""

    def __init__(self, desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> None:
        address = desktop.env["DBUS_SESSION_BUS_ADDRESS"]
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        self.bus: DBusConnection = open_dbus_connection()
        self.items: list[str] = []
        self.asked: list[str] = []
        self.deaf = 0
        """So many registrations are forgotten, as an unready watcher does."""

    def begin(self) -> None:
        self.bus.send_and_get_reply(message_bus.RequestName(WATCHER), timeout=5)

    def serve(self) -> bool:
        """Answer what has come in. True: an icon is registered."""
        try:
            while True:
                self._answer(self.bus.receive(timeout=0))
        except TimeoutError:
            return bool(self.items)

    def _answer(self, message: Any) -> None:
        from jeepney import new_method_return

        fields = message.header.fields
        if message.header.message_type is not MessageType.method_call:
            return
        if fields[HeaderFields.member] == "RegisterStatusNotifierItem":
            self.asked.append(message.body[0])
            if len(self.asked) > self.deaf:
                self.items.append(f"{fields[HeaderFields.sender]}{PATH}")
            self.bus.send(new_method_return(message))
        elif fields[HeaderFields.member] == "GetAll":
            found = {
                "IsStatusNotifierHostRegistered": ("b", True),
                "RegisteredStatusNotifierItems": ("as", list(self.items)),
            }
            self.bus.send(new_method_return(message, "a{sv}", (found,)))

    def ask(self, message: Any) -> Any:
        reply = self.bus.send_and_get_reply(message, timeout=5)
        return reply.body if reply.header.message_type is MessageType.method_return else None

    @property
    def item(self) -> DBusAddress:
        return DBusAddress(PATH, self.items[-1].removesuffix(PATH), introspection.ITEM)

    @property
    def menu(self) -> DBusAddress:
        return DBusAddress(dbusmenu.PATH, self.item.bus_name, dbusmenu.INTERFACE)


@pytest.fixture
def host(desktop: Desktop, monkeypatch: pytest.MonkeyPatch) -> Iterator[Host]:
    made = Host(desktop, monkeypatch)
    yield made
    made.bus.close()


def _labels(node: Any) -> list[str]:
    own = [node[1]["label"][1]] if "label" in node[1] else []
    return own + [label for child in node[2] for label in _labels(child[1])]


def test_watcher_that_forgets_is_asked_again(desktop: Desktop, host: Host) -> None:
    """A watcher that loses the first registrations is told again at 1 and 3 s, by unique name."""
    host.deaf = 2
    host.begin()
    app = TrayApp(desktop)
    wait_for(host.serve, 8, "the registration")
    with app:
        assert len(host.asked) == 3
        assert set(host.asked) == {host.item.bus_name}
        assert str(host.item.bus_name).startswith(":")


def test_item_has_what_hosts_read(desktop: Desktop, host: Host) -> None:
    """All properties by GetAll and Get, with pictures that fit their sizes."""
    host.begin()
    app = TrayApp(desktop)
    wait_for(host.serve, 5, "the registration")
    with app:
        (found,) = host.ask(Properties(host.item).get_all())
        assert found["Id"] == ("s", "hipbreak")
        assert found["Status"] == ("s", "Active")
        assert found["ToolTip"] == ("(sa(iiay)ss)", ("", [], "Sitting for 36 min", ""))
        assert found["Menu"] == ("o", dbusmenu.PATH)
        assert found["ItemIsMenu"] == ("b", False)
        pictures = found["IconPixmap"][1]
        assert [p[0] for p in pictures] == [16, 22, 24, 32, 48, 64]
        assert all(len(data) == w * h * 4 for w, h, data in pictures)
        assert host.ask(Properties(host.item).get("Title")) == (("s", "hipbreak"),)
        assert host.ask(Properties(host.item).get("Nonsense")) is None
        described = call(
            DBusAddress(PATH, host.item.bus_name, introspection.INTROSPECTABLE), "Introspect"
        )
        assert "XAyatanaSecondaryActivate" in host.ask(described)[0]


@pytest.mark.parametrize(
    ("member", "signature", "body"),
    [
        ("Activate", "ii", (3, 4)),
        ("SecondaryActivate", "ii", (3, 4)),
        ("XAyatanaSecondaryActivate", "u", (77,)),
    ],
)
def test_every_kind_of_click_is_the_default_action(
    desktop: Desktop, host: Host, member: str, signature: str, body: tuple[int, ...]
) -> None:
    """Left, middle and the Ayatana middle click all do the default action."""
    host.begin()
    app = TrayApp(desktop)
    wait_for(host.serve, 5, "the registration")
    with app:
        assert host.ask(call(host.item, member, signature, body)) == ()
        assert app.expect("action") == "now"
        assert host.ask(call(host.item, "Scroll", "is", (1, "vertical"))) == ()
        assert host.ask(call(host.item, "Dance")) is None


def test_menu_over_the_bus(desktop: Desktop, host: Host) -> None:
    """The layout, a click by number, and the two kinds of news when the menu changes."""
    host.begin()
    for member in ("LayoutUpdated", "ItemsPropertiesUpdated", "NewIcon", "NewToolTip"):
        host.bus.send_and_get_reply(message_bus.AddMatch(MatchRule(type="signal", member=member)))
    app = TrayApp(desktop)
    wait_for(host.serve, 5, "the registration")
    with app:
        revision, layout = host.ask(call(host.menu, "GetLayout", "iias", (0, -1, [])))
        assert _labels(layout)[:4] == [
            "Next break in 24 min", "Start a break now", "Pause", "For 30 minutes",
        ]  # fmt: skip
        week = next(c[1][0] for c in layout[2] if c[1][1].get("label") == ("s", "Show the week"))
        click = (week, "clicked", ("i", 0), 0)
        assert host.ask(call(host.menu, "Event", "isvu", click)) == ()
        assert app.expect("action") == "week"

        with host.bus.filter(MatchRule(type="signal"), bufsize=50) as news:
            app.tell("label Next break in 23 min")
            assert _next(host, news) == "ItemsPropertiesUpdated"
            app.tell("label Next break in 23 min")
            app.tell("offer")
            assert _next(host, news) == "LayoutUpdated"
            app.tell("icon due")
            assert _next(host, news) == "NewIcon"
            app.tell("tooltip Time to move")
            assert _next(host, news) == "NewToolTip"
        later, layout = host.ask(call(host.menu, "GetLayout", "iias", (0, 1, [])))
        assert later > revision
        assert week in [c[1][0] for c in layout[2]]
        assert _labels(layout)[:2] == ["Start the drill", "Skip"]


def _next(host: Host, news: Any) -> str:
    message = host.bus.recv_until_filtered(news, timeout=5)
    return str(message.header.fields[HeaderFields.member])


def test_host_without_a_menu_of_its_own_gets_ours(desktop: Desktop, host: Host) -> None:
    """ContextMenu, which only simple panels call, opens our pop-up at that place."""
    host.begin()
    app = TrayApp(desktop)
    wait_for(host.serve, 5, "the registration")
    with app:
        host.ask(call(host.item, "ContextMenu", "ii", (100, 90)))
        menu = desktop.wait_window(wm_class="HipbreakMenu")
        assert (menu.x, menu.y) == (100, 90)
