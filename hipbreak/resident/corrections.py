"""The verb `correct`: what the person puts right in the journal, made by a window or a command."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from typing import Protocol

from hipbreak.core.codec import DecodeError, decode_as
from hipbreak.core.errors import Refused
from hipbreak.core.facts import Fact


class Write(Protocol):
    """Facts into the journal, all or none."""

    def __call__(self, *facts: Fact) -> None: ...


def verbs(write: Write, heard: Callable[[], None]) -> dict[str, Callable[[str, str], str]]:
    """`heard`: what was done may have changed, so what is offered must be looked at again."""
    return {"correct": partial(_correct, write, heard)}


def _correct(write: Write, heard: Callable[[], None], rest: str, how: str) -> str:
    """A `core.correct.Correction` as JSON."""
    from hipbreak.core.correct import Correction, check  # here: said once in a while

    try:
        correction = decode_as(Correction, json.loads(rest))
    except (ValueError, RecursionError, DecodeError) as error:
        raise Refused(f"not a correction: {error}") from None
    check(correction)
    write(*correction.facts)
    heard()
    return "Corrected."
