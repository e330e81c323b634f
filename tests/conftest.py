"""Fixtures that every test may use."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from types import FrameType

import pytest

from tests.rig import Desktop


def _end(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)


def pytest_configure() -> None:
    """An ended test run ends its desktops too, as Ctrl-C does."""
    signal.signal(signal.SIGTERM, _end)


@pytest.fixture
def desktop() -> Iterator[Desktop]:
    """A screen with a window manager and a message bus, without a tray."""
    with Desktop() as desktop:
        yield desktop
