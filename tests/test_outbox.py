"""Reports of players that outlived the resident."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from hipbreak.adapters.outbox import collect, deliver
from hipbreak.core.facts import Evidence, Outcome
from hipbreak.protocol import Finished


def finished(uid: str = "a" * 32) -> Finished:
    return Finished(uid, Outcome.COMPLETED, Evidence.STEPS, 60.0, 60.0)


def test_a_report_is_collected_once(tmp_path: Path) -> None:
    """What was delivered comes out, oldest first, and then the folder is empty."""
    for number, uid in enumerate(("c" * 32, "b" * 32, "a" * 32)):
        deliver(tmp_path / "outbox", finished(uid))
        os.utime(tmp_path / "outbox" / f"{uid}.json", (number, number))
    assert [message.uid[0] for message in collect(tmp_path / "outbox")] == ["c", "b", "a"]  # type: ignore[union-attr]
    assert list((tmp_path / "outbox").iterdir()) == []
    assert list(collect(tmp_path / "outbox")) == []


def test_a_report_survives_a_crash_while_it_is_being_written_down(tmp_path: Path) -> None:
    """Until the loop goes on, the file stays: a report may come twice, never not at all."""
    deliver(tmp_path, finished())
    reports = collect(tmp_path)
    assert next(reports) == finished()
    reports.close()  # type: ignore[attr-defined]  # as an exception in the loop does
    assert list(collect(tmp_path)) == [finished()]


def test_the_same_report_twice_is_one_file(tmp_path: Path) -> None:
    """A name is the report's uid, and private; nothing half-written is left."""
    deliver(tmp_path, finished())
    deliver(tmp_path, finished())
    (path,) = tmp_path.iterdir()
    assert path.name == "a" * 32 + ".json" and path.stat().st_mode & 0o777 == 0o600


def test_a_uid_cannot_leave_the_folder(tmp_path: Path) -> None:
    """A name is made of letters and digits only."""
    deliver(tmp_path / "outbox", finished("../../x"))
    assert [path.name for path in tmp_path.rglob("*.json")] == ["x.json"]
    assert (tmp_path / "outbox" / "x.json").exists()


@pytest.mark.parametrize("raw", [b"", b"{}", b"\xff\n", b"x" * 2_000_000, b'{"type": "Nothing"}'])
def test_garbage_is_moved_aside(tmp_path: Path, raw: bytes) -> None:
    """It is kept under another name and does not stop the good ones."""
    (tmp_path / "bad.json").write_bytes(raw)
    deliver(tmp_path, finished())
    assert list(collect(tmp_path)) == [finished()]
    assert [path.name for path in tmp_path.iterdir()] == ["bad.bad"]


def test_strange_things_in_the_folder_harm_nobody(tmp_path: Path) -> None:
    """A folder, a pipe, a dead link, no folder at all: no error, no hang."""
    (tmp_path / "d.json").mkdir()
    os.mkfifo(tmp_path / "p.json")
    (tmp_path / "l.json").symlink_to("nowhere")
    deliver(tmp_path, finished())
    assert list(collect(tmp_path)) == [finished()]
    assert list(collect(tmp_path / "gone")) == []


def test_a_place_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    """The player hears of it as an OSError."""
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError):
        deliver(tmp_path / "file", finished())
