"""Waiting for a condition instead of for a time."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


class RigError(Exception):
    """The desktop could not be started, or what was waited for never came."""


def wait_for(
    condition: Callable[[], T | None],
    timeout: float = 10.0,
    what: str = "the condition",
    every: float = 0.02,
) -> T:
    """The first truthy value of `condition`; RigError naming `what` after `timeout` seconds."""
    end = time.monotonic() + timeout
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() >= end:
            raise RigError(f"{what} did not come within {timeout:g} s (last: {value!r})")
        time.sleep(every)
