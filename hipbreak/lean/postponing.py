"""Modules that are named but seldom needed: a stand-in takes their place until they are used."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import ModuleType


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
