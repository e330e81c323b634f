"""From a bare machine: what is missing is said in a sentence, and nothing of others is touched."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parent.parent
BOOTSTRAP = PROJECT / "packaging" / "bootstrap.py"


@pytest.fixture
def bare(tmp_path: Path) -> dict[str, str]:
    """An environment whose PATH holds Python and a Debian package manager, and nothing else."""
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "python3").symlink_to(sys.executable)
    (programs / "apt-get").write_text("#!/bin/sh\necho installed >&2\nexit 7\n")
    (programs / "apt-get").chmod(0o755)
    return {"PATH": str(programs), "HOME": str(tmp_path), "HIPBREAK_INSTALL": "no"}


def bootstrap(env: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(BOOTSTRAP), *arguments],
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_an_old_python_can_read_the_first_file() -> None:
    """The entry file has no syntax that is newer than Python 3.4."""
    ast.parse(BOOTSTRAP.read_text(), feature_version=(3, 4))


def test_an_old_python_says_so_in_one_line(bare: dict[str, str]) -> None:
    """Without a newer Python on the PATH there is one clear line, not a traceback."""
    pretend = (
        "import sys, runpy; sys.version_info = (3, 9, 2, 'final', 0);"
        f"sys.argv = ['x', 'run']; runpy.run_path({str(BOOTSTRAP)!r}, run_name='__main__')"
    )
    done = subprocess.run([sys.executable, "-c", pretend], env=bare, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "hipbreak needs Python 3.11 or newer; this is 3.9, and no newer one is on the PATH."
    ]


def test_missing_system_parts_are_named_with_the_command(bare: dict[str, str]) -> None:
    """Where it may not install, it names what is missing and the exact command, and stops."""
    done = bootstrap(bare, "rehearse")
    assert done.returncode == 1
    assert "Xvfb, openbox" in done.stderr
    assert "sudo apt-get install xvfb openbox xdotool dbus" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_failed_installation_says_what_was_tried_and_what_to_do(bare: dict[str, str]) -> None:
    """When the package manager fails, its words are shown, and then the command."""
    if os.geteuid() != 0:
        pytest.skip("without root's rights nothing is tried")
    (Path(bare["PATH"]) / "env").symlink_to("/usr/bin/env")
    done = bootstrap(bare | {"HIPBREAK_INSTALL": ""}, "rehearse")
    assert done.returncode == 1
    assert "installing with: apt-get install xvfb" in done.stdout
    assert "installed" in done.stdout
    assert "Please run: sudo apt-get install xvfb" in done.stderr


def test_a_folder_that_is_no_environment_is_left_alone(
    bare: dict[str, str], tmp_path: Path
) -> None:
    """A folder with other things in it is not replaced."""
    precious = tmp_path / "precious"
    precious.mkdir()
    (precious / "letter.txt").write_text("dear")
    done = bootstrap(bare | {"HIPBREAK_VENV": str(precious)}, "lint")
    assert done.returncode == 1
    assert (
        done.stderr == f"hipbreak: {precious} is not a virtual environment; it is left as it is.\n"
    )
    assert (precious / "letter.txt").read_text() == "dear"


def test_a_wrong_word_is_answered_with_the_right_ones(bare: dict[str, str]) -> None:
    """An unknown purpose lists the known ones."""
    done = bootstrap(bare, "dance")
    assert done.returncode == 1
    assert "run, rehearse, test" in done.stderr


def test_without_a_home_everything_goes_under_the_project(
    bare: dict[str, str], tmp_path: Path
) -> None:
    """A home that cannot be written is replaced by a folder of the project, and that is said."""
    ask = (
        "import pathlib, sys; sys.path.insert(0, sys.argv[1]);"
        "from prepare.places import environment; print(environment(pathlib.Path(sys.argv[2])))"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", ask, str(BOOTSTRAP.parent), str(tmp_path)],
        env=bare | {"HOME": "/proc/nowhere"},
        capture_output=True,
        text=True,
    )
    said, found = done.stdout.splitlines()
    assert "your home folder cannot be written" in said
    assert ast.literal_eval(found)["HOME"] == str(tmp_path / ".home")
    assert (tmp_path / ".home").stat().st_mode & 0o777 == 0o700
