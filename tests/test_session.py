"""Lock and sleep as the desktop tells of them, on real buses with played services."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from jeepney import message_bus

from hipbreak.adapters import session
from hipbreak.adapters.clock import SystemClock
from hipbreak.adapters.session.line import Line
from hipbreak.core.events import Locked, Slept, Unlocked
from tests.mock_bus import MockBus, Service
from tests.rig import wait_for

SAVER = "org.freedesktop.ScreenSaver"
GNOME = "org.gnome.ScreenSaver"
Event = Locked | Unlocked | Slept


@pytest.fixture
def buses() -> Iterator[MockBus]:
    """One bus that plays both parts."""
    with MockBus() as bus:
        yield bus


class Watched:
    """The watch, driven as the loop drives it."""

    def __init__(self, bus: MockBus, clock: SystemClock | None = None, **environ: str) -> None:
        self.clock = clock or SystemClock()
        address = {"DBUS_SESSION_BUS_ADDRESS": bus.address, "DBUS_SYSTEM_BUS_ADDRESS": bus.address}
        self.lines = Line("session", address), Line.of_system(address)
        self.watch = session.choose(self.lines, self.clock, environ)
        self.heard: list[Event] = []
        self.turn()

    def turn(self) -> list[Event]:
        for line in self.lines:
            line.drain()
            line.tick()
        self.heard += self.watch.take()
        return self.heard

    def awaits(self, *events: Event) -> None:
        """Exactly these have been told, in the end."""
        wait_for(lambda: len(self.turn()) >= len(events), what=f"{events}, heard {self.heard}")
        assert self.heard == list(events)
        self.heard.clear()

    def settles(self) -> None:
        """Everything that was sent before has been heard: what comes last has."""
        answers: list[object] = []
        for line in self.lines:
            line.call(message_bus.GetId(), answers.append)
        wait_for(lambda: (self.turn(), len(answers) == 2)[1], what="the answers")

    def knows_session(self) -> None:
        wait_for(lambda: (self.turn(), not self.watch.troubles())[1], what=self.troubles())

    def troubles(self) -> str:
        return "; ".join(self.watch.troubles())

    def close(self) -> None:
        for line in self.lines:
            line.close()


@pytest.fixture
def logind(buses: MockBus) -> Service:
    return buses.logind()


@pytest.fixture
def watched(buses: MockBus, logind: Service) -> Iterator[Watched]:
    watched = Watched(buses, XDG_SESSION_ID="c1")
    watched.knows_session()
    yield watched
    watched.close()


def manager(ours: Service) -> Service:
    return ours.at("/org/freedesktop/login1", "org.freedesktop.login1.Manager")


def saver(bus: MockBus, name: str = SAVER, active: str = "False") -> Service:
    service = bus.service(name, "/" + name.replace(".", "/"))
    service.method("GetActive", "", "b", f"ret = {active}")
    return service


def test_pain_3_a_lock_that_everybody_tells_of_is_one_lock(
    buses: MockBus, watched: Watched, logind: Service
) -> None:
    """Request, hint and two screen savers: locked once, and unlocked once with the last."""
    first, second = saver(buses), saver(buses, GNOME)
    logind.emit("Lock")
    logind.change("LockedHint", "b", True)
    first.emit("ActiveChanged", "b", True)
    first.emit("ActiveChanged", "b", True)
    second.emit("ActiveChanged", "b", True)
    watched.awaits(Locked())
    logind.emit("Unlock")
    first.emit("ActiveChanged", "b", False)
    second.emit("ActiveChanged", "b", False)
    watched.settles()
    assert watched.heard == []
    logind.change("LockedHint", "b", False)
    watched.awaits(Unlocked())
    watched.settles()
    assert watched.heard == []


@pytest.mark.parametrize("name", [SAVER, GNOME])
def test_a_screen_saver_alone_tells_of_the_lock(buses: MockBus, name: str) -> None:
    """Without a session manager the desktop's screen saver is enough, whichever it is."""
    service = saver(buses, name)
    watched = Watched(buses)
    service.emit("ActiveChanged", "b", True)
    watched.awaits(Locked())
    service.emit("ActiveChanged", "b", False)
    watched.awaits(Unlocked())
    assert "logind" in watched.troubles()
    watched.close()


def test_a_start_behind_a_locked_screen_knows_it(buses: MockBus) -> None:
    saver(buses, active="True")
    watched = Watched(buses)
    watched.awaits(Locked())
    watched.close()


def test_the_lock_of_somebody_elses_session_is_not_ours(
    buses: MockBus, watched: Watched, logind: Service
) -> None:
    """Fast user switching: the other session is locked, ours goes on."""
    other = ("c2", "seat0", 4321, "other", False)
    manager(logind).control("AddSession", "ssusb", other)
    theirs = logind.at("/org/freedesktop/login1/session/c2", logind.interface)
    theirs.emit("Lock")
    logind.emit("Lock")
    watched.awaits(Locked())
    theirs.emit("Unlock")
    watched.settles()
    assert watched.heard == []


def test_our_session_is_found_without_its_name(buses: MockBus, logind: Service) -> None:
    """A program that the user's service manager started has no session in its environment."""
    watched = Watched(buses)
    watched.knows_session()
    logind.change("LockedHint", "b", True)
    watched.awaits(Locked())
    watched.close()


def test_a_request_that_nobody_follows_ends_with_the_next_input(
    watched: Watched, logind: Service
) -> None:
    """No locker runs, so nobody will ever tell of an unlock; who types is there."""
    logind.emit("Lock")
    watched.awaits(Locked())
    now = watched.clock.now()
    watched.watch.noticed_input(now)
    assert watched.turn() == [], "the key that asked for the lock is let go"
    watched.watch.noticed_input(now.after(4))
    watched.awaits(Unlocked())


def test_input_does_not_end_a_lock_that_the_desktop_confirmed(
    buses: MockBus, watched: Watched, logind: Service
) -> None:
    """The password is input too; the lock ends when the desktop says so."""
    logind.change("LockedHint", "b", True)
    watched.awaits(Locked())
    watched.watch.noticed_input(watched.clock.now().after(60))
    watched.settles()
    assert watched.heard == []


def test_a_screen_saver_that_dies_locked_does_not_lock_for_ever(buses: MockBus) -> None:
    """The shell crashed: locked until somebody types, not until the end of time."""
    saver(buses, active="True")
    watched = Watched(buses)
    watched.awaits(Locked())
    buses.end(SAVER)
    watched.settles()
    assert watched.heard == []
    watched.watch.noticed_input(watched.clock.now().after(10))
    watched.awaits(Unlocked())
    watched.close()


def test_a_bus_that_restarts_is_listened_to_again(buses: MockBus) -> None:
    """The lock of before still stands, and the new bus tells of its end."""
    saver(buses, active="True")
    watched = Watched(buses)
    watched.awaits(Locked())
    buses.stop()
    wait_for(lambda: (watched.turn(), len(watched.watch.troubles()) == 2)[1], what="the loss")
    assert watched.heard == []
    buses.start()
    saver(buses, active="False")
    watched.awaits(Unlocked())
    watched.close()


def test_pain_3_sleep_is_told_once(buses: MockBus, watched: Watched, logind: Service) -> None:
    """Both halves of the news arrive twice: one sleep, from the moment before it."""
    before = watched.clock.now()
    for asleep in (True, True, False, False):
        manager(logind).emit("PrepareForSleep", "b", asleep)
    wait_for(watched.turn, what="the sleep")
    watched.settles()
    (told,) = watched.heard
    assert isinstance(told, Slept)
    assert 0 <= told.since.since(before) < 5


def test_a_sleep_that_the_clock_has_seen_is_not_told_again(buses: MockBus, logind: Service) -> None:
    """The clock tells of it, to the second; the news of the session manager is no second one."""
    ahead = [0.0]
    awake = SystemClock().now().elapsed
    clock = SystemClock(elapsed=lambda: awake + ahead[0], awake=lambda: awake)
    watched = Watched(buses, clock, XDG_SESSION_ID="c1")
    watched.knows_session()
    manager(logind).emit("PrepareForSleep", "b", True)
    watched.settles()
    ahead[0] = 7200.0
    manager(logind).emit("PrepareForSleep", "b", False)
    watched.settles()
    assert clock.slept_s() == pytest.approx(7200)
    assert watched.heard == []
    watched.close()


def test_pain_23_without_buses_it_says_why_and_asks_ever_less_often() -> None:
    """Nothing raises, nothing is invented, and the tries are minutes apart in the end."""
    now = [100.0]
    line = Line("session", {"DBUS_SESSION_BUS_ADDRESS": "unix:path=/nowhere"}, lambda: now[0])
    system = Line("system", {}, lambda: now[0])
    watch = session.choose((line, system), SystemClock(), {})
    waits = []
    for _ in range(6):
        line.tick()
        due = line.deadline()
        assert due is not None
        waits.append(due - now[0])
        now[0] = due
    assert waits == [2, 10, 60, 300, 300, 300]
    assert watch.take() == ()
    assert list(watch.troubles()) == [
        "logind: the system bus cannot be reached",
        "screen saver: the session bus cannot be reached",
    ]
    assert line.fileno() is None


def test_pain_23_a_bus_that_was_there_is_looked_for_every_minute() -> None:
    """It is expected back: the longest wait is a minute, and it is found at the same address."""
    now = [100.0]
    with MockBus() as bus:
        line = Line("session", {"DBUS_SESSION_BUS_ADDRESS": bus.address}, lambda: now[0])
        line.tick()
        assert line.trouble == ""
        bus.stop()
        line.drain()
        waits = []
        for _ in range(5):
            due = line.deadline()
            assert due is not None
            waits.append(due - now[0])
            now[0] = due
            line.tick()
        assert waits == [2, 10, 60, 60, 60]
        bus.start()
        now[0] += 60
        line.tick()
        assert (line.trouble, line.deadline()) == ("", None)
        line.close()


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_systems_without_these_buses_say_so(platform: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows and macOS run on without news of the lock, and with the reason."""
    monkeypatch.setattr("sys.platform", platform)
    watch = session.choose(session.lines({}), SystemClock(), {})
    assert watch.take() == ()
    assert len(watch.troubles()) == 1
