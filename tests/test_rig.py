"""The desktop that all other tests stand on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from tests.rig import Desktop, RigError, wait_for
from tests.rig.pixels import find_colour

TK = "import tkinter as t; w = t.Tk(className='Probe'); w.title('{title}'); {more}; w.mainloop()"


def tk(desktop: Desktop, title: str, more: str = "pass") -> subprocess.Popen[bytes]:
    return desktop.start(sys.executable, "-c", TK.format(title=title, more=more))


def test_ordinary_window_is_listed_without_its_frame(desktop: Desktop) -> None:
    """A managed window appears with its title, class and true size."""
    tk(desktop, "höher", "w.geometry('320x200+100+90')")
    info = desktop.wait_window(title="höher", wm_class="Probe")
    assert (info.width, info.height) == (320, 200)
    assert not info.override_redirect
    wait_for(lambda: desktop.focused() == info.id, what="the focus")


def test_override_redirect_window_is_listed_and_leaves_the_focus(desktop: Desktop) -> None:
    """A window that the window manager does not know appears too, at its exact place."""
    tk(desktop, "plain")
    plain = desktop.wait_window(title="plain")
    wait_for(lambda: desktop.focused() == plain.id, what="the focus")
    tk(desktop, "bare", "w.overrideredirect(True); w.geometry('200x100+700+500')")
    bare = desktop.wait_window(title="bare")
    assert bare.override_redirect
    assert bare.box == (700, 500, 900, 600)
    assert desktop.focused() == plain.id
    assert desktop.screen.stacked_at(*bare.centre) == bare.id


def test_typing_and_clicking_reach_a_real_program(desktop: Desktop, tmp_path: Path) -> None:
    """Keys go to the focused terminal, and a click reaches the window under the pointer."""
    desktop.start("xterm", "-e", "sh", "-c", f'read line; echo "$line" > {tmp_path}/said')
    term = desktop.wait_window(wm_class="XTerm")
    wait_for(lambda: desktop.focused() == term.id, what="the focus")
    desktop.type("Sit less, 2 times")
    desktop.key("Return")
    wait_for((tmp_path / "said").exists, what="the typed line")
    wait_for(lambda: (tmp_path / "said").read_text() == "Sit less, 2 times\n", what="the line")
    more = (
        f"w.bind('<Button-1>', lambda e: open('{tmp_path}/at', 'w').write(str(e.x_root)))"
        "; w.geometry('200x200+50+50')"
    )
    tk(desktop, "target", more)
    target = desktop.wait_window(title="target")
    desktop.click(*target.centre)
    wait_for((tmp_path / "at").exists, what="the click")
    wait_for(lambda: (tmp_path / "at").read_text() == str(target.centre[0]), what="its place")


def test_picture_shows_what_is_there_and_colour_finds_it(desktop: Desktop, tmp_path: Path) -> None:
    """A screenshot has the window's colour at the window's place."""
    tk(desktop, "coral", "w.configure(bg='#FF6A45'); w.geometry('200x120+400+300')")
    info = desktop.wait_window(title="coral")
    at = wait_for(lambda: desktop.find_colour("#FF6A45", info), what="the colour")
    assert at == pytest.approx(info.centre, abs=6)
    with Image.open(desktop.screenshot(tmp_path / "deep" / "shot.png")) as shot:
        assert shot.size == (1280, 800)
        assert shot.getpixel(info.centre) == (0xFF, 0x6A, 0x45)


def test_largest_patch_wins() -> None:
    """Of two things of one colour the larger one is meant."""
    picture = Image.new("RGB", (400, 200), "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((10, 10, 30, 30), fill="#FF6A45")
    draw.rectangle((200, 100, 299, 139), fill="#FF6A45")
    assert find_colour(picture, "#FF6A45") == pytest.approx((250, 120), abs=4)
    assert find_colour(picture, "#FF6A45", (0, 0, 100, 100)) == pytest.approx((20, 20), abs=4)
    assert find_colour(picture, "#00FF00") is None


def test_panel_takes_icons_dies_and_comes_back() -> None:
    """The tray of xfce4-panel is there, can be killed, and comes back."""
    with Desktop(panel="xfce") as desktop:
        assert desktop.bus.tray_host()
        assert desktop.bus.tray_items() == []
        desktop.kill_panel()
        assert not desktop.bus.tray_host()
        desktop.start_panel()
        assert desktop.bus.tray_host()


def test_trayer_owns_the_embedding_selection() -> None:
    """Trayer is a tray for embedded icons only."""
    with Desktop(panel="trayer") as desktop:
        assert desktop.screen.selection_owner("_NET_SYSTEM_TRAY_S0")
        assert not desktop.bus.tray_host()


def test_notifications_are_answered_only_when_asked_for(desktop: Desktop) -> None:
    """The bus starts no daemon of the machine by itself."""
    assert not desktop.bus.has_owner("org.freedesktop.Notifications")
    with Desktop(notifications=True) as other:
        assert other.bus.has_owner("org.freedesktop.Notifications")


def test_nothing_of_the_callers_session_gets_in(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Home, bus, display and hipbreak's folder are private, and private to the user."""
    for name in ("WAYLAND_DISPLAY", "XDG_CONFIG_HOME", "HIPBREAK_OUTBOX", "PYTHONPATH"):
        monkeypatch.setenv(name, "outside")
    monkeypatch.setenv("HIPBREAK_HOME", str(tmp_path))
    with Desktop(wm=None, bus=False, home=tmp_path) as desktop:
        seen = desktop.run("env").stdout
        assert "outside" not in seen
        assert f"HOME={tmp_path}" in seen.splitlines()
        assert desktop.env["HIPBREAK_HOME"] != str(tmp_path)
        assert desktop.runtime.stat().st_mode & 0o777 == 0o700


def test_nothing_is_left_behind() -> None:
    """All processes end, also a grandchild in a session of its own, and the folder goes."""
    with Desktop(panel="xfce", notifications=True) as desktop:
        desktop.start("sh", "-c", "setsid -f sleep 600; trap '' TERM; sleep 600")
        wait_for(lambda: _sleepers(desktop) == 2, what="the two sleepers")
    assert not desktop.processes()
    assert not desktop.folder.exists()


def test_killing_by_words_reaches_this_desktop_only(desktop: Desktop) -> None:
    """Another desktop's process with the same words, and a person's own, live on."""
    with Desktop(wm=None, bus=False) as other:
        mine, theirs = desktop.start("sleep", "601"), other.start("sleep", "601")
        assert desktop.kill("sleep 601") == 1
        mine.wait(5)
        assert theirs.poll() is None


def test_a_failed_start_leaves_nothing_behind() -> None:
    """When one part does not start, the parts before it end, and the part is named."""
    desktop = Desktop(wm="no-such-window-manager")
    with pytest.raises(RigError, match="no-such-window-manager is not installed"):
        desktop.__enter__()
    assert not desktop.processes()
    assert not desktop.folder.exists()


def test_two_desktops_do_not_meet(desktop: Desktop) -> None:
    """Each has its own display, bus and home."""
    with Desktop(size="640x480") as other:
        assert other.env["DISPLAY"] != desktop.env["DISPLAY"]
        tk(other, "only here")
        other.wait_window(title="only here")
        assert desktop.find_window(title="only here") is None


def test_a_wait_that_fails_names_what_it_waited_for() -> None:
    """The error says what did not come."""
    with pytest.raises(RigError, match="the moon did not come"):
        wait_for(list, timeout=0.05, what="the moon")


def _sleepers(desktop: Desktop) -> int:
    commands = [Path(f"/proc/{pid}/cmdline").read_bytes() for pid in desktop.processes()]
    return commands.count(b"sleep\x00600\x00")
