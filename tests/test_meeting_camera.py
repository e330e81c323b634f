"""Who has a camera open: real processes with real open files, in a folder that plays /dev."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hipbreak.adapters.meeting.camera import Camera
from tests.rig import wait_for

HOLD = "import sys; f = open(sys.argv[1]); print('open', flush=True); sys.stdin.read()"


@pytest.fixture
def camera(tmp_path: Path) -> Iterator[Camera]:
    (tmp_path / "video0").touch()
    (tmp_path / "videos-of-last-year").touch()
    camera = Camera(devices=tmp_path)
    camera.look()
    _settle(camera)
    yield camera
    camera.close()


def _turn(camera: Camera) -> str | None:
    camera.drain()
    camera.tick()
    return camera.seen()


def _settle(camera: Camera) -> None:
    wait_for(lambda: (_turn(camera), camera.deadline() is None)[1], what="the end of the search")


class Holder:
    """A process that has a file open until it is told to let go."""

    def __init__(self, path: Path) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert self._process.stdout and self._process.stdout.readline() == b"open\n"

    def let_go(self) -> None:
        self._process.communicate()


def test_pain_1_a_call_with_camera_is_known_from_beginning_to_end(
    camera: Camera, tmp_path: Path
) -> None:
    """The kernel tells; nobody polls."""
    assert (_turn(camera), camera.deadline()) == (None, None)
    holder = Holder(tmp_path / "video0")
    wait_for(lambda: _turn(camera), what="the program")
    assert camera.seen() is not None and "python" in camera.seen()
    assert camera.deadline() is None
    holder.let_go()
    wait_for(lambda: _turn(camera) is None, what="the end")


def test_a_program_that_only_asks_what_the_camera_is_holds_nothing(
    camera: Camera, tmp_path: Path
) -> None:
    (tmp_path / "video0").read_bytes()
    camera.drain()
    assert camera.deadline() is not None, "the opening was not noticed"
    _settle(camera)
    assert camera.seen() is None


def test_a_camera_that_is_plugged_in_during_a_call_is_found(tmp_path: Path) -> None:
    """With the next look; before, nothing is open and nothing wakes."""
    camera = Camera(devices=tmp_path)
    camera.look()
    _settle(camera)
    assert camera.fileno() is None
    (tmp_path / "video2").touch()
    holder = Holder(tmp_path / "video2")
    camera.look()
    wait_for(lambda: _turn(camera), what="the program")
    (tmp_path / "video2").unlink()
    camera.look()
    wait_for(lambda: _turn(camera) is None, what="the end with the camera")
    assert camera.fileno() is None
    holder.let_go()
    camera.close()


def test_the_sound_and_picture_server_is_no_call(tmp_path: Path) -> None:
    """It may hold every camera all day; a program beside it is still found."""
    devices, processes = tmp_path / "dev", tmp_path / "proc"
    devices.mkdir()
    (devices / "video0").touch()
    for pid, name in ((12, "wireplumber"), (13, "pipewire")):
        _process(processes / str(pid), name, devices / "video0")
    camera = Camera(devices, processes)
    camera.look()
    _settle(camera)
    assert camera.seen() is None
    _process(processes / "14", "zoom", devices / "video0")
    (devices / "video0").read_bytes()
    wait_for(lambda: _turn(camera) == "zoom", what="the program")
    camera.close()


def _process(folder: Path, name: str, target: Path) -> None:
    (folder / "fd").mkdir(parents=True)
    (folder / "comm").write_text(f"{name}\n")
    (folder / "fd" / "9").symlink_to(target)


def test_pain_23_a_search_among_very_many_processes_is_done_in_pieces(tmp_path: Path) -> None:
    """No turn of the loop takes long; the search goes on where it stopped."""
    devices, processes = tmp_path / "dev", tmp_path / "proc"
    devices.mkdir()
    (devices / "video0").touch()
    for pid in range(100, 110):
        _process(processes / str(pid), "other", tmp_path)
    _process(processes / "999", "zoom", devices / "video0")
    clock = iter(range(10_000))
    camera = Camera(devices, processes, now=lambda: float(next(clock)))
    camera.look()
    turns = 0
    while camera.deadline() is not None:
        camera.tick()
        turns += 1
    assert camera.seen() == "zoom"
    assert turns > 1
    camera.close()


def test_without_devices_it_says_so(tmp_path: Path) -> None:
    camera = Camera(devices=tmp_path / "none")
    camera.look()
    assert "cannot be read" in camera.trouble()
    assert (camera.seen(), camera.fileno(), camera.deadline()) == (None, None, None)
