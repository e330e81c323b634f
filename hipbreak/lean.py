"""Keeping a process that lives for days small: modules that are named but never needed.

Python's own modules import some others for rare cases. `postpone` puts a stand-in in their place
that loads the real module the moment anything is asked of it, so nothing can break, only come
later. Together they save 3.5 MB; `lean_records` saves another.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from types import ModuleType

from hipbreak.lean_typing import WORDS

RARELY_NEEDED = (
    "inspect",  # by dataclasses, with ast and dis: for a docstring that ours all have
    "ipaddress",  # by urllib.parse: for addresses of the network
    "tokenize",  # by linecache, by traceback: for source lines
    "traceback",  # by logging, with linecache and textwrap: for faults
)
RARELY_CALLED = {
    "urllib.parse": ("quote_from_bytes",),  # by pathlib: for file: addresses
}
"""Modules of which these functions are imported by name, but seldom called."""


def start_lean() -> None:
    """For every process of ours, before anything else is imported: it starts sooner, too."""
    for name in RARELY_NEEDED:
        postpone(name)
    for name, functions in RARELY_CALLED.items():
        postpone(name, *functions)
    postpone("typing", **WORDS)
    from hipbreak.lean_records import share_methods  # here: it needs what was just postponed

    share_methods()


def settle() -> None:
    """All that stays is loaded: from now on a look for litter leaves it out and costs a
    millisecond, not ten. The lists of files in which modules were sought are let go of: 0.1 MB."""
    sys.path_importer_cache.clear()
    gc.collect()
    gc.freeze()


class _Shell(ModuleType):
    """Stands for a module until something is asked of it that it does not have."""

    def __getattr__(self, attribute: str) -> object:
        if attribute == "__path__":  # each `from` asks for it: is it a package? None of these is
            raise AttributeError(attribute)
        return getattr(_load(self), attribute)


def postpone(name: str, *functions: str, **given: object) -> None:
    """Load the module `name` at its first use instead of at its import.

    `from name import f` is a use, unless `f` is one of `functions`: then the first call is; or is
    `given`: then it is that.
    """
    if name in sys.modules:
        return
    shell = _Shell(name)
    shell.__dict__.update(given)
    shell.__dict__.update({function: _when_called(shell, function) for function in functions})
    sys.modules[name] = shell
    package, _, child = name.rpartition(".")
    if package:
        setattr(__import__(package), child, shell)


def _load(shell: _Shell) -> ModuleType:
    """The real module; the shell has all of it from now on."""
    name = shell.__name__
    package = sys.modules.get(name.rpartition(".")[0])
    if isinstance(package, _Shell):
        _load(package)
    if sys.modules.get(name) is shell:
        del sys.modules[name]
    __import__(name)
    real = sys.modules[name]
    shell.__dict__.update(real.__dict__)
    return real


def _when_called(shell: _Shell, function: str) -> Callable[..., object]:
    def call(*arguments: object, **named: object) -> object:
        real = getattr(_load(shell), function)
        assert callable(real)
        return real(*arguments, **named)

    return call
