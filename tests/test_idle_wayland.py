"""Wayland: what can be known of the last input, and compositors that refuse, hang, lie or die."""

from __future__ import annotations

import select
import socket
import struct
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipbreak.adapters.idle.thresholds import LATE_S, LastInput
from hipbreak.adapters.idle.wayland_notify import WaylandIdle
from hipbreak.core.errors import Unavailable
from tests.rig import wait_for
from tests.rig.compositor import Compositor
from tests.rig.wayland import Sway

# What is known: a compositor as pure arithmetic, against what it really did

GAPS = st.lists(st.floats(0.05, 60), min_size=1, max_size=20)
TIMEOUTS = st.sets(st.sampled_from([1.0, 3.0, 15.0, 180.0]), min_size=1)


def history(gaps: list[float], thresholds: set[float]) -> list[tuple[float, str, float]]:
    """All that a compositor tells, and every input, in order of time."""
    told: list[tuple[float, str, float]] = []
    last = 0.0
    for gap in gaps:
        past = [threshold for threshold in sorted(thresholds) if threshold < gap]
        told += [(last + threshold, "idle", threshold) for threshold in past]
        last += gap
        told.append((last, "resumed" if past else "input", 0.0))
    return told


@given(GAPS, TIMEOUTS)
def test_pain_02_no_input_is_dated_too_late_and_an_absence_is_dated_exactly(
    gaps: list[float], thresholds: set[float]
) -> None:
    """Whatever somebody does: an input is never made up, and once a threshold has told, the last
    one is known to the instant."""
    known = LastInput(0.0)
    for threshold in thresholds:
        known.arm(threshold, 0.0)
    last, woken = 0.0, False
    for at, what, threshold in history(gaps, thresholds):
        if what == "idle":
            known.went_idle(threshold, at)
            if woken:
                assert known.idle_s(at) == pytest.approx(threshold)
        else:
            assert known.idle_s(at) >= at - last - 1e-6
            last = at
            if what == "resumed":
                known.resumed(at)
                woken = True
                assert known.idle_s(at) == 0
        assert at - last - 1e-6 <= known.idle_s(at) or what == "idle"


@given(GAPS, TIMEOUTS)
def test_a_working_person_is_never_further_off_than_the_shortest_threshold(
    gaps: list[float], thresholds: set[float]
) -> None:
    """Once it has been watched for so long, and allowing for late messages."""
    known = LastInput(0.0)
    for threshold in thresholds:
        known.arm(threshold, 0.0)
    shortest = min(thresholds)
    last = 0.0
    for at, what, threshold in history(gaps, thresholds):
        if what == "idle":
            known.went_idle(threshold, at)
            continue
        last = at
        if what == "resumed":
            known.resumed(at)
        if at > shortest + LATE_S:
            assert known.idle_s(at) <= at - last + shortest + LATE_S + 1e-6


def test_words_read_late_date_the_input_by_the_longest_threshold() -> None:
    """After a stall both have told; the long one knows best."""
    known = LastInput(0.0)
    known.arm(15.0, 0.0)
    known.arm(180.0, 0.0)
    known.resumed(100.0)
    known.went_idle(15.0, 290.0)
    known.went_idle(180.0, 290.0)
    assert known.idle_s(290.0) == 180.0


def test_a_threshold_set_while_idle_takes_nothing_back() -> None:
    """It counts from when it was set; what was known before stays known."""
    known = LastInput(0.0)
    known.arm(15.0, 0.0)
    known.resumed(100.0)
    known.went_idle(15.0, 115.0)
    known.arm(3.0, 160.0)
    assert known.idle_s(160.0, 3.0) == 60.0
    known.went_idle(3.0, 163.0)
    assert known.idle_s(163.0, 3.0) == 63.0
    known.disarm(3.0, 170.0)
    assert known.idle_s(170.0) == 70.0


def test_pain_05_nobody_who_types_is_taken_for_quiet() -> None:
    """Although the last proved input is older than the gap that is awaited."""
    known = LastInput(0.0)
    known.arm(15.0, 0.0)
    assert known.idle_s(100.0) > 3
    known.arm(3.0, 100.0)
    for now in (100.0, 102.0, 103.5, 140.0):
        assert known.idle_s(now, 3.0) < 3
    known.went_idle(3.0, 150.0)
    assert known.idle_s(150.0, 3.0) == 3


# A real compositor


@pytest.fixture
def compositor(tmp_path: Path) -> Iterator[Compositor]:
    with Compositor(tmp_path) as compositor:
        yield compositor
    assert compositor.errors == []


def told(source: WaylandIdle, within: float) -> bool:
    fd = source.fileno()
    assert fd is not None
    readable, _, _ = select.select([fd], [], [], within)
    if readable:
        source.drain()
    return bool(readable)


def test_pain_02_a_short_natural_break_takes_nobody_who_works_for_away(
    compositor: Compositor,
) -> None:
    """Without a pause the compositor tells nothing, and what is proved stays below the break."""
    source = WaylandIdle(compositor.env)
    try:
        source.watch(0.6, None)
        begun, seen = time.monotonic(), list[float]()
        while time.monotonic() - begun < 1.5:
            compositor.key()
            told(source, 0.05)
            seen.append(source.idle_s())
        assert 0 < max(seen) < 0.6
    finally:
        source.close()


def test_pain_08_a_film_is_not_an_input_where_the_compositor_can_tell(tmp_path: Path) -> None:
    """Version 2 hears input only; for version 1 a film is input, and it says so."""
    for version, remark in ((2, ""), (1, "whatever keeps the screen on counts as input here")):
        with Compositor(tmp_path, version) as compositor:
            source = WaylandIdle(compositor.env)
            assert source.remark == remark
            source.watch(0.3, None)
            compositor.inhibit(True)
            assert told(source, 5) if version == 2 else not told(source, 0.8)
            source.close()
            assert compositor.errors == []


def test_a_compositor_that_dies_is_unavailable_not_the_end(tmp_path: Path) -> None:
    """The descriptor becomes readable, and every call says that the source is lost."""
    with Sway() as sway:
        source = WaylandIdle(sway.env)
        source.watch(30.0, 3.0)
        sway.kill()
        with pytest.raises(Unavailable, match="has gone"):
            told(source, 10)
        for call in (source.idle_s, lambda: source.watch(1.0, None)):
            with pytest.raises(Unavailable):
                call()
        with pytest.raises(Unavailable, match="no compositor"):
            WaylandIdle(sway.env)
        source.close()
        sway.start()
        again = WaylandIdle(sway.env)
        assert again.idle_s() < 10
        again.close()


def test_pain_23_a_compositor_that_hangs_holds_nobody_up_for_long(compositor: Compositor) -> None:
    """After a second it is unavailable."""
    source = WaylandIdle(compositor.env)
    compositor.hang()
    try:
        with pytest.raises(Unavailable, match="does not answer"):
            source.idle_s()
        with pytest.raises(Unavailable, match="does not answer"):
            WaylandIdle(compositor.env)
    finally:
        compositor.go_on()
    source.close()


def test_what_it_takes_back_is_lost(compositor: Compositor) -> None:
    """The seat, when the last keyboard is unplugged; other offers do not matter."""
    compositor.offers[11] = ("wl_output", 4)
    source = WaylandIdle(compositor.env)
    compositor.take_back("wl_output")
    assert source.idle_s() >= 0
    compositor.take_back("wl_seat")
    with pytest.raises(Unavailable, match="taken back"):
        source.idle_s()
    source.close()


def test_nothing_is_left_behind(compositor: Compositor) -> None:
    """However often the thresholds change: no object is forgotten, and their numbers are reused."""
    source = WaylandIdle(compositor.env)
    source.watch(30.0, None)
    source.idle_s()
    before = compositor.things()
    for _ in range(200):
        source.watch(30.0, 3.0)
        source.watch(30.0, None)
        source.idle_s()
    assert compositor.things() == before
    assert max(max(client.things) for client in compositor._clients.values()) < 30
    source.close()


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (struct.pack("=II", 1, 4 << 16), "nonsense"),
        (struct.pack("=III", 2, 12 << 16, 1), "nonsense"),
        (struct.pack("=IIII", 1, 16 << 16, 0, 0), "nonsense"),
        (struct.pack("=IIIII4s", 1, 24 << 16, 0, 0, 4, b"no!\0"), "refused a request: no!"),
        (struct.pack("=IIII4s", 2, 20 << 16, 1, 2, b"\xff\xff\0\0"), "nonsense"),
    ],
)
def test_nonsense_is_unavailable(compositor: Compositor, raw: bytes, reason: str) -> None:
    """Sizes too small, texts too short or not text, and errors."""
    source = WaylandIdle(compositor.env)
    compositor.say(raw)
    with pytest.raises(Unavailable, match=reason):
        told(source, 5)
    source.close()


def test_where_wayland_cannot_tell_it_says_why(tmp_path: Path) -> None:
    """No Wayland, no compositor, none that knows of idle times, none with a keyboard."""
    with pytest.raises(Unavailable, match="no Wayland desktop"):
        WaylandIdle({"DISPLAY": ":0"})
    with pytest.raises(Unavailable, match="no compositor at"):
        WaylandIdle({"WAYLAND_DISPLAY": "wayland-9", "XDG_RUNTIME_DIR": str(tmp_path)})
    with pytest.raises(Unavailable, match="no compositor at"):
        WaylandIdle({"WAYLAND_DISPLAY": "w" * 200, "XDG_RUNTIME_DIR": str(tmp_path)})
    with Compositor(tmp_path, None) as old, pytest.raises(Unavailable, match="tells nobody"):
        WaylandIdle(old.env)
    with Compositor(tmp_path, seat=False) as bare, pytest.raises(Unavailable, match="no keyboard"):
        WaylandIdle(bare.env)


def test_something_else_on_the_socket_is_unavailable(tmp_path: Path) -> None:
    """It listens and says nothing."""
    with socket.socket(socket.AF_UNIX) as foreign:
        foreign.bind(str(tmp_path / "wayland-0"))
        foreign.listen()
        with pytest.raises(Unavailable, match="does not answer"):
            WaylandIdle({"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": str(tmp_path)})


def test_a_client_that_leaves_is_forgotten(compositor: Compositor) -> None:
    """Closing is enough."""
    source = WaylandIdle(compositor.env)
    assert compositor.things() > 0
    source.close()
    wait_for(lambda: compositor.things() == 0, what="the end of the connection")
