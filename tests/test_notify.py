"""Notifications: one contract for every way to show them, a real daemon, and daemons that fail."""

from __future__ import annotations

import json
import select
import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from hipbreak.adapters.notify import NullNotifier, choose
from hipbreak.adapters.notify.freedesktop import PATIENCE_S, REST_S, STALE_S, FreedesktopNotifier
from hipbreak.adapters.notify.others import PlyerNotifier
from hipbreak.adapters.session.line import Line
from hipbreak.ports import Button, Notice, Notifier
from tests.mock_bus import MockBus
from tests.rig import Desktop, wait_for
from tests.rig.notices import NoticeDaemon

BUTTONS = (Button("start 1", "Start"), Button("later 1", "In 5 min"))
OFFER = Notice("Belly breath", "1 h of sitting.", Button("card 1", "Show"), BUTTONS, for_s=120)
ALL = ("body", "body-markup", "actions")


class Ours:
    """The notifier on a line of its own, and what came back."""

    def __init__(self, address: str, folder: Path) -> None:
        self.ahead = 0.0
        self.presses: list[tuple[str, str]] = []
        self.line = Line("session", {"DBUS_SESSION_BUS_ADDRESS": address}, lambda: self.ahead)
        self.notifier = FreedesktopNotifier(
            self.line,
            folder / "notices.json",
            lambda slot, word: self.presses.append((slot, word)),
            lambda: self.ahead,
        )
        self.turn()

    def turn(self) -> None:
        """One turn of the worker's loop."""
        fd = self.line.fileno()
        if fd is not None and select.select([fd], [], [], 0)[0]:
            self.line.drain()
        self.line.tick()
        self.notifier.tick()

    def after(self, seconds: float) -> None:
        self.ahead += seconds
        self.turn()

    def crash(self) -> None:
        """kill −9: nothing is said to anybody."""
        self.line.close()


@pytest.fixture
def bus() -> Iterator[MockBus]:
    with MockBus() as bus:
        yield bus


@pytest.fixture
def ours(bus: MockBus, tmp_path: Path) -> Iterator[Ours]:
    ours = Ours(bus.address, tmp_path)
    yield ours
    ours.line.close()


def until(
    test: Callable[[], Any], what: str, *parts: Ours | NoticeDaemon, timeout: float = 5
) -> None:
    """Let everybody work until the test holds."""

    def look() -> bool:
        for part in parts:
            part.turn() if isinstance(part, Ours) else part.serve()
        return bool(test())

    wait_for(look, timeout, what)


def settle(ours: Ours, daemon: NoticeDaemon) -> None:
    """Everybody has said all they had to say: the daemon's answer to a question comes last."""
    answers: list[object] = []
    from jeepney import DBusAddress, new_method_call

    question = new_method_call(
        DBusAddress("/x", "org.freedesktop.Notifications", "org.freedesktop.Notifications"), "Ping"
    )
    ours.line.call(question, answers.append)
    until(lambda: answers, "the last word", ours, daemon)


# -- the contract: every notifier ---------------------------------------------------------


@pytest.fixture(params=["null", "plyer", "plyer that fails", "daemon", "no daemon", "no bus"])
def any_notifier(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Iterator[Notifier]:
    kind = request.param
    if kind == "null":
        yield NullNotifier()
    elif kind.startswith("plyer"):
        fake_plyer(monkeypatch, fails="fails" in kind)
        yield PlyerNotifier()
    elif kind == "no bus":
        yield Ours("unix:path=/nowhere/bus", tmp_path).notifier
    else:
        with MockBus() as bus:
            daemon = NoticeDaemon(bus.address, *ALL) if kind == "daemon" else None
            ours = Ours(bus.address, tmp_path)
            yield ours.notifier
            ours.line.close()
            if daemon:
                daemon.leave()


def fake_plyer(monkeypatch: pytest.MonkeyPatch, *, fails: bool = False) -> list[dict[str, Any]]:
    """plyer, which is not tried on the systems it is for; what it was asked to show."""
    shown: list[dict[str, Any]] = []

    def notify(**given: Any) -> None:
        if fails:
            raise NotImplementedError("no usable implementation found")
        shown.append(given)

    module = types.ModuleType("plyer")
    module.notification = types.SimpleNamespace(notify=notify)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "plyer", module)
    return shown


STRANGE = ("", "a" * 5000, "<b>&amp;", "nul \0 and \udcff", "two\nlines", "-n", "%s")


@pytest.mark.parametrize("text", STRANGE)
def test_pain_24_no_words_and_no_order_of_calls_harm_a_notifier(
    any_notifier: Notifier, text: str
) -> None:
    """Whatever is said, and taken away before it was shown or twice: nothing is raised."""
    any_notifier.withdraw("break")
    any_notifier.show("break", Notice(text, text, BUTTONS[0], BUTTONS))
    any_notifier.show("break", Notice(text, text))
    any_notifier.show("week", Notice(text, text, lasting=True))
    any_notifier.withdraw("break")
    any_notifier.withdraw("break")
    any_notifier.close()


# -- Windows and macOS --------------------------------------------------------------------


def test_pain_24_plyer_gets_words_that_windows_can_take(monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows raises beyond 64 and 256 characters with their zero, so longer ones are cut."""
    shown = fake_plyer(monkeypatch)
    PlyerNotifier().show("break", Notice("t" * 100, "w" * 1000, for_s=12.5))
    (given,) = shown
    assert given["title"] == "t" * 62 + "…"
    assert given["message"] == "w" * 254 + "…"
    assert given["timeout"] == 12
    assert given["app_icon"].endswith("hipbreak.ico")


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_plyer_is_loaded_with_the_first_notification(
    platform: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Choosing it costs nothing."""
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.delitem(sys.modules, "plyer", raising=False)
    notifier, wires = choose(None, tmp_path / "x", lambda slot, word: None)
    assert isinstance(notifier, PlyerNotifier)
    assert not wires
    assert "plyer" not in sys.modules


def test_a_system_without_buses_has_nothing_to_tell_with(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    notifier, wires = choose(None, tmp_path / "x", lambda slot, word: None)
    assert isinstance(notifier, NullNotifier)
    assert not wires


# -- daemons worked by hand ---------------------------------------------------------------


def test_a_daemon_with_buttons_gets_them_and_their_presses_come_back(
    bus: MockBus, ours: Ours
) -> None:
    """The words, the buttons, how long; a press on the words themselves has its own meaning."""
    daemon = NoticeDaemon(bus.address, *ALL)
    ours.notifier.show("break", OFFER)
    until(lambda: daemon.shown, "the notification", ours, daemon)
    shown = daemon.shown[1]
    assert (shown.title, shown.text, shown.expires_ms) == (
        "Belly breath",
        "1 h of sitting.",
        120000,
    )
    assert shown.actions == ("default", "Show", "start 1", "Start", "later 1", "In 5 min")
    assert shown.hints == {"urgency": 1, "transient": True, "desktop-entry": "hipbreak"}
    settle(ours, daemon)
    daemon.press(1, "later 1")
    daemon.press(1, "default")
    daemon.press(77, "start 1")
    until(lambda: len(ours.presses) == 2, "the presses", ours, daemon)
    settle(ours, daemon)
    assert ours.presses == [("break", "later 1"), ("break", "card 1")]
    daemon.leave()


def test_pain_24_a_daemon_without_buttons_and_markup_gets_plain_words(
    bus: MockBus, ours: Ours
) -> None:
    """No actions are sent where they could do harm, and characters stay what they are."""
    daemon = NoticeDaemon(bus.address, "body")
    ours.notifier.show("break", Notice("a < b", "<1 h & more>", BUTTONS[0], BUTTONS))
    until(lambda: daemon.shown, "the notification", ours, daemon)
    assert (daemon.shown[1].actions, daemon.shown[1].text) == ((), "<1 h & more>")
    daemon.leave()


def test_pain_24_markup_is_escaped_and_lengths_are_clamped(bus: MockBus, ours: Ours) -> None:
    """A file of the person's own may hold anything; cutting never cuts an escape in two."""
    daemon = NoticeDaemon(bus.address, *ALL)
    ours.notifier.show("break", Notice("<i>" * 100, "&" * 1000))
    until(lambda: daemon.shown, "the notification", ours, daemon)
    assert daemon.shown[1].text == "&amp;" * 599 + "…"
    assert len(daemon.shown[1].title) == 100
    daemon.leave()


def test_pain_24_many_are_one(bus: MockBus, ours: Ours) -> None:
    """Each takes the place of the one before, also when the daemon is slower than we are."""
    daemon = NoticeDaemon(bus.address, *ALL)
    ours.notifier.show("break", Notice("one", ""))
    until(lambda: daemon.shown, "the first", ours, daemon)
    daemon.hangs = True
    for word in ("two", "three", "four"):
        ours.notifier.show("break", Notice(word, ""))
        settle_ours(ours)
    daemon.hangs = False
    until(lambda: daemon.shown[1].title == "four", "the last", ours, daemon)
    settle(ours, daemon)
    assert list(daemon.shown) == [1]
    ours.notifier.show("week", Notice("another place", "", lasting=True))
    until(lambda: len(daemon.shown) == 2, "its own place", ours, daemon)
    assert daemon.shown[2].hints["transient"] is False
    assert daemon.shown[2].expires_ms == -1
    daemon.leave()


def settle_ours(ours: Ours) -> None:
    """The bus itself has answered all that we asked it so far."""
    from jeepney import message_bus

    answers: list[object] = []
    ours.line.call(message_bus.GetId(), answers.append)

    def look() -> bool:
        ours.turn()
        return bool(answers)

    wait_for(look, what="the bus")


def test_what_is_taken_back_goes_and_what_was_dismissed_stays_away(
    bus: MockBus, ours: Ours
) -> None:
    daemon = NoticeDaemon(bus.address, *ALL)
    ours.notifier.show("break", OFFER)
    until(lambda: daemon.shown, "the notification", ours, daemon)
    settle(ours, daemon)
    ours.notifier.withdraw("break")
    until(lambda: not daemon.shown, "its end", ours, daemon)
    ours.notifier.show("break", OFFER)
    until(lambda: daemon.shown, "the next one", ours, daemon)
    settle(ours, daemon)
    daemon.dismiss(2)
    settle(ours, daemon)
    calls = len(daemon.calls)
    ours.notifier.withdraw("break")
    settle(ours, daemon)
    assert daemon.calls[calls:] == ["Ping"]
    assert not daemon.shown
    daemon.leave()


def test_pain_24_the_end_of_the_one_before_is_not_the_end_of_the_next(
    bus: MockBus, ours: Ours
) -> None:
    """The warning runs out in the instant in which the offer takes its place: the offer stays."""
    daemon = NoticeDaemon(bus.address, *ALL)
    ours.notifier.show("break", Notice("A break soon", "In about 30 s."))
    until(lambda: daemon.shown, "the warning", ours, daemon)
    settle(ours, daemon)
    daemon.dismiss(1)
    ours.notifier.show("break", OFFER)
    settle(ours, daemon)
    assert [shown.title for shown in daemon.shown.values()] == [OFFER.title]
    assert "CloseNotification" not in daemon.calls
    ours.notifier.withdraw("break")
    until(lambda: not daemon.shown, "its end", ours, daemon)
    daemon.leave()


def test_taken_back_before_the_daemon_has_answered_it_goes_too(bus: MockBus, ours: Ours) -> None:
    """Its number is not known yet; it is taken away as soon as it is."""
    daemon = NoticeDaemon(bus.address, *ALL)
    ours.notifier.show("break", Notice("warm", "up"))
    until(lambda: daemon.shown, "a first one", ours, daemon)
    settle(ours, daemon)
    ours.notifier.withdraw("break")
    settle(ours, daemon)
    daemon.hangs = True
    ours.notifier.show("break", OFFER)
    ours.notifier.withdraw("break")
    daemon.hangs = False
    until(lambda: daemon.calls.count("CloseNotification") == 2, "the end", ours, daemon)
    assert not daemon.shown
    daemon.leave()


def test_pain_23_a_daemon_that_hangs_is_left_alone_ever_longer(bus: MockBus, ours: Ours) -> None:
    """It is told nothing for a minute, then for five; old news is not told at all. When it goes on
    it shows nothing that has been taken back."""
    daemon = NoticeDaemon(bus.address, *ALL)
    daemon.hangs = True
    settle_ours(ours)
    for rest in REST_S[:2]:
        ours.notifier.show("break", OFFER)
        assert ours.notifier.deadline() == ours.ahead + PATIENCE_S
        ours.after(PATIENCE_S)
        ours.notifier.show("break", OFFER)
        settle_ours(ours)
        assert ours.notifier.deadline() == ours.ahead + rest
        ours.after(STALE_S + 1)
        ours.notifier.withdraw("break")
        assert ours.notifier.deadline() is None
        ours.after(rest)
    daemon.serve()
    assert daemon.calls == ["GetCapabilities", "GetCapabilities"]
    daemon.hangs = False
    settle(ours, daemon)
    settle(ours, daemon)
    assert not daemon.shown
    daemon.leave()


def test_pain_23_an_answer_that_comes_after_the_patience_is_not_stacked(
    bus: MockBus, ours: Ours
) -> None:
    """A call is given up, another is made; both are answered: one of the two stays."""
    daemon = NoticeDaemon(bus.address, *ALL)
    ours.notifier.show("week", Notice("warm", "up"))
    until(lambda: daemon.shown, "a first one", ours, daemon)
    settle(ours, daemon)
    daemon.hangs = True
    ours.notifier.show("break", Notice("before", ""))
    ours.after(PATIENCE_S)
    ours.after(REST_S[0])
    ours.notifier.show("break", Notice("after", ""))
    settle_ours(ours)
    daemon.hangs = False
    until(lambda: "CloseNotification" in daemon.calls, "the end of one", ours, daemon)
    settle(ours, daemon)
    assert [one.title for one in daemon.shown.values()] == ["warm", "after"]
    daemon.leave()


def test_pain_24_a_daemon_that_dies_and_comes_back_shows_what_still_stands(
    bus: MockBus, ours: Ours
) -> None:
    """The number of before means nothing to the next one."""
    daemon = NoticeDaemon(bus.address, *ALL)
    ours.notifier.show("break", OFFER)
    until(lambda: daemon.shown, "the notification", ours, daemon)
    settle(ours, daemon)
    daemon.leave()
    wait_for(lambda: not bus.bus.has_owner("org.freedesktop.Notifications"), what="its end")
    settle_ours(ours)
    again = NoticeDaemon(bus.address, "body", first=40)
    until(lambda: again.shown, "the notification, again", ours, again)
    assert again.shown[40].actions == ()
    settle(ours, again)
    ours.notifier.withdraw("break")
    until(lambda: not again.shown, "its end", ours, again)
    again.leave()


def test_pain_24_a_bus_that_dies_and_comes_back(bus: MockBus, ours: Ours) -> None:
    """Nothing is raised while it is away; what is said on the next one is shown there."""
    daemon = NoticeDaemon(bus.address, *ALL)
    ours.notifier.show("break", OFFER)
    until(lambda: daemon.shown, "the notification", ours, daemon)
    settle(ours, daemon)
    bus.stop()
    until(lambda: ours.line.fileno() is None, "the end of the line", ours)
    ours.notifier.show("break", Notice("nobody", "hears"))
    ours.notifier.withdraw("break")
    daemon.leave()
    bus.start()
    daemon = NoticeDaemon(bus.address, *ALL, first=9)
    ours.after(2)
    ours.notifier.show("break", Notice("here", "again"))
    until(lambda: daemon.shown, "the notification", ours, daemon)
    assert [one.title for one in daemon.shown.values()] == ["here"]
    daemon.leave()


def test_pain_24_after_a_crash_no_offer_of_before_stands_on_the_screen(
    bus: MockBus, ours: Ours, tmp_path: Path
) -> None:
    """What lasts stays, and the next one takes its place."""
    daemon = NoticeDaemon(bus.address, *ALL)
    ours.notifier.show("break", OFFER)
    ours.notifier.show("week", Notice("Your week", "so much", lasting=True))
    until(lambda: len(daemon.shown) == 2, "both", ours, daemon)
    settle(ours, daemon)
    ours.crash()
    next_one = Ours(bus.address, tmp_path)
    until(lambda: len(daemon.shown) == 1, "the end of the offer", next_one, daemon)
    (left,) = daemon.shown.values()
    assert left.title == "Your week"
    settle(next_one, daemon)
    next_one.notifier.show("week", Notice("Your week", "another", lasting=True))
    until(lambda: daemon.shown[left.number].text == "another", "its place", next_one, daemon)
    assert len(daemon.shown) == 1
    next_one.line.close()
    daemon.leave()


def test_pain_24_numbers_of_another_daemon_are_not_ours(
    bus: MockBus, ours: Ours, tmp_path: Path
) -> None:
    """After a new login the same number is somebody else's notification."""
    daemon = NoticeDaemon(bus.address, *ALL)
    ours.notifier.show("break", OFFER)
    until(lambda: daemon.shown, "the notification", ours, daemon)
    settle(ours, daemon)
    ours.crash()
    daemon.leave()
    wait_for(lambda: not bus.bus.has_owner("org.freedesktop.Notifications"), what="its end")
    other = NoticeDaemon(bus.address, *ALL)
    next_one = Ours(bus.address, tmp_path)
    until(lambda: "GetCapabilities" in other.calls, "the question", next_one, other)
    settle(next_one, other)
    settle(next_one, other)
    assert "CloseNotification" not in other.calls
    next_one.line.close()
    other.leave()


@pytest.mark.parametrize(
    "nonsense", ["{", "[]", '{"daemon": 3}', '{"daemon": "", "slots": {"break": 1}}']
)
def test_a_memory_that_is_none_is_no_matter(bus: MockBus, tmp_path: Path, nonsense: str) -> None:
    """Half a line, or none of ours."""
    (tmp_path / "notices.json").write_text(nonsense)
    daemon = NoticeDaemon(bus.address, *ALL)
    ours = Ours(bus.address, tmp_path)
    until(lambda: daemon.calls, "the question", ours, daemon)
    settle(ours, daemon)
    ours.notifier.show("break", OFFER)
    until(lambda: daemon.shown, "the notification", ours, daemon)
    ours.line.close()
    daemon.leave()


def test_at_the_end_only_what_lasts_stays(bus: MockBus, ours: Ours) -> None:
    daemon = NoticeDaemon(bus.address, *ALL)
    ours.notifier.show("break", OFFER)
    ours.notifier.show("week", Notice("Your week", "", lasting=True))
    until(lambda: len(daemon.shown) == 2, "both", ours, daemon)
    settle(ours, daemon)
    ours.notifier.close()
    until(lambda: len(daemon.shown) == 1, "the end", ours, daemon)
    assert [one.title for one in daemon.shown.values()] == ["Your week"]
    daemon.leave()


def test_nobody_is_woken_by_the_notifications_of_others(bus: MockBus, ours: Ours) -> None:
    """News of notifications are for everybody on the bus; we listen while one of ours stands."""
    daemon = NoticeDaemon(bus.address, *ALL)
    heard: list[str] = []

    class Ear:
        def begin(self) -> None: ...
        def lost(self) -> None: ...
        def heard(self, member: str, signal: Any) -> None:
            heard.append(member)

    ours.line.add(Ear())
    daemon.press(5, "somebody else's")
    settle(ours, daemon)
    ours.notifier.show("break", OFFER)
    until(lambda: daemon.shown, "the notification", ours, daemon)
    settle(ours, daemon)
    daemon.press(5, "somebody else's")
    settle(ours, daemon)
    ours.notifier.withdraw("break")
    settle(ours, daemon)
    daemon.press(5, "somebody else's")
    settle(ours, daemon)
    assert heard.count("ActionInvoked") == 1
    daemon.leave()


def test_without_a_daemon_there_is_silence(bus: MockBus, ours: Ours) -> None:
    """Nothing is raised, nothing waits, and nothing is shown late to a daemon that comes."""
    ours.notifier.show("break", OFFER)
    settle_ours(ours)
    settle_ours(ours)
    assert ours.notifier.deadline() is None
    daemon = NoticeDaemon(bus.address, *ALL)
    settle(ours, daemon)
    settle(ours, daemon)
    assert not daemon.shown
    daemon.leave()


# -- a real daemon ------------------------------------------------------------------------

KEEP = """[global]
    history_length = 20
    mouse_left_click = do_action, close_current
[kept]
    match_transient = yes
    set_transient = no
"""


@pytest.fixture
def dunst(tmp_path: Path) -> Iterator[Desktop]:
    """A desktop whose dunst remembers also what is shown once only, as ours is."""
    (tmp_path / ".config/dunst").mkdir(parents=True)
    (tmp_path / ".config/dunst/dunstrc").write_text(KEEP)
    with Desktop(notifications=True, home=tmp_path) as desktop:
        yield desktop


def _displayed(desktop: Desktop) -> int:
    return int(desktop.run("dunstctl", "count", "displayed").stdout)


def test_dunst_shows_one_and_a_real_click_comes_back(dunst: Desktop, tmp_path: Path) -> None:
    """Words with our icon; three in a row are one on the screen; its click is our word."""
    ours = Ours(dunst.env["DBUS_SESSION_BUS_ADDRESS"], tmp_path)
    for text in ("one", "two", "Sitting < 1 h & counting"):
        ours.notifier.show("break", Notice("Pause over", text, Button("card 7", "Show")))
        until(lambda: _displayed(dunst) == 1, "a notification", ours)
    window = dunst.wait_window(wm_class="Dunst")
    dunst.screenshot(tmp_path / "dunst.png")
    dunst.click(window.x + 40, window.y + window.height // 2)
    until(lambda: ours.presses, "the press", ours)
    assert ours.presses == [("break", "card 7")]
    until(lambda: _displayed(dunst) == 0, "its end", ours)
    history = json.loads(dunst.run("dunstctl", "history").stdout)["data"][0]
    (shown,) = ({name: value["data"] for name, value in item.items()} for item in history)
    assert shown["summary"] == "Pause over"
    assert shown["body"] == "Sitting < 1 h & counting"
    assert shown["appname"] == "hipbreak"
    assert shown["icon_path"].endswith("icons/hipbreak-64.png")
    ours.line.close()


def test_choosing_loads_nothing_more_than_the_line(tmp_path: Path) -> None:
    """Neither plyer nor Pillow, and no connection beside the line's own."""
    code = (
        "import os, sys; from pathlib import Path\n"
        "from hipbreak.adapters import notify, session\n"
        "before = len(os.listdir('/proc/self/fd'))\n"
        f"notify.choose(session.lines(os.environ), Path({str(tmp_path)!r}) / 'n', print)\n"
        "assert len(os.listdir('/proc/self/fd')) == before\n"
        "assert not {'plyer', 'PIL', 'html', 'tkinter'} & set(sys.modules)\n"
    )
    with Desktop(wm=None, bus=False) as desktop:
        desktop.run(sys.executable, "-c", code)
    assert not any(tmp_path.iterdir())
