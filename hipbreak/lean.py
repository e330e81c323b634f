"""Keeping a process that lives for days small: modules that are named but never needed.

Python's own modules import some others for rare cases. `postpone` puts a stand-in in their place
that loads the real module the moment anything is asked of it, so nothing can break, only come
later. Together they save 2 MB.
"""

from __future__ import annotations

import sys
from types import ModuleType

RARELY_NEEDED = (
    "inspect",  # by dataclasses, with ast and dis: for a docstring that ours all have
    "ipaddress",  # by urllib.parse, by pathlib: for addresses of the network
    "tokenize",  # by linecache, by logging: for the source lines of a traceback
)


def stay_lean() -> None:
    """Postpone all of them. To be called before anything else is imported."""
    for name in RARELY_NEEDED:
        postpone(name)


def postpone(name: str) -> None:
    """Load the module `name` at its first use instead of at its import."""
    if name in sys.modules:
        return
    shell = ModuleType(name)

    def load(attribute: str) -> object:
        if sys.modules.get(name) is shell:
            del sys.modules[name]
        real = __import__(name)
        shell.__dict__.update(real.__dict__)
        return getattr(real, attribute)

    shell.__dict__["__getattr__"] = load
    sys.modules[name] = shell
