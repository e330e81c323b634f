"""The idle source in use: lost, replaced and found again in the middle of the day, for real."""

from __future__ import annotations

import contextlib
import select
import socket
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from hipbreak.adapters.clock import SystemClock
from hipbreak.adapters.idle import choose
from hipbreak.adapters.idle.macos_quartz import MacosQuartzIdle
from hipbreak.core.effects import Record
from hipbreak.core.engine import step
from hipbreak.core.errors import Unavailable
from hipbreak.core.events import Sampled
from hipbreak.core.facts import Span, SpanKind
from hipbreak.core.rules import Rules
from hipbreak.core.state import State, begin
from hipbreak.ports import IdleSource
from hipbreak.resident.idlewatch import (
    FIRST_PAUSE,
    GRACE,
    LONGEST_PAUSE,
    LOOK_FOR_RETURN,
    SETTLED,
    IdleWatch,
)
from tests.rig import wait_for
from tests.rig.compositor import Compositor
from tests.rig.wayland import Mutter

RULES = Rules(natural_break=180)


class Day:
    """A watch, the engine behind it, and a clock that can be put forward while both are awake."""

    def __init__(self, choose: Callable[[], tuple[IdleSource, str]], rules: Rules = RULES) -> None:
        self.ahead = 0.0
        self.tries = 0
        self._choose = choose
        clock = partial(self._seconds)
        self.clock = SystemClock(elapsed=clock, awake=clock)
        self.watch = IdleWatch(self._counted, self.clock)
        self.state: State = begin(rules, "0" * 24, self.clock.now())
        self.spans: list[Span] = []

    def _seconds(self) -> float:
        return time.monotonic() + self.ahead

    def _counted(self) -> tuple[IdleSource, str]:
        self.tries += 1
        return self._choose()

    def turn(self) -> float | None:
        """One turn of the worker's loop; the idle time that it read."""
        fd = self.watch.fileno()
        if fd is not None and select.select([fd], [], [], 0)[0]:
            self.watch.drain()
        idle_s = self.watch.sample()
        self.state, effects = step(self.state, Sampled(idle_s), self.clock.now())
        facts = [effect.fact for effect in effects if isinstance(effect, Record)]
        self.spans += [fact for fact in facts if isinstance(fact, Span)]
        self.watch.follow(self.state)
        return idle_s

    def after(self, seconds: float) -> float | None:
        """The same, so many seconds later."""
        self.ahead += seconds
        return self.turn()


@contextlib.contextmanager
def day(choose: Callable[[], tuple[IdleSource, str]]) -> Iterator[Day]:
    one = Day(choose)
    try:
        yield one
    finally:
        one.watch.close()


def test_pain_02_the_shell_dies_and_returns_and_the_bout_runs_on() -> None:
    """GNOME's shell is killed: the X server takes over at once. It is started again: it is taken
    back, and nothing of this was an absence or a return."""
    with Mutter() as mutter:
        env = {k: v for k, v in mutter.env.items() if k != "WAYLAND_DISPLAY"}
        with day(partial(choose, "auto", env)) as one:
            assert one.watch.name == "mutter"
            mutter.key()
            assert one.turn() is not None
            one.ahead += SETTLED
            mutter.kill()
            idle = one.turn()
            assert idle is not None and idle < 60
            assert one.watch.name == "x11"
            assert "mutter was lost and is looked for again" in one.watch.reason
            assert one.watch.look_in(one.state) is not None
            mutter.start()
            assert one.after(2 * FIRST_PAUSE) is not None
            assert one.watch.name == "mutter"
            assert one.watch.look_in(one.state) is None
            assert one.state.bout is not None
            assert one.spans == []


def test_pain_07_an_absence_outlives_the_compositor(tmp_path: Path) -> None:
    """Nobody is there while it starts again: its start is not a return. The first key is."""
    with Compositor(tmp_path) as first:
        one = Day(partial(choose, "wayland", first.env), Rules(natural_break=1.5))
        one.after(SETTLED)
        first.key()
        wait_for(lambda: one.turn() is not None and one.state.away_since, what="the absence")
    began = one.state.away_since
    assert one.turn() is not None
    assert one.watch.name == "unknown"
    with Compositor(tmp_path) as second:
        wait_for(lambda: one.turn() is not None and one.watch.name == "wayland", what="its return")
        end = time.monotonic() + 2
        while time.monotonic() < end:
            one.turn()
            assert one.state.away_since == began
        assert one.watch.look_in(one.state) is None
        second.key()
        wait_for(lambda: one.turn() is not None and not one.state.away_since, what="the key")
        one.watch.close()
    assert [span.ended_by for span in one.spans if span.kind is SpanKind.AWAY] == ["input"]


def test_pain_23_a_source_that_always_dies_is_tried_ever_more_rarely(tmp_path: Path) -> None:
    """It connects and breaks at once: no busy loop, whatever happens in between."""

    class Dying:
        name, remark = "dying", ""

        def fileno(self) -> int | None:
            return None

        def drain(self) -> None: ...

        def idle_s(self) -> float:
            raise Unavailable("it broke")

        def absences(self) -> tuple[()]:
            return ()

        def watch(self, away_s: float, quiet_s: float | None) -> None: ...

        def close(self) -> None: ...

    with day(lambda: (Dying(), "")) as one:
        for _ in range(1000):
            one.turn()
        assert one.tries == 1
        marks = []
        for _ in range(15):
            left = one.watch.look_in(one.state)
            assert left is not None
            marks.append(round(left))
            one.after(left + 0.001)
        assert marks[:4] == [1, 2, 4, 8]
        assert marks[-1] == LONGEST_PAUSE
        assert one.tries == 16


def test_a_bus_that_hangs_up_at_once_is_no_busy_loop(tmp_path: Path) -> None:
    """It is unavailable like any other."""
    with socket.socket(socket.AF_UNIX) as bus:
        bus.bind(str(tmp_path / "bus"))
        bus.listen()

        def hang_up() -> None:
            with contextlib.suppress(OSError):
                while True:
                    bus.accept()[0].close()

        thread = threading.Thread(target=hang_up)
        thread.start()
        env = {"DBUS_SESSION_BUS_ADDRESS": f"unix:path={tmp_path}/bus"}
        with day(partial(choose, "auto", env)) as one:
            assert one.watch.name == "unknown"
            assert [one.turn() for _ in range(200)] == [None] * 200
            assert one.tries == 1
            assert one.watch.look_in(one.state) is None
        bus.shutdown(socket.SHUT_RDWR)
        thread.join()


def test_pain_02_without_any_source_the_last_input_counts_for_a_while_only(tmp_path: Path) -> None:
    """Then it is unknown, which is present; and what comes back is believed from then on."""
    with (
        Compositor(tmp_path) as compositor,
        day(partial(choose, "auto", compositor.env)) as one,
    ):
        one.after(SETTLED)
        compositor.kill()
        assert one.turn() is not None
        assert one.watch.name == "unknown"
        assert one.after(GRACE / 2) is not None
        assert one.after(GRACE) is None
        assert one.state.idle_known is False
        assert one.watch.look_in(one.state) is not None
        with Compositor(tmp_path):
            assert one.after(LONGEST_PAUSE) is not None
            assert one.watch.name == "wayland"
            assert one.spans == []


def test_pain_13_a_desktop_that_comes_after_us_is_found(tmp_path: Path) -> None:
    """Started too early at login, nothing is known; soon it is."""
    env = {"WAYLAND_DISPLAY": str(tmp_path / "wayland-test")}
    with day(partial(choose, "auto", env)) as one:
        assert one.turn() is None
        with Compositor(tmp_path):
            assert one.after(FIRST_PAUSE) is not None
            assert one.watch.name == "wayland"


@pytest.mark.parametrize("call", ["drain", "sample", "follow"])
def test_a_loss_is_noticed_in_every_call(tmp_path: Path, call: str) -> None:
    """Whether it is being drained, read or told what to watch."""
    with (
        Compositor(tmp_path) as compositor,
        day(partial(choose, "wayland", compositor.env)) as one,
    ):
        one.ahead += SETTLED
        compositor.kill()
        notice = partial(getattr(one.watch, call), *([one.state] if call == "follow" else []))
        wait_for(lambda: (notice(), one.watch.name == "unknown")[1], what="the loss")
        assert "no compositor" in one.watch.reason


def test_what_must_be_asked_is_asked_only_when_it_matters() -> None:
    """While somebody is away, every ten seconds; while they work, never."""
    idle = 0.0
    with day(lambda: (MacosQuartzIdle({}, lambda: idle), "asked")) as one:
        one.turn()
        assert one.watch.look_in(one.state) is None
        idle = RULES.natural_break
        one.after(RULES.natural_break)
        assert one.state.away_since is not None
        assert one.watch.look_in(one.state) == LOOK_FOR_RETURN


def test_somebody_taken_for_away_who_never_was_is_looked_for() -> None:
    """As after a break: the source saw no absence, so it tells of no return."""
    readings = [RULES.natural_break, 5.0]
    with day(lambda: (MacosQuartzIdle({}, lambda: readings[0]), "")) as one:
        one.after(RULES.natural_break)
        assert one.state.away_since is not None
        readings.pop(0)
        one.watch.sample()
        assert one.watch.look_in(one.state) == LOOK_FOR_RETURN


@pytest.mark.parametrize("wanted", ["auto", "none"])
def test_where_nothing_ever_worked_nobody_is_woken(wanted: str) -> None:
    """It is looked for only when we are awake anyway."""
    with day(partial(choose, wanted, {})) as one:
        assert one.turn() is None
        assert one.watch.look_in(one.state) is None
        for _ in range(20):
            one.after(LONGEST_PAUSE)
        assert one.tries <= 21


def test_another_source_is_taken_when_the_settings_say_so(tmp_path: Path) -> None:
    """`idle.source` changes: the bout runs on; with `none` presence is unknown at once."""
    with Compositor(tmp_path) as compositor, day(partial(choose, "none", compositor.env)) as one:
        wanted = partial(choose, "wayland", compositor.env)
        one.watch.prefer(wanted)
        one.ahead += SETTLED
        compositor.key()
        assert one.turn() is not None
        began = one.state.bout
        assert began is not None
        one.watch.prefer(partial(choose, "none", compositor.env))
        assert one.turn() is None
        assert (one.watch.name, one.watch.reason) == ("unknown", "switched off in the settings")
        assert one.watch.look_in(one.state) is None
        one.watch.prefer(wanted)
        assert one.turn() is not None
        assert one.watch.name == "wayland"
        assert one.state.bout == began
        assert one.spans == []


def test_a_bus_that_returns_hurries_the_search(tmp_path: Path) -> None:
    """Minutes after the loss the searches are far apart; the news of the bus ends the wait."""
    with Compositor(tmp_path) as first:
        one = Day(partial(choose, "wayland", first.env))
        one.after(SETTLED)
    assert one.turn() is not None
    for _ in range(9):
        one.after(one.watch.look_in(one.state) or 0.0)
    assert (one.watch.look_in(one.state) or 0.0) > 100
    with Compositor(tmp_path):
        one.watch.hurry()
        assert one.watch.look_in(one.state) == 0.0
        one.turn()
        assert one.watch.name == "wayland"
        one.watch.close()
