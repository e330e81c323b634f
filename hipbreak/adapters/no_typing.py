"""Opening an X display for windows in which nobody writes.

Xlib reads the table of composed letters, half a megabyte of text, at each look for an input method,
and Tk looks three times: 40 ms, most of what Tk needs to start. Where there is no field to write
in it is for nothing. Nor does an input method of the desktop then hold back single keys that
press our buttons.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

NOTHING = {"XMODIFIERS": "@im=none", "XCOMPOSEFILE": os.devnull}


@contextmanager
def no_typing() -> Iterator[None]:
    """A display that is opened inside takes keys, but composes no letters of several."""
    before = {name: os.environ.get(name) for name in NOTHING}
    os.environ.update(NOTHING)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
