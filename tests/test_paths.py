"""Where files lie, and what is said when they cannot."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from dataclasses import astuple
from pathlib import Path

import pytest

from hipbreak.adapters.paths import Paths, data_dir
from hipbreak.core.errors import UserError


def test_one_folder_holds_everything(tmp_path: Path) -> None:
    """HIPBREAK_HOME=DIR puts settings, journal, socket, lock and all else under DIR."""
    paths = Paths.from_env({"HIPBREAK_HOME": str(tmp_path / "h")})
    assert paths.journal == tmp_path / "h" / "journal.sqlite3"
    assert paths.settings == tmp_path / "h" / "settings.toml"
    assert all(tmp_path / "h" in path.parents for path in astuple(paths))


def test_the_usual_places_otherwise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without HIPBREAK_HOME: the system's folders; the lock lies beside the journal it guards."""
    for name in ("CONFIG_HOME", "DATA_HOME", "CACHE_HOME"):
        monkeypatch.setenv(f"XDG_{name}", str(tmp_path / name))
    runtime = tmp_path / "run"
    runtime.mkdir()
    paths = Paths.from_env({"XDG_RUNTIME_DIR": str(runtime), "HIPBREAK_HOME": ""})
    assert paths.settings == tmp_path / "CONFIG_HOME" / "hipbreak" / "settings.toml"
    assert paths.socket == runtime / "hipbreak" / "control.sock"
    assert paths.lock.parent == paths.journal.parent == tmp_path / "DATA_HOME" / "hipbreak"
    without = Paths.from_env({"XDG_RUNTIME_DIR": str(tmp_path / "gone")})
    assert without.socket.parent == without.journal.parent


def test_folders_are_made_private(tmp_path: Path) -> None:
    """Every folder exists after `ensure`, for its owner only, and a second call is harmless."""
    paths = Paths.from_env({"HIPBREAK_HOME": str(tmp_path / "a" / "b")})
    paths.ensure()
    paths.ensure()
    assert {f.stat().st_mode & 0o777 for f in paths.folders()} == {0o700}
    assert paths.outbox.is_dir() and paths.routines.is_dir() and paths.backups.is_dir()


def test_a_place_that_cannot_be_written_is_one_clear_line(tmp_path: Path) -> None:
    """A file in the way gives one problem that names the place, not a traceback."""
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(UserError) as caught:
        Paths.from_env({"HIPBREAK_HOME": str(tmp_path / "file")}).ensure()
    with pytest.raises(UserError) as below:
        Paths.from_env({"HIPBREAK_HOME": str(tmp_path / "file" / "x")}).ensure()
    assert len(caught.value.problems) == len(below.value.problems) == 1
    assert f"cannot write to {tmp_path / 'file'}" in caught.value.problems[0]
    assert "HIPBREAK_HOME" in below.value.problems[0]


def test_a_folder_without_write_permission_is_refused() -> None:
    """A read-only folder is found before anything is begun, tried as a user without powers."""
    program = (
        "import os, sys\n"
        "from hipbreak.adapters.paths import Paths\n"
        "from hipbreak.core.errors import UserError\n"
        "if os.getuid() == 0: os.setuid(65534)\n"
        "try: Paths.from_env({'HIPBREAK_HOME': sys.argv[1]}).ensure()\n"
        "except UserError as error: print(error)\n"
    )
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o555)
        run = subprocess.run(
            [sys.executable, "-c", program, folder], capture_output=True, text=True, check=True
        )
        assert f"cannot write to {folder}: the folder is not writable" in run.stdout


def test_appdirs_is_loaded_only_when_needed() -> None:
    """With HIPBREAK_HOME set, the package is never imported."""
    program = (
        "import sys; from hipbreak.adapters.paths import Paths\n"
        "Paths.from_env({'HIPBREAK_HOME': '/x'}); assert 'appdirs' not in sys.modules\n"
        "Paths.from_env({}); assert 'appdirs' in sys.modules\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_data_is_found_in_the_source_tree() -> None:
    """Icons and routines are found; a folder that is missing is said clearly."""
    assert data_dir("icons").name == "icons"
    assert data_dir("routines").is_dir()
    with pytest.raises(UserError, match="lacks its folder 'nothing'"):
        data_dir("nothing")


def test_data_is_found_in_a_frozen_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The unpacked folder of a frozen build comes first."""
    (tmp_path / "hipbreak" / "data" / "icons").mkdir(parents=True)
    monkeypatch.setattr(sys, "_MEIPASS", str(tmp_path), raising=False)
    assert data_dir("icons") == tmp_path / "hipbreak" / "data" / "icons"
    assert data_dir("routines") != tmp_path / "hipbreak" / "data" / "routines"
