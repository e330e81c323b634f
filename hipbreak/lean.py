"""Keeping a process that lives for days small: modules that are named but never needed.

`dataclasses` imports `inspect`, and with it `ast`, `dis` and `tokenize` (1.5 MB), for a docstring
that every dataclass of ours has. `postpone` puts a stand-in in its place that loads the real
module the moment anything is asked of it, so nothing can break, only come later.
"""

from __future__ import annotations

import sys
from types import ModuleType


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
