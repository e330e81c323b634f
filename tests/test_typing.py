"""Letters that are composed of several keys, where there is something to write in and where not."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from hipbreak.adapters.no_typing import NOTHING, no_typing
from tests.rig import Desktop, wait_for

FIELD = """
import sys, tkinter
from hipbreak.ui.root import begin
root, _ = begin(writing=sys.argv[1] == "writing")
root.title("a field")
field = tkinter.Entry(root)
field.pack()
field.bind("<Return>", lambda _event: (print(field.get(), flush=True), root.destroy()))
root.deiconify()
field.focus_force()
root.mainloop()
"""


def written(desktop: Desktop, *how: str) -> str:
    """What is in a field of ours after an acute, which is none by itself, and an e."""
    child = desktop.start(sys.executable, "-c", FIELD, *how, stdout=subprocess.PIPE)
    window = desktop.wait_window(title="a field")
    wait_for(lambda: desktop.focused() == window.id, what="the focus")
    for key in ("dead_acute", "e", "Return"):
        desktop.key(key)
    said, _ = child.communicate(timeout=10)
    return said.decode().strip()


def test_composed_letters_can_be_written(desktop: Desktop) -> None:
    """Somebody types a letter with its accent by two keys into a field of ours."""
    assert written(desktop, "writing") == "é"


def test_where_nobody_writes_a_key_is_a_key(desktop: Desktop) -> None:
    """No key waits for a second one, which would take a drill's key away."""
    assert written(desktop, "pressing").endswith("e")


def test_the_environment_is_left_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a window starts later has the person's own input method."""
    (there, missing), before = NOTHING, "@im=person"
    monkeypatch.setenv(there, before)
    monkeypatch.delenv(missing, raising=False)
    with no_typing():
        assert {name: os.environ[name] for name in NOTHING} == NOTHING
    assert (os.environ[there], os.environ.get(missing)) == (before, None)
