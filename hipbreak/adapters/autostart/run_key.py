"""Autostart on Windows: the person's Run key in the registry."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from subprocess import list2cmdline
from typing import Any, Protocol

from hipbreak.core.errors import Unavailable, UserError

NAME = "hipbreak"
CURRENT = r"Software\Microsoft\Windows\CurrentVersion"
RUN = rf"{CURRENT}\Run"
APPROVED = rf"{CURRENT}\Explorer\StartupApproved\Run"
"""Where the Task Manager notes what a person has switched off: an odd first byte."""


class Registry(Protocol):
    """The person's part of the registry. OSError: Windows refuses."""

    def get(self, key: str, name: str) -> str | bytes | None: ...

    def put(self, key: str, name: str, text: str) -> None: ...

    def remove(self, key: str, name: str) -> None:
        """Nothing happens when it is not there."""


class RunKey:
    """`Autostart` by the Run key."""

    place = rf"HKEY_CURRENT_USER\{RUN}"

    def __init__(self, registry: Registry) -> None:
        self._registry = registry

    def enable(self, command: Sequence[str]) -> None:
        try:
            self._registry.put(RUN, NAME, list2cmdline(command))
            self._registry.remove(APPROVED, NAME)
        except OSError as error:
            raise UserError(f"cannot write {self.place}: {error}") from None

    def disable(self) -> None:
        try:
            self._registry.remove(RUN, NAME)
            self._registry.remove(APPROVED, NAME)
        except OSError as error:
            raise UserError(f"cannot write {self.place}: {error}") from None

    def state(self) -> tuple[str, ...] | None:
        try:
            line = self._registry.get(RUN, NAME)
            mark = self._registry.get(APPROVED, NAME)
        except OSError:
            return None
        switched_off = isinstance(mark, bytes) and bool(mark) and mark[0] % 2 == 1
        return _words(line) if isinstance(line, str) and not switched_off else None


def _words(line: str) -> tuple[str, ...] | None:
    """The words of a line that `list2cmdline` made. No path of Windows has a quote in it, so
    quotes only group."""
    words, quoted = [""], False
    for letter in line:
        if letter == '"':
            quoted = not quoted
        elif letter == " " and not quoted:
            words.append("")
        else:
            words[-1] += letter
    return tuple(word for word in words if word) or None


class WindowsRegistry:
    """`Registry` of a real Windows. Unavailable anywhere else."""

    def __init__(self) -> None:
        try:
            self._api: Any = import_module("winreg")
        except ImportError:
            raise Unavailable("this is not Windows") from None

    def get(self, key: str, name: str) -> str | bytes | None:
        try:
            with self._api.OpenKey(self._api.HKEY_CURRENT_USER, key) as opened:
                value: str | bytes | None = self._api.QueryValueEx(opened, name)[0]
                return value
        except FileNotFoundError:
            return None

    def put(self, key: str, name: str, text: str) -> None:
        with self._api.CreateKey(self._api.HKEY_CURRENT_USER, key) as opened:
            self._api.SetValueEx(opened, name, 0, self._api.REG_SZ, text)

    def remove(self, key: str, name: str) -> None:
        api = self._api
        try:
            with api.OpenKey(api.HKEY_CURRENT_USER, key, 0, api.KEY_SET_VALUE) as opened:
                api.DeleteValue(opened, name)
        except FileNotFoundError:
            return
