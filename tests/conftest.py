"""Fixtures that every test may use."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from types import FrameType

import pytest

from tests.rig import Desktop
from tests.seeds import afternoon, set_zone


def _end(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)


def pytest_configure() -> None:
    """An ended test run ends its desktops too, as Ctrl-C does."""
    signal.signal(signal.SIGTERM, _end)


@pytest.fixture
def afternoon_here() -> Iterator[None]:
    """It is 14:40 here, whenever the tests run: a day of which something has happened."""
    before = os.environ.get("TZ")
    set_zone(afternoon())
    yield
    set_zone(before)


@pytest.fixture
def desktop() -> Iterator[Desktop]:
    """A screen with a window manager and a message bus, without a tray."""
    with Desktop() as desktop:
        yield desktop
