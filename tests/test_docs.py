"""The documents promise only what is there."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.readme_pictures import PICTURES
from tests.rig import Desktop, wait_for

PROJECT = Path(__file__).parent.parent
DOCUMENTS = sorted([PROJECT / "README.md", PROJECT / "CHANGELOG.md", *PROJECT.glob("docs/*.md")])
COMMAND = re.compile(r"(?:^    |`)hipbreak ([a-z]+)", re.MULTILINE)
LINK = re.compile(r"\]\(([^)#:]+)\)")
TARGET = re.compile(r"make ([a-z]+)")
FIELD = re.compile(r"^\| `([a-z_]+)` \|", re.MULTILINE)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_named_command_exists(document: Path) -> None:
    """`hipbreak WORD` in a document is a command that answers to --help."""
    for word in sorted(set(COMMAND.findall(document.read_text()))):
        done = subprocess.run(
            [sys.executable, "-m", "hipbreak", word, "--help"], capture_output=True, text=True
        )
        assert done.returncode == 0, f"hipbreak {word}: {done.stderr}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_link_and_picture_leads_somewhere(document: Path) -> None:
    """A relative link names a file of the project."""
    for link in LINK.findall(document.read_text()):
        assert (document.parent / link).exists(), link


def test_the_pictures_are_made_by_make_shots_and_small() -> None:
    """Every picture that the README shows is one that `make shots` writes, below 60 kB; none is
    left over."""
    kept = {path.name: path.stat().st_size for path in (PROJECT / "docs" / "images").iterdir()}
    shown = {Path(link).name for link in LINK.findall((PROJECT / "README.md").read_text())
             if link.endswith(".png")}  # fmt: skip
    assert shown == set(PICTURES) == set(kept)
    assert max(kept.values()) < 60_000
    recipe = (PROJECT / "Makefile").read_text().partition("\nshots:")[2].partition("\n\n")[0]
    assert "tests.readme_pictures" in recipe


def test_every_named_make_target_exists() -> None:
    """`make WORD` in the README is in the Makefile."""
    targets = set(re.findall(r"^([a-z]+):", (PROJECT / "Makefile").read_text(), re.MULTILINE))
    named = set(TARGET.findall((PROJECT / "README.md").read_text()))
    assert {"run", "rehearse", "test"} <= named <= targets


def test_the_status_has_every_field_that_scripts_may_rely_on(desktop: Desktop) -> None:
    """The contract's table of `status --json` and what a running hipbreak prints are the same."""
    contract = (PROJECT / "docs" / "contract.md").read_text()
    promised = set(FIELD.findall(contract.partition("`hipbreak status --json`")[2]))
    before = desktop.run("hipbreak", "status", "--json", check=False)
    assert before.returncode == 3
    assert json.loads(before.stdout)["running"] is False
    desktop.start("hipbreak", "run")
    wait_for(lambda: desktop.run("hipbreak", "status", check=False).returncode == 0, what="it")
    assert set(json.loads(desktop.run("hipbreak", "status", "--json").stdout)) == promised
