"""The contract of every idle source, each held against its real desktop where there is one."""

from __future__ import annotations

import select
import time
from collections.abc import Iterator

import pytest

from hipbreak.adapters.idle import SOURCES
from hipbreak.core.settings import BY_KEY
from hipbreak.ports import IdleSource
from tests import idle_places
from tests.idle_places import Place
from tests.rig import wait_for

SLACK_S = 0.6
"""How late a busy machine may be."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each test runs at every place where what it asks for can be had."""
    fits = {"telling": idle_places.TELLING, "asked": idle_places.ASKED}
    places = next(
        (those for kind, those in fits.items() if kind in metafunc.fixturenames),
        (*idle_places.TELLING, *idle_places.ASKED),
    )
    metafunc.parametrize(
        "place", places, indirect=True, scope="module", ids=[place.__name__ for place in places]
    )


@pytest.fixture(scope="module")
def place(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Place]:
    with request.param(tmp_path_factory.mktemp("place")) as place:
        yield place


@pytest.fixture
def source(place: Place) -> Iterator[IdleSource]:
    source = place.open()
    yield source
    source.close()


@pytest.fixture
def telling(source: IdleSource) -> IdleSource:
    """A source that tells by itself."""
    assert source.fileno() is not None
    return source


@pytest.fixture
def asked(source: IdleSource) -> IdleSource:
    """A source that has to be asked."""
    assert source.fileno() is None
    return source


def told(source: IdleSource, within: float) -> bool:
    """Whether the source tells of something within so many seconds; it is taken."""
    fd = source.fileno()
    assert fd is not None
    readable, _, _ = select.select([fd], [], [], within)
    if readable:
        source.drain()
    return bool(readable)


def reach(source: IdleSource, idle_s: float) -> float:
    """Wait as one waits for this source until the idle time is as long; how long it is."""
    while (idle := source.idle_s()) < idle_s:
        if source.fileno() is None:
            select.select([], [], [], idle_s - idle + 0.001)
        else:
            assert told(source, 5)
    return idle


def settle(source: IdleSource) -> None:
    """Until it tells nothing more."""
    while told(source, 0.2):
        source.idle_s()


def touch(place: Place) -> float:
    """A key, and the latest time at which it can have come."""
    place.hands.key()
    return time.monotonic()


def test_pain_02_idle_time_grows_and_any_input_starts_it_again(
    place: Place, source: IdleSource
) -> None:
    """Keys and the pointer count alike; no input is ever dated before it came."""
    source.watch(0.3, None)
    for act in (place.hands.key, place.hands.move):
        reach(source, 0.3)
        start = time.monotonic()
        act()
        idle = wait_for(lambda: (value := source.idle_s()) < 0.3 and (value,), what="the input")[0]
        assert idle <= time.monotonic() - start + 0.002  # some count in milliseconds


def test_pain_02_idle_time_is_right_to_the_tenth(place: Place, source: IdleSource) -> None:
    """After a threshold was reached it is known exactly."""
    source.watch(1.0, None)
    start = time.monotonic()
    latest = touch(place)
    reach(source, 1.0)
    before = time.monotonic()
    idle = source.idle_s()
    assert before - latest - 0.1 <= idle <= time.monotonic() - start + 0.1


def test_away_is_told_on_time(place: Place, telling: IdleSource) -> None:
    """When the threshold is reached: not before, and not noticeably later."""
    telling.watch(1.0, None)
    settle(telling)
    start = time.monotonic()
    latest = touch(place)
    while telling.idle_s() < 1.0:
        assert told(telling, 5)
    now = time.monotonic()
    assert now - latest < 1.0 + SLACK_S and now - start >= 0.99
    assert telling.idle_s() < 1.0 + SLACK_S


def test_the_return_is_told_at_the_first_input(place: Place, telling: IdleSource) -> None:
    """Away, back, away again and back again: each is told, for as long as one watches."""
    telling.watch(0.4, None)
    touch(place)
    for _ in range(3):
        reach(telling, 0.4)
        assert not told(telling, 0.1), "nothing more to tell while away"
        start = time.monotonic()
        touch(place)
        assert told(telling, 5)
        assert telling.idle_s() < min(0.4, time.monotonic() - start + 0.01)


def test_a_lull_is_told_before_away(place: Place, telling: IdleSource) -> None:
    """The short threshold and the long one are told one after the other, each time."""
    telling.watch(0.8, 0.2)
    for _ in range(3):
        touch(place)
        settle_at = time.monotonic()
        while telling.idle_s() >= 0.2 and time.monotonic() - settle_at < 0.1:
            told(telling, 0.02)
        assert 0.2 <= reach(telling, 0.2) < 0.8
        assert 0.8 <= reach(telling, 0.8) < 0.8 + SLACK_S


def test_pain_15_nothing_is_told_while_someone_works(place: Place, telling: IdleSource) -> None:
    """A person who types costs nothing: no wake-up between the thresholds; and is not quiet."""
    telling.watch(1.5, 1.2)
    touch(place)
    settle(telling)
    end = time.monotonic() + 2.0
    while time.monotonic() < end:
        touch(place)
        assert not told(telling, 0.05)
    assert telling.idle_s() < 1.2


def test_another_threshold_replaces_the_first(place: Place, telling: IdleSource) -> None:
    """The old one is silent, the new one speaks."""
    telling.watch(0.3, 0.2)
    telling.watch(1.0, None)
    touch(place)
    settle(telling)
    touch(place)
    assert not told(telling, 0.6)
    assert told(telling, 5)
    assert telling.idle_s() >= 1.0
    telling.watch(3600.0, None)
    touch(place)
    settle(telling)
    assert not told(telling, 0.5)


def test_a_threshold_set_in_an_absence_still_tells_of_the_return(
    place: Place, telling: IdleSource
) -> None:
    """As when the source was lost and found again while nobody was there. Some need as long as
    the threshold to see that nobody is."""
    telling.watch(0.2, None)
    touch(place)
    wait_for(lambda: telling.idle_s() >= 0.5, what="half a second")
    telling.watch(0.3, None)
    while told(telling, 0.4):
        assert telling.idle_s() >= 0.3
    assert telling.idle_s() >= 0.9
    touch(place)
    assert told(telling, 5)
    assert telling.idle_s() < 0.3


def test_two_watchers_do_not_disturb_each_other(place: Place, telling: IdleSource) -> None:
    """What one connection watches is its own."""
    other = place.open()
    other.watch(0.3, None)
    telling.watch(30.0, None)
    touch(place)
    settle(telling)
    other.close()
    assert not told(telling, 0.5)
    assert telling.idle_s() >= 0


def test_many_readings_and_watches_leave_nothing_behind(place: Place, source: IdleSource) -> None:
    """A day of them."""
    for number in range(400):
        source.watch(30.0, 3.0 if number % 2 else None)
        if number % 10 == 0:
            assert 0 <= source.idle_s() < 60


def test_what_must_be_asked_tells_nothing(asked: IdleSource) -> None:
    """Such a source takes the other calls calmly."""
    asked.drain()
    asked.watch(1.0, 0.5)
    assert asked.idle_s() >= 0
    asked.close()
    asked.close()


def test_the_name_is_one_that_can_be_chosen(place: Place, source: IdleSource) -> None:
    """As `idle.source` says it."""
    assert source.name in SOURCES
    assert f"`{source.name}`" in BY_KEY["idle.source"].kind.describe()
