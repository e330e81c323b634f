"""Do-not-disturb, films and inhibitors: services played on real buses, and dconf for real."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from jeepney import Message

from hipbreak.adapters.meeting import choose
from hipbreak.adapters.meeting.do_not_disturb import DoNotDisturb
from hipbreak.adapters.meeting.gnome_banners import KEY, GnomeBanners
from hipbreak.adapters.meeting.inhibitors import DesktopInhibitors, LogindInhibitors
from hipbreak.adapters.meeting.players import Players
from hipbreak.adapters.meeting.screen_share import ScreenShare
from hipbreak.adapters.session.line import Line
from hipbreak.adapters.tray.bus import OnReply
from hipbreak.ports import MeetingProbe
from tests.mock_bus import LOGIND, MockBus, Service
from tests.rig import Desktop, wait_for

NOTIFICATIONS = "org.freedesktop.Notifications"
PLAYER = "org.mpris.MediaPlayer2.Player"
POWER = "org.freedesktop.PowerManagement"


@pytest.fixture
def bus() -> Iterator[MockBus]:
    with MockBus() as bus:
        yield bus


@pytest.fixture
def line(bus: MockBus) -> Iterator[Line]:
    line = Line("session", {"DBUS_SESSION_BUS_ADDRESS": bus.address})
    yield line
    line.close()


def _turn(line: Line) -> None:
    line.drain()
    line.tick()


def _sees(line: Line, probe: MeetingProbe, sight: str | None) -> None:
    """It looks now and then, as the loop does, and sees this in the end."""

    def look() -> bool:
        probe.look()
        _turn(line)
        return probe.seen() == sight

    wait_for(look, what=f"{sight!r}, saw {probe.seen()!r}")


def _is_told(line: Line, probe: MeetingProbe, sight: str | None) -> None:
    """Without a look of its own."""
    wait_for(lambda: (_turn(line), probe.seen() == sight)[1], what=f"the news of {sight!r}")


@pytest.mark.parametrize(
    ("interface", "switch"), [(NOTIFICATIONS, "Inhibited"), ("org.dunstproject.cmd0", "paused")]
)
def test_pain_1_do_not_disturb_is_seen_and_its_end_is_told(
    bus: MockBus, line: Line, interface: str, switch: str
) -> None:
    """KDE's and dunst's property; nobody polls for the end."""
    probe = DoNotDisturb(line)
    daemon = bus.service(NOTIFICATIONS, "/org/freedesktop/Notifications")
    daemon = daemon.at(daemon.path, interface)
    daemon.property(switch, "b", True)
    _sees(line, probe, "")
    daemon.change(switch, "b", False)
    _is_told(line, probe, None)
    daemon.change(switch, "b", True)
    _is_told(line, probe, "")
    bus.stop()
    _is_told(line, probe, None)


def test_pain_1_xfces_do_not_disturb_is_where_its_settings_keep_it() -> None:
    """Its daemon has no word of its own. Nothing stands there before it was used once."""
    with Desktop(panel="xfce") as xfce:
        line = Line("session", xfce.env)
        probe = DoNotDisturb(line)
        _sees(line, probe, None)

        def switch(on: str) -> None:
            key = ("-c", "xfce4-notifyd", "-p", "/do-not-disturb")
            xfce.run("xfconf-query", *key, "-n", "-t", "bool", "-s", on)

        switch("true")
        _is_told(line, probe, "")
        assert probe.trouble() == ""
        switch("false")
        _is_told(line, probe, None)
        line.close()


def test_a_daemon_that_does_not_tell_is_no_daemon_that_says_no(bus: MockBus, line: Line) -> None:
    probe = DoNotDisturb(line)
    bus.service(NOTIFICATIONS, "/org/freedesktop/Notifications")
    _sees(line, probe, None)
    wait_for(lambda: (_turn(line), probe.trouble())[1], what="the trouble")
    assert probe.trouble() == "what shows notifications here does not say whether it may"


def test_on_x11_nobody_can_tell_whether_the_screen_is_shared(line: Line) -> None:
    _turn(line)
    assert ScreenShare(line, {"WAYLAND_DISPLAY": "wayland-0"}).trouble() == ""
    assert "nobody can tell" in ScreenShare(line, {}).trouble()


def test_nobody_is_started_by_being_asked(bus: MockBus, line: Line) -> None:
    """A desktop without such services answers with errors, and stays without them."""
    probes = (DoNotDisturb(line), Players(line), DesktopInhibitors(line))
    for probe in probes:
        _sees(line, probe, None)
    assert [probe.trouble() for probe in probes[1:]] == ["", ""]
    assert not bus.bus.has_owner(NOTIFICATIONS)


def _player(bus: MockBus, name: str, status: str) -> Service:
    player = bus.service(f"org.mpris.MediaPlayer2.{name}", "/org/mpris/MediaPlayer2", PLAYER)
    player.property("PlaybackStatus", "s", status)
    return player


def test_pain_8_a_film_that_plays_is_seen_by_the_players_name(bus: MockBus, line: Line) -> None:
    """The one that plays, not the one that waits; a second window of it has the same name."""
    probe = Players(line)
    _player(bus, "rhythmbox", "Paused")
    _sees(line, probe, None)
    film = _player(bus, "vlc.instance7389", "Playing")
    _sees(line, probe, "vlc")
    film.change("PlaybackStatus", "s", "Stopped")
    _sees(line, probe, None)


def test_pain_23_a_player_that_hangs_is_asked_once(
    bus: MockBus, line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its answer never comes: what is asked of it does not pile up, and the rest goes on."""
    probe, other = Players(line), DoNotDisturb(line)
    name = "org.mpris.MediaPlayer2.stuck"
    _player(bus, "stuck", "Playing")
    _sees(line, probe, "stuck")
    asked: list[str] = []
    call = line.call

    def count(message: Message, on_reply: OnReply) -> None:
        asked.append(str(message.header.fields))
        call(message, on_reply)

    monkeypatch.setattr(line, "call", count)
    bus.freeze(name)
    for _ in range(20):
        probe.look()
        _sees(line, other, None)
    assert sum(name in one for one in asked) <= 1
    assert probe.seen() == "stuck"
    bus.end(name)
    _sees(line, probe, None)


def test_pain_8_gnome_says_whether_the_screen_is_kept_awake(bus: MockBus, line: Line) -> None:
    """Only what keeps the session from being idle counts, not what keeps it from logging out."""
    probe = DesktopInhibitors(line)
    gnome = bus.service("org.gnome.SessionManager", "/org/gnome/SessionManager")
    gnome.method("IsInhibited", "u", "b", "ret = bool(args[0] & 1)")
    _sees(line, probe, None)
    gnome.method("IsInhibited", "u", "b", "ret = bool(args[0] & 8)")
    _sees(line, probe, "the screen is kept awake")


def test_pain_8_kde_says_whether_the_screen_is_kept_awake(bus: MockBus, line: Line) -> None:
    probe = DesktopInhibitors(line)
    kde = bus.service(POWER, "/org/freedesktop/PowerManagement/Inhibit", f"{POWER}.Inhibit")
    kde.method("HasInhibit", "", "b", "ret = True")
    _sees(line, probe, "the screen is kept awake")


def test_pain_8_logind_names_who_keeps_the_screen_awake(bus: MockBus) -> None:
    """Of its many inhibitors only those that block idleness."""
    line = Line("system", {"DBUS_SESSION_BUS_ADDRESS": bus.address})
    probe = LogindInhibitors(line)
    manager = bus.logind().at("/org/freedesktop/login1", f"{LOGIND}.Manager")
    rows = [
        ("sleep:idle", "shell", "to lock first", "delay", 1000, 7),
        ("shutdown", "packages", "an update", "block", 1000, 8),
    ]
    manager.method("ListInhibitors", "", "a(ssssuu)", f"ret = {rows}")
    _sees(line, probe, None)
    rows.append(("sleep:idle", "mpv", "a film", "block", 1000, 9))
    manager.method("ListInhibitors", "", "a(ssssuu)", f"ret = {rows}")
    _sees(line, probe, "mpv")
    line.close()


@pytest.fixture
def gnome() -> Iterator[Desktop]:
    """A desktop that calls itself GNOME, with the real dconf."""
    with Desktop(wm=None) as desktop:
        desktop.start("/usr/libexec/dconf-service")
        wait_for(lambda: desktop.bus.has_owner("ca.desrt.dconf"), what="dconf")
        desktop.env["XDG_CURRENT_DESKTOP"] = "ubuntu:GNOME"
        yield desktop


def test_pain_1_gnomes_do_not_disturb_is_read_where_dconf_keeps_it(gnome: Desktop) -> None:
    """Off by default; each change is told, that of another key is not asked after."""
    line = Line("session", gnome.env)
    probe = GnomeBanners(line, gnome.env)
    _sees(line, probe, None)
    gnome.run("dconf", "write", "/org/gnome/desktop/interface/enable-animations", "false")
    _sees(line, probe, None)
    gnome.run("dconf", "write", KEY, "false")
    _is_told(line, probe, "")
    gnome.run("dconf", "write", KEY, "true")
    _is_told(line, probe, None)
    gnome.run("dconf", "write", KEY, "false")
    _is_told(line, probe, "")
    gnome.run("dconf", "reset", KEY)
    _is_told(line, probe, None)
    line.close()


@pytest.mark.parametrize("raw", [b"", b"GVariant", b"GVariant" + b"\xff" * 400, b"x" * 400])
def test_a_broken_database_of_dconf_is_no_do_not_disturb(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "dconf").mkdir()
    (tmp_path / "dconf" / "user").write_bytes(raw)
    environ = {"XDG_CURRENT_DESKTOP": "GNOME", "XDG_CONFIG_HOME": str(tmp_path)}
    probe = GnomeBanners(Line("session", {}), environ)
    probe.look()
    assert (probe.seen(), probe.trouble()) == (None, "")


@pytest.mark.parametrize(
    ("desktop", "asked"), [("KDE", False), ("ubuntu:GNOME", True), ("", False)]
)
def test_other_desktops_are_not_asked_for_gnomes_switch(desktop: str, asked: bool) -> None:
    environ = {"XDG_CURRENT_DESKTOP": desktop}
    probes, _ = choose((Line("session", {}), Line("system", {})), environ)
    assert any(isinstance(probe, GnomeBanners) for probe in probes) is asked


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("org.gnome.Mutter.ScreenCast", "/org/gnome/Mutter/ScreenCast/Session"),
        ("org.freedesktop.portal.Desktop", "/org/freedesktop/portal/desktop/session"),
    ],
)
def test_pain_1_a_screen_that_is_shared_is_known_by_its_cast(
    bus: MockBus, line: Line, name: str, path: str
) -> None:
    """GNOME's and every portal's: an object below this one for each cast that runs."""
    probe = ScreenShare(line, {"WAYLAND_DISPLAY": "wayland-0"})
    _sees(line, probe, None)
    casts = bus.service(name, path)
    _sees(line, probe, None)
    casts.control("AddObject", "ssa{sv}a(ssss)", (f"{path}/u1", f"{name}.Session", {}, []))
    _sees(line, probe, "")
    casts.control("RemoveObject", "s", (f"{path}/u1",))
    _sees(line, probe, None)
