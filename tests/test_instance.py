"""One resident at a time."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from hipbreak.adapters.instance import acquire, holder
from hipbreak.core.errors import UserError

HOLD = (
    "import sys; from pathlib import Path; from hipbreak.adapters.instance import acquire\n"
    "lock = acquire(Path(sys.argv[1])); print('held', flush=True); sys.stdin.read()\n"
)


def other_process(path: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None and process.stdout.readline() == "held\n"
    return process


def test_a_second_start_is_told_who_runs(tmp_path: Path) -> None:
    """The refusal names the process and since when; `holder` knows the same."""
    with other_process(tmp_path / "lock") as first:
        with pytest.raises(UserError) as caught:
            acquire(tmp_path / "lock")
        pattern = rf"hipbreak is already running \(process {first.pid}, since \d\d:\d\d\)"
        assert re.fullmatch(pattern, str(caught.value))
        found = holder(tmp_path / "lock")
        assert found is not None and found.pid == first.pid and found.version
        first.kill()


def test_a_killed_holder_leaves_no_obstacle(tmp_path: Path) -> None:
    """After kill -9 the file is still there, and the next start simply runs."""
    with other_process(tmp_path / "lock") as first:
        first.kill()
    assert (tmp_path / "lock").stat().st_size > 0
    assert holder(tmp_path / "lock") is None
    acquire(tmp_path / "lock").release()


def test_a_child_does_not_keep_the_lock(tmp_path: Path) -> None:
    """A window that outlives the resident does not stop the next one from starting."""
    program = (
        "import os, sys; from pathlib import Path; from hipbreak.adapters.instance import acquire\n"
        "lock = acquire(Path(sys.argv[1]))\n"
        "print(os.posix_spawn('/bin/sleep', ['sleep', '60'], os.environ))\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path / "lock")], stdout=subprocess.PIPE, text=True
    ) as first:
        assert first.stdout is not None
        child = int(first.stdout.readline())
        assert first.wait(30) == 0
        try:
            os.kill(child, 0)
            acquire(tmp_path / "lock").release()
        finally:
            os.kill(child, signal.SIGKILL)


def test_garbage_in_the_file_is_no_obstacle(tmp_path: Path) -> None:
    """The text only serves people: the lock is what counts, held or not."""
    (tmp_path / "lock").write_bytes(b"\xff{[" * 1000)
    assert holder(tmp_path / "lock") is None
    lock = acquire(tmp_path / "lock")
    (tmp_path / "lock").write_bytes(b"[]")
    with pytest.raises(UserError, match=r"already running$"):
        acquire(tmp_path / "lock")
    lock.release()
    lock.release()
    acquire(tmp_path / "lock").release()


def test_a_lock_that_cannot_be_made_is_a_clear_error(tmp_path: Path) -> None:
    """One line that names the file; the file itself is for its owner only."""
    with pytest.raises(UserError, match=r"cannot lock .*gone/lock: No such file"):
        acquire(tmp_path / "gone" / "lock")
    assert holder(tmp_path / "gone" / "lock") is None
    lock = acquire(tmp_path / "lock")
    assert (tmp_path / "lock").stat().st_mode & 0o777 == 0o600
    lock.release()
