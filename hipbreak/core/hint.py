"""A hint: a line and a small figure that ask for nothing. Values only; `hints` has the rules."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from hipbreak.core.moment import Moment


class HintKind(Enum):
    CALL = "call"
    """In a long call with a break due: the seated drill that nobody sees, with a Start."""
    SHIFT = "shift"
    """Between breaks: shift your weight. Nothing to answer, and nothing is written of it."""


@dataclass(frozen=True, slots=True)
class Hint:
    """The hint that is prepared or on the screen."""

    uid: str
    kind: HintKind
    prepared: Moment
    why: str
    shown: Moment | None = None
    routine: str = ""
