"""`hipbreak play` and `hipbreak routines play`: a refusal is all that is said."""

from __future__ import annotations

import pytest

from tests.resident import Resident
from tests.rig import Desktop


@pytest.mark.parametrize("words", [("play",), ("routines", "play")])
def test_what_is_refused_says_only_why(desktop: Desktop, words: tuple[str, ...]) -> None:
    """Before the safety questions are answered what presses is refused: no cautions, no start.
    The resident is started for it when it does not run."""
    done = Resident(desktop).cli(*words, "kd4-press", check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("hipbreak: It presses, and the safety questions")
    assert done.stdout.startswith("hipbreak runs.") and "before you start" not in done.stdout
    again = Resident(desktop).cli(*words, "kd4-press", check=False)
    assert (again.returncode, again.stdout) == (1, "")


def test_what_starts_says_its_cautions_after_that(desktop: Desktop) -> None:
    """With every question answered no."""
    resident = Resident(desktop).start()
    keys = [line.split()[0] for line in resident.cli("safety").stdout.splitlines() if line.strip()]
    for key in keys:
        resident.cli("safety", "set", key, "no", check=False)
    said = resident.cli("play", "kd4-press").stdout.splitlines()
    assert said[0].startswith("Started: ") and "before you start" in said[1]
