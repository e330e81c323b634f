"""The clock: sleep, a changed wall clock and summer time, each told apart."""

from __future__ import annotations

import time

import pytest

from hipbreak.adapters.clock import (
    SystemClock,
    boot_id,
    local_moment,
    read_elapsed,
    read_offset,
)
from hipbreak.core.calendar import parse_date
from hipbreak.core.moment import Moment


class Machine:
    """A machine whose clocks are moved by hand."""

    def __init__(self) -> None:
        self.wall, self.awake, self.asleep, self.offset = 1_000_000.0, 50.0, 0.0, 3600
        self.clock = SystemClock(
            wall=lambda: self.wall,
            elapsed=lambda: self.awake + self.asleep,
            awake=lambda: self.awake,
            offset=lambda: self.offset,
        )

    def run(self, seconds: float) -> None:
        self.wall += seconds
        self.awake += seconds

    def sleep(self, seconds: float) -> None:
        self.wall += seconds
        self.asleep += seconds


def test_time_asleep_passes_and_is_counted_as_sleep() -> None:
    """Two minutes asleep are two minutes of elapsed time and two minutes of sleep."""
    machine = Machine()
    before = machine.clock.now()
    machine.sleep(120)
    assert machine.clock.now().since(before) == 120
    assert machine.clock.slept_s() == 120


def test_a_wall_clock_set_by_hand_is_no_time_passed() -> None:
    """Setting the clock back an hour changes the wall time only."""
    machine = Machine()
    before = machine.clock.now()
    machine.wall -= 3600
    after = machine.clock.now()
    assert (after.wall - before.wall, after.since(before), machine.clock.slept_s()) == (-3600, 0, 0)


def test_summer_time_moves_the_offset_only() -> None:
    """The zone's offset is read anew each time; UTC and elapsed do not move."""
    machine = Machine()
    before = machine.clock.now()
    machine.offset = 7200
    after = machine.clock.now()
    assert (after.offset, after.wall, after.since(before)) == (7200, before.wall, 0)


def test_jitter_between_two_clocks_is_no_sleep() -> None:
    """The few milliseconds between two readings never add up to sleep."""
    machine = Machine()
    for _ in range(1000):
        machine.asleep = 0.05 - machine.asleep
        machine.run(1)
        machine.clock.now()
    assert machine.clock.slept_s() == 0


@pytest.mark.parametrize(
    ("after_wake", "idle", "true"),
    [(10, 40, 3640), (30, 20, 20), (30, 45, 3645)],
)
def test_sleep_is_added_to_idle_only_when_the_input_came_before_it(
    after_wake: float, idle: float, true: float
) -> None:
    """A source that stood still in sleep is corrected by the sleep since its last input."""
    machine = Machine()
    machine.run(100)
    machine.clock.now()
    machine.sleep(3600)
    machine.run(after_wake)
    assert machine.clock.true_idle_s(idle) == true


def test_several_sleeps_without_input_all_count() -> None:
    """A weekend of short wakings is one long absence."""
    machine = Machine()
    machine.run(5)
    machine.clock.now()
    for _ in range(3):
        machine.sleep(1000)
        machine.run(2)
        machine.clock.now()
    assert machine.clock.true_idle_s(11) == 3011
    machine.run(1)
    assert machine.clock.true_idle_s(0.5) == 0.5


def test_an_input_of_unknown_order_is_taken_as_the_waking_one() -> None:
    """Between two looks lay a sleep and an input: the person is believed to be back."""
    machine = Machine()
    machine.clock.now()
    machine.run(28)
    machine.sleep(3600)
    machine.run(12)
    assert machine.clock.true_idle_s(12) == 12


def test_the_real_clocks_run_forward() -> None:
    """With nothing replaced, time passes and no sleep is made up."""
    clock = SystemClock()
    first, second = clock.now(), clock.now()
    assert second.elapsed >= first.elapsed > 0
    assert abs(first.wall - second.wall) < 60
    assert clock.slept_s() == 0
    assert read_elapsed() >= second.elapsed
    assert -86_400 < read_offset() < 86_400


def test_time_zone_travel_is_noticed_while_running(monkeypatch: pytest.MonkeyPatch) -> None:
    """The desktop sets another zone; nobody starts hipbreak again for it."""
    clock = SystemClock()
    try:
        for zone, hours in (("Asia/Tokyo", 9), ("America/Phoenix", -7)):
            monkeypatch.setenv("TZ", zone)
            assert clock.now().offset == hours * 3600
    finally:
        monkeypatch.undo()
        time.tzset()


def test_the_boot_has_a_name_on_linux() -> None:
    """It stays the same while the machine runs."""
    assert boot_id() == boot_id()
    assert len(boot_id()) in (0, 36)


@pytest.mark.parametrize(
    ("date", "hour", "wall", "offset"),
    [
        ("2026-07-01", 12.5, 1782901800, 7200),
        ("2026-12-01", 12.5, 1796124600, 3600),
        ("2026-03-29", 1.5, 1774744200, 3600),
        ("2026-03-29", 3.5, 1774747800, 7200),
        ("2026-03-29", 2.5, 1774747800, 7200),
        ("2026-10-25", 4.0, 1792897200, 3600),
    ],
)
def test_a_time_of_a_day_is_the_instant_at_which_the_local_clock_showed_it(
    monkeypatch: pytest.MonkeyPatch, date: str, hour: float, wall: int, offset: int
) -> None:
    """In summer, in winter, and around both changes of the clock; not by today's offset."""
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    try:
        found = local_moment(parse_date(date), hour * 3600, Moment(2e9, 500.0, 0))
    finally:
        monkeypatch.undo()
        time.tzset()
    assert (found.wall, found.offset) == (wall, offset)
    assert found.elapsed == 500.0 - (2e9 - wall)
