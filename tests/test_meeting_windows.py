"""Calls and quiet on Windows, from a registry and a library made for the test: never run there."""

from __future__ import annotations

import ctypes
from contextlib import AbstractContextManager, nullcontext
from types import SimpleNamespace
from typing import Any

import pytest

from hipbreak.adapters.meeting.windows_consent import STORE, WindowsConsent, reader
from hipbreak.adapters.meeting.windows_quiet import WindowsQuiet
from hipbreak.adapters.meeting.windows_quiet import reader as quiet_reader
from hipbreak.core.holds import Reason

TALK = "C:#Program Files#Talk#talk.exe"


class Registry:
    """What `winreg` offers, over a dictionary of paths and values."""

    HKEY_CURRENT_USER = object()

    def __init__(self, values: dict[str, dict[str, int]]) -> None:
        self.values = {f"{STORE}\\{path}": value for path, value in values.items()}

    def OpenKey(self, root: object, path: str) -> AbstractContextManager[str]:
        assert root is self.HKEY_CURRENT_USER
        if not any(known == path or known.startswith(f"{path}\\") for known in self.values):
            raise FileNotFoundError(path)
        return nullcontext(path)

    def _below(self, key: str) -> list[str]:
        names = (known.removeprefix(f"{key}\\") for known in self.values if known.startswith(key))
        return sorted({name.split("\\")[0] for name in names if name not in ("", key)})

    def QueryInfoKey(self, key: str) -> tuple[int, int, int]:
        return len(self._below(key)), 0, 0

    def EnumKey(self, key: str, at: int) -> str:
        return self._below(key)[at]

    def QueryValueEx(self, key: str, name: str) -> tuple[int, int]:
        try:
            return self.values[key][name], 11
        except KeyError:
            raise FileNotFoundError(name) from None


def probe(values: dict[str, dict[str, int]]) -> WindowsConsent:
    made = WindowsConsent(Reason.MICROPHONE, reader(Registry(values)))
    made.look()
    return made


def test_a_program_that_has_not_ended_is_in_a_call() -> None:
    """By its short name, whether it came from the shop or not; nobody else is meant."""
    ended = {"LastUsedTimeStop": 133_000_000_000_000_000}
    assert probe({f"microphone\\NonPackaged\\{TALK}": {"LastUsedTimeStop": 0}}).seen() == "talk"
    assert probe({"microphone\\Some.Talk_8wek": {"LastUsedTimeStop": 0}}).seen() == "Some.Talk"
    assert probe({f"microphone\\NonPackaged\\{TALK}": ended}).seen() is None
    assert probe({f"webcam\\NonPackaged\\{TALK}": {"LastUsedTimeStop": 0}}).seen() is None
    assert probe({"microphone\\Never.Used_8wek": {"Value": 1}}).seen() is None
    assert probe({}).seen() is None and probe({}).trouble() == ""


def test_a_registry_that_refuses_is_said_and_is_no_call() -> None:
    """Nothing stands when nobody can tell."""

    def refuse(_device: str) -> list[tuple[str, int]]:
        raise PermissionError("access is denied")

    made = WindowsConsent(Reason.CAMERA, refuse)
    made.look()
    assert made.seen() is None and "access is denied" in made.trouble()


def library(answer: int, state: int) -> Any:
    """shell32, with one function that answers so."""

    def ask(where: Any) -> int:
        ctypes.cast(where, ctypes.POINTER(ctypes.c_int32))[0] = state
        return answer

    return SimpleNamespace(SHQueryUserNotificationState=ask)


@pytest.mark.parametrize(
    ("state", "full", "quiet"),
    [(1, False, False), (2, True, False), (3, True, False), (4, True, False), (5, False, False),
     (6, False, True), (7, False, False)],
)  # fmt: skip
def test_windows_says_when_it_is_to_be_quiet(state: int, full: bool, quiet: bool) -> None:
    """Its seven states: full screen, presentation and quiet hours hold; all others do not."""
    for reason, stands in ((Reason.FULLSCREEN, full), (Reason.DO_NOT_DISTURB, quiet)):
        made = WindowsQuiet(reason, quiet_reader(library(0, state)))
        made.look()
        assert made.seen() == ("" if stands else None) and made.trouble() == ""


def test_a_refusal_of_windows_is_said() -> None:
    """With its number, and nothing stands."""
    made = WindowsQuiet(Reason.DO_NOT_DISTURB, quiet_reader(library(-2147467259, 6)))
    made.look()
    assert made.seen() is None and "0x80004005" in made.trouble()


@pytest.mark.parametrize("made", [WindowsConsent(Reason.CAMERA), WindowsQuiet(Reason.FULLSCREEN)])
def test_elsewhere_they_say_that_this_is_not_windows(made: WindowsConsent | WindowsQuiet) -> None:
    """Importable and honest on every system."""
    made.look()
    assert made.seen() is None and made.trouble() == "this is not Windows"
